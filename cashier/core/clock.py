"""Time as a value that is handed in, so that judgement can be tested without waiting.

Wall time is for people and records, monotonic time is for durations. Nothing else in the program
may ask the machine what time it is.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Where a room gets its time from."""

    def now(self) -> datetime:
        """Return the wall time, aware, in UTC."""

    def monotonic(self) -> float:
        """Return seconds on a scale that never goes back; only differences mean anything."""


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """Return the machine's wall time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the machine's monotonic seconds; those that it slept through count."""
        # Only Linux has it, and needs it: Windows counts a sleep in any case. On a Mac it is left
        # out, and the wall seems to jump.
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return time.monotonic() if boot is None else time.clock_gettime(boot)


class ManualClock:
    """A clock that stands still until it is told to move: for tests, drills and pictures."""

    def __init__(
        self,
        start: datetime = datetime(2026, 11, 22, 6, 32, 7, tzinfo=UTC),
        monotonic: float = 0.0,
    ) -> None:
        self._now = start
        self._monotonic = monotonic

    def now(self) -> datetime:
        """Return the wall time last set."""
        return self._now

    def monotonic(self) -> float:
        """Return the seconds advanced so far."""
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Let time pass on both scales; negative seconds are refused."""
        if seconds < 0:
            raise ValueError("monotonic time never goes back; use jump() for the wall")
        self._monotonic += seconds
        self._now += timedelta(seconds=seconds)

    def jump(self, seconds: float) -> None:
        """Set the wall forward or back, as a person would; durations do not move."""
        self._now += timedelta(seconds=seconds)
