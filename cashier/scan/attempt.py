"""One try at one symbol: three finders → what the symbol says, by every stage that may help.

Stages run from cheap to dear and stop at the first that reads; none of them guesses, since only
what the decoder accepts counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import cv2
import numpy as np

from cashier.scan.deblur import Optics, deblurred
from cashier.scan.engines import Picture, read_patch
from cashier.scan.filters import sharpened
from cashier.scan.finder import refined
from cashier.scan.grid import Floats, Grid, Pixels, corners_of, light_at, patch_maps, values_at
from cashier.scan.kernel import Kernel
from cashier.scan.lattice import STIFF, Ground, Lattice, firmness, is_joined
from cashier.scan.locate import Triple
from cashier.scan.qr.decode import Decoded, decode
from cashier.scan.qr.format import fixed_agreement
from cashier.scan.qr.layout import size_of, version_of
from cashier.scan.reading import Corners
from cashier.scan.rectify import Flat, flats
from cashier.scan.region import Region, region_of
from cashier.scan.sample import soften
from cashier.scan.symbol import Stage, Symbol

_OPTICS = (
    Optics(0.65, 10.0),
    Optics(0.6),
    Optics(0.65, 3.0, evened=True),
    Optics(0.8, 3.0),
)
_FLAT_WORTH = 0.2
_FIRM = 0.05
_SIGN = 0.4
"""Agreement from which on there is a symbol for sure, read or not."""
_LIKELY = 3
_SURELY_FLAT = 0.5
_LATTICE_WORTH = 0.12
_DEBLUR_WORTH = 0.25
_PATCH_PX = 8
_PATCH_MARGIN = 4
_IN_PLANE, _MOSTLY = 0.5, 0.6
"""Modules by which what lies in a plane may be off it, and the share that makes it one."""


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A grid that was sampled, and how well its fixed modules agree, -1 to 1."""

    grid: Grid
    agreement: float
    stage: Stage


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

    def read(self) -> Symbol | None:
        """Return what the symbol says, or None."""
        region = region_of(self._picture, self._triple.frames)
        if region is None:
            return None
        frames = np.stack([refined(region.picture, frame) for frame in region.frames])
        region = Region(region.picture, frames, region.scale, region.left, region.top)
        self._region = region
        planes = flats(region.picture, frames)
        self._flat_agreement = planes[0].agreement if planes else -1.0
        tries = chain(
            self._flat(region, planes), self._bent(region, planes), self._again(region, planes)
        )
        return next((symbol for symbol in tries if symbol is not None), None)

    def unread(self) -> Symbol | None:
        """Return the symbol that was seen though not read; None where it may be no symbol."""
        best = max(self._seen, key=lambda seen: seen.agreement, default=None)
        if self._region is None or best is None or best.agreement < _SIGN:
            return None
        corners = self._region.in_picture(best.grid.corners())
        return Symbol("QRCode", None, corners, version_of(best.grid.size))

    def _flat(self, region: Region, planes: list[Flat]) -> Iterator[Symbol | None]:
        if not planes or planes[0].agreement < _FLAT_WORTH:
            return
        grid = planes[0].grid()
        yield self._sampled(region, grid, Stage.FLAT)
        if planes[0].agreement >= _SURELY_FLAT:
            yield from self._deblurred(region, grid, Stage.FLAT_DEBLURRED)

    def _bent(self, region: Region, planes: list[Flat]) -> Iterator[Symbol | None]:
        """Grow a lattice where nodes are sure of their places."""
        ground = Ground(region.picture, region.frames)
        if firmness(self._kernel, ground) < _FIRM:
            return
        estimate = size_of(max((plane.version for plane in planes[:_LIKELY]), default=6))
        if not is_joined(self._kernel, ground, estimate):
            return
        lattice = Lattice(self._kernel, ground, estimate)
        for size in lattice.sizes():
            yield self._sampled(region, lattice.grid(size), Stage.LATTICE)
        grown = [seen for seen in self._seen if seen.stage is Stage.LATTICE]
        best = max(grown, key=lambda seen: seen.agreement, default=None)
        if best is not None and best.agreement > _LATTICE_WORTH:
            three = lattice.grid_from_three(best.grid.size)
            yield self._sampled(region, three, Stage.LATTICE_FROM_THREE)
        if best is not None and best.agreement > _SIGN:
            stiff = lattice.grid_from_three(best.grid.size, STIFF)
            yield self._sampled(region, stiff, Stage.LATTICE_FROM_THREE)

    def _again(self, region: Region, planes: list[Flat]) -> Iterator[Symbol | None]:
        """Try again, the blur undone, where the fixed modules say that a grid may be right."""
        if planes and _FLAT_WORTH <= planes[0].agreement < _SURELY_FLAT:
            yield from self._deblurred(region, planes[0].grid(), Stage.FLAT_DEBLURRED)
        best = max(self._seen, key=lambda seen: seen.agreement, default=None)
        if best is None or best.agreement < _DEBLUR_WORTH:
            return
        if best.stage is not Stage.FLAT:
            yield from self._deblurred(region, best.grid, Stage.LATTICE_DEBLURRED)
        yield self._sharpened(region, best.grid)

    def _sampled(self, region: Region, grid: Grid, stage: Stage) -> Symbol | None:
        soft = soften(values_at(region.picture, grid))
        self._seen.append(_Seen(grid, fixed_agreement(soft, version_of(grid.size)), stage))
        return self._symbol(region, grid, decode(soft), stage)

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
