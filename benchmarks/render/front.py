"""The front of a phone that a hand holds: what shines, what only reflects, and what is see-through.

Drawn once a film at half of the page's size and smaller; a frame takes the level that fits.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.render.camera import Plane, blurred
from benchmarks.render.motion import Matrix, mapped, screen
from benchmarks.render.pages import HEIGHT, WIDTH, Page
from benchmarks.render.sheets import Points

LEFT, TOP, RIGHT, BOTTOM = 280, 60, 280, 1300
"""What the picture holds around the screen, in pixels of the page."""
_BEZEL, _ROUND = 24, 84
_LEVELS = 3
_GREYS = (np.arange(256) / 255) ** 2.2
_SKIN = np.array([0.13, 0.2, 0.36], np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """The front at `scale` of the page's size.

    `shining` is what each page sends out at full brightness: rows × columns of the screen × (blue,
    green, red). `still` is what the ambient light shows: rows × columns of all × (blue, green, red,
    cover); the cover is 1 where nothing behind is seen.
    """

    scale: float
    shining: tuple[Plane, ...]
    still: Plane
    skin: Plane

    def lit(self, shares: tuple[float, ...]) -> Plane:
        """Return the whole front's light, each page at its share of full brightness."""
        light = self.still.copy()
        left, top = self.at(0, 0)
        for plane, share in zip(self.shining, shares, strict=True):
            if share > 0:
                height, width = plane.shape[:2]
                part = light[top : top + height, left : left + width, :3]
                part += np.float32(share) * plane
        return light

    def onto_page(self) -> Matrix:
        """Return what maps this level's pixels to the page's."""
        shift = 0.5 / self.scale - 0.5
        return np.array(
            [[1 / self.scale, 0, shift - LEFT], [0, 1 / self.scale, shift - TOP], [0, 0, 1]]
        )

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Return where a point of the page lies."""
        return round((x + LEFT) * self.scale), round((y + TOP) * self.scale)


def levels_of(pages: tuple[Page, ...], mirror: float, rng: Generator) -> tuple[Level, ...]:
    """Draw the front with each of the pages; the glass mirrors so much of the surroundings."""
    skin = _SKIN * np.float32(rng.uniform(0.5, 1.3))
    bare = Level(0.5, (), _body(mirror), skin)
    left, top = bare.at(0, 0)
    free = 1 - _hand(bare, rng)[top : top + HEIGHT // 2, left : left + WIDTH // 2, None]
    levels = [replace(bare, shining=tuple(_shining(page) * free for page in pages))]
    while len(levels) < _LEVELS:
        last = levels[-1]
        smaller = tuple(_halved(plane) for plane in last.shining)
        levels.append(Level(last.scale / 2, smaller, _halved(last.still), skin))
    return tuple(levels)


def outline(matrix: Matrix) -> Points:
    """Return the corners of all that is drawn, where a page's matrix lays them."""
    sides = np.array([(-LEFT, -TOP), (RIGHT, -TOP), (RIGHT, BOTTOM), (-LEFT, BOTTOM)])
    return mapped(matrix, screen() + sides)


def _size() -> tuple[int, int]:
    return (LEFT + WIDTH + RIGHT) // 2, (TOP + HEIGHT + BOTTOM) // 2


def _shining(page: Page) -> Plane:
    light = cv2.LUT(page.pixels, _GREYS.astype(np.float32))
    size = (WIDTH // 2, HEIGHT // 2)
    small = cv2.resize(light, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small * _rounded(size, (_ROUND - _BEZEL) // 2)[:, :, None], np.float32)


def _body(mirror: float) -> Plane:
    """Draw the phone itself: a dark frame with a bright edge around glass that mirrors a little."""
    width, height = _size()
    plane = np.zeros((height, width, 4), np.float32)
    edges = ((_BEZEL, _ROUND, 0.09), (_BEZEL - 6, _ROUND - 6, 0.008), (0, _ROUND - _BEZEL, None))
    for beyond, radius, light in edges:
        size = ((WIDTH + 2 * beyond) // 2, (HEIGHT + 2 * beyond) // 2)
        shape = _rounded(size, radius // 2)[:, :, None]
        left, top = (LEFT - beyond) // 2, (TOP - beyond) // 2
        part = plane[top : top + size[1], left : left + size[0]]
        shade = np.float32(mirror + 0.006 if light is None else light)
        part[:] += shape * (np.array([shade, shade, shade, 1], np.float32) - part)
    return plane


def _rounded(size: tuple[int, int], radius: int) -> Plane:
    """Return 1 in a rectangle with round corners that fills the size, 0 outside, soft between."""
    width, height = size
    y, x = np.mgrid[:height, :width].astype(np.float32)
    x = np.maximum(np.abs(x - (width - 1) / 2) - width / 2 + radius, 0)
    y = np.maximum(np.abs(y - (height - 1) / 2) - height / 2 + radius, 0)
    return np.asarray(np.clip(radius + 0.5 - np.hypot(x, y), 0, 1), np.float32)


def _hand(level: Level, rng: Generator) -> Plane:
    """Let a hand hold the phone: wrist and palm behind it, thumb and fingertips on its rim.

    Returns what the fingers cover, 0 to 1.
    """
    way = float(rng.choice([-1, 1]))
    low = rng.uniform(0.62, 0.85) * HEIGHT
    side = WIDTH / 2 + way * WIDTH / 2
    wrist = ((side - way * 260, low + 250), (side + way * 40, HEIGHT + BOTTOM + 300))
    palm = ((side - way * 120, low - 60), (side - way * 200, low + 330))
    behind = _limbs(level, ((*wrist, 430), (*palm, 420)))
    _laid_under(level.still, behind, level.skin)
    thumb = (((side + way * 70, low + 120), (side - way * rng.uniform(0, 30), low - 150), 118),)
    far = side - way * WIDTH
    tips = tuple(
        ((far - way * 60, low + step), (far + way * rng.uniform(4, 16), low + step - 12), 92)
        for step in (-210, -95, 20, 130)
    )
    cover = np.zeros(behind.shape, np.float32)
    for limbs in (thumb, tips[0::2], tips[1::2]):
        part = _limbs(level, limbs)
        _laid_over(level.still, part, level.skin)
        cover = np.maximum(cover, part)
    return cover


Limb = tuple[tuple[float, float], tuple[float, float], float]
"""Start and end on the page, and how thick."""


def _limbs(level: Level, limbs: tuple[Limb, ...]) -> Plane:
    mask = np.zeros(level.still.shape[:2], np.float32)
    for start, end, thick in limbs:
        cv2.line(
            mask, level.at(*start), level.at(*end), 1.0, round(thick * level.scale), cv2.LINE_AA
        )
    return blurred(mask, 1.2)


def finger(level: Level, lit: Plane, limb: Limb) -> None:
    """Lay a finger over the lit front."""
    _laid_over(lit, _limbs(level, (limb,)), level.skin)


def _relief(mask: Plane) -> Plane:
    """Return the shades of something round."""
    small = cv2.resize(mask, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    soft = cv2.resize(blurred(np.asarray(small, np.float32), 3.5), mask.shape[::-1])
    return np.asarray(0.3 + 0.8 * soft**2, np.float32)[:, :, None]


def _laid_over(plane: Plane, mask: Plane, skin: Plane) -> None:
    cover = mask[:, :, None]
    plane[:, :, :3] += cover * (skin * _relief(mask) - plane[:, :, :3])
    plane[:, :, 3] = np.maximum(plane[:, :, 3], mask)


def _laid_under(plane: Plane, mask: Plane, skin: Plane) -> None:
    room = (1 - plane[:, :, 3]) * mask
    plane[:, :, :3] += room[:, :, None] * skin * _relief(mask)
    plane[:, :, 3] += room


def _halved(plane: Plane) -> Plane:
    return np.asarray(
        cv2.resize(plane, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.float32
    )
