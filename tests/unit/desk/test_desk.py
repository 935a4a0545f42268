"""The desk from a cashier's side: what the window shows after each tap, and what history keeps."""

from pathlib import Path

import pytest

from cashier.cases.outcome import Mood, Outcome
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.desk.case_views import CasePage, ReverseState, SettledBy
from cashier.providers.gateway import OrderState
from tests.helpers.desks import Till
from tests.helpers.fake_gateway import FakeGateway

NUMBER = "DEMO20261122000123"
UNREADABLE = "支付失败，条码无法识别"
NO_METHOD = "103 暂无可用的支付方式,请绑定其它银行卡完成支付"


def test_the_way_without_any_keys(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        assert till.case().page is CasePage.till_message
        assert till.case().phrases[0].text == UNREADABLE
        till.desk.set_details(amount=Money(1600), method="fenfu")
        till.desk.say_till_text(NO_METHOD)
        assert till.settled().by is SettledBy.code
        asked = 0
        while till.case().page is CasePage.question:
            question = till.case().question
            assert question is not None
            asked += 1
            till.desk.answer(question.name, question.values[1])
        assert asked <= 2
        assert till.case().page is CasePage.cause
        assert till.case().offers[0].enabled
        best = till.case().offers[0].method
        assert best != "fenfu"
        till.desk.choose_method(best)
        assert till.case().page is CasePage.closing
        till.desk.close_case(Outcome.paid_other, best, Mood.fine)
        view = till.view()
        assert view.case is None
        assert (view.shift.failures, view.shift.saved) == (1, 1)
        assert view.recent[0].other_method == best
        assert view.recent[0].amount == Money(1600)


def test_a_payment_in_doubt_without_keys_opens_by_the_clerks_look_and_stays_open(
    tmp_path: Path,
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(amount=Money(1600), method="fenfu")
        till.desk.say_till_text(UNREADABLE)
        case = till.case()
        assert case.page is CasePage.locked
        assert case.lock is not None
        assert not case.lock.can_query
        assert case.offers == ()
        till.desk.choose_method("wechat")
        till.desk.override_lock()
        view = till.view()
        assert {notice.id for notice in view.notices} == {
            "charge-still-locked",
            "override-too-early",
        }
        assert till.case().page is CasePage.locked
        till.wait(46)
        till.desk.override_lock()
        assert till.settled().by is SettledBy.override
        till.desk.choose_method("alipay")
        till.desk.close_case(Outcome.paid_other, "alipay", None)
        view = till.view()
        assert view.case is None
        assert [pinned.method for pinned in view.open_cases] == ["fenfu"]
    with Till(tmp_path) as again:
        row = again.disk.submit(again.store.cases).result()[0]
        assert row.overridden
        assert row.open
        assert [pinned.case_id for pinned in again.view().open_cases] == [row.case_id]


def test_a_case_that_ended_in_doubt_is_settled_by_a_second_look_after_its_time(
    tmp_path: Path,
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.wait(46)
        till.desk.override_lock()
        till.desk.close_case(Outcome.paid_other, "cash", None)
        pinned = till.view().open_cases[0]
        till.desk.resume_case(pinned.case_id)
        assert till.case().page is CasePage.locked
        assert till.case().offers == ()
        assert till.lock().window_s == 600
        till.desk.override_lock()
        assert "override-too-early" in {notice.id for notice in till.view().notices}
        till.wait(601)
        till.desk.override_lock()
        view = till.view()
        assert view.case is None
        assert view.open_cases == ()
    with Till(tmp_path) as again:
        assert again.view().open_cases == ()


def test_money_that_arrives_after_all_is_told_aloud_to_the_clerk_only(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.wait(46)
        till.desk.override_lock()
        till.desk.close_case(Outcome.paid_other, "cash", None)
        assert len(till.view().open_cases) == 1
        gateway.states[NUMBER] = OrderState.paid
        till.wait(120)
        view = till.view()
        assert view.open_cases == ()
        assert [notice.phrase.key for notice in view.notices] == ["notice-paid_twice"]


def test_the_desk_asks_by_itself_and_the_answer_unlocks(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: [OrderState.paying, OrderState.failed]})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        lock = till.case().lock
        assert lock is not None
        assert lock.can_query
        assert till.network.planned == [5.0]
        till.wait(5)
        assert till.lock().queries_done == 1
        assert till.case().page is CasePage.locked
        till.wait(5)
        assert till.case().lock is None
        assert (till.settled().state, till.settled().by) == ("failed", SettledBy.provider)
        assert till.network.planned == []
        assert till.case().page in (CasePage.question, CasePage.cause)
        assert till.case().method == "fenfu"


def test_paid_after_all_ends_the_case_for_good(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: [OrderState.paying, OrderState.paid]})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.wait(10)
        case = till.case()
        assert case.page is CasePage.closing
        assert case.settled is not None
        assert case.settled.state == "paid"
        assert case.script is not None
        assert case.script.key == "lock-paid"
        till.desk.choose_method("cash")
        assert "charge-still-locked" in {notice.id for notice in till.view().notices}
        till.desk.close_case(Outcome.paid_same, None, None)
        assert till.view().case is None


def test_a_reverse_waits_for_its_time_and_is_believed_only_when_the_order_says_so(
    tmp_path: Path,
) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.wait(10)
        till.desk.request_reverse(None)
        assert ("reverse", NUMBER) not in gateway.asked
        till.wait(5)
        assert till.lock().reverse is ReverseState.ready
        till.desk.request_reverse(None)
        case = till.case()
        assert ("reverse", NUMBER) in gateway.asked
        assert case.settled is not None
        assert case.settled.state == "reversed"


def test_an_unreachable_provider_is_asked_again_and_slower(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paying})
    gateway.unreachable()
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.wait(60)
        inside = len(gateway.asked)
        assert inside >= 9
        till.wait(600)
        later = len(gateway.asked) - inside
        assert 5 <= later < 60
        assert till.case().page is CasePage.locked


def test_a_case_in_doubt_survives_a_restart_and_its_lock_counts_anew(tmp_path: Path) -> None:
    clock = ManualClock()
    with Till(tmp_path, clock=clock) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.wait(40)
    clock.jump(-86400)
    with Till(tmp_path, clock=clock) as again:
        pinned = again.view().open_cases
        assert len(pinned) == 1
        assert pinned[0].since_monotonic == pytest.approx(clock.monotonic(), abs=0.01)
        again.desk.resume_case(pinned[0].case_id)
        assert again.case().page is CasePage.locked
        again.desk.override_lock()
        assert again.case().page is CasePage.locked
        assert again.kinds().count("LockRestored") == 1


def test_answers_can_be_changed_and_back_leads_out(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="fenfu")
        till.desk.say_till_text(NO_METHOD)
        first = till.case().question
        till.desk.go_back()
        assert till.case().page is CasePage.till_message
        till.desk.say_till_text(UNREADABLE)
        assert till.case().page is CasePage.locked
        till.desk.go_back()
        till.desk.go_back()
        view = till.view()
        assert view.case is None
        assert view.open_cases == ()
        assert view.shift.failures == 0
        assert first is None or first.name.startswith("ask.")


def test_two_cases_at_once(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        first = till.case().case_id
        till.desk.close_case(Outcome.check_later, None, None)
        assert [one.case_id for one in till.view().open_cases] == [first]
        till.desk.open_case()
        till.desk.say_till_text("余额不足")
        assert till.case().case_id != first
        assert till.case().page is not CasePage.locked
        till.desk.resume_case(first)
        assert till.case().page is CasePage.locked


def test_a_text_is_found_by_a_few_characters_or_by_its_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.search_till_text("余额")
        assert "余额不足" in [phrase.text for phrase in till.case().found]
        till.desk.search_till_text("userpay")
        assert "需要用户输入支付密码" in [phrase.text for phrase in till.case().found]
        till.desk.search_till_text("   ")
        assert till.case().found == ()


def test_a_payment_code_typed_into_the_text_is_not_kept(tmp_path: Path) -> None:
    code = "131234567890123456"
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(f"扫码 {code} 失败")
        till.settle()
        assert code not in repr(till.views)
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or code.encode() not in file.read_bytes()


def test_a_bad_order_number_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(order_number="？")
        view = till.view()
        assert [notice.id for notice in view.notices] == ["typed-order-number-invalid"]
        till.desk.dismiss_notice("typed-order-number-invalid")
        assert till.view().notices == ()
        assert till.case().page is CasePage.till_message


def test_credit_is_not_kept_once_the_case_is_closed(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="fenfu")
        till.desk.say_till_text(NO_METHOD)
        till.desk.answer("ask.fenfu_choice", "greyed")
        till.desk.answer("ask.phone_notice", "limit")
        case = till.case()
        assert case.cause is not None
        assert case.cause.id == "customer.fenfu_limit"
        till.desk.close_case(Outcome.customer_left, None, None)
        till.settle()
        rows = till.disk.submit(till.store.cases).result()
        assert rows[0].cause_kept == "customer.account"
        records = repr(
            [one.record for one in till.disk.submit(till.store.events, rows[0].case_id).result()]
        )
        assert "fenfu_limit" not in records
    for file in tmp_path.rglob("*.sqlite*"):
        assert b"greyed" not in file.read_bytes()
