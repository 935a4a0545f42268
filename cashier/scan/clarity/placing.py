"""A symbol that was read → where its modules lie in the picture, to a fraction of a pixel. Pure.

An engine tells corners only, in whole pixels; they are drawn to the symbol's own edges. What stays
off after the best plane is the bend of the grid, and the modules follow it.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from cashier.scan.clarity.edges import SPREAD, Edges, drift, edges_of, plane_fit, seen_at
from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, Grid, grid_of, middles_of, quick_values
from cashier.scan.qr.layout import Flags
from cashier.scan.qr.symbol import Decoded
from cashier.scan.reading import Corners
from cashier.scan.symbol import Symbol

_FAR, _NEAR = 0.9, 0.6
"""How far from its place an edge is looked for, in modules: at first, and once it is near."""
_BENT = 0.08
"""Modules of bend up to which a symbol is flat."""
_NEARLY = 0.5
_FITS = 8
_LOOKS = 9
_WIDEST, _NARROWER = 8, 1.4
_SOMEWHAT_LIKE, _LIKE = 0.1, 0.25
_SAMPLES = 32
"""Modules along a side by which a plane is found."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Where the modules lie, straight even where the symbol is mirrored.

    `bend`: the longest way, in modules, from a module to where the best plane has it.
    """

    grid: Grid
    bend: float

    def steps(self) -> tuple[float, float]:
        """Return the mean pixels a module, along the rows and along the columns."""
        c = self.grid.centres
        across = np.linalg.norm(np.diff(c, axis=1), axis=2).mean()
        down = np.linalg.norm(np.diff(c, axis=0), axis=2).mean()
        return float(across), float(down)


def placed(picture: Picture, symbol: Symbol, decoded: Decoded) -> Placed | None:
    """Return where the modules lie; None where the picture does not look like the symbol."""
    found = _found(picture, symbol, decoded.ideal)
    if found is None or not decoded.mirrored:
        return found
    return Placed(Grid(found.grid.centres.swapaxes(0, 1)), found.bend)


def _found(picture: Picture, symbol: Symbol, ideal: Flags) -> Placed | None:
    edges = edges_of(ideal)
    if symbol.grid is not None and _likeness(picture, symbol.grid, ideal) >= _LIKE:
        return _followed(picture, symbol.grid, edges)
    for corners in (symbol.corners, _turned_over(symbol.corners)):
        plane = _plane(corners, edges.size)
        if plane is None:
            continue
        first = _likeness(picture, grid_of(plane, edges.size), ideal)
        if first >= _SOMEWHAT_LIKE:
            place = _settled(picture, plane, edges)
            if first >= _LIKE or _likeness(picture, place.grid, ideal) >= _LIKE:
                return place
    return None


def _turned_over(corners: Corners) -> Corners:
    a, b, c, d = corners
    return (a, d, c, b)


def _plane(corners: Corners, size: int) -> Floats | None:
    square = np.array([(0, 0), (size, 0), (size, size), (0, size)], np.float32)
    seen = np.array(corners, np.float32)
    if abs(float(cv2.contourArea(seen))) < size or not cv2.isContourConvex(seen):
        return None
    return np.asarray(cv2.getPerspectiveTransform(square, seen), np.float64)


def _likeness(picture: Picture, grid: Grid, ideal: Flags) -> float:
    """Return how well light in the middle of each module goes with its colour, -1 to 1."""
    if grid.size != len(ideal):
        return -1.0
    light = quick_values(picture, grid)
    light = light - light.mean()
    sign = ideal.mean() - ideal
    norms = float(np.linalg.norm(light) * np.linalg.norm(sign))
    return float((light * sign).sum()) / max(1e-6, norms)


def _settled(picture: Picture, plane: Floats, edges: Edges) -> Placed:
    """Draw a plane to the edges, and the modules after it if they do not lie in one."""
    fields = edges.fields()
    for _ in range(_FITS):
        seen = seen_at(picture, grid_of(plane, edges.size), edges, _FAR)
        change, _ = plane_fit(edges, fields, seen)
        plane = plane @ change
        if _moves(change, edges.size) < _NEARLY:
            break
    grid = grid_of(plane, edges.size)
    change, left = plane_fit(edges, fields, seen_at(picture, grid, edges, _NEAR))
    grid = grid_of(plane @ change, edges.size)
    bend = _longest(drift(edges, left))
    return Placed(grid, bend) if bend < _BENT else _followed(picture, grid, edges)


def _moves(change: Floats, size: int) -> float:
    """Return how far a change moves the corner that it moves farthest, in modules."""
    corners = np.array([[(0, 0), (size, 0), (size, size), (0, size)]], np.float64)
    return _longest(np.asarray(cv2.perspectiveTransform(corners, change) - corners, np.float64))


def _followed(picture: Picture, grid: Grid, edges: Edges) -> Placed:
    """Let each module follow the edges around it: of a wide neighbourhood first, then near ones.

    The wide one finds the way where a large symbol is bent by more than an edge can be told from
    the next one.
    """
    spread = max(SPREAD, edges.size / _WIDEST)
    for _ in range(_LOOKS):
        off = drift(edges, seen_at(picture, grid, edges, _FAR), spread)
        grid = _moved(grid, off)
        if spread == SPREAD and _longest(off) < _BENT:
            break
        spread = max(SPREAD, spread / _NARROWER)
    return Placed(_moved(grid, drift(edges, seen_at(picture, grid, edges, _NEAR))), _bend(grid))


def _longest(way: Floats) -> float:
    return float(np.hypot(way[..., 0], way[..., 1]).max())


def _moved(grid: Grid, off: Floats) -> Grid:
    """Return the grid with every module moved by so many modules, (n, n, 2)."""
    c = grid.centres
    return Grid(c + off[..., :1] * np.gradient(c, axis=1) + off[..., 1:] * np.gradient(c, axis=0))


def _bend(grid: Grid) -> float:
    """Return the longest way, in modules, from a module to where the closest plane has it."""
    middles = middles_of(grid.size)
    some = np.linspace(0, grid.size - 1, min(grid.size, _SAMPLES)).astype(int)
    here = np.ix_(some, some)
    # The stubs do not know that there may be none.
    plane: Any = cv2.findHomography(
        middles[here].reshape(-1, 2), grid.centres[here].reshape(-1, 2), 0
    )[0]
    if plane is None:
        return 0.0
    seen = cv2.perspectiveTransform(grid.centres, np.linalg.inv(plane))
    return _longest(np.asarray(seen - middles, np.float64))
