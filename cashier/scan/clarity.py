"""Measures → clarity, 4 to 0. Pure.

Bands of contrast and unused error correction follow ISO/IEC 15415 with decimal grades; those of
module size and edge width are engineering judgement. The lowest parameter counts overall.
"""

from itertools import pairwise
from types import MappingProxyType

from cashier.scan.measures import Measures
from cashier.scan.reading import Clarity

Bands = tuple[tuple[float, float], ...]

_LETTERS = ((3.5, "A"), (2.5, "B"), (1.5, "C"), (0.5, "D"))
_CONTRAST: Bands = ((0.05, 0.0), (0.20, 1.0), (0.40, 2.0), (0.55, 3.0), (0.70, 4.0))
_UNUSED_EC: Bands = ((0.0, 0.0), (0.25, 1.0), (0.37, 2.0), (0.50, 3.0), (0.62, 4.0))
_MODULE_PX: Bands = ((1.0, 0.0), (2.0, 1.0), (3.0, 2.0), (4.0, 3.0), (5.0, 4.0))
_EDGE: Bands = ((0.7, 4.0), (0.9, 3.0), (1.15, 2.0), (1.4, 1.0), (2.0, 0.0))


def letter_of(score: float) -> str:
    """Return A to F for a score from 4 to 0."""
    return next((letter for least, letter in _LETTERS if score >= least), "F")


def clarity_of(measures: Measures, unused_ec: float | None) -> Clarity:
    """Grade one symbol that was read; `unused_ec` is None where the symbology has none."""
    parameters = {
        "contrast": _graded(measures.contrast, _CONTRAST),
        "sharpness": _graded(measures.edge, _EDGE),
        "module_size": _graded(measures.grain, _MODULE_PX),
    }
    if unused_ec is not None:
        parameters["unused_ec"] = _graded(unused_ec, _UNUSED_EC)
    lowest = min(parameters.values())
    return Clarity(letter_of(lowest), lowest, MappingProxyType(parameters))


def _graded(value: float, bands: Bands) -> float:
    """Interpolate a grade between the corner points of its bands, to one decimal."""
    if value <= bands[0][0]:
        return bands[0][1]
    for (low, below), (high, above) in pairwise(bands):
        if value <= high:
            return round(below + (above - below) * (value - low) / (high - low), 1)
    return bands[-1][1]
