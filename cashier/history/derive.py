"""How a row of `cases` follows from the events of a case, one event at a time.

Pure, and the only way a row comes to be: appending and rebuilding both fold here, so both give the
same rows. Whether the money is known is not decided here but by the `Judge` that is handed in;
without one, or when it cannot read an old case, the events alone give a cautious answer.
"""

from collections.abc import Sequence
from dataclasses import replace

from cashier.cases import events as happened
from cashier.cases.case import Case
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.history.model import STILL_GOING, CaseRow, Judge, Standing
from cashier.playbook.playbook import Playbook

_UNKNOWN = "unknown"
_SETTLED = {
    "paid": "paid",
    "failed": "failed",
    "reversed": "reversed",
    "closed": "reversed",
    "refunded": "reversed",
}


def judge_by_replay(playbook: Playbook) -> Judge:
    """Return the judge that replays a case; what is known about the money is its answer."""

    def judge(history: Sequence[Event]) -> Standing:
        case = Case.replay(history, playbook)
        return Standing(case.known.state, case.is_open)

    return judge


def begin(event: Event, seq: int, shift_id: str | None) -> CaseRow:
    """Return the row of a case whose first event this is."""
    return CaseRow(event.case_id, opened_seq=seq, opened_at=event.at, shift_id=shift_id)


def fold(row: CaseRow, event: Event) -> CaseRow:
    """Return the row after the event."""
    match event:
        case happened.CaseOpened():
            after = _opened(row, event)
        case happened.DetailsNoted():
            after = _noted(row, event)
        case happened.ChargeLocked() | happened.LockRestored() | happened.PaymentClaimed():
            after = row if row.state == "paid" else replace(row, state=_UNKNOWN)
        case happened.OrderAnswered():
            after = _answered(row, event)
        case happened.LockOverridden():
            after = replace(row, overridden=True)
        case happened.MethodSwitched():
            after = replace(row, method_switched=event.method)
        case happened.ScriptShown():
            after = row if row.said_s is not None else replace(row, said_s=event.elapsed_s)
        case happened.CaseClosed():
            after = _closed(row, event)
        case _:
            after = row
    return replace(after, open=_open(after))


def with_standing(row: CaseRow, standing: Standing | None) -> CaseRow:
    """Return the row with what the judge said; None leaves what the events alone gave."""
    return row if standing is None else replace(row, state=standing.state, open=standing.open)


def side_of(cause: str) -> str:
    """Return whose side a cause is on: the part before the dot."""
    side, dot, _ = cause.partition(".")
    return side if dot else "none"


def _opened(row: CaseRow, event: happened.CaseOpened) -> CaseRow:
    return replace(
        row,
        till=event.till,
        cashier=event.cashier,
        amount=event.amount,
        order_tail=event.order_tail,
        method_failed=event.method or "",
    )


def _noted(row: CaseRow, event: happened.DetailsNoted) -> CaseRow:
    return replace(
        row,
        amount=event.amount if event.amount is not None else row.amount,
        method_failed=event.method or row.method_failed,
        order_tail=event.order_tail or row.order_tail,
    )


def _answered(row: CaseRow, event: happened.OrderAnswered) -> CaseRow:
    if row.state == "paid":
        return row
    return replace(row, state=_SETTLED.get(event.state, _UNKNOWN))


def _closed(row: CaseRow, event: happened.CaseClosed) -> CaseRow:
    paid = event.outcome in (Outcome.paid_same, Outcome.paid_other)
    same = row.method_failed if event.outcome is Outcome.paid_same else row.method_switched
    return replace(
        row,
        closed_at=None if event.outcome is Outcome.check_later else event.at,
        outcome=event.outcome.value,
        method_paid=(event.method or same) if paid else "",
        mood=event.mood.value if event.mood else row.mood,
        cause_kept=event.cause or row.cause_kept,
        side=side_of(event.cause or row.cause_kept),
        # The customer waited until the till was free again; a later look at the order adds nothing.
        waited_s=row.waited_s if row.waited_s is not None else event.elapsed_s,
        state="paid" if event.outcome is Outcome.paid_same else row.state,
    )


def _open(row: CaseRow) -> bool:
    if row.outcome == Outcome.cancelled:
        return False
    return row.outcome in STILL_GOING or (row.overridden and row.state == _UNKNOWN)
