"""One try at one symbol: three finders → what the symbol says, by every stage that may help.

Stages run from cheap to dear and stop at the first that reads; none of them guesses, since only
what the decoder accepts counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

import cv2
import numpy as np

from cashier.scan.deblur import Optics, deblurred
from cashier.scan.engines import Picture, read_patch
from cashier.scan.filters import sharpened
from cashier.scan.finder import all_refined
from cashier.scan.grid import (
    Floats,
    Grid,
    Pixels,
    corners_of,
    extremes_at,
    inside_of,
    light_at,
    patch_maps,
    values_at,
)
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
from cashier.scan.qr.format import fixed_agreement
from cashier.scan.qr.layout import Flags, size_of, version_of
from cashier.scan.reading import Corners
from cashier.scan.rectify import Flat, flat_of_two, flats
from cashier.scan.region import Region, region_of
from cashier.scan.sample import WIDER, soften, soften_by_ratio, soften_closely
from cashier.scan.symbol import Stage, Symbol

_OPTICS = (
    Optics(0.65, 10.0),
    Optics(0.6),
    Optics(0.65, 3.0, evened=True),
    Optics(0.8, 3.0),
)
_FLAT_WORTH = 0.2
_SIGN = 0.4
"""Agreement from which on there is a symbol for sure, read or not."""
_MEND_WORTH = 0.5
_MOST_MENDED = 57
"""Modules along a side; growing larger lattices in all ways takes too long."""
_LIKELY = 3
_SURELY_FLAT = 0.5
_LATTICE_WORTH = 0.12
_DEBLUR_WORTH = 0.25
_GLARE_WORTH = 0.3
_CLEARLY = 0.03
_PATCH_PX = 8
_PATCH_MARGIN = 4
_IN_PLANE, _MOSTLY = 0.5, 0.6
"""Modules by which what lies in a plane may be off it, and the share that makes it one."""


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A grid that was sampled, and how well its fixed modules agree, -1 to 1.

    deep: grown in a way that only deep folds need.
    """

    grid: Grid
    agreement: float
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
        self._region: Region | None = None

    def shows_nothing(self) -> bool:
        """Whether no grid agreed so well with fixed modules that another try might be worth it."""
        return max(self._flat_agreement, *(seen.agreement for seen in self._seen), -1.0) < _SIGN

    def read(self, *, mend: bool = True) -> Symbol | None:
        """Return what the symbol says, or None.

        mend: whether what may be a deep fold is worth growing lattices in all ways.
        """
        region = region_of(self._picture, self._triple.frames)
        if region is None:
            return None
        hidden = self._triple.hidden
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
            bent = self._bent(region, planes, mend=mend)
            tries = chain(self._flat(region, planes), bent, self._again(region, planes))
        return next((symbol for symbol in tries if symbol is not None), None)

    def unread(self) -> Symbol | None:
        """Return the symbol that was seen though not read; None where it may be no symbol."""
        best = max(self._seen, key=lambda seen: seen.agreement, default=None)
        if self._region is None or best is None or best.agreement < _SIGN:
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

    def _bent(self, region: Region, planes: list[Flat], *, mend: bool) -> Iterator[Symbol | None]:
        """Grow a lattice where nodes are sure of their places."""
        ground = Ground(region.picture, region.frames)
        if not is_firm(self._kernel, ground):
            return
        estimate = size_of(max((plane.version for plane in planes[:_LIKELY]), default=6))
        mend = mend and estimate <= _MOST_MENDED
        joined = partial(is_joined, self._kernel, ground, estimate)
        if not (joined(SUPPLE) or (mend and joined(CLOSE))):
            return
        yield from self._grown(region, ground, estimate, SUPPLE)
        if self.shows_nothing() and not (mend and joined(CLOSE)):
            return
        for hold in (LIMBER, CLOSE) if mend else (LIMBER,):
            yield from self._grown(region, ground, estimate, hold)
        if self.shows_nothing():
            return
        if Stage.LATTICE_FROM_THREE in self._stages:
            yield from self._mended(region, ground, mend=mend)

    def _grown(
        self, region: Region, ground: Ground, estimate: int, hold: Hold
    ) -> Iterator[Symbol | None]:
        """Sample a lattice in its likely sizes, then the best of them grown from three finders."""
        lattice = Lattice(self._kernel, ground, estimate, hold)
        before = len(self._seen)
        for size in lattice.sizes():
            yield self._sampled(region, lattice.grid(size), Stage.LATTICE, deep=hold is CLOSE)
        best = max(self._seen[before:], key=lambda seen: seen.agreement, default=None)
        if best is None or Stage.LATTICE_FROM_THREE not in self._stages:
            return
        if best.agreement > _LATTICE_WORTH:
            grid = from_three(self._kernel, ground, best.grid.size, hold)
            stage = Stage.LATTICE_FROM_THREE
            yield self._sampled(region, grid, stage, deep=hold is CLOSE)

    def _mended(self, region: Region, ground: Ground, *, mend: bool) -> Iterator[Symbol | None]:
        """Grow a lattice that shows a symbol from three finders, stiff or in all ways there are."""
        bent = [seen for seen in self._seen if seen.agreement > _LATTICE_WORTH]
        bent = [seen for seen in bent if seen.stage is not Stage.FLAT]
        bent.sort(key=lambda seen: -seen.agreement)
        sizes = list(dict.fromkeys(seen.grid.size for seen in bent))
        grids: Iterator[Grid]
        mend = mend and max(seen.agreement for seen in self._seen) > _MEND_WORTH
        if mend:
            # Nobody need know yet which of the sizes is right: a slip spoils the agreement of all.
            likely = (size for size in sizes if size <= _MOST_MENDED)
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
        if planes and _FLAT_WORTH <= planes[0].agreement < _SURELY_FLAT:
            yield from self._deblurred(region, planes[0].grid(), Stage.FLAT_DEBLURRED)
        # Blur alone lets lattices for deep folds agree a little better.
        less = {True: _CLEARLY, False: 0.0}
        best = max(self._seen, key=lambda seen: seen.agreement - less[seen.deep], default=None)
        if best is None or best.agreement < _DEBLUR_WORTH:
            return
        if best.stage is not Stage.FLAT:
            yield from self._deblurred(region, best.grid, Stage.LATTICE_DEBLURRED)
        yield self._sharpened(region, best.grid)

    def _sampled(
        self, region: Region, grid: Grid, stage: Stage, *, deep: bool = False
    ) -> Symbol | None:
        values, seen = values_at(region.picture, grid), inside_of(region.picture, grid)
        soft, version = soften(values) * seen, version_of(grid.size)
        agreement = fixed_agreement(soft, version)
        self._seen.append(_Seen(grid, agreement, stage, deep))
        decoded = decode(soft)
        if decoded is None:
            close = soften_closely(values) * seen
            sure = max(agreement, fixed_agreement(close, version))
            if sure >= _GLARE_WORTH:
                decoded = decode(soften_closely(values, WIDER) * seen) or decode(close)
            if decoded is None and sure >= _SIGN:
                decoded = _closely(region, grid, values, seen)
        return self._symbol(region, grid, decoded, stage)

    def _deblurred(self, region: Region, grid: Grid, stage: Stage) -> Iterator[Symbol | None]:
        if stage not in self._stages:
            return
        version = version_of(grid.size)
        for optics in _OPTICS:
            soft = deblurred(region.picture, grid, version, optics)
            yield self._symbol(region, grid, decode(soft), stage)

    def _sharpened(self, region: Region, grid: Grid) -> Symbol | None:
        """Let the engine look at the straightened symbol, edges made stronger."""
        if Stage.SHARPENED not in self._stages:
            return None
        maps = patch_maps(grid, _PATCH_PX, _PATCH_MARGIN)
        patch = light_at(region.picture, maps)
        found = read_patch(sharpened(np.clip(patch, 0, 255).astype(np.uint8), 4.0))
        if found is None:
            return None
        # The engine may have found a code elsewhere in the patch than the grid supposes.
        spots = under(maps, found.corners, grid.module_px() * _IN_PLANE)
        return replace(
            found,
            corners=region.in_picture(corners_of(spots)),
            stage=Stage.SHARPENED,
            grid=region.grid_in_picture(grid),
        )

    def _symbol(
        self, region: Region, grid: Grid, decoded: Decoded | None, stage: Stage
    ) -> Symbol | None:
        if decoded is None or stage not in self._stages:
            return None
        return Symbol(
            symbology="QRCode",
            text=decoded.text,
            corners=region.in_picture(grid.corners()),
            version=decoded.version,
            level=decoded.level,
            unused_ec=decoded.unused_ec,
            stage=stage,
            decoded=decoded,
            grid=region.grid_in_picture(grid),
        )


def _closely(region: Region, grid: Grid, values: Pixels, seen: Flags) -> Decoded | None:
    """Look at modules by ratio, then at what is left of their ink or paper."""
    ways = chain(
        (soften_by_ratio(values),),
        (soften_closely(rest) for rest in extremes_at(region.picture, grid)),
    )
    found = (decode(soft * seen) for soft in ways)
    return next((decoded for decoded in found if decoded is not None), None)


def under(maps: Pixels, corners: Corners, reach: float) -> Floats:
    """Return where a patch's corners come from, (4, 2).

    By the plane in which most of the patch lies, if one does: a lattice may have lost its way in a
    corner that error correction then made up for.
    """
    places = np.stack(np.meshgrid(*2 * (np.arange(0, len(maps), _PATCH_PX),)), axis=2)
    under = maps[::_PATCH_PX, ::_PATCH_PX]
    # The stubs do not know that there may be none.
    plane: Any
    plane, kept = cv2.findHomography(
        places.reshape(-1, 2).astype(np.float32), under.reshape(-1, 2), cv2.RANSAC, reach
    )
    if plane is None or kept.mean() < _MOSTLY:
        inner = np.clip(np.array(corners).astype(int), 0, len(maps) - 1)
        return np.array([maps[y, x] for x, y in inner], np.float64)
    seen = np.array([corners], np.float64)
    return np.asarray(cv2.perspectiveTransform(seen, plane)[0], np.float64)
