"""The demo till at Alipay: what its screen says, and that money moves at most once."""

import json
from collections.abc import Iterator

import pytest

from cashier.core.clock import ManualClock
from cashier.sandbox.orders import CustomerAct
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till import Till, TillScreen
from cashier.sandbox.till_alipay import AlipayTillClient
from cashier.sandbox.till_charge import TillClient
from tests.helpers import alipay as alipay_helper


@pytest.fixture
def alipay(sandbox: SandboxGateway, clock: ManualClock) -> Iterator[AlipayTillClient]:
    client = AlipayTillClient(sandbox.base_url, sandbox.keys.till, clock, timeout_s=0.3)
    yield client
    client.close()


def charge(till: Till, amount_fen: int = 1600) -> TillScreen:
    code = alipay_helper.payment_code().reveal()
    asked = {"do": "charge", "amount_fen": amount_fen, "auth_code": code, "method": "alipay"}
    screen = till.handle(json.dumps(asked))
    assert screen is not None
    assert code not in screen.to_line()
    return screen


def settle(till: Till, shown: TillScreen) -> TillScreen | None:
    return till.handle(json.dumps({"do": "settle", "order_number": shown.order_number}))


@pytest.mark.parametrize(
    ("fault", "state", "screen"),
    [
        ("healthy", "paid", "收款成功"),
        ("no_answer", "timeout", "支付超时"),
        ("lost_answer", "timeout", "网络异常，请重试"),
        ("system_error", "failed", "支付失败：系统错误"),
        ("not_enough", "failed", "支付失败：买家余额不足"),
        ("http_500", "timeout", "网络异常，请重试"),
    ],
)
def test_the_screens(
    sandbox: SandboxGateway,
    till: TillClient,
    alipay: AlipayTillClient,
    fault: str,
    state: str,
    screen: str,
) -> None:
    sandbox.faults.queue(fault)
    shown = charge(Till({"wechat": till, "alipay": alipay}))
    assert (shown.state, shown.screen) == (state, screen)


def test_a_password_is_waited_for_and_then_paid(
    sandbox: SandboxGateway, till: TillClient, alipay: AlipayTillClient
) -> None:
    desk = Till({"wechat": till, "alipay": alipay}, shows="code")
    shown = charge(desk, 300_000)
    assert (shown.state, shown.code) == ("waiting", "USERPAYING")
    assert sandbox.orders.customer(shown.order_number, CustomerAct.enters_password)
    paid = settle(desk, shown)
    assert paid is not None
    assert paid.state == "paid"
    assert [order.taken for order in sandbox.orders.all()] == [1]


def test_a_lost_charge_is_asked_about_at_alipay(
    sandbox: SandboxGateway, till: TillClient, alipay: AlipayTillClient
) -> None:
    desk = Till({"wechat": till, "alipay": alipay}, shows="code")
    sandbox.faults.queue("lost_request")
    shown = charge(desk)
    asked = settle(desk, shown)
    assert asked is not None
    assert (asked.state, asked.code) == ("timeout", "ORDER_NOT_EXIST")


def test_without_a_way_to_alipay_it_counts_as_taken(till: TillClient) -> None:
    assert charge(Till({"wechat": till}, shows="code")).state == "paid"
