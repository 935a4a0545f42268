"""Picture → places that look like a finder pattern, at every scale, by correlation. Pure.

Neither noise nor weak contrast nor blur hides them from it, as they do from what binarises.
"""

from collections.abc import Iterator
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, Pixels

_SCALES = (1.06, 0.75, 0.53, 0.375, 0.265, 0.19)
_MODULE_PX = 2.5
_CALM = 0.9
"""Pixels of blur that takes noise out."""
_STONES = ((0.35, 3), (0.85, 1))
"""Blur of the pattern in modules, and turns of it: blurred, it looks the same whichever way."""
STONE = 9
"""Modules of a finder pattern and the light around it."""
_LIKE = 0.5
_EVEN = 1.0
"""How much all that a pattern covers must vary, in grey levels: the length of its differences."""
_QUICK_SIDE = 280
"""Pixels of the longer side at which a blurred code is looked for at a glance."""
_QUICK_SCALES = (1.06, 0.75, 0.53, 0.375)
_QUICK_LIKE, _QUICK_PLACES = 0.64, 2
_MOST_PLACES = 10
"""At each scale: at fine ones, noise alone looks like finders here and there."""


def seems_blurred(picture: Picture) -> bool:
    """Whether places look like blurred finder patterns, at a glance of a few milliseconds."""
    small = within(picture, _QUICK_SIDE)
    return any(
        sum(like >= _QUICK_LIKE for *_, like in _places_at(small, scale, _stones()[-1:]))
        >= _QUICK_PLACES
        for scale in _QUICK_SCALES
    )


def within(picture: Picture, side: int) -> Picture:
    """Return the picture, reduced if its longer side is longer than so many pixels."""
    factor = side / max(picture.shape)
    if factor >= 1:
        return picture
    height, width = (max(1, round(pixels * factor)) for pixels in picture.shape)
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def places_like_finders(picture: Picture) -> Floats:
    """Return rows of x, y, pixels a module and likeness of what looks like a finder pattern."""
    rows = []
    for scale in _SCALES:
        found = sorted(_places_at(picture, scale, _stones()), key=lambda row: -row[3])
        kept: list[tuple[float, float, float, float]] = []
        for row in found:
            if len(kept) < _MOST_PLACES and all(
                np.hypot(row[0] - x, row[1] - y) > 3.5 * px for x, y, px, _ in kept
            ):
                kept.append(row)
        rows += kept
    return np.array(rows, np.float64).reshape(-1, 4)


@cache
def _stones() -> tuple[NDArray[np.float32], ...]:
    """Return finder patterns turned and blurred, of _MODULE_PX a module: mean 0 and length 1."""
    side, fine = round(STONE * _MODULE_PX) | 1, 5
    line = (np.arange(side * fine) + 0.5) / fine - side / 2
    x, y = np.meshgrid(line, line)
    stones = []
    for blur, turns in _STONES:
        for turn in np.arange(turns) * np.pi / 2 / turns:
            cos, sin = np.cos(turn), np.sin(turn)
            ring = np.maximum(np.abs(cos * x + sin * y), np.abs(cos * y - sin * x)) / _MODULE_PX
            light = 1 - ((ring < 1.5) | ((ring >= 2.5) & (ring < 3.5))).astype(np.float32)
            soft = cv2.GaussianBlur(light, (0, 0), blur * _MODULE_PX * fine)
            stones.append(cv2.resize(soft, (side, side), interpolation=cv2.INTER_AREA))
    even = (stone - stone.mean() for stone in stones)
    return tuple(np.asarray(stone / np.linalg.norm(stone), np.float32) for stone in even)


def _places_at(
    picture: Picture, scale: float, stones: tuple[Pixels, ...]
) -> Iterator[tuple[float, float, float, float]]:
    side = len(stones[0])
    if min(picture.shape) * scale <= side:
        return
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way)
    soft = cv2.GaussianBlur(small.astype(np.float32), (0, 0), _CALM)
    likeness = _alike(np.asarray(soft, np.float32), stones)
    peak = (likeness >= cv2.dilate(likeness, np.ones((7, 7)))) & (likeness > _LIKE)
    for y, x in zip(*np.nonzero(peak), strict=True):
        middle = (np.array([x, y]) + side // 2 + 0.5) / scale - 0.5
        yield float(middle[0]), float(middle[1]), _MODULE_PX / scale, float(likeness[y, x])


def _alike(soft: Pixels, stones: tuple[Pixels, ...]) -> Pixels:
    """Return how alike each place is to the likest of some patterns: their correlation, up to 1."""
    side = len(stones[0])
    # What all of them are held against is the same: asked for each, it would cost most of the time.
    shifted = soft - np.float32(soft.mean())
    likest = np.max([cv2.matchTemplate(shifted, one, cv2.TM_CCORR) for one in stones], axis=0)
    box, inner = (side, side), np.s_[side // 2 : -(side // 2), side // 2 : -(side // 2)]
    mean = cv2.boxFilter(shifted, cv2.CV_64F, box)[inner]
    square = cv2.sqrBoxFilter(shifted, cv2.CV_64F, box)[inner]
    length = side * np.sqrt(np.maximum(square - mean * mean, 0))
    # Where nothing varies at all the correlation is no number.
    return np.asarray(np.where(length > _EVEN, likest / np.maximum(length, _EVEN), 0), np.float32)
