"""A code that stands before the camera: when half of a frame's size is enough to see it again.

Most payment codes are larger than they need be, and the next frames show the one that was just
read. Half the size is a third of the work; what it does not show just as it was is looked at whole,
in the same frame. Pure; times come in, and no payload is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from cashier.core.privacy import Secret
from cashier.scan.engines import may_be_bogus
from cashier.scan.reading import Corners, Read, Unread, centre, scaled
from cashier.scan.symbol import Symbol

WHOLE_S = 0.2
"""Seconds after which a frame is looked at whole, for what is small beside the code."""
TRIED_AGAIN_S = 0.25
"""Seconds for which frames are looked at whole once half the size showed no code for sure."""
_SURE = 0.25
"""Share of the correction that must be left."""
_NOTHING = Secret("")


@dataclass(frozen=True, slots=True)
class _Stood:
    """The last whole look: where the code lay, its other symbols without their text, and when."""

    corners: Corners
    beside: tuple[Read, ...]
    at: float


class Standing:
    """Remembers the last whole look, of one camera; used by one thread."""

    def __init__(self) -> None:
        self._stood: _Stood | None = None
        self._not_before = -inf

    def looked(self, reads: Sequence[Read], unread: Sequence[Unread], at: float) -> None:
        """A frame was looked at whole; one alone in it is seen at half the size."""
        self._stood = None
        if not reads or unread or reads[0].symbology != "QRCode":
            return
        first, *others = reads
        if all(read.payload == first.payload for read in others):
            beside = tuple(replace(read, payload=_NOTHING, masked="") for read in others)
            self._stood = _Stood(first.corners, beside, at)

    def missed(self, at: float) -> None:
        """Half the size showed no code for sure."""
        self._not_before = at + TRIED_AGAIN_S

    def may_do(self, at: float) -> bool:
        """Whether half the size is worth a try."""
        stood = self._stood
        return stood is not None and 0 <= at - stood.at < WHOLE_S and at >= self._not_before

    def with_beside(self, read: Read) -> tuple[Read, ...]:
        """Return the code with its other symbols, too fine for half the size, moved along."""
        if self._stood is None:
            return (read,)
        (x, y), (x0, y0) = centre(read.corners), centre(self._stood.corners)
        moved = (
            replace(
                other,
                payload=read.payload,
                masked=read.masked,
                corners=scaled(other.corners, 1.0, x - x0, y - y0),
            )
            for other in self._stood.beside
        )
        return (read, *moved)


def alone_in(found: Sequence[Symbol]) -> Symbol | None:
    """Return the one QR code that was found, if it is read for sure."""
    if len(found) != 1:
        return None
    sure = found[0].text is not None and (found[0].unused_ec or 0.0) >= _SURE
    return found[0] if sure and not may_be_bogus(found[0]) else None
