"""Where the modules of a symbol lie in a picture, and pictures made from that. Judges nothing."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.reading import Corners

Floats = NDArray[np.float64]
Pixels = NDArray[np.float32]
Light = Pixels | NDArray[np.uint8]
"""A picture to look at: floats, or grey levels as they come."""
_INNER, _MOST = 0.2, 0.32
"""How far from a module's middle it is looked at, in modules: usually, and for what is left."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Centres of n × n modules, rows first: an (n, n, 2) array of x, y in pixels."""

    centres: Floats

    @property
    def size(self) -> int:
        """Modules along a side."""
        return len(self.centres)

    def corners(self) -> Corners:
        """Return the outer corners of the symbol."""
        c = self.centres
        last = self.size - 1
        points = []
        for x, y in ((0, 0), (last, 0), (last, last), (0, last)):
            dx, dy = (1 if x == 0 else -1), (1 if y == 0 else -1)
            here = c[y, x]
            point = here + (here - c[y, x + dx]) / 2 + (here - c[y + dy, x]) / 2
            points.append((float(point[0]), float(point[1])))
        return (points[0], points[1], points[2], points[3])

    def module_px(self) -> float:
        """Return the mean side of a module in pixels."""
        across = np.linalg.norm(np.diff(self.centres, axis=1), axis=2).mean()
        down = np.linalg.norm(np.diff(self.centres, axis=0), axis=2).mean()
        return float((across + down) / 2)


def grid_of(homography: Floats, size: int) -> Grid:
    """Return the grid of a flat symbol; the homography leads from modules to pixels."""
    return Grid(np.asarray(cv2.perspectiveTransform(middles_of(size), homography), np.float64))


@cache
def middles_of(size: int) -> Floats:
    """Return the middles of n × n modules in modules, (n, n, 2) of x, y; read-only."""
    half = np.arange(size) + 0.5
    middles = np.stack(np.meshgrid(half, half), axis=2)
    middles.setflags(write=False)
    return middles


def light_at(picture: Light, maps: Pixels) -> Pixels:
    """Return the light at places, (rows, columns, 2) of x, y; edges go on outside."""
    return np.asarray(
        # The stubs do not know that one map of both coordinates is enough.
        cv2.remap(  # type: ignore[call-overload]
            picture, maps, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        ),
        np.float32,
    )


def values_at(picture: Light, grid: Grid) -> Pixels:
    """Return the light of each module, (n, n): the mean of nine points around its middle."""
    return np.asarray(_spots_at(picture, grid, 3, _INNER).mean(axis=(1, 3)), np.float32)


def extremes_at(picture: Light, grid: Grid) -> tuple[Pixels, Pixels]:
    """Return the darkest and the lightest spot of each module, (n, n) each.

    Where print is rubbed or cracked some of the ink is left; where a pen crossed it, some paper.
    """
    spots = _spots_at(picture, grid, 5, _MOST)
    return spots.min(axis=(1, 3)), spots.max(axis=(1, 3))


def _spots_at(picture: Light, grid: Grid, count: int, reach: float) -> Pixels:
    """Return count × count spots of each module, up to `reach` from its middle: (n, c, n, c)."""
    c = grid.centres
    along = np.gradient(c, axis=1) * reach
    down = np.gradient(c, axis=0) * reach
    steps = np.linspace(-1.0, 1.0, count)
    points = (
        c[:, None, :, None, :]
        + along[:, None, :, None, :] * steps[None, None, None, :, None]
        + down[:, None, :, None, :] * steps[None, :, None, None, None]
    )
    n = grid.size
    maps = points.reshape(count * n, count * n, 2).astype(np.float32)
    return light_at(picture, maps).reshape(n, count, n, count)


def inside_of(picture: Light, grid: Grid) -> NDArray[np.bool_]:
    """Return which modules, (n, n), lie in the picture; of the others nothing is known."""
    low, high = np.full(2, -0.5), np.array(picture.shape[::-1]) - 0.5
    return np.asarray(((grid.centres > low) & (grid.centres < high)).all(axis=2), np.bool_)


def quick_values(picture: Light, grid: Grid) -> Pixels:
    """Return the light in the middle of each module, an (n, n) array."""
    return light_at(picture, grid.centres.astype(np.float32))


def patch_maps(grid: Grid, per_module: int, margin: int = 0) -> Pixels:
    """Return where in the picture each pixel of an upright square of the symbol lies.

    Shape (side, side, 2) of x, y; side = (modules + 2 * margin) * per_module. The surroundings are
    those of the outermost modules, carried on straight.
    """
    wide = surrounded(grid, margin + 1)
    side = len(wide) * per_module
    fine = cv2.resize(wide.astype(np.float32), (side, side), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(fine[per_module:-per_module, per_module:-per_module])


def surrounded(grid: Grid, rings: int) -> Floats:
    """Return the centres with `rings` of modules around them, carried on straight."""
    taller = _carried_on(grid.centres, rings)
    return _carried_on(taller.swapaxes(0, 1), rings).swapaxes(0, 1)


def _carried_on(centres: Floats, rows: int) -> Floats:
    """Add rows before the first and after the last, as far apart as the outermost two."""
    steps = np.arange(rows, 0, -1)[:, None, None]
    before = centres[:1] + (centres[:1] - centres[1:2]) * steps
    after = centres[-1:] + (centres[-1:] - centres[-2:-1]) * steps[::-1]
    return np.concatenate([before, centres, after])


def patch_of(picture: Light, grid: Grid, per_module: int, margin: int = 0) -> Pixels:
    """Return the symbol as an upright square, `margin` modules of surroundings on each side."""
    return light_at(picture, patch_maps(grid, per_module, margin))


def corners_of(points: Floats) -> Corners:
    """Return four points, (4, 2), as corners."""
    a, b, c, d = ((float(x), float(y)) for x, y in points)
    return (a, b, c, d)
