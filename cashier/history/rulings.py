"""What the rules did to past cases, read back from the chain: how often, and what became of them.

It counts; it does not judge. Which effect a rule had is the playbook's to know.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from cashier.cases.events import RulesFired
from cashier.cases.records import EventUnreadable
from cashier.core.money import Money
from cashier.history import caselist, tables
from cashier.history.model import CaseFilter, CaseRow, from_text

_EVENTS = tables.events.c
_KIND = RulesFired.__name__


@dataclass(frozen=True, slots=True)
class RuledCase:
    """A case and the sets of rules that held for it, one after the other."""

    row: CaseRow
    sets: tuple[tuple[str, ...], ...] = ()

    @property
    def rules(self) -> frozenset[str]:
        """Every rule that held at some time."""
        return frozenset(rule for found in self.sets for rule in found)

    def times(self, rule: str) -> int:
        """Return how often the rule came to hold: again only after it had ceased to."""
        held = [rule in found for found in self.sets]
        return sum(now and not before for before, now in zip([False, *held], held, strict=False))


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What became of the cases for which a rule held."""

    rule: str
    times: int
    cases: int
    recovered: int
    switched: int
    left: int
    money_left: Money
    mean_wait_s: float | None


@dataclass(frozen=True, slots=True)
class Firing:
    """A moment at which rules came to hold for a case, none of which had held just before.

    Args:
        seq: its place in the chain.
        at: when, aware.
        row: the case as it stands today.
        rules: the rules that came to hold; empty where some only ceased to.
    """

    seq: int
    at: datetime
    row: CaseRow
    rules: tuple[str, ...]


def fired(connection: Connection, limit: int, before_seq: int | None) -> tuple[Firing, ...]:
    """Return when rules came to hold, newest first, at most `limit`, before `before_seq` if given.

    Raises:
        EventUnreadable: somebody else's hand wrote a record that is none of ours.
    """
    query = select(_EVENTS.seq, _EVENTS.at, _EVENTS.case_id).where(_EVENTS.kind == _KIND)
    if before_seq is not None:
        query = query.where(_EVENTS.seq < before_seq)
    found = connection.execute(query.order_by(_EVENTS.seq.desc()).limit(limit)).all()
    ids = {one.case_id for one in found}
    rows = {row.case_id: row for row in caselist.with_ids(connection, ids)}
    news = _news(connection, ids)
    return tuple(
        Firing(one.seq, from_text(one.at), rows[one.case_id], news[one.seq])
        for one in found
        if one.case_id in rows
    )


def read(connection: Connection, wanted: CaseFilter) -> tuple[RuledCase, ...]:
    """Return the cases that fit, newest first, each with the rules that held for it.

    Raises:
        EventUnreadable: somebody else's hand wrote a record that is none of ours.
    """
    query = select(_EVENTS.case_id, _EVENTS.body).where(_EVENTS.kind == _KIND)
    sets: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for found in connection.execute(query.order_by(_EVENTS.seq)):
        sets[found.case_id].append(_rules(found.body))
    rows = caselist.rows(connection, wanted, None)
    return tuple(RuledCase(row, tuple(sets.get(row.case_id, ()))) for row in rows)


def figures(cases: Iterable[RuledCase]) -> tuple[RuleFigures, ...]:
    """Count up, rule by rule, the one that held most often first."""
    by_rule: dict[str, list[RuledCase]] = defaultdict(list)
    for case in cases:
        for rule in case.rules:
            by_rule[rule].append(case)
    counted = [_count(rule, found) for rule, found in by_rule.items()]
    return tuple(sorted(counted, key=lambda one: (-one.times, one.rule)))


def _count(rule: str, cases: Sequence[RuledCase]) -> RuleFigures:
    rows = [case.row for case in cases]
    waits = [row.waited_s for row in rows if row.waited_s is not None]
    lost = [row.amount.fen for row in rows if row.lost and row.amount is not None]
    return RuleFigures(
        rule=rule,
        times=sum(case.times(rule) for case in cases),
        cases=len(rows),
        recovered=sum(row.saved for row in rows),
        switched=sum(bool(row.method_switched) for row in rows),
        left=sum(row.lost for row in rows),
        money_left=Money(sum(lost)),
        mean_wait_s=sum(waits) / len(waits) if waits else None,
    )


def _news(connection: Connection, ids: Iterable[str]) -> dict[int, tuple[str, ...]]:
    """Return which rules each event of these cases added to those that had held until then."""
    # By case and not by kind: of all kinds a case has few events, of one kind there are no end.
    query = select(_EVENTS.seq, _EVENTS.case_id, _EVENTS.kind, _EVENTS.body)
    found = connection.execute(query.where(_EVENTS.case_id.in_(list(ids))).order_by(_EVENTS.seq))
    held: dict[str, tuple[str, ...]] = {}
    news: dict[int, tuple[str, ...]] = {}
    for one in found:
        if one.kind == _KIND:
            before, now = held.get(one.case_id, ()), _rules(one.body)
            news[one.seq] = tuple(rule for rule in now if rule not in before)
            held[one.case_id] = now
    return news


def _rules(body: str) -> tuple[str, ...]:
    try:
        record = json.loads(body)
    except ValueError as error:
        raise EventUnreadable(kind=_KIND) from error
    rules = record.get("rules", []) if isinstance(record, Mapping) else None
    if not isinstance(rules, list):
        raise EventUnreadable(kind=_KIND)
    return tuple(str(rule) for rule in rules)
