"""Which modules of a symbol that was read show nothing of what they should: hidden or gone. Pure.

Every module's right colour is known then, the light margin's too, so that also a small thumb on the
rim is told from data.
"""

from typing import Any

import cv2
import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.grid import Grid, Pixels, grid_of, middles_of, surrounded, values_at
from cashier.scan.qr.layout import Flags
from cashier.scan.symbol import Symbol

_AROUND = 1
"""Modules of margin that are looked at: they should be light."""
_NEAR = 3
"""Side, in modules, of the square in which dark and light ones are held against each other."""
_LEAST = 2
"""Modules of each that must lie in it."""
_EMPTY = 0.32
"""Share of the usual difference below which nothing is there."""
_BENT = 0.18
"""Modules that nine in ten must lie nearer to a plane than."""
_PICTURE = 0.15
"""Share of the side, either way from the middle, where a picture is put on purpose."""


def gone(picture: Picture, symbol: Symbol) -> Flags | None:
    """Return which modules (n, n) show nothing; None where it is not known how they should look."""
    if symbol.decoded is None or symbol.grid is None or not _is_flat(symbol.grid):
        return None
    values = values_at(picture, Grid(surrounded(symbol.grid, _AROUND)))
    dark = np.pad(symbol.decoded.ideal, _AROUND)
    counts = [_near(flags.astype(np.float32)) for flags in (dark, ~dark)]
    ink, paper = (
        _near(values * flags) / np.maximum(count, 1)
        for flags, count in zip((dark, ~dark), counts, strict=True)
    )
    known = np.minimum(*counts) >= _LEAST
    if not known.any():
        return None
    # Where only the place is wrong, beside a sharp bend, dark and light are there, but elsewhere.
    square = np.ones((_NEAR, _NEAR), np.uint8)
    spread = cv2.dilate(values, square) - cv2.erode(values, square)
    usual = float(np.median((paper - ink)[known]))
    empty = np.maximum(paper - ink, spread) < _EMPTY * usual
    within = slice(_AROUND, -_AROUND)
    return np.asarray((known & empty & ~_middle(len(dark)))[within, within], np.bool_)


def _is_flat(grid: Grid) -> bool:
    """Whether the modules lie in a plane: the far rims of bent symbols show nothing either."""
    places = middles_of(grid.size).reshape(-1, 2)
    # The stubs do not know that there may be none.
    plane: Any = cv2.findHomography(places, grid.centres.reshape(-1, 2), 0)[0]
    if plane is None:
        return False
    flat = grid_of(np.asarray(plane, np.float64), grid.size)
    off = np.linalg.norm(flat.centres - grid.centres, axis=2)
    return bool(np.percentile(off, 90) < _BENT * grid.module_px())


def _near(values: Pixels) -> Pixels:
    """Return the sum of what lies near each module."""
    size = (_NEAR, _NEAR)
    near = cv2.boxFilter(values, -1, size, normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(near, np.float32)


def _middle(size: int) -> Flags:
    near = np.abs(np.arange(size) + 0.5 - size / 2) < _PICTURE * size
    return np.asarray(near[:, None] & near[None, :], np.bool_)
