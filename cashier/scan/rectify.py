"""Three finders → where the modules lie, taken for a flat symbol. No judgement here."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.grid import Floats, Grid, Pixels, grid_of, light_at
from cashier.scan.qr.format import FIRST_WITH_VERSION
from cashier.scan.qr.layout import finder_modules, function_modules, size_of

_LOOKED_AT = 2
_CLEARLY = 0.02
_FINDER = np.array([(-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)])
_FINDERS_SHARE, _OTHERS_SHARE = 0.3, 0.7
"""What finders count in the agreement, and what the other fixed modules count: farther off."""
_LEAST_LEVELS = 2
"""Grey levels between dark and light below which nothing is seen."""
_STONE = np.pad(np.pad(np.zeros((1, 1), np.float32), 1, constant_values=255), 1)
"""The light of an alignment pattern, (5, 5)."""
_FIRST_ALIGNED = 2
"""Version 1 has no alignment pattern."""
_FINE = 4
"""Readings along a module when an alignment pattern is looked for."""
_REACH, _FAR_REACH = 3.5, 5.0
"""Modules around its place in which it is looked for; farther from version 7 on."""
_LEAST_LIKENESS = 0.5
_PULL = 8
"""How many finder corners the alignment pattern weighs as much as."""


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """A flat symbol's homography, modules → pixels, and how well fixed modules agree, -1 to 1."""

    version: int
    homography: Floats
    agreement: float

    def grid(self) -> Grid:
        """Return where the modules lie, in pixels."""
        return grid_of(self.homography, size_of(self.version))


def estimated_version(frames: Floats) -> float:
    """Return the version, not rounded, that the distances between finders suggest.

    frames: (3, 3, 2): corner finder, along the row, along the column; each centre, u, v.
    """
    modules = []
    for other, axis in ((1, 1), (2, 2)):
        step = frames[other, 0] - frames[0, 0]
        a, b = (float(np.linalg.solve(frames[k, 1:].T, step)[axis - 1]) for k in (0, other))
        # Perspective makes one finder's module longer than the other's.
        modules.append(2 * a * b / (a + b) if a > 0 and b > 0 else max(a, b))
    return (sum(modules) / 2 + 7 - 17) / 4


def finder_middles(size: int) -> Floats:
    """Return the middles of the three finders in modules, (3, 2)."""
    return np.array([(3.5, 3.5), (size - 3.5, 3.5), (3.5, size - 3.5)])


def plane_of(frames: Floats, size: int, hidden: int) -> Floats | None:
    """Return the homography closest to two finders, the one at index `hidden` not counting."""
    seen = [index for index in range(3) if index != hidden]
    modules, pixels = (points.reshape(3, 4, 2)[seen] for points in finder_points(frames, size))
    return _fitted(modules.reshape(-1, 2), pixels.reshape(-1, 2))


def seen_through(homography: Floats, middle: Floats) -> Floats:
    """Return the frame, (3, 2), that a plane gives a place in modules."""
    points = middle + np.array([(0, 0), (0.5, 0), (-0.5, 0), (0, 0.5), (0, -0.5)])
    here, right, left, below, above = cv2.perspectiveTransform(points[None], homography)[0]
    return np.array([here, right - left, below - above], np.float64)


def finder_points(frames: Floats, size: int) -> tuple[Floats, Floats]:
    """Return the finders' twelve corners, in modules and in pixels."""
    modules = (finder_middles(size)[:, None] + _FINDER[None]).reshape(-1, 2)
    pixels = (frames[:, None, 0] + _FINDER @ frames[:, 1:]).reshape(-1, 2)
    return modules, pixels


def _crossing(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats | None:
    """Where the line through a and b meets that through c and d."""
    r, s = b - a, d - c
    det = r[0] * s[1] - r[1] * s[0]
    if abs(det) < 1e-9:
        return None
    k = ((c - a)[0] * s[1] - (c - a)[1] * s[0]) / det
    return np.asarray(a + k * r, np.float64)


def other_homographies(frames: Floats, size: int) -> Iterator[Floats]:
    """Yield homographies beside the one closest to all corners."""
    modules, pixels = finder_points(frames, size)
    affine = np.linalg.lstsq(np.c_[modules, np.ones(12)], pixels, rcond=None)[0].T
    yield np.vstack([affine, [0, 0, 1]])
    fourth = _crossing(pixels[5], pixels[6], pixels[11], pixels[10])
    if fourth is not None:
        quad = np.array([pixels[0], pixels[5], fourth, pixels[11]], np.float32)
        square = np.array([(0, 0), (size, 0), (size, size), (0, size)], np.float32)
        if abs(float(cv2.contourArea(quad))) > size:
            yield np.asarray(cv2.getPerspectiveTransform(square, quad), np.float64)


def _fitted(modules: Floats, pixels: Floats) -> Floats | None:
    """Return the homography closest to pairs of points; None where they lie on one line."""
    # The stubs do not know that there may be none.
    found: Any = cv2.findHomography(modules, pixels, 0)[0]
    return None if found is None else np.asarray(found, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    """The fixed modules of a version.

    Attributes:
        places: their middles, (3, count): column, row, 1; in modules.
        dark: which are dark, (count,).
        weights: what each counts, (count,), negative for light ones; their sizes add up to 1.
    """

    places: Floats
    dark: NDArray[np.bool_]
    weights: NDArray[np.float32]


@cache
def _marks(version: int) -> _Marks:
    fixed = function_modules(version)
    rows, columns = np.nonzero(fixed.known)
    finder = finder_modules(version)[rows, columns]
    places = np.stack([columns + 0.5, rows + 0.5, np.ones(len(rows))])
    dark = fixed.dark[rows, columns]
    share = np.where(finder, _FINDERS_SHARE / finder.sum(), _OTHERS_SHARE / (~finder).sum())
    return _Marks(places, dark, np.where(dark, share, -share).astype(np.float32))


def agreement(picture: Pixels, homography: Floats, version: int) -> float:
    """Return how well the fixed modules agree with what is seen, -1 to 1."""
    marks = _marks(version)
    seen = homography @ marks.places
    values = light_at(picture, (seen[:2] / seen[2]).T[:, None].astype(np.float32))[:, 0]
    low, high = _middle(values[marks.dark]), _middle(values[~marks.dark])
    if high - low < _LEAST_LEVELS:
        return -1.0
    soft = np.clip(((high + low) - 2 * values) / (high - low), -1, 1)
    return float(soft @ marks.weights)


def _middle(values: Pixels) -> float:
    """Return the median, the upper one of two: NumPy's own takes longer than all the rest."""
    half = values.size // 2
    return float(np.partition(values, half)[half])


def flats(picture: Pixels, frames: Floats) -> list[Flat]:
    """Return the plausible versions' homographies, best first; the best ones looked at closely."""
    about = estimated_version(frames)
    slack = 1.6 + 0.12 * max(about, 0)
    found = []
    for version in range(max(1, round(about - slack)), min(40, round(about + slack)) + 1):
        closest = _fitted(*finder_points(frames, size_of(version)))
        if closest is not None:
            found.append(_judged(picture, closest, version))
    found.sort(key=lambda flat: -flat.agreement)
    better = [_closely(picture, frames, flat) for flat in found[:_LOOKED_AT]]
    return sorted(better + found[_LOOKED_AT:], key=lambda flat: -flat.agreement)


def flat_of_two(picture: Pixels, frames: Floats, version: int, hidden: int) -> Flat | None:
    """Return the plane of a symbol, one of whose finders is hidden: its frame is but a guess."""
    plane = plane_of(frames, size_of(version), hidden)
    if plane is None:
        return None
    frames = frames.copy()
    frames[hidden] = seen_through(plane, finder_middles(size_of(version))[hidden])
    if not np.isfinite(frames).all():
        return None
    return aligned(picture, frames, _judged(picture, plane, version))


def _judged(picture: Pixels, homography: Floats, version: int) -> Flat:
    return Flat(version, homography, agreement(picture, homography, version))


def _closely(picture: Pixels, frames: Floats, flat: Flat) -> Flat:
    """Return the best of a version's homographies, bent to its alignment pattern."""
    guesses = other_homographies(frames, size_of(flat.version))
    others = (_judged(picture, guess, flat.version) for guess in guesses)
    # Noise alone makes another guess a little better where no fixed module lies near a corner.
    best = max(
        (one for one in others if one.agreement > flat.agreement + _CLEARLY),
        default=flat,
        key=lambda one: one.agreement,
    )
    return aligned(picture, frames, best)


def aligned(picture: Pixels, frames: Floats, flat: Flat) -> Flat:
    """Return the flat symbol bent to where its last alignment pattern is seen."""
    if flat.version < _FIRST_ALIGNED:
        return flat
    size = size_of(flat.version)
    middle = size - 6.5
    place = _alignment(picture, flat, middle)
    if place is None:
        return flat
    seen = flat.homography @ np.array([*place, 1.0])
    modules, pixels = finder_points(frames, size)
    modules = np.vstack([modules, np.full((_PULL, 2), middle)])
    pixels = np.vstack([pixels, np.tile(seen[:2] / seen[2], (_PULL, 1))])
    bent = _fitted(modules, pixels)
    if bent is None:
        return flat
    better = _judged(picture, bent, flat.version)
    return better if better.agreement > flat.agreement else flat


def _alignment(picture: Pixels, flat: Flat, middle: float) -> tuple[float, float] | None:
    """Return where, in modules, an alignment pattern is seen around a place on the diagonal."""
    half = len(_STONE) / 2
    reach = _FAR_REACH if flat.version >= FIRST_WITH_VERSION else _REACH
    low = middle - half - reach
    side = int(2 * (half + reach) * _FINE)
    # Pixel k of the window covers (k, k + 1) / _FINE modules: its middle is sampled.
    first = low + 0.5 / _FINE
    window = cv2.warpPerspective(
        picture,
        flat.homography @ np.array([[1 / _FINE, 0, first], [0, 1 / _FINE, first], [0, 0, 1]]),
        (side, side),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    stone = np.kron(_STONE, np.ones((_FINE, _FINE), np.float32))
    likeness = cv2.matchTemplate(window, stone, cv2.TM_CCOEFF_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc(likeness)
    if best < _LEAST_LIKENESS:
        return None
    return low + x / _FINE + half, low + y / _FINE + half
