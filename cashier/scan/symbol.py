"""A code found in a picture, before anything is judged. Plain frozen values."""

from dataclasses import dataclass, field
from enum import StrEnum

import cv2
import numpy as np

from cashier.core.privacy import Secret
from cashier.scan.grid import Grid
from cashier.scan.qr.symbol import Decoded
from cashier.scan.reading import Corners, Point, box_of, centre, inside


class Stage(StrEnum):
    """What read a symbol."""

    ENGINE = "engine"
    FLAT = "flat"
    FLAT_DEBLURRED = "flat_deblurred"
    LATTICE = "lattice"
    LATTICE_FROM_THREE = "lattice_from_three"
    LATTICE_DEBLURRED = "lattice_deblurred"
    SHARPENED = "sharpened"
    BENT = "bent"
    FROM_TWO = "from_two"
    FROM_ONE = "from_one"
    FLATTENED = "flattened"
    CALMED = "calmed"
    CHANGED = "changed"
    TURNED = "turned"


_LEAST_AREA = 64.0
"""Square pixels; the smallest symbol that anybody reads has more."""
_LEAST_FULL = 0.1
"""Area as a share of the square over the longest side: held nearly edge on, a symbol has more."""
_UNLIKE = 3.0
"""How many times as long as the side across from it a side may be: no perspective does more."""
EVERY_STAGE = frozenset(Stage)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A code that was found; `text` is None where it could not be decoded.

    Attributes:
        unused_ec: share of its error correction that was not needed, 0 to 1, of the worst block;
            None where the symbology has none.
        decoded: the symbol as its maker meant it, where our own decoder went through it.
        grid: where its modules lie in the picture, where our own reader found that out.
        rough: known by its texture alone: no corner pattern was met, corners and version are rough.
    """

    symbology: str
    text: Secret | None
    corners: Corners
    version: int | None = None
    level: str = ""
    unused_ec: float | None = None
    stage: Stage = Stage.ENGINE
    decoded: Decoded | None = field(default=None, repr=False, compare=False)
    grid: Grid | None = field(default=None, repr=False, compare=False)
    rough: bool = False

    @property
    def has_place(self) -> bool:
        """Whether its corners may be a symbol's: an engine guesses at what it fails to read."""
        ring = np.array(self.corners, np.float32)
        if not cv2.isContourConvex(ring):
            return False
        a, b, c, d = np.linalg.norm(ring - np.roll(ring, 1, axis=0), axis=1)
        square = _LEAST_FULL * max(a, b, c, d) ** 2
        if max(a, c) > _UNLIKE * min(a, c) or max(b, d) > _UNLIKE * min(b, d):
            return False
        return bool(cv2.contourArea(ring) >= max(_LEAST_AREA, square))

    def shares_place_with(self, other: "Symbol") -> bool:
        """Whether one lies where the other lies; a little apart is enough for the same text."""
        mine, theirs = centre(self.corners), centre(other.corners)
        if inside(mine, other.corners) or inside(theirs, self.corners):
            return True
        same = self.text is not None and self.text == other.text
        return same and (_in_box(mine, other.corners) or _in_box(theirs, self.corners))


def _in_box(point: Point, corners: Corners) -> bool:
    left, top, right, bottom = box_of(corners)
    return left <= point[0] <= right and top <= point[1] <= bottom


def merged(known: tuple[Symbol, ...], found: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    """Add what is new; a read takes the place of an undecoded symbol that lies where it lies."""
    together = list(known)
    for symbol in found:
        here = [other for other in together if symbol.shares_place_with(other)]
        if (symbol.text is None and here) or any(other.text is not None for other in here):
            continue
        together = [other for other in together if other not in here]
        together.append(symbol)
    return tuple(together)
