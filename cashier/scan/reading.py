"""What one picture or frame gave: plain frozen values, no pixels, no library types.

Payloads are held as `Secret`: whoever wants the text asks for it by name and answers for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from cashier.core.privacy import Secret

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]
"""Top-left, top-right, bottom-right, bottom-left of the symbol, in pixels of the picture."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the picture."""


class Verdict(StrEnum):
    """What the cashier learns from one picture."""

    READY = "ready"
    ASK_AGAIN = "ask_again"
    WRONG_CODE = "wrong_code"
    EXPIRED = "expired"
    USED = "used"
    SWAPPED = "swapped"
    UNCLEAR = "unclear"
    NONE = "none"


class OwnCode(StrEnum):
    """What a picture says about the shop's own code, in the words of `code.registered`."""

    MATCH = "match"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing the picture of a code suffers from; severity 0 (trace) to 1 (hopeless)."""

    name: str
    severity: float
    box: Box


@dataclass(frozen=True, slots=True)
class Clarity:
    """ISO-informed clarity: every parameter from 4 (best) to 0, the lowest counts overall."""

    letter: str
    score: float
    parameters: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Read:
    """A code that was read.

    Attributes:
        unused_ec: share of error correction left, 0 to 1; None where the symbology has none.
        expires_at: when the code dies, where its payload says so.
        oddities: codes of what is strange about the payload, worst first.
    """

    symbology: str
    kind: str
    payload: Secret
    masked: str
    corners: Corners
    clarity: Clarity
    faults: tuple[Fault, ...] = ()
    advice: tuple[str, ...] = ()
    unused_ec: float | None = None
    expires_at: datetime | None = None
    oddities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A code that is there but could not be read, or not with certainty."""

    corners: Corners
    faults: tuple[Fault, ...] = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one picture or frame gave; the read that matters most comes first.

    Attributes:
        own: what it says about the shop's own code; None where nothing is registered or in view.
        thorough: whether all was looked for; of several frames that show the same, some get less.
    """

    verdict: Verdict
    reads: tuple[Read, ...]
    unread: tuple[Unread, ...]
    ms: float
    seen_at: datetime
    own: OwnCode | None = None
    thorough: bool = True

    @property
    def blank(self) -> bool:
        """Whether no code is there."""
        return not self.reads and not self.unread


def box_of(corners: Corners) -> Box:
    """Return the upright box around four corners."""
    xs = [x for x, _ in corners]
    ys = [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def scaled(corners: Corners, factor: float, left: float = 0.0, top: float = 0.0) -> Corners:
    """Map corners of a cut-out back: divide by the factor it was enlarged with, then shift."""
    a, b, c, d = ((x / factor + left, y / factor + top) for x, y in corners)
    return (a, b, c, d)


def inside(point: Point, corners: Corners) -> bool:
    """Whether a point lies in the quadrilateral (edges included), whichever way it turns."""
    turns = []
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        turns.append((bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax))
    return all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns)


def centre(corners: Corners) -> Point:
    """Return the mean of four corners."""
    return (sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4)
