"""Cuts what three finders span out of a picture, at a size good to read. Judges nothing."""

from dataclasses import dataclass

import cv2
import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, Grid, Pixels
from cashier.scan.reading import Corners

_MARGIN = 6
_BULGE = 0.25
"""Share of its extent by which a bent or steep symbol may bulge beyond the parallelogram."""
_LEAST_PX = 4.0
_MOST_PX = 12.0
_SOFTEN = 0.6
_MOST_PIXELS = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A cut-out as floats; the finders' frames (3, 3, 2) in it; how it came out of the picture."""

    picture: Pixels
    frames: Floats
    scale: float
    left: float
    top: float

    def in_picture(self, corners: Corners) -> Corners:
        """Return corners of the cut-out as corners of the picture."""
        a, b, c, d = (
            ((x + 0.5) / self.scale - 0.5 + self.left, (y + 0.5) / self.scale - 0.5 + self.top)
            for x, y in corners
        )
        return (a, b, c, d)

    def grid_in_picture(self, grid: Grid) -> Grid:
        """Return a grid of the cut-out as one of the picture."""
        return Grid((grid.centres + 0.5) / self.scale - 0.5 + (self.left, self.top))


def region_of(picture: Picture, frames: Floats) -> Region | None:
    """Return the region; None where the frames lie outside the picture."""
    points = np.vstack([frames[:, 0], frames[1, 0] + frames[2, 0] - frames[0, 0]])
    lengths = np.linalg.norm(frames[:, 1:], axis=2)
    reach = _MARGIN * float(np.median(lengths)) + _BULGE * float(np.ptp(points, axis=0).max())
    height, width = picture.shape
    left, top = np.maximum(points.min(axis=0) - reach, 0).astype(int)
    right, bottom = np.minimum(points.max(axis=0) + reach, (width, height)).astype(int)
    if right - left < 8 or bottom - top < 8:
        return None
    cut = picture[top:bottom, left:right]
    scale = _scale(lengths, cut.size)
    if scale != 1.0:
        way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
        cut = np.asarray(cv2.resize(cut, None, fx=scale, fy=scale, interpolation=way), np.uint8)
    soft = cv2.GaussianBlur(cut.astype(np.float32), (0, 0), _SOFTEN)
    moved = frames * scale
    # Pixel centres are whole numbers: a scaled picture shifts them by half a pixel.
    moved[:, 0] = (frames[:, 0] - (left, top) + 0.5) * scale - 0.5
    return Region(np.ascontiguousarray(soft), moved, scale, float(left), float(top))


def _scale(lengths: Floats, pixels: int) -> float:
    least, middle = float(lengths.min()), float(np.median(lengths))
    scale = _LEAST_PX / least if least < _LEAST_PX else min(1.0, _MOST_PX / middle)
    return float(min(scale, (_MOST_PIXELS / pixels) ** 0.5))
