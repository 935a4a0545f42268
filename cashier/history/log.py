"""Appends to the chain and derives the other tables from it, inside the caller's transaction.

Appending and rebuilding go the same way: each event is folded into the row of its case. Only the
counters of a shift are written once, when a case first ends: the chain no longer knows the cause.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import datetime

import structlog
from sqlalchemy import Connection, bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from cashier.cases.events import CaseClosed, Event, EventUnreadable, from_record, to_record
from cashier.cases.outcome import Outcome
from cashier.core.errors import CashierError
from cashier.history import audit, caselist, derive, shifts, tables
from cashier.history.audit import AuditRecord
from cashier.history.chain import Head, Link, link
from cashier.history.model import CaseRow, Count, Judge, Standing, StoredEvent, to_text
from cashier.history.privacy import Privacy, readable
from cashier.history.rules import Rules

_LOG = structlog.get_logger()
_EVENTS = tables.events.c
_GUARDS = frozenset({"events_no_update", "events_no_delete", "events_in_order"})
_UNCLEAR = "unclear"
# Built once: making a statement costs more than running it.
_NEW_EVENT = insert(tables.events)
_LAST = select(_EVENTS.seq, _EVENTS.hash).order_by(_EVENTS.seq.desc()).limit(1)
_LINKS = (
    select(*(_EVENTS[one.name] for one in fields(Link)))
    .where(_EVENTS.seq > bindparam("after"))
    .order_by(_EVENTS.seq)
)
_OF_CASE = select(tables.events).where(_EVENTS.case_id == bindparam("wanted")).order_by(_EVENTS.seq)
_COUNT = upsert(tables.shift_counts)
_COUNT_UP = _COUNT.on_conflict_do_update(
    index_elements=["shift_id", "cause"],
    set_={
        name: tables.shift_counts.c[name] + _COUNT.excluded[name] for name in ("times", "confirmed")
    },
)
_COUNT_MOST = _COUNT.on_conflict_do_update(
    index_elements=["shift_id", "cause"],
    set_={
        name: func.max(tables.shift_counts.c[name], _COUNT.excluded[name])
        for name in ("times", "confirmed")
    },
)


def head(connection: Connection) -> Head:
    """Return the last event's place and hash."""
    found = connection.execute(_LAST).one_or_none()
    return Head(found.seq, found.hash) if found is not None else Head()


def append_events(
    connection: Connection, happened: Iterable[Event | AuditRecord], rules: Rules
) -> tuple[int, ...]:
    """Append what happened in its order and bring the rows of the cases up to date."""
    shift = shifts.current(connection)
    shift_id = shift.id if shift is not None else None
    added: list[Link] = []
    last = head(connection)
    touched: dict[str, CaseRow] = {}
    for event in happened:
        if isinstance(event, AuditRecord):
            change = rules.privacy.kept(audit.to_record(event))
            added.append(link(last, None, change, to_text(event.at)))
            last = Head(added[-1].seq, added[-1].hash)
            continue
        record = rules.privacy.kept(to_record(event))
        item = link(last, event.case_id, record, to_text(event.at))
        added.append(item)
        last = Head(item.seq, item.hash)
        before = touched.get(event.case_id) or caselist.read(connection, event.case_id)
        row = before or derive.begin(event, item.seq, shift_id)
        _count(connection, row, event)
        touched[event.case_id] = derive.fold(row, from_record(readable(record)))
    _insert(connection, added)
    _write_rows(connection, touched.values(), rules.judge)
    return tuple(item.seq for item in added)


def append_shift(
    connection: Connection, record: Mapping[str, object], at: datetime, privacy: Privacy
) -> None:
    """Append a shift event and bring the table of shifts up to date."""
    kept = privacy.kept(record)
    item = _append_plain(connection, kept, at)
    shifts.apply(connection, item.seq, item.at, kept)


def append_change(connection: Connection, change: AuditRecord, privacy: Privacy) -> int:
    """Append what a person changed and return its place in the chain."""
    kept = privacy.kept(audit.to_record(change))
    return _append_plain(connection, kept, change.at).seq


def append_kept(connection: Connection, kept: Iterable[Link], judge: Judge | None) -> int:
    """Append events that another history kept, as they are, and derive what follows from them.

    Each gets its place and hash anew; what continues this very chain gets the ones it had. Shifts'
    counters are not made here: the kept events no longer know the causes. Returns how many.
    """
    shift = shifts.current(connection)
    shift_id = shift.id if shift is not None else None
    rows: dict[str, CaseRow] = {}
    added: list[Link] = []
    last = head(connection)
    for item in kept:
        record = _record(item.kind, item.body)
        new = link(last, item.case_id, record, item.at)
        added.append(new)
        last = Head(new.seq, new.hash)
        if item.kind in shifts.SHIFT_KINDS:
            shifts.apply(connection, new.seq, new.at, record)
            shift_id = str(record["shift_id"]) if item.kind == shifts.OPENED else None
        if item.case_id is not None:
            event = from_record(readable(record))
            before = rows.get(item.case_id) or caselist.read(connection, item.case_id)
            row = before or derive.begin(event, new.seq, shift_id)
            rows[item.case_id] = derive.fold(row, event)
    _insert(connection, added)
    _write_rows(connection, rows.values(), judge)
    return len(added)


def merge_counts(connection: Connection, counts: Iterable[Mapping[str, object]]) -> None:
    """Take up shifts' counters of another history of this till; the greater of two holds."""
    known = set(connection.execute(select(tables.shifts.c.id)).scalars())
    values = [dict(row) for row in counts if row["shift_id"] in known]
    if values:
        connection.execute(_COUNT_MOST, values)


def counts(connection: Connection) -> tuple[Mapping[str, object], ...]:
    """Return all shifts' counters."""
    found = connection.execute(select(tables.shift_counts)).mappings()
    return tuple(dict(row) for row in found)


def holds(connection: Connection, noted: Head) -> bool:
    """Whether the chain has this event; a short hash must be the beginning of the event's own."""
    found = hash_at(connection, noted.seq)
    return noted.seq == 0 or (bool(found) and noted.is_of(noted.seq, found))


def hash_at(connection: Connection, seq: int) -> str:
    """Return the hash of the event at a place; empty where there is none."""
    query = select(_EVENTS.hash).where(_EVENTS.seq == seq)
    return connection.execute(query).scalar_one_or_none() or ""


def links(connection: Connection, after_seq: int = 0) -> Iterator[Link]:
    """Yield the chain after a place, oldest first, without loading it all."""
    found = connection.execution_options(yield_per=1000).execute(_LINKS, {"after": after_seq})
    for row in found:
        yield Link(*row)


def stored(connection: Connection, case_id: str) -> tuple[StoredEvent, ...]:
    """Return the events of a case, oldest first."""
    found = connection.execute(_OF_CASE, {"wanted": case_id})
    return tuple(StoredEvent(row.seq, row.hash, _record(row.kind, row.body)) for row in found)


def bodies(connection: Connection, case_id: str) -> frozenset[str]:
    """Return the events of a case as they stand in the file."""
    return frozenset(row.body for row in connection.execute(_OF_CASE, {"wanted": case_id}))


def causes_of_shift(connection: Connection, shift_id: str) -> tuple[Count, ...]:
    """Return how often each cause came up in a shift."""
    counters = tables.shift_counts.c
    query = select(counters.cause, counters.times).where(counters.shift_id == shift_id)
    return tuple(Count(row.cause, row.times) for row in connection.execute(query))


def guarded(connection: Connection) -> bool:
    """Whether the triggers that keep the chain append-only are in place."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'"
    return set(connection.exec_driver_sql(query).scalars()) >= _GUARDS


def rebuild(connection: Connection, judge: Judge | None) -> int:
    """Derive shifts and cases anew from the chain and return how many cases there are.

    The counters of the shifts stay as they are: the chain does not know them.
    """
    counted = connection.execute(select(tables.shift_counts)).mappings().all()
    for table in (tables.shift_counts, tables.cases, tables.shifts):
        connection.execute(delete(table))
    rows: dict[str, CaseRow] = {}
    shift_id: str | None = None
    for item in links(connection):
        record = _record(item.kind, item.body)
        if item.kind in shifts.SHIFT_KINDS:
            shifts.apply(connection, item.seq, item.at, record)
            shift_id = str(record["shift_id"]) if item.kind == shifts.OPENED else None
        if item.case_id is None:
            continue
        event = from_record(readable(record))
        row = rows.get(item.case_id) or derive.begin(event, item.seq, shift_id)
        rows[item.case_id] = derive.fold(row, event)
    _write_rows(connection, rows.values(), judge)
    if counted:
        connection.execute(insert(tables.shift_counts), [dict(row) for row in counted])
    return len(rows)


def _append_plain(connection: Connection, kept: Mapping[str, object], at: datetime) -> Link:
    """Append one event that concerns the whole till."""
    item = link(head(connection), None, kept, to_text(at))
    _insert(connection, [item])
    return item


def _insert(connection: Connection, added: Iterable[Link]) -> None:
    values = [asdict(item) for item in added]
    if values:
        connection.execute(_NEW_EVENT, values)


def _record(kind: str, body: str) -> dict[str, object]:
    """Read a stored body; only somebody else's hand makes it unreadable."""
    try:
        record = json.loads(body)
    except ValueError as error:
        raise EventUnreadable(kind=kind[:40]) from error
    if not isinstance(record, dict) or record.get("kind") != kind:
        raise EventUnreadable(kind=kind[:40])
    return record


def _count(connection: Connection, before: CaseRow, event: Event) -> None:
    """Count the cause of a case in its shift, once: when the case ends for the first time."""
    if not isinstance(event, CaseClosed) or before.outcome or before.shift_id is None:
        return
    if event.outcome is Outcome.cancelled:
        return
    values = {"shift_id": before.shift_id, "cause": event.cause or _UNCLEAR, "times": 1}
    connection.execute(_COUNT_UP, {**values, "confirmed": int(event.confirmed)})


def _write_rows(connection: Connection, rows: Iterable[CaseRow], judge: Judge | None) -> None:
    unread: list[str] = []
    judged: list[CaseRow] = []
    for row in rows:
        standing: Standing | None = None
        try:
            if judge is not None:
                standing = judge([item.event for item in stored(connection, row.case_id)])
        except CashierError as error:
            unread.append(error.code)
        judged.append(derive.with_standing(row, standing))
    caselist.write(connection, judged)
    if unread:
        # What happened is stored whatever this version thinks of it; the rows stay cautious.
        _LOG.warning("cases_not_replayed", cases=len(unread), reasons=sorted(set(unread)))
