"""Flat things that carry codes, and what they lie on. Albedo is linear light, 0 to 1."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.render.camera import Plane, smooth_noise, to_light
from benchmarks.render.symbols import Flags, Symbol

TEXTURE = 12
"""Texture pixels a module."""

Points = NDArray[np.float64]
"""Points × (x, y)."""
Code = tuple[str, Points]
"""A payload and the four corners of its symbol: top-left, top-right, bottom-right, bottom-left."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """What is printed or shown; `middle` is the first code's, in texture pixels (x, y).

    The corners of the codes are in modules from that middle.
    """

    albedo: Plane
    middle: tuple[float, float]
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Inks:
    """Greys from 0 to 1, as a picture of the sheet in even light would show them."""

    dark: float = 0.3
    light: float = 0.88


def square(size: float, x: float = 0.0, y: float = 0.0) -> Points:
    """Return the corners of a square around a point."""
    half = size / 2
    corners = [
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
    ]
    return np.array(corners, np.float64)


def paper(symbol: Symbol, rng: Generator, inks: Inks | None = None, margin: int = 4) -> Sheet:
    """Print a code on paper with `margin` modules of quiet zone, and print around it."""
    inks = inks if inks is not None else Inks()
    sides = [margin + int(extra) for extra in rng.integers(1, 9, 4)]
    left, top, right, bottom = sides
    width, height = (symbol.size + left + right), (symbol.size + top + bottom)
    grey = np.full((height * TEXTURE, width * TEXTURE), 255, np.uint8)
    _small_print(grey, (top, bottom), margin, rng)
    put(grey, symbol.dark, left, top)
    middle = ((left + symbol.size / 2) * TEXTURE, (top + symbol.size / 2) * TEXTURE)
    return Sheet(printed(grey, inks, rng), middle, ((symbol.payload, square(symbol.size)),))


def put(grey: NDArray[np.uint8], dark: Flags, left: int, top: int) -> None:
    """Draw modules into a texture, the first one at (left, top) in modules."""
    rows, columns = dark.shape
    block = np.kron(np.where(dark, 0, 255).astype(np.uint8), np.ones((TEXTURE, TEXTURE), np.uint8))
    y, x = top * TEXTURE, left * TEXTURE
    grey[y : y + rows * TEXTURE, x : x + columns * TEXTURE] = block


def printed(grey: NDArray[np.uint8], inks: Inks, rng: Generator) -> Plane:
    """Return the albedo of a print: inks bleed a little, paper has fibres."""
    height, width = grey.shape
    cover = cv2.GaussianBlur(grey.astype(np.float32) / 255, (0, 0), 0.08 * TEXTURE)
    albedo = to_light(inks.dark) + cover * (to_light(inks.light) - to_light(inks.dark))
    fibres = smooth_noise(rng, (width, height), (3, 3)) + smooth_noise(
        rng, (width, height), (40, 40)
    )
    return np.asarray(albedo * (1 + 0.012 * fibres), np.float32)


def _small_print(
    grey: NDArray[np.uint8], bands: tuple[int, int], margin: int, rng: Generator
) -> None:
    """Fill what is free above and below with lines of print."""
    height, width = grey.shape
    top, bottom = ((band - margin) * TEXTURE for band in bands)
    for start, end in ((0, top), (height - bottom, height)):
        line = 2.2 * TEXTURE
        for row in range(int((end - start) // line)):
            words = " ".join(
                "".join(rng.choice(list("abcdeghiklmnoprstuvw0123456789"), int(rng.integers(2, 9))))
                for _ in range(12)
            )
            at = (TEXTURE, int(start + (row + 0.75) * line))
            cv2.putText(grey, words, at, cv2.FONT_HERSHEY_SIMPLEX, 0.6, 20, 2, cv2.LINE_AA)
    grey[:, width - TEXTURE :] = 255


def table(rng: Generator, size: tuple[int, int]) -> Plane:
    """Return what things lie on, of (width, height): wood, stone, cloth, or a plain board."""
    grounds = (_wood, _stone, _cloth, _clutter)
    ground = grounds[int(rng.integers(len(grounds)))](rng, size)
    return np.asarray(np.clip(ground, 0.01, 1), np.float32)


def _wood(rng: Generator, size: tuple[int, int]) -> Plane:
    long, across = rng.uniform(150, 500), rng.uniform(3, 9)
    grain = smooth_noise(rng, size, (long, across)) + 0.6 * smooth_noise(rng, size, (60, 2))
    wide = smooth_noise(rng, size, (600, 60))
    return np.asarray(rng.uniform(0.1, 0.4) * (1 + 0.18 * grain + 0.15 * wide), np.float32)


def _stone(rng: Generator, size: tuple[int, int]) -> Plane:
    spots = smooth_noise(rng, size, (3, 3)) + smooth_noise(rng, size, (11, 11))
    return np.asarray(rng.uniform(0.08, 0.6) * (1 + 0.14 * spots), np.float32)


def _cloth(rng: Generator, size: tuple[int, int]) -> Plane:
    y, x = np.mgrid[: size[1], : size[0]].astype(np.float32)
    pitch = rng.uniform(3.2, 6)
    weave = np.sin(2 * np.pi * x / pitch) * np.sin(2 * np.pi * y / pitch)
    folds = smooth_noise(rng, size, (160, 120))
    return np.asarray(rng.uniform(0.05, 0.4) * (1 + 0.2 * weave + 0.2 * folds), np.float32)


def _clutter(rng: Generator, size: tuple[int, int]) -> Plane:
    ground = 0.5 * _stone(rng, size) + 0.5 * _wood(rng, size)
    for _ in range(int(rng.integers(4, 11))):
        middle = (float(rng.uniform(0, size[0])), float(rng.uniform(0, size[1])))
        sides = (float(rng.uniform(20, 260)), float(rng.uniform(10, 200)))
        box = cv2.boxPoints((middle, sides, float(rng.uniform(0, 180)))).astype(np.int32)
        cv2.fillPoly(ground, [box], float(rng.uniform(0.02, 0.8)), cv2.LINE_AA)
    return ground
