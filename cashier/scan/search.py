"""Picture → every code in it: the engine first, then our own eyes where there is something to see.

What costs much runs only behind a gate that sees part of a symbol, or on a still picture. Budgets
are counts, never clocks: the same picture always gives the same codes.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

import numpy as np

from cashier.scan.binarise import Binarising, resized
from cashier.scan.effort import BUDGETS, FIRST, QUICK, Effort
from cashier.scan.engines import Picture, find, find_qr, find_turned, may_be_bogus, without_bogus
from cashier.scan.faults.likeness import looks_like_one_either_way
from cashier.scan.filters import calmed, darkened, evened, flattened, is_grainy, sharpened, turned
from cashier.scan.hunt import Cancelled, Hunt
from cashier.scan.kernel import Kernel
from cashier.scan.locate import Sweep, likest_finder
from cashier.scan.pairs import CLEAR, DOUBTFUL
from cashier.scan.partial import partly_seen
from cashier.scan.reading import scaled
from cashier.scan.sighting import sighted
from cashier.scan.silhouette import is_black, silhouette
from cashier.scan.stones import seems_blurred
from cashier.scan.symbol import EVERY_STAGE, Stage, Symbol
from cashier.scan.texture import textured
from cashier.scan.tries import Tries

__all__ = ["Effort", "Search", "never"]

_FLAT_SIDES = (9, 21)
"""Pixels around each in which light is made even: about two modules of small and large codes."""
_EVERY_OTHER = 2
"""Rows of it that are enough where the engine read all that it saw."""
_GATE_SIDE = 640
_GATE = Binarising(1, 51)
_GATE_LIKENESS = 0.7
_SMALL_PICTURE = 1_500_000
_STRAY = 0.6
_LIKELY_STRAY = 0.75
_HALF = 2
_SURE = 0.25
"""Share of the correction that is left where one symbol needs no other to bear it out."""
_DIM, _EVERY = 110, 4
"""Grey level that the lightest parts of a dark picture do not reach; pixels that are looked at."""


def _is_dim(picture: Picture) -> bool:
    """Whether it is so dark that no finder need show, though a code be there."""
    return bool(np.percentile(picture[::_EVERY, ::_EVERY], 99) < _DIM)


def _in_frame(picture: Picture, *, aside: bool) -> tuple[Symbol, ...]:
    """Return what the engine sees in a frame; bars on their side where nothing sure is upright.

    They are looked for wherever a number is read that would be a false one inside of them, too.
    """
    found = find(picture, upright=True)
    reads = [symbol for symbol in found if symbol.text is not None]
    if not any(may_be_bogus(symbol) for symbol in reads):
        sure = any((symbol.unused_ec or 0.0) >= _SURE for symbol in reads)
        if sure or not (reads or aside):
            return found
    return without_bogus((*found, *find_turned(picture, found)))


def _counts(picture: Picture, symbol: Symbol) -> bool:
    return symbol.text is not None or looks_like_one_either_way(picture, symbol)


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
        self._budget = BUDGETS[effort]
        self._stages = stages
        self._tries = Tries(kernel, self._budget, stages)

    def symbols(
        self,
        picture: Picture,
        cancelled: Cancelled = never,
        *,
        hard: bool = True,
        aside: bool = True,
    ) -> tuple[Symbol, ...]:
        """Return the codes; those that are seen but not read come with no text.

        hard: whether a frame is worth more than the engine's look; aside: whether bar codes on
        their side are looked for in one where nothing else is read.
        """
        picture = np.ascontiguousarray(picture)
        live = self._effort is Effort.FRAME
        steps = self._budget.steps
        found = _in_frame(picture, aside=aside) if live else find(picture)
        hunt = Hunt(picture, found, cancelled, first_only=live, least_steps=steps)
        if live and (hunt.has_read() or not hard or not self._is_gated(hunt)):
            return hunt.all()
        for number, sweep in enumerate(self._sweeps(hunt)):
            if number and not self._is_promising(hunt):
                break
            self._tries.swept(hunt, sweep)
            if not number:
                self._tries.paired(hunt, CLEAR)
                self._tries.looked_closer(hunt)
            if hunt.is_over():
                return hunt.all()
        if self._effort is Effort.STILL:
            self._last_resorts(hunt)
        return hunt.all()

    def _last_resorts(self, hunt: Hunt) -> None:
        """Go on, as long as nothing is read, with what seldom helps."""
        for way in (
            self._bend,
            self._doubt,
            self._alone,
            self._flatten,
            self._calm,
            self._change,
            self._sight,
        ):
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
        """Return how to look: less at first where the engine left nothing that it saw unread.

        A still in which it saw nothing at all is looked at wholly.
        """
        first, *others = self._budget.sweeps
        if self._effort is Effort.FRAME and not hunt.unread():
            return (QUICK, *others)
        if hunt.has_read() and not hunt.unread():
            return (replace(first, step=_EVERY_OTHER), *others)
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
        if hunt.shows_finder is None:
            hunt.shows_finder = self._shows_finder(hunt.picture)
        return hunt.shows_finder

    def _shows_finder(self, picture: Picture) -> bool:
        # By a whole number: other factors cost more than all the rest of the gate.
        factor = ceil(max(picture.shape) / _GATE_SIDE)
        small = resized(picture, 1 / factor)
        # Large pictures come without end, and the middle of a finder is three modules high.
        step = 1 if factor == 1 else 2
        return likest_finder(small, _GATE, self._kernel, step) >= _GATE_LIKENESS

    def _bend(self, hunt: Hunt) -> None:
        """Try what finders on a strongly bent sheet make, where something is seen at all."""
        if self._is_gated(hunt):
            self._tries.bent(hunt)

    def _doubt(self, hunt: Hunt) -> None:
        """Try pairs of finders that are not clear."""
        self._tries.paired(hunt, DOUBTFUL)

    def _alone(self, hunt: Hunt) -> None:
        """Try what one finder may belong to, where something is seen at all."""
        if self._is_gated(hunt):
            self._tries.alone(hunt)

    def _flatten(self, hunt: Hunt) -> None:
        """Search once more, edges of sun, shade and glare taken out."""
        for side in _FLAT_SIDES if Stage.FLATTENED in self._stages else ():
            picture = flattened(hunt.picture, side)
            # Texture that is made strong like this may look like bars.
            flat = hunt.anew(picture, find_qr(picture))
            if not flat.has_read() and self._is_gated(flat):
                self._tries.swept(flat, FIRST)
                self._tries.paired(flat, DOUBTFUL)
                if not flat.has_read():
                    self._tries.alone(flat)
            hunt.add(_by(Stage.FLATTENED, flat.read()))
            if hunt.has_read() or hunt.is_over():
                return

    def _calm(self, hunt: Hunt) -> None:
        """Search a grainy picture once more, its grain smoothed away."""
        if Stage.CALMED not in self._stages or not is_grainy(hunt.picture):
            return
        picture = calmed(hunt.picture)
        calm = hunt.anew(picture, find(picture))
        self._tries.swept(calm, FIRST)
        self._tries.paired(calm, DOUBTFUL)
        hunt.add(_by(Stage.CALMED, calm.read()))

    def _change(self, hunt: Hunt) -> None:
        """Let the engine look at the picture in other lights, sizes and turns.

        What it does not read there must look like a symbol in the picture itself: a change makes
        noise and print strong. Where it tells no place, it is a reason to look on.
        """
        for found in self._changes(hunt.picture):
            hunt.add(tuple(one for one in found if _counts(hunt.picture, one)))
            if found:
                hunt.shows_finder = True
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
