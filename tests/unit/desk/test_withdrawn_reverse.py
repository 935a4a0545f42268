"""A reverse that waits for its line when its order is seen paid: it never leaves, or is found out.

In the first story the manager has an order taken back that the customer scanned. The query right
before finds it unpaid, the cancel waits for its connection, and then the cashier sees it paid.
"""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cashier.core.clock import ManualClock
from cashier.desk.case_views import CasePage
from cashier.providers.gateway import OrderState, ReverseAnswer
from tests.helpers.desks import Till
from tests.helpers.fake_gateway import FakeGateway

NUMBER = "DEMO20261122000123"
OTHER = "DEMO20261122000999"
UNREADABLE = "支付失败，条码无法识别"


@dataclass
class ConnectingGateway(FakeGateway):
    """A reverse leaves once the line `stands`; what became of it is told once it `answers`."""

    stands: asyncio.Event = field(default_factory=asyncio.Event)
    answers: asyncio.Event = field(default_factory=asyncio.Event)

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        await self.stands.wait()
        answer = await super().reverse(out_trade_no)
        await self.answers.wait()
        return answer

    async def cancel(self, out_trade_no: str) -> ReverseAnswer:
        await self.stands.wait()
        answer = await super().cancel(out_trade_no)
        await self.answers.wait()
        return answer

    @property
    def sent(self) -> list[tuple[str, str]]:
        return [one for one in self.asked if one[0] != "query"]


def reverse_under_way(till: Till, *, dynamic: bool = False) -> None:
    till.charges(NUMBER)
    till.desk.open_case()
    if dynamic:
        till.desk.answer("ask.who_scanned", "customer")
    else:
        till.desk.say_till_text(UNREADABLE)
    till.wait(15)
    till.desk.request_reverse(None)
    calm(till)


def calm(till: Till) -> None:
    """Let desk and network do what they can while a reverse is still under way."""
    for _ in range(3):
        till.disk.submit(lambda: None).result(60)
        till.background.submit(asyncio.sleep(0)).result(60)


def let(till: Till, event: asyncio.Event) -> None:
    async def happen() -> None:
        event.set()

    till.background.submit(happen()).result(60)
    calm(till)


@pytest.mark.parametrize("dynamic", [True, False])
def test_what_has_not_left_never_leaves_once_the_cashier_saw_the_order_paid(
    tmp_path: Path, *, dynamic: bool
) -> None:
    clock = ManualClock()
    gateway = ConnectingGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        reverse_under_way(till, dynamic=dynamic)
        till.desk.clerk_order_state("paid")
        calm(till)
        let(till, gateway.stands)
        assert till.settled().state == "paid"
        gateway.states[NUMBER] = OrderState.paid
        till.wait(60)
        assert gateway.sent == []
        assert till.network.planned == []


def test_what_has_not_left_never_leaves_once_the_provider_said_paid(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = ConnectingGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        reverse_under_way(till)
        gateway.states[NUMBER] = OrderState.paid
        till.desk.query_now()
        calm(till)
        let(till, gateway.stands)
        till.wait(60)
        assert till.settled().state == "paid"
        assert gateway.sent == []
        assert till.network.planned == []


def test_what_has_left_before_the_provider_said_paid_is_found_out(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = ConnectingGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        reverse_under_way(till)
        let(till, gateway.stands)
        gateway.states[NUMBER] = OrderState.paid
        till.desk.query_now()
        assert till.settled().state == "paid"
        gateway.states[NUMBER] = OrderState.refunded
        view = till.wait(5)
        assert [one.phrase.key for one in view.notices] == ["notice-not_paid_after_all"]
        assert till.network.planned == []


def test_a_second_look_that_fails_is_taken_again(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = ConnectingGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        reverse_under_way(till)
        gateway.states[NUMBER] = [OrderState.paid, OrderState.unknown, OrderState.refunded]
        till.desk.query_now()
        view = till.wait(5)
        assert view.notices == ()
        view = till.wait(5)
        assert [one.phrase.key for one in view.notices] == ["notice-not_paid_after_all"]
        assert till.network.planned == []


def test_a_reverse_of_a_wrong_number_that_has_not_left_never_leaves(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = ConnectingGateway(clock, {NUMBER: OrderState.not_paid, OTHER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        reverse_under_way(till)
        till.desk.set_details(order_number=OTHER)
        calm(till)
        let(till, gateway.stands)
        till.wait(30)
        assert gateway.sent == []
        assert gateway.asked[-1] == ("query", OTHER)
        assert till.case().page is CasePage.locked
