"""What a look at a code's pixels gave, good for the next frames while the code stays as it was.

Comparing every module costs more than finding the code, and a code that is held still looks the
same in the next frame. No payload is kept: a code is known again by a keyed hash. Judges nothing.
"""

import hmac
import secrets
from dataclasses import dataclass, replace
from math import dist

from cashier.scan.clarity.bands import overall
from cashier.scan.pauses import Pauses
from cashier.scan.reading import Clarity, Corners, Fault, Read, box_of, centre
from cashier.scan.standing import Standing

HOLDS_S = 0.5
"""Seconds after which a code is judged anew, however still it is held."""
FINE_HOLDS_S = 1.0
"""The same for one in which nothing is to be mended: its reading comes from every frame anyway."""
_FINE = 2.5
"""Clarity of such a code."""

_NEAR = 0.25
"""How far a corner may move before that, as a share of the symbol's longer side."""
_WORSE = 0.2
"""Share of the error correction by which a frame may need more than the one that was judged."""
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class _Judged:
    """One code as it was judged: what it is known by, where it lay, what was said, and when."""

    mark: bytes
    corners: Corners
    unused_ec: float
    clarity: Clarity
    faults: tuple[Fault, ...]
    advice: tuple[str, ...]
    at: float


class Recall:
    """Remembers the code that was judged last, of one camera; used by one thread.

    Beside it, `pauses` remembers what could not be read, `standing` what stood alone in a frame.
    """

    def __init__(self) -> None:
        self.pauses = Pauses()
        self.standing = Standing()
        self._key = secrets.token_bytes(_KEY_BYTES)
        self._last: _Judged | None = None

    def keep(self, read: Read, at: float) -> None:
        """Take in a code whose pixels were judged at a monotonic time."""
        unused = read.unused_ec or 0.0
        self._last = _Judged(
            self._mark(read), read.corners, unused, read.clarity, read.faults, read.advice, at
        )

    def holds(self, at: float) -> bool:
        """Whether what was said of a code a moment ago may be said again."""
        last = self._last
        if last is None:
            return False
        fine = not last.advice and last.clarity.score >= _FINE
        return 0 <= at - last.at < (FINE_HOLDS_S if fine else HOLDS_S)

    def again(self, read: Read, at: float) -> Read | None:
        """Return a read, quickly graded, as it was judged a moment ago; None: its pixels are due.

        Only where the code lies about where it did and needed about as much correction as then.
        What was left of that is this frame's own, since the verdict hangs on it; faults move
        along with the code.
        """
        last = self._last
        if last is None or not self.holds(at) or last.mark != self._mark(read):
            return None
        worse = last.unused_ec - (read.unused_ec or 0.0) > _WORSE
        if worse or not _lies_near(last.corners, read.corners):
            return None
        (x, y), (x0, y0) = centre(read.corners), centre(last.corners)
        faults = tuple(_moved(fault, x - x0, y - y0) for fault in last.faults)
        clarity = overall({**last.clarity.parameters, **_correction(read)})
        return replace(read, clarity=clarity, faults=faults, advice=last.advice)

    def _mark(self, read: Read) -> bytes:
        text = f"{read.symbology} {read.payload.reveal()}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, text, "sha256")


def _correction(read: Read) -> dict[str, float]:
    name = "unused_ec"
    parameters = read.clarity.parameters
    return {name: parameters[name]} if name in parameters else {}


def _lies_near(before: Corners, now: Corners) -> bool:
    left, top, right, bottom = box_of(before)
    most = _NEAR * max(right - left, bottom - top)
    return all(dist(a, b) <= most for a, b in zip(before, now, strict=True))


def _moved(fault: Fault, x: float, y: float) -> Fault:
    left, top, right, bottom = fault.box
    box = (round(left + x, 1), round(top + y, 1), round(right + x, 1), round(bottom + y, 1))
    return replace(fault, box=box)
