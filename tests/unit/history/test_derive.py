from collections.abc import Sequence
from typing import Any

import pytest

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.diagnosis.order import OrderKind
from cashier.history.derive import begin, fold, judge_by_replay, side_of
from cashier.history.model import CaseRow, Standing
from tests.helpers.histories import NOON, Sale
from tests.helpers.playbooks import shipped

AT: Any = {"case_id": "A", "at": NOON}


def row_of(events: Sequence[Event]) -> CaseRow:
    row = begin(events[0], 1, "shift")
    for event in events:
        row = fold(row, event)
    return row


def test_a_sale_from_failure_to_another_method() -> None:
    row = row_of(Sale("A").events())
    assert row.amount == Money(1600)
    assert (row.method_failed, row.method_paid, row.outcome) == ("fenfu", "wechat", "paid_other")
    assert (row.side, row.waited_s, row.open) == ("customer", 38.0, False)
    assert row.saved
    assert row.closed_at is not None


def test_paid_the_same_way_is_paid_by_the_method_that_failed() -> None:
    row = row_of(Sale("A", outcome=Outcome.paid_same).events())
    assert (row.method_paid, row.state) == ("fenfu", "paid")


def test_later_keeps_the_case_open_and_the_first_wait_counts() -> None:
    later = Sale("A", outcome=Outcome.check_later).events()
    row = row_of(later)
    assert row.open
    assert row.closed_at is None
    closed = happened.CaseClosed(**AT, elapsed_s=9000.0, outcome=Outcome.paid_same)
    row = fold(row, closed)
    assert (row.open, row.waited_s, row.cause_kept) == (False, 38.0, "customer.fenfu_limit")


def test_an_override_keeps_a_closed_case_open_until_the_order_is_known() -> None:
    events: list[Event] = [
        happened.CaseOpened(**AT, elapsed_s=0.0, till="t"),
        happened.ChargeLocked(**AT, elapsed_s=1.0),
        happened.OrderAnswered(**AT, elapsed_s=2.0, state="not_paid", source="clerk"),
        happened.LockOverridden(**AT, elapsed_s=50.0, by="小李"),
        happened.MethodSwitched(**AT, elapsed_s=51.0, method="cash"),
        happened.CaseClosed(**AT, elapsed_s=60.0, outcome=Outcome.paid_other),
    ]
    row = row_of(events)
    assert (row.open, row.state, row.method_paid) == (True, "unknown", "cash")
    known = happened.OrderAnswered(**AT, elapsed_s=90.0, state="closed", source="wechat")
    row = fold(row, known)
    assert (row.open, row.state) == (False, "reversed")


def test_paid_is_never_taken_back() -> None:
    row = row_of(Sale("A", outcome=None).events())
    row = fold(row, happened.OrderAnswered(**AT, elapsed_s=1.0, state="paid", source="wechat"))
    row = fold(row, happened.OrderAnswered(**AT, elapsed_s=2.0, state="paying", source="wechat"))
    row = fold(row, happened.ChargeLocked(**AT, elapsed_s=3.0))
    assert row.state == "paid"


def test_details_noted_later_fill_in_and_never_empty() -> None:
    row = row_of([happened.CaseOpened(**AT, elapsed_s=0.0, till="t")])
    noted = happened.DetailsNoted(**AT, elapsed_s=1.0, amount=Money(5), method="alipay")
    row = fold(fold(row, noted), happened.DetailsNoted(**AT, elapsed_s=2.0, order_tail="654321"))
    assert (row.amount, row.method_failed, row.order_tail) == (Money(5), "alipay", "654321")


@pytest.mark.parametrize(
    ("cause", "side"),
    [("customer.account", "customer"), ("code.blurred", "code"), ("unclear", "none"), ("", "none")],
)
def test_the_side_is_the_part_before_the_dot(cause: str, side: str) -> None:
    assert side_of(cause) == side


def test_a_case_opened_by_mistake_is_closed() -> None:
    assert not row_of(Sale("A", outcome=Outcome.cancelled).events()).open


def test_the_real_judge_replays_the_case() -> None:
    judge = judge_by_replay(shipped())
    assert judge(Sale("A").events()) == Standing("failed", open=False)
    told = Sale("A", outcome=None).events()
    assert judge(told) == Standing("failed", open=True)
    shown = happened.CaseOpened(**AT, elapsed_s=0.0, till="t", order_kind=OrderKind.dynamic)
    assert judge([shown]) == Standing("unknown", open=True)
