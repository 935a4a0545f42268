"""The client against the sandbox over HTTP: what the contract suite does not reach."""

from dataclasses import replace

import pytest

from cashier.core.clock import ManualClock
from cashier.providers.errors import GatewayAnswerUnverified, GatewayRefused, GatewayUnreachable
from cashier.providers.gateway import OrderState, ReverseOutcome
from cashier.providers.wechat_v3 import WeChatGateway, WeChatHosts
from cashier.sandbox.orders import Plan
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wire import TradeState
from tests.helpers import sandbox as helper
from tests.helpers.sandbox import run

NOWHERE = "http://127.0.0.1:1"


def ask(gateway: WeChatGateway, number: str = "T1") -> OrderState:
    return run(gateway, gateway.query(number)).state


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("sign_error", "key"),
        ("certificate_expired", "certificate"),
        ("clock_skew", "clock"),
        ("no_auth", "rights"),
    ],
)
def test_each_refusal_is_told_apart(
    sandbox: SandboxGateway, clock: ManualClock, fault: str, kind: str
) -> None:
    sandbox.faults.set(fault)
    gateway = helper.wechat(sandbox, clock)
    with pytest.raises(GatewayRefused) as refused:
        ask(gateway)
    assert refused.value.kind == kind
    offset = refused.value.clock_offset_s
    assert offset is not None
    assert round(offset) == (720 if kind == "clock" else 0)


def test_a_wrong_serial_is_told_apart_from_a_wrong_key(
    sandbox: SandboxGateway, clock: ManualClock
) -> None:
    hosts = WeChatHosts(sandbox.base_url, None)
    wrong = replace(helper.credentials(), serial_no="ABCD1234")
    with pytest.raises(GatewayRefused) as refused:
        ask(WeChatGateway(wrong, clock, hosts))
    assert refused.value.kind == "serial"


@pytest.mark.parametrize("fault", ["outage", "http_500", "rate_limited"])
def test_a_provider_in_trouble_is_an_unknown_state(
    sandbox: SandboxGateway, clock: ManualClock, fault: str
) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    sandbox.faults.set(fault)
    assert ask(helper.wechat(sandbox, clock), number) is OrderState.unknown
    again = helper.wechat(sandbox, clock)
    assert run(again, again.reverse(number)).outcome is ReverseOutcome.unknown


def test_a_forged_answer_is_not_believed(sandbox: SandboxGateway, clock: ManualClock) -> None:
    number = helper.place(sandbox.orders, Plan(TradeState.NOTPAY)).out_trade_no
    sandbox.faults.set("forged_answer")
    with pytest.raises(GatewayAnswerUnverified):
        ask(helper.wechat(sandbox, clock), number)
    again = helper.wechat(sandbox, clock)
    answer = run(again, again.reverse(number))
    assert (answer.outcome, answer.provider_code) == (ReverseOutcome.unknown, "signature")


def test_a_reverse_that_takes_too_long_is_unknown(clock: ManualClock) -> None:
    with SandboxGateway(clock=clock, keys=helper.keys(), faults=["slow"]) as slow:
        gateway = helper.wechat(slow, clock, helper.HASTY)
        answer = run(gateway, gateway.reverse("T1"))
    assert (answer.outcome, answer.provider_code) == (ReverseOutcome.unknown, "timeout")


def test_a_query_that_takes_too_long_says_so(clock: ManualClock) -> None:
    with SandboxGateway(clock=clock, keys=helper.keys(), faults=["slow"]) as slow:
        gateway = helper.wechat(slow, clock, helper.HASTY)
        with pytest.raises(GatewayUnreachable) as failed:
            ask(gateway)
    assert failed.value.kind == "timeout"


def test_a_query_goes_to_the_backup_when_the_main_host_is_out_of_reach(
    sandbox: SandboxGateway, clock: ManualClock
) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    hosts = WeChatHosts(NOWHERE, sandbox.base_url)
    gateway = WeChatGateway(helper.credentials(), clock, hosts)
    answer = run(gateway, gateway.query(number))
    assert (answer.state, answer.by_backup) == (OrderState.paid, True)


def test_a_reverse_never_goes_to_the_backup(sandbox: SandboxGateway, clock: ManualClock) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    gateway = WeChatGateway(helper.credentials(), clock, WeChatHosts(NOWHERE, sandbox.base_url))
    with pytest.raises(GatewayUnreachable):
        run(gateway, gateway.reverse(number))
    order = sandbox.orders.query(number)
    assert order is not None
    assert order.state is TradeState.SUCCESS


def test_a_query_is_not_repeated_once_it_was_sent(
    sandbox: SandboxGateway, clock: ManualClock
) -> None:
    with SandboxGateway(clock=clock, keys=helper.keys(), faults=["slow"]) as slow:
        hosts = WeChatHosts(slow.base_url, sandbox.base_url, helper.HASTY)
        with pytest.raises(GatewayUnreachable):
            ask(WeChatGateway(helper.credentials(), clock, hosts))


def test_odd_characters_of_order_numbers_survive_the_signature(
    sandbox: SandboxGateway, clock: ManualClock
) -> None:
    assert ask(helper.wechat(sandbox, clock), "T_1-2*3|4") is OrderState.not_found


def test_readiness_over_the_wire(sandbox: SandboxGateway, clock: ManualClock) -> None:
    sandbox.faults.set("no_auth")
    gateway = helper.wechat(sandbox, clock)
    found = run(gateway, gateway.readiness())
    assert ("health.merchant.wechat", "fail") in [(one.name, one.value) for one in found]
