"""Reads and writes the derived table of cases: one row a case, filters, figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.history import tables
from cashier.history.model import CaseFilter, CaseRow, Count, Summary, Switched, from_text, to_text

_COLUMNS = tables.cases.c
_NAMES = tuple(column.name for column in tables.cases.columns)
_UNCLEAR = "unclear"
# Built once: making a statement costs more than running it.
_ONE = select(tables.cases).where(_COLUMNS.case_id == bindparam("wanted"))
_INSERT = insert(tables.cases)
_UPSERT = _INSERT.on_conflict_do_update(
    index_elements=["case_id"],
    set_={name: _INSERT.excluded[name] for name in _NAMES if name != "case_id"},
)


def write(connection: Connection, changed: Iterable[CaseRow]) -> None:
    """Insert the rows of cases or replace them."""
    values = [_values(row) for row in changed]
    if values:
        connection.execute(_UPSERT, values)


def read(connection: Connection, case_id: str) -> CaseRow | None:
    """Return the row of a case."""
    found = connection.execute(_ONE, {"wanted": case_id}).mappings().one_or_none()
    return row_of(found) if found is not None else None


def rows(connection: Connection, wanted: CaseFilter, limit: int | None) -> tuple[CaseRow, ...]:
    """Return the cases that fit, newest first by the chain, whatever the clock said."""
    query = filtered(select(tables.cases), wanted).order_by(_COLUMNS.opened_seq.desc())
    if limit is not None:
        query = query.limit(limit)
    return tuple(row_of(found) for found in connection.execute(query).mappings())


def summary(cases: Iterable[CaseRow]) -> Summary:
    """Count up the figures of some cases."""
    every = tuple(cases)
    failed = [row for row in every if row.outcome != Outcome.cancelled]
    saved = [row for row in failed if row.saved]
    lost = [row for row in failed if row.lost]
    waits = [row.waited_s for row in failed if row.waited_s is not None]
    return Summary(
        failures=len(failed),
        saved=len(saved),
        lost=len(lost),
        still_open=sum(row.open for row in failed),
        cancelled=len(every) - len(failed),
        money_saved=_total(saved),
        money_lost=_total(lost),
        without_amount=sum(row.amount is None for row in (*saved, *lost)),
        mean_wait_s=sum(waits) / len(waits) if waits else None,
        causes=counts(row.cause_kept or _UNCLEAR for row in failed if row.outcome),
        sides=counts(row.side for row in failed if row.outcome),
        switched=_switched(failed),
    )


def with_causes(figures: Summary, causes: Iterable[Count]) -> Summary:
    """Return the figures with the counters of the shift in place of the kept causes."""
    return replace(figures, causes=_ordered(causes))


def counts(names: Iterable[str]) -> tuple[Count, ...]:
    """Count names, the commonest first."""
    return _ordered(Count(name, times) for name, times in Counter(names).items())


def _ordered(items: Iterable[Count]) -> tuple[Count, ...]:
    return tuple(sorted(items, key=lambda item: (-item.times, item.id)))


def _switched(failed: Iterable[CaseRow]) -> tuple[Switched, ...]:
    to: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    for row in failed:
        method = row.method_paid if row.outcome == Outcome.paid_other else row.method_switched
        if method:
            to[method] += 1
            paid[method] += row.outcome == Outcome.paid_other
    ranked = sorted(to.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Switched(method, times, paid[method]) for method, times in ranked)


def _total(cases: Iterable[CaseRow]) -> Money:
    return Money(sum(row.amount.fen for row in cases if row.amount is not None))


def filtered(query: Select[Any], wanted: CaseFilter) -> Select[Any]:
    """Return the query over the table of cases with what is wanted of it."""
    equal: dict[str, object] = {
        "cause_kept": wanted.cause,
        "side": wanted.side,
        "method_failed": wanted.method,
        "outcome": wanted.outcome,
        "open": wanted.open,
        "shift_id": wanted.shift,
    }
    for column, value in equal.items():
        if value is not None:
            query = query.where(_COLUMNS[column] == value)
    if wanted.opened_from is not None:
        query = query.where(_COLUMNS.opened_at >= to_text(wanted.opened_from))
    if wanted.opened_before is not None:
        query = query.where(_COLUMNS.opened_at < to_text(wanted.opened_before))
    return query


def _values(row: CaseRow) -> dict[str, object]:
    values: dict[str, object] = {
        field.name: getattr(row, field.name) for field in fields(row) if field.name != "amount"
    }
    for name, value in values.items():
        if isinstance(value, datetime):
            values[name] = to_text(value)
    values["amount_fen"] = row.amount.fen if row.amount is not None else None
    return values


def row_of(found: RowMapping) -> CaseRow:
    """Return a row of the table as a value."""
    values = dict(found)
    fen = values.pop("amount_fen")
    values["amount"] = Money(fen) if fen is not None else None
    values["opened_at"] = from_text(values["opened_at"])
    if values["closed_at"]:
        values["closed_at"] = from_text(values["closed_at"])
    return CaseRow(**values)
