"""How much of what a history holds: counts and verdicts for a technician, never a word of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, func, select

from cashier.history import chain_table, meta, retention, tables
from cashier.history.soundness import check
from cashier.history.tables import SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a technician may know of a history."""

    schema: str
    installation: str
    events: Mapping[str, int]
    outcomes: Mapping[str, int]
    open_cases: int
    shifts: int
    texts_beside: int
    begins_after: int
    last_purge: datetime | None
    chain_events: int
    chain_fault: str | None
    chain_fault_at: int | None


def overview(connection: Connection) -> Overview:
    """Count what there is and follow the chain."""
    report = check(connection)
    cases = tables.cases
    still = select(func.count()).select_from(cases).where(cases.c.open)
    return Overview(
        schema=SCHEMA,
        installation=meta.installation(connection),
        events=_by(connection, tables.events.c.kind),
        outcomes=_by(connection, cases.c.outcome),
        open_cases=int(connection.execute(still).scalar_one()),
        shifts=sum(_by(connection, tables.shifts.c.opened_by).values()),
        texts_beside=sum(_by(connection, tables.beside.c.case_id).values()),
        begins_after=chain_table.base(connection).seq,
        last_purge=retention.last_purge(connection),
        chain_events=report.checked,
        chain_fault=report.fault,
        chain_fault_at=report.at_seq,
    )


def _by(connection: Connection, column: "Column[str]") -> dict[str, int]:
    found = connection.execute(select(column, func.count()).group_by(column))
    return {str(name or "none"): int(times) for name, times in found}
