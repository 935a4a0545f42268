"""Picture → every code in it: the engine first, then our own eyes where there is something to see.

What costs much runs only behind a gate that sees part of a symbol, or on a still picture. Budgets
are counts, never clocks: the same picture always gives the same codes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import cv2
import numpy as np

from cashier.scan.attempt import Attempt
from cashier.scan.engines import Picture, find
from cashier.scan.filters import darkened, evened, sharpened, turned
from cashier.scan.grid import Pixels
from cashier.scan.kernel import Kernel
from cashier.scan.locate import Binarising, Sweep, Triple, triples_in
from cashier.scan.reading import inside, scaled
from cashier.scan.symbol import EVERY_STAGE, Stage, Symbol, merged

Cancelled = Callable[[], bool]


class Effort(StrEnum):
    """How much time a picture is worth: a live frame is followed by another one, a still is not."""

    FRAME = "frame"
    STILL = "still"


@dataclass(frozen=True, slots=True)
class Budget:
    """How far an effort goes.

    Attributes:
        sweeps: ways of looking for finder patterns, one after the other.
        misses: triples of one sweep that may fail before it ends.
        rounds: how often a sweep is repeated while it finds more.
    """

    sweeps: tuple[Sweep, ...]
    misses: int
    rounds: int


_GATE_SIDE = 960
_FIRST = Sweep(
    (Binarising(1, 31), Binarising(0.5, 51), Binarising(0.5, 15), Binarising(0.25, -24, 3)),
)
_SMALL = Sweep((Binarising(2, 15), Binarising(1, 21)))
_BLURRED = Sweep(
    (Binarising(1, 21), Binarising(1, 31), Binarising(0.5, 15), Binarising(0.5, 21)),
    strict=False,
    blurs=(0.0, 0.6, 0.9),
    least=0.5,
)
_BROKEN = Sweep((Binarising(1, -8, 0), Binarising(0.5, -8, 0), Binarising(0.5, 0)), strict=False)
_BUDGETS = {
    Effort.FRAME: Budget((_FIRST,), misses=2, rounds=1),
    Effort.STILL: Budget((_FIRST, _SMALL, _BROKEN, _BLURRED), misses=8, rounds=6),
}
_SMALL_PICTURE = 1_500_000
_SURE = 0.6
_HALF = 2


def never() -> bool:
    """Say that nobody has cancelled anything."""
    return False


class Search:
    """Searches pictures; holds nothing between them.

    Args:
        kernel: what does the hot loops.
        effort: how far to go.
        stages: what may read; fewer only to measure what each is worth.
    """

    def __init__(
        self, kernel: Kernel, effort: Effort, stages: frozenset[Stage] = EVERY_STAGE
    ) -> None:
        self._kernel = kernel
        self._effort = effort
        self._budget = _BUDGETS[effort]
        self._stages = stages

    def symbols(self, picture: Picture, cancelled: Cancelled = never) -> tuple[Symbol, ...]:
        """Return the codes; those that are seen but not read come with no text."""
        picture = np.ascontiguousarray(picture)
        known = find(picture)
        if self._effort is Effort.FRAME and (_any_read(known) or not self._gated(picture, known)):
            return known
        grey = picture.astype(np.float32)
        for number, sweep in enumerate(self._budget.sweeps):
            if number and not self._worth(known, number, picture):
                continue
            known = self._swept(picture, grey, sweep, known, cancelled)
        if self._effort is Effort.STILL and not _any_read(known):
            known = self._changed(picture, known, cancelled)
        return known

    def _gated(self, picture: Picture, known: tuple[Symbol, ...]) -> bool:
        """Whether part of a symbol is seen: by the engine, or by one quick look of our own."""
        if any(symbol.text is None for symbol in known):
            return True
        scale = min(1.0, _GATE_SIDE / max(picture.shape))
        gate = Sweep((Binarising(1, 31),), least=0.5)
        if scale < 1:
            picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        return bool(triples_in(picture, picture.astype(np.float32), gate, self._kernel))

    def _worth(self, known: tuple[Symbol, ...], number: int, picture: Picture) -> bool:
        """Whether another sweep may find more."""
        unread = any(symbol.text is None for symbol in known)
        return unread or not _any_read(known)

    def _swept(
        self,
        picture: Picture,
        grey: Pixels,
        sweep: Sweep,
        known: tuple[Symbol, ...],
        cancelled: Cancelled,
    ) -> tuple[Symbol, ...]:
        for _ in range(self._budget.rounds):
            solved = [symbol.corners for symbol in known if symbol.text is not None]
            triples = triples_in(picture, grey, sweep, self._kernel, solved)
            before, misses = len(solved), 0
            for triple in triples:
                if misses >= self._budget.misses or cancelled():
                    break
                if _is_solved(triple, known):
                    continue
                symbol = Attempt(picture, triple, self._kernel, self._stages).read()
                if symbol is None:
                    misses += 1
                    continue
                known = merged(known, (symbol,))
                if self._effort is Effort.FRAME:
                    return known
            if sum(symbol.text is not None for symbol in known) == before:
                break
        return known

    def _changed(
        self, picture: Picture, known: tuple[Symbol, ...], cancelled: Cancelled
    ) -> tuple[Symbol, ...]:
        """Let the engine look at the picture in other lights, sizes and turns."""
        for found in self._changes(picture):
            known = merged(known, found)
            if _any_read(known) or cancelled():
                break
        return known

    def _changes(self, picture: Picture) -> Iterator[tuple[Symbol, ...]]:
        if Stage.CHANGED in self._stages:
            for change in (darkened, evened, sharpened):
                yield _by(Stage.CHANGED, find(change(picture)))
            if picture.size < _SMALL_PICTURE:
                large = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
                found = _by(Stage.CHANGED, find(np.asarray(large, np.uint8)))
                yield tuple(replace(one, corners=scaled(one.corners, 2.0)) for one in found)
        if Stage.TURNED in self._stages:
            for degrees in (30, 60):
                upright, back = turned(picture, degrees)
                yield tuple(back(one) for one in _by(Stage.TURNED, find(upright)))


def _by(stage: Stage, symbols: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    return tuple(replace(symbol, stage=stage) for symbol in symbols)


def _any_read(symbols: tuple[Symbol, ...]) -> bool:
    return any(symbol.text is not None for symbol in symbols)


def _is_solved(triple: Triple, known: tuple[Symbol, ...]) -> bool:
    """Whether the triple's middle, or two of its finders, lie in a symbol that was read."""
    points = [(float(x), float(y)) for x, y in triple.frames[:, 0]]
    return any(
        inside(triple.middle(), symbol.corners)
        or sum(inside(point, symbol.corners) for point in points) >= _HALF
        for symbol in known
        if symbol.text is not None
    )
