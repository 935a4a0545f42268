"""Measured values → grades from 4 (best) to 0, and the letter. Pure.

Bands are those of ISO/IEC 15415 and 15416 as makers of verifiers quote them, read as corner points
with straight lines between, as the decimal grades of 15415:2024 are. Those of fixed patterns,
format and version are commonly told and unchecked; quiet zone and pixels a module are our own.
"""

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cashier.scan.reading import Clarity

Bands = tuple[tuple[float, float], ...]
"""(value, grade) by rising value; beyond the ends the grade stays."""

CONTRAST: Bands = ((0.05, 0.0), (0.20, 1.0), (0.40, 2.0), (0.55, 3.0), (0.70, 4.0))
MODULATION: Bands = ((0.0, 0.0), (0.20, 1.0), (0.30, 2.0), (0.40, 3.0), (0.50, 4.0))
UNUSED_EC: Bands = ((0.0, 0.0), (0.25, 1.0), (0.37, 2.0), (0.50, 3.0), (0.62, 4.0))
AXIAL: Bands = ((0.06, 4.0), (0.08, 3.0), (0.10, 2.0), (0.12, 1.0), (0.14, 0.0))
GRID: Bands = ((0.38, 4.0), (0.50, 3.0), (0.63, 2.0), (0.75, 1.0), (0.88, 0.0))
FINDER_WRONG: Bands = ((0, 4.0), (1, 3.0), (2, 2.0), (3, 1.0), (4, 0.0))
TIMING_WRONG: Bands = ((0.0, 4.0), (0.07, 3.0), (0.11, 2.0), (0.14, 1.0), (0.18, 0.0))
ALIGNMENT_WRONG: Bands = ((0.0, 4.0), (0.10, 3.0), (0.20, 2.0), (0.30, 1.0), (0.40, 0.0))
INFORMATION_WRONG: Bands = ((0, 4.0), (1, 3.0), (2, 2.0), (3, 1.0), (4, 0.0))
QUIET_ZONE: Bands = ((0.0, 0.0), (1.0, 2.0), (2.0, 3.0), (4.0, 4.0))
MODULE_PX: Bands = ((1.0, 0.0), (1.5, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0))
BAR_MODULATION: Bands = ((0.0, 0.0), (0.40, 1.0), (0.50, 2.0), (0.60, 3.0), (0.70, 4.0))
EDGE_CONTRAST: Bands = ((0.0, 0.0), (0.15, 4.0))
DECODABILITY: Bands = ((0.0, 0.0), (0.25, 1.0), (0.37, 2.0), (0.50, 3.0), (0.62, 4.0))
BAR_QUIET_ZONE: Bands = ((0.0, 0.0), (10.0, 4.0))

_LETTERS = ((3.5, "A"), (2.5, "B"), (1.5, "C"), (0.5, "D"))
_MILDEST = 2.5
_FAIR = 1.5
_DOUBTFUL = 0.5
_HELD_UP: Mapping[str, float] = MappingProxyType(
    {
        "axial": _MILDEST,
        "grid": _MILDEST,
        "quiet_zone": _FAIR,
        "fixed_pattern": _FAIR,
        "format_info": _DOUBTFUL,
        "version_info": _DOUBTFUL,
        "contrast": _DOUBTFUL,
        "modulation": _DOUBTFUL,
        "reflectance_margin": _DOUBTFUL,
        "edge_contrast": _DOUBTFUL,
        "module_size": _DOUBTFUL,
    }
)


def graded(values: float | NDArray[Any], bands: Bands) -> NDArray[np.float64]:
    """Return the grades of values."""
    places, grades = zip(*bands, strict=True)
    return np.asarray(np.interp(np.asarray(values, np.float64), places, grades), np.float64)


def grade(value: float, bands: Bands) -> float:
    """Return the grade of one value, to one decimal."""
    if value <= bands[0][0]:
        return bands[0][1]
    for (low, below), (high, above) in pairwise(bands):
        if value <= high:
            return round(below + (above - below) * (value - low) / (high - low), 1)
    return bands[-1][1]


def letter_of(score: float) -> str:
    """Return A to F for a score from 4 to 0."""
    return next((letter for least, letter in _LETTERS if score >= least), "F")


def overall(parameters: Mapping[str, float]) -> Clarity:
    """Put grades together: the lowest counts, each as far down as it may pull."""
    lowest = min(max(value, _HELD_UP.get(name, 0.0)) for name, value in parameters.items())
    return Clarity(letter_of(lowest), lowest, MappingProxyType(dict(parameters)))
