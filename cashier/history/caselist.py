"""Reads and writes the derived table of cases: a row a case, filters that combine, pages by key."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from cashier.core.money import Money
from cashier.history import search, tables
from cashier.history.model import CaseFilter, CaseRow, WeekPart, from_text, to_text

_COLUMNS = tables.cases.c
_NAMES = tuple(column.name for column in tables.cases.columns)
# Built once: making a statement costs more than running it.
_ONE = select(tables.cases).where(_COLUMNS.case_id == bindparam("wanted"))
_INSERT = insert(tables.cases)
_UPSERT = _INSERT.on_conflict_do_update(
    index_elements=["case_id"],
    set_={name: _INSERT.excluded[name] for name in _NAMES if name != "case_id"},
)


@dataclass(frozen=True, slots=True)
class Named:
    """Everybody who has opened a case, and every cause that one has kept."""

    cashiers: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


def write(connection: Connection, changed: Iterable[CaseRow]) -> None:
    """Insert the rows of cases or replace them."""
    values = [_values(row) for row in changed]
    if values:
        connection.execute(_UPSERT, values)


def read(connection: Connection, case_id: str) -> CaseRow | None:
    """Return the row of a case."""
    found = connection.execute(_ONE, {"wanted": case_id}).mappings().one_or_none()
    return row_of(found) if found is not None else None


def rows(
    connection: Connection, wanted: CaseFilter, limit: int | None, before_seq: int | None = None
) -> tuple[CaseRow, ...]:
    """Return the cases that fit, newest first by the chain, whatever the clock said.

    `before_seq` is the `opened_seq` of the last row of a page: the next page begins below it, and
    no page is slower than the first.
    """
    query = filtered(select(tables.cases), wanted).order_by(_COLUMNS.opened_seq.desc())
    if before_seq is not None:
        query = query.where(_COLUMNS.opened_seq < before_seq)
    if limit is not None:
        query = query.limit(limit)
    return tuple(row_of(found) for found in connection.execute(query).mappings())


def with_ids(connection: Connection, case_ids: Iterable[str]) -> tuple[CaseRow, ...]:
    """Return the rows of these cases, newest first; ids that nobody knows are left out."""
    query = select(tables.cases).where(_COLUMNS.case_id.in_(list(case_ids)))
    found = connection.execute(query.order_by(_COLUMNS.opened_seq.desc())).mappings()
    return tuple(row_of(one) for one in found)


def count(connection: Connection, wanted: CaseFilter) -> int:
    """Return how many cases fit."""
    query = filtered(select(func.count()).select_from(tables.cases), wanted)
    return int(connection.execute(query).scalar_one())


def named(connection: Connection) -> Named:
    """Return who and what the filters can ask for."""
    return Named(_different(connection, "cashier"), _different(connection, "cause_kept"))


def _different(connection: Connection, name: str) -> tuple[str, ...]:
    column = _COLUMNS[name]
    query = select(column).distinct().where(column != "").order_by(column)
    return tuple(connection.execute(query).scalars())


def filtered(query: Select[Any], wanted: CaseFilter) -> Select[Any]:
    """Return the query over the table of cases with what is wanted of it."""
    equal: dict[str, object] = {
        "cause_kept": wanted.cause,
        "side": wanted.side,
        "method_failed": wanted.method,
        "outcome": wanted.outcome,
        "open": wanted.open,
        "shift_id": wanted.shift,
        "cashier": wanted.cashier,
    }
    for column, value in equal.items():
        if value is not None:
            query = query.where(_COLUMNS[column] == value)
    if wanted.opened_from is not None:
        query = query.where(_COLUMNS.opened_at >= to_text(wanted.opened_from))
    if wanted.opened_before is not None:
        query = query.where(_COLUMNS.opened_at < to_text(wanted.opened_before))
    if wanted.week is not None:
        query = _in_week(query, wanted.week)
    if wanted.least is not None:
        query = query.where(_COLUMNS.amount_fen >= wanted.least.fen)
    if wanted.most is not None:
        query = query.where(_COLUMNS.amount_fen <= wanted.most.fen)
    if wanted.text:
        query = query.where(search.matching(wanted.text))
    return query


def _in_week(query: Select[Any], part: WeekPart) -> Select[Any]:
    """Keep the cases opened in these hours; SQLite counts days from Sunday."""
    local = func.strftime("%w%H", _COLUMNS.opened_at, "localtime")
    day = (part.weekday + 1) % 7
    return query.where(
        local.between(f"{day}{part.from_hour:02d}", f"{day}{part.until_hour - 1:02d}")
    )


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
