"""Symbols as a camera sees them: tilted, bent, out of focus, shaken, in shade; truth included.

Modules are drawn by asking, for each fine point of the picture, which module lies there; so it is
known where each module ends up.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Picture = NDArray[np.uint8]

_FINE = 3
"""Points along each side of a pixel."""


@dataclass(frozen=True, slots=True)
class Wave:
    """How a sheet is wrinkled: modules are shifted, by modules, along waves of some modules."""

    height: float
    length: float

    def shifts(self, places: Floats) -> Floats:
        """Return how far the modules seen at places (..., 2) lie aside, (..., 2)."""
        angle = 2 * np.pi * places / self.length
        return self.height * np.stack([np.sin(angle[..., 1]), np.sin(angle[..., 0] + 1)], axis=-1)


FLAT = Wave(0.0, 1.0)


def seen_from(size: int, pixels: float, *, turn: float = 0.0, tilt: float = 0.0) -> Floats:
    """Return a homography, modules → pixels, for a symbol of `size` modules.

    Args:
        size: modules along a side.
        pixels: a module's side in pixels, in the middle.
        turn: degrees in the plane.
        tilt: degrees by which the symbol leans away, seen from three sides away.
    """
    half = size / 2
    lean, spin = np.radians(tilt), np.radians(turn)
    cosine, sine = np.cos(spin), np.sin(spin)
    about = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    leaning = np.array([[1, 0, 0], [0, np.cos(lean), 0], [0, np.sin(lean) / (3 * size), 1]])
    centred = np.array([[1, 0, -half], [0, 1, -half], [0, 0, 1]])
    middle = 0.75 * size * pixels
    grown = np.array([[pixels, 0, middle], [0, pixels, middle], [0, 0, 1]])
    return np.asarray(grown @ leaning @ about @ centred, np.float64)


def scene(modules: Flags, homography: Floats, wave: Wave = FLAT) -> Picture:
    """Return the symbol, dark on light paper, in a square picture half as large again.

    Pixel centres lie at whole numbers, as everywhere in the scanner.
    """
    size = len(modules)
    middle = homography @ (size / 2, size / 2, 1)
    side = int(2 * (middle / middle[2])[0])
    spots = ((np.arange(side * _FINE) + 0.5) / _FINE - 0.5).astype(np.float32)
    x, y = spots[None, :], spots[:, None]
    rows = np.linalg.inv(homography).astype(np.float32)
    across, down, depth = (a * x + b * y + c for a, b, c in rows)
    places = np.stack([across / depth, down / depth], axis=-1)
    if wave.height:
        places = places - wave.shifts(places).astype(np.float32)
    light = np.where(modules, 35, 215).astype(np.float32)
    paper = cv2.copyMakeBorder(light, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(215,))
    # The middle of the first module lies at a half in modules, and at 1 in the bordered matrix.
    seen = cv2.remap(  # type: ignore[call-overload]
        paper, places + np.float32(0.5), None, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(
        cv2.resize(seen, (side, side), interpolation=cv2.INTER_AREA).round(), np.uint8
    )


def centres_of(size: int, homography: Floats, wave: Wave = FLAT) -> Floats:
    """Return where the middles of the modules end up, (size, size, 2) of x, y."""
    half = np.arange(size) + 0.5
    modules = np.stack(np.meshgrid(half, half), axis=-1)
    places = modules
    for _ in range(60):
        places = modules + wave.shifts(places)
    seen = np.concatenate([places, np.ones((size, size, 1))], axis=-1) @ homography.T
    return np.asarray(seen[..., :2] / seen[..., 2:], np.float64)


def frames_of(size: int, homography: Floats) -> Floats:
    """Return the true frames (3, 3, 2) of the finders: middle, along the row, along the column."""

    def seen(x: float, y: float) -> Floats:
        point = homography @ (x, y, 1)
        return np.asarray(point[:2] / point[2], np.float64)

    frames = []
    for x, y in ((3.5, 3.5), (size - 3.5, 3.5), (3.5, size - 3.5)):
        along = seen(x + 0.5, y) - seen(x - 0.5, y)
        down = seen(x, y + 0.5) - seen(x, y - 0.5)
        frames.append([seen(x, y), along, down])
    return np.array(frames)


def defocused(picture: Picture, sigma: float) -> Picture:
    """Return the picture out of focus by so many pixels."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def shaken(picture: Picture, pixels: float, degrees: float) -> Picture:
    """Return the picture as a hand sees it that moved by some pixels."""
    side = 2 * int(np.ceil(pixels / 2)) + 1
    line = np.zeros((side * 8, side * 8), np.uint8)
    half = pixels * 4 * np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    start, end = (np.full(2, side * 4) + way * half for way in (-1, 1))
    cv2.line(line, start.astype(int).tolist(), end.astype(int).tolist(), 255, 6, cv2.LINE_AA)
    kernel = line.astype(np.float32).reshape(side, 8, side, 8).sum(axis=(1, 3))
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), np.uint8)


def noisy(picture: Picture, levels: float, seed: int) -> Picture:
    """Return the picture with the noise of a sensor."""
    noise = np.random.default_rng(seed).normal(0, levels, picture.shape)
    return np.clip(picture + noise, 0, 255).round().astype(np.uint8)


def shaded(picture: Picture, darkest: float, degrees: float) -> Picture:
    """Return the picture with its light falling, to a share of it, across it."""
    height, width = picture.shape
    y, x = np.mgrid[:height, :width] / max(picture.shape) - 0.5
    along = x * np.cos(np.radians(degrees)) + y * np.sin(np.radians(degrees))
    share = np.clip(along + 0.5, 0, 1)
    return np.asarray((picture * (darkest + (1 - darkest) * share)).round(), np.uint8)


@dataclass(frozen=True, slots=True)
class Shot:
    """A symbol and what makes it hard to read; lengths in modules, angles in degrees.

    Attributes:
        pixels: a module's side in pixels.
        blur: sigma of a lens out of focus.
        shake: how far the hand moved, along 30 degrees.
        darkest: share of the light where the shade is deepest.
        noise: grey levels.
    """

    version: int
    level: str = "M"
    pixels: float = 5.0
    turn: float = 0.0
    tilt: float = 0.0
    wave: Wave = FLAT
    blur: float = 0.0
    shake: float = 0.0
    darkest: float = 1.0
    noise: float = 0.0
    seed: int = 0

    def of(self, modules: Flags) -> Picture:
        """Return the picture of a symbol."""
        view = seen_from(len(modules), self.pixels, turn=self.turn, tilt=self.tilt)
        seen = scene(modules, view, self.wave)
        if self.blur:
            seen = defocused(seen, self.blur * self.pixels)
        if self.shake:
            seen = shaken(seen, self.shake * self.pixels, 30)
        return noisy(shaded(seen, self.darkest, 70), self.noise, self.seed)
