"""Draws a symbol so exactly that what is to be measured on it is known beforehand.

Coordinates are modules, (0, 0) the symbol's outer corner, x to the right and y down. Nothing here
is meant to look like a photo: no noise, no lens but the blur that is asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Greys = NDArray[np.float32]
Points = NDArray[np.float64]
Bend = Callable[[Points], Points]
"""Modules (..., 2) → how far, in modules, the sheet is pulled there."""

QUIET = 4
ROOM = 8
"""Modules around the symbol that are drawn: the quiet zone, and paper beyond it."""
_SUB = 4
_ROUNDS = 6


def straight(points: Points) -> Points:
    """Pull nothing."""
    return np.zeros_like(points)


def bulge(size: int, most: float) -> Bend:
    """Pull modules to the right, `most` in the middle of the symbol, less towards its sides."""

    def bend(points: Points) -> Points:
        inside = np.clip(points / size, 0, 1)
        pull = np.zeros_like(points)
        pull[..., 0] = most * np.sin(np.pi * inside[..., 0]) * np.sin(np.pi * inside[..., 1])
        return pull

    return bend


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """How the sheet lies before the camera.

    Attributes:
        homography: modules → pixels.
        bend: pulls the sheet before that.
        blur: deviation of a Gaussian, in pixels.
        size: pixels across and down.
    """

    homography: Points
    size: tuple[int, int]
    bend: Bend = field(default=straight)
    blur: float = 0.0

    def seen(self, modules: Points) -> Points:
        """Return the pixels (..., 2) that show places of the sheet."""
        pulled = (modules + self.bend(modules)).reshape(-1, 1, 2)
        seen = cv2.perspectiveTransform(pulled, self.homography)
        return np.asarray(seen, np.float64).reshape(modules.shape)


def view(
    size: int,
    px: float = 6.0,
    *,
    stretch: float = 0.0,
    turn: float = 0.0,
    tilt: float = 0.0,
) -> View:
    """Return a view of a symbol `size` modules wide.

    Args:
        size: modules a side.
        px: pixels a module, in the middle.
        stretch: by what share of the mean a module is wider than high.
        turn: radians in the picture.
        tilt: by how much nearer sides look larger: (near - far) / middle.
    """
    middle = np.array([[1, 0, -size / 2], [0, 1, -size / 2], [0, 0, 1]])
    scale = np.diag([px * (1 + stretch / 2), px * (1 - stretch / 2), 1.0])
    lean = np.eye(3)
    lean[2, 1] = tilt / (size * px)
    cos, sin = np.cos(turn), np.sin(turn)
    rotation = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    side = int((size + 2 * ROOM) * px * 1.25)
    shift = np.array([[1, 0, side / 2], [0, 1, side / 2], [0, 0, 1.0]])
    return View(shift @ rotation @ lean @ scale @ middle, (side, side))


def sheet(dark: NDArray[np.bool_], ink: float = 25.0, paper: float = 230.0) -> Greys:
    """Return the greys of a symbol's modules with `ROOM` of paper around."""
    greys = np.where(dark, ink, paper).astype(np.float32)
    return np.pad(greys, ROOM, constant_values=paper)


def draw(greys: Greys, how: View) -> Picture:
    """Return the picture of a sheet, `_SUB` × `_SUB` samples a pixel; paper goes on outside."""
    width, height = how.size
    fine = np.array([[_SUB, 0, (_SUB - 1) / 2], [0, _SUB, (_SUB - 1) / 2], [0, 0, 1.0]])
    to_pixels = fine @ how.homography
    if how.bend is straight:
        place = np.array([[1, 0, 0.5 - ROOM], [0, 1, 0.5 - ROOM], [0, 0, 1.0]])
        light = cv2.warpPerspective(
            greys,
            to_pixels @ place,
            (width * _SUB, height * _SUB),
            flags=cv2.INTER_NEAREST,
            borderMode=cv2.BORDER_REPLICATE,
        )
    else:
        back = np.asarray(np.linalg.inv(to_pixels), np.float64)
        light = _pulled(greys, how.bend, back, (width * _SUB, height * _SUB))
    seen = cv2.resize(light, (width, height), interpolation=cv2.INTER_AREA)
    if how.blur:
        seen = cv2.GaussianBlur(seen, (0, 0), how.blur)
    return np.asarray(np.clip(seen + 0.5, 0, 255), np.uint8)


def _pulled(greys: Greys, bend: Bend, back: Points, size: tuple[int, int]) -> Greys:
    x, y = np.meshgrid(np.arange(size[0], dtype=np.float64), np.arange(size[1], dtype=np.float64))
    flat = np.asarray(cv2.perspectiveTransform(np.stack([x, y], axis=2), back), np.float64)
    places = flat
    for _ in range(_ROUNDS):
        places = flat - bend(places)
    column, row = (np.floor(places[..., k] + ROOM).astype(int) for k in (0, 1))
    side = len(greys) - 1
    return np.asarray(greys[np.clip(row, 0, side), np.clip(column, 0, side)], np.float32)
