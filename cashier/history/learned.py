"""Reads what the store may learn from: how often each cause was confirmed, shift by shift.

From the counters of the shifts alone, which have no link to a case; so the causes that speak about
a customer's credit are among them, and nobody can be found through them.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from cashier.diagnosis.learning import UNCONFIRMED, DatedCount
from cashier.history import tables
from cashier.history.model import from_text, to_text

_COUNTERS = tables.shift_counts.c
_SHIFTS = tables.shifts.c
# Built once: making a statement costs more than running it.
_SINCE = (
    select(
        _COUNTERS.cause,
        _COUNTERS.times,
        _COUNTERS.confirmed,
        _SHIFTS.opened_at,
        _SHIFTS.closed_at,
    )
    .join(tables.shifts, _SHIFTS.id == _COUNTERS.shift_id)
    .where(_SHIFTS.closed_at.is_(None) | (_SHIFTS.closed_at >= bindparam("since")))
    .order_by(_SHIFTS.opened_seq, _COUNTERS.cause)
)


def read(connection: Connection, since: datetime) -> tuple[DatedCount, ...]:
    """Return the counts of every shift that is open or was closed after `since`, oldest first."""
    return tuple(_counts(connection, since))


def _counts(connection: Connection, since: datetime) -> Iterator[DatedCount]:
    """Yield what was confirmed of each cause and, without its name, what was not."""
    for row in connection.execute(_SINCE, {"since": to_text(since)}):
        opened = from_text(row.opened_at)
        closed = from_text(row.closed_at) if row.closed_at else None
        for cause, times in (
            (row.cause, row.confirmed),
            (UNCONFIRMED, row.times - row.confirmed),
        ):
            if times > 0:
                yield DatedCount(cause, times, opened, closed)
