"""Derives the read tables from events that are stored already: all anew, or some carried in.

Inside the caller's transaction. The counters of shifts cannot be derived: the chain no longer knows
the causes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from cashier.cases.events import CaseOpened
from cashier.cases.records import from_record
from cashier.history import (
    beside,
    caselist,
    chain_table,
    derive,
    log,
    search,
    settled,
    shifts,
    tables,
)
from cashier.history.beside import Beside
from cashier.history.chain import Head, Link, link
from cashier.history.model import CaseRow, Judge, Standing
from cashier.history.privacy import readable
from cashier.history.rules import Rules

Carried: TypeAlias = tuple[Link, Beside | None]
"""An event of another file with the text that stands beside it there, if it still does."""

_COUNT = upsert(tables.shift_counts)
_COUNT_MOST = _COUNT.on_conflict_do_update(
    index_elements=["shift_id", "cause"],
    set_={
        name: func.max(tables.shift_counts.c[name], _COUNT.excluded[name])
        for name in ("times", "confirmed")
    },
)


class _Folding:
    """Folds stored events, in their order, into what follows from them.

    Args:
        connection: a transaction that may write.
        empty: no case has a row yet.
    """

    def __init__(self, connection: Connection, *, empty: bool) -> None:
        self._connection = connection
        self._empty = empty
        self._trimmed = chain_table.base(connection).seq > 0
        shift = shifts.current(connection)
        self._shift_id = shift.id if shift is not None else None
        self._rows: dict[str, CaseRow] = {}
        self._standings: dict[str, Standing] = {}
        self._left = log.Left()
        self.dropped: set[str] = set()

    def take(self, item: Link, record: Mapping[str, object]) -> None:
        """Fold one event; `record` is its body with what stands beside it."""
        if item.kind in shifts.SHIFT_KINDS:
            shifts.apply(self._connection, item.seq, item.at, record)
            self._shift_id = str(record["shift_id"]) if item.kind == shifts.OPENED else None
        if item.kind == settled.DROPPED:
            found = settled.standings(record)
            self._standings |= found
            self.dropped |= set(found)
        if item.case_id is not None:
            self._fold(item.case_id, item, record)

    def write(self, judge: Judge | None) -> list[CaseRow]:
        """Write it all; return the rows as they were judged."""
        rows = log.write_rows(self._connection, self._rows.values(), judge, self._standings)
        self._left.write(self._connection)
        return rows

    def _fold(self, case_id: str, item: Link, record: Mapping[str, object]) -> None:
        before = self._rows.get(case_id)
        if before is None and not self._empty:
            before = caselist.read(self._connection, case_id)
        if before is None and self._trimmed and item.kind != CaseOpened.__name__:
            # Its beginning was trimmed: the rest of it is over too, and goes with the next step.
            return
        # What happened after the texts were dropped is judged without them, as it was then.
        self._standings.pop(case_id, None)
        event = from_record(readable(record))
        row = before or derive.begin(event, item.seq, self._shift_id)
        self._rows[case_id] = derive.fold(row, event)
        self._left.take(event, item.seq, row)


def rebuild(connection: Connection, judge: Judge | None) -> int:
    """Derive shifts and cases anew from the chain and return how many cases there are.

    The counters of the shifts stay as they are: the chain does not know them.
    """
    counted = counts(connection)
    for table in (tables.shift_counts, tables.cases, tables.shifts, tables.shown):
        connection.execute(delete(table))
    search.clear(connection)
    folding = _Folding(connection, empty=True)
    texts = beside.every(connection)
    for item in chain_table.links(connection):
        record = chain_table.record_of(item.kind, item.body)
        folding.take(item, beside.whole(record, texts.get(item.seq)))
    rows = folding.write(judge)
    if counted:
        connection.execute(insert(tables.shift_counts), [dict(row) for row in counted])
    return len(rows)


def append_kept(connection: Connection, kept: Iterable[Carried], rules: Rules) -> int:
    """Append events that another file kept, as they are, and derive what follows from them.

    Each gets its place and hash anew; what continues this very chain gets the ones it had. Texts
    come along, but for those of cases whose texts either file has dropped or would drop now.
    Returns how many events.
    """
    folding = _Folding(connection, empty=False)
    added: list[Link] = []
    texts: list[Beside] = []
    last = chain_table.head(connection)
    for item, text in kept:
        record = chain_table.record_of(item.kind, item.body)
        new = link(last, item.case_id, record, item.at)
        added.append(new)
        last = Head(new.seq, new.hash)
        if text is not None:
            texts.append(replace(text, seq=new.seq))
        folding.take(new, beside.whole(record, text.text if text is not None else None))
    log.insert_links(connection, added)
    beside.keep(connection, texts)
    rows = folding.write(rules.judge)
    if folding.dropped:
        log.drop_texts(connection, sorted(folding.dropped))
    if added:
        log.drop_what_speaks_of_credit(connection, rows, added[-1].at, rules)
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
