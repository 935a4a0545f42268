"""Cameras that do what the test says, and time that goes by only when the test wants it."""

from collections.abc import Callable, Sequence
from math import inf
from queue import Queue
from threading import Condition, Event

import numpy as np
from numpy.typing import NDArray

from cashier.core.clock import ManualClock
from cashier.scan.capture import Time

Frame = NDArray[np.uint8]
PATIENCE = 60


def frame(level: int = 0) -> Frame:
    """Return a small grey frame whose every pixel has one level."""
    return np.full((24, 32), level, np.uint8)


class HandTime:
    """The time of a camera: waits end when what is waited for comes, or when time is advanced."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self._waiting: Condition | None = None
        self._changed = Condition()
        self._until: float | None = None

    @property
    def time(self) -> Time:
        """The time to hand in."""
        return Time(self.clock, self._wait)

    def let_pass(self, most: float = inf, unless: Callable[[], bool] = lambda: False) -> float:
        """Let time pass until the wait that is going on ends by itself; return the seconds.

        What else the loop was given must have been seen before: this waits for its next wait.

        Args:
            most: seconds; a longer wait is let alone, as one for a camera that is being opened.
            unless: once it holds, no time passes.
        """
        with self._changed:
            assert self._changed.wait_for(lambda: unless() or self._ends_within(most), PATIENCE)
            if unless() or self._until is None:
                return 0.0
            seconds = max(0.0, self._until - self.clock.monotonic())
            self.clock.advance(seconds)
            self._until = None
            waiting = self._waiting
        assert waiting is not None
        with waiting:
            waiting.notify_all()
        return seconds

    def _ends_within(self, seconds: float) -> bool:
        return self._until is not None and self._until - self.clock.monotonic() <= seconds

    def _wait(self, condition: Condition, ready: Callable[[], bool], seconds: float) -> bool:
        if ready():
            return True
        until = self.clock.monotonic() + seconds
        with self._changed:
            self._until = until
            self._waiting = condition
            self._changed.notify_all()
        condition.wait_for(lambda: ready() or self.clock.monotonic() >= until, PATIENCE)
        with self._changed:
            self._until = None
        return ready()


class FakeSource:
    """Gives the frames it was made with, then ends; or hangs until `release` is set."""

    def __init__(
        self,
        frames: Sequence[Frame],
        *,
        hang: bool = False,
        error: Exception | None = None,
    ) -> None:
        self._frames = list(frames)
        self._hang = hang
        self._error = error
        self.hanging = Event()
        self.release = Event()
        self.closed = Event()

    def read(self) -> Frame | None:
        """Return the next frame; at the end None, or what else the test wants."""
        if self.closed.is_set():
            return None
        if self._frames:
            return self._frames.pop(0)
        if self._error is not None:
            raise self._error
        if self._hang:
            self.hanging.set()
            self.release.wait(PATIENCE)
        return None

    def skip(self) -> bool:
        """Pass over a frame."""
        return self.read() is not None

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed.set()


class Staged:
    """Does one thing after the other, each when the test says `go`: a frame, a call, the end."""

    def __init__(self, *acts: Frame | Callable[[], Frame | None]) -> None:
        self._acts = list(acts)
        self._turns: Queue[None] = Queue()
        self.closed = Event()

    def go(self, times: int = 1) -> None:
        """Let the next acts happen."""
        for _ in range(times):
            self._turns.put(None)

    def read(self) -> Frame | None:
        """Wait for leave, then act."""
        self._turns.get(timeout=PATIENCE)
        if not self._acts:
            return None
        act = self._acts.pop(0)
        return act() if callable(act) else act

    def skip(self) -> bool:
        """Pass over a frame."""
        return self.read() is not None

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed.set()
