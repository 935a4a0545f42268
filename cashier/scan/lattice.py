"""Grows the module lattice out of a finder, module by module: reads what is bent. No judgement here."""

import cv2
import numpy as np

from cashier.scan.grid import Floats, Grid, Pixels

_OUTSIDE = 2


class Lattice:
    """Nodes around a symbol; node (0, 0) is its first module once the corner finder is at (3, 3)."""

    def __init__(self, kernel, picture: Pixels, frames: Floats, largest: int) -> None:
        self._kernel = kernel
        self._picture = picture
        self._frames = frames
        self._side = largest + 2 * _OUTSIDE
        self._nodes = self._grow([(3, 3, 0)])

    def _grow(self, seeds) -> Floats:
        rows = [
            (x + _OUTSIDE, y + _OUTSIDE, *self._frames[k].ravel())
            for x, y, k in seeds
            if 0 <= x + _OUTSIDE < self._side and 0 <= y + _OUTSIDE < self._side
        ]
        return self._kernel.grow_lattice(self._picture, np.array(rows, np.float64), self._side)

    def sizes(self) -> tuple[float, float]:
        """Return the symbol's size as the finder along the row and that along the column give it."""
        along = self._place(self._frames[1, 0])
        down = self._place(self._frames[2, 0])
        return along[0] + 4, down[1] + 4

    def off_axis(self) -> float:
        along = self._place(self._frames[1, 0])
        down = self._place(self._frames[2, 0])
        return max(abs(along[1] - 3), abs(down[0] - 3))

    def _place(self, point: Floats) -> tuple[float, float]:
        """Return where a point of the picture lies in the lattice: column, row."""
        n = self._nodes
        far = np.hypot(n[..., 0] - point[0], n[..., 1] - point[1])
        far[n[..., 2] < 0] = np.inf
        y, x = np.unravel_index(int(far.argmin()), far.shape)
        y, x = min(max(y, 1), self._side - 2), min(max(x, 1), self._side - 2)
        u = (n[y, x + 1, :2] - n[y, x - 1, :2]) / 2
        v = (n[y + 1, x, :2] - n[y - 1, x, :2]) / 2
        m = np.array([u, v]).T
        if abs(float(np.linalg.det(m))) < 1e-6:
            return float(x - _OUTSIDE), float(y - _OUTSIDE)
        dx, dy = np.linalg.solve(m, point - n[y, x, :2])
        return x + float(np.clip(dx, -2, 2)) - _OUTSIDE, y + float(np.clip(dy, -2, 2)) - _OUTSIDE

    def grid(self, size: int) -> Grid:
        """Return the symbol's nodes."""
        return Grid(self._nodes[_OUTSIDE : _OUTSIDE + size, _OUTSIDE : _OUTSIDE + size, :2].copy())

    def grid_from_three(self, size: int) -> Grid:
        """Return the nodes grown from all three finders: mends slips of the first growth."""
        nodes = self._grow([(3, 3, 0), (size - 4, 3, 1), (3, size - 4, 2)])
        return Grid(nodes[_OUTSIDE : _OUTSIDE + size, _OUTSIDE : _OUTSIDE + size, :2])


def region(picture, frames: Floats, margin: float = 6):
    """Cut out what three finders span, at 4 to 12 pixels a module, softened a little.

    Returns the cut-out as floats, the frames within it, the scale, and the left top corner.
    """
    corner = frames[1, 0] + frames[2, 0] - frames[0, 0]
    points = np.vstack([frames[:, 0], corner])
    px = float(np.median(np.linalg.norm(frames[:, 1:], axis=2)))
    height, width = picture.shape
    # A bent or steep symbol may bulge beyond the parallelogram.
    reach = margin * px + 0.25 * float(np.ptp(points, axis=0).max())
    x0, y0 = np.maximum(points.min(axis=0) - reach, 0).astype(int)
    x1, y1 = np.minimum(points.max(axis=0) + reach, (width, height)).astype(int)
    cut = picture[y0:y1, x0:x1]
    least = float(np.linalg.norm(frames[:, 1:], axis=2).min())
    scale = 1.0
    if least < 4:
        scale = 4 / least
    elif px > 12:
        scale = 12 / px
    scale = min(scale, (6_000_000 / max(1, cut.size)) ** 0.5)
    if scale != 1.0:
        way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
        cut = cv2.resize(cut, None, fx=scale, fy=scale, interpolation=way)
    soft = cv2.GaussianBlur(cut.astype(np.float32), (0, 0), 0.6)
    moved = frames.copy()
    # Pixel centres are whole numbers: a scaled picture shifts them by half a pixel.
    moved[:, 0] = (frames[:, 0] - (x0, y0) + 0.5) * scale - 0.5
    moved[:, 1:] *= scale
    return np.ascontiguousarray(soft), moved, scale, (float(x0), float(y0))
