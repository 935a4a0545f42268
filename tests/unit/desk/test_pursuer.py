"""The pursuit of an order: late, wrong and broken answers, and what survives them."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.desk.case_views import CasePage, ReverseState
from cashier.providers.errors import GatewayUnreachable, UnreachableKind
from cashier.providers.gateway import OrderAnswer, OrderState
from tests.helpers.desks import Till
from tests.helpers.fake_gateway import FakeGateway
from tests.helpers.logbook import Logbook

NUMBER = "DEMO20261122000123"
OTHER = "DEMO20261122000999"
UNREADABLE = "支付失败，条码无法识别"


def in_doubt(till: Till) -> None:
    till.charges(NUMBER)
    till.desk.open_case()
    till.desk.say_till_text(UNREADABLE)


def taken_off(till: Till) -> None:
    """A payment in doubt whose lock the cashier took off once its time was over."""
    in_doubt(till)
    till.wait(46)
    till.desk.override_lock()


@dataclass
class BrokenGateway(FakeGateway):
    """Raises what no provider of ours should, with the order number in its text."""

    breaks: str = "query"

    def _ask(self, what: str, out_trade_no: str) -> None:
        super()._ask(what, out_trade_no)
        if what == self.breaks:
            self.breaks = ""
            raise RuntimeError(f"GET /v3/pay/out-trade-no/{out_trade_no} broke")


@dataclass
class SlowGateway(FakeGateway):
    """Answers when it is let go."""

    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def query(self, out_trade_no: str) -> OrderAnswer:
        self._ask("query", out_trade_no)
        await self.go.wait()
        return self._answer(self._next(out_trade_no))


@dataclass
class LateGateway(SlowGateway):
    """What it answers was so when it was asked."""

    async def query(self, out_trade_no: str) -> OrderAnswer:
        answer = await FakeGateway.query(self, out_trade_no)
        await self.go.wait()
        return answer


def let_go(till: Till, gateway: SlowGateway) -> None:
    async def go() -> None:
        gateway.go.set()

    till.background.submit(go()).result(60)


def calm(till: Till) -> None:
    """Wait for the desk alone; a query may still be on its way."""
    till.disk.submit(lambda: None).result(60)
    till.disk.submit(lambda: None).result(60)


def test_a_gateway_that_breaks_is_asked_again_and_nothing_of_the_number_is_logged(
    tmp_path: Path, logbook: Logbook
) -> None:
    logbook.allow("gateway_broke")
    clock = ManualClock()
    gateway = BrokenGateway(clock, {NUMBER: OrderState.paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(5)
        assert till.case().page is CasePage.locked
        assert till.network.planned == [5.0]
        till.wait(5)
        assert till.settled().state == "paid"
    assert logbook.events == ["gateway_broke"]
    assert "000123" not in repr(logbook.lines)


def test_a_reverse_that_breaks_does_not_end_the_pursuit(tmp_path: Path, logbook: Logbook) -> None:
    logbook.allow("gateway_broke")
    clock = ManualClock()
    gateway = BrokenGateway(clock, {NUMBER: OrderState.not_paid}, breaks="")
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(15)
        gateway.breaks = "reverse"
        till.desk.request_reverse(None)
        assert till.lock().reverse is ReverseState.running
        asked = [("query", NUMBER), ("reverse", NUMBER), ("query", NUMBER)]
        assert gateway.asked[-3:] == asked
        till.wait(5)
        assert gateway.asked[-3:] == asked
        assert till.settled().state == "reversed"


def test_a_reverse_that_cannot_be_sent_is_followed_by_a_query(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(15)
        gateway.failure = GatewayUnreachable(UnreachableKind.timeout, "fake")
        till.desk.request_reverse(None)
        till.settle()
        assert till.case().page is CasePage.locked
        assert gateway.asked[-1] == ("query", NUMBER)
        assert till.kinds()[-1] == "OrderUnanswered"


def test_an_order_that_the_provider_cannot_tell_about_stays_unknown(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.unknown})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(5)
        assert till.lock().queries_done == 1
        assert till.kinds()[-1] == "OrderUnanswered"


def test_a_late_answer_about_a_wrong_number_is_nobodys(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = SlowGateway(clock, {NUMBER: OrderState.paid, OTHER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.desk.set_details(order_number=NUMBER)
        till.desk.query_now()
        calm(till)
        till.desk.set_details(order_number=OTHER)
        calm(till)
        let_go(till, gateway)
        assert till.case().page is CasePage.locked
        assert till.case().order_tail == "000999"
        till.wait(5)
        assert gateway.asked[-1] == ("query", OTHER)
        assert till.case().page is CasePage.locked


def test_a_final_state_of_a_wrong_number_unlocks_nothing(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.failed, OTHER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.wait(5)
        assert till.settled().state == "failed"
        till.desk.set_details(order_number=OTHER)
        assert till.case().page is CasePage.locked
        assert till.case().offers == ()
        till.wait(5)
        assert gateway.asked[-1] == ("query", OTHER)


def test_the_register_does_not_make_a_mistyped_number_right(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paying, OTHER: OrderState.failed})
    gateway.amounts[OTHER] = Money(1600)
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.desk.set_details(order_number=OTHER, method="fenfu", amount=Money(9900))
        till.charges(OTHER)
        assert till.case().amount == Money(9900)
        till.wait(5)
        assert gateway.asked[-1] == ("query", OTHER)
        assert till.case().page is CasePage.locked
        assert till.case().offers == ()


def test_a_sum_that_is_typed_after_the_answer_is_compared_all_the_same(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {OTHER: OrderState.failed})
    gateway.amounts[OTHER] = Money(1600)
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.desk.set_details(method="fenfu", order_number=OTHER)
        till.wait(5)
        assert till.settled().state == "failed"
        till.desk.set_details(amount=Money(9900))
        till.wait(60)
        assert till.case().page is CasePage.locked
        assert till.case().offers == ()
        till.desk.set_details(amount=Money(1600))
        till.wait(60)
        assert till.settled().state == "failed"


def test_only_one_query_at_a_time(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = SlowGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        for _ in range(3):
            till.desk.query_now()
        calm(till)
        let_go(till, gateway)
        till.settle()
        assert gateway.asked == [("query", NUMBER)]


@pytest.mark.parametrize("was", [OrderState.paying, OrderState.not_paid])
def test_an_answer_from_before_a_sleep_takes_no_order_back(tmp_path: Path, was: OrderState) -> None:
    clock = ManualClock()
    gateway = LateGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        let_go(till, gateway)
        in_doubt(till)
        till.wait(15)
        till.desk.request_reverse(None)
        till.settle()
        gateway.go.clear()
        gateway.states[NUMBER] = was
        till.desk.query_now()
        calm(till)
        # What was submitted before this has reached the provider by now.
        till.background.submit(asyncio.sleep(0)).result(60)
        clock.advance(3600)
        gateway.states[NUMBER] = OrderState.paid
        let_go(till, gateway)
        till.settle()
        assert ("reverse", NUMBER) not in gateway.asked
        assert till.settled().state == "paid"


def test_after_a_sleep_every_followed_order_is_asked_about_at_once(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.settle()
        asked = len(gateway.asked)
        clock.advance(3600)
        till.desk.woke()
        till.settle()
        assert gateway.asked[asked:] == [("query", NUMBER)]
        lock = till.case().lock
        assert lock is not None
        assert lock.since_monotonic + lock.window_s < clock.monotonic()


def test_a_lock_that_comes_back_after_the_case_ended_is_pursued_to_the_end(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        taken_off(till)
        till.desk.close_case(Outcome.paid_other, "cash", None)
        gateway.states[NUMBER] = OrderState.paying
        till.wait(60)
        assert len(till.view().open_cases) == 1
        gateway.states[NUMBER] = OrderState.paid
        view = till.wait(120)
        assert [notice.phrase.key for notice in view.notices] == ["notice-paid_twice"]


def test_paying_the_same_way_after_an_override_does_not_end_the_pursuit(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        taken_off(till)
        till.desk.close_case(Outcome.paid_same, None, None)
        assert len(till.view().open_cases) == 1
        gateway.states[NUMBER] = OrderState.paid
        view = till.wait(120)
        assert [notice.phrase.key for notice in view.notices] == ["notice-paid_twice"]


def test_a_lock_that_comes_back_ends_the_advice_to_charge_in_another_way(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        taken_off(till)
        till.desk.choose_method("alipay")
        assert till.case().page is CasePage.closing
        gateway.states[NUMBER] = OrderState.paying
        till.wait(60)
        assert till.case().page is CasePage.locked
        assert till.case().chosen_method is None
        gateway.states[NUMBER] = OrderState.failed
        till.wait(60)
        assert till.case().lock is None
        assert till.case().chosen_method is None


def test_an_answer_that_reopens_an_ended_case_pins_it(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = SlowGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.desk.query_now()
        till.desk.say_till_text("余额不足")
        till.desk.close_case(Outcome.customer_left, None, None)
        calm(till)
        assert till.views[-1].open_cases == ()
        let_go(till, gateway)
        assert len(till.view().open_cases) == 1
        assert till.network.planned


def test_what_was_asked_before_the_customer_claimed_to_have_paid_does_not_answer_it(
    tmp_path: Path,
) -> None:
    clock = ManualClock()
    gateway = LateGateway(clock, {NUMBER: [OrderState.not_found, OrderState.paid]})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.desk.query_now()
        till.desk.say_till_text("余额不足")
        calm(till)
        till.desk.claim_paid()
        let_go(till, gateway)
        assert till.settled().state == "paid"
        assert gateway.asked == [("query", NUMBER)] * 2


def test_an_answer_after_the_desk_was_closed_plans_nothing(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = SlowGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.desk.query_now()
        calm(till)
        till.desk.close().result(60)
        till.desk.query_now()
        till.desk.request_reverse(None)
        let_go(till, gateway)
        till.settle()
        assert till.network.planned == []
        assert gateway.asked == [("query", NUMBER)]


def test_closing_during_a_query_leaves_the_case_open_on_disk(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = SlowGateway(clock, {NUMBER: OrderState.paying})
    till = Till(tmp_path, gateway=gateway, clock=clock)
    in_doubt(till)
    till.desk.query_now()
    calm(till)
    till.desk.close().result(60)
    till.background.close()
    calm(till)
    till.network.running.clear()
    till.close()
    with Till(tmp_path, clock=clock) as again:
        assert len(again.view().open_cases) == 1
        assert "OrderUnanswered" not in again.kinds()


def test_a_query_that_is_cancelled_under_way_is_repeated(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = SlowGateway(clock, {NUMBER: OrderState.paying})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        in_doubt(till)
        till.desk.query_now()
        calm(till)
        till.network.running.pop().cancel()
        till.background.submit(asyncio.sleep(0)).result(60)
        calm(till)
        assert till.network.planned == [5.0]


@pytest.mark.parametrize("command", ["query_now", "reverse"])
def test_without_keys_nothing_is_asked(tmp_path: Path, command: str) -> None:
    with Till(tmp_path) as till:
        in_doubt(till)
        till.wait(20)
        if command == "reverse":
            till.desk.request_reverse(None)
        else:
            till.desk.query_now()
        assert till.case().page is CasePage.locked
        assert till.lock().reverse is ReverseState.hidden
        assert "ReverseAsked" not in till.kinds()
