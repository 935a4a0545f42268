"""Picture → where three finder patterns may belong to one QR symbol. Judges likeness only."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.binarise import Binarising, dark_of, darkened, resized
from cashier.scan.engines import Picture
from cashier.scan.finder import looks
from cashier.scan.grid import Floats, Pixels
from cashier.scan.kernel import Kernel
from cashier.scan.reading import Corners, box_of

LIKENESS = 5
"""The column of a shape that says how alike it is, -1 to 1."""

_LIKE = 0.2
_MOST_FINDERS = 48
_AROUND = 0.35
_LEAST_CUT = 16
_CUT_SIDE = 500
_MOST_ENLARGED = 4.0
_SAME_PLACE, _SAME_AXES = 0.5, 0.15
"""Modules by which middles and axes of frames may differ and still lead to the same."""
_TOO_ODD = 2.5
_ODD_WEIGHT = 0.3
"""Likeness that a triple's oddness counts for."""
_LEAST_LEG = 1.0
_LARGER_RINGS = 1.5
"""Times that rings may seem larger than the stone in them; a turn of 45 degrees makes it 1.41."""
_NONE = np.empty((0, 5))
_LEAST_SIDE = 7
"""Pixels that a finder pattern needs, one a module."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """How finder patterns are looked for.

    Attributes:
        ways: the binarisations.
        strict: rims must be whole; otherwise they may be broken or run into what lies beside them.
        blurs: blurs of the pattern, in modules, that a place is compared with.
        least: likeness, 0 to 1, that all three patterns of a symbol must reach.
        step: of the rows of a picture at its full size every so many are looked at; the middle of a
            finder is three modules high.
    """

    ways: tuple[Binarising, ...]
    strict: bool = True
    blurs: tuple[float, ...] = (0.0, 0.6)
    least: float = 0.48
    step: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Triple:
    """Three patterns that may be one symbol's: frames (3, 3, 2), the corner first; how alike.

    One may be `hidden`: its frame is a guess then, and the `version` is what makes it one. Those of
    a `bent` symbol look at each other only roughly, and fit all the better each by itself.
    """

    frames: Floats
    likeness: float
    hidden: int | None = None
    version: int = 0
    bent: bool = False

    def middle(self) -> tuple[float, float]:
        """Return the middle of the symbol, were it a parallelogram."""
        x, y = (self.frames[1, 0] + self.frames[2, 0]) / 2
        return float(x), float(y)

    def is_same(self, other: "Triple") -> bool:
        """Whether all frames are about the other's, so that a try would go the same way."""
        mine, theirs = ((one.hidden, one.version, one.bent) for one in (self, other))
        if mine != theirs:
            return False
        module = np.sqrt(abs(np.linalg.det(other.frames[0, 1:])))
        far = np.abs(self.frames - other.frames).max(axis=(0, 2)) / module
        return bool(far[0] < _SAME_PLACE and far[1:].max() < _SAME_AXES)


def likest_finder(picture: Picture, way: Binarising, kernel: Kernel, step: int = 1) -> float:
    """Return how alike the likest place of a picture is to a finder pattern, 0 to 1.

    Every `step`-th row is looked at. A place whose middle is much smaller than its rings say does
    not count: logos have rings as well.
    """
    finders = kernel.find_finders(dark_of(picture, way), step=step)
    if not len(finders):
        return 0.0
    shapes = kernel.measure_shapes(picture.astype(np.float32), finders, looks(0.0, 0.6))
    stone = np.sqrt(np.abs(shapes[:, 2] * shapes[:, 4] - shapes[:, 3] ** 2))
    ringed = np.sqrt(finders[:, 2] * finders[:, 3]) <= _LARGER_RINGS * stone
    return float(shapes[ringed, LIKENESS].max(initial=0.0))


def triples_near(picture: Picture, corners: Corners, sweep: Sweep, kernel: Kernel) -> list[Triple]:
    """Return the triples around a symbol, looked for in an enlarged cut-out of the picture."""
    left, top, right, bottom = box_of(corners)
    margin = _AROUND * max(right - left, bottom - top)
    height, width = picture.shape
    x0, y0 = int(max(0, left - margin)), int(max(0, top - margin))
    x1, y1 = int(min(width, right + margin)), int(min(height, bottom + margin))
    if min(x1 - x0, y1 - y0) < _LEAST_CUT:
        return []
    scale = min(_MOST_ENLARGED, max(1.0, _CUT_SIDE / max(x1 - x0, y1 - y0)))
    cut = np.ascontiguousarray(resized(picture[y0:y1, x0:x1], scale))
    grey = cut.astype(np.float32)
    found = triples_of(grey, likest(shapes_in(cut, grey, sweep, kernel)), sweep, kernel)
    for triple in found:
        triple.frames[:, 0] = (triple.frames[:, 0] + 0.5) / scale - 0.5 + (x0, y0)
        triple.frames[:, 1:] /= scale
    return found


def shapes_in(
    picture: Picture, grey: Pixels, sweep: Sweep, kernel: Kernel, solved: Iterable[Corners] = ()
) -> Floats:
    """Return places like a finder pattern, as `Kernel.measure_shapes` does, best first.

    Args:
        picture: grey levels as bytes.
        grey: the same as floats.
        sweep: how to look.
        kernel: what does the work.
        solved: symbols that are read already; places in them do not count.
    """
    sizes = {way.scale for way in sweep.ways if min(picture.shape) * way.scale >= _LEAST_SIDE}
    scaled = {scale: resized(picture, scale) for scale in sizes}
    found = [
        _finders(darkened(scaled[way.scale], way), way.scale, kernel, sweep)
        for way in sweep.ways
        if way.scale in scaled
    ]
    finders = _merged(np.concatenate([_NONE, *found]))
    free = outside_of(finders[:, :2], solved)
    shapes = kernel.measure_shapes(grey, finders[free], looks(*sweep.blurs))
    shapes = shapes[shapes[:, LIKENESS] > _LIKE]
    return shapes[np.argsort(-shapes[:, LIKENESS], kind="stable")]


def likest(shapes: Floats, solved: Iterable[Corners] = ()) -> Floats:
    """Return as many of the best shapes as are followed up; none that lies in a symbol read."""
    return shapes[outside_of(shapes[:, :2], solved)][:_MOST_FINDERS]


def triples_of(grey: Pixels, shapes: Floats, sweep: Sweep, kernel: Kernel) -> list[Triple]:
    """Return the triples that places make, the likeliest and least odd first."""
    rows = kernel.find_triples(grey, shapes, looks(*sweep.blurs), least=sweep.least)
    odd = oddness(rows[:, 4:].reshape(-1, 3, 3, 2))
    rows, odd = rows[odd <= _TOO_ODD], odd[odd <= _TOO_ODD]
    rows = rows[np.argsort(_ODD_WEIGHT * odd - rows[:, 0], kind="stable")]
    return [Triple(row[4:].reshape(3, 3, 2).copy(), float(row[0])) for row in rows]


def oddness(frames: Floats) -> Floats:
    """Return how little triples of frames, (count, 3, 3, 2), look like a square one; 0 is perfect.

    Counted are how unlike both legs are in modules, how much a leg's modules shrink from one end to
    the other, and how far a leg leans from the rows or columns of its finders, as ratios.
    """
    legs = []
    lean = np.zeros(len(frames))
    for finder, axis in ((1, 1), (2, 2)):
        way = frames[:, finder, 0] - frames[:, 0, 0]
        ends = []
        for end in (0, finder):
            along, aside = frames[:, end, axis], frames[:, end, 3 - axis]
            ends.append(_cross(way, aside) / _cross(along, aside))
            lean = np.maximum(lean, np.abs(_cross(way, along) / _cross(way, aside)))
        legs.append(np.maximum(ends, _LEAST_LEG))
    (a, b), (c, d) = np.log(legs)
    shrink = np.maximum(np.abs(a - b), np.abs(c - d))
    unlike = np.abs(np.logaddexp(-a, -b) - np.logaddexp(-c, -d))
    return np.asarray(unlike + shrink + lean, np.float64)


def _cross(a: Floats, b: Floats) -> Floats:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0], np.float64)


def outside_of(points: Floats, quads: Iterable[Corners]) -> NDArray[np.bool_]:
    """Return which points (count, 2) lie in none of the quadrilaterals, by `reading.inside`."""
    ring = np.array(tuple(quads), np.float64).reshape(-1, 4, 2, 1)
    (x, y), (dx, dy) = (np.moveaxis(part, 2, 0) for part in (ring, np.roll(ring, -1, 1) - ring))
    turns = dx * (points[:, 1] - y) - dy * (points[:, 0] - x)
    inside = (turns >= 0).all(axis=1) | (turns <= 0).all(axis=1)
    return np.asarray(~inside.any(axis=0), np.bool_)


def _finders(dark: Picture, scale: float, kernel: Kernel, sweep: Sweep) -> Floats:
    """Return rows of x, y, module across, module down, hits; in pixels of the picture."""
    step = sweep.step if scale == 1 else 1
    found = kernel.find_finders(dark, step=step, strict=sweep.strict)
    if not sweep.strict:
        # A rim that is broken across a row may be whole along a column.
        turned = kernel.find_finders(np.asarray(cv2.transpose(dark), np.uint8), strict=False)
        found = np.concatenate([found, turned[:, [1, 0, 3, 2, 4]]])
    found = found.copy()
    # Pixel centres are whole numbers: a scaled picture shifts them by half a pixel.
    found[:, :2] = (found[:, :2] + 0.5) / scale - 0.5
    found[:, 2:4] /= scale
    return found


def _merged(finders: Floats) -> Floats:
    """Return one row for each place, most hits first."""
    finders = finders[np.argsort(-finders[:, 4], kind="stable")]
    x, y, reach = finders[:, 0], finders[:, 1], 0.75 * (finders[:, 2] + finders[:, 3])
    # Only neighbours along x can be the same place; all pairs of them are listed at once.
    by_x = np.argsort(x, kind="stable")
    low = np.searchsorted(x[by_x], x - reach, "right")
    counts = np.searchsorted(x[by_x], x + reach, "left") - low
    one = np.repeat(np.arange(len(x)), counts)
    other = by_x[np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts - low, counts)]
    near = (other > one) & (np.abs(y[one] - y[other]) < reach[one])
    kept = [True] * len(x)
    for better, same in zip(one[near].tolist(), other[near].tolist(), strict=True):
        if kept[better]:
            kept[same] = False
    return finders[np.array(kept, np.bool_)]
