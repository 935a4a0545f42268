"""What every gateway must do, the real client against the real sandbox and the fake alike."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from typing import Any, Protocol, TypeVar

import pytest

from cashier.core.clock import ManualClock
from cashier.playbook.evidence import CONTRACT
from cashier.providers.errors import GatewayUnreachable, OrderNumberInvalid
from cashier.providers.gateway import Gateway, OrderState, ReverseOutcome
from cashier.sandbox.keys import PlatformMode
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wechat_mutual import MutualDoor
from cashier.sandbox.wire import TradeState
from tests.helpers import alipay as alipay_helper
from tests.helpers import sandbox as helper
from tests.helpers.fake_gateway import FakeGateway

Result = TypeVar("Result")

ARRANGED = frozenset(OrderState) - {OrderState.unknown}
# Alipay calls every order that is over without money closed; one that waits is being paid.
ARRANGED_AT_ALIPAY = frozenset(
    {
        OrderState.paid,
        OrderState.paying,
        OrderState.closed,
        OrderState.refunded,
        OrderState.not_found,
    }
)
TRADE_STATES = {
    OrderState.paid: TradeState.SUCCESS,
    OrderState.paying: TradeState.USERPAYING,
    OrderState.not_paid: TradeState.NOTPAY,
    OrderState.failed: TradeState.PAYERROR,
    OrderState.reversed: TradeState.REVOKED,
    OrderState.closed: TradeState.CLOSED,
    OrderState.refunded: TradeState.REFUND,
}
NOT_NUMBERS = ["", "1" * 65, "../certificates", "a/b", "订单"]


class Rig(Protocol):
    """A gateway and the world behind it."""

    @property
    def gateway(self) -> Gateway: ...

    @property
    def arranged(self) -> frozenset[OrderState]: ...

    def run(self, work: Coroutine[Any, Any, Result]) -> Result: ...
    def arrange(self, state: OrderState) -> str: ...
    def offer(self) -> str: ...
    def unplug(self) -> None: ...
    def lose_reverse(self) -> None: ...
    def close(self) -> None: ...


class FakeRig:
    """The fake of the desk's tests."""

    arranged = ARRANGED

    def __init__(self) -> None:
        self.gateway = FakeGateway(ManualClock())
        self._runner = asyncio.Runner()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self._runner.run(work)

    def arrange(self, state: OrderState) -> str:
        number = helper.order_number()
        self.gateway.states[number] = state
        return number

    def offer(self) -> str:
        return self.arrange(OrderState.not_paid)

    def unplug(self) -> None:
        self.gateway.unreachable()

    def lose_reverse(self) -> None:
        self.gateway.lost_reverse = True

    def close(self) -> None:
        self._runner.run(self.gateway.close_client())
        self._runner.close()


class SandboxRig:
    """The real client over HTTP to the real sandbox: a merchant that has only the public key."""

    mode = PlatformMode.public_key
    arranged = ARRANGED

    def __init__(self) -> None:
        self.clock = ManualClock()
        keys = replace(helper.keys(), mode=self.mode)
        self._sandbox = SandboxGateway(clock=self.clock, keys=keys)
        self._runner = asyncio.Runner()
        self.gateway: Gateway = self.made()

    def made(self) -> Gateway:
        return helper.wechat(self._sandbox, self.clock)

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self._runner.run(work)

    def arrange(self, state: OrderState) -> str:
        if state is OrderState.not_found:
            return helper.order_number()
        return helper.place_in(self._sandbox.orders, TRADE_STATES[state]).out_trade_no

    def offer(self) -> str:
        return helper.offered(self._sandbox.orders).out_trade_no

    def unplug(self) -> None:
        self._sandbox.close()

    def lose_reverse(self) -> None:
        self._sandbox.faults.set("reverse_lost")

    def close(self) -> None:
        self._runner.run(self.gateway.close_client())
        self._runner.close()
        self._sandbox.close()


class CertificateRig(SandboxRig):
    """A merchant that has only platform certificates."""

    mode = PlatformMode.certificate

    def made(self) -> Gateway:
        # Connections work; the certificates are fetched with the first question.
        gateway = helper.wechat(
            self._sandbox, self.clock, None, helper.by_certificates(self._sandbox.keys)
        )
        self._runner.run(gateway.query(helper.order_number()))
        return gateway


class PartnerRig(SandboxRig):
    """A service provider that asks for one of its shops."""

    def made(self) -> Gateway:
        keys = self._sandbox.keys
        entered = replace(helper.credentials(keys), sub_mchid=keys.sub_mchid)
        return helper.wechat(self._sandbox, self.clock, None, entered)


class OlderRig(SandboxRig):
    """The older protocol; taking back goes through the door that wants a certificate."""

    def made(self) -> Gateway:
        self._door = MutualDoor(self._sandbox.around)
        return helper.wechat_v2(self._sandbox, self._door, self.clock)

    def unplug(self) -> None:
        super().unplug()
        self._door.close()

    def close(self) -> None:
        super().close()
        self._door.close()


class AlipayRig(SandboxRig):
    """Alipay, over HTTP to the same sandbox."""

    arranged = ARRANGED_AT_ALIPAY

    def made(self) -> Gateway:
        return alipay_helper.alipay(self._sandbox, self.clock)

    def offer(self) -> str:
        # Until a customer scans its code, an order does not exist there.
        return self.arrange(OrderState.paying)


@pytest.fixture(params=[FakeRig, SandboxRig, CertificateRig, PartnerRig, OlderRig, AlipayRig])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    made: Rig = request.param()
    yield made
    made.close()


def at_wechat(rig: Rig) -> bool:
    return rig.gateway.name == "wechat"


def over(rig: Rig) -> frozenset[OrderState]:
    """What a provider calls an order that was taken back, unpaid or paid."""
    at_alipay = {OrderState.closed, OrderState.refunded}
    return frozenset({OrderState.reversed} if at_wechat(rig) else at_alipay)


def test_it_has_the_name_of_a_provider(rig: Rig) -> None:
    assert rig.gateway.name in {"wechat", "alipay"}


def test_every_state_is_told(rig: Rig) -> None:
    for state in rig.arranged:
        number = rig.arrange(state)
        answer = rig.run(rig.gateway.query(number))
        assert answer.state is state
        assert answer.provider_code
        assert answer.asked_at.utcoffset() is not None


def test_asking_changes_nothing(rig: Rig) -> None:
    for state in rig.arranged:
        number = rig.arrange(state)
        states = [rig.run(rig.gateway.query(number)).state for _ in range(3)]
        assert states == [state] * 3


def test_every_state_is_a_value_of_the_evidence(rig: Rig) -> None:
    for state in rig.arranged:
        CONTRACT.check("order.state", rig.run(rig.gateway.query(rig.arrange(state))).state)


@pytest.mark.parametrize("state", [OrderState.not_paid, OrderState.failed, OrderState.paid])
def test_a_reversed_order_stays_reversed(rig: Rig, state: OrderState) -> None:
    number = rig.arrange(state)
    for _ in range(2):
        assert rig.run(rig.gateway.reverse(number)).outcome is ReverseOutcome.reversed
        assert rig.run(rig.gateway.query(number)).state in over(rig)


def test_an_order_being_paid_is_not_reversed(rig: Rig) -> None:
    if not at_wechat(rig):
        pytest.skip("Alipay ends a payment that the phone is still asking about")
    number = rig.arrange(OrderState.paying)
    assert rig.run(rig.gateway.reverse(number)).outcome is ReverseOutcome.still_paying
    assert rig.run(rig.gateway.query(number)).state is OrderState.paying


def test_an_order_that_is_not_there_is_not_reversed(rig: Rig) -> None:
    number = rig.arrange(OrderState.not_found)
    assert rig.run(rig.gateway.reverse(number)).outcome is ReverseOutcome.not_found


def test_a_closed_order_stays_closed(rig: Rig) -> None:
    number = rig.arrange(OrderState.closed)
    wanted = ReverseOutcome.refused if at_wechat(rig) else ReverseOutcome.reversed
    assert rig.run(rig.gateway.reverse(number)).outcome is wanted
    assert rig.run(rig.gateway.query(number)).state is OrderState.closed


def test_a_reverse_whose_answer_is_lost_is_unknown(rig: Rig) -> None:
    number = rig.arrange(OrderState.not_paid)
    rig.lose_reverse()
    assert rig.run(rig.gateway.reverse(number)).outcome is ReverseOutcome.unknown
    assert rig.run(rig.gateway.query(number)).state in over(rig)


def test_an_order_that_waits_to_be_scanned_is_closed_for_good(rig: Rig) -> None:
    number = rig.offer()
    again = ReverseOutcome.reversed if at_wechat(rig) else ReverseOutcome.refused
    for wanted in (ReverseOutcome.reversed, again):
        assert rig.run(rig.gateway.cancel(number)).outcome is wanted
        assert rig.run(rig.gateway.query(number)).state is OrderState.closed


def test_a_paid_order_is_not_closed(rig: Rig) -> None:
    number = rig.arrange(OrderState.paid)
    assert rig.run(rig.gateway.cancel(number)).outcome is ReverseOutcome.refused
    assert rig.run(rig.gateway.query(number)).state is OrderState.paid


def test_an_order_that_is_not_there_is_not_closed(rig: Rig) -> None:
    number = rig.arrange(OrderState.not_found)
    assert rig.run(rig.gateway.cancel(number)).outcome is ReverseOutcome.not_found


def test_a_cancel_whose_answer_is_lost_is_unknown(rig: Rig) -> None:
    number = rig.offer()
    rig.lose_reverse()
    assert rig.run(rig.gateway.cancel(number)).outcome is ReverseOutcome.unknown
    assert rig.run(rig.gateway.query(number)).state is OrderState.closed


def test_versions_are_named(rig: Rig) -> None:
    assert rig.gateway.versions
    assert all(one.name and one.value for one in rig.gateway.versions)
    assert len({one.name for one in rig.gateway.versions}) == len(rig.gateway.versions)


def test_without_a_network_every_call_says_so(rig: Rig) -> None:
    number = rig.arrange(OrderState.paid)
    rig.unplug()
    with pytest.raises(GatewayUnreachable) as cancelled:
        rig.run(rig.gateway.cancel(number))
    assert not cancelled.value.kind.sent
    with pytest.raises(GatewayUnreachable) as asked:
        rig.run(rig.gateway.query(number))
    with pytest.raises(GatewayUnreachable) as taken_back:
        rig.run(rig.gateway.reverse(number))
    assert not asked.value.kind.sent
    assert not taken_back.value.kind.sent


@pytest.mark.parametrize("number", NOT_NUMBERS)
def test_what_is_no_order_number_is_never_sent(rig: Rig, number: str) -> None:
    for call in (rig.gateway.query, rig.gateway.reverse, rig.gateway.cancel):
        with pytest.raises(OrderNumberInvalid):
            rig.run(call(number))


def test_readiness_is_evidence_of_the_vocabulary(rig: Rig) -> None:
    found = rig.run(rig.gateway.readiness())
    assert found
    for evidence in found:
        CONTRACT.check(evidence.name, evidence.value)
        assert evidence.value == "ok"
        assert evidence.source == "probe"


def test_readiness_without_a_network_is_evidence_too(rig: Rig) -> None:
    rig.unplug()
    found = rig.run(rig.gateway.readiness())
    assert [(one.name, one.value) for one in found] == [
        (f"health.gateway.{rig.gateway.name}", "fail")
    ]


def test_the_fake_refuses_to_serve_outside_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    with pytest.raises(RuntimeError, match="tests only"):
        FakeGateway(ManualClock())
