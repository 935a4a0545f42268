"""A camera that does what the test says: gives frames, ends, hangs, raises."""

from collections.abc import Sequence
from threading import Event

import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]


def frame(level: int = 0) -> Frame:
    """Return a small grey frame whose every pixel has one level."""
    return np.full((24, 32), level, np.uint8)


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
            self.release.wait(30)
        return None

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed.set()
