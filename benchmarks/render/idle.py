"""Films of a counter without any code: what a camera sees between two customers.

The camera sways a little, hands pass, lamps flicker, the sensor is noisy.
"""

import zlib
from collections.abc import Callable, Iterator

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.render.camera import Lens, Picture, Plane, expose
from benchmarks.render.sheets import table
from benchmarks.render.shot import uneven
from benchmarks.render.things import face, hand, keys, lay, receipt, textile

SEED = 2026
SIZES = ((1280, 720), (1920, 1080))
_MARGIN = 60


def frames(name: str, size: tuple[int, int], count: int, seed: int = SEED) -> Iterator[Picture]:
    """Render the first frames of a film of (width, height); the same seed gives the same film."""
    rng = np.random.default_rng([seed, zlib.crc32(name.encode()), size[0]])
    wide = (size[0] + 2 * _MARGIN, size[1] + 2 * _MARGIN)
    scene = _SCENES[name](rng, wide)
    scene *= uneven(rng, wide)
    lens = Lens(
        rng.uniform(0.5, 1.1), noise=rng.uniform(0.8, 2.0), quality=int(rng.integers(70, 95))
    )
    busy = 0.9 if name == "hands" else 0.35
    phases = rng.uniform(0, 2 * np.pi, 3)
    passing = _Passing(rng, size)
    for number in range(count):
        sway = (
            _MARGIN
            / 3
            * np.array([np.sin(number / 31 + phases[0]), np.sin(number / 23 + phases[1])])
        )
        matrix = np.array([[1, 0, sway[0] - _MARGIN], [0, 1, sway[1] - _MARGIN]])
        light = np.asarray(cv2.warpAffine(scene, matrix, size), np.float32)
        flicker = 1 + 0.03 * np.sin(number * 2.1 + phases[2]) + 0.01 * rng.standard_normal()
        light = passing.over(light, number, busy)
        yield expose(np.asarray(light * flicker, np.float32), lens, rng)


class _Passing:
    """A hand that comes in from below, does something, and leaves, every few seconds."""

    def __init__(self, rng: Generator, size: tuple[int, int]) -> None:
        self._size = size
        self._reach = rng.uniform(0.16, 0.26) * size[1]
        self._turn = -np.pi / 2 + rng.normal(0, 0.4)
        self._x = rng.uniform(0.25, 0.75) * size[0]
        self._start = rng.uniform(0, 2 * np.pi)

    def over(self, light: Plane, number: int, busy: float) -> Plane:
        """Return the frame's light with the hand where it is now."""
        up = np.sin(number / 9 + self._start) + 2 * busy - 1
        if up <= 0:
            return light
        width, height = self._size
        x = self._x + 0.12 * width * np.sin(number / 13)
        y = height * (1.15 - 0.65 * min(1.0, up))
        seen = hand(self._size, (x, y), self._reach, self._turn + 0.1 * np.sin(number / 7))
        shadow = cv2.GaussianBlur(np.isfinite(seen).astype(np.float32), (0, 0), 15.0)
        return np.asarray(np.where(np.isnan(seen), light * (1 - 0.4 * shadow), seen), np.float32)


def _scatter(
    scene: Plane, cards: list[Picture], rng: Generator, turn: float = 3.1, height: float = 0.6
) -> Plane:
    """Lay cards about, each so high (a share of the picture) and turned at most so far."""
    rows, columns = scene.shape
    for number, card in enumerate(cards):
        x = columns * (number + 0.5) / len(cards) + rng.normal(0, 0.03) * columns
        y = rows * rng.uniform(0.35, 0.65)
        factor = height * rows / card.shape[0] * rng.uniform(0.75, 1.15)
        lay(scene, card, (x, y, rng.uniform(-turn, turn), factor))
    return scene


def _counter(rng: Generator, size: tuple[int, int]) -> Plane:
    cards = [keys(rng, 5, 4), receipt(rng), face(rng)]
    scene = _scatter(table(rng, size), cards, rng, height=0.35)
    for _ in range(6):
        middle = (int(rng.uniform(0, size[0])), int(rng.uniform(0, size[1])))
        radius = int(rng.uniform(12, 40))
        cv2.circle(scene, middle, radius, rng.uniform(0.2, 0.6), -1, cv2.LINE_AA)
        cv2.circle(scene, middle, int(0.8 * radius), rng.uniform(0.1, 0.7), 2, cv2.LINE_AA)
    return scene


def _hands(rng: Generator, size: tuple[int, int]) -> Plane:
    return _scatter(table(rng, size), [face(rng), keys(rng, 4, 3)], rng, height=0.3)


def _receipts(rng: Generator, size: tuple[int, int]) -> Plane:
    return _scatter(table(rng, size), [receipt(rng) for _ in range(4)], rng, height=0.9)


def _goods(rng: Generator, size: tuple[int, int]) -> Plane:
    return _scatter(table(rng, size), [face(rng) for _ in range(5)], rng, height=0.6)


def _keyboard(rng: Generator, size: tuple[int, int]) -> Plane:
    return _scatter(table(rng, size), [keys(rng)], rng, turn=0.4, height=0.5)


def _textile(rng: Generator, size: tuple[int, int]) -> Plane:
    return textile(rng, size)


_SCENES: dict[str, Callable[[Generator, tuple[int, int]], Plane]] = {
    "counter": _counter,
    "hands": _hands,
    "receipts": _receipts,
    "goods": _goods,
    "keyboard": _keyboard,
    "textile": _textile,
}
FILMS: tuple[str, ...] = tuple(_SCENES)
