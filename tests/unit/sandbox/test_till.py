import json

import pytest

from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till import COUNTER_METHODS, Till, TillScreen, serve
from cashier.sandbox.till_charge import TillClient
from tests.helpers import sandbox as helper


def charge(till: Till, method: str = "fenfu") -> TillScreen:
    code = helper.payment_code().reveal()
    asked = {"do": "charge", "amount_fen": 1600, "auth_code": code, "method": method}
    screen = till.handle(json.dumps(asked))
    assert screen is not None
    assert code not in screen.to_line()
    return screen


def settle(till: Till, screen: TillScreen) -> TillScreen | None:
    return till.handle(json.dumps({"do": "settle", "order_number": screen.order_number}))


def test_the_story_of_fenfu_on_a_careless_till(sandbox: SandboxGateway, till: TillClient) -> None:
    desk = Till({"wechat": till})
    sandbox.faults.queue("userpaying_then_paid")
    shown = charge(desk)
    assert (shown.screen, shown.state, shown.code) == ("支付失败，条码无法识别", "failed", None)
    waiting = settle(desk, shown)
    assert waiting is not None
    assert (waiting.state, waiting.code) == ("waiting", "USERPAYING")


def test_an_honest_till_tells_the_code(sandbox: SandboxGateway, till: TillClient) -> None:
    sandbox.faults.queue("userpaying_forever")
    shown = charge(Till({"wechat": till}, shows="code"))
    assert (shown.state, shown.code) == ("waiting", "USERPAYING")


@pytest.mark.parametrize(
    ("fault", "state", "screen"),
    [
        ("healthy", "paid", "收款成功"),
        ("no_answer", "timeout", "支付超时"),
        ("lost_answer", "timeout", "网络异常，请重试"),
        ("system_error", "failed", "支付失败：系统错误"),
        ("not_enough", "failed", "支付失败：余额不足"),
    ],
)
def test_other_screens(
    sandbox: SandboxGateway, till: TillClient, fault: str, state: str, screen: str
) -> None:
    sandbox.faults.queue(fault)
    helper.meets(till, fault)
    shown = charge(Till({"wechat": till}))
    assert (shown.state, shown.screen) == (state, screen)


def test_the_counter_needs_no_gateway_and_unknown_methods_are_refused(
    sandbox: SandboxGateway, till: TillClient
) -> None:
    desk = Till({"wechat": till})
    for method in COUNTER_METHODS:
        assert charge(desk, method).state == "paid"
    assert charge(desk, "shells").code == "TILL_METHOD"
    assert sandbox.orders.all() == ()


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "[]",
        "{}",
        '{"do": "dance"}',
        '{"do": "charge"}',
        '{"do": "charge", "amount_fen": "16", "auth_code": "130000000000000000"}',
        '{"do": "charge", "amount_fen": -1, "auth_code": "130000000000000000"}',
        '{"do": "settle"}',
    ],
)
def test_a_line_it_cannot_read_is_not_repeated(till: TillClient, line: str) -> None:
    shown = Till({"wechat": till}).handle(line)
    assert shown == TillScreen("操作无效", "", "failed", "TILL_INPUT")


def test_it_serves_lines_until_it_is_told_to_close(till: TillClient) -> None:
    shown: list[str] = []
    cash = '{"do": "charge", "amount_fen": 1, "method": "cash"}'
    serve(Till({"wechat": till}), [cash, "\n", '{"do": "close"}', cash], shown.append)
    assert [json.loads(line)["state"] for line in shown] == ["paid"]
