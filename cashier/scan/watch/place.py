"""Where a code was seen, and whether another one stands in the very same place. Pure."""

from collections.abc import Mapping, Sequence
from math import dist

from cashier.scan.reading import Corners, Read

NEAR = 0.3
"""How far a symbol's corners may have moved on average, in sides of the symbol."""

Places = Mapping[str, Corners]
"""Where the symbols of one code lie, by symbology."""


def places_of(reads: Sequence[Read]) -> Places:
    """Return where the symbols of one code lie in a frame."""
    return {read.symbology: read.corners for read in reads}


def same_place(before: Places, after: Places) -> bool:
    """Whether a symbol stands where one of its symbology stood: same spot, size and turn."""
    return any(
        symbology in before and _near(before[symbology], corners)
        for symbology, corners in after.items()
    )


def _near(before: Corners, after: Corners) -> bool:
    side = max(dist(before[0], before[1]), dist(before[0], before[3]))
    moved = sum(dist(one, other) for one, other in zip(before, after, strict=True)) / 4
    return moved <= NEAR * side
