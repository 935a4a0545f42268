"""Renders one frame of a phone: its shining page behind glass, a hand, and the camera's faults."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.render.camera import Lens, Picture, Plane, blurred, expose
from benchmarks.render.front import Level, finger, levels_of, outline
from benchmarks.render.motion import FRAME, Matrix, Motion, mapped, screen
from benchmarks.render.pages import HEIGHT, WIDTH, Page
from benchmarks.render.sheets import Points, table
from benchmarks.render.shot import uneven

_APERTURE = 600.0
"""Pixels of blur (a Gaussian's deviation) a unit of 1/mm out of focus."""
_FOCUSED_AT = 330.0
_FOCUS_LAG = 0.3
_READOUT = 0.018
"""Seconds between the first and the last row of a frame: the shutter rolls."""
_WARM = np.array([0.75, 0.92, 1.0], np.float32)
_GRAIN = 256
"""Pixels by which the noise of one frame may be shifted against that of another."""

Lamp = tuple[float, float, float]
"""A lamp's reflection: x and y as shares of the screen, radius as a share of its width."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a film (rows × columns × blue, green, red) and the QR symbol's corners."""

    picture: Picture
    corners: Points


@dataclass(frozen=True, slots=True)
class Moment:
    """What is so at one time (seconds) of a film.

    The page shines with `shine`; lamps are mirrored in the glass; the thumb lies `over` the code
    (0) or off it (1), None where there is none; `turned` of the second page is shown (0 to 1).
    """

    t: float
    shine: float = 1.0
    lamps: tuple[Lamp, ...] = ()
    over: float | None = None
    turned: float = 0.0


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

    def focus(self, motion: Motion, t: float) -> float:
        """Return the blur in pixels: the camera's focus is fixed, or comes a little later."""
        there = motion.centre(t)[2]
        at = _FOCUSED_AT if self.fixed_focus else motion.centre(max(0.0, t - _FOCUS_LAG))[2]
        return float(0.55 + _APERTURE * abs(1 / there - 1 / at))

    def gain(self, t: float, shine: float) -> float:
        """Return the exposure: it has to come down when a shining page comes in."""
        return float((1 + 0.9 * np.exp(-t / 0.5)) / (0.35 + 0.65 * shine) ** 0.6)


class Studio:
    """One phone with its pages before one background; takes any moment's frame.

    Args:
        pages: what the screen shows, first and later.
        glass: the screen and the camera.
        rng: draws the hand, the background and the noise.
    """

    def __init__(self, pages: tuple[Page, ...], glass: Glass, rng: Generator) -> None:
        self._pages = pages
        self._glass = glass
        self._surroundings = _surroundings(rng)
        self._levels = levels_of(pages, glass.mirror, rng)
        height, width = FRAME[1] + _GRAIN, FRAME[0] + _GRAIN
        self._grain = rng.standard_normal((height, width, 3), np.float32)

    def shoot(self, moment: Moment, motion: Motion, rng: Generator) -> Frame:
        """Render the frame of one moment."""
        page, glass = self._pages[0], self._glass
        matrix, later = self._shutter(moment, motion)
        middle = (matrix + later) / 2
        level = self._level(middle)
        light = _laid(self._lit(level, moment), (matrix, later), level, self._surroundings)
        _dotted(light, middle, glass.dots)
        for lamp in moment.lamps:
            _mirrored(light, middle, lamp)
        light *= np.float32(glass.gain(moment.t, glass.shine * moment.shine))
        bloom = cv2.resize(light, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
        veil = cv2.resize(blurred(np.asarray(bloom, np.float32), 8.0), FRAME)
        light += np.float32(0.04) * np.asarray(veil, np.float32)
        lens = Lens(glass.focus(motion, moment.t), noise=glass.noise, quality=glass.quality)
        top, left = (int(start) for start in rng.integers(0, _GRAIN, 2))
        grain = self._grain[top : top + FRAME[1], left : left + FRAME[0]]
        return Frame(expose(light, lens, rng, grain), mapped(middle, page.corners))

    def _shutter(self, moment: Moment, motion: Motion) -> tuple[Matrix, Matrix]:
        """Return where the page lies when the shutter opens and closes; it rolls downwards."""
        middle = self._pages[0].middle
        opens = motion.homography(moment.t, middle)
        closes = motion.homography(moment.t + self._glass.exposure, middle)
        at = np.array([middle])
        speed = (mapped(closes, at) - mapped(opens, at))[0] / self._glass.exposure
        rolling = np.eye(3)
        rolling[:2, 1] += speed * _READOUT / FRAME[1]
        return rolling @ opens / opens[2, 2], rolling @ closes / closes[2, 2]

    def _level(self, matrix: Matrix) -> Level:
        corners = mapped(matrix, screen())
        size = float(np.linalg.norm(corners[3] - corners[0])) / HEIGHT
        fitting = [level for level in self._levels if level.scale >= size]
        return fitting[-1] if fitting else self._levels[0]

    def _lit(self, level: Level, moment: Moment) -> Plane:
        """Return the light of the front, with a thumb on it if there is one."""
        strength = self._glass.shine * moment.shine
        shares = (strength * (1 - moment.turned), strength * moment.turned)
        lit = level.lit(shares[: len(self._pages)])
        if moment.over is not None:
            self._covered(level, lit, moment.over)
        return lit

    def _covered(self, level: Level, lit: Plane, off: float) -> None:
        """Lay a thumb over a corner or the middle of the code; `off` draws it away."""
        page, over = self._pages[0], self._glass.over
        side = float(np.ptp(page.corners[:, 0]))
        way = 1 if over[0] > 0.5 else -1
        x = page.middle[0] + way * side * (0.35 * over[1] + 0.2 + 0.8 * off)
        y = page.middle[1] + side * (over[2] - 0.4 + 0.3 * off)
        root = (WIDTH / 2 + way * (WIDTH / 2 + 110), page.middle[1] + 330)
        finger(level, lit, ((x, y), root, 0.42 * side))


def _surroundings(rng: Generator) -> Plane:
    """Return the light of what lies behind the phone; every other time with lamps out of focus."""
    ground = blurred(table(rng, FRAME), 3.0) * uneven(rng, FRAME, 0.2, 0.7)
    if rng.integers(2):
        lamps = np.zeros_like(ground)
        for _ in range(int(rng.integers(2, 7))):
            at = (int(rng.uniform(0, FRAME[0])), int(rng.uniform(0, 0.5 * FRAME[1])))
            cv2.circle(lamps, at, int(rng.uniform(8, 38)), rng.uniform(0.6, 3.0), -1, cv2.LINE_AA)
        ground = ground + blurred(lamps, 2.5)
    return np.asarray(ground[:, :, None] * _WARM, np.float32)


def _laid(lit: Plane, shutter: tuple[Matrix, Matrix], level: Level, surroundings: Plane) -> Plane:
    """Return the frame's light with the phone in it, moved while the shutter is open."""
    light = surroundings.copy()
    opens, closes = shutter
    box = _box(np.concatenate([outline(opens), outline(closes)]))
    if box is None:
        return light
    left, top, right, bottom = box
    moved = np.abs(mapped(closes, screen()) - mapped(opens, screen())).max()
    steps = int(np.clip(np.ceil(moved / 1.5), 1, 8))
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], np.float64)
    part = np.zeros((bottom - top, right - left, 4), np.float32)
    for number in range(steps):
        share = (number + 0.5) / steps
        between = shift @ ((1 - share) * opens + share * closes) @ level.onto_page()
        part += cv2.warpPerspective(lit, between, (right - left, bottom - top))
    part /= np.float32(steps)
    light[top:bottom, left:right] *= 1 - part[:, :, 3:]
    light[top:bottom, left:right] += part[:, :, :3]
    return light


def _box(points: Points) -> tuple[int, int, int, int] | None:
    """Return left, top, right, bottom of what of the points' box is in the frame, if any."""
    left, top = np.clip(np.floor(points.min(0)), 0, FRAME).astype(int)
    right, bottom = np.clip(np.ceil(points.max(0)), 0, FRAME).astype(int)
    return (left, top, right, bottom) if right > left and bottom > top else None


def _dotted(light: Plane, matrix: Matrix, depth: float) -> None:
    """Let the display's dots beat with the camera's pixels, each colour a third of a dot apart."""
    box = _box(mapped(matrix, screen()))
    if depth <= 0 or box is None:
        return
    left, top, right, bottom = box
    y, x = np.mgrid[top:bottom, left:right].astype(np.float64)
    back = np.linalg.inv(matrix)
    scale = back[2, 0] * x + back[2, 1] * y + back[2, 2]
    u = np.asarray((back[0, 0] * x + back[0, 1] * y + back[0, 2]) / scale * 1.5, np.float32)
    v = np.asarray((back[1, 0] * x + back[1, 1] * y + back[1, 2]) / scale * 1.5, np.float32)
    inside = ((u > 0) & (v > 0) & (u < 1.5 * WIDTH) & (v < 1.5 * HEIGHT)).astype(np.float32)
    rows = np.float32(0.4) * np.cos(np.float32(2 * np.pi) * (v % 1))
    for colour in range(3):
        columns = np.float32(0.6) * np.cos(np.float32(2 * np.pi) * ((u + colour / 3) % 1))
        light[top:bottom, left:right, colour] *= 1 + np.float32(depth) * inside * (columns + rows)


def _mirrored(light: Plane, matrix: Matrix, lamp: Lamp) -> None:
    """Mirror a lamp in the glass."""
    corners = mapped(matrix, screen())
    box = _box(corners)
    if box is None:
        return
    left, top, right, bottom = box
    x, y = mapped(matrix, np.array([(lamp[0] * WIDTH, lamp[1] * HEIGHT)]))[0]
    y2, x2 = np.mgrid[top:bottom, left:right].astype(np.float32)
    reach = lamp[2] * max(1.0, float(np.linalg.norm(corners[1] - corners[0])))
    away = np.hypot(x2 - np.float32(x), (y2 - np.float32(y)) * np.float32(1.3)) / np.float32(reach)
    mask = np.zeros(away.shape, np.float32)
    cv2.fillConvexPoly(mask, np.round(corners - (left, top)).astype(np.int32), 1.0)
    glow = mask * (2.5 / (1 + np.exp(np.clip((away - 1) * 9, -30, 30))) + 0.15 * np.exp(-away))
    light[top:bottom, left:right] += glow[:, :, None]
