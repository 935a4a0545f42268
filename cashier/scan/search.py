"""Picture → every code in it: the engine first, then our own eyes where there is something to see.

What costs much runs only behind a gate that sees part of a symbol, or on a still picture. Budgets
are counts, never clocks: the same picture always gives the same codes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil

import numpy as np

from cashier.scan.alone import symbols_of_one
from cashier.scan.attempt import Attempt
from cashier.scan.binarise import Binarising, resized
from cashier.scan.engines import Picture, find
from cashier.scan.filters import calmed, darkened, evened, flattened, is_grainy, sharpened, turned
from cashier.scan.hunt import Cancelled, Hunt
from cashier.scan.kernel import Kernel
from cashier.scan.locate import (
    Sweep,
    Triple,
    likest,
    likest_finder,
    shapes_in,
    triples_near,
    triples_of,
)
from cashier.scan.pairs import CLEAR, DOUBTFUL, pairs_of
from cashier.scan.partial import partly_seen
from cashier.scan.reading import inside, scaled
from cashier.scan.sighting import seems_blurred, sighted
from cashier.scan.silhouette import is_black, silhouette
from cashier.scan.symbol import EVERY_STAGE, Stage, Symbol
from cashier.scan.texture import textured


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
        closer: undecoded symbols of the engine that are looked at closely.
        steps: sweeps, closer looks and tries that are made though it was cancelled: a live frame
            is as soon as a newer one waits, and is worth something all the same.
    """

    sweeps: tuple[Sweep, ...]
    misses: int
    rounds: int
    closer: int
    steps: int = 0


_FIRST = Sweep(
    (
        Binarising(1, 31),
        Binarising(1, 15),
        Binarising(0.5, 51),
        Binarising(0.5, 15),
        Binarising(0.25, -24, 3),
    ),
)
_QUICK = Sweep(
    (Binarising(1, 31), Binarising(0.5, 51), Binarising(0.5, 15), Binarising(0.25, -24, 3))
)
_SMALL = Sweep((Binarising(2, 15), Binarising(2, 31)))
_CLOSER = Sweep((Binarising(1, 15), Binarising(1, 31)))
_BLURRED = Sweep(
    (Binarising(1, 21), Binarising(1, 31), Binarising(0.5, 15), Binarising(0.5, 21)),
    strict=False,
    blurs=(0.0, 0.6, 0.9),
    least=0.5,
)
_BROKEN = Sweep((Binarising(1, -8, 0), Binarising(0.5, -8, 0), Binarising(0.5, 0)), strict=False)
_BUDGETS = {
    Effort.FRAME: Budget((_FIRST, _BROKEN, _BLURRED), misses=4, rounds=1, closer=3, steps=4),
    Effort.STILL: Budget((_FIRST, _SMALL, _BROKEN, _BLURRED), misses=5, rounds=6, closer=24),
}
_FLAT_SIDES = (9, 21)
"""Pixels around each in which light is made even: about two modules of small and large codes."""
_GATE_SIDE = 640
_GATE = Binarising(1, 51)
_GATE_LIKENESS = 0.7
_SMALL_PICTURE = 1_500_000
_STRAY = 0.6
_LIKELY_STRAY = 0.75
_HALF = 2
_DIM, _EVERY = 110, 4
"""Grey level that the lightest parts of a dark picture do not reach; pixels that are looked at."""


def _is_dim(picture: Picture) -> bool:
    """Whether it is so dark that no finder need show, though a code be there."""
    return bool(np.percentile(picture[::_EVERY, ::_EVERY], 99) < _DIM)


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
        live = self._effort is Effort.FRAME
        steps = self._budget.steps
        hunt = Hunt(picture, find(picture), cancelled, first_only=live, least_steps=steps)
        if live and (hunt.has_read() or not self._is_gated(hunt)):
            return hunt.all()
        for number, sweep in enumerate(self._sweeps(hunt)):
            if number and not self._is_promising(hunt):
                break
            self._swept(hunt, sweep)
            if not number:
                self._pair(hunt, CLEAR)
                self._looked_closer(hunt)
            if hunt.is_over():
                return hunt.all()
        if self._effort is Effort.STILL:
            self._last_resorts(hunt)
        return hunt.all()

    def _last_resorts(self, hunt: Hunt) -> None:
        """Go on, as long as nothing is read, with what seldom helps."""
        for way in (self._doubt, self._alone, self._flatten, self._calm, self._change, self._sight):
            if hunt.has_read() or hunt.is_over():
                return
            way(hunt)

    def _sight(self, hunt: Hunt) -> None:
        """Look where a code might lie that nobody reads; dear, so only where a finder shows."""
        hunt.see(partly_seen(hunt.picture, hunt.grey(), hunt.shapes))
        if not hunt.has_seen() and self._may_show(hunt):
            hunt.see(sighted(hunt.picture))
        if not hunt.has_seen():
            hunt.see((silhouette if is_black(hunt.picture) else textured)(hunt.picture))

    def _may_show(self, hunt: Hunt) -> bool:
        """Whether a code may be there though darkness or blur hides its finders from the gate."""
        picture = hunt.picture
        return _is_dim(picture) or seems_blurred(picture) or self._is_gated(hunt)

    def _sweeps(self, hunt: Hunt) -> tuple[Sweep, ...]:
        """Return how to look: a frame in which the engine saw nothing starts with less."""
        if self._effort is Effort.FRAME and not hunt.unread():
            return (_QUICK, *self._budget.sweeps[1:])
        return self._budget.sweeps

    def _is_promising(self, hunt: Hunt) -> bool:
        """Whether a symbol that is not read yet seems to be there.

        Where nothing was read a still goes on in any case, a frame only with two likely finders.
        """
        if self._effort is Effort.FRAME:
            return hunt.strays(_LIKELY_STRAY) >= _HALF
        unread = bool(hunt.unread()) or not hunt.has_read()
        hard = any(symbol.stage is Stage.FROM_TWO for symbol in hunt.read())
        return unread or hard or hunt.strays(_STRAY) >= _HALF

    def _is_gated(self, hunt: Hunt) -> bool:
        """Whether part of a symbol is seen: by the engine, or in one quick look of our own."""
        if hunt.unread():
            return True
        # By a whole number: other factors cost more than all the rest of the gate.
        factor = ceil(max(hunt.picture.shape) / _GATE_SIDE)
        small = resized(hunt.picture, 1 / factor)
        # Large pictures come without end, and the middle of a finder is three modules high.
        step = 1 if factor == 1 else 2
        return likest_finder(small, _GATE, self._kernel, step) >= _GATE_LIKENESS

    def _swept(self, hunt: Hunt, sweep: Sweep) -> None:
        hunt.step()
        grey = hunt.grey()
        found = shapes_in(hunt.picture, grey, sweep, self._kernel, hunt.solved())
        for _ in range(self._budget.rounds):
            before = hunt.solved()
            shapes = likest(found, before)
            self._tried(hunt, triples_of(grey, shapes, sweep, self._kernel))
            hunt.look_over(shapes)
            if hunt.is_over() or len(hunt.solved()) == len(before):
                return

    def _looked_closer(self, hunt: Hunt) -> None:
        """Look at what the engine saw but could not decode, enlarged."""
        for symbol in hunt.unread()[: self._budget.closer]:
            if hunt.is_over():
                return
            hunt.step()
            self._tried(hunt, triples_near(hunt.picture, symbol.corners, _CLOSER, self._kernel))

    def _tried(self, hunt: Hunt, triples: list[Triple]) -> None:
        misses = 0
        for triple in triples:
            if misses >= self._budget.misses or hunt.is_over():
                return
            if _is_solved(triple, hunt.known):
                continue
            if hunt.was_tried(triple):
                misses += 1
                continue
            hunt.step()
            attempt = Attempt(hunt.picture, triple, self._kernel, self._stages)
            mend = self._effort is Effort.STILL and hunt.may_mend(triple)
            symbol = attempt.read(mend=mend)
            if symbol is not None:
                hunt.add((symbol,))
                continue
            misses += 1
            hunt.see(attempt.unread())
            (hunt.hopeless if attempt.shows_nothing() else hunt.mended).append(triple)

    def _pair(self, hunt: Hunt, least: float) -> None:
        """Try the symbols that two finders may belong to, the third being hidden."""
        if Stage.FROM_TWO not in self._stages or hunt.is_over():
            return
        for _ in range(self._budget.rounds):
            before = len(hunt.solved())
            for triple in pairs_of(hunt.grey(), hunt.free_places(), least):
                if hunt.is_over():
                    return
                if hunt.was_tried(triple):
                    continue
                hunt.step()
                symbol = Attempt(hunt.picture, triple, self._kernel, self._stages).read()
                if symbol is not None:
                    hunt.add((replace(symbol, stage=Stage.FROM_TWO),))
                    break
                hunt.hopeless.append(triple)
            if len(hunt.solved()) == before:
                return

    def _doubt(self, hunt: Hunt) -> None:
        """Try pairs of finders that are not clear."""
        self._pair(hunt, DOUBTFUL)

    def _alone(self, hunt: Hunt) -> None:
        """Try symbols of which one finder is seen, and seen well."""
        if Stage.FROM_ONE not in self._stages or not self._is_gated(hunt):
            return
        for lone in symbols_of_one(hunt.picture, hunt.grey(), hunt.free_places(), self._kernel):
            if hunt.is_over():
                return
            attempt = Attempt(
                hunt.picture, Triple(lone.region.frames, 0.0), self._kernel, self._stages
            )
            symbol = attempt.read_at(lone.region, lone.grid)
            if symbol is not None:
                hunt.add((replace(symbol, stage=Stage.FROM_ONE),))
                return

    def _flatten(self, hunt: Hunt) -> None:
        """Search once more, edges of sun, shade and glare taken out."""
        for side in _FLAT_SIDES if Stage.FLATTENED in self._stages else ():
            picture = flattened(hunt.picture, side)
            # Texture that is made strong like this may look like bars.
            seen = tuple(one for one in find(picture) if one.symbology == "QRCode")
            flat = Hunt(picture, seen, hunt.is_over, first_only=True)
            if not flat.has_read() and self._is_gated(flat):
                self._swept(flat, _FIRST)
                self._pair(flat, DOUBTFUL)
                if not flat.has_read():
                    self._alone(flat)
            hunt.add(_by(Stage.FLATTENED, flat.read()))
            if hunt.has_read() or hunt.is_over():
                return

    def _calm(self, hunt: Hunt) -> None:
        """Search a grainy picture once more, its grain smoothed away."""
        if Stage.CALMED not in self._stages or not is_grainy(hunt.picture):
            return
        picture = calmed(hunt.picture)
        calm = Hunt(picture, find(picture), hunt.is_over, first_only=True)
        self._swept(calm, _FIRST)
        self._pair(calm, DOUBTFUL)
        hunt.add(_by(Stage.CALMED, calm.read()))

    def _change(self, hunt: Hunt) -> None:
        """Let the engine look at the picture in other lights, sizes and turns."""
        for found in self._changes(hunt.picture):
            hunt.add(found)
            if hunt.has_read() or hunt.is_over():
                return

    def _changes(self, picture: Picture) -> Iterator[tuple[Symbol, ...]]:
        if Stage.CHANGED in self._stages:
            for change in (darkened, evened, sharpened):
                yield _by(Stage.CHANGED, find(change(picture)))
            if picture.size < _SMALL_PICTURE:
                found = _by(Stage.CHANGED, find(resized(picture, 2)))
                yield tuple(replace(one, corners=scaled(one.corners, 2.0)) for one in found)
        if Stage.TURNED in self._stages:
            for degrees in (30, 60):
                upright, back = turned(picture, degrees)
                yield tuple(back(one) for one in _by(Stage.TURNED, find(upright)))


def _by(stage: Stage, symbols: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    return tuple(replace(symbol, stage=stage) for symbol in symbols)


def _is_solved(triple: Triple, known: tuple[Symbol, ...]) -> bool:
    """Whether the triple's middle, or two of its finders, lie in a symbol that was read."""
    points = [(float(x), float(y)) for x, y in triple.frames[:, 0]]
    return any(
        inside(triple.middle(), symbol.corners)
        or sum(inside(point, symbol.corners) for point in points) >= _HALF
        for symbol in known
        if symbol.text is not None
    )
