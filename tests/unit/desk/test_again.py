"""A sale whose next payment failed as well: one thing at a time is advised, and it ends once."""

from pathlib import Path

import pytest

from cashier.cases.outcome import Mood, Outcome
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.desk.case_views import CasePage
from cashier.desk.ports import TillInfo
from cashier.history.model import CaseRow
from cashier.providers.gateway import OrderState
from cashier.register.report import OrderNumber, Report
from tests.helpers.desks import Till
from tests.helpers.fake_gateway import FakeGateway

SUM = Money(1600)
NO_FUNDS = "余额不足"
NUMBER = "DEMO20261122000123"
HELD = TillInfo("1", undo_s=5.0)


def failed_twice(till: Till) -> tuple[str, str]:
    """Let a payment with 分付 fail, and one with Alipay after it; return both cases."""
    till.desk.open_case()
    till.desk.set_details(amount=SUM, method="fenfu")
    return till.case().case_id, once_more(till, "alipay")


def once_more(till: Till, method: str) -> str:
    """Let the payment in front have failed for sure, and another one fail after it."""
    till.desk.say_till_text(NO_FUNDS)
    till.desk.skip_questions()
    till.desk.choose_method(method)
    assert till.case().page is CasePage.closing
    till.desk.failed_again()
    return till.case().case_id


def pinned(till: Till) -> list[str]:
    """The cases that wait beside the one in front."""
    return [one.case_id for one in till.view().open_cases]


def row(till: Till, case_id: str) -> CaseRow:
    """What the history holds of a case."""
    rows = till.disk.submit(till.store.cases).result()
    return next(one for one in rows if one.case_id == case_id)


def end_of(till: Till, case_id: str) -> tuple[str, str]:
    """How a case ended, and what it was paid with."""
    found = row(till, case_id)
    return found.outcome, found.method_paid


def test_nothing_is_offered_for_a_sale_while_its_newest_payment_is_in_doubt(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        first, second = failed_twice(till)
        case = till.case()
        assert second != first
        assert case.lock is not None
        assert (case.offers, case.steps, case.methods) == ((), (), ())
        assert pinned(till) == []
        till.desk.resume_case(first)
        assert till.case().case_id == second


def test_whoever_turns_to_another_customer_comes_back_to_the_newest_payment(
    tmp_path: Path,
) -> None:
    with Till(tmp_path) as till:
        first, second = failed_twice(till)
        till.desk.open_another()
        assert pinned(till) == [second]
        till.desk.resume_case(first)
        assert till.case().case_id == second


def test_the_sum_of_a_sale_is_known_for_its_next_payment(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        _, second = failed_twice(till)
        assert till.case().amount == SUM
        till.view()
        assert row(till, second).amount == SUM


def test_a_sum_that_the_register_told_stands(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(amount=SUM)
        till.desk.say_till_text(NO_FUNDS)
        till.desk.skip_questions()
        told = Report(order_number=OrderNumber.parse(NUMBER), amount=Money(900), source="register")
        till.desk.register_reported(told)
        till.desk.failed_again()
        assert till.case().amount == Money(900)


def test_without_a_sum_none_is_noted(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        once_more(till, "alipay")
        assert till.case().amount is None
        assert "DetailsNoted" not in till.kinds()


@pytest.mark.parametrize(
    ("method", "outcome", "paid_with", "ends"),
    [
        ("alipay", Outcome.paid_same, None, ("paid_other", "alipay")),
        (None, Outcome.paid_same, None, ("paid_other", "alipay")),
        ("fenfu", Outcome.paid_same, None, ("paid_same", "fenfu")),
        ("alipay", Outcome.paid_other, "cash", ("paid_other", "cash")),
        ("alipay", Outcome.paid_other, "fenfu", ("paid_same", "fenfu")),
        ("alipay", Outcome.customer_left, None, ("customer_left", "")),
    ],
)
def test_a_sale_ends_as_its_newest_payment_does(
    tmp_path: Path,
    method: str | None,
    outcome: Outcome,
    paid_with: str | None,
    ends: tuple[str, str],
) -> None:
    with Till(tmp_path) as till:
        first, second = failed_twice(till)
        till.desk.set_details(method=method)
        till.desk.say_till_text(NO_FUNDS)
        till.desk.close_case(outcome, paid_with, Mood.fine)
        view = till.view()
        assert (view.case, view.open_cases, view.notices) == (None, (), ())
        assert row(till, second).outcome == outcome
        assert end_of(till, first) == ends
        assert [row(till, one).mood for one in (first, second)] == ["", "fine"]


def test_a_payment_in_doubt_that_went_through_says_nothing_of_the_first_order(
    tmp_path: Path,
) -> None:
    with Till(tmp_path) as till:
        first, second = failed_twice(till)
        till.desk.close_case(Outcome.paid_same, None, None)
        till.view()
        assert row(till, second).state == "paid"
        assert (row(till, first).state, *end_of(till, first)) == ("failed", "paid_other", "alipay")


def test_the_first_payment_waits_as_long_as_the_newest_one_is_put_off(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        first, second = failed_twice(till)
        till.desk.close_case(Outcome.check_later, None, None)
        assert pinned(till) == [second]
        assert row(till, first).open
        till.desk.resume_case(first)
        assert till.case().case_id == second


def test_an_end_that_is_taken_back_leaves_the_first_payment_untouched(tmp_path: Path) -> None:
    with Till(tmp_path, who=HELD) as till:
        first, second = failed_twice(till)
        till.desk.say_till_text(NO_FUNDS)
        till.desk.close_case(Outcome.paid_other, "cash", None)
        assert pinned(till) == []
        till.desk.resume_case(first)
        assert till.view().case is None
        till.wait(4)
        till.desk.undo()
        assert till.case().case_id == second
        till.wait(10)
        assert "CaseClosed" not in till.kinds()
        assert pinned(till) == []


def test_an_end_that_nobody_takes_back_counts_for_both_from_when_it_was_told(
    tmp_path: Path,
) -> None:
    with Till(tmp_path, who=HELD) as till:
        till.desk.open_case()
        till.desk.set_details(method="fenfu")
        first = till.case().case_id
        till.wait(30)
        second = once_more(till, "alipay")
        till.wait(10)
        till.desk.say_till_text(NO_FUNDS)
        till.desk.close_case(Outcome.paid_other, "cash", None)
        till.wait(6)
        assert end_of(till, first) == end_of(till, second) == ("paid_other", "cash")
        assert row(till, first).waited_s == pytest.approx(40, abs=0.1)
        assert row(till, second).waited_s == pytest.approx(10, abs=0.1)


def test_a_next_payment_that_never_was_leaves_the_first_one_as_it_is(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        first, second = failed_twice(till)
        till.desk.go_back()
        assert end_of(till, second) == ("cancelled", "")
        assert pinned(till) == [first]
        till.desk.resume_case(first)
        case = till.case()
        assert case.case_id == first
        assert case.lock is None
        assert case.offers


def test_a_third_payment_is_the_only_one_to_be_seen_and_ends_all(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        first, second = failed_twice(till)
        third = once_more(till, "wechat")
        assert till.case().amount == SUM
        assert pinned(till) == []
        for one in (first, second):
            till.desk.resume_case(one)
            assert till.case().case_id == third
        till.desk.set_details(method="wechat")
        till.desk.close_case(Outcome.paid_same, None, None)
        assert pinned(till) == []
        assert end_of(till, third) == ("paid_same", "wechat")
        assert end_of(till, second) == end_of(till, first) == ("paid_other", "wechat")


def test_a_third_payment_that_never_was_brings_back_the_second_alone(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        first, second = failed_twice(till)
        once_more(till, "wechat")
        till.desk.go_back()
        assert pinned(till) == [second]
        till.desk.resume_case(first)
        assert till.case().case_id == second


@pytest.mark.parametrize("said", [OrderState.paid, OrderState.paying])
@pytest.mark.parametrize("outcome", [Outcome.paid_same, Outcome.customer_left])
def test_a_first_order_in_doubt_by_then_is_there_again_for_a_person_to_end(
    tmp_path: Path, said: OrderState, outcome: Outcome
) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: said})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.desk.open_case()
        till.desk.set_details(amount=SUM, method="fenfu")
        first = till.case().case_id
        second = once_more(till, "alipay")
        # What the register and the provider say of the first order comes to it, out of sight.
        live = till.desk._work.live[first]
        live.order_number = OrderNumber.parse(NUMBER)
        till.disk.submit(till.desk._pursuer.ask, live).result()
        assert pinned(till) == []
        assert live.case.charge_lock
        till.desk.close_case(outcome, None, None)
        assert first in pinned(till)
        assert row(till, second).outcome == outcome
        assert row(till, first).outcome == ""
        till.desk.resume_case(first)
        case = till.case()
        assert case.case_id == first
        assert (case.lock is None, case.offers) == (said is OrderState.paid, ())


def test_after_a_restart_both_are_open_cases_like_any_other(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        first, second = failed_twice(till)
    with Till(tmp_path) as till:
        assert set(pinned(till)) == {first, second}
        till.desk.resume_case(first)
        assert till.case().case_id == first


def test_another_customers_payment_that_fails_follows_nothing(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(amount=SUM, method="fenfu")
        first = till.case().case_id
        till.desk.open_another()
        assert till.case().amount is None
        assert pinned(till) == [first]
        till.desk.close_case(Outcome.customer_left, None, None)
        assert first in pinned(till)
        assert row(till, first).outcome == ""
