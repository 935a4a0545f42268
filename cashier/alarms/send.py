"""Writes to the manager's chats, each on a thread of its own, and waits for none of them.

Failure policy: a message is sent once and never again. A chat that hangs is given up after
`DEADLINE_S`; until its thread has ended it gets nothing more, so that there is never more than one
thread a chat. What went wrong is told as a named error, without any address.
"""

import threading
from collections.abc import Callable, Sequence

from cashier.alarms.addresses import Address
from cashier.alarms.errors import ChatRefused, ChatSilent
from cashier.core.errors import CashierError
from cashier.core.privacy import Secret
from cashier.core.threads import start_thread

DEADLINE_S = 5.0

After = Callable[[float, Callable[[], None]], Callable[[], None]]
Deliver = Callable[[Secret, str, str], bool]
Told = Callable[[tuple[CashierError, ...]], None]
_Done = Callable[[CashierError | None], None]


class GroupChat:
    """All chats of a shop.

    Args:
        addresses: where to write to.
        load: returns what hands a message over; called on the chat's thread, when first needed.
        after: calls back after so many seconds, and returns what cancels that.
    """

    def __init__(
        self, addresses: Sequence[Address], load: Callable[[], Deliver], after: After
    ) -> None:
        self._lines = tuple(_Line(one, load, after) for one in addresses)

    def send(self, title: str, text: str, told: Told) -> None:
        """Write to all; `told` is called once, on some other thread, with what went wrong."""
        gathered = _Gathered(len(self._lines), told)
        for line in self._lines:
            line.send(title, text, gathered.take)


class _Gathered:
    """Waits for the last of several outcomes."""

    def __init__(self, count: int, told: Told) -> None:
        self._left = count
        self._told = told
        self._problems: list[CashierError] = []
        self._lock = threading.Lock()

    def take(self, problem: CashierError | None) -> None:
        """Take one outcome."""
        with self._lock:
            self._left -= 1
            if problem is not None:
                self._problems.append(problem)
            last = self._left == 0
        if last:
            self._told(tuple(self._problems))


class _Once:
    """Calls at most once, whoever comes first."""

    def __init__(self, call: _Done) -> None:
        self._call = call
        self._free = threading.Lock()

    def __call__(self, problem: CashierError | None) -> None:
        if self._free.acquire(blocking=False):
            self._call(problem)


class _Line:
    """The way to one chat."""

    def __init__(self, address: Address, load: Callable[[], Deliver], after: After) -> None:
        self._address = address
        self._load = load
        self._after = after
        self._busy = threading.Lock()

    def send(self, title: str, text: str, done: _Done) -> None:
        if not self._busy.acquire(blocking=False):
            done(ChatSilent(chat=self._address.chat))
            return
        once = _Once(done)
        cancel = self._after(DEADLINE_S, lambda: once(ChatSilent(chat=self._address.chat)))

        def work() -> None:
            try:
                problem = None if self._taken(title, text) else self._refused()
            finally:
                self._busy.release()
            cancel()
            once(problem)

        start_thread("alarm-chat", work)

    def _taken(self, title: str, text: str) -> bool:
        try:
            return self._load()(self._address.url, title, text)
        except Exception:  # noqa: BLE001 - a stranger's library; what it raises may hold the address
            return False

    def _refused(self) -> CashierError:
        return ChatRefused(chat=self._address.chat)
