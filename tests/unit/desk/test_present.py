"""What a case looks like: the steps of a cause, who settled it, the way out of a lock."""

from pathlib import Path

import pytest

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.desk.case_views import CasePage, ReverseState, SettledBy
from cashier.desk.ports import TillInfo
from cashier.desk.views import Phrase
from cashier.health.lights import Light as Lamp
from cashier.health.lights import Snapshot
from cashier.providers.gateway import OrderState
from cashier.register.report import Report
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
        assert [step.id for step in case.steps] == ["new_order", "change_source", "refresh_code"]
        assert case.in_order
        till.desk.step_done("change_source")
        assert [step.ticked for step in till.case().steps] == [False, True, False]


def test_a_step_inside_the_wallet_names_the_wallet_that_is_paid_with(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        assert till.case().wallet == ""
        till.desk.set_details(method="alipay")
        till.desk.say_till_text("ACQ.BUYER_BALANCE_NOT_ENOUGH")
        if till.case().page is CasePage.question:
            till.desk.skip_questions()
        case = till.case()
        assert "change_source" in [step.id for step in case.steps]
        assert case.wallet == "alipay"


def test_a_phone_comes_online_only_when_the_old_order_is_gone(tmp_path: Path) -> None:
    """It may still ask to confirm the old one."""
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="alipay")
        till.desk.say_till_text("ACQ.PULL_MOBILE_CASHIER_FAIL")
        if till.case().page is CasePage.question:
            till.desk.skip_questions()
        case = till.case()
        assert case.cause is not None
        assert case.cause.id == "customer.phone_offline"
        assert [step.id for step in case.steps] == ["new_order", "phone_network", "refresh_code"]
        assert case.in_order


def test_that_the_customer_confirms_is_said_only_where_somebody_saw_it(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER, method=None)
        till.desk.open_case()
        till.wait(6)
        now = till.case().timeline[1]
        assert now.phrase == Phrase("timeline-asking")
        assert now.detail is not None
        till.desk.answer("ask.phone_asks_password", "yes")
        assert till.case().timeline[1].phrase == Phrase("timeline-customer_confirms")


def test_the_charge_that_the_register_told_last_has_its_sum(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        assert till.view().last_amount is None
        till.desk.register_reported(Report(amount=Money(2680), source="register"))
        assert till.view().last_amount == Money(2680)
        till.desk.open_case()
        assert till.view().last_amount is None


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


@pytest.mark.parametrize(
    ("number", "keys", "goes_on"), [(NUMBER, True, True), ("", True, False), (NUMBER, False, False)]
)
def test_that_an_order_is_looked_up_again_is_said_only_where_somebody_asks_by_itself(
    tmp_path: Path, number: str, *, keys: bool, goes_on: bool
) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid}) if keys else None
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.desk.open_case()
        till.desk.set_details(method="fenfu", order_number=number or None)
        till.desk.say_till_text("支付失败，条码无法识别")
        till.wait(46)
        till.desk.override_lock()
        assert till.settled().by is SettledBy.override
        assert till.settled().goes_on == goes_on


@pytest.mark.parametrize("outcome", ["waiting", "timeout"])
def test_what_the_register_does_now_tells_no_hour_of_the_last_payment(
    tmp_path: Path, outcome: str
) -> None:
    with Till(tmp_path) as till:
        till.desk.look_up_last()
        till.desk.answer("register.outcome", outcome)
        assert till.lock().charged_at is None


def test_a_wrong_clock_tells_no_hour(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text("用户支付中")
        assert till.lock().charged_at is not None
        wrong = Snapshot({"clock": Lamp("clock", "fail")}, {}, till.clock.now())
        till.desk.health_changed(wrong)
        assert till.lock().charged_at is None


def test_the_hour_of_a_payment_is_told_only_where_it_is_known(tmp_path: Path) -> None:
    """Who asks after the last payment does not say when it was."""
    with Till(tmp_path) as till:
        till.desk.look_up_last()
        till.desk.say_till_text("用户支付中")
        asked = till.case().lock
        till.desk.open_another()
        till.desk.say_till_text("用户支付中")
        failed = till.case()
    assert asked is not None
    assert asked.charged_at is None
    assert failed.lock is not None
    assert failed.lock.charged_at == failed.opened_at is not None


def test_a_new_payment_that_fails_as_well_is_in_doubt_by_itself(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text("余额不足")
        till.desk.skip_questions()
        till.desk.choose_method("alipay")
        first = till.case()
        assert first.page is CasePage.closing
        till.desk.open_another()
        second = till.case()
    assert second.case_id != first.case_id
    assert second.lock is not None
    assert (second.offers, second.steps, second.methods) == ((), (), ())


@pytest.mark.parametrize(("fen", "same"), [(None, True), (1600, True), (900, False)])
def test_whoever_goes_back_to_the_first_payment_is_told_of_the_one_in_doubt(
    tmp_path: Path, fen: int | None, *, same: bool
) -> None:
    """It may be the same sale's: only the sum can tell that it is not."""
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(amount=Money(1600))
        till.desk.say_till_text("余额不足")
        till.desk.skip_questions()
        first = till.case()
        assert not till.settled().other_in_doubt
        till.desk.open_another()
        if fen is not None:
            till.desk.set_details(amount=Money(fen))
        till.settle()
        till.desk.resume_case(first.case_id)
        assert till.settled().other_in_doubt == same


def test_a_code_of_the_register_is_told_with_what_it_means(tmp_path: Path) -> None:
    clock = ManualClock()
    with Till(tmp_path, clock=clock) as till:
        till.desk.register_reported(Report(code="wechat/NOTENOUGH", source="register"))
        till.desk.open_case()
        cause = till.case().cause
    assert cause is not None
    said = {one.evidence: one.says for one in cause.why}
    assert said["register.code"] == "余额不足"


def test_that_the_clock_is_right_is_nothing_to_be_told(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        found = {name: Lamp(name, "ok") for name in ("clock", "internet")}
        till.desk.health_changed(Snapshot(found, {}, till.clock.now()))
        till.desk.open_case()
        assert [one.name for one in till.case().checked] == ["internet"]


def test_a_lock_says_that_the_customer_claims_to_have_paid(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text("用户支付中")
        till.wait(46)
        till.desk.override_lock()
        till.desk.claim_paid()
        lock = till.case().lock
    assert lock is not None
    assert lock.said_paid


@pytest.mark.parametrize("said", ["用户支付中", "系统繁忙"])
def test_what_may_still_be_confirmed_is_cancelled_on_the_till_first(
    tmp_path: Path, said: str
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="fenfu")
        till.desk.say_till_text(said)
        till.wait(46)
        till.desk.override_lock()
        case = till.case()
        assert case.steps[0].id == "new_order"
        assert case.in_order
        why = {one.method: one.why for one in case.offers if not one.enabled}
        assert why["fenfu"] == "not_seen"


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
        till.charges(NUMBER, method=None)
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
        till.charges(NUMBER, method=None)
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
        assert case.question.name == "ask.fenfu_choice"
        assert case.script == Phrase("question-look_methods")


def test_that_credit_cannot_be_chosen_on_a_phone_is_not_read_off_the_list(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="wechat")
        till.desk.say_till_text(NO_METHOD)
        till.desk.answer("ask.fenfu_choice", "missing")
        assert "fenfu" not in [offer.method for offer in till.case().offers]


def test_a_pinned_case_counts_as_its_lock_does(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER, method=None)
        till.desk.open_case()
        till.wait(6)
        till.desk.open_another()
        asked, by_hand = till.view().open_cases[0], till.case().case_id
        till.desk.say_till_text("用户支付中")
        override = till.lock().opens_monotonic
        till.desk.resume_case(asked.case_id)
        lock, other = till.lock(), till.view().open_cases[0]
        assert other.case_id == by_hand
        assert asked.since_monotonic + asked.window_s == lock.reverse_at_monotonic
        assert other.since_monotonic + other.window_s == override
        till.wait(20)
        till.desk.resume_case(by_hand)
        assert till.view().open_cases[0].window_s == 0.0


def test_nobody_is_asked_for_a_password_when_the_time_for_it_is_over(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text("用户支付中，需要输入密码")
        before = till.case().script
        assert before is not None
        assert before.key.startswith("lock-password")
        # Nothing else happens: the desk draws anew by itself.
        after = till.wait(46).case
        assert after is not None
        assert after.script == Phrase("lock-over")
        assert after.lock is not None


@pytest.mark.parametrize("shown", ["yes", "no", "unknown"])
def test_when_the_time_is_over_the_phone_is_asked_about_and_unlocks_nothing(
    tmp_path: Path, shown: str
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="wechat")
        till.desk.say_till_text("用户支付中，需要输入密码")
        over = till.wait(46).case
        assert over is not None
        assert over.question is not None
        assert over.question.name == "ask.phone_shows_paid"
        till.desk.answer("ask.phone_shows_paid", shown)
        case = till.case()
        assert case.page is CasePage.locked
        assert case.offers == ()
        assert case.question is None or case.question.name != "ask.phone_shows_paid"
        assert case.script == Phrase("lock-over_asked")
        assert till.lock().phone_paid == ("" if shown == "unknown" else shown)


def test_where_money_is_seen_is_said_in_the_shops_own_words(tmp_path: Path) -> None:
    own = Phrase("lookup-own", (("place", "前台平板，点「流水」"),))
    for who, told in (
        (TillInfo("1", records="前台平板，点「流水」"), True),
        (TillInfo("1"), False),
    ):
        with Till(tmp_path / str(told), who=who) as till:
            till.desk.open_case()
            till.desk.say_till_text("用户支付中")
            assert (own in till.lock().lookup) is told


def test_questions_are_passed_and_asked_again_by_going_back(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="fenfu")
        till.desk.say_till_text("余额不足")
        assert till.case().page is CasePage.question
        till.desk.skip_questions()
        passed = till.case()
        assert passed.page is CasePage.cause
        assert passed.offers
        assert passed.script is not None
        assert passed.script.key.startswith("cause-")
        till.desk.go_back()
        assert till.case().page is CasePage.question
        till.desk.skip_questions()
        till.desk.undo()
        assert till.case().page is CasePage.question


def test_no_question_that_the_lock_asks_is_passed(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text("支付失败，条码无法识别")
        till.desk.skip_questions()
        case = till.case()
        assert (case.page, case.offers) == (CasePage.locked, ())


def test_what_rules_say_of_limits_stands_with_a_cause_for_the_clerk_alone(tmp_path: Path) -> None:
    shop = TillInfo("1", industry="electronics")
    with Till(tmp_path, who=shop) as till:
        till.desk.open_case()
        till.desk.set_details(amount=Money(600_000), method="fenfu")
        till.desk.say_till_text(NO_METHOD)
        till.desk.answer("ask.fenfu_choice", "greyed")
        till.desk.answer("ask.phone_notice", "limit")
        case = till.case()
        assert case.cause is not None
        assert case.cause.discreet
        assert {line.key.partition("_")[0] for line in case.rules} == {"rule-password"}
        assert [line.key for line in case.clerk_rules] == ["rule-easily_resold"]
