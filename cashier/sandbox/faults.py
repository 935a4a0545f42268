"""Which faults of the sandbox are on: some stay, some serve once, some are asked for by a request.

What a fault is stands in `fault_model`, which there are in `fault_list`.
"""

import difflib
import random
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cashier.core.clock import Clock
from cashier.core.errors import WrongUse
from cashier.sandbox.fault_list import BY_NAME as BY_NAME
from cashier.sandbox.fault_list import FAULTS as FAULTS
from cashier.sandbox.fault_model import HEALTHY, Tongue, merged
from cashier.sandbox.fault_model import Call as Call
from cashier.sandbox.fault_model import Delivery as Delivery
from cashier.sandbox.fault_model import Fault as Fault
from cashier.sandbox.fault_script import FaultScript
from cashier.sandbox.net_faults import NetFault

NEGATIVE_TEST = "wechatpay-negative-test"
"""The header by which a request asks for a fault of its own, as in the provider's old test host."""

_NEGATIVE_NAMES = {
    "MICROPAY_USERPAYING": "userpaying_then_paid",
    "MICROPAY_TIMEOUT": "no_answer",
    "MICROPAY_PAYERROR": "userpaying_then_failed",
    "MICROPAY_SYSTEMERROR": "system_error",
    "MICROPAY_BANKERROR": "bank_error",
    "MICROPAY_NOTENOUGH": "not_enough",
    "MICROPAY_AUTHCODEEXPIRE": "auth_code_expired",
}


class UnknownFault(WrongUse):
    """No fault has this name."""

    code = "unknown-fault"


def fault(name: str) -> Fault:
    """Return the fault of that name, with hyphens or underscores.

    Raises:
        UnknownFault: there is none; the error names the nearest.
    """
    plain = name.strip().replace("-", "_")
    if plain not in BY_NAME:
        near = difflib.get_close_matches(plain, BY_NAME, n=1, cutoff=0.0)
        raise UnknownFault(name=name, nearest=near[0])
    return BY_NAME[plain]


def negative_test(header: str) -> Fault:
    """Return the fault that a request's header asks for; one it does not know asks for none.

    Args:
        header: a name of the provider's test host, or of a fault here in capitals.
    """
    asked = header.strip().upper()
    name = _NEGATIVE_NAMES.get(asked, asked.removeprefix("MICROPAY_").lower())
    return BY_NAME.get(name, HEALTHY)


@dataclass(frozen=True, slots=True)
class _Running:
    """A script, and when it began by the clock and by the count of calls."""

    script: FaultScript
    clock: Clock
    since: float
    after: int

    def faults(self, call: int) -> tuple[Fault, ...]:
        names = self.script.faults(self.clock.monotonic() - self.since, call - self.after)
        return tuple(BY_NAME[name] for name in names)

    def net(self, call: int) -> NetFault | None:
        return self.script.net(self.clock.monotonic() - self.since, call - self.after)


class FaultBoard:
    """Which faults are on. Safe to use from the server's thread and another at once."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._lock = threading.Lock()
        self._active = tuple(map(fault, names))
        self._script: _Running | None = None
        self._next: deque[Fault] = deque()
        self._served = 0
        self._chance = random.Random(1)

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the faults that stay on, then of those that a script has on just now."""
        return tuple(one.name for one in (*self._active, *self._scripted(self._served + 1)))

    @property
    def served(self) -> int:
        """How many calls have been answered; probes do not count."""
        return self._served

    def set(self, *names: str) -> None:
        """Replace the faults that stay on; no names switch all off.

        Raises:
            UnknownFault: there is no fault of such a name; what was on stays.
        """
        chosen = tuple(map(fault, names))
        with self._lock:
            self._active = chosen
            self._next.clear()

    def follow(self, script: FaultScript, clock: Clock) -> None:
        """Begin a script now, beside the faults set by hand; an empty one ends the last."""
        with self._lock:
            self._script = _Running(script, clock, clock.monotonic(), self._served)

    def net(self) -> NetFault | None:
        """Return how the script wants the way to the gateway now; None where it does not say."""
        running = self._script
        return None if running is None else running.net(self._served + 1)

    def queue(self, *names: str) -> None:
        """Add faults that serve once each, in this order, each at the next call it touches.

        Raises:
            UnknownFault: there is no fault of such a name; nothing is added.
        """
        chosen = tuple(map(fault, names))
        with self._lock:
            self._next.extend(chosen)

    def terms(self, call: Call, tongue: Tongue = Tongue.wechat_v3, *, asked: str = "") -> Fault:
        """Return what applies to this call, merged; a queued fault is used up by it.

        Args:
            call: which call.
            tongue: the family of calls, which decides the words of a refusal.
            asked: what the request's own `NEGATIVE_TEST` header says.
        """
        with self._lock:
            counts = call not in (Call.probe, Call.callback)
            self._served += counts
            on = (*self._active, *self._scripted(self._served if counts else self._served + 1))
            found = [one for one in on if one.touches(call, tongue)]
            if self._next and self._next[0].touches(call, tongue):
                found.insert(0, self._next.popleft())
        own = negative_test(asked)
        if asked and own.touches(call, tongue):
            found.insert(0, own)
        together = HEALTHY
        for one in found:
            together = merged(together, one.told_in(tongue))
        if together.jitter_s:
            late = together.delay_s + self._chance.uniform(0, together.jitter_s)
            together = replace(together, delay_s=late, jitter_s=0.0)
        return together

    def _scripted(self, call: int) -> tuple[Fault, ...]:
        return () if self._script is None else self._script.faults(call)
