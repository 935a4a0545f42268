"""The table of cases as people read it: its columns, and each case as a row of plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from cashier.core.money import Money
from cashier.history.exports.wording import Wording
from cashier.history.model import CaseRow

Cell: TypeAlias = str | int | float | Money | datetime | None
Kind: TypeAlias = Literal["text", "money", "number", "time"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of its head, what its cells hold, its width in digits."""

    key: str
    kind: Kind
    width: int


COLUMNS = (
    Column("export-opened", "time", 19),
    Column("export-closed", "time", 19),
    Column("export-till", "text", 8),
    Column("export-cashier", "text", 10),
    Column("export-amount", "money", 10),
    Column("export-failed", "text", 14),
    Column("export-side", "text", 10),
    Column("export-cause", "text", 24),
    Column("export-outcome", "text", 14),
    Column("export-paid-by", "text", 14),
    Column("export-waited", "number", 10),
    Column("export-mood", "text", 10),
    Column("export-money", "text", 12),
    Column("export-overridden", "text", 12),
    Column("export-order", "text", 12),
    Column("export-case", "text", 28),
    Column("export-shift", "text", 28),
)


def heads(wording: Wording) -> list[str]:
    """Return the words over the columns."""
    return [wording.words(column.key) for column in COLUMNS]


def cells(row: CaseRow, wording: Wording) -> list[Cell]:
    """Return a case in the order of the columns."""
    return [
        wording.local(row.opened_at),
        wording.local(row.closed_at) if row.closed_at else None,
        row.till,
        row.cashier,
        row.amount,
        wording.method(row.method_failed),
        wording.side(row.side),
        wording.cause(row.cause_kept),
        wording.outcome(row.outcome),
        wording.method(row.method_paid),
        round(row.waited_s, 1) if row.waited_s is not None else None,
        wording.mood(row.mood),
        wording.state(row.state),
        wording.words("export-yes") if row.overridden else "",
        row.order_tail,
        row.case_id,
        row.shift_id or "",
    ]
