"""One grid of modules in a region → what its symbol says, looked at in one way after the other.

What reads is what the decoder accepts, or the engine; nothing is judged here.
"""

from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import cv2
import numpy as np

from cashier.scan.engines import read_patch
from cashier.scan.filters import sharpened
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
from cashier.scan.qr.decode import Decoded, decode
from cashier.scan.qr.format import agreement_between, fixed_agreement
from cashier.scan.qr.layout import Flags, version_of
from cashier.scan.reading import Corners
from cashier.scan.region import Region
from cashier.scan.sample import WIDER, soften, soften_by_ratio, soften_closely
from cashier.scan.symbol import Stage, Symbol

SIGN = 0.4
"""Agreement from which on there is a symbol for sure, read or not."""
_GLARE_WORTH = 0.3
_PATCH_PX = 8
_PATCH_MARGIN = 4
_IN_PLANE, _MOSTLY = 0.5, 0.6
"""Modules by which what lies in a plane may be off it, and the share that makes it one."""


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What a grid gave, and what it says, if it does.

    Attributes:
        agreement: how well its fixed modules agree, -1 to 1.
        between: how well those outside of the finders do.
        decoded: what it says.
    """

    agreement: float
    between: float
    decoded: Decoded | None


def sampled(region: Region, grid: Grid) -> Said:
    """Look at a grid's modules, more closely where there seems to be a symbol."""
    values, seen = values_at(region.picture, grid), inside_of(region.picture, grid)
    soft, version = soften(values) * seen, version_of(grid.size)
    agreement, between = fixed_agreement(soft, version), agreement_between(soft, version)
    decoded = decode(soft)
    if decoded is None:
        close = soften_closely(values) * seen
        between = max(between, agreement_between(close, version))
        sure = max(agreement, fixed_agreement(close, version))
        if sure >= _GLARE_WORTH:
            decoded = decode(soften_closely(values, WIDER) * seen) or decode(close)
        if decoded is None and sure >= SIGN:
            decoded = _closely(region, grid, values, seen)
    return Said(agreement, between, decoded)


def _closely(region: Region, grid: Grid, values: Pixels, seen: Flags) -> Decoded | None:
    """Look at modules by ratio, then at what is left of their ink or paper."""
    ways = chain(
        (soften_by_ratio(values),),
        (soften_closely(rest) for rest in extremes_at(region.picture, grid)),
    )
    found = (decode(soft * seen) for soft in ways)
    return next((decoded for decoded in found if decoded is not None), None)


def symbol_at(region: Region, grid: Grid, decoded: Decoded, stage: Stage) -> Symbol:
    """Return what was decoded at a grid of a region as a symbol of the picture."""
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


def sharpened_at(region: Region, grid: Grid) -> Symbol | None:
    """Let the engine look at the straightened symbol, edges made stronger."""
    maps = patch_maps(grid, _PATCH_PX, _PATCH_MARGIN)
    patch = light_at(region.picture, maps)
    found = read_patch(sharpened(np.clip(patch, 0, 255).astype(np.uint8), 4.0))
    if found is None:
        return None
    # The engine may have found a code elsewhere in the patch than the grid supposes.
    spots = under(maps, found.corners, grid.module_px() * _IN_PLANE)
    same = found.version == version_of(grid.size)
    return replace(
        found,
        corners=region.in_picture(corners_of(spots)),
        stage=Stage.SHARPENED,
        grid=region.grid_in_picture(grid) if same else None,
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
