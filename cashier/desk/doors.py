"""What stays shut until somebody with the right PIN opens it. Judged on a thread of its own.

Where no PIN was ever chosen, nothing is shut: a shop decides that by choosing one.
"""

from collections.abc import Callable

from cashier.config.access import Access
from cashier.config.guard import Guard
from cashier.config.roles import Role
from cashier.core.background import Worker
from cashier.core.errors import CashierError
from cashier.core.privacy import Secret
from cashier.desk.views import Phrase, error_phrase

Answer = Callable[[Role | Phrase], None]


class Doors:
    """Asks for PINs on behalf of the windows.

    Failure policy: what keeps a PIN from being judged keeps the door shut, and is told.
    """

    def __init__(self, access: Access, worker: Worker, *, needs_pin: bool) -> None:
        self._access = access
        self._guard = Guard(access, needs_pin=needs_pin)
        self._worker = worker

    def shut(self) -> bool:
        """Whether a PIN is asked at all; one that cannot be read counts as chosen."""
        return self._guard.asks

    def open(self, pin: Secret, answer: Answer) -> None:
        """Judge a PIN; `answer` gets whose it is, or why it does not open, on another thread."""

        def judge() -> None:
            try:
                found: Role | Phrase = self._access.check(pin)
            except CashierError as error:
                found = error_phrase(error)
            answer(found)

        self._worker.offer(judge)
