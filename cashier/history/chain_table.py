"""Reads the chain from its table: events in their order, its head, and where it begins.

Nothing is written here. Files that an earlier version wrote are read as well: backups, spare files.
"""

import json
from collections.abc import Iterator
from dataclasses import fields

from sqlalchemy import Connection, bindparam, inspect, select

from cashier.cases.records import EventUnreadable
from cashier.history import beside, tables
from cashier.history.chain import Head, Link, is_before
from cashier.history.model import StoredEvent

_EVENTS = tables.events.c
_GUARDS = frozenset({"events_no_update", "events_no_delete", "events_in_order"})
# Built once: making a statement costs more than running it.
_LAST = select(_EVENTS.seq, _EVENTS.hash).order_by(_EVENTS.seq.desc()).limit(1)
_LINKS = (
    select(*(_EVENTS[one.name] for one in fields(Link)))
    .where(_EVENTS.seq > bindparam("after"))
    .order_by(_EVENTS.seq)
)
_OF_CASE = select(tables.events).where(_EVENTS.case_id == bindparam("wanted")).order_by(_EVENTS.seq)
_BASE = select(tables.trimmed).order_by(tables.trimmed.c.through_seq.desc()).limit(1)


def head(connection: Connection) -> Head:
    """Return the last event's place and hash."""
    found = connection.execute(_LAST).one_or_none()
    return Head(found.seq, found.hash) if found is not None else Head()


def base(connection: Connection) -> Head:
    """Return the last record that was trimmed: the chain begins after it."""
    if not has(connection, tables.trimmed.name):
        return Head()
    found = connection.execute(_BASE).one_or_none()
    return Head(found.through_seq, found.hash) if found is not None else Head()


def has(connection: Connection, table: str) -> bool:
    """Whether there is such a table; a file of an earlier version has fewer."""
    return inspect(connection).has_table(table)


def holds(connection: Connection, noted: Head) -> bool:
    """Whether the chain has this event; a short hash must be the beginning of the event's own.

    What is older than its beginning counts as had.
    """
    if is_before(noted, base(connection)):
        return True
    found = hash_at(connection, noted.seq)
    return bool(found) and noted.is_of(noted.seq, found)


def hash_at(connection: Connection, seq: int) -> str:
    """Return the hash of the event at a place; empty where there is none.

    Of what was trimmed, only the last one's is known.
    """
    query = select(_EVENTS.hash).where(_EVENTS.seq == seq)
    found = connection.execute(query).scalar_one_or_none()
    if found is None and (begins := base(connection)).seq == seq:
        return begins.hash if seq else ""
    return found or ""


def links(connection: Connection, after_seq: int = 0) -> Iterator[Link]:
    """Yield the chain after a place, oldest first, without loading it all."""
    found = connection.execution_options(yield_per=1000).execute(_LINKS, {"after": after_seq})
    for row in found:
        yield Link(*row)


def stored(connection: Connection, case_id: str) -> tuple[StoredEvent, ...]:
    """Return the events of a case, oldest first."""
    found = connection.execute(_OF_CASE, {"wanted": case_id})
    texts = beside.of_case(connection, case_id)
    return tuple(
        StoredEvent(
            row.seq, row.hash, beside.whole(record_of(row.kind, row.body), texts.get(row.seq))
        )
        for row in found
    )


def bodies(connection: Connection, case_id: str) -> tuple[tuple[int, str], ...]:
    """Return the events of a case as they stand in the file, each with its place."""
    found = connection.execute(_OF_CASE, {"wanted": case_id})
    return tuple((row.seq, row.body) for row in found)


def guarded(connection: Connection) -> bool:
    """Whether the triggers that keep the chain append-only are in place."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'"
    return set(connection.exec_driver_sql(query).scalars()) >= _GUARDS


def record_of(kind: str, body: str) -> dict[str, object]:
    """Read a stored body; only somebody else's hand makes it unreadable.

    Raises:
        EventUnreadable: it is no JSON, or not of that kind.
    """
    try:
        record = json.loads(body)
    except ValueError as error:
        raise EventUnreadable(kind=kind[:40]) from error
    if not isinstance(record, dict) or record.get("kind") != kind:
        raise EventUnreadable(kind=kind[:40])
    return record
