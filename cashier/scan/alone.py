"""One finder pattern → symbols that it may belong to, the other two being hidden. Pure.

A lattice grown from the one finder goes on as far as modules are seen. Each way that a finder may
lie in a symbol, and each version, is then judged by the fixed modules there would be: timing rows,
alignment patterns, and what is left of the other finders. What reads is decided elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.finder import all_refined
from cashier.scan.grid import Floats, Grid, Pixels, grid_of, inside_of, middles_of, values_at
from cashier.scan.kernel import Kernel
from cashier.scan.lattice import SUPPLE, Ground, Lattice
from cashier.scan.pairs import frames_at
from cashier.scan.qr.format import fixed_agreement
from cashier.scan.qr.layout import size_of
from cashier.scan.region import Region, region_of
from cashier.scan.sample import soften, soften_closely

_LIKE = 0.75
_MOST_FRAMES = 2
_LARGEST = 10
"""The largest version that is tried: of larger ones one finder tells too little."""
_ROOM = 8
"""Modules that a lattice grows beyond what is asked for."""
_LEAST = 0.35
_MOST = 3
"""Agreement that a symbol must reach, and how many of a finder are worth a try."""
_ASIDE = 0.35
"""Modules that a node may lie off the plane and still tell of it."""
_NO_PLANE = 0.5
"""Share of nodes that must lie in a plane."""


@dataclass(frozen=True, slots=True, eq=False)
class Lone:
    """Where the modules of a symbol may lie, in a region, and how well fixed ones agree."""

    region: Region
    grid: Grid
    agreement: float


def symbols_of_one(
    picture: Picture, grey: Pixels, shapes: Floats, kernel: Kernel
) -> Iterator[Lone]:
    """Yield the likeliest symbols of the likeliest finders.

    Args:
        picture: grey levels as bytes.
        grey: the same as floats.
        shapes: places most like a finder pattern, best first, as `Kernel.measure_shapes` gives.
        kernel: what grows the lattice.
    """
    for frame in frames_at(grey, shapes, least=_LIKE, most=_MOST_FRAMES):
        found = [
            lone for turn in range(4) for lone in _quarter(picture, _turned(frame, turn), kernel)
        ]
        found.sort(key=lambda lone: -lone.agreement)
        for lone in found[:_MOST]:
            yield lone
            flat = _flat(lone)
            if flat is not None:
                yield flat


def _turned(frame: Floats, quarters: int) -> Floats:
    middle, u, v = frame
    for _ in range(quarters):
        u, v = v, -u
    return np.stack([middle, u, v])


def _quarter(picture: Picture, frame: Floats, kernel: Kernel) -> Iterator[Lone]:
    """Yield the symbols that agree, the finder being in the corner of a quarter of the plane."""
    reach = size_of(_LARGEST) - 7
    frames = np.repeat(frame[None], 3, axis=0)
    frames[1:, 0] += reach * frame[1:]
    region = region_of(picture, frames)
    if region is None:
        return
    frames = np.repeat(all_refined(region.picture, region.frames[:1]), 3, axis=0)
    lattice = Lattice(kernel, Ground(region.picture, frames), size_of(_LARGEST) - _ROOM, SUPPLE)
    for version in range(1, _LARGEST + 1):
        grid = lattice.grid(size_of(version))
        values, seen = values_at(region.picture, grid), inside_of(region.picture, grid)
        softs = [way(values) * seen for way in (soften, soften_closely)]
        for turns in (0, 1, -1):
            agreement = max(fixed_agreement(np.rot90(soft, turns), version) for soft in softs)
            if agreement >= _LEAST:
                yield Lone(region, Grid(np.rot90(grid.centres, turns).copy()), agreement)


def _flat(lone: Lone) -> Lone | None:
    """Return the same with all modules in the plane of most of them: a lattice drifts in glare."""
    size = lone.grid.size
    seen = lone.grid.centres.reshape(-1, 2)
    aside = _ASIDE * lone.grid.module_px()
    # The stubs do not know that there may be none.
    plane: Any
    plane, kept = cv2.findHomography(middles_of(size).reshape(-1, 2), seen, cv2.RANSAC, aside)
    if plane is None or kept.mean() < _NO_PLANE:
        return None
    return Lone(lone.region, grid_of(np.asarray(plane, np.float64), size), lone.agreement)
