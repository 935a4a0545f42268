"""A patch of a picture → about how many modules it is wide, if it shows any. Pure.

Modules are dark or light by chance: rows and columns change their tone once in two modules, all
parts are about as dark, and no part is like another. Print, wood, pictures and chess boards fail.
"""

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
_RUNS_TOGETHER = 2.3
"""Times that a side may be as long as the one across."""
_BLOCKS, _UNLIKE = 6, 0.185
"""Parts a side whose shares of dark are held against each other, and how far they may differ."""
_APART, _REPEATED = (1.2, 0.3), 0.55
"""How far, from so many modules to this share of a side, no random patch is like itself again."""


def modules_in(picture: Picture, corners: Floats) -> float | None:
    """Return about how many modules a patch is wide; None where it has none.

    Args:
        picture: rows × columns of grey levels.
        corners: of the patch, (4, 2) of x, y.
    """
    soft = _straightened(picture, corners)
    near = np.ones((_NEAR, _NEAR), np.uint8)
    ink, paper = (
        cv2.blur(edge, near.shape) for edge in (cv2.erode(soft, near), cv2.dilate(soft, near))
    )
    within = slice(_EDGE, -_EDGE)
    dark = np.asarray((soft < (ink + paper) / 2)[within, within])
    known = np.asarray((soft < _BURNT)[within, within])
    if not _is_alike(dark) or not _is_held_flat_enough(corners):
        return None
    along, down = _changes(dark, known), _changes(dark.T, known.T)
    least, most = sorted((float(along.mean()), float(down.mean())))
    if not _LEAST_MODULES <= least <= most <= min(_MOST_MODULES, _LOPSIDED * least):
        return None
    if min(np.percentile(along, 20), np.percentile(down, 20)) < _LEAST_IN_MOST:
        return None
    modules = (least + most) / 2
    return modules if _repeats(dark, _SIDE / modules) < _REPEATED else None


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


def _is_alike(dark: Flags) -> bool:
    """Whether all parts of a patch are about as dark: pictures and print are not."""
    parts = cv2.resize(dark.astype(np.float32), (_BLOCKS,) * 2, interpolation=cv2.INTER_AREA)
    return float(parts.std()) <= _UNLIKE


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


def _changes(dark: Flags, known: Flags) -> Floats:
    """Return for each row how many modules its changes of tone stand for, were all of it known."""
    changes = ((dark[:, 1:] != dark[:, :-1]) & known[:, 1:]).sum(axis=1)
    whole = _SIDE / dark.shape[1]
    return np.asarray(changes * whole / np.maximum(known.mean(axis=1), 0.3) / _CHANGES)
