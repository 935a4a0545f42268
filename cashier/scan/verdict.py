"""What one picture means for the cashier. Pure: from its reads and unread codes alone.

Expired is said only of a payload that names its own end. Everything else about age, and used and
swapped, needs memory of earlier pictures or of the shop's own code; whoever has it decides.
"""

from collections.abc import Sequence
from datetime import datetime

from cashier.scan.grammar.kinds import is_payment
from cashier.scan.reading import Read, Unread, Verdict

_UNFIT = "F"


def verdict_of(reads: Sequence[Read], unread: Sequence[Unread], now: datetime) -> Verdict:
    """Judge one picture; a payment code counts before anything else that lies beside it."""
    payment = [read for read in reads if is_payment(read.kind)]
    alive = [read for read in payment if read.expires_at is None or now < read.expires_at]
    if any(read.clarity.letter != _UNFIT for read in alive):
        return Verdict.READY
    if alive:
        return Verdict.ASK_AGAIN
    if payment:
        return Verdict.EXPIRED
    if reads:
        return Verdict.WRONG_CODE
    return Verdict.UNCLEAR if unread else Verdict.NONE
