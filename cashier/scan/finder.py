"""What a QR symbol's finder pattern looks like, and its frame moved to where its edges are. Pure.

A frame is three vectors, rows of x and y in pixels: the middle of the pattern, one module along the
symbol's rows, one module along its columns.
"""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.grid import Floats, Pixels, light_at

_EDGES = np.array([-3.5, -2.5, -1.5, 1.5, 2.5, 3.5])
_RISES = np.array([-1.0, 1.0, -1.0, 1.0, -1.0, 1.0])
"""Whether it gets lighter (1) or darker (-1) at each edge, walking along the row or column."""
_ACROSS = np.linspace(-1.0, 1.0, 17)
"""How far beside each edge it is looked for, in modules."""
_BELL = 0.6
_ROUNDS = 3
_PLACES = 7
_FINE = 8
_QUIET = 0.7
"""Grey levels that keep noise from looking like something."""
_TURNS = np.arange(6) * np.pi / 12
_TURNED = np.array([[[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]] for a in _TURNS])
_SIDE, _RINGED = 7, 9
"""Modules along a side of the pattern, and of it with the light ring around it."""
_BLURS = (0.0, 0.6, 0.9)
"""Blurs, in modules, in which a pattern with its ring is known."""


@cache
def _middles(side: int) -> NDArray[np.intp]:
    """Return the middles of side × side modules around one, (count, 2) of columns and rows."""
    line = np.arange(side) - side // 2
    return np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)


@cache
def looks(*sigmas: float, side: int = _SIDE) -> NDArray[np.float32]:
    """Return the pattern blurred by each sigma (modules) at its 7 × 7 module centres, or more.

    Shape (sigmas, side, side), dark positive, each of mean 0 and length 1: to correlate with.
    """
    far = np.abs((np.arange(15 * _FINE) + 0.5) / _FINE - 7.5)
    ring = np.maximum(far[:, None], far[None, :])
    dark = ((ring < 1.5) | ((ring >= 2.5) & (ring < 3.5))).astype(np.float32)
    middles = ((np.arange(side) + 8 - side / 2) * _FINE).astype(int)
    seen = []
    for sigma in sigmas:
        blurred = cv2.GaussianBlur(dark, (0, 0), sigma * _FINE) if sigma else dark
        look = blurred[np.ix_(middles, middles)]
        look = look - look.mean()
        seen.append(look / np.linalg.norm(look))
    return np.ascontiguousarray(np.stack(seen), np.float32)


@cache
def _profiles() -> tuple[Floats, Floats, Floats]:
    """Return where edges are looked for: (6, 7, 17) along, (6, 7, 17) beside; and (17,) weights."""
    reach = np.abs(_EDGES) - 0.5
    beside = reach[:, None] * np.linspace(-1, 1, _PLACES)[None, :]
    along = _EDGES[:, None, None] + _ACROSS[None, None, :]
    shape = (len(_EDGES), _PLACES, len(_ACROSS))
    weights = np.exp(-((_ACROSS[1:] + _ACROSS[:-1]) ** 2) / 8 / _BELL**2)
    return np.broadcast_to(along, shape), np.broadcast_to(beside[:, :, None], shape), weights


def refined(picture: Pixels, frame: Floats) -> Floats:
    """Return the frame moved, turned and sheared to where the pattern's twelve edges lie."""
    return np.asarray(all_refined(picture, frame[None])[0], np.float64)


def all_refined(picture: Pixels, frames: Floats) -> Floats:
    """Return several frames, (count, 3, 2), each `refined`; at once costs a third of one by one."""
    frames = np.array(frames, np.float64)
    going = np.arange(len(frames))
    for _ in range(_ROUNDS):
        here = frames[going]
        shift, seen = _corrections(picture, here)
        # A point (s, t) of the frame lies at (s, t) + shift @ (1, s, t).
        turn = np.eye(2) + shift[:, :, 1:]
        moved = here.copy()
        moved[:, 0] += (shift[:, :, None, 0] * here[:, 1:]).sum(axis=1)
        moved[:, 1:] = turn.swapaxes(1, 2) @ here[:, 1:]
        grown = np.linalg.det(moved[:, 1:]) / np.linalg.det(here[:, 1:])
        sound = seen & (grown > 0.4) & (grown < 2.5) & (np.hypot(*shift[:, :, 0].T) <= 1.5)
        frames[going[sound]] = moved[sound]
        going = going[sound]
        if not len(going):
            break
    return frames


def frame_at(grey: Pixels, shape: Floats) -> Floats:
    """Return the frame of a finder, turned to where its pattern fits best, then refined.

    shape: a row as `Kernel.measure_shapes` gives. Which of its sides is a row is not known.
    """
    return np.asarray(all_frames_at(grey, shape[None])[0], np.float64)


def all_frames_at(grey: Pixels, shapes: Floats) -> Floats:
    """Return several frames, (count, 3, 2), as `frame_at` does."""
    squares = shapes[:, [2, 3, 3, 4]].reshape(-1, 1, 2, 2)
    axes = _TURNED @ squares
    points = shapes[:, None, None, :2] + _middles(_SIDE) @ axes
    light = light_at(grey, points.reshape(-1, _SIDE**2, 2).astype(np.float32))
    # The pattern counts dark as positive.
    alike = (-light @ looks(0.0, 0.6).reshape(2, -1).T).max(axis=1).reshape(points.shape[:2])
    best = axes[np.arange(len(shapes)), alike.argmax(axis=1)]
    return all_refined(grey, np.concatenate([shapes[:, None, :2], best], axis=1))


def likeness_of(grey: Pixels, frames: Floats) -> Floats:
    """Return how alike what lies at frames, (count, 3, 2), is to the pattern, -1 to 1: (count,)."""
    return _likeness(grey, frames, looks(0.0, 0.6))


def ringed_likeness_of(grey: Pixels, frames: Floats) -> Floats:
    """Return how alike it is to the pattern and the light ring around it, -1 to 1: (count,).

    A pattern in the middle of data or of print has no such ring.
    """
    return _likeness(grey, frames, looks(*_BLURS, side=_RINGED))


def _likeness(grey: Pixels, frames: Floats, known: NDArray[np.float32]) -> Floats:
    side = known.shape[1]
    points = frames[:, :1] + _middles(side) @ frames[:, 1:]
    light = light_at(grey, points.astype(np.float32))
    # The pattern counts dark as positive.
    alike = (-light @ known.reshape(len(known), -1).T).max(axis=1)
    return np.asarray(alike / (side * (light.std(axis=1) + _QUIET)), np.float64)


def onwards(frame: Floats, way: Floats) -> Floats:
    """Return a finder's module along a way, and the one to the right of it, (2, 2)."""
    return max(_quarters(frame), key=lambda axes: float(axes[0] @ way))


def inwards(frame: Floats, way: Floats) -> Floats:
    """Return a finder's modules that both lead along a way, the left one first, (2, 2)."""
    return max(_quarters(frame), key=lambda axes: float(axes.sum(axis=0) @ way))


def _quarters(frame: Floats) -> list[Floats]:
    u, v = frame[1], frame[2]
    return [np.array(axes) for axes in ((u, v), (v, -u), (-u, -v), (-v, u))]


def _corrections(picture: Pixels, frames: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Return how far edges lie off across each frame's row and column, and where any are seen.

    A plane (constant, by s, by t) in modules for each: (count, 2, 3).
    """
    ahead, beside, weights = _profiles()
    along, across = frames[:, 1:, None, None, None], frames[:, :0:-1, None, None, None]
    points = frames[:, :1, None, None, None] + ahead[..., None] * along + beside[..., None] * across
    light = light_at(picture, points.reshape(-1, len(_ACROSS), 2).astype(np.float32))
    rise = np.diff(light.reshape(points.shape[:-1]), axis=4) * _RISES[:, None, None] * weights
    rise = np.maximum(rise, 0)
    weight = rise.sum(axis=4)
    middles = (_ACROSS[1:] + _ACROSS[:-1]) / 2
    off = (rise * middles).sum(axis=4) / np.maximum(weight, 1e-6)
    s, t = ahead[..., 8].ravel(), beside[..., 8].ravel()
    rows = np.stack([[np.ones_like(s), s, t], [np.ones_like(s), t, s]]).swapaxes(1, 2)
    scaled = (rows * weight.reshape(*weight.shape[:2], -1, 1)).swapaxes(2, 3)
    total = scaled @ rows + 1e-3 * np.eye(3)
    shift = np.linalg.solve(total, scaled @ off.reshape(*off.shape[:2], -1, 1))[..., 0]
    return shift, (weight.sum(axis=(2, 3)) >= 1).all(axis=1)
