"""The client against the sandbox over HTTP: what the contract suite does not reach."""

from dataclasses import replace

import pytest

from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.providers.alipay import AlipayGateway, AlipayHost
from cashier.providers.alipay_signing import AlipayCredentials, CertificateNumbers
from cashier.providers.errors import (
    CredentialsInvalid,
    GatewayAnswerUnverified,
    GatewayRefused,
    GatewayUnreachable,
)
from cashier.providers.gateway import OrderState, ReverseOutcome
from cashier.sandbox.alipay_wire import PATH
from cashier.sandbox.orders import Plan
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wire import TradeState
from tests.helpers import alipay as alipay_helper
from tests.helpers import sandbox as helper
from tests.helpers.sandbox import run


def ask(gateway: AlipayGateway, number: str = "T1") -> OrderState:
    return run(gateway, gateway.query(number)).state


@pytest.mark.parametrize(
    ("fault", "kind"), [("sign_error", "key"), ("clock_skew", "clock"), ("no_auth", "rights")]
)
def test_each_refusal_is_told_apart(
    sandbox: SandboxGateway, clock: ManualClock, fault: str, kind: str
) -> None:
    sandbox.faults.set(fault)
    with pytest.raises(GatewayRefused) as refused:
        ask(alipay_helper.alipay(sandbox, clock))
    assert refused.value.kind == kind
    offset = refused.value.clock_offset_s
    assert offset is not None
    assert round(offset) == (720 if kind == "clock" else 0)


def test_a_wrong_app_is_told_apart(sandbox: SandboxGateway, clock: ManualClock) -> None:
    wrong = replace(alipay_helper.credentials(), app_id="2021999999999999")
    with pytest.raises(GatewayRefused) as refused:
        ask(AlipayGateway(wrong, clock, AlipayHost(sandbox.base_url + PATH)))
    assert refused.value.kind == "app"


@pytest.mark.parametrize("fault", ["outage", "http_500", "rate_limited"])
def test_a_provider_in_trouble_is_an_unknown_state(
    sandbox: SandboxGateway, clock: ManualClock, fault: str
) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    sandbox.faults.set(fault)
    assert ask(alipay_helper.alipay(sandbox, clock), number) is OrderState.unknown
    again = alipay_helper.alipay(sandbox, clock)
    assert run(again, again.reverse(number)).outcome is ReverseOutcome.unknown


def test_a_forged_answer_is_not_believed(sandbox: SandboxGateway, clock: ManualClock) -> None:
    number = helper.place(sandbox.orders, Plan(TradeState.NOTPAY)).out_trade_no
    sandbox.faults.set("forged_answer")
    with pytest.raises(GatewayAnswerUnverified):
        ask(alipay_helper.alipay(sandbox, clock), number)
    again = alipay_helper.alipay(sandbox, clock)
    answer = run(again, again.reverse(number))
    assert (answer.outcome, answer.provider_code) == (ReverseOutcome.unknown, "signature")


def test_what_takes_too_long_is_unknown(clock: ManualClock) -> None:
    with SandboxGateway(clock=clock, keys=helper.keys(), faults=["slow"]) as slow:
        hasty = alipay_helper.alipay(slow, clock, helper.HASTY)
        answer = run(hasty, hasty.reverse("T1"))
        assert (answer.outcome, answer.provider_code) == (ReverseOutcome.unknown, "timeout")
        with pytest.raises(GatewayUnreachable) as failed:
            ask(alipay_helper.alipay(slow, clock, helper.HASTY))
    assert failed.value.kind == "timeout"


@pytest.mark.parametrize("state", [TradeState.NOTPAY, TradeState.USERPAYING])
def test_a_close_ends_what_is_not_paid(
    sandbox: SandboxGateway, clock: ManualClock, state: TradeState
) -> None:
    number = helper.place(sandbox.orders, Plan(state)).out_trade_no
    gateway = alipay_helper.alipay(sandbox, clock)
    assert run(gateway, gateway.cancel(number)).outcome is ReverseOutcome.reversed
    assert ask(alipay_helper.alipay(sandbox, clock), number) is OrderState.closed


def test_a_close_never_gives_money_back(sandbox: SandboxGateway, clock: ManualClock) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    gateway = alipay_helper.alipay(sandbox, clock)
    assert run(gateway, gateway.cancel(number)).outcome is ReverseOutcome.refused
    order = sandbox.orders.query(number)
    assert order is not None
    assert (order.state, order.given_back) == (TradeState.SUCCESS, 0)


def test_the_hour_is_beijings_wherever_this_machine_is(
    sandbox: SandboxGateway, clock: ManualClock
) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    assert ask(alipay_helper.alipay(sandbox, clock), number) is OrderState.paid


def test_certificates_and_a_token_go_with_each_call(
    sandbox: SandboxGateway, clock: ManualClock
) -> None:
    number = helper.place(sandbox.orders).out_trade_no
    more = replace(
        alipay_helper.credentials(),
        certificates=CertificateNumbers("a" * 32, "b" * 32),
        app_auth_token=Secret("token"),
    )
    gateway = AlipayGateway(more, clock, AlipayHost(sandbox.base_url + PATH))
    assert ("alipay.keys", "certificate") in [(one.name, one.value) for one in gateway.versions]
    assert ask(gateway, number) is OrderState.paid


def test_the_apps_own_public_key_is_refused_at_once(clock: ManualClock) -> None:
    keys = helper.keys()
    wrong = AlipayCredentials("1", keys.till.private_key, keys.merchant_public_key)
    with pytest.raises(CredentialsInvalid) as refused:
        AlipayGateway(wrong, clock)
    assert refused.value.fields["field"] == "alipay_public_key"


def test_no_key_shows_in_what_holds_it() -> None:
    shown = repr(alipay_helper.credentials())
    assert helper.keys().till.private_key.reveal()[40:80] not in shown


def test_readiness_names_what_is_wrong(sandbox: SandboxGateway, clock: ManualClock) -> None:
    sandbox.faults.set("no_auth")
    gateway = alipay_helper.alipay(sandbox, clock)
    found = {one.name: one.value for one in run(gateway, gateway.readiness())}
    assert found == {
        "health.gateway.alipay": "ok",
        "health.merchant.alipay": "fail",
        "health.clock": "ok",
    }
