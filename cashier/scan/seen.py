"""What a reading means once earlier ones are remembered: plain frozen values, no memory here.

Words built on these never claim more than is known: a screenshot, too, looks first-seen.
"""

from dataclasses import dataclass
from enum import StrEnum

from cashier.core.privacy import Secret
from cashier.scan.reading import Fault, Read, Reading, Verdict


class Freshness(StrEnum):
    """How fresh a code is, in the words of the evidence `code.freshness`."""

    FIRST_SEEN = "first_seen"
    FRESH = "fresh"
    STALE = "stale"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Life:
    """How old the code in front is, as far as that can be known.

    Attributes:
        held_s: seconds since this code was first seen.
        left_s: seconds until it dies; None where its birth was not seen.
        seen_before: it was seen earlier in this shift and was away in between.
    """

    freshness: Freshness
    held_s: float
    left_s: float | None = None
    seen_before: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """One reading, judged with everything remembered.

    Attributes:
        verdict: the reading's own, or what memory makes of it (expired, used, swapped).
        counts: whether the code in front is sure enough to act on: two frames or two symbols
            agree, or enough of its error correction was left.
        front: the code that the verdict is about: of this frame, or of a moment ago while a frame
            misses it; None where none was read.
        life: of the code in front; None where there is none, or its kind does not age.
        fault: the one worth mending first.
        advice: the one sentence that mends it; its key in the playbook.
        mark: stands for the payment code in front while the shift lasts, and says nothing about
            it; None for any other code.
    """

    reading: Reading
    verdict: Verdict
    counts: bool
    front: Read | None = None
    life: Life | None = None
    fault: Fault | None = None
    advice: str | None = None
    mark: Secret | None = None
