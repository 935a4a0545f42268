"""One try at one symbol: three finders → what the symbol says, by every stage that may help.

Stages run from cheap to dear and stop at the first that reads; none of them guesses, since only
what the decoder accepts counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from cashier.scan.bent import sizes_of
from cashier.scan.deblur import Optics, deblurred
from cashier.scan.engines import Picture
from cashier.scan.finder import all_refined
from cashier.scan.genuine import are_finders
from cashier.scan.grid import Grid
from cashier.scan.kernel import Kernel
from cashier.scan.kernel.inputs import Hold
from cashier.scan.lattice import (
    CLOSE,
    LIMBER,
    STIFF,
    SUPPLE,
    Ground,
    Lattice,
    from_three,
    grown_from_two,
    in_all_ways,
    is_firm,
    is_joined,
)
from cashier.scan.locate import Triple
from cashier.scan.qr.decode import Decoded, decode
from cashier.scan.qr.layout import size_of, version_of
from cashier.scan.readout import SIGN, sampled, sharpened_at, symbol_at
from cashier.scan.rectify import Flat, flat_of_two, flats
from cashier.scan.region import Region, region_of
from cashier.scan.symbol import Stage, Symbol

_OPTICS = (
    Optics(0.65, 10.0),
    Optics(0.6),
    Optics(0.65, 3.0, evened=True),
    Optics(0.8, 3.0),
)
_FLAT_WORTH = 0.2
_MEND_WORTH = 0.5
_LARGEST_FOLDED = 57
"""Modules along a side; growing larger lattices in all ways takes too long."""
_LIKELY = 3
_MAYBE_FLAT, _SURELY_FLAT = 0.35, 0.5
"""Agreement of a plane from which on it is deblurred, last or first; finders alone make .3."""
_LATTICE_WORTH = 0.12
_DEBLUR_WORTH = 0.25
_CLEARLY = 0.03
_SURE_LIKE = 0.75
"""Likeness from which on three places need no closer look before they are taken for finders."""
_BORNE_OUT = 0.18
"""Agreement outside of the finders from which on a grid is worth mending, or deblurring.

Where folds hide the rest of a symbol there is hardly more; finders of no symbol have about none.
"""
_LEAST_COST = 3000
"""What planes and strips cost before any module is looked at, in modules."""
_DEEP_COST = 4
"""Times that a module of a lattice for deep folds costs as much as one of another."""
_MENDABLE_PX = 2.5
"""Pixels of a module from which on a fold may hide a row; what is smaller fails by its blur."""


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A grid that was sampled, and how well its fixed modules agree, -1 to 1.

    between: how well those outside of the finders do; deep: grown in a way that only deep folds
    need.
    """

    grid: Grid
    agreement: float
    between: float
    stage: Stage
    deep: bool


class Attempt:
    """Tries one triple; `read` gives its symbol or None."""

    def __init__(
        self, picture: Picture, triple: Triple, kernel: Kernel, stages: frozenset[Stage]
    ) -> None:
        self._picture = picture
        self._triple = triple
        self._kernel = kernel
        self._stages = stages
        self._flat_agreement = -1.0
        self._seen: list[_Seen] = []
        self._cost = 0
        self._region: Region | None = None

    def shows_nothing(self) -> bool:
        """Whether no grid agreed so well with fixed modules that another try might be worth it.

        What starts at three finders agrees with these: of it the other modules count alone.
        """
        from_three = Stage.LATTICE_FROM_THREE
        signs = (
            seen.between if seen.stage is from_three else seen.agreement for seen in self._seen
        )
        return max(self._flat_agreement, *signs, -1.0) < SIGN

    def cost(self) -> int:
        """Return how many modules were looked at so far, about: a count of the work done."""
        return _LEAST_COST + self._cost

    def read(
        self, *, mend: bool = True, doubt: bool = False, believe: bool = False
    ) -> Symbol | None:
        """Return what the symbol says, or None.

        mend: whether what may be a deep fold is worth growing lattices in all ways; doubt: whether
        what is less likely a finder is looked at by itself first; believe: whether three finders
        are enough for mending, though folds may hide that anything lies between them.
        """
        hidden, frames = self._triple.hidden, self._triple.frames
        if doubt and self._is_doubtful() and not are_finders(self._picture, frames):
            return None
        region = region_of(self._picture, frames)
        if region is None:
            return None
        seen = [index for index in range(3) if index != hidden]
        frames = region.frames.copy()
        frames[seen] = all_refined(region.picture, frames[seen])
        region = Region(region.picture, frames, region.scale, region.left, region.top)
        self._region = region
        planes = self._planes(region)
        self._flat_agreement = planes[0].agreement if planes else -1.0
        if hidden is not None:
            tries = chain(self._flat(region, planes), self._from_two(region, hidden))
        else:
            bent = self._bent(region, planes, mend=mend, believe=mend and believe)
            tries = chain(self._flat(region, planes), bent, self._again(region, planes))
        return next((symbol for symbol in tries if symbol is not None), None)

    def unread(self) -> Symbol | None:
        """Return the symbol that was seen though not read; None where it may be no symbol."""
        best = max(self._seen, key=lambda seen: seen.agreement, default=None)
        if self._region is None or best is None or best.agreement < SIGN:
            return None
        corners = self._region.in_picture(best.grid.corners())
        return Symbol("QRCode", None, corners, version_of(best.grid.size))

    def read_at(self, region: Region, grid: Grid) -> Symbol | None:
        """Return what the symbol says whose modules lie at a grid of a region, or None."""
        return self._sampled(region, grid, Stage.LATTICE)

    def _planes(self, region: Region) -> list[Flat]:
        hidden, version = self._triple.hidden, self._triple.version
        if hidden is None:
            return flats(region.picture, region.frames)
        plane = flat_of_two(region.picture, region.frames, version, hidden)
        return [plane] if plane is not None else []

    def _flat(self, region: Region, planes: list[Flat]) -> Iterator[Symbol | None]:
        if not planes or planes[0].agreement < _FLAT_WORTH:
            return
        grid = planes[0].grid()
        yield self._sampled(region, grid, Stage.FLAT)
        if planes[0].agreement >= _SURELY_FLAT:
            yield from self._deblurred(region, grid, Stage.FLAT_DEBLURRED)

    def _bent(
        self, region: Region, planes: list[Flat], *, mend: bool, believe: bool
    ) -> Iterator[Symbol | None]:
        """Grow a lattice where nodes are sure of their places."""
        ground = Ground(region.picture, region.frames)
        estimate = size_of(max((plane.version for plane in planes[:_LIKELY]), default=6))
        mend = mend and estimate <= _LARGEST_FOLDED
        holds = (SUPPLE, CLOSE) if mend else (SUPPLE,)
        if not (self._triple.bent or self._hangs_together(ground, estimate, *holds)):
            return
        if self._triple.bent:
            yield from self._guessed(region, ground)
            if max((seen.agreement for seen in self._seen), default=-1.0) < _FLAT_WORTH:
                return
        yield from self._grown(region, ground, estimate, SUPPLE)
        agreement = max(self._flat_agreement, *(seen.agreement for seen in self._seen), -1.0)
        if agreement < SIGN and not (mend and self._hangs_together(ground, estimate, CLOSE)):
            return
        yield from self._grown(region, ground, estimate, LIMBER)
        if (believe or self._is_borne_out()) and Stage.LATTICE_FROM_THREE in self._stages:
            yield from self._mended(region, ground, mend=mend)

    def _is_doubtful(self) -> bool:
        triple = self._triple
        return triple.hidden is None and not triple.bent and triple.likeness < _SURE_LIKE

    def _is_borne_out(self) -> bool:
        """Whether a grid agrees with more than the finders that it starts from."""
        return max((seen.between for seen in self._seen), default=-1.0) >= _BORNE_OUT

    def _hangs_together(self, ground: Ground, estimate: int, *holds: Hold) -> bool:
        """Whether a lattice is worth growing: it is dear, and most triples are no symbol."""
        joined = (is_joined(self._kernel, ground, estimate, hold) for hold in holds)
        return is_firm(self._kernel, ground) and any(joined)

    def _guessed(self, region: Region, ground: Ground) -> Iterator[Symbol | None]:
        """Grow a lattice in all sizes that the finders of a bent symbol leave open."""
        for size in sizes_of(region.frames):
            grid = from_three(self._kernel, ground, size, LIMBER)
            yield self._sampled(region, grid, Stage.LATTICE_FROM_THREE)
        self._seen.sort(key=lambda seen: -seen.agreement)
        del self._seen[_LIKELY:]

    def _grown(
        self, region: Region, ground: Ground, estimate: int, hold: Hold
    ) -> Iterator[Symbol | None]:
        """Sample a lattice in its likely sizes, then the best of them grown from three finders."""
        lattice = Lattice(self._kernel, ground, estimate, hold)
        before = len(self._seen)
        for size in lattice.sizes():
            yield self._sampled(region, lattice.grid(size), Stage.LATTICE)
        best = max(self._seen[before:], key=lambda seen: seen.agreement, default=None)
        if best is None or Stage.LATTICE_FROM_THREE not in self._stages:
            return
        if best.agreement > _LATTICE_WORTH:
            grid = from_three(self._kernel, ground, best.grid.size, hold)
            yield self._sampled(region, grid, Stage.LATTICE_FROM_THREE)

    def _mended(self, region: Region, ground: Ground, *, mend: bool) -> Iterator[Symbol | None]:
        """Grow a lattice that shows a symbol from three finders, stiff or in all ways there are."""
        large = np.median(np.linalg.norm(self._triple.frames[:, 1:], axis=2)) >= _MENDABLE_PX
        mend = mend and bool(large) and max(one.agreement for one in self._seen) > _MEND_WORTH
        bent = [seen for seen in self._seen if seen.agreement > _LATTICE_WORTH]
        bent = [seen for seen in bent if seen.stage is not Stage.FLAT]
        bent.sort(key=lambda seen: -seen.agreement)
        sizes = list(dict.fromkeys(seen.grid.size for seen in bent))
        grids: Iterator[Grid]
        if mend:
            # Nobody need know yet which of the sizes is right: a slip spoils the agreement of all.
            likely = (size for size in sizes if size <= _LARGEST_FOLDED)
            grids = chain.from_iterable(in_all_ways(self._kernel, ground, one) for one in likely)
        else:
            grids = (from_three(self._kernel, ground, size, STIFF) for size in sizes[:1])
        for grid in grids:
            yield self._sampled(region, grid, Stage.LATTICE_FROM_THREE, deep=mend)

    def _from_two(self, region: Region, hidden: int) -> Iterator[Symbol | None]:
        """Grow a lattice from the finders that are seen."""
        ground, size = Ground(region.picture, region.frames), size_of(self._triple.version)
        grid = grown_from_two(self._kernel, ground, size, hidden)
        if grid is not None:
            yield self._sampled(region, grid, Stage.LATTICE)

    def _again(self, region: Region, planes: list[Flat]) -> Iterator[Symbol | None]:
        """Try again, the blur undone, where the fixed modules say that a grid may be right."""
        if planes and _MAYBE_FLAT <= planes[0].agreement < _SURELY_FLAT:
            yield from self._deblurred(region, planes[0].grid(), Stage.FLAT_DEBLURRED)
        # Blur alone lets lattices for deep folds agree a little better.
        less = {True: _CLEARLY, False: 0.0}
        best = max(self._seen, key=lambda seen: seen.agreement - less[seen.deep], default=None)
        if best is None or best.agreement < _DEBLUR_WORTH:
            return
        if best.stage is not Stage.FLAT and best.between >= _BORNE_OUT:
            yield from self._deblurred(region, best.grid, Stage.LATTICE_DEBLURRED)
        yield self._sharpened(region, best.grid)

    def _sampled(
        self, region: Region, grid: Grid, stage: Stage, *, deep: bool = False
    ) -> Symbol | None:
        if any(np.array_equal(grid.centres, seen.grid.centres) for seen in self._seen):
            # What said nothing before says nothing now.
            return None
        self._cost += grid.size**2 * (_DEEP_COST if deep else 1)
        said = sampled(region, grid)
        self._seen.append(_Seen(grid, said.agreement, said.between, stage, deep))
        return self._symbol(region, grid, said.decoded, stage)

    def _deblurred(self, region: Region, grid: Grid, stage: Stage) -> Iterator[Symbol | None]:
        if stage not in self._stages:
            return
        version = version_of(grid.size)
        for optics in _OPTICS:
            self._cost += grid.size**2
            soft = deblurred(region.picture, grid, version, optics)
            yield self._symbol(region, grid, decode(soft), stage)

    def _sharpened(self, region: Region, grid: Grid) -> Symbol | None:
        """Let the engine look at the straightened symbol, edges made stronger."""
        return sharpened_at(region, grid) if Stage.SHARPENED in self._stages else None

    def _symbol(
        self, region: Region, grid: Grid, decoded: Decoded | None, stage: Stage
    ) -> Symbol | None:
        if decoded is None or stage not in self._stages:
            return None
        return symbol_at(region, grid, decoded, stage)
