"""The twin's measuring of finders: their stones, what they look like, three that make a symbol."""

import math
from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.kernel.inputs import Floats, Looks, Pixels
from cashier.scan.kernel.twin_finders import nearest

MOST_SHAPES = 128
_MOST_TRIPLES = 400
_MOST_CELLS = 4_000_000
_SCALES = (1.0, 0.85, 1.18)
_Y, _X = (grid.astype(np.float64) for grid in np.mgrid[-3:4, -3:4])

Flags = NDArray[np.bool_]
Real = TypeVar("Real", bound=np.floating)


def in_turn(values: NDArray[Real]) -> NDArray[Real]:
    """Sum along the last axis one after the other, as C does; NumPy's own sum adds in pairs."""
    return np.asarray(np.add.accumulate(values, axis=-1)[..., -1], values.dtype)


def sample(grey: Pixels, x: Floats, y: Floats) -> Pixels:
    """Return the grey levels between pixels; outside, those of the edge."""
    height, width = grey.shape
    # NaN is not above 0, so it goes there.
    x = np.where(x > 0, np.minimum(x, width - 1.001), 0.0)
    y = np.where(y > 0, np.minimum(y, height - 1.001), 0.0)
    ix, iy = x.astype(np.intp), y.astype(np.intp)
    a, b = (x - ix).astype(np.float32), (y - iy).astype(np.float32)
    upper = (1 - a) * grey[iy, ix] + a * grey[iy, ix + 1]
    lower = (1 - a) * grey[iy + 1, ix] + a * grey[iy + 1, ix + 1]
    return np.asarray((1 - b) * upper + b * lower, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A centre p, one module along the row (u) and one along the column (v); pairs of x, y."""

    p: Floats
    u: Floats
    v: Floats

    def at(self, s: Floats, t: Floats) -> tuple[Floats, Floats]:
        """Return the points s modules along the row and t along the column."""
        x, y = (self.p[axis] + s * self.u[axis] + t * self.v[axis] for axis in (0, 1))
        return x, y


def turned(shape: Floats, angle: float) -> Frame:
    """Return the frame of a shape, its row turned by `angle` in the shape's own square."""
    x, y, a, b, c = shape[:5]
    k, s = math.cos(angle), math.sin(angle)
    u, v = (a * k + b * s, b * k + c * s), (b * k - a * s, c * k - b * s)
    return Frame(np.array([x, y]), np.array(u), np.array(v))


def likeness(grey: Pixels, looks: Looks, frame: Frame, scale: float = 1.0) -> float:
    """Return how much a finder's look is there, from -1 to 1."""
    x, y = frame.at(_X * scale, _Y * scale)
    seen = sample(grey, x, y).astype(np.float64).ravel()
    total, square = in_turn(seen), in_turn(seen * seen)
    spread = np.sqrt(np.fmax(0, square / 49 - total / 49 * total / 49))
    both = -in_turn(seen * looks.reshape(-1, 49))
    return float(np.fmax.reduce(both / (7 * (spread + 0.7)), initial=-1))


def measure_shape(grey: Pixels, finder: Floats, looks: Looks) -> Floats:
    """Return x, y, the matrix of the module and the likeness of one finder."""
    x, y, across, down, _ = finder
    plain = np.array([x, y, across, 0, down])
    stone = _stone(grey, finder)
    shape = plain if stone is None else stone
    like = [likeness(grey, looks, turned(shape, i * math.pi / 12)) for i in range(6)]
    return np.append(shape, max(-1.0, *like))


def _stone(grey: Pixels, finder: Floats) -> Floats | None:
    """Return a shape from the second moments of the dark 3 x 3 in the middle of a finder."""
    x, y, across, down, _ = finder
    height, width = grey.shape
    sound = 0 < across < 9999 and 0 < down < 9999
    if not (sound and -0.5 < x < width - 0.5 and -0.5 < y < height - 0.5):
        return None
    low, light = _levels(grey, finder)
    rx, ry = int(3.5 * across) + 2, int(3.5 * down) + 2
    too_many = (2 * rx + 1) * (2 * ry + 1) > _MOST_CELLS
    if light - low < 2 or too_many:
        return None
    x0, y0 = nearest(x), nearest(y)
    left, top = max(0, x0 - rx), max(0, y0 - ry)
    part = grey[top : y0 + ry + 1, left : x0 + rx + 1].astype(np.float64)
    i, j = _connected(~(part > (low + light) / 2), x0 - left, y0 - top)
    i, j = i - (x0 - left), j - (y0 - top)
    if i.size < 4 or (np.abs(i) >= rx).any() or (np.abs(j) >= ry).any():
        return None
    shape = _moments(i, j)
    shape[:2] += (x0, y0)
    return shape


def _levels(grey: Pixels, finder: Floats) -> tuple[float, float]:
    """Return the grey of the stone and that of the gap around it."""
    x, y, across, down, _ = finder
    i, j = (grid.ravel() for grid in np.meshgrid([-1, 0, 1], [-1, 0, 1], indexing="ij"))
    low = sample(grey, x + 0.5 * i * across, y + 0.5 * j * down) / 9
    cross = np.abs(i) + np.abs(j) == 1
    i, j = i[cross], j[cross]
    light = sample(grey, nearest(x) + 2 * i * across, nearest(y) + 2 * j * down) / 4
    return float(in_turn(low.astype(np.float64))), float(in_turn(light.astype(np.float64)))


def _connected(dark: Flags, x: int, y: int) -> tuple[Floats, Floats]:
    """Return the columns and the rows of the dark pixels that hang together with one."""
    _, labels = cv2.connectedComponents(dark.astype(np.uint8), connectivity=4)
    rows, columns = np.nonzero((labels == labels[y, x]) & dark)
    return columns.astype(np.float64), rows.astype(np.float64)


def _moments(i: Floats, j: Floats) -> Floats:
    area = i.size
    sx, sy = i.sum() / area, j.sum() / area
    sxx = (i * i).sum() / area - sx * sx + 1 / 12
    sxy = (i * j).sum() / area - sx * sy
    syy = (j * j).sum() / area - sy * sy + 1 / 12
    root = np.sqrt(np.fmax(1e-9, sxx * syy - sxy * sxy))
    k = np.sqrt(12) / 3 / np.sqrt(sxx + syy + 2 * root)
    return np.array([sx, sy, k * (sxx + root), k * sxy, k * (syy + root)])


def find_triples(
    grey: Pixels, shapes: Floats, looks: Looks, *, least: float, most: int
) -> list[Floats]:
    """Return rows of likeness, three indices and three frames; see `Kernel.find_triples`."""
    found: list[Floats] = []
    for a, b, c in _plausible(shapes[:MOST_SHAPES]):
        along = shapes[b, :2] - shapes[a, :2]
        down = shapes[c, :2] - shapes[a, :2]
        frames = (
            _frame_of(shapes[a], along),
            _frame_of(shapes[b], along),
            _frame_of(shapes[c], down, column=True),
        )
        worst, best = 1.0, []
        for frame in frames:
            like, fitted = _best_likeness(grey, looks, frame)
            worst = min(worst, like)
            best.append(fitted)
            if worst <= least:
                break
        else:
            numbers = [part for frame in best for part in (frame.p, frame.u, frame.v)]
            found.append(np.concatenate([[worst, a, b, c], *numbers]))
        if len(found) == most:
            break
    return found


def _plausible(shapes: Floats) -> list[tuple[int, int, int]]:
    """Return the triples that may be one symbol's, likely ones first."""
    costs: list[float] = []
    triples: list[tuple[int, int, int]] = []
    for a in range(len(shapes)):
        cost = _costs(shapes, a)
        b, c = np.nonzero(np.isfinite(cost))
        costs.extend(cost[b, c].tolist())
        triples.extend((a, int(second), int(third)) for second, third in zip(b, c, strict=True))
    order = np.argsort(np.array(costs), kind="stable")[:_MOST_TRIPLES]
    return [triples[i] for i in order]


def _costs(shapes: Floats, a: int) -> Floats:
    """Return how odd each pair (b, c) is with the corner a: [b, c], infinite where it cannot be."""
    module = np.sqrt(np.abs(shapes[:, 2] * shapes[:, 4] - shapes[:, 3] * shapes[:, 3]))
    ratio, way = module / module[a], shapes[:, :2] - shapes[a, :2]
    length = np.hypot(way[:, 0], way[:, 1])
    (bx, cx), (by, cy) = (np.meshgrid(w, w, indexing="ij") for w in way.T)
    lb, lc = np.meshgrid(length, length, indexing="ij")
    cosine = np.abs((bx * cx + by * cy) / (lb * lc))
    leg = np.where(lb > lc, lb / lc, lc / lb)
    least = np.fmin(module[a], np.fmin(module[:, None], module[None, :]))
    alike = (ratio >= 0.45) & (ratio <= 2.2)
    fits = alike[:, None] & alike[None, :] & (bx * cy > by * cx) & (cosine <= 0.75) & (leg <= 5)
    for far in (lb, lc):
        fits &= (far >= 5 * least) & (far <= 200 * module[a])
    log = np.abs(np.log(ratio))
    cost = np.floor(1e9 * (cosine + np.log(leg) + log[:, None] + log[None, :]))
    return np.where(fits & _three(len(shapes), a), cost, np.inf)


def _three(count: int, a: int) -> Flags:
    """Return where b and c are two more than a."""
    others = ~np.eye(count, dtype=np.bool_)
    others[a, :] = others[:, a] = False
    return others


def _frame_of(shape: Floats, along: Floats, *, column: bool = False) -> Frame:
    """Return the frame of a finder whose row (or `column`) runs along a way."""
    _, _, a, b, c, _ = shape
    det = a * c - b * b
    s, t = (c * along[0] - b * along[1]) / det, (a * along[1] - b * along[0]) / det
    angle = math.atan2(t, s)
    return turned(shape, angle - math.pi / 2 if column else angle)


def _best_likeness(grey: Pixels, looks: Looks, frame: Frame) -> tuple[float, Frame]:
    """Return the best likeness over some scales, and the frame at that scale."""
    found = [(likeness(grey, looks, frame, scale), scale) for scale in _SCALES]
    like, scale = max(found, key=lambda pair: pair[0])
    if like <= -1:
        scale = 1.0
    return like, Frame(frame.p, frame.u * scale, frame.v * scale)
