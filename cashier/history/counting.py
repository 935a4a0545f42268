"""Counts up the figures of cases on disk.

Counting is pure and has one place: a shift and a year are counted by the same function. A shift
owns its cases by their place in the chain, so a clock that is set back or forth moves no case into
another shift.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, case, func, select

from cashier.cases.outcome import Mood, Outcome
from cashier.core.intervals import Median
from cashier.core.money import Money
from cashier.history import caselist, tables
from cashier.history.figures import Count, Faces, FailureRate, PeriodFigures, Switched
from cashier.history.model import SAVED, CaseFilter, Shift, to_text

_CASES = tables.cases.c
_SHIFTS = tables.shifts.c
_UNCLEAR = "unclear"


class Failure(NamedTuple):
    """The part of a case that counts: a row of this is an eighth of the price of a whole one."""

    outcome: str
    open: bool
    side: str
    cause: str
    method_failed: str
    method_switched: str
    method_paid: str
    mood: str
    fen: int | None
    waited_s: float | None
    said_s: float | None


_LEAN = select(
    _CASES.outcome,
    _CASES.open,
    _CASES.side,
    _CASES.cause_kept,
    _CASES.method_failed,
    _CASES.method_switched,
    _CASES.method_paid,
    _CASES.mood,
    _CASES.amount_fen,
    _CASES.waited_s,
    _CASES.said_s,
)


def read(connection: Connection, wanted: CaseFilter) -> PeriodFigures:
    """Return the figures of the cases that fit."""
    found = connection.execute(caselist.filtered(_LEAN, wanted)).all()
    return count_up(map(Failure._make, found), rate=_rate(connection, wanted))


def read_switched(connection: Connection, wanted: CaseFilter) -> tuple[Switched, ...]:
    """Return where the customers of the cases that fit were switched to, and what came of it."""
    other = _CASES.outcome == Outcome.paid_other
    method = case((other, _CASES.method_paid), else_=_CASES.method_switched)
    query = caselist.filtered(select(method, func.count(), func.sum(other)), wanted)
    query = query.where(_CASES.outcome != Outcome.cancelled, method != "").group_by(method)
    return _ranked(Switched(*row) for row in connection.execute(query))


def count_up(
    cases: Iterable[Failure],
    *,
    causes: Iterable[Count] | None = None,
    rate: FailureRate | None = None,
) -> PeriodFigures:
    """Count up the figures of some cases.

    Args:
        cases: what counts of each.
        causes: the counters of the shift, in place of the causes that the cases kept.
        rate: failures against payments, where somebody knows it.
    """
    every = list(cases)
    failed = [one for one in every if one.outcome != Outcome.cancelled]
    ended = [one for one in failed if one.outcome]
    saved = [one for one in failed if one.outcome in SAVED]
    lost = [one for one in failed if one.outcome == Outcome.customer_left]
    waits = [one.waited_s for one in failed if one.waited_s is not None]
    kept = counts(one.cause or _UNCLEAR for one in ended)
    moods = Counter(one.mood for one in failed)
    return PeriodFigures(
        failures=len(failed),
        saved=len(saved),
        switched=sum(one.outcome == Outcome.paid_other for one in saved),
        lost=len(lost),
        still_open=sum(one.open for one in failed),
        cancelled=len(every) - len(failed),
        money_saved=_total(saved),
        money_lost=_total(lost),
        without_amount=sum(one.fen is None for one in (*saved, *lost)),
        mean_wait_s=sum(waits) / len(waits) if waits else None,
        to_close=Median.of(waits),
        to_sentence=Median.of(one.said_s for one in failed if one.said_s is not None),
        causes=ordered(causes) if causes is not None else kept,
        sides=counts(one.side for one in ended),
        methods=counts(one.method_failed for one in failed),
        switched_to=_switched(failed),
        faces=Faces(*(moods[mood] for mood in (Mood.fine, Mood.so_so, Mood.upset))),
        rate=rate,
    )


def counts(names: Iterable[str]) -> tuple[Count, ...]:
    """Count names, the commonest first."""
    return ordered(Count(name, times) for name, times in Counter(names).items())


def ordered(items: Iterable[Count]) -> tuple[Count, ...]:
    """Put counts in order, the commonest first."""
    return tuple(sorted(items, key=lambda item: (-item.times, item.id)))


def of_shift(connection: Connection, shift: Shift, causes: Iterable[Count]) -> PeriodFigures:
    """Return the figures of a shift; `causes` are its counters."""
    found = connection.execute(caselist.filtered(_LEAN, CaseFilter(shift=shift.id)))
    cases = [Failure._make(row) for row in found]
    rate = None
    if shift.payments is not None:
        failed = sum(one.outcome != Outcome.cancelled for one in cases)
        rate = FailureRate(failed, shift.payments)
    return count_up(cases, causes=causes, rate=rate)


def _switched(cases: Iterable[Failure]) -> tuple[Switched, ...]:
    to: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    for one in cases:
        other = one.outcome == Outcome.paid_other
        method = one.method_paid if other else one.method_switched
        if method:
            to[method] += 1
            paid[method] += other
    return _ranked(Switched(method, times, paid[method]) for method, times in to.items())


def _ranked(ways: Iterable[Switched]) -> tuple[Switched, ...]:
    return tuple(sorted(ways, key=lambda one: (-one.times, one.method)))


def _total(cases: Iterable[Failure]) -> Money:
    return Money(sum(one.fen for one in cases if one.fen is not None))


def _rate(connection: Connection, wanted: CaseFilter) -> FailureRate | None:
    """Compare whole shifts that began in the period; any other choice of cases has no total."""
    if wanted != CaseFilter(opened_from=wanted.opened_from, opened_before=wanted.opened_before):
        return None
    noted = select(_SHIFTS.id, _SHIFTS.payments).where(_SHIFTS.payments.is_not(None))
    if wanted.opened_from is not None:
        noted = noted.where(_SHIFTS.opened_at >= to_text(wanted.opened_from))
    if wanted.opened_before is not None:
        noted = noted.where(_SHIFTS.opened_at < to_text(wanted.opened_before))
    known = noted.subquery()
    payments = connection.execute(select(func.sum(known.c.payments))).scalar()
    if payments is None:
        return None
    failed = select(func.count()).where(
        _CASES.shift_id.in_(select(known.c.id)), _CASES.outcome != Outcome.cancelled
    )
    return FailureRate(int(connection.execute(failed).scalar_one()), int(payments))
