"""How each module looks, against the colour it should have. Pure.

Light is what the camera wrote down, grey levels from 0 to 255, not calibrated reflectance.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from cashier.scan.clarity.bands import MODULATION
from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, Grid, Pixels, light_at, surrounded, values_at
from cashier.scan.qr.layout import Flags

QUIET = 4
"""Modules of quiet zone that the standard asks for."""

_WHITE = 128.0
"""A camera that takes paper for darker than this is taken at its word; else paper is white."""
_SPREAD = 3.0
"""Modules over which paper and ink are averaged."""
_OWN = float(cv2.getGaussianKernel(2 * round(4 * _SPREAD) + 1, _SPREAD).max() ** 2)
"""What a module counts in the average around it."""
_PRIOR = 0.02
_LEAST_SHARE = 0.5
"""Local contrast counts as at least this share of the symbol's, so that noise is none."""
_LEAST_LEVELS = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A symbol's modules as they look.

    Attributes:
        contrast: between paper and ink, as a share of the paper's light.
        modulation: (n, n), 0 where a module is as light as the threshold, 1 where it is as dark
            as ink or as light as paper is around it.
        wrong: (n, n), modules that look like the other colour.
        quiet: share of dark modules in the quiet zone: (4 sides, `QUIET` rows), nearest first.
    """

    contrast: float
    modulation: Floats
    wrong: Flags
    quiet: Floats

    @property
    def is_sound(self) -> bool:
        """Whether every module is right beyond doubt: as good as grades can tell."""
        best = MODULATION[-1][0]
        return not self.wrong.any() and float(self.modulation.min()) >= best


def look_at(picture: Picture, grid: Grid, ideal: Flags) -> Look:
    """Sample a symbol's modules and its quiet zone."""
    values = values_at(picture, grid)
    paper, ink = (_middle_of(values[flags]) for flags in (~ideal, ideal))
    threshold, half = _envelope(values, ideal, paper, ink)
    beyond = np.where(ideal, threshold - values, values - threshold)
    return Look(
        contrast=max(0.0, paper - ink) / max(paper, _WHITE),
        modulation=np.asarray(np.minimum(np.abs(beyond) / half, 1), np.float64),
        wrong=np.asarray(beyond <= 0),
        quiet=_dark_around(picture, grid, threshold),
    )


def _middle_of(values: Pixels) -> float:
    """Return the median, the upper one of two."""
    return float(np.partition(values, values.size // 2)[values.size // 2])


def _envelope(values: Pixels, ideal: Flags, paper: float, ink: float) -> tuple[Pixels, Pixels]:
    """Return the threshold around each module, and half the contrast there.

    Both follow shade, since every reader's threshold does; a lamp's reflection lifts the ink. A
    module is held against the others around it, never against itself.
    """
    dark = ideal.astype(np.float32)
    light = 1 - dark
    planes = np.stack([light * values, light, dark * values, dark], axis=2)
    sums = cv2.GaussianBlur(planes, (0, 0), _SPREAD, borderType=cv2.BORDER_CONSTANT)
    sums = sums - _OWN * planes + _PRIOR * np.array([paper, 1, ink, 1], np.float32)
    above, below = sums[..., 0] / sums[..., 1], sums[..., 2] / sums[..., 3]
    least = max(_LEAST_LEVELS, _LEAST_SHARE * (paper - ink))
    half = np.maximum(above - below, least) / 2
    return np.asarray((above + below) / 2, np.float32), np.asarray(half, np.float32)


def _dark_around(picture: Picture, grid: Grid, threshold: Pixels) -> Floats:
    """Return the share of dark modules of each side's rows of quiet zone, nearest first."""
    height, width = picture.shape
    points = surrounded(grid, QUIET).astype(np.float32)
    light = light_at(picture, points)
    x, y = points[..., 0], points[..., 1]
    # What lies outside the picture is not held against the symbol.
    light[(x < 0) | (y < 0) | (x > width - 1) | (y > height - 1)] = np.inf
    inner = slice(QUIET, -QUIET)
    dark = [
        light[:QUIET][::-1, inner] <= threshold[0],
        light[-QUIET:, inner] <= threshold[-1],
        light.T[:QUIET][::-1, inner] <= threshold.T[0],
        light.T[-QUIET:, inner] <= threshold.T[-1],
    ]
    return np.asarray([side.mean(axis=1) for side in dark], np.float64)
