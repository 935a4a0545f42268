"""How a phone is brought before a camera: where its page's points come to lie, at any time.

Lengths are millimetres, angles radians, times seconds; the camera looks along z.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.render.pages import HEIGHT, WIDTH
from benchmarks.render.sheets import Points

FRAME = (1280, 720)
FOCAL = 950.0
"""Of the camera, in pixels."""
_PAGE_PX = 70.0 / WIDTH
"""Millimetres a pixel of the page: a phone is about 70 mm wide."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """One hand with a phone: from `start` to `end` (x, y, z) within about `arrive` seconds.

    `lean` is the held phone's tilt about x and y and its turn; `tremor` is the size of the hand's
    shaking in millimetres, its `beats` are frequencies (Hz) and phases by axis.
    """

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    arrive: float
    lean: NDArray[np.float64]
    tremor: float
    beats: NDArray[np.float64]

    def centre(self, t: float) -> NDArray[np.float64]:
        """Return where the page's QR code is."""
        share = min(1.0, t / self.arrive)
        eased = share * share * (3 - 2 * share)
        return self.start + eased * (self.end - self.start) + self.tremor * self._shake(t)[:3]

    def homography(self, t: float, middle: tuple[float, float]) -> Matrix:
        """Return what maps the page's pixels to the frame's; `middle` is the QR code's on it."""
        shake = self._shake(t)[3:] * 0.012 * self.tremor
        away = 0.5 * self.lean * max(0.0, 1 - t / self.arrive)
        turned = _rotation(self.lean + away + shake)
        onto = np.array(
            [[_PAGE_PX, 0, -_PAGE_PX * middle[0]], [0, _PAGE_PX, -_PAGE_PX * middle[1]]]
        )
        plane = turned[:, :2] @ onto
        plane[:, 2] += self.centre(t)
        lens = np.array([[FOCAL, 0, FRAME[0] / 2], [0, FOCAL, FRAME[1] / 2], [0, 0, 1]])
        return np.asarray(lens @ plane)

    def _shake(self, t: float) -> NDArray[np.float64]:
        """Return the shaking of six axes, each about 1 at most."""
        rate, phase = self.beats[0], self.beats[1]
        swing = np.sin(2 * np.pi * rate * t + phase)
        return np.asarray(0.65 * swing + 0.35 * np.sin(4.6 * np.pi * rate * t + 2 * phase))


def brought(rng: Generator, *, tremor: float, steep: float = 0.0) -> Motion:
    """Return a phone brought from far or from below to where a cashier would want it."""
    low = np.array([rng.uniform(-160, 160), rng.uniform(60, 260), rng.uniform(480, 680)])
    held = np.array([rng.uniform(-25, 25), rng.uniform(-15, 15), rng.uniform(190, 300)])
    lean = np.array([*rng.normal(0, 0.16, 2), rng.normal(0, 0.2)])
    lean[int(rng.integers(2))] += steep * rng.choice([-1, 1])
    beats = np.stack((rng.uniform(0.7, 2.6, 6), rng.uniform(0, 2 * np.pi, 6)))
    return Motion(low, held, rng.uniform(1.2, 2.4), lean, tremor, beats)


def mapped(matrix: Matrix, points: Points) -> Points:
    """Map points (x, y) by a homography."""
    whole = np.column_stack((points, np.ones(len(points)))) @ matrix.T
    return np.asarray(whole[:, :2] / whole[:, 2:])


def screen() -> Points:
    """Return the corners of the page's glass, in pixels of the page."""
    return np.array([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], np.float64)


def _rotation(angles: NDArray[np.float64]) -> Matrix:
    (cx, cy, cz), (sx, sy, sz) = np.cos(angles), np.sin(angles)
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(about_z @ about_x @ about_y)
