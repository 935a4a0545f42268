"""Picture → where a code is that nobody could read: too blurred, too dark, hidden or cut off.

Places that look like finder patterns are met at every scale by correlation, which neither noise nor
weak contrast hides; two that agree on a square name a code. What is found is for judging faults:
its corners are rough.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.engines import Picture
from cashier.scan.faults.corners import finder_likeness
from cashier.scan.faults.view import View
from cashier.scan.grid import Floats, Pixels, corners_of, light_at
from cashier.scan.likeness import looks_like_a_symbol
from cashier.scan.qr.layout import size_of
from cashier.scan.symbol import Symbol

_LARGEST = 560
"""Pixels of the longer side that are looked at: more cost much and show little more."""
_SCALES = (1.06, 0.75, 0.53, 0.375, 0.265, 0.19)
_MODULE_PX = 2.5
_CALM = 0.9
"""Pixels of blur that takes noise out."""
_STONES = ((0.35, 3), (0.85, 1))
"""Blur of the pattern in modules, and turns of it: blurred, it looks the same whichever way."""
_STONE = 9
"""Modules of a finder pattern and the light around it."""
_LIKE = 0.5
_QUICK_SIDE = 280
"""Pixels of the longer side at which a blurred code is looked for at a glance."""
_QUICK_SCALES = (1.06, 0.75, 0.53, 0.375)
_QUICK_LIKE, _QUICK_PLACES = 0.64, 2
_MOST_PLACES = 10
"""At each scale: at fine ones, noise alone looks like finders here and there."""
_ALIKE_SCALES = 1.4
_SMALLEST, _LARGEST_SIZE = 19.5, 95.0
_LOOKED_AT = 64
_FINALISTS = 48
_REFINED = 3
_WORTH_REFINING, _WORTH_MORE = 1.38, 1.44
"""Scores below which a guess is not moved, and not moved on: symbols start at about 1.5."""
_REACHES = (1.0, 0.5, 0.5, 0.25)
"""How far a guess is moved at a time, in modules."""
_SAME, _SAME_SCALE = 0.06, 0.15
_LARGEST_VERSION = 11
_LEAST_SCORE = 1.53
_RING = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float64)
_WAYS = tuple(
    sign * way
    for way in (
        np.tile((1.0, 0.0), (4, 1)),
        np.tile((0.0, 1.0), (4, 1)),
        *(
            np.where(_RING[:, [axis]] == end, np.eye(2)[axis], 0.0)
            for axis in (0, 1)
            for end in (-1, 1)
        ),
        _RING[:, ::-1] * (1, -1),
    )
    for sign in (1, -1)
)
"""Steps of a guess's corners, along its rows and columns: shifts, one side moved, a turn."""


@dataclass(frozen=True, slots=True, eq=False)
class _Square:
    """Where a symbol may lie.

    Attributes:
        middles: of its four corner patterns, 7 × 7 modules each: (4, 2) pixels.
        modules: how many modules it is wide, about.
        support: how much three of the patterns look like finders.
    """

    middles: Floats
    modules: float
    support: float

    def corners(self, modules: int) -> Floats:
        """Return the symbol's corners, were it so many modules wide."""
        sides = np.array([self.middles[1] - self.middles[0], self.middles[3] - self.middles[0]])
        out = _RING * 3.5 / (modules - 7)
        return np.asarray(self.middles + out @ sides)


def seems_blurred(picture: Picture) -> bool:
    """Whether places look like blurred finder patterns, at a glance of a few milliseconds."""
    small = _within(picture, _QUICK_SIDE)
    return any(
        sum(like >= _QUICK_LIKE for *_, like in _places_at(small, scale, _stones()[-1:]))
        >= _QUICK_PLACES
        for scale in _QUICK_SCALES
    )


def _within(picture: Picture, side: int) -> Picture:
    """Return the picture, reduced if its longer side is longer than so many pixels."""
    factor = side / max(picture.shape)
    if factor >= 1:
        return picture
    height, width = (max(1, round(pixels * factor)) for pixels in picture.shape)
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def sighted(picture: Picture) -> Symbol | None:
    """Return the likeliest unread symbol of a picture, or None where none is likely."""
    small = _within(picture, _LARGEST)
    factor = min(1.0, _LARGEST / max(picture.shape))
    squares = sorted(_squares(_places(small)), key=lambda square: -square.support)
    guesses = [
        _Guess(square.corners(size_of(version)), version)
        for square in _distinct(squares)[:_LOOKED_AT]
        for version in _versions(square.modules)
    ]
    quick = small.astype(np.float32)
    finalists = sorted(guesses, key=lambda guess: -guess.finders(quick))[:_FINALISTS]
    scored = sorted(((one.score(small)[0], one) for one in finalists), key=lambda one: -one[0])
    likely = [guess for score, guess in scored[:_REFINED] if score > _WORTH_REFINING]
    best = max((_climbed(small, guess) for guess in likely), default=None, key=lambda one: one[1])
    if best is None or best[1] < _LEAST_SCORE:
        return None
    guess = best[0]
    turned = np.roll(guess.corners, guess.score(small)[1], axis=0)
    return Symbol("QRCode", None, corners_of((turned + 0.5) / factor - 0.5), guess.version)


@dataclass(frozen=True, slots=True, eq=False)
class _Guess:
    """Corners (4, 2) and version that a symbol may have."""

    corners: Floats
    version: int

    def finders(self, picture: Pixels) -> float:
        """Return how alike the best two corners are to finder patterns, at first sight."""
        size = size_of(self.version)
        along, across = self.corners[1] - self.corners[0], self.corners[3] - self.corners[0]
        places = _stone_places(size)
        points = self.corners[0] + places @ (np.array([along, across]) / size)
        alike = finder_likeness(light_at(picture, points.astype(np.float32)))
        third, second, best = (float(value) for value in np.sort(alike)[1:])
        return best + 2 * second + third / 2

    def score(self, picture: Picture) -> tuple[float, int]:
        """Return how much that looks like a symbol, and how its corners have to be turned."""
        return looks_like_a_symbol(View(picture, corners_of(self.corners), size_of(self.version)))


@cache
def _stone_places(size: int) -> Floats:
    """Return where the modules of the four corners lie, and of the light around: (4, 81, 2)."""
    line = np.arange(_STONE) - 0.5
    far = size - 7
    x, y = np.meshgrid(line, line)
    one = np.stack([x.ravel(), y.ravel()], axis=-1)
    shifts = np.array([(0, 0), (far, 0), (far, far), (0, far)], np.float64)
    return one[None] + shifts[:, None]


def _climbed(picture: Picture, guess: _Guess) -> tuple[_Guess, float]:
    """Return the guess moved, turned and stretched to where it looks most like a symbol."""
    best, best_score = guess, guess.score(picture)[0]
    for reach in _REACHES:
        for way in _WAYS:
            sides = np.array([best.corners[1] - best.corners[0], best.corners[3] - best.corners[0]])
            step = reach * way @ (sides / size_of(best.version))
            moved = _Guess(best.corners + step, best.version)
            score = moved.score(picture)[0]
            if score > best_score:
                best, best_score = moved, score
        if best_score < _WORTH_MORE:
            break
    return best, best_score


def _versions(modules: float) -> list[int]:
    """Return the versions about as wide as measured.

    A blurred pattern is also met at half its scale, where its dark middle looks like all of it.
    """
    found: set[int] = set()
    for share in (1.0, 0.5):
        low, high = ((share * side * (modules - 7) + 7 - 17) / 4 for side in (0.84, 1.19))
        found.update(range(max(1, round(low)), min(_LARGEST_VERSION, round(high)) + 1))
    return sorted(found)


@cache
def _stones() -> tuple[NDArray[np.float32], ...]:
    """Return finder patterns turned and blurred, of _MODULE_PX a module."""
    side, fine = round(_STONE * _MODULE_PX) | 1, 5
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
    return tuple(np.asarray(stone, np.float32) for stone in stones)


def _places(picture: Picture) -> Floats:
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


def _places_at(
    picture: Picture, scale: float, stones: tuple[Pixels, ...]
) -> Iterator[tuple[float, float, float, float]]:
    side = len(stones[0])
    if min(picture.shape) * scale <= side:
        return
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way)
    soft = cv2.GaussianBlur(small.astype(np.float32), (0, 0), _CALM)
    likeness = np.max(
        [cv2.matchTemplate(soft, stone, cv2.TM_CCOEFF_NORMED) for stone in stones], axis=0
    )
    # Where nothing varies at all the correlation is no number.
    likeness = np.nan_to_num(likeness, nan=0.0, posinf=0.0, neginf=0.0)
    peak = (likeness >= cv2.dilate(likeness, np.ones((7, 7)))) & (likeness > _LIKE)
    peak &= likeness <= 1.0
    for y, x in zip(*np.nonzero(peak), strict=True):
        middle = (np.array([x, y]) + side // 2 + 0.5) / scale - 0.5
        yield float(middle[0]), float(middle[1]), _MODULE_PX / scale, float(likeness[y, x])


def _squares(places: Floats) -> Iterator[_Square]:
    """Yield the squares that two places span, along a side or a diagonal, best supported or not."""
    for first, one in enumerate(places):
        for second, other in enumerate(places):
            larger, smaller = max(one[2], other[2]), min(one[2], other[2])
            if first == second or larger > _ALIKE_SCALES * smaller:
                continue
            step, px = other[:2] - one[:2], (larger + smaller) / 2
            across = np.array([-step[1], step[0]])
            yield from _square(places, one[:2], (step, across), px)
            if first < second:
                half = (step + across) / 2
                yield from _square(places, one[:2], (half, np.array([-half[1], half[0]])), px)


def _square(
    places: Floats, start: Floats, sides: tuple[Floats, Floats], px: float
) -> Iterator[_Square]:
    """Yield the square of finder middles from a start along two sides, if of a symbol's size."""
    along, across = sides
    length = float(np.hypot(*along))
    modules = length / px + 7
    if not _SMALLEST <= modules <= _LARGEST_SIZE:
        return
    middles = np.array([start, start + along, start + along + across, start + across])
    far = np.linalg.norm(places[None, :, :2] - middles[:, None], axis=2)
    scaled = np.abs(np.log(places[:, 2] / px)) < np.log(_ALIKE_SCALES)
    near = np.where((far < 0.07 * length + px) & scaled[None], places[None, :, 3], 0.0)
    support = float(np.sort(near.max(axis=1))[1:].sum())
    yield _Square(middles, modules, support)


def _distinct(squares: list[_Square]) -> list[_Square]:
    """Leave out squares that lie where a better one lies."""
    kept: list[_Square] = []
    for square in squares:
        if len(kept) == _LOOKED_AT:
            break
        size = float(np.ptp(square.middles, axis=0).max())
        ways = [np.roll(square.middles, turn, axis=0) for turn in range(4)]
        if not any(
            float(np.abs(way - other.middles).max()) < _SAME * size
            and abs(np.log(square.modules / other.modules)) < _SAME_SCALE
            for other in kept
            for way in ways
        ):
            kept.append(square)
    return kept
