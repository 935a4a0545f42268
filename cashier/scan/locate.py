"""Picture → where three finder patterns may belong to one QR symbol. No judgement beyond likeness."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.finder import looks
from cashier.scan.grid import Floats, Pixels
from cashier.scan.kernel import Kernel
from cashier.scan.reading import Corners, inside

_LIKE = 0.2
_MOST_FINDERS = 48


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


@dataclass(frozen=True, slots=True)
class Sweep:
    """How finder patterns are looked for.

    Attributes:
        ways: the binarisations.
        strict: rims must be whole; otherwise they may be broken or run into what lies beside them.
        blurs: blurs of the pattern, in modules, that a place is compared with.
        least: likeness, 0 to 1, that all three patterns of a symbol must reach.
    """

    ways: tuple[Binarising, ...]
    strict: bool = True
    blurs: tuple[float, ...] = (0.0, 0.6)
    least: float = 0.42


@dataclass(frozen=True, slots=True, eq=False)
class Triple:
    """Three patterns that may be one symbol's: frames (3, 3, 2), the corner first; how alike."""

    frames: Floats
    likeness: float

    def middle(self) -> tuple[float, float]:
        """Return the middle of the symbol, were it a parallelogram."""
        x, y = (self.frames[1, 0] + self.frames[2, 0]) / 2
        return float(x), float(y)


def dark_of(picture: Picture, way: Binarising) -> Picture:
    """Return 255 where the picture is dark, else 0; at the way's scale."""
    if way.scale != 1:
        inter = cv2.INTER_AREA if way.scale < 1 else cv2.INTER_CUBIC
        picture = cv2.resize(picture, None, fx=way.scale, fy=way.scale, interpolation=inter)
    if way.window == 0:
        return cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    side = way.window if way.window > 0 else max(15, min(picture.shape) // -way.window)
    mean = cv2.boxFilter(picture, -1, (side | 1, side | 1))
    return cv2.compare(cv2.add(picture, way.margin), mean, cv2.CMP_LT)


def triples_in(
    picture: Picture, grey: Pixels, sweep: Sweep, kernel: Kernel, solved: Iterable[Corners] = ()
) -> list[Triple]:
    """Return the triples, the likeliest first; none within what is solved.

    Args:
        picture: grey levels as bytes.
        grey: the same as floats.
        sweep: how to look.
        kernel: what does the work.
        solved: symbols that are read already.
    """
    found = [_finders(picture, way, sweep.strict, kernel) for way in sweep.ways]
    finders = _merged(np.concatenate(found))
    quads = tuple(solved)
    free = [not any(inside((x, y), quad) for quad in quads) for x, y in finders[:, :2]]
    pattern = looks(*sweep.blurs)
    shapes = kernel.measure_shapes(grey, finders[np.array(free, bool)], pattern)
    shapes = shapes[shapes[:, 5] > _LIKE]
    shapes = shapes[np.argsort(-shapes[:, 5], kind="stable")][:_MOST_FINDERS]
    rows = kernel.find_triples(grey, shapes, pattern, least=sweep.least)
    rows = rows[np.argsort(-rows[:, 0], kind="stable")]
    return [Triple(row[4:].reshape(3, 3, 2).copy(), float(row[0])) for row in rows]


def _finders(picture: Picture, way: Binarising, strict: bool, kernel: Kernel) -> Floats:  # noqa: FBT001
    dark = dark_of(picture, way)
    found = kernel.find_finders(dark, strict=strict)
    if not strict:
        # A rim that is broken across a row may be whole along a column.
        turned = kernel.find_finders(np.ascontiguousarray(dark.T), strict=False)
        found = np.concatenate([found, turned[:, [1, 0, 3, 2, 4]]])
    found = found.copy()
    # Pixel centres are whole numbers: a scaled picture shifts them by half a pixel.
    found[:, :2] = (found[:, :2] + 0.5) / way.scale - 0.5
    found[:, 2:4] /= way.scale
    return found


def _merged(finders: Floats) -> Floats:
    """Return one row for each place, most hits first."""
    finders = finders[np.argsort(-finders[:, 4], kind="stable")]
    left = np.ones(len(finders), bool)
    kept = []
    for index, (x, y, across, down, _) in enumerate(finders):
        if left[index]:
            reach = 0.75 * (across + down)
            near = (abs(finders[:, 0] - x) < reach) & (abs(finders[:, 1] - y) < reach)
            left &= ~near
            kept.append(index)
    return finders[kept]
