"""Renders one frame of a phone: its shining page behind glass, a hand, and the camera's faults."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.render.camera import Lens, Picture, Plane, blurred, expose
from benchmarks.render.motion import FRAME, Matrix, Motion, mapped, screen
from benchmarks.render.pages import HEIGHT, WIDTH, Page
from benchmarks.render.sheets import Points, table
from benchmarks.render.shot import uneven

_BEZEL = 22
_APERTURE = 600.0
"""Pixels of blur (a Gaussian's deviation) a unit of 1/mm out of focus."""
_FOCUSED_AT = 330.0
_FOCUS_LAG = 0.3
_WARM = np.array([0.75, 0.92, 1.0], np.float32)
_SKIN = np.array([0.12, 0.19, 0.36], np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a film (rows × columns × blue, green, red) and the QR symbol's corners."""

    picture: Picture
    corners: Points


@dataclass(frozen=True, slots=True)
class Moment:
    """What is so at one time (seconds) of a film.

    The page shines with `shine`; a lamp's reflection is at `passing` (0 to 1 over the page), the
    thumb lies `over` the code (0) or off it (1); None where the film has no such thing.
    """

    t: float
    shine: float
    passing: float | None
    over: float | None


@dataclass(frozen=True, slots=True)
class Glass:
    """A phone's screen and the camera before it; `over` places glare and thumb (0 to 1)."""

    shine: float
    mirror: float
    dots: float
    fixed_focus: bool
    exposure: float
    noise: float
    quality: int
    over: tuple[float, ...]

    def surroundings(self, rng: Generator) -> Plane:
        """Return the light of what lies behind the phone."""
        ground = blurred(table(rng, FRAME), 3.0) * uneven(rng, FRAME, 0.2, 0.7)
        return np.asarray(ground[:, :, None] * _WARM, np.float32)

    def focus(self, motion: Motion, t: float) -> float:
        """Return the blur in pixels: the camera's focus is fixed, or comes a little later."""
        there = motion.centre(t)[2]
        at = _FOCUSED_AT if self.fixed_focus else motion.centre(max(0.0, t - _FOCUS_LAG))[2]
        return float(0.55 + _APERTURE * abs(1 / there - 1 / at))

    def gain(self, t: float, shine: float) -> float:
        """Return the exposure: it has to come down when a shining page comes in."""
        return float((1 + 0.9 * np.exp(-t / 0.5)) / (0.35 + 0.65 * shine) ** 0.6)


def render(page: Page, motion: Motion, glass: Glass, at: tuple[Moment, Plane, Generator]) -> Frame:
    """Render the frame of one moment before these surroundings."""
    moment, surroundings, rng = at
    shown = _shown(page, glass, moment)
    matrix = motion.homography(moment.t, page.middle)
    later = motion.homography(moment.t + glass.exposure, page.middle)
    light = surroundings
    steps = _steps(matrix, later, page.corners)
    for number in range(steps):
        share = (number + 0.5) / steps
        between = (1 - share) * matrix / matrix[2, 2] + share * later / later[2, 2]
        part = _laid(shown, between, surroundings)
        light = part if number == 0 else light + part
    light = np.asarray(light / steps, np.float32)
    middle = (matrix / matrix[2, 2] + later / later[2, 2]) / 2
    light = _dotted(light, middle, glass.dots)
    if moment.passing is not None:
        light = _lamp(light, middle, moment.passing, glass)
    light = light * np.float32(glass.gain(moment.t, glass.shine * moment.shine))
    bloom = cv2.resize(light, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    veil = cv2.resize(blurred(np.asarray(bloom, np.float32), 8.0), FRAME)
    lens = Lens(glass.focus(motion, moment.t), noise=glass.noise, quality=glass.quality)
    picture = expose(np.asarray(light + 0.04 * veil, np.float32), lens, rng)
    return Frame(picture, mapped(middle, page.corners))


def _shown(page: Page, glass: Glass, moment: Moment) -> Plane:
    """Return the light of the whole phone's front, with a thumb on it if there is one."""
    light = (page.pixels.astype(np.float32) / 255) ** 2.2
    front = np.asarray(glass.mirror + 0.006 + glass.shine * moment.shine * light, np.float32)
    if moment.over is not None:
        front = _thumb(front, page, moment.over, glass.over)
    sides = (_BEZEL,) * 4
    return np.asarray(
        cv2.copyMakeBorder(front, *sides, cv2.BORDER_CONSTANT, value=(0.01, 0.01, 0.01)), np.float32
    )


def _thumb(front: Plane, page: Page, off: float, over: tuple[float, ...]) -> Plane:
    """Lay a thumb over a corner or the middle of the code; `off` draws it away to the side."""
    side = float(np.ptp(page.corners[:, 0]))
    way = 1 if over[0] > 0.5 else -1
    x = page.middle[0] + way * side * (0.35 * over[1] + 0.2 + 0.9 * off)
    y = page.middle[1] + side * (over[2] - 0.4)
    mask = np.zeros(front.shape[:2], np.float32)
    end = (int(x + way * 700), int(y + 400))
    cv2.line(mask, (int(x), int(y)), end, 1.0, int(0.42 * side), cv2.LINE_AA)
    mask = blurred(mask, 2.0)
    coarse = cv2.resize(mask, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    relief = cv2.resize(blurred(np.asarray(coarse, np.float32), 5.0), (WIDTH, HEIGHT))[:, :, None]
    mask = mask[:, :, None]
    return np.asarray(front * (1 - mask) + mask * _SKIN * (0.5 + 0.6 * relief), np.float32)


def _steps(matrix: Matrix, later: Matrix, corners: Points) -> int:
    """Return how many pictures a smooth motion blur takes."""
    moved = np.abs(mapped(later, corners) - mapped(matrix, corners)).max()
    return int(np.clip(np.ceil(moved / 1.5), 1, 8))


def _laid(front: Plane, matrix: Matrix, surroundings: Plane) -> Plane:
    """Return the frame's light with the phone in it."""
    corners = mapped(matrix, screen())
    size = float(np.linalg.norm(corners[3] - corners[0])) / HEIGHT
    halves = int(np.clip(np.floor(np.log2(1 / max(size, 1e-3))), 0, 3))
    factor = 0.5**halves
    small = front
    if halves:
        smaller = cv2.resize(front, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        small = np.asarray(smaller, np.float32)
    onto = np.array([[1 / factor, 0, 0.5 / factor - 0.5 - _BEZEL], [0, 1 / factor, 0], [0, 0, 1]])
    onto[1, 2] = onto[0, 2]
    seen = cv2.warpPerspective(small, matrix @ onto, FRAME, flags=cv2.INTER_LINEAR)
    outline = screen() + _BEZEL * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    mask = np.zeros(FRAME[::-1], np.float32)
    edge = np.round(mapped(matrix, outline) * 16).astype(np.int32)
    cv2.fillConvexPoly(mask, edge, 1.0, cv2.LINE_AA, 4)
    return np.asarray(np.where(mask[:, :, None] > 0.5, seen, surroundings), np.float32)


def _dotted(light: Plane, matrix: Matrix, depth: float) -> Plane:
    """Let the display's dots beat with the camera's pixels, each colour a third of a dot apart."""
    corners = np.round(mapped(matrix, screen())).astype(int)
    left, top = np.clip(corners.min(0), 0, FRAME)
    right, bottom = np.clip(corners.max(0), 0, FRAME)
    if depth <= 0 or right <= left or bottom <= top:
        return light
    y, x = np.mgrid[top:bottom, left:right].astype(np.float64)
    back = np.linalg.inv(matrix)
    scale = back[2, 0] * x + back[2, 1] * y + back[2, 2]
    u = (back[0, 0] * x + back[0, 1] * y + back[0, 2]) / scale * 1.5
    v = (back[1, 0] * x + back[1, 1] * y + back[1, 2]) / scale * 1.5
    thirds = np.arange(3) / 3
    dots = (
        0.6 * np.cos(2 * np.pi * (u[:, :, None] + thirds)) + 0.4 * np.cos(2 * np.pi * v)[:, :, None]
    )
    inside = ((u > 0) & (v > 0) & (u < 1.5 * WIDTH) & (v < 1.5 * HEIGHT))[:, :, None]
    light[top:bottom, left:right] *= np.asarray(1 + depth * dots * inside, np.float32)
    return light


def _lamp(light: Plane, matrix: Matrix, passing: float, glass: Glass) -> Plane:
    """Mirror a lamp in the glass: it passes over the page from one side to the other."""
    corners = mapped(matrix, screen())
    start, end = (
        corners[0] + 0.3 * (corners[3] - corners[0]),
        corners[1] + 0.7 * (corners[2] - corners[1]),
    )
    x, y = start + passing * (end - start)
    y2, x2 = np.mgrid[: FRAME[1], : FRAME[0]].astype(np.float32)
    reach = (0.12 + 0.14 * glass.over[3]) * float(np.linalg.norm(corners[1] - corners[0]))
    away = np.hypot(x2 - np.float32(x), (y2 - np.float32(y)) * np.float32(1.3)) / np.float32(reach)
    mask = np.zeros(FRAME[::-1], np.float32)
    cv2.fillConvexPoly(mask, np.round(corners).astype(np.int32), 1.0)
    glow = mask * (2.5 / (1 + np.exp(np.clip((away - 1) * 9, -30, 30))) + 0.15 * np.exp(-away))
    return np.asarray(light + glow[:, :, None], np.float32)
