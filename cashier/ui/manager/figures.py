"""What the manager reads about a shift, worked out from rows and figures. No Qt, no words."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.diagnosis.order import MoneyState
from cashier.history.model import CaseRow
from cashier.history.series import CauseCount

UNCLEAR = "unclear"


def causes_of(rows: Iterable[CaseRow]) -> tuple[CauseCount, ...]:
    """Count causes over the cases that were saved or lost, the commonest first."""
    saved: defaultdict[str, int] = defaultdict(int)
    lost: defaultdict[str, int] = defaultdict(int)
    sides: dict[str, str] = {}
    for row in rows:
        cause = row.cause_kept or UNCLEAR
        if row.saved or row.lost:
            sides[cause] = row.side if row.cause_kept else "none"
            saved[cause] += row.saved
            lost[cause] += row.lost
    made = [CauseCount(cause, side, saved[cause], lost[cause]) for cause, side in sides.items()]
    return tuple(sorted(made, key=lambda one: (-one.times, one.cause)))


def in_doubt(row: CaseRow) -> bool:
    """Whether somebody still has to find out whether this one was paid."""
    return row.open and row.state == MoneyState.unknown


def paid_twice(row: CaseRow) -> bool:
    """Whether the first charge turned out paid after the customer had paid another way."""
    return row.outcome == Outcome.paid_other and row.state == MoneyState.paid


def grouped(amount: Money) -> str:
    """Return an amount with its thousands set apart: `1,284.50`."""
    return f"{amount.fen // 100:,}.{amount.fen % 100:02d}"


def saved_in_ten(saved: int, lost: int) -> int:
    """Return how many of ten were saved, rounded down: never better than it was."""
    return saved * 10 // (saved + lost)


def moment(at: datetime, now: datetime) -> str:
    """Return a wall time, with its day when it is not today's."""
    local, today = at.astimezone(), now.astimezone().date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%m-%d %H:%M}"
