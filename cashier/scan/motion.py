"""How often to look and when to read: less while nothing moves. Pure; time is handed in.

A frame is boiled down to a `Glance`: few averaged cells, enough to see that something moved, and a
digest that tells one frame from the next, for a sensor never gives the same twice.
"""

import zlib
from dataclasses import dataclass, replace
from datetime import timedelta

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.packed import AnyFrame, Frame, Packed
from cashier.scan.preview import step_of
from cashier.scan.reading import Reading

Cells = NDArray[np.int16]

_COLOURS = ((), (1,), (3,), (4,))
_WIDE, _HIGH = 32, 18
_SAMPLED = 90
"""Rows or columns that are looked at, of the shorter side."""
_BLACKEST = 40
"""No cell of a black frame is brighter: nothing could be read in it."""
_MOVED = 10
"""Grey levels by which a cell must change more than the whole picture does: noise stays below."""
_READ_AGAIN_S = 0.5
"""A still picture is read again after so long: focus creeps in without any motion."""


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """A frame at a glance: grey cells, 18 rows of 32, and a digest of a sample of its pixels."""

    cells: Cells
    digest: int

    @property
    def black(self) -> bool:
        """Whether nothing could be read in it for lack of light."""
        return int(self.cells.max()) < _BLACKEST

    def moved_from(self, other: "Glance") -> bool:
        """Whether something is elsewhere; light that changes everywhere alike is no motion."""
        change = self.cells - other.cells
        return bool(np.abs(change - np.median(change)).max() > _MOVED)


def glance(frame: AnyFrame) -> Glance:
    """Boil a frame of any size down, grey or colour, in about a tenth of a millisecond.

    Of a packed one what is made to be shown is enough, and its own bytes tell it from the next.

    Raises:
        ValueError: no picture of bytes at all, our own or the driver's mistake.
    """
    if isinstance(frame, Packed):
        cells, _ = _cells(frame.small(step_of(frame.shape)))
        return Glance(cells, zlib.crc32(frame.told_pixels))
    if frame.dtype != np.uint8 or frame.size == 0 or frame.ndim < 2:
        raise ValueError("a frame is a non-empty array of bytes")
    if frame.shape[2:] not in _COLOURS:
        raise ValueError("a frame has one, three or four bytes a pixel")
    cells, sample = _cells(frame)
    return Glance(cells, zlib.crc32(sample.data))


def _cells(frame: Frame) -> tuple[Cells, Frame]:
    """Return the averaged cells of a frame, and the sample of its pixels that they are made of."""
    step = max(1, min(frame.shape[:2]) // _SAMPLED)
    # Of colour, green is the closest to what an eye calls bright, and costs nothing.
    plane = frame if frame.ndim == 2 else frame[:, :, min(1, frame.shape[2] - 1)]
    sample = np.ascontiguousarray(plane[::step, ::step])
    cells = cv2.resize(sample, (_WIDE, _HIGH), interpolation=cv2.INTER_AREA)
    return np.asarray(cells, np.int16), sample


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a camera is looked at, in frames a second, and when it slows down."""

    full: float = 15.0
    slow: float = 4.0
    still_s: float = 3.0


class Attention:
    """Decides for each frame whether it is worth reading, and how soon the next one is wanted.

    Holds the last reading that was made; used by one thread.
    """

    def __init__(self, pace: Pace, at: float) -> None:
        self._pace = pace
        self._busy_until = at + pace.still_s
        self._read: tuple[Glance, float, Reading] | None = None

    def known(self, seen: Glance, at: float) -> Reading | None:
        """Return the reading that this frame would give again; None: read it."""
        if self._read is None:
            return None
        before, when, reading = self._read
        if seen.digest == before.digest:
            return None if reading.unread else _later(reading, at - when)
        if seen.moved_from(before):
            self._busy_until = at + self._pace.still_s
            return None
        again = reading.blank and at - when < _READ_AGAIN_S
        return _later(reading, at - when) if again else None

    def learn(self, seen: Glance, at: float, reading: Reading) -> None:
        """Remember what a frame gave; a code in sight keeps the pace up.

        That there is nothing counts only where all was looked for: it may be repeated for ever.
        """
        if reading.thorough or not reading.blank:
            self._read = (seen, at, reading)
        if not reading.blank:
            self._busy_until = at + self._pace.still_s

    def forget(self) -> None:
        """Let go of the last reading: a payment code stays in memory for seconds only."""
        self._read = None

    def interval(self, at: float) -> float:
        """Return the seconds between two frames that are looked at."""
        return 1 / (self._pace.full if at < self._busy_until else self._pace.slow)


def _later(reading: Reading, seconds: float) -> Reading:
    """Return the reading as of later, without any work."""
    return replace(reading, ms=0.0, seen_at=reading.seen_at + timedelta(seconds=seconds))
