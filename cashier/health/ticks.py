"""Notices what calls for a probe at once: cheap looks, once a tick and once after each round.

A wall clock that jumped (sleep, a person, a time server), a tick that came far too late (the
machine slept and its steady clock went on, as on Windows), routes or name servers that changed.
"""

from collections.abc import Callable
from typing import Literal

from cashier.core.clock import Clock
from cashier.health.own_network import OwnNetwork

JUMP_S = 60.0
_LATE_S = 15.0
ROUND_S = 120.0
"""More than any round of probes takes, with the longest patience that can be set."""

Why = Literal["jump", "resume", "network"]


class Ticks:
    """Compares each tick with the one before; the first look is at its making."""

    def __init__(self, clock: Clock, look: Callable[[], OwnNetwork]) -> None:
        self._clock = clock
        self._look = look
        self._wall, self._steady = clock.now(), clock.monotonic()
        self._trace = look().trace

    def unusual(self, late_s: float = _LATE_S) -> Why | None:
        """Say what is not as it was at the last look; None when all is.

        Args:
            late_s: a look that comes later than this after the last one comes after a sleep.
        """
        wall, steady, trace = self._clock.now(), self._clock.monotonic(), self._look().trace
        passed = steady - self._steady
        jump = (wall - self._wall).total_seconds() - passed
        changed = trace != self._trace
        self._wall, self._steady, self._trace = wall, steady, trace
        if abs(jump) > JUMP_S:
            return "jump"
        if passed > late_s:
            return "resume"
        return "network" if changed else None
