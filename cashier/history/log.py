"""Appends to the chain and derives the other tables from it, inside the caller's transaction.

Appending and rebuilding go the same way: each event is folded into the row of its case. Only the
counters of a shift are written once, when a case first ends: the chain no longer knows the cause.
Texts that may have to go one day are put beside the chain on the way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from types import MappingProxyType

import structlog
from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from cashier.cases.events import CaseClosed, Event
from cashier.cases.outcome import Outcome
from cashier.cases.records import from_record, to_record
from cashier.core.errors import CashierError
from cashier.history import (
    audit,
    beside,
    caselist,
    chain_table,
    derive,
    search,
    settled,
    shifts,
    tables,
    versions,
)
from cashier.history.audit import AuditRecord
from cashier.history.beside import Beside
from cashier.history.chain import Head, Link, link
from cashier.history.figures import Count
from cashier.history.model import CaseRow, Judge, Standing, to_text
from cashier.history.privacy import Privacy, readable
from cashier.history.rules import Rules

_LOG = structlog.get_logger()
_UNCLEAR = "unclear"
# Built once: making a statement costs more than running it.
_NEW_EVENT = insert(tables.events)
_COUNT = upsert(tables.shift_counts)
_COUNT_UP = _COUNT.on_conflict_do_update(
    index_elements=["shift_id", "cause"],
    set_={
        name: tables.shift_counts.c[name] + _COUNT.excluded[name] for name in ("times", "confirmed")
    },
)


def append_events(
    connection: Connection, happened: Iterable[Event | AuditRecord], rules: Rules
) -> tuple[int, ...]:
    """Append what happened in its order and bring the rows of the cases up to date."""
    shift = shifts.current(connection)
    shift_id = shift.id if shift is not None else None
    added: list[Link] = []
    texts: list[Beside] = []
    last = chain_table.head(connection)
    touched: dict[str, CaseRow] = {}
    left = Left()
    for event in happened:
        if isinstance(event, AuditRecord):
            change = rules.privacy.kept(audit.to_record(event))
            added.append(link(last, None, change, to_text(event.at)))
            last = Head(added[-1].seq, added[-1].hash)
            continue
        record = rules.privacy.kept(to_record(event))
        parted = beside.part(record, rules.make_salt())
        item = link(last, event.case_id, parted.record, to_text(event.at))
        added.append(item)
        if parted.salt:
            texts.append(Beside(item.seq, event.case_id, parted.salt, parted.text))
        last = Head(item.seq, item.hash)
        before = touched.get(event.case_id) or caselist.read(connection, event.case_id)
        row = before or derive.begin(event, item.seq, shift_id)
        _count(connection, row, event)
        kept = from_record(readable(record))
        touched[event.case_id] = derive.fold(row, kept)
        left.take(kept, item.seq, row)
    insert_links(connection, added)
    beside.keep(connection, texts)
    rows = write_rows(connection, touched.values(), rules.judge)
    left.write(connection)
    if added:
        drop_what_speaks_of_credit(connection, rows, added[-1].at, rules)
    return tuple(item.seq for item in added)


def append_shift(
    connection: Connection, record: Mapping[str, object], at: datetime, rules: Rules
) -> None:
    """Append a shift event and bring the table of shifts up to date."""
    kept = rules.privacy.kept(record)
    parted = beside.part(kept, rules.make_salt())
    item = append_plain(connection, parted.record, to_text(at))
    if parted.salt:
        beside.keep(connection, [Beside(item.seq, None, parted.salt, parted.text)])
    shifts.apply(connection, item.seq, item.at, kept)


def append_change(connection: Connection, change: AuditRecord, privacy: Privacy) -> int:
    """Append what a person changed and return its place in the chain."""
    kept = privacy.kept(audit.to_record(change))
    return append_plain(connection, kept, to_text(change.at)).seq


def causes_of_shift(connection: Connection, shift_id: str) -> tuple[Count, ...]:
    """Return how often each cause came up in a shift."""
    counters = tables.shift_counts.c
    query = select(counters.cause, counters.times).where(counters.shift_id == shift_id)
    return tuple(Count(row.cause, row.times) for row in connection.execute(query))


class Left:
    """What events leave besides the rows of their cases: texts to be found, scripts shown."""

    def __init__(self) -> None:
        self._texts: list[search.Text] = []
        self._shown: dict[tuple[int, str], versions.Shown] = {}

    def take(self, event: Event, seq: int, row: CaseRow) -> None:
        """Remember what an event leaves; `row` is its case's."""
        text = search.text_of(event, seq, row.opened_seq)
        if text is not None:
            self._texts.append(text)
        shown = versions.shown_of(event, row.opened_seq)
        if shown is not None:
            self._shown[shown.case_seq, shown.place] = shown

    def write(self, connection: Connection) -> None:
        """Write it all."""
        search.write(connection, self._texts)
        versions.write(connection, self._shown.values())


def append_plain(connection: Connection, kept: Mapping[str, object], at: str) -> Link:
    """Append one event that concerns the whole till."""
    item = link(chain_table.head(connection), None, kept, at)
    insert_links(connection, [item])
    return item


def insert_links(connection: Connection, added: Iterable[Link]) -> None:
    """Write events that are linked already."""
    values = [asdict(item) for item in added]
    if values:
        connection.execute(_NEW_EVENT, values)


def _count(connection: Connection, before: CaseRow, event: Event) -> None:
    """Count the cause of a case in its shift, once: when the case ends for the first time."""
    if not isinstance(event, CaseClosed) or before.outcome or before.shift_id is None:
        return
    if event.outcome is Outcome.cancelled:
        return
    values = {"shift_id": before.shift_id, "cause": event.cause or _UNCLEAR, "times": 1}
    connection.execute(_COUNT_UP, {**values, "confirmed": int(event.confirmed)})


def drop_what_speaks_of_credit(
    connection: Connection, rows: Iterable[CaseRow], at: str, rules: Rules
) -> None:
    """Drop the texts of cases that have ended, where they may tell about a customer's credit."""
    ended = [
        row
        for row in rows
        if not row.open
        and (texts := beside.of_case(connection, row.case_id))
        and rules.privacy.speaks_of_credit(row.cause_kept, texts.values())
    ]
    if not ended:
        return
    # Without a judge the events alone say how a case stands, and none of them is lost.
    if rules.judge is not None:
        note_standings(connection, ended, at)
    drop_texts(connection, [row.case_id for row in ended])


def drop_texts(connection: Connection, case_ids: Sequence[str]) -> None:
    """Drop all texts of some cases, and what can be found of them."""
    search.forget(connection, beside.drop_cases(connection, case_ids))


def note_standings(connection: Connection, rows: Iterable[CaseRow], at: str) -> None:
    """Keep in the chain how cases stand whose texts are about to be dropped."""
    append_plain(connection, settled.dropped_record(rows, at), at)


def write_rows(
    connection: Connection,
    rows: Iterable[CaseRow],
    judge: Judge | None,
    standings: Mapping[str, Standing] = MappingProxyType({}),
) -> list[CaseRow]:
    """Judge and write the rows of cases; where a standing was kept, it is the judgement."""
    unread: list[str] = []
    judged: list[CaseRow] = []
    for row in rows:
        standing = standings.get(row.case_id)
        try:
            if judge is not None and standing is None:
                known = chain_table.stored(connection, row.case_id)
                standing = judge([item.event for item in known])
        except CashierError as error:
            unread.append(error.code)
        judged.append(derive.with_standing(row, standing))
    caselist.write(connection, judged)
    if unread:
        # What happened is stored whatever this version thinks of it; the rows stay cautious.
        _LOG.warning("cases_not_replayed", cases=len(unread), reasons=sorted(set(unread)))
    return judged
