"""Takes a photo of a bent sheet on a ground, and says where its codes came to lie."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.render.camera import Lens, Picture, Plane, expose, smooth_noise
from benchmarks.render.shapes import Shape
from benchmarks.render.sheets import TEXTURE, Points, Sheet

_SUB = 2
"""Samples a pixel, each way."""
_ROUGH = 4
"""Corners are looked for on every fourth pixel first."""

View = tuple[Plane, Plane, Plane]
"""Of every pixel: the sheet's point in modules (x, y) and how bright the sheet is there."""
Effect = Callable[[Plane, View], Plane]
"""Changes the light that reaches the camera (glare, shadow), knowing the view."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One code in a picture; the corners are the symbol's, in pixels (pixel centres are whole)."""

    payload: str
    corners: Points


@dataclass(frozen=True, slots=True, eq=False)
class Rendered:
    """A picture and its codes."""

    picture: Picture
    codes: tuple[Seen, ...]

    @property
    def payload(self) -> str:
        """The first code's payload."""
        return self.codes[0].payload

    @property
    def corners(self) -> Points:
        """The first code's corners: top-left, top-right, bottom-right, bottom-left."""
        return self.codes[0].corners


@dataclass(frozen=True, slots=True)
class Place:
    """Where the first code's middle lies (pixels), the turn (radians), and pixels a module."""

    x: float
    y: float
    turn: float
    pitch: float


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What stands before the camera: the ground (it gives the picture's size), light on it."""

    ground: Plane
    light: Plane
    effects: tuple[Effect, ...] = ()


def uneven(rng: Generator, size: tuple[int, int], least: float = 0.55, most: float = 1.0) -> Plane:
    """Return light of (width, height) that falls from one side, with soft shadows."""
    width, height = size
    y, x = np.mgrid[:height, :width].astype(np.float32)
    turn = rng.uniform(0, 2 * np.pi)
    slope = (np.cos(turn) * (x / width - 0.5) + np.sin(turn) * (y / height - 0.5)) * 0.9
    soft = smooth_noise(rng, size, (width / 2, height / 2)) * 0.05
    return np.asarray(
        rng.uniform(least, most) * np.clip(1 + 0.5 * slope + soft, 0.3, 1.5), np.float32
    )


def take(
    sheet: Sheet, shape: Shape, place: Place, stage: Stage, shutter: tuple[Lens, Generator]
) -> Rendered:
    """Take the photo."""
    height, width = stage.ground.shape
    view = _view(shape, place, (width, height), _SUB)
    seen = np.asarray(_paint(sheet, view, stage.ground) * _grown(stage.light), np.float32)
    light = np.asarray(cv2.resize(seen, (width, height), interpolation=cv2.INTER_AREA), np.float32)
    coarse = _view(shape, place, (width, height), 1)
    for effect in stage.effects:
        light = effect(light, coarse)
    lens, rng = shutter
    codes = tuple(Seen(payload, _found(corners, coarse)) for payload, corners in sheet.codes)
    return Rendered(expose(light, lens, rng), codes)


def _view(shape: Shape, place: Place, size: tuple[int, int], sub: int) -> View:
    width, height = size
    y, x = np.mgrid[: height * sub, : width * sub].astype(np.float32)
    x, y = ((axis + 0.5) / sub - 0.5 for axis in (x, y))
    x, y = (x - place.x) / place.pitch, (y - place.y) / place.pitch
    cos, sin = np.float32(np.cos(place.turn)), np.float32(np.sin(place.turn))
    return shape(cos * x + sin * y, cos * y - sin * x)


def _paint(sheet: Sheet, view: View, ground: Plane) -> Plane:
    """Return the light of sheet and ground, several samples a pixel."""
    u, v, bright = view
    x = np.nan_to_num(u * TEXTURE + np.float32(sheet.middle[0] - 0.5), nan=-9.0)
    y = np.nan_to_num(v * TEXTURE + np.float32(sheet.middle[1] - 0.5), nan=-9.0)
    height, width = sheet.albedo.shape
    inside = (x > 0) & (y > 0) & (x < width - 1) & (y < height - 1) & ~np.isnan(bright)
    albedo = cv2.remap(sheet.albedo, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    inside &= ~np.isnan(albedo)
    shadow = 1 - 0.35 * cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 6.0 * _SUB)
    around = _grown(ground) * shadow
    return np.asarray(np.where(inside, albedo * np.nan_to_num(bright), around), np.float32)


def _grown(plane: Plane) -> Plane:
    """Return a plane with several samples a pixel."""
    grown = cv2.resize(plane, None, fx=_SUB, fy=_SUB, interpolation=cv2.INTER_LINEAR)
    return np.asarray(grown, np.float32)


def _found(corners: Points, view: View) -> Points:
    """Return the pixels that show these points of the sheet, to a fraction of a pixel."""
    u, v, _ = view
    rough_u, rough_v = u[::_ROUGH, ::_ROUGH], v[::_ROUGH, ::_ROUGH]
    found = []
    for x, y in corners:
        away = np.nan_to_num(np.hypot(rough_u - x, rough_v - y), nan=np.inf)
        row, column = divmod(int(np.argmin(away)), away.shape[1])
        at = np.array((column, row), np.float64) * _ROUGH
        for _ in range(4):
            column, row = (round(float(value)) for value in at)
            row = min(max(row, 1), u.shape[0] - 2)
            column = min(max(column, 1), u.shape[1] - 2)
            at = np.array((column, row)) + _step(u, v, (row, column), (x, y))
        found.append(at)
    return np.array(found, np.float64)


def _step(
    u: Plane, v: Plane, at: tuple[int, int], wanted: tuple[float, float]
) -> NDArray[np.float64]:
    """Return the step (x, y) from a pixel to the wanted point of the sheet."""
    row, column = at
    slopes = np.array(
        [
            [
                (p[row, column + 1] - p[row, column - 1]) / 2,
                (p[row + 1, column] - p[row - 1, column]) / 2,
            ]
            for p in (u, v)
        ],
        np.float64,
    )
    missing = np.array([wanted[0] - u[row, column], wanted[1] - v[row, column]], np.float64)
    if not np.isfinite(slopes).all() or abs(np.linalg.det(slopes)) < 1e-9:
        return np.zeros(2)
    return np.clip(np.linalg.solve(slopes, missing), -_ROUGH, _ROUGH)
