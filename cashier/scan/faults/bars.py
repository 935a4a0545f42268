"""Faults of bar codes that were read: too small, too dark, too soft. Pure."""

from cashier.scan.engines import Picture
from cashier.scan.faults.scale import found
from cashier.scan.measures import Measures
from cashier.scan.patch import measure
from cashier.scan.reading import Fault, box_of
from cashier.scan.symbol import Symbol

_GRAIN = ((2.8, 0.1), (2.0, 0.4), (1.2, 1.0))
_EDGE = ((1.1, 0.1), (1.5, 0.5), (2.0, 1.0))
_CONTRAST = ((0.26, 0.1), (0.16, 0.3), (0.06, 0.7), (0.02, 1.0))
_DIM = 0.32


def bar_faults(picture: Picture, symbol: Symbol) -> list[Fault]:
    """Return small, dark or low_contrast, and blur_focus, where they are."""
    measures: Measures = measure(picture, symbol)
    box = box_of(symbol.corners)
    weakness = "dark" if measures.lightest < _DIM else "low_contrast"
    return [
        *found("small", measures.grain, _GRAIN, box),
        *found(weakness, measures.contrast, _CONTRAST, box),
        *found("blur_focus", measures.edge, _EDGE, box),
    ]
