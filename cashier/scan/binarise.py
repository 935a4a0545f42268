"""Picture → which of its pixels are dark, in several ways and sizes. Pure."""

from dataclasses import dataclass

import cv2
import numpy as np

from cashier.scan.engines import Picture

_QUARTER = 0.25


@dataclass(frozen=True, slots=True)
class Binarising:
    """One way to tell dark from light.

    Attributes:
        scale: the picture is resized by this first.
        window: side in pixels of the square whose mean a pixel is held against; 0: one threshold
            for all (Otsu); negative: the picture's smaller side divided by this.
        margin: grey levels that a pixel must be below the mean.
    """

    scale: float
    window: int
    margin: int = 2


def dark_of(picture: Picture, way: Binarising) -> Picture:
    """Return 255 where the picture is dark, else 0; at the way's scale."""
    return darkened(resized(picture, way.scale), way)


def darkened(picture: Picture, way: Binarising) -> Picture:
    """Return 255 where a picture, at the way's scale already, is dark, else 0."""
    if way.window == 0:
        _, dark = cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
        return np.asarray(dark, np.uint8)
    side = way.window if way.window > 0 else max(15, min(picture.shape) // -way.window)
    mean = cv2.boxFilter(picture, -1, (side | 1, side | 1))
    below = cv2.subtract(mean, picture)
    _, dark = cv2.threshold(below, way.margin, 255, cv2.THRESH_BINARY)
    return np.asarray(dark, np.uint8)


def resized(picture: Picture, scale: float) -> Picture:
    """Return the picture at a scale; it never shrinks to nothing."""
    if scale == 1:
        return picture
    if scale == _QUARTER:
        # Halving twice costs a fifth of it.
        return resized(resized(picture, 0.5), 0.5)
    scale = max(scale, 1 / min(picture.shape))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    # Given the factor, not the size, OpenCV keeps it exactly; places are scaled back by it.
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way), np.uint8)
