"""How much a place of a picture looks like a QR symbol, read or not. Pure."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.engines import Picture
from cashier.scan.faults.view import MARGIN, View, inner_of
from cashier.scan.grid import Pixels
from cashier.scan.qr.layout import Flags, size_of
from cashier.scan.symbol import Symbol

_STONE = 9
"""Modules of a finder pattern and the light around it."""
_LEAST_LENGTH = 1e-3


def likeness(picture: Picture, symbol: Symbol) -> float:
    """Return how much a symbol looks like one, 0 to 2; 0 where its version is not known."""
    if symbol.version is None:
        return 0.0
    return looks_like_a_symbol(View(picture, symbol.corners, size_of(symbol.version)))[0]


@cache
def _looks() -> NDArray[np.float32]:
    """Return finder patterns as 9 × 9 modules, blurred less and more: mean 0 and length 1."""
    ring = np.maximum(*np.abs(np.mgrid[-7:8, -7:8]))
    light = np.where((ring <= 1) | (ring == 3), 0.0, 1.0).astype(np.float32)
    looks = []
    for sigma in (0.3, 0.7, 1.0):
        soft = cv2.GaussianBlur(light, (0, 0), sigma)[3:12, 3:12].ravel()
        soft = soft - soft.mean()
        looks.append(soft / np.linalg.norm(soft))
    return np.array(looks, np.float32)


def looks_like_a_symbol(view: View) -> tuple[float, int]:
    """Return how much a square looks like a symbol, 0 to 2, and the turn of it.

    Two neighbouring corners must look like finders; a third one, modules between them all and a
    light zone around add to it. The turn is how far to roll the corners so that the one without a
    finder comes third.
    """
    alike = np.array([_corner(view, number) for number in range(4)])
    worst = int(alike.argmin())
    third, second = (float(value) for value in np.sort(alike)[1:3])
    return second + 0.25 * third + 0.4 * filled(view) + 0.35 * quiet(view), 2 - worst


def _contrast(view: View) -> float:
    """Return how far the darkest and the lightest modules are apart, but for a few."""
    return float(np.percentile(view.cells, 92) - np.percentile(view.cells, 8))


def filled(view: View) -> float:
    """Return the share of the symbol, as far as it is seen, that has modules."""
    inner = inner_of(view.seen)
    spread = inner_of(view.lightest - view.darkest)[inner]
    return float((spread > 0.45 * _contrast(view)).mean()) if spread.size else 0.0


def quiet(view: View) -> float:
    """Return the share of the seen surroundings, two modules wide, that is light."""
    ring = np.ones_like(view.seen)
    inner_of(ring)[:] = False
    ring[[0, -1]] = ring[:, [0, -1]] = False
    ring &= view.seen
    dark, light = (float(np.percentile(view.cells, share)) for share in (8, 92))
    return float((view.cells[ring] > dark + 0.6 * (light - dark)).mean()) if ring.any() else 0.0


def finder_likeness(corners: Pixels) -> Pixels:
    """Return how alike corners, (n, 81) module by module, are to a finder pattern, 0 to 1."""
    values = corners - corners.mean(axis=1, keepdims=True)
    lengths = np.maximum(np.linalg.norm(values, axis=1), _LEAST_LENGTH)
    return np.asarray(np.clip((values @ _looks().T).max(axis=1) / lengths, 0, 1), np.float32)


def finders_of(view: View) -> tuple[tuple[float, bool], ...]:
    """Return for each corner how alike it is to a finder pattern, and whether it is seen at all."""
    return tuple(
        (_corner(view, number), _mostly(view.seen[_part(view, number)])) for number in range(4)
    )


def _part(view: View, number: int) -> tuple[slice, slice]:
    """Return where one corner's pattern and the light around it lie in a plane with margin."""
    far = view.modules - 7
    column, row = ((0, 0), (far, 0), (far, far), (0, far))[number]
    first = MARGIN - 1
    return np.s_[row + first : row + first + _STONE, column + first : column + first + _STONE]


def _corner(view: View, number: int) -> float:
    """Return how alike one corner (0: top left, clockwise) is to a finder pattern, 0 to 1."""
    part = _part(view, number)
    if not _mostly(view.seen[part]):
        return 0.0
    return float(finder_likeness(view.cells[part].reshape(1, -1))[0])


def _mostly(flags: Flags) -> bool:
    return bool(flags.mean() > 0.85)
