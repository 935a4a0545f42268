"""What the rules did to past cases, read back from the chain: how often, and what became of them.

It counts; it does not judge. Which effect a rule had is the playbook's to know.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from cashier.cases.events import EventUnreadable, RulesFired
from cashier.core.money import Money
from cashier.history import caselist, tables
from cashier.history.model import CaseFilter, CaseRow

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


def _rules(body: str) -> tuple[str, ...]:
    try:
        record = json.loads(body)
    except ValueError as error:
        raise EventUnreadable(kind=_KIND) from error
    rules = record.get("rules", []) if isinstance(record, Mapping) else None
    if not isinstance(rules, list):
        raise EventUnreadable(kind=_KIND)
    return tuple(str(rule) for rule in rules)
