"""What a case looks like: the steps of a cause, who settled it, the way out of a lock."""

from pathlib import Path

import pytest

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.desk.views import Phrase, ReverseState, SettledBy
from cashier.providers.gateway import OrderState
from cashier.register.report import OrderNumber, Report
from tests.helpers.desks import Till
from tests.helpers.fake_gateway import FakeGateway
from tests.helpers.readings import reading, seen

NUMBER = "DEMO20261122000123"
NO_METHOD = "103 暂无可用的支付方式,请绑定其它银行卡完成支付"


def test_another_source_in_the_same_wallet_is_a_step_and_needs_a_new_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="fenfu")
        till.desk.say_till_text(NO_METHOD)
        till.desk.answer("ask.fenfu_choice", "greyed")
        till.desk.answer("ask.phone_notice", "limit")
        case = till.case()
        assert case.cause is not None
        assert case.cause.id == "customer.fenfu_limit"
        assert [step.id for step in case.steps] == ["change_source", "refresh_code"]
        till.desk.step_done("change_source")
        assert [step.ticked for step in till.case().steps] == [True, False]


def test_nobody_is_told_to_confirm_a_payment_whose_lock_was_taken_off(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="fenfu")
        till.desk.say_till_text("用户支付中")
        till.wait(46)
        till.desk.override_lock()
        case = till.case()
        assert case.offers
        assert "customer_confirms_on_phone" not in [step.id for step in case.steps]


@pytest.mark.parametrize(("shown", "state"), [("yes", "paid"), ("no", "failed")])
def test_a_static_code_is_settled_by_the_clerk(tmp_path: Path, shown: str, state: str) -> None:
    with Till(tmp_path) as till:
        till.desk.reading_seen(seen(reading(3.0, kind="wechat_receive")))
        till.desk.open_case()
        till.desk.answer("ask.who_scanned", "customer")
        case = till.case()
        assert case.question is not None
        assert case.question.name == "ask.phone_shows_paid"
        assert till.lock().reverse is ReverseState.hidden
        till.desk.answer("ask.phone_shows_paid", shown)
        assert (till.settled().state, till.settled().by) == (state, SettledBy.clerk)


def test_a_provider_that_says_paying_moves_the_way_out(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.desk.register_reported(
            Report(order_number=OrderNumber.parse(NUMBER), amount=Money(1600), source="register")
        )
        till.desk.open_case()
        first = till.lock().override_at_monotonic
        till.wait(20)
        later = till.lock().override_at_monotonic
        assert first is not None
        assert later is not None
        assert later > first


def test_who_settled_it_is_who_said_so_first(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.desk.register_reported(
            Report(order_number=OrderNumber.parse(NUMBER), amount=Money(1600), source="register")
        )
        till.desk.open_case()
        till.wait(5)
        till.desk.clerk_order_state("not_paid")
        settled = till.settled()
        assert (settled.state, settled.by, settled.provider) == (
            "paid",
            SettledBy.provider,
            "wechat",
        )


def test_a_question_has_a_word_to_wait_and_the_till_has_words_to_tap(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        assert "余额" in till.case().words
        till.desk.set_details(method="fenfu")
        till.desk.say_till_text("余额不足")
        case = till.case()
        assert case.question is not None
        assert case.script == Phrase("question-wait")


def test_that_credit_cannot_be_chosen_on_a_phone_is_not_read_off_the_list(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="wechat")
        till.desk.say_till_text(NO_METHOD)
        till.desk.answer("ask.fenfu_choice", "missing")
        assert "fenfu" not in [offer.method for offer in till.case().offers]
