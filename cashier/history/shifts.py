"""Shifts of one till: opened and closed by a person, kept in the same chain as the cases."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from cashier.history import tables
from cashier.history.errors import ShiftUnknown
from cashier.history.model import Shift, from_text

OPENED = "ShiftOpened"
CLOSED = "ShiftClosed"
SHIFT_KINDS = frozenset({OPENED, CLOSED})


def opened_record(shift_id: str, at: datetime, by: str) -> dict[str, object]:
    """Return the event of an opened shift."""
    return {"kind": OPENED, "shift_id": shift_id, "at": at.isoformat(), "by": by}


def closed_record(shift_id: str, at: datetime, by: str, note: str) -> dict[str, object]:
    """Return the event of a closed shift."""
    return {"kind": CLOSED, "shift_id": shift_id, "at": at.isoformat(), "by": by, "note": note}


def apply(connection: Connection, seq: int, at: str, record: Mapping[str, object]) -> None:
    """Bring the derived table up to date with one shift event."""
    shift_id, by = str(record["shift_id"]), str(record.get("by", ""))
    if record["kind"] == OPENED:
        values = {"id": shift_id, "opened_seq": seq, "opened_at": at, "opened_by": by, "note": ""}
        connection.execute(insert(tables.shifts).values(values))
    else:
        closed = {"closed_at": at, "closed_by": by, "note": str(record.get("note", ""))}
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


def _shift(values: RowMapping) -> Shift:
    return Shift(
        id=values["id"],
        opened_at=from_text(values["opened_at"]),
        opened_by=values["opened_by"],
        closed_at=from_text(values["closed_at"]) if values["closed_at"] else None,
        closed_by=values["closed_by"] or "",
        note=values["note"],
    )
