import pytest

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till_charge import TillClient
from cashier.sandbox.till_outcome import Outcome, careless_screen, honest_screen
from tests.helpers import sandbox as helper

OUTCOMES = [
    (Outcome("answered", 200, "SUCCESS", "支付成功"), "paid", "收款成功"),
    (
        Outcome("answered", 202, "USERPAYING", "需要用户输入支付密码"),
        "waiting",
        "支付失败，条码无法识别",
    ),
    (Outcome("answered", 200, "NOTPAY", "订单未支付"), "waiting", "支付失败，条码无法识别"),
    (Outcome("answered", 400, "AUTH_CODE_INVALID", "x"), "failed", "支付失败，条码无法识别"),
    (Outcome("answered", 403, "NOT_ENOUGH", "余额不足"), "failed", "支付失败：余额不足"),
    (Outcome("answered", 500, "SYSTEM_ERROR", "系统错误"), "timeout", "支付失败：系统错误"),
    (Outcome("answered", 500), "timeout", "支付失败，条码无法识别"),
    (Outcome("answered", 429, "X", "频率超限"), "timeout", "支付失败：频率超限"),
    (Outcome("answered", 404, "ORDER_NOT_EXIST", "无"), "timeout", "支付失败：无"),
    (Outcome("timeout"), "timeout", "支付超时"),
    (Outcome("broken"), "timeout", "网络异常，请重试"),
]


@pytest.mark.parametrize(("outcome", "state", "screen"), OUTCOMES)
def test_what_is_true_and_what_a_careless_till_shows(
    outcome: Outcome, state: str, screen: str
) -> None:
    assert outcome.state == state
    assert careless_screen(outcome) == screen


@pytest.mark.parametrize(("outcome", "state"), [(one[0], one[1]) for one in OUTCOMES])
def test_an_honest_till_shows_code_and_sentence(outcome: Outcome, state: str) -> None:
    shown = honest_screen(outcome)
    assert outcome.code in shown
    assert outcome.message in shown
    assert ("失败" in shown) == (state == "failed")


def test_order_numbers_are_fresh_and_fit(till: TillClient, clock: ManualClock) -> None:
    numbers = {till.new_order_number() for _ in range(20)}
    assert len(numbers) > 15
    assert all(number.startswith("20261122063207") and len(number) == 20 for number in numbers)


def test_a_till_that_meets_nobody_says_so(clock: ManualClock) -> None:
    till = TillClient("http://127.0.0.1:1", helper.keys().till, clock, timeout_s=1.0)
    assert till.charge("T1", Money(1), helper.payment_code()).kind == "broken"
    till.close()


def test_json_that_is_no_object_tells_nothing(sandbox: SandboxGateway, till: TillClient) -> None:
    sandbox.faults.set("http_500")
    assert till.ask("T1") == Outcome("answered", 500)
