"""Grades of a code of bars, after ISO/IEC 15416: ten scan lines, the mean of their grades. Pure.

Contrast, edge contrast, modulation and quiet zone for every symbology; decodability for Code 128,
whose characters are measured. Defects are not graded: what they do shows in the other ones.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.clarity import bands
from cashier.scan.clarity.bands import graded
from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, light_at
from cashier.scan.reading import Corners

_LINES = 10
_INNER = (0.1, 0.9)
"""Which part of the height is scanned."""
_A_MODULE = 8
"""Points sampled a module."""
_QUIET = 10
"""Modules of quiet zone that Code 128 asks for."""
_WHITE = 128.0
_FEWEST = 3
"""Bounds of a bar and a space."""
_SLACK = 3.0
"""Modules by which a corner may lie off the first or last bar."""
_CHARACTER, _ELEMENTS = 11, 6
"""Modules and elements of a character of Code 128."""

Light = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """One scan line: light, and in points where each element begins, the end of the last too."""

    light: Light
    bounds: Floats
    paper: float
    ink: float


def bar_grades(
    picture: Picture, corners: Corners, across: int, *, code128: bool
) -> dict[str, float]:
    """Return the grades of bars that were read.

    Args:
        picture: grey levels.
        corners: of the symbol without its quiet zone.
        across: about how many modules it is wide.
        code128: whether its characters are those of Code 128.
    """
    lines = [
        _graded_line(light, across, code128=code128) for light in _scanned(picture, corners, across)
    ]
    return {name: round(sum(line[name] for line in lines) / len(lines), 1) for name in lines[0]}


def _scanned(picture: Picture, corners: Corners, across: int) -> Light:
    """Return the light along ten lines, quiet zones included: (lines, points)."""
    a, b, c, d = (np.array(corner, np.float64) for corner in corners)
    points = (across + 2 * _QUIET) * _A_MODULE
    along = (np.arange(points) + 0.5) / _A_MODULE / across - _QUIET / across
    down = np.linspace(*_INNER, _LINES)[:, None, None]
    starts, ends = a + down * (d - a), b + down * (c - b)
    maps = starts + along[None, :, None] * (ends - starts)
    light = light_at(picture, maps.astype(np.float32))
    # The camera's noise is no edge.
    return np.asarray(cv2.blur(light, (_A_MODULE // 2, 1)), np.float32)


def _graded_line(light: Light, across: int, *, code128: bool) -> dict[str, float]:
    line = _line(light, across)
    steps = np.abs(np.diff(_extremes(line)))
    spread = max(1.0, line.paper - line.ink)
    white = max(line.paper, _WHITE)
    found = {
        "contrast": float(graded((line.paper - line.ink) / white, bands.CONTRAST)),
        "edge_contrast": float(graded(steps.min() / white, bands.EDGE_CONTRAST)),
        "modulation": float(graded(steps.min() / spread, bands.BAR_MODULATION)),
        "quiet_zone": float(graded(_quiet(line), bands.BAR_QUIET_ZONE)),
    }
    if code128:
        found["decodability"] = float(graded(_decodability(line.bounds), bands.DECODABILITY))
    return found


def _line(light: Light, across: int) -> _Line:
    """Find the elements: between where the light crosses the middle of paper and ink."""
    inside = light[_QUIET * _A_MODULE : (_QUIET + across) * _A_MODULE]
    ink, paper = (float(value) for value in np.percentile(inside, (5, 95)))
    beyond = light - (ink + paper) / 2
    at = np.flatnonzero((beyond[1:] > 0) != (beyond[:-1] > 0))
    crossings = at + beyond[at] / (beyond[at] - beyond[at + 1])
    to_ink = beyond[at] > 0
    first, last = _nearest(crossings, to_ink, _QUIET), _nearest(crossings, ~to_ink, _QUIET + across)
    if first is None or last is None or last - first < _FEWEST - 1:
        return _Line(light, np.empty(0), paper, ink)
    return _Line(light, crossings[first : last + 1], paper, ink)


def _nearest(crossings: Floats, fitting: NDArray[np.bool_], module: float) -> int | None:
    """Return which fitting crossing lies nearest to a module's beginning."""
    far = np.where(fitting, np.abs(crossings - module * _A_MODULE), np.inf)
    if far.size == 0 or not far.min() <= _SLACK * _A_MODULE:
        return None
    return int(far.argmin())


def _extremes(line: _Line) -> Floats:
    """Return the darkest light of every bar and the lightest of every space, in turn."""
    bounds = np.round(line.bounds).astype(int)
    if bounds.size < _FEWEST:
        return np.full(2, line.ink)
    # Up to and with the last bound: two that lie within one sample begin a bar there all the same.
    inside = line.light[: bounds[-1] + 1]
    found = np.asarray(np.maximum.reduceat(inside, bounds[:-1]), np.float64)
    found[::2] = np.minimum.reduceat(inside, bounds[:-1])[::2]
    return found


def _quiet(line: _Line) -> float:
    """Return how many modules beside the bars are clean, on the worse side; 10 is all."""
    if line.bounds.size == 0:
        return 0.0
    dark = line.light <= (line.paper + line.ink) / 2
    first, last = round(float(line.bounds[0])), round(float(line.bounds[-1]))
    before = dark[max(0, first - 1 - _QUIET * _A_MODULE) : max(0, first - 1)][::-1]
    after = dark[last + 2 : last + 2 + _QUIET * _A_MODULE]
    clean = [side.argmax() / _A_MODULE if side.any() else float(_QUIET) for side in (before, after)]
    return float(min(clean))


def _decodability(bounds: Floats) -> float:
    """Return how far the worst character's edges stay from being taken for another's, 0 to 1.

    Edges of the same kind are compared, as decoders do, so that ink that spreads does not count.
    """
    elements = bounds.size - 1
    characters = (elements - 1) // _ELEMENTS
    if characters < 1 or elements != characters * _ELEMENTS + 1:
        return 0.0
    starts = bounds[:-2].reshape(characters, _ELEMENTS)
    ends = bounds[_ELEMENTS::_ELEMENTS]
    # The last group is the stop without its closing bar: eleven modules like the others.
    module = (ends - starts[:, 0]) / _CHARACTER
    following = np.hstack([starts, ends[:, None]])
    pairs = (following[:, 2:] - following[:, :-2]) / module[:, None]
    off = np.abs(pairs - np.round(pairs))
    return float(np.clip((0.5 - off.max()) / 0.5, 0, 1))
