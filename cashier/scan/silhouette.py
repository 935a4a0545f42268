"""Picture in which noise hides every module → where a code seems to lie, by light alone.

From afar a code is a square darker than the paper or the screen around it; over so many pixels even
strong noise averages out. Other dark squares look alike, so this is asked only where it is so dark
that nothing better can be said than that: more light, and then one will see.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, Light, Pixels, corners_of
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
_WORTH_FITTING, _LEAST_LIKE = 1.0, 1.5
"""How like a code a square must be before its rim is looked for, and after it was found."""
_PARTS, _COARSE, _PER_PART = 12, 6, 8
"""Parts along a side, fine and coarse, in which its light is looked at; pixels of a fine one."""
_HALF_PAPER = 0.68
"""Grey level of a code from afar as a share of its paper's: half the light, at least."""
_RIM, _LIGHTEST = 0.6, 0.9
"""How much lighter one side's rim may be than the middle, and how light any part, as shares of what
paper is lighter: modules leave no part as light as paper."""
_UNEVEN = 0.12
"""Deviation of the light of coarse parts as the same share: random modules leave no less."""
_GAMMA, _PAPER, _EVERY = 2.2, 0.7, 4
"""Light is grey to this power; that of a code's paper is no less than this share of the lightest
in the picture; pixels that are looked at for it."""
_EACH_SIDE = 0.32
"""How much lighter than the square its darkest side is, as a share of what paper is lighter.

A thumb, or a thin margin, mostly leaves more; what lies beside a square of keys, 0.31 at most.
"""
_REACHES = (0.1, 0.1, 0.05, 0.05)
"""How far a square is moved at a time, in halves of its side."""
_RING = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float64)
_WAYS = tuple(
    sign * way
    for way in (
        np.full((4, 2), (1.0, 0.0)),
        np.full((4, 2), (0.0, 1.0)),
        *((_RING - _RING[corner]) / 2 for corner in range(4)),
        _RING[:, ::-1] * (1, -1),
    )
    for sign in (1, -1)
)
"""Steps of the corners along its sides: shifts, another size with one corner kept, a turn."""
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
    """Return the square that is most like a code seen in the dark, or None.

    Under noise the likeliest at first need not be the one that fits best once its rim is found.
    """
    squares = sorted(_squares(picture), key=lambda square: -square.lighter)[:_CANDIDATES]
    light = picture.astype(np.float32)
    scene = _Scene(light, np.asarray((light / 255) ** _GAMMA, np.float32))
    found = [one for square in squares if (one := _fitted(scene, square)) is not None]
    likest = max(((_like(light, one), one) for one in found), default=None, key=lambda o: o[0])
    if likest is None or likest[0] < _LEAST_LIKE:
        return None
    return Symbol("QRCode", None, corners_of(likest[1].corners), _VERSION, rough=True)


def _fitted(scene: "_Scene", square: _Square) -> _Square | None:
    """Return a square that may be a code, moved to where it fits; None where it is none."""
    if _like(scene.grey, square) < _WORTH_FITTING:
        return None
    pixel = _pixel(square, _PARTS * _PER_PART)
    soft = np.asarray(cv2.blur(scene.grey, (pixel, pixel)), np.float32)
    fitted = _settled(soft, square)
    return fitted if _is_filled(soft, fitted) and scene.is_paper_around(fitted) else None


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """The picture in grey levels, and in light, of which noise leaves the means as they are."""

    grey: Pixels
    light: Pixels

    def is_paper_around(self, square: _Square) -> bool:
        """Whether what lies beside a square is about as light as anything in the picture.

        Codes are on paper or on a screen; dark mats, keys and goods lie on whatever there is. On
        no side does it go on as dark as within: a square of a keyboard is no square.
        """
        part = _pixel(square, 2 * _PARTS) | 1
        soft = np.asarray(cv2.blur(self.light, (part, part)), np.float32)
        lightest = float(np.percentile(soft[::_EVERY, ::_EVERY], 99))
        parts = _straightened(soft, square, _PARTS, 1)
        paper, usual = float(np.median(_beside(parts))), float(np.median(parts[1:-1, 1:-1]))
        darkest = min(float(np.median(np.rot90(parts, turns)[0, 1:-1])) for turns in range(4))
        return paper >= _PAPER * lightest and darkest - usual >= _EACH_SIDE * (paper - usual)


def _squares(picture: Picture) -> Iterator[_Square]:
    """Yield for each size and turn the square whose margin is lightest on all sides."""
    side = _SMALLEST * max(1.0, max(picture.shape) / _LARGEST)
    while side < _MOST * min(picture.shape):
        factor = _SIDE / side
        reduced = cv2.resize(
            picture.astype(np.float32), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA
        )
        small = np.asarray(reduced, np.float32)
        noise = _noise(small)
        for turn in _TURNS:
            lighter = _lighter(small, float(turn))
            row, column = divmod(int(lighter.argmax()), lighter.shape[1])
            middle = (np.array([column, row]) + 0.5) / factor - 0.5
            corners = middle + _ring(float(turn)) * side / 2
            if _is_inside(corners, picture):
                yield _Square(corners, float(lighter[row, column]) / noise)
        side *= _STEP


def _is_inside(corners: Floats, picture: Light) -> bool:
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
    return np.asarray(_RING @ np.array([(cos, sin), (-sin, cos)]))


def _settled(light: Pixels, square: _Square) -> _Square:
    """Return the square moved, turned and sized to where its rim divides light from dark best."""
    best, most = square, _divided(_straightened(light, square, _PARTS, 1))
    for reach in _REACHES:
        for way in _WAYS:
            side = best.corners[1] - best.corners[0]
            turned = np.array([side, (-side[1], side[0])]) / 2
            moved = replace(best, corners=best.corners + reach * way @ turned)
            if not _is_inside(moved.corners, light):
                continue
            divided = _divided(_straightened(light, moved, _PARTS, 1))
            if divided > most:
                best, most = moved, divided
    return best


def _divided(parts: Pixels) -> float:
    """Return how much lighter the parts beside a square are than it, those along its rim first."""
    sides = [np.rot90(parts, turns)[:2, 1:-1].mean(axis=1) for turns in range(4)]
    beside, rim = np.mean(sides, axis=0)
    return float(2 * beside - rim - parts[1:-1, 1:-1].mean())


def _is_filled(light: Pixels, square: _Square) -> bool:
    """Whether it is about as dark up to its rim, and half paper, as modules are.

    Boxes that lie askew in the square, dark goods, and print do not pass; nor does what is as even
    as a mat or keys: some parts of a code have more dark modules than others.
    """
    parts = _straightened(light, square, _PARTS, 1)
    inner = parts[1:-1, 1:-1]
    paper, usual = float(np.median(_beside(parts))), float(np.median(inner))
    if usual < _HALF_PAPER * paper or usual >= paper:
        return False
    coarse = cv2.resize(inner, (_COARSE, _COARSE), interpolation=cv2.INTER_AREA)
    shares = (coarse - usual) / (paper - usual)
    rims = (shares[0], shares[-1], shares[:, 0], shares[:, -1])
    lighter = max(float(rim.mean()) for rim in rims) - float(shares[1:-1, 1:-1].mean())
    uneven = float(shares.std()) >= _UNEVEN
    return bool(lighter <= _RIM and shares.max() <= _LIGHTEST and uneven)


def _beside(parts: Pixels) -> Pixels:
    """Return the parts beside a square, those at its corners left out."""
    return np.concatenate([parts[[0, -1], 1:-1].ravel(), parts[1:-1, [0, -1]].ravel()])


def _straightened(light: Pixels, square: _Square, side: int, around: int) -> Pixels:
    """Return a square as so many parts a side, and so many around it: the mean light of each."""
    low, high = around * _PER_PART, (around + side) * _PER_PART
    onto = np.array([(low, low), (high, low), (high, high), (low, high)], np.float32)
    change = cv2.getPerspectiveTransform(square.corners.astype(np.float32), onto)
    whole = high + low
    patch = cv2.warpPerspective(light, change, (whole, whole))
    size = (side + 2 * around,) * 2
    return np.asarray(cv2.resize(patch, size, interpolation=cv2.INTER_AREA), np.float32)


def _pixel(square: _Square, parts: int) -> int:
    """Return how many pixels wide each of so many parts of a square's side is, at least one."""
    return max(1, round(float(np.linalg.norm(square.corners[1] - square.corners[0])) / parts))


def _like(light: Pixels, square: _Square) -> float:
    """Return how much a square is like a code: lighter around it, and more restless within."""
    side = _RESTLESS_SIDE + 2 * _AROUND
    low, high = _AROUND, _AROUND + _RESTLESS_SIDE
    onto = np.array([(low, low), (high, low), (high, high), (low, high)], np.float32)
    change = cv2.getPerspectiveTransform(square.corners.astype(np.float32), onto)
    pixel = _pixel(square, high - low)
    patch = cv2.warpPerspective(cv2.blur(light, (pixel, pixel)), change, (side, side))
    uneven = patch - cv2.GaussianBlur(patch, (0, 0), _EVEN)
    ring = np.zeros((side, side), np.bool_)
    ring[2:-2, 2:-2] = True
    ring[low - 1 : high + 1, low - 1 : high + 1] = False
    inner = uneven[low + 2 : high - 2, low + 2 : high - 2]
    unrest = float(inner.var() / max(uneven[ring].var(), _LEAST_UNREST)) - 1
    return min(square.lighter, _MOST_LIGHT) + _UNREST_COUNTS * min(unrest, _MOST_UNREST)
