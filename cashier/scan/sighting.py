"""Picture → where a code is that nobody could read: too blurred, too dark, hidden or cut off.

Places that look like finder patterns are met at every scale by correlation, which neither noise nor
weak contrast hides; two that agree on a square name a code. What is found is for judging faults:
its corners are rough.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil, floor

import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.faults.corners import finder_likeness, finders_of, turned_likeness
from cashier.scan.faults.likeness import (
    SURELY,
    looks_like_a_symbol,
    paper_beside,
)
from cashier.scan.faults.view import View
from cashier.scan.grid import Floats, Pixels, corners_of, light_at
from cashier.scan.qr.layout import size_of
from cashier.scan.stones import STONE, places_like_finders, within
from cashier.scan.symbol import Symbol

_LARGEST = 560
"""Pixels of the longer side that are looked at: more cost much and show little more."""
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
_PATTERN = 0.7
"""Likeness of a corner that has a pattern; it is what opens the gate of a frame, too."""
_PAPER, _UNDER_A_FINGER = 0.95, 0.6
"""Share of what lies beside a symbol that is paper, on two of its sides, and on a third one at
least; a fourth may be bare. Cloth goes on as it is within, print on its left and its right."""
_INNER = 3 / 7
"""Width of the dark middle of a pattern as a share of the pattern's."""
_FROM_MIDDLES = 1.2
"""Score of a symbol of which the middles of its patterns were met as patterns, at least."""
_TURNED_ALIKE = 0.5
"""How alike a corner pattern is to itself turned by a half, at least; an emblem's, 0.42 at most."""
_RING = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float64)
_TURNED = (np.arange(4)[None] - np.arange(4)[:, None]) % 4
"""Which of four corners comes where, for each quarter turn."""
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


def sighted(picture: Picture) -> Symbol | None:
    """Return the likeliest unread symbol of a picture, or None where none is likely."""
    small = within(picture, _LARGEST)
    factor = min(1.0, _LARGEST / max(picture.shape))
    guesses = [
        _Guess(square.corners(size_of(version)), version)
        for square in _distinct(_squares(places_like_finders(small)))
        for version in _versions(square.modules)
    ]
    if not guesses:
        return None
    likest = np.argsort(-_finders(small.astype(np.float32), guesses), kind="stable")
    finalists = [guesses[one] for one in likest[:_FINALISTS]]
    worth = ((one.score(small, _WORTH_REFINING)[0], one) for one in finalists)
    scored = sorted(worth, key=lambda one: -one[0])
    likely = [guess for score, guess in scored[:_REFINED] if score > _WORTH_REFINING]
    climbed = sorted((_climbed(small, guess) for guess in likely), key=lambda one: -one[1])
    guess = _first_that_may_be_one(small, [one for one, score in climbed if score >= SURELY])
    if guess is None:
        return None
    turned = np.roll(guess.corners, guess.score(small)[1], axis=0)
    return Symbol("QRCode", None, corners_of((turned + 0.5) / factor - 0.5), guess.version)


@dataclass(frozen=True, slots=True, eq=False)
class _Guess:
    """Corners (4, 2) and version that a symbol may have."""

    corners: Floats
    version: int

    def score(self, picture: Picture, least: float = 0.0) -> tuple[float, int]:
        """Return how much that looks like a symbol, and how its corners have to be turned.

        What cannot come to more than the least is only known not to.
        """
        return looks_like_a_symbol(self._view(picture), least)

    def may_be_one(self, picture: Picture, least: float = _UNDER_A_FINGER) -> bool:
        """Whether it has what no look-alike has: patterns, three and not four, and paper around.

        least: share of its third side that is paper.
        """
        view = self._view(picture)
        if min(like for like, _ in finders_of(view)) >= _PATTERN:
            # As on chess boards.
            return False
        _, third, second, _ = paper_beside(view)
        return third >= least and second >= _PAPER and turned_likeness(view) >= _TURNED_ALIKE

    def from_middles(self) -> Iterator["_Guess"]:
        """Yield what it would be if what it takes for patterns were only the middles of them."""
        size = size_of(self.version)
        sides = np.array([self.corners[1] - self.corners[0], self.corners[3] - self.corners[0]])
        middles = np.asarray(self.corners - _RING * 3.5 / size @ sides)
        about = ((size - 7) * _INNER + 7 - 17) / 4
        for version in sorted({max(1, floor(about)), max(1, ceil(about))}):
            yield _Guess(_Square(middles, size, 0.0).corners(size_of(version)), version)

    def _view(self, picture: Picture) -> View:
        return View(picture, corners_of(self.corners), size_of(self.version))


def _first_that_may_be_one(picture: Picture, guesses: list[_Guess]) -> _Guess | None:
    """Return the first guess that may be a symbol, or else what one may be the middle of."""
    for guess in guesses:
        if guess.may_be_one(picture):
            return guess
    for guess in guesses:
        for wide in guess.from_middles():
            if wide.score(picture)[0] >= _FROM_MIDDLES and wide.may_be_one(picture, 0.0):
                return wide
    return None


def _finders(picture: Pixels, guesses: list[_Guess]) -> Floats:
    """Return how alike the best two corners of each are to finder patterns, at first sight."""
    corners = np.stack([guess.corners for guess in guesses])
    sides = np.stack([corners[:, 1] - corners[:, 0], corners[:, 3] - corners[:, 0]], axis=1)
    places = np.stack([_stone_places(size_of(guess.version)) for guess in guesses])
    points = corners[:, None, :1] + places @ sides[:, None]
    light = light_at(picture, points.reshape(-1, STONE**2, 2).astype(np.float32))
    third, second, best = np.sort(finder_likeness(light).reshape(-1, 4), axis=1)[:, 1:].T
    return np.asarray(best + 2 * second + third / 2, np.float64)


@cache
def _stone_places(size: int) -> Floats:
    """Return where modules of the four corners, and of the light around, lie as shares of a side.

    Shape (4, 81, 2).
    """
    line = np.arange(STONE) - 0.5
    far = size - 7
    x, y = np.meshgrid(line, line)
    one = np.stack([x.ravel(), y.ravel()], axis=-1)
    shifts = np.array([(0, 0), (far, 0), (far, far), (0, far)], np.float64)
    return (one[None] + shifts[:, None]) / size


def _climbed(picture: Picture, guess: _Guess) -> tuple[_Guess, float]:
    """Return the guess moved, turned and stretched to where it looks most like a symbol."""
    best, best_score = guess, guess.score(picture)[0]
    for reach in _REACHES:
        for way in _WAYS:
            sides = np.array([best.corners[1] - best.corners[0], best.corners[3] - best.corners[0]])
            step = reach * way @ (sides / size_of(best.version))
            moved = _Guess(best.corners + step, best.version)
            score = moved.score(picture, best_score)[0]
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


def _squares(places: Floats) -> list[_Square]:
    """Return the squares that two places span, along a side or a diagonal, best supported first."""
    first, second = np.nonzero(~np.eye(len(places), dtype=np.bool_))
    px = places[:, 2]
    alike = np.maximum(px[first], px[second]) <= _ALIKE_SCALES * np.minimum(px[first], px[second])
    first, second = first[alike], second[alike]
    along = places[second, :2] - places[first, :2]
    # As a diagonal, two places give the same square whichever is named first.
    once = first < second
    half = (along - _across(along))[once] / 2
    starts = np.concatenate([places[first, :2], places[first[once], :2]])
    module = (px[first] + px[second]) / 2
    return _supported(
        places, starts, np.concatenate([along, half]), np.concatenate([module, module[once]])
    )


def _across(along: Floats) -> Floats:
    return np.stack([-along[:, 1], along[:, 0]], axis=1)


def _supported(places: Floats, starts: Floats, along: Floats, px: Floats) -> list[_Square]:
    """Return the squares of finder middles from starts along a side, if of a symbol's size."""
    length = np.hypot(along[:, 0], along[:, 1])
    modules = length / px + 7
    fit = (modules >= _SMALLEST) & (modules <= _LARGEST_SIZE)
    starts, along, px, length, modules = (of[fit] for of in (starts, along, px, length, modules))
    across = _across(along)
    middles = np.stack([starts, starts + along, starts + along + across, starts + across], axis=1)
    # Squared and multiplied out: distances of thousands of corners from each place at once.
    squared = (middles**2).sum(axis=2)[:, :, None] + (places[:, :2] ** 2).sum(axis=1)
    squared -= 2 * (middles @ places[:, :2].T)
    scaled = np.abs(np.log(places[:, 2] / px[:, None])) < np.log(_ALIKE_SCALES)
    near = (squared < ((0.07 * length + px) ** 2)[:, None, None]) & scaled[:, None]
    each = np.where(near, places[:, 3], 0.0).max(axis=2, initial=0.0)
    support = np.sort(each, axis=1)[:, 1:].sum(axis=1)
    return [
        _Square(middles[one], float(modules[one]), float(support[one]))
        for one in np.argsort(-support, kind="stable")
    ]


def _distinct(squares: list[_Square]) -> list[_Square]:
    """Leave out squares that lie where a better one lies."""
    kept: list[_Square] = []
    middles, modules = np.empty((_LOOKED_AT, 4, 2)), np.empty(_LOOKED_AT)
    for square in squares:
        if len(kept) == _LOOKED_AT:
            break
        size = float(np.ptp(square.middles, axis=0).max())
        far = np.abs(square.middles[_TURNED] - middles[: len(kept), None]).max(axis=(2, 3))
        alike = np.abs(np.log(square.modules / modules[: len(kept)])) < _SAME_SCALE
        if not ((far.min(axis=1) < _SAME * size) & alike).any():
            middles[len(kept)], modules[len(kept)] = square.middles, square.modules
            kept.append(square)
    return kept
