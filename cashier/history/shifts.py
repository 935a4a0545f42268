"""Shifts of one till: opened and closed by a person, kept in the same chain as the cases.

Closing one hands over: a note, who takes over, how many payments the register counted, and the
cases that are open just then, by name.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from cashier.history import tables
from cashier.history.errors import NoteTooLong, ShiftUnknown
from cashier.history.model import Shift, from_text

OPENED = "ShiftOpened"
CLOSED = "ShiftClosed"
SHIFT_KINDS = frozenset({OPENED, CLOSED})
NOTE_MOST = 2000


@dataclass(frozen=True, slots=True)
class Handover:
    """What is said at the end of a shift.

    Args:
        by: who closes it.
        note: for whoever comes next, at most `NOTE_MOST` signs.
        to: who takes over.
        payments: how many payments the register counted in this shift; None when nobody looked.
    """

    by: str = ""
    note: str = ""
    to: str = ""
    payments: int | None = None


def opened_record(shift_id: str, at: datetime, by: str) -> dict[str, object]:
    """Return the event of an opened shift."""
    return {"kind": OPENED, "shift_id": shift_id, "at": at.isoformat(), "by": by}


def closed_record(
    shift_id: str, at: datetime, said: Handover, open_cases: Iterable[str]
) -> dict[str, object]:
    """Return the event of a closed shift; `open_cases` are the ids of those handed over.

    Raises:
        NoteTooLong: the note is a document and no note.
    """
    if len(said.note) > NOTE_MOST:
        raise NoteTooLong(length=len(said.note), most=NOTE_MOST)
    record: dict[str, object] = {"kind": CLOSED, "shift_id": shift_id, "at": at.isoformat()}
    record |= {"by": said.by, "note": said.note, "open_cases": list(open_cases)}
    if said.to:
        record["to"] = said.to
    if said.payments is not None:
        record["payments"] = said.payments
    return record


def apply(connection: Connection, seq: int, at: str, record: Mapping[str, object]) -> None:
    """Bring the derived table up to date with one shift event."""
    shift_id, by = str(record["shift_id"]), str(record.get("by", ""))
    if record["kind"] == OPENED:
        values = {"id": shift_id, "opened_seq": seq, "opened_at": at, "opened_by": by, "note": ""}
        connection.execute(insert(tables.shifts).values(values))
    else:
        closed = {"closed_at": at, "closed_by": by, **_handed_over(record)}
        connection.execute(
            update(tables.shifts).where(tables.shifts.c.id == shift_id).values(closed)
        )


def current(connection: Connection) -> Shift | None:
    """Return the open shift."""
    return _one(connection, open_only=True)


def latest(connection: Connection) -> Shift | None:
    """Return the shift opened last, open or closed."""
    return _one(connection, open_only=False)


def latest_seq(connection: Connection) -> int:
    """Return the place at which the newest shift was opened; 0 when there is none."""
    query = select(func.max(tables.shifts.c.opened_seq))
    return connection.execute(query).scalar_one_or_none() or 0


def by_id(connection: Connection, shift_id: str) -> Shift:
    """Return a shift.

    Raises:
        ShiftUnknown: there is none with this id.
    """
    row = (
        connection.execute(select(tables.shifts).where(tables.shifts.c.id == shift_id))
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise ShiftUnknown(shift=shift_id[:40])
    return _shift(row)


def everyone(connection: Connection, limit: int) -> tuple[Shift, ...]:
    """Return the shifts, newest first."""
    newest = select(tables.shifts).order_by(tables.shifts.c.opened_seq.desc()).limit(limit)
    return tuple(_shift(row) for row in connection.execute(newest).mappings())


def _one(connection: Connection, *, open_only: bool) -> Shift | None:
    query = select(tables.shifts).order_by(tables.shifts.c.opened_seq.desc()).limit(1)
    if open_only:
        query = query.where(tables.shifts.c.closed_at.is_(None))
    row = connection.execute(query).mappings().one_or_none()
    return _shift(row) if row is not None else None


def _handed_over(record: Mapping[str, object]) -> dict[str, object]:
    """Read what a closed shift said; records of earlier versions say less."""
    open_cases, payments = record.get("open_cases"), record.get("payments")
    ids = [str(one) for one in open_cases] if isinstance(open_cases, list) else []
    return {
        "note": str(record.get("note", "")),
        "handed_to": str(record.get("to", "")),
        "payments": payments if isinstance(payments, int) else None,
        "open_cases": json.dumps(ids, separators=(",", ":")),
    }


def _shift(values: RowMapping) -> Shift:
    return Shift(
        id=values["id"],
        opened_at=from_text(values["opened_at"]),
        opened_by=values["opened_by"],
        closed_at=from_text(values["closed_at"]) if values["closed_at"] else None,
        closed_by=values["closed_by"] or "",
        note=values["note"],
        handed_to=values["handed_to"],
        payments=values["payments"],
        open_cases=tuple(json.loads(values["open_cases"])),
    )
