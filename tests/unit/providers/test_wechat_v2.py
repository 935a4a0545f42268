from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.providers.errors import GatewayAnswerUnverified, GatewayRefused, GatewayUnreachable
from cashier.providers.gateway import OrderState, ReverseOutcome
from cashier.providers.wechat_hosts import WeChatHosts
from cashier.providers.wechat_v2 import WeChatV2Gateway
from cashier.providers.wechat_xml import SignType
from cashier.sandbox.orders import Plan
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wechat_mutual import MutualDoor
from cashier.sandbox.wire import TradeState
from tests.helpers import sandbox as helper
from tests.helpers.sandbox import run


@pytest.fixture
def door(sandbox: SandboxGateway) -> Iterator[MutualDoor]:
    with MutualDoor(sandbox.around) as opened:
        yield opened


def only_asks(sandbox: SandboxGateway, clock: ManualClock, **changes: Any) -> WeChatV2Gateway:
    """A shop that never put its certificate in."""
    entered = replace(helper.v2_credentials(sandbox.keys), **changes)
    return WeChatV2Gateway(entered, clock, WeChatHosts(sandbox.base_url, None))


@pytest.mark.parametrize("kind", list(SignType))
def test_both_ways_of_signing_are_understood(
    sandbox: SandboxGateway, clock: ManualClock, kind: SignType
) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    gateway = only_asks(sandbox, clock, sign_type=kind)
    answer = run(gateway, gateway.query(number))
    assert answer.state is OrderState.paid
    assert answer.clock_offset_s == pytest.approx(0, abs=1)


def test_a_wrong_key_is_refused(sandbox: SandboxGateway, clock: ManualClock) -> None:
    gateway = only_asks(sandbox, clock, api_key=Secret("0" * 32))
    with pytest.raises(GatewayRefused) as refused:
        run(gateway, gateway.query("T1"))
    assert refused.value.kind == "key"


def test_without_a_certificate_nothing_is_taken_back_and_nothing_sent(
    sandbox: SandboxGateway, clock: ManualClock
) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    gateway = only_asks(sandbox, clock)
    with pytest.raises(GatewayRefused) as refused:
        run(gateway, gateway.reverse(number))
    assert refused.value.kind == "no_certificate"
    order = sandbox.orders.query(number)
    assert order is not None
    assert order.state is TradeState.SUCCESS


def test_the_door_is_shut_on_who_shows_no_certificate(
    sandbox: SandboxGateway, clock: ManualClock, door: MutualDoor
) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    shut = WeChatHosts(door.base_url, None, authority=door.papers.authority)
    plain = WeChatV2Gateway(helper.v2_credentials(sandbox.keys), clock, shut)
    with pytest.raises(GatewayUnreachable):
        run(plain, plain.query(number))


def test_taking_back_at_the_plain_door_is_cut_off(
    sandbox: SandboxGateway, clock: ManualClock, door: MutualDoor
) -> None:
    number = helper.place(sandbox.orders, Plan(TradeState.NOTPAY)).out_trade_no
    entered = helper.v2_credentials(sandbox.keys, door.papers.merchant_certificate)
    gateway = WeChatV2Gateway(entered, clock, WeChatHosts(sandbox.base_url, None))
    answer = run(gateway, gateway.reverse(number))
    assert (answer.outcome, answer.provider_code) == (ReverseOutcome.unknown, "reset")


def test_a_door_that_we_do_not_trust_is_not_entered(
    sandbox: SandboxGateway, clock: ManualClock, door: MutualDoor
) -> None:
    entered = helper.v2_credentials(sandbox.keys, door.papers.merchant_certificate)
    hosts = WeChatHosts(sandbox.base_url, None, secure=door.base_url)
    gateway = WeChatV2Gateway(entered, clock, hosts)
    with pytest.raises(GatewayUnreachable) as failed:
        run(gateway, gateway.reverse("T1"))
    assert failed.value.kind == "tls"


@pytest.mark.parametrize("fault", ["outage", "http_500", "rate_limited"])
def test_a_provider_in_trouble_is_an_unknown_state(
    sandbox: SandboxGateway, clock: ManualClock, door: MutualDoor, fault: str
) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    sandbox.faults.set(fault)
    gateway = helper.wechat_v2(sandbox, door, clock)
    assert run(gateway, gateway.query(number)).state is OrderState.unknown
    again = helper.wechat_v2(sandbox, door, clock)
    assert run(again, again.reverse(number)).outcome is ReverseOutcome.unknown


@pytest.mark.parametrize(
    ("fault", "kind"),
    [("sign_error", "key"), ("certificate_expired", "certificate"), ("no_auth", "rights")],
)
def test_each_refusal_is_told_apart(
    sandbox: SandboxGateway, clock: ManualClock, fault: str, kind: str
) -> None:
    sandbox.faults.set(fault)
    gateway = only_asks(sandbox, clock)
    with pytest.raises(GatewayRefused) as refused:
        run(gateway, gateway.query("T1"))
    assert refused.value.kind == kind


def test_a_forged_answer_is_not_believed(
    sandbox: SandboxGateway, clock: ManualClock, door: MutualDoor
) -> None:
    number = helper.place(sandbox.orders, Plan(TradeState.NOTPAY)).out_trade_no
    sandbox.faults.set("forged_answer")
    gateway = helper.wechat_v2(sandbox, door, clock)
    with pytest.raises(GatewayAnswerUnverified):
        run(gateway, gateway.query(number))
    again = helper.wechat_v2(sandbox, door, clock)
    answer = run(again, again.reverse(number))
    assert (answer.outcome, answer.provider_code) == (ReverseOutcome.unknown, "signature")


def test_a_service_provider_asks_for_its_shop(sandbox: SandboxGateway, clock: ManualClock) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    entered = helper.v2_credentials(sandbox.keys)
    account = replace(entered.account, sub_mchid=sandbox.keys.sub_mchid)
    gateway = only_asks(sandbox, clock, account=account)
    assert run(gateway, gateway.query(number)).state is OrderState.paid
    assert {one.name: one.value for one in gateway.versions}["wechat.account"] == "partner"


def test_readiness_names_the_link(sandbox: SandboxGateway, clock: ManualClock) -> None:
    sandbox.faults.set("no_auth")
    gateway = only_asks(sandbox, clock)
    found = run(gateway, gateway.readiness())
    assert ("health.merchant.wechat", "fail") in [(one.name, one.value) for one in found]


def test_no_secret_shows_in_credentials(sandbox: SandboxGateway, door: MutualDoor) -> None:
    entered = helper.v2_credentials(sandbox.keys, door.papers.merchant_certificate)
    assert sandbox.keys.api_v2_key.reveal() not in repr(entered)
    assert "PRIVATE" not in repr(entered)
