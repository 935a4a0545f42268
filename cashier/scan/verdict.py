"""What one picture means for the cashier. Pure: from its reads and unread codes alone.

Expired, used and swapped need memory of earlier pictures or of the shop's own code; they are
decided by whoever has that memory.
"""

from collections.abc import Sequence

from cashier.scan.kinds import is_payment
from cashier.scan.reading import Read, Unread, Verdict

_UNFIT = "F"


def verdict_of(reads: Sequence[Read], unread: Sequence[Unread]) -> Verdict:
    """Judge one picture; a payment code counts before anything else that lies beside it."""
    payment = [read for read in reads if is_payment(read.kind)]
    if any(read.clarity.letter != _UNFIT for read in payment):
        return Verdict.READY
    if payment:
        return Verdict.ASK_AGAIN
    if reads:
        return Verdict.WRONG_CODE
    return Verdict.UNCLEAR if unread else Verdict.NONE
