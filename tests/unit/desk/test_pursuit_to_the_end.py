"""An order in doubt is followed to its end: over restarts, reverses that get lost, and slips."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.desk.case_views import CasePage, ReverseState
from cashier.providers.errors import GatewayRefused, RefusedKind
from cashier.providers.gateway import OrderState, ReverseAnswer, ReverseOutcome
from cashier.register.report import OrderNumber, Report
from tests.helpers.desks import Desks, Safe, Till
from tests.helpers.fake_gateway import FakeGateway

NUMBER = "DEMO20261122000123"
OTHER = "DEMO20261122000999"
NEXT_DAY = "DEMO20261123000123"
UNREADABLE = "支付失败，条码无法识别"
FINAL = "余额不足"
DAY_S = 24 * 3600.0


@dataclass
class AlipayGateway(FakeGateway):
    """The other provider."""

    @property
    def name(self) -> str:
        return "alipay"


@dataclass
class DeafGateway(FakeGateway):
    """Does not hear a reverse; `heard` says from which one on it does."""

    heard: int = 3
    reverses: int = 0
    refuses: bool = False
    taken: list[str] = field(default_factory=list)

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        self.reverses += 1
        if self.refuses:
            self._ask("reverse", out_trade_no)
            raise GatewayRefused(RefusedKind.rights, "NO_AUTH", "")
        if self.reverses < self.heard:
            kept = self.states[out_trade_no]
            answer = await super().reverse(out_trade_no)
            self.states[out_trade_no] = kept
            return ReverseAnswer(type(answer.outcome).unknown, "", "", answer.asked_at, 0.0)
        return await super().reverse(out_trade_no)


def in_doubt(till: Till, number: str = NUMBER, text: str = UNREADABLE) -> None:
    till.charges(number)
    till.desk.open_case()
    till.desk.say_till_text(text)


def notices(till: Till) -> list[str]:
    return [one.phrase.key for one in till.view().notices]


def reverses(gateway: FakeGateway) -> int:
    return gateway.asked.count(("reverse", NUMBER))


# --------------------------------------------------------------------- over a restart


def test_an_order_is_asked_about_again_after_a_restart(tmp_path: Path) -> None:
    clock, safe = ManualClock(), Safe()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock, numbers=safe) as till:
        in_doubt(till)
        till.settle()
        assert list(safe.held.values()) == [NUMBER]
    gateway.states[NUMBER] = OrderState.paid
    with Till(tmp_path, gateway=gateway, clock=clock, numbers=safe) as till:
        till.wait(5)
        assert notices(till) == ["notice-paid_late"]
        till.desk.resume_case(till.view().open_cases[0].case_id)
        assert till.settled().state == "paid"
        assert safe.held == {}


def test_a_case_that_has_ended_is_followed_on_after_a_restart(tmp_path: Path) -> None:
    clock, safe = ManualClock(), Safe()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock, numbers=safe) as till:
        in_doubt(till)
        till.desk.clerk_order_state("paid")
        till.desk.close_case(Outcome.paid_same, None, None)
        assert till.view().open_cases == ()
    with Till(tmp_path, gateway=gateway, clock=clock, numbers=safe) as till:
        assert till.view().open_cases == ()
        till.wait(60)
        assert notices(till) == ["notice-not_paid_after_all"]
        gateway.states[NUMBER] = OrderState.closed
        till.wait(120)
        assert safe.held == {}
        assert till.network.planned == []


def test_without_a_safe_the_cashier_is_asked_for_the_number(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
    gateway.asked.clear()
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        assert notices(till) == ["error-order-number-forgotten"]
        till.desk.resume_case(till.view().open_cases[0].case_id)
        till.wait(10)
        assert gateway.asked == []
        till.desk.set_details(order_number=NUMBER)
        till.wait(5)
        assert gateway.asked == [("query", NUMBER)]


def test_without_keys_nobody_is_asked_for_a_number(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        in_doubt(till)
    with Till(tmp_path) as till:
        assert notices(till) == []


def test_a_safe_that_breaks_is_told_and_holds_nothing_up(tmp_path: Path) -> None:
    clock, safe = ManualClock(), Safe(broken=True)
    gateway = FakeGateway(clock, {NUMBER: OrderState.paid})
    with Till(tmp_path, gateway=gateway, clock=clock, numbers=safe) as till:
        in_doubt(till)
        till.wait(5)
        assert till.settled().state == "paid"
        assert notices(till) == ["error-vault-damaged"]


def test_a_number_that_waited_too_long_or_is_another_ones_is_not_used(tmp_path: Path) -> None:
    clock, safe = ManualClock(), Safe()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock, numbers=safe) as till:
        in_doubt(till)
        till.settle()
        case_id = next(iter(safe.held))
    gateway.asked.clear()
    for held, days in (({case_id: OTHER}, 0), ({case_id: NUMBER, "gone": OTHER}, 8)):
        clock.jump(days * DAY_S)
        safe.held = held
        with Till(tmp_path, gateway=gateway, clock=clock, numbers=safe) as till:
            till.wait(10)
            assert gateway.asked == []
            assert len(till.view().open_cases) == 1


# --------------------------------------------------------------------- taking back


def test_a_reverse_without_an_answer_is_repeated_until_the_order_is_reversed(
    tmp_path: Path,
) -> None:
    clock = ManualClock()
    gateway = DeafGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(15)
        till.desk.request_reverse(None)
        assert till.lock().reverse is ReverseState.running
        till.desk.request_reverse(None)
        till.wait(4)
        assert reverses(gateway) == 1
        till.wait(20)
        assert till.settled().state == "reversed"
        assert reverses(gateway) == 3
        assert till.kinds().count("ReverseAsked") == 1


def test_a_reverse_that_was_sent_goes_on_after_a_restart(tmp_path: Path) -> None:
    clock, safe = ManualClock(), Safe()
    gateway = DeafGateway(clock, {NUMBER: OrderState.not_paid}, heard=2)
    with Till(tmp_path, gateway=gateway, clock=clock, numbers=safe) as till:
        in_doubt(till)
        till.wait(15)
        till.desk.request_reverse(None)
        till.settle()
        assert reverses(gateway) == 1
    with Till(tmp_path, gateway=gateway, clock=clock, numbers=safe) as till:
        till.wait(10)
        assert reverses(gateway) == 2
        assert gateway.states[NUMBER] is OrderState.reversed
        assert safe.held == {}


def test_no_reverse_is_repeated_once_the_order_was_seen_paid(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = DeafGateway(clock, {NUMBER: OrderState.not_paid}, heard=99)
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(15)
        till.desk.request_reverse(None)
        till.settle()
        gateway.states[NUMBER] = OrderState.paid
        till.wait(60)
        assert reverses(gateway) == 1
        assert till.settled().state == "paid"


def test_a_payment_that_comes_just_before_the_reverse_stops_it(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(17)
        gateway.states[NUMBER] = OrderState.paid
        till.desk.request_reverse(None)
        assert till.settled().state == "paid"
        assert reverses(gateway) == 0


def test_who_is_paying_just_now_is_let_be_and_taken_back_later(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(15)
        till.desk.request_reverse(None)
        till.wait(10)
        assert reverses(gateway) == 0
        gateway.states[NUMBER] = OrderState.not_paid
        till.wait(5)
        assert reverses(gateway) == 1
        assert till.settled().state == "reversed"


@dataclass
class Patient(FakeGateway):
    """Lets an order wait for its buyer for ever, and takes it back all the same, as Alipay does."""

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        self._ask("reverse", out_trade_no)
        self.states[out_trade_no] = OrderState.closed
        return ReverseAnswer(ReverseOutcome.reversed, "close", "", self.clock.now(), 0.0, 0.0)


def test_an_order_that_waits_for_its_buyer_is_taken_back_after_the_window(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = Patient(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        began = clock.monotonic()
        till.wait(15)
        till.desk.request_reverse(None)
        lock = till.lock()
        assert lock.reverse is ReverseState.waiting
        assert lock.reverse_at_monotonic == began + 45
        till.wait(25)
        assert reverses(gateway) == 0
        till.wait(10)
        assert reverses(gateway) == 1
        assert till.settled().state == "reversed"


def test_after_a_restart_the_customer_who_is_paying_has_the_whole_window_again(
    tmp_path: Path,
) -> None:
    clock, safe = ManualClock(), Safe()
    gateway = Patient(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock, numbers=safe) as till:
        in_doubt(till)
        till.wait(30)
        till.desk.request_reverse(None)
        till.settle()
    with Till(tmp_path, gateway=gateway, clock=clock, numbers=safe) as again:
        again.wait(40)
        assert reverses(gateway) == 0
        again.wait(10)
        assert reverses(gateway) == 1
        assert gateway.states[NUMBER] is OrderState.closed


def test_who_types_the_password_for_the_whole_window_is_asked_again_and_again(
    tmp_path: Path,
) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(50)
        till.desk.request_reverse(None)
        till.settle()
        assert reverses(gateway) == 1
        till.wait(120)
        assert reverses(gateway) > 1
        sent = reverses(gateway)
        gateway.states[NUMBER] = OrderState.paid
        till.wait(120)
        assert reverses(gateway) == sent
        assert till.settled().state == "paid"


@pytest.mark.parametrize(("later_s", "its_own"), [(60.0, True), (DAY_S, False)])
def test_the_end_of_a_number_is_anothers_the_next_day(
    tmp_path: Path, later_s: float, *, its_own: bool
) -> None:
    clock = ManualClock()
    with Till(tmp_path, clock=clock) as till:
        in_doubt(till)
    clock.jump(later_s)
    gateway = FakeGateway(clock, {NEXT_DAY: OrderState.failed})
    with Till(tmp_path, gateway=gateway, clock=clock) as again:
        again.charges(NEXT_DAY)
        again.wait(5)
        assert (("query", NEXT_DAY) in gateway.asked) == its_own
        assert [one.locked for one in again.view().open_cases] == [not its_own]


def test_a_reverse_that_is_refused_is_told_and_not_repeated(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = DeafGateway(clock, {NUMBER: OrderState.not_paid}, refuses=True)
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(15)
        till.desk.request_reverse(None)
        till.wait(30)
        assert reverses(gateway) == 1
        assert notices(till) == ["notice-reverse_refused"]
        assert till.case().page is CasePage.locked


def test_a_reverse_meant_for_a_wrong_number_is_not_sent_for_the_right_one(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = DeafGateway(clock, {NUMBER: OrderState.not_paid, OTHER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(15)
        till.desk.request_reverse(None)
        till.settle()
        till.desk.set_details(order_number=OTHER)
        till.wait(60)
        assert ("reverse", OTHER) not in gateway.asked
        assert reverses(gateway) == 1


def test_an_order_that_the_customer_scanned_is_cancelled(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.desk.answer("ask.who_scanned", "customer")
        till.wait(20)
        assert till.lock().reverse is ReverseState.ready
        till.desk.request_reverse(None)
        assert till.settled().state == "reversed"
        assert ("cancel", NUMBER) in gateway.asked
        assert reverses(gateway) == 0


# --------------------------------------------------------------------- late and wrong words


@pytest.mark.parametrize("outcome", [Outcome.check_later, Outcome.customer_left])
def test_a_late_payment_is_told_wherever_the_cashier_is(tmp_path: Path, outcome: Outcome) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.desk.close_case(outcome, None, None)
        till.wait(2000)
        gateway.states[NUMBER] = OrderState.paid
        till.wait(60)
        assert notices(till) == ["notice-paid_late"]
        late = [one.paid_late for one in till.view().recent]
        assert late == ([True] if outcome is Outcome.customer_left else [])


def test_a_wrong_tap_on_a_final_message_is_found_out_at_once(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till, text=FINAL)
        till.wait(1)
        assert till.settled().state == "paid"


def test_a_register_that_told_the_truth_is_left_alone(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till, text=FINAL)
        till.wait(60)
        assert till.settled().state == "failed"
        assert "OrderAnswered" not in till.kinds()
        assert till.network.planned
        till.clock.advance(3600)
        till.wait(60)
        assert till.network.planned == []


def test_a_word_that_the_provider_bears_out_is_no_news(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: [OrderState.paying, OrderState.paid]})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.desk.clerk_order_state("paid")
        till.desk.close_case(Outcome.paid_same, None, None)
        till.wait(60)
        assert notices(till) == []
        assert till.network.planned == []


def test_an_order_told_again_after_its_case_is_not_the_next_payment(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        in_doubt(till, text=FINAL)
        till.desk.close_case(Outcome.customer_left, None, None)
        till.desk.register_reported(Report(order_number=OrderNumber.parse(NUMBER)))
        till.desk.open_case()
        assert till.case().order_tail == ""


# --------------------------------------------------------------------- several providers


def test_the_provider_of_the_method_is_asked_and_a_new_method_re_aims(tmp_path: Path) -> None:
    clock = ManualClock()
    wechat = FakeGateway(clock, {NUMBER: OrderState.failed})
    alipay = AlipayGateway(clock, {NUMBER: OrderState.paying})
    named = {"fenfu": wechat, "wechat": wechat, "alipay": alipay}
    with Till(tmp_path, gateways=Desks(named=named), clock=clock) as till:
        in_doubt(till)
        till.wait(5)
        assert till.settled().state == "failed"
        till.desk.set_details(method="alipay")
        assert till.case().page is CasePage.locked
        till.wait(5)
        assert alipay.asked == [("query", NUMBER)]
        assert till.lock().provider == "alipay"
        assert till.case().offers == ()


def test_with_two_providers_the_method_has_to_be_named(tmp_path: Path) -> None:
    clock = ManualClock()
    wechat, alipay = FakeGateway(clock), AlipayGateway(clock)
    desks = Desks(named={"wechat": wechat, "alipay": alipay})
    with Till(tmp_path, gateways=desks, clock=clock) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.desk.set_details(order_number=NUMBER)
        till.wait(10)
        assert wechat.asked == alipay.asked == []
        assert not till.lock().can_query
        till.desk.set_details(method="alipay")
        till.wait(5)
        assert alipay.asked == [("query", NUMBER)]


def test_a_number_that_cannot_be_one_is_told_and_not_asked_about(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock)
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.desk.set_details(order_number="X" * 40)
        till.wait(60)
        assert notices(till) == ["error-order-number-invalid"]
        assert till.network.planned == []
