"""A symbol that was read by its lattice → where it really lies, and how far it is bent. Pure.

A lattice may lose its way where nothing is seen, outside the picture too, and error correction
makes up for it. Once the code is known, so is every module's colour: only modules that lie among
others of the right colour tell where the symbol is.
"""

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, Grid, corners_of, grid_of, inside_of, middles_of, values_at
from cashier.scan.qr.layout import Flags
from cashier.scan.sample import soften
from cashier.scan.symbol import Stage, Symbol

_NEAR = 5
"""Side, in modules, of the square around each in which colours are compared."""
_RIGHT = 0.85
"""Share of right colours in it from which on its middle is in its place."""
_ENOUGH = 0.2
"""Share of the symbol that must be in its place before anything is told from it."""
_LEAST_ROOM = 0.1
"""Area of a module as a share of what is usual in its symbol: no slant leaves less."""
_ASIDE = 0.35
"""Modules that what lies in a plane may be off it."""
_FLAT = 0.95
"""Share of the modules in their place that must lie in one plane to make the symbol flat."""
_CORNERS = np.ix_((0, -1), (0, -1))
_FOLLOWED = frozenset({Stage.LATTICE, Stage.LATTICE_FROM_THREE, Stage.LATTICE_DEBLURRED})
"""What reads module by module, wherever they lie."""
_MOST = 90
"""Percentile of the distances from a plane that tells of a bend: a few modules always slip."""


@dataclass(frozen=True, slots=True, eq=False)
class _Plane:
    """A homography from modules to the picture, and which modules were kept to find it."""

    matrix: Floats
    kept: Flags


def settled(picture: Picture, symbol: Symbol) -> Symbol:
    """Return the symbol with corners and modules where those in their place say that they lie.

    One whose corners are in their place, that is bent, or of which too little is known stays.
    """
    known = _in_place(picture, symbol)
    if known is None or symbol.grid is None or known[_CORNERS].all():
        return symbol
    plane = _plane(symbol.grid, known)
    if plane is None or plane.kept.mean() < _FLAT:
        return symbol
    size = symbol.grid.size
    ring = np.array([[(0, 0), (size, 0), (size, size), (0, size)]], np.float64)
    corners = corners_of(np.asarray(cv2.perspectiveTransform(ring, plane.matrix)[0], np.float64))
    return replace(symbol, corners=corners, grid=grid_of(plane.matrix, size))


def bent_by(picture: Picture, symbol: Symbol) -> float | None:
    """Return how far modules in their place lie off a plane, nine in ten less, in modules.

    None where it is not known which are, or only a plane was ever tried.
    """
    known = _in_place(picture, symbol) if symbol.stage in _FOLLOWED else None
    if known is None or symbol.grid is None:
        return None
    places, seen = middles_of(symbol.grid.size)[known], symbol.grid.centres[known]
    # The stubs do not know that there may be none.
    matrix: Any = cv2.findHomography(places, seen, 0)[0]
    if matrix is None:
        return None
    flat = cv2.perspectiveTransform(places[None], np.asarray(matrix, np.float64))[0]
    off = float(np.percentile(np.linalg.norm(flat - seen, axis=1), _MOST))
    return off / symbol.grid.module_px()


def _in_place(picture: Picture, symbol: Symbol) -> Flags | None:
    """Return which modules (n, n) lie among such of the right colour; None if that says little."""
    if symbol.grid is None or symbol.decoded is None:
        return None
    seen = inside_of(picture, symbol.grid) & _has_room(symbol.grid)
    right = ((soften(values_at(picture, symbol.grid)) > 0) == symbol.decoded.ideal) & seen
    share = cv2.blur(right.astype(np.float32), (_NEAR, _NEAR), borderType=cv2.BORDER_REPLICATE)
    known = np.asarray((share >= _RIGHT) & right, np.bool_)
    return known if known.mean() >= _ENOUGH else None


def _has_room(grid: Grid) -> Flags:
    """Return which modules take up room: those that lost their way may all lie on one spot."""
    along, down = np.gradient(grid.centres, axis=1), np.gradient(grid.centres, axis=0)
    area = np.abs(along[..., 0] * down[..., 1] - along[..., 1] * down[..., 0])
    return np.asarray(area > _LEAST_ROOM * np.median(area), np.bool_)


def _plane(grid: Grid, known: Flags) -> _Plane | None:
    aside = _ASIDE * grid.module_px()
    # The stubs do not know that there may be none.
    matrix: Any
    matrix, kept = cv2.findHomography(
        middles_of(grid.size)[known], grid.centres[known], cv2.RANSAC, aside
    )
    if matrix is None:
        return None
    return _Plane(np.asarray(matrix, np.float64), np.asarray(kept, np.bool_))
