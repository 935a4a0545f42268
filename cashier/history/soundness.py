"""Says whether a history is whole: its chain, the guards on it, the texts that stand beside it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from sqlalchemy import Connection, select

from cashier.history import beside, chain_table, tables
from cashier.history.chain import ChainFault, ChainReport, Head, Link, check_chain

TRIMMED = "RecordsTrimmed"

Pace: TypeAlias = Callable[[Iterator[Link]], Iterator[Link]]
"""Hands events on, and lets others through in between."""

_EVENTS = tables.events.c


def check(
    connection: Connection, anchor: Head | None = None, pace: Pace | None = None
) -> ChainReport:
    """Follow the whole chain, then look at what guards it and what stands beside it.

    Args:
        connection: a transaction.
        anchor: a head that the chain must hold, unless it is older than where the chain begins.
        pace: how the events are gone through.
    """
    links = chain_table.links(connection)
    begins = chain_table.base(connection)
    report = check_chain(pace(links) if pace else links, anchor, begins)
    if not chain_table.guarded(connection):
        return report.without_guard()
    found = _beside_it(connection, begins) if report.sound else None
    return replace(report, fault=found[0], at_seq=found[1]) if found else report


def _beside_it(connection: Connection, begins: Head) -> tuple[ChainFault, int] | None:
    """Return what is wrong beside a sound chain, and where: a changed text, an unsaid trimming."""
    if begins.seq and not _is_said(connection, begins):
        return ChainFault.trim_unproved, begins.seq
    if not chain_table.has(connection, tables.beside.name):
        return None
    changed = beside.first_changed(connection)
    return (ChainFault.text_changed, changed) if changed is not None else None


def _is_said(connection: Connection, begins: Head) -> bool:
    query = select(_EVENTS.body).where(_EVENTS.kind == TRIMMED, _EVENTS.case_id.is_(None))
    words = f'"hash":"{begins.hash}"', f'"through":{begins.seq}}}'
    return any(all(one in body for one in words) for body in connection.execute(query).scalars())
