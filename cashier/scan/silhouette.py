"""Picture in which noise hides every module → where a code seems to lie, by light alone.

From afar a code is a square darker than the paper or the screen around it; over so many pixels even
strong noise averages out. Other dark squares look alike, so this is asked only where it is so dark
that nothing better can be said than that: more light, and then one will see.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, Pixels, corners_of
from cashier.scan.qr.layout import Flags
from cashier.scan.symbol import Symbol

_BLACK, _NOISE = 40, 7
"""Grey level that nothing reaches in a picture of hardly any light, and pixels of noise."""
_LARGEST = 720
"""Pixels of the longer side that are looked at."""
_SMALLEST, _STEP, _MOST = 60.0, 1.15, 0.85
"""Sides of a code in those pixels: the least, from one to the next, the most as a share."""
_SIDE, _MARGIN = 12, 1.7
"""Pixels of a code's side, and of its quiet zone, when it is looked for."""
_REACH, _FINE, _GAP = 11, 5, 0.25
_TURNS = np.arange(6) * np.pi / 12
_LEAST_NOISE, _NORMAL = 0.15, 1.48
_CANDIDATES = 12
_RESTLESS_SIDE, _AROUND = 36, 6
"""Pixels of a code's side, and around it, when its unrest is held against its quiet zone's."""
_EVEN = 4.0
_LEAST_UNREST = 0.02
_MOST_LIGHT, _MOST_UNREST, _UNREST_COUNTS = 5.0, 1.0, 3.0
_LEAST_LIKE = 1.8
_VERSION = 3
"""Nobody can count its modules; this is a usual one."""


@dataclass(frozen=True, slots=True, eq=False)
class _Square:
    """Corners (4, 2) in the picture, and by how many deviations of noise its margin is lighter."""

    corners: Floats
    lighter: float


def is_black(picture: Picture) -> bool:
    """Whether it is so dark that noise hides modules, though a code be there."""
    return bool(np.percentile(cv2.blur(picture, (_NOISE, _NOISE)), 99) < _BLACK)


def silhouette(picture: Picture) -> Symbol | None:
    """Return the square that is most like a code seen in the dark, or None."""
    squares = sorted(_squares(picture), key=lambda square: -square.lighter)[:_CANDIDATES]
    light = picture.astype(np.float32)
    likest = max(((_like(light, one), one) for one in squares), default=None, key=lambda o: o[0])
    if likest is None or likest[0] < _LEAST_LIKE:
        return None
    return Symbol("QRCode", None, corners_of(likest[1].corners), _VERSION, rough=True)


def _squares(picture: Picture) -> Iterator[_Square]:
    """Yield for each size and turn the square whose margin is lightest on all sides."""
    side = _SMALLEST * max(1.0, max(picture.shape) / _LARGEST)
    while side < _MOST * min(picture.shape):
        factor = _SIDE / side
        small = cv2.resize(
            picture.astype(np.float32), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA
        )
        noise = max(
            _LEAST_NOISE, _NORMAL * float(np.median(np.abs(small - cv2.medianBlur(small, 3))))
        )
        for turn in _TURNS:
            lighter = _lighter(np.asarray(small, np.float32), float(turn))
            row, column = divmod(int(lighter.argmax()), lighter.shape[1])
            middle = (np.array([column, row]) + 0.5) / factor - 0.5
            corners = middle + _ring(float(turn)) * side / 2
            if _is_inside(corners, picture):
                yield _Square(corners, float(lighter[row, column]) / noise)
        side *= _STEP


def _is_inside(corners: Floats, picture: Picture) -> bool:
    return bool((corners >= 0).all() and (corners < picture.shape[::-1]).all())


def _noise(small: Pixels) -> float:
    """Return the deviation of noise; what is bright or dark here and there does not count."""
    rough = np.abs(small - cv2.medianBlur(small, 3))
    return max(_LEAST_NOISE, _NORMAL * float(np.median(rough)))


def _lighter(small: Pixels, turn: float) -> Pixels:
    """Return by how much the darkest margin is lighter than the square around each place."""
    inner, *margins = (
        cv2.filter2D(small, -1, mask, borderType=cv2.BORDER_REPLICATE) for mask in _masks(turn)
    )
    return np.asarray(np.min(margins, axis=0) - inner, np.float32)


@cache
def _masks(turn: float) -> tuple[Pixels, ...]:
    """Return the square and its four margins, turned, as weights that sum to 1."""
    line = (np.arange((2 * _REACH + 1) * _FINE) + 0.5) / _FINE - _REACH - 0.5
    x, y = np.meshgrid(line, line)
    u, v = np.cos(turn) * x + np.sin(turn) * y, np.cos(turn) * y - np.sin(turn) * x
    far, half = np.maximum(np.abs(u), np.abs(v)), _SIDE / 2
    margin = (far > half + _GAP) & (far < half + _GAP + _MARGIN)
    sides = (margin & (np.abs(b) < half) & (a > 0) for a, b in ((u, v), (-u, v), (v, u), (-v, u)))
    return tuple(_weights(mask) for mask in (far < half - _GAP, *sides))


def _weights(mask: Flags) -> Pixels:
    size = (2 * _REACH + 1,) * 2
    small = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(small / small.sum(), np.float32)


def _ring(turn: float) -> Floats:
    """Return the corners of a square of side 2, turned."""
    cos, sin = np.cos(turn), np.sin(turn)
    square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float64)
    return np.asarray(square @ np.array([(cos, sin), (-sin, cos)]))


def _like(light: Pixels, square: _Square) -> float:
    """Return how much a square is like a code: lighter around it, and more restless within."""
    side = _RESTLESS_SIDE + 2 * _AROUND
    low, high = _AROUND, _AROUND + _RESTLESS_SIDE
    onto = np.array([(low, low), (high, low), (high, high), (low, high)], np.float32)
    change = cv2.getPerspectiveTransform(square.corners.astype(np.float32), onto)
    pixel = max(
        1, round(float(np.linalg.norm(square.corners[1] - square.corners[0])) / (high - low))
    )
    patch = cv2.warpPerspective(cv2.blur(light, (pixel, pixel)), change, (side, side))
    uneven = patch - cv2.GaussianBlur(patch, (0, 0), _EVEN)
    ring = np.zeros((side, side), np.bool_)
    ring[2:-2, 2:-2] = True
    ring[low - 1 : high + 1, low - 1 : high + 1] = False
    inner = uneven[low + 2 : high - 2, low + 2 : high - 2]
    unrest = float(inner.var() / max(uneven[ring].var(), _LEAST_UNREST)) - 1
    return min(square.lighter, _MOST_LIGHT) + _UNREST_COUNTS * min(unrest, _MOST_UNREST)
