"""A symbol as its faults are looked for: straightened, with its surroundings, module by module.

Corners may be rough, on one line, or outside the picture: whatever they are, a view has numbers.
Judges nothing.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, Pixels
from cashier.scan.qr.layout import Flags
from cashier.scan.reading import Box, Corners

FINE = 5
"""Readings along a module."""
MARGIN = 3
"""Modules of surroundings."""
_NEAR = 5
"""Side, in modules, of the square in which dark and light of any code are met."""
_LIGHT = 6.0
"""Deviation, in modules, of what counts as the light that falls on a symbol."""
_LEAST_AREA = 4.0
_ROUND = 0.05


@dataclass(frozen=True, slots=True)
class Tones:
    """The light of ink and paper, 0 to 255: typical, whatever lies on parts of the symbol."""

    ink: float
    paper: float

    @property
    def contrast(self) -> float:
        """How far they are apart, 0 to 1."""
        return (self.paper - self.ink) / 255


class View:
    """One symbol in one picture.

    Args:
        picture: rows × columns of grey levels.
        corners: the symbol's corners, also rough ones.
        modules: how many modules it is wide.
    """

    def __init__(self, picture: Picture, corners: Corners, modules: int) -> None:
        self.picture = picture
        self.modules = modules
        self._source = _spread(corners)
        side = float(modules)
        square = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
        self._onto = np.asarray(cv2.getPerspectiveTransform(square, self._source), np.float64)

    @cached_property
    def patch(self) -> Pixels:
        """The symbol and its margin upright, FINE readings a module."""
        side = (self.modules + 2 * MARGIN) * FINE
        # Reading k of the patch covers (k, k + 1) / FINE modules: its middle is sampled.
        first = 0.5 / FINE - MARGIN
        scale = np.array([[1 / FINE, 0, first], [0, 1 / FINE, first], [0, 0, 1]])
        seen = cv2.warpPerspective(
            self.picture,
            self._onto @ scale,
            (side, side),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(seen, np.float32)

    @cached_property
    def cells(self) -> Pixels:
        """The mean light of each module, margin included."""
        side = self.modules + 2 * MARGIN
        return np.asarray(cv2.resize(self.patch, (side, side), interpolation=cv2.INTER_AREA))

    @cached_property
    def power(self) -> Floats:
        """The power of each frequency of the patch, its uneven light taken out, middle at 0."""
        side = len(self.patch)
        window = np.hanning(side + 2)[1:-1]
        light = cv2.GaussianBlur(self.cells, (0, 0), _LIGHT)
        even = self.patch - cv2.resize(light, (side, side), interpolation=cv2.INTER_LINEAR)
        return np.asarray(
            np.abs(np.fft.fftshift(np.fft.fft2(even * np.outer(window, window)))) ** 2, np.float64
        )

    @cached_property
    def seen(self) -> Flags:
        """Which modules, margin included, lie inside the picture."""
        side = self.modules + 2 * MARGIN
        if self.is_whole:
            return np.ones((side, side), np.bool_)
        middles = np.arange(side, dtype=np.float64) + 0.5 - MARGIN
        x, y = np.meshgrid(middles, middles)
        return self._are_inside(x, y)

    @cached_property
    def is_whole(self) -> bool:
        """Whether all of it, margin included, lies inside the picture."""
        # What lies between its corners lies inside as well: a plane keeps what is straight.
        low, high = 0.5 - MARGIN, self.modules + MARGIN - 0.5
        x, y = np.array([(low, high, low, high), (low, low, high, high)])
        return bool(self._are_inside(x, y).all())

    def _are_inside(self, x: Floats, y: Floats) -> Flags:
        """Return whether places, at these columns and rows of modules, are inside."""
        places = self._onto @ np.stack([x.ravel(), y.ravel(), np.ones(x.size)])
        depth = np.where(places[2] > 0, places[2], np.nan)
        across, down = places[0] / depth, places[1] / depth
        height, width = self.picture.shape
        inside = (across >= -0.5) & (down >= -0.5) & (across < width - 0.5) & (down < height - 0.5)
        return np.asarray(inside.reshape(x.shape), np.bool_)

    @cached_property
    def levels(self) -> tuple[float, float]:
        """The light of the darkest and of the lightest modules, but for a few."""
        cells = self.cells.ravel()
        dark, light = (round(share * (cells.size - 1)) for share in (0.08, 0.92))
        ordered = np.partition(cells, (dark, light))
        return float(ordered[dark]), float(ordered[light])

    @cached_property
    def darkest(self) -> Pixels:
        """The darkest module near each one."""
        kernel = np.ones((_NEAR, _NEAR), np.uint8)
        return np.asarray(cv2.erode(self.cells, kernel), np.float32)

    @cached_property
    def lightest(self) -> Pixels:
        """The lightest module near each one."""
        kernel = np.ones((_NEAR, _NEAR), np.uint8)
        return np.asarray(cv2.dilate(self.cells, kernel), np.float32)

    @cached_property
    def tones(self) -> Tones:
        """Ink and paper: the middle of what is met near each module of the symbol."""
        inner = inner_of(self.seen)
        if not inner.any():
            return Tones(0.0, 0.0)
        ink = float(np.median(inner_of(self.darkest)[inner]))
        return Tones(ink, float(np.median(inner_of(self.lightest)[inner])))

    @cached_property
    def steps(self) -> Floats:
        """One module along the row and along the column at the middle: columns (2, 2), pixels."""
        middle = np.array([self.modules / 2, self.modules / 2, 1.0])
        place = self._onto @ middle
        depth = place[2] if abs(place[2]) > 1e-9 else 1e-9
        return np.asarray(
            (self._onto[:2, :2] - np.outer(place[:2] / depth, self._onto[2, :2])) / depth
        )

    def box(self, flags: Flags | None = None) -> Box:
        """Return the box in the picture around flagged modules (margin included), or around all."""
        low, high = np.zeros(2), np.full(2, float(self.modules))
        if flags is not None and flags.any():
            ys, xs = np.nonzero(flags)
            low, high = (
                np.array([edge(xs), edge(ys)]) + more - MARGIN
                for edge, more in ((np.min, 0.0), (np.max, 1.0))
            )
        ring = np.array([[low, (high[0], low[1]), high, (low[0], high[1])]], np.float64)
        seen = cv2.perspectiveTransform(ring, self._onto)[0]
        height, width = self.picture.shape
        x, y = (
            np.clip(np.nan_to_num(seen[:, axis]), 0, size)
            for axis, size in ((0, width), (1, height))
        )
        return (float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def inner_of(plane: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return what belongs to the symbol itself of a plane of modules with margin."""
    return plane[MARGIN:-MARGIN, MARGIN:-MARGIN]


def _spread(corners: Corners) -> NDArray[np.float32]:
    """Return corners that span an area: those that do not are replaced by the box around them."""
    source = np.nan_to_num(np.array(corners, np.float64), posinf=0.0, neginf=0.0)
    source = np.clip(source, -1e5, 1e5)
    # The stubs do not know that four times the same point may have none.
    hull: Any = cv2.convexHull(source.astype(np.float32))
    if hull is not None and len(hull) == 4 and cv2.contourArea(hull) >= _LEAST_AREA:
        return source.astype(np.float32)
    (left, top), (right, bottom) = source.min(axis=0), source.max(axis=0)
    right, bottom = max(right, left + 2.0), max(bottom, top + 2.0)
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
