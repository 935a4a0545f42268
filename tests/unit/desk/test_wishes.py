"""What a wish does, and what it cannot be talked into."""

from pathlib import Path

import pytest

from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.core.errors import WrongUse
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.desk.case_views import CasePage, SettledBy
from cashier.desk.views import Phrase
from cashier.providers.gateway import OrderState
from tests.helpers.desks import Safe, Till
from tests.helpers.fake_gateway import FakeGateway

NUMBER = "DEMO20261122000123"
OTHER = "DEMO20261122000999"
UNREADABLE = "支付失败，条码无法识别"
FINAL = "余额不足"
PAYMENT_CODE = "131234567890123456"


def ids(till: Till) -> set[str]:
    return {notice.id for notice in till.view().notices}


# --------------------------------------------------------------------- answers and their limits


@pytest.mark.parametrize("state", ["failed", "reversed", "closed", "refunded", "nonsense"])
def test_a_clerk_cannot_say_that_an_order_is_over(tmp_path: Path, state: str) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.desk.clerk_order_state(state)
        till.desk.answer("order.state", state)
        assert till.case().page is CasePage.locked
        assert till.case().offers == ()
        assert ids(till) == {"unknown-evidence-value"}


def test_the_order_asked_about_as_a_question_is_the_clerks_word(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.answer("order.state", "paid")
        assert (till.settled().state, till.settled().by) == ("paid", SettledBy.clerk)


@pytest.mark.parametrize("name", ["register.code", "health.internet", "tried.alipay"])
def test_what_nobody_is_asked_cannot_be_answered(tmp_path: Path, name: str) -> None:
    value = {"register.code": "wechat/NOTENOUGH", "tried.alipay": "paid"}.get(name, "fail")
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.answer(name, value)
        assert ids(till) == {"unknown-evidence-name"}
        assert "QuestionAnswered" not in till.kinds()


def test_a_payment_code_given_as_an_answer_is_not_kept(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.answer("register.text", f"扫码 {PAYMENT_CODE} 失败")
        till.desk.set_details(order_number=f"？{PAYMENT_CODE}")
        till.settle()
        assert PAYMENT_CODE not in repr(till.views)
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or PAYMENT_CODE.encode() not in file.read_bytes()


def test_a_new_text_stands_in_place_of_the_old_one_and_of_its_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text("NOTENOUGH 余额不足")
        assert till.case().settled is not None
        till.desk.say_till_text("支付失败")
        assert till.case().page is CasePage.locked


def test_a_register_without_words_is_not_asked_for_them_again(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.answer("register.outcome", "nothing")
        assert till.case().page is CasePage.locked
        till.desk.go_back()
        assert till.case().page is CasePage.till_message


# --------------------------------------------------------------------- the way back


def test_back_never_takes_a_lock_off(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        case_id = till.case().case_id
        till.desk.clerk_order_state("not_paid")
        till.desk.go_back()
        till.desk.go_back()
        view = till.view()
        assert view.case is None
        assert [one.case_id for one in view.open_cases] == [case_id]


def test_back_out_of_a_case_that_was_put_aside_leaves_it_pinned(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.desk.close_case(Outcome.check_later, None, None)
        pinned = till.view().open_cases
        till.desk.resume_case(pinned[0].case_id)
        till.desk.go_back()
        view = till.view()
        assert view.case is None
        assert view.open_cases == pinned
        assert "AnswerTakenBack" not in till.kinds()


def test_back_out_of_a_case_taken_up_after_a_restart_leaves_it_pinned(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.settle()
    with Till(tmp_path) as again:
        pinned = again.view().open_cases
        again.desk.resume_case(pinned[0].case_id)
        again.desk.go_back()
        assert len(again.view().open_cases) == 1


def test_a_case_cannot_be_cancelled_by_name(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.desk.close_case(Outcome.cancelled, None, None)
        assert ids(till) == {"charge-still-locked"}
        assert till.case().page is CasePage.locked


def test_an_ended_case_that_is_still_in_doubt_can_be_looked_at_and_left(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.wait(46)
        till.desk.override_lock()
        till.desk.close_case(Outcome.paid_other, "cash", None)
    with Till(tmp_path) as again:
        case_id = again.view().open_cases[0].case_id
        for leave in (
            again.desk.go_back,
            lambda: again.desk.close_case(Outcome.customer_left, None, None),
        ):
            again.desk.resume_case(case_id)
            assert again.case().case_id == case_id
            leave()
            view = again.view()
            assert view.case is None
            assert len(view.open_cases) == 1
            assert view.notices == ()


# --------------------------------------------------------------------- whose report


def test_a_report_that_comes_late_is_taken_by_the_case_that_waits_for_it(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.charges(NUMBER)
        assert till.case().order_tail == "000123"
        till.desk.close_case(Outcome.customer_left, None, None)
        till.desk.open_case()
        assert till.case().order_tail == ""
        assert till.case().amount is None


@pytest.mark.parametrize(
    ("number", "fen", "method"),
    [(OTHER, 2000, "fenfu"), (OTHER, 1600, "alipay"), ("", 2000, "fenfu")],
)
def test_a_report_about_another_payment_is_kept_for_the_next_case(
    tmp_path: Path, number: str, fen: int, method: str
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(amount=Money(1600), method="fenfu")
        till.charges(number, fen=fen, method=method)
        case = till.case()
        assert (case.order_tail, case.amount, case.method) == ("", Money(1600), "fenfu")
        till.desk.close_case(Outcome.check_later, None, None)
        till.desk.open_case()
        assert (till.case().amount, till.case().method) == (Money(fen), method)


def test_the_next_payments_order_does_not_settle_an_order_taken_off_by_hand(
    tmp_path: Path,
) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {OTHER: OrderState.paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.wait(46)
        till.desk.override_lock()
        till.charges(OTHER)
        till.wait(10)
        assert till.settled().by is SettledBy.override
        assert gateway.asked == []


def test_more_news_about_the_same_order_reaches_its_case(tmp_path: Path) -> None:
    clock = ManualClock()
    with Till(tmp_path, gateway=FakeGateway(clock), clock=clock) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.desk.close_case(Outcome.check_later, None, None)
        till.charges(NUMBER, code="wechat/NOTENOUGH")
        pinned = till.view().open_cases
        till.desk.resume_case(pinned[0].case_id)
        assert (till.settled().state, till.settled().by) == ("failed", SettledBy.code)


def test_an_old_report_is_not_the_next_payment(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.charges(NUMBER)
        till.wait(181)
        till.desk.look_up_last()
        assert till.case().order_tail == ""


def test_an_order_told_again_after_a_restart_is_not_the_next_payment(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.failed})
    safe = Safe()
    with Till(tmp_path, gateway=gateway, numbers=safe, clock=clock) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.desk.go_back()
        till.wait(10)
        assert safe.held == {}
        till.charges(OTHER, fen=2000)
    with Till(tmp_path, gateway=gateway, numbers=safe, clock=clock) as again:
        again.charges(NUMBER)
        again.desk.open_case()
        again.wait(10)
        assert again.case().order_tail == ""
        assert again.case().offers == ()


def test_an_order_told_again_gives_its_case_the_number_that_was_lost(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paid})
    with Till(tmp_path, clock=clock) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.wait(200)
    with Till(tmp_path, gateway=gateway, clock=clock) as again:
        again.charges(NUMBER)
        again.wait(10)
        again.desk.resume_case(again.view().open_cases[0].case_id)
        assert again.settled().state == "paid"


def test_an_older_order_told_again_does_not_push_out_the_newer_one(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.charges(NUMBER)
        till.charges(OTHER)
        till.charges(NUMBER)
        till.desk.open_case()
        assert till.case().order_tail == OTHER[-6:]


def test_an_older_order_told_again_is_not_taken_by_a_case_that_has_none(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.charges(NUMBER)
        till.wait(181)
        till.desk.open_case()
        till.charges(NUMBER)
        assert till.case().order_tail == ""


def test_a_number_that_is_typed_is_not_kept_for_the_next_case(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="alipay")
        till.charges(NUMBER)
        assert till.case().order_tail == ""
        till.desk.set_details(order_number=NUMBER)
        till.desk.close_case(Outcome.check_later, None, None)
        till.desk.open_case()
        assert till.case().order_tail == ""


def test_looking_up_the_last_one_asks_about_the_register_s_last_order(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER)
        till.desk.look_up_last()
        till.desk.open_case()
        till.wait(5)
        assert till.settled().state == "paid"
        assert till.case().page is CasePage.closing
        assert till.kinds().count("CaseOpened") == 1


# --------------------------------------------------------------------- settled out of sight


def test_an_order_paid_while_nobody_looks_stays_on_the_screen(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: [OrderState.paying, OrderState.paid]})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.desk.go_back()
        till.wait(30)
        pinned = till.view().open_cases
        assert len(pinned) == 1
        till.desk.resume_case(pinned[0].case_id)
        assert till.settled().state == "paid"
        till.desk.close_case(Outcome.paid_same, None, None)
        assert till.view().open_cases == ()


def test_an_override_that_comes_too_late_locks_nothing_again(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.failed})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.wait(5)
        till.desk.override_lock()
        assert till.settled().state == "failed"


def test_a_case_for_which_the_customer_left_in_doubt_ends_when_it_is_known(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: [OrderState.paying, OrderState.failed]})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.desk.close_case(Outcome.customer_left, None, None)
        assert len(till.view().open_cases) == 1
        assert till.wait(30).open_cases == ()
        assert till.network.planned == []


# --------------------------------------------------------------------- steps, PIN, closing


def test_a_tick_can_be_taken_back(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(FINAL)
        till.desk.answer("ask.others_pay", "yes")
        till.desk.step_done("change_source")
        till.desk.step_done("change_source")
        assert not any(step.ticked for step in till.case().steps)
        assert till.kinds().count("StepDone") == 1


def test_start_closing_and_back(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(FINAL)
        till.desk.start_closing()
        assert till.case().page is CasePage.closing
        till.desk.go_back()
        assert till.case().page in (CasePage.question, CasePage.cause)


class _PinWrong(WrongUse):
    code = "typed-order-number-invalid"


@pytest.mark.parametrize("answer", [False, True])
def test_a_reverse_needs_the_pin(tmp_path: Path, *, answer: bool) -> None:
    def check(pin: Secret) -> bool:
        if pin.reveal() != "2468":
            raise _PinWrong(length=0)
        return answer

    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock, needs_pin=True, check_pin=check) as till:
        till.charges(NUMBER)
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.wait(15)
        assert till.lock().needs_pin
        till.desk.request_reverse("1357")
        assert ids(till) == {_PinWrong.code}
        assert ("reverse", NUMBER) not in gateway.asked
        till.desk.request_reverse("2468")
        till.settle()
        assert (("reverse", NUMBER) in gateway.asked) is answer


def test_paid_by_mistake_stays_paid(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(FINAL)
        till.desk.clerk_order_state("paid")
        till.desk.clerk_order_state("not_paid")
        till.desk.go_back()
        till.desk.choose_method("cash")
        assert till.settled().state == "paid"
        assert ids(till) == {"charge-still-locked"}


def test_wishes_without_a_case_do_nothing(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.clerk_order_state("paid")
        till.desk.override_lock()
        till.desk.close_case(Outcome.paid_same, None, None)
        till.desk.resume_case("nobody")
        till.desk.say_till_text("")
        assert till.view().case is None
        assert till.kinds() == []


def test_a_customer_who_scanned_the_shops_own_code_keeps_the_order_locked(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        assert till.case().page is CasePage.till_message
        till.desk.answer("ask.who_scanned", "customer")
        assert till.case().page is CasePage.locked
        assert till.case().script == Phrase("lock-dynamic")
        assert till.case().offers == ()
