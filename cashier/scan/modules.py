"""A patch of a picture → about how many modules it is wide, if it shows any. Pure.

Modules are dark or light by chance: rows and columns change their tone once in two modules, all
parts are about as dark, and no part is like another. Print, wood, pictures and chess boards fail.
"""

from typing import NamedTuple

import cv2
import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, Pixels
from cashier.scan.qr.layout import Flags

_SIDE, _EDGE = 192, 12
"""Pixels a patch is straightened to, and how many of them along its edges do not count."""
_CALM, _NEAR = 1.0, 25
_BURNT = 248
_BEYOND = 6
"""Pixels around a patch that are cut out with it."""
_CHANGES = 0.5
"""How often a row of random modules changes its tone: once in two modules."""
_LEAST_MODULES, _MOST_MODULES = 16.0, 60.0
"""Modules by their changes: finders and blurred ones change less, noise more."""
_LEAST_IN_MOST = 12.0
"""Modules that four of five rows and columns must show; lines of print leave gaps."""
_LOPSIDED = 1.75
_LEAST_STREAKS, _SQUARE = 8.0, 1.4
"""What is left of the changes along a motion's path, and how much longer a side may be then."""
_RUNS_TOGETHER = 2.3
"""Times that a side may be as long as the one across."""
_BLOCKS, _UNLIKE = 6, 0.185
"""Parts a side whose shares of dark are held against each other, and how far they may differ."""
_LEAST_SEEN = 0.5
"""Share of a part that is not burnt out, and of the parts, that must be known."""
_APART, _REPEATED = (1.2, 0.3), 0.55
"""How far, from so many modules to this share of a side, no random patch is like itself again."""


def modules_in(picture: Picture, corners: Floats) -> float | None:
    """Return about how many modules a patch is wide; None where it has none.

    Args:
        picture: rows × columns of grey levels.
        corners: of the patch, (4, 2) of x, y.
    """
    dark, known = _tones(picture, corners)
    if not _is_alike_all_over(dark, known) or not _is_held_flat_enough(corners):
        return None
    coarse, fine = sorted((_counted(dark, known), _counted(dark.T, known.T)))
    if not _LEAST_MODULES <= fine.mean <= _MOST_MODULES or fine.in_most < _LEAST_IN_MOST:
        return None
    modules = (coarse.mean + fine.mean) / 2
    if _repeats(dark, _SIDE / modules) >= _REPEATED:
        return None
    if coarse.mean >= max(_LEAST_MODULES, fine.mean / _LOPSIDED):
        return modules if coarse.in_most >= _LEAST_IN_MOST else None
    # Motion takes changes away along its path alone; aslant, a code looks the same.
    return fine.mean if coarse.mean >= _LEAST_STREAKS and _is_square(corners) else None


def seems_random(picture: Picture, corners: Floats) -> bool:
    """Whether a patch may have modules, though blur or cracks may hide how many.

    All parts are about as dark then, and none is like another; shelves, keys and cloth fail.
    """
    dark, known = _tones(picture, corners)
    if not _is_alike_all_over(dark, known):
        return False
    changes = max(
        _counted(tones, known).mean for tones, known in ((dark, known), (dark.T, known.T))
    )
    return _repeats(dark, _SIDE / max(changes, 1.0)) < _REPEATED


def _tones(picture: Picture, corners: Floats) -> tuple[Flags, Flags]:
    """Return what is dark of a straightened patch, held against what is near, and what is known."""
    soft = _straightened(picture, corners)
    near = np.ones((_NEAR, _NEAR), np.uint8)
    ink, paper = (
        cv2.blur(edge, near.shape) for edge in (cv2.erode(soft, near), cv2.dilate(soft, near))
    )
    within = slice(_EDGE, -_EDGE)
    dark = np.asarray((soft < (ink + paper) / 2)[within, within])
    return dark, np.asarray((soft < _BURNT)[within, within])


def _is_alike_all_over(dark: Flags, known: Flags) -> bool:
    # Light paper itself may be burnt out; then all is known.
    return _is_alike(dark, known) or _is_alike(dark, np.ones_like(dark))


def _repeats(dark: Flags, module: float) -> float:
    """Return how alike a patch is to itself moved by some modules, -1 to 1: chess boards are."""
    side = len(dark)
    window = np.hanning(side + 2)[1:-1]
    tones = (dark - dark.mean()) * np.outer(window, window)
    alike = np.fft.ifft2(np.abs(np.fft.fft2(tones)) ** 2).real
    line = np.fft.fftfreq(side) * side
    far = np.maximum(np.abs(line[:, None]), np.abs(line[None, :]))
    moved = (far > _APART[0] * module) & (far < _APART[1] * side)
    return float(alike[moved].max(initial=0.0) / max(alike[0, 0], 1e-9))


def _is_alike(dark: Flags, known: Flags) -> bool:
    """Whether all parts of a patch, as far as known, are about as dark: pictures are not."""
    inked, seen = (
        cv2.resize(flags.astype(np.float32), (_BLOCKS,) * 2, interpolation=cv2.INTER_AREA)
        for flags in (dark & known, known)
    )
    enough = seen >= _LEAST_SEEN
    return bool(enough.mean() >= _LEAST_SEEN and (inked[enough] / seen[enough]).std() <= _UNLIKE)


def _is_square(corners: Floats) -> bool:
    """Whether all sides are about as long."""
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return bool(sides.max() <= _SQUARE * sides.min())


def _is_held_flat_enough(corners: Floats) -> bool:
    """Whether opposite sides are as long as a square's may look."""
    a, b, c, d = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return bool(max(a / c, c / a, b / d, d / b) <= _RUNS_TOGETHER)


def _straightened(picture: Picture, corners: Floats) -> Pixels:
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32) * _SIDE
    left, top = np.maximum(corners.min(axis=0) - _BEYOND, 0).astype(int)
    right, bottom = np.maximum(corners.max(axis=0) + _BEYOND, 1).astype(int)
    light = picture[top:bottom, left:right].astype(np.float32)
    source = (corners - (left, top)).astype(np.float32)
    onto = cv2.getPerspectiveTransform(source, square)
    side = float(np.sqrt(cv2.contourArea(source)))
    if side > _SIDE:
        light = np.asarray(cv2.GaussianBlur(light, (0, 0), side / _SIDE / 2), np.float32)
    patch = cv2.warpPerspective(light, onto, (_SIDE,) * 2, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.GaussianBlur(patch, (0, 0), _CALM), np.float32)


class _Count(NamedTuple):
    """Modules along the rows of a patch: of all rows the mean, and what four of five have."""

    mean: float
    in_most: float


def _counted(dark: Flags, known: Flags) -> _Count:
    """Count the modules that the changes of tone along the rows stand for, were all known."""
    changes = ((dark[:, 1:] != dark[:, :-1]) & known[:, 1:]).sum(axis=1)
    whole = _SIDE / dark.shape[1]
    modules = changes * whole / np.maximum(known.mean(axis=1), 0.3) / _CHANGES
    return _Count(float(modules.mean()), float(np.percentile(modules, 20)))
