"""How much the corners of a view look like finder patterns. Pure."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.faults.view import MARGIN, View
from cashier.scan.grid import Pixels
from cashier.scan.qr.layout import Flags

_STONE = 9
"""Modules of a finder pattern and the light around it."""
_LEAST_LENGTH = 1e-3


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


def finder_likeness(corners: Pixels) -> Pixels:
    """Return how alike corners, (n, 81) module by module, are to a finder pattern, 0 to 1."""
    values = corners - corners.mean(axis=1, keepdims=True)
    lengths = np.maximum(np.linalg.norm(values, axis=1), _LEAST_LENGTH)
    return np.asarray(np.clip((values @ _looks().T).max(axis=1) / lengths, 0, 1), np.float32)


def finders_of(view: View) -> tuple[tuple[float, bool], ...]:
    """Return for each corner how alike it is to a finder pattern, and whether it is seen at all.

    0 (top left) to 3, clockwise; what is not seen is not alike.
    """
    parts = [_part(view, number) for number in range(4)]
    seen = [view.is_whole or _mostly(view.seen[part]) for part in parts]
    alike = finder_likeness(np.stack([view.cells[part].ravel() for part in parts]))
    return tuple((float(like) * there, there) for like, there in zip(alike, seen, strict=True))


def turned_likeness(view: View) -> float:
    """Return how alike the better of the two likest corners is to itself turned by a half, -1 to 1.

    A finder pattern is, however blurred, moved or under noise; the corner of an emblem is dark on
    its outside and light within, which looks like a pattern at first sight only.
    """
    alike = [like for like, _ in finders_of(view)]
    likest = sorted(range(4), key=lambda number: -alike[number])[:2]
    return max(_turned_by_half(view.cells[_part(view, number)]) for number in likest)


def _turned_by_half(part: Pixels) -> float:
    light = part - part.mean()
    return float((light * light[::-1, ::-1]).sum() / max(float((light**2).sum()), _LEAST_LENGTH))


def _part(view: View, number: int) -> tuple[slice, slice]:
    """Return where one corner's pattern and the light around it lie in a plane with margin."""
    far = view.modules - 7
    column, row = ((0, 0), (far, 0), (far, far), (0, far))[number]
    first = MARGIN - 1
    return np.s_[row + first : row + first + _STONE, column + first : column + first + _STONE]


def _mostly(flags: Flags) -> bool:
    return bool(flags.mean() > 0.85)
