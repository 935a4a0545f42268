"""A stranger's client, python-alipay-sdk, against the sandbox: it charges, asks and is refused."""

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from alipay import AliPay
from alipay.exceptions import AliPayException, AliPayValidationError

from cashier.core.clock import SystemClock
from cashier.sandbox.alipay_endpoints import APP_ID, PATH, SCAN_PATH
from cashier.sandbox.keys import stranger_key
from cashier.sandbox.server import SandboxGateway
from tests.helpers import alipay as alipay_helper
from tests.helpers import sandbox as helper

Told = dict[str, Any]

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="no time zones by variable")


@pytest.fixture(autouse=True)
def beijing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The stranger takes the hour from the machine's time zone."""
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def sandbox() -> Iterator[SandboxGateway]:
    with SandboxGateway(clock=SystemClock(), keys=helper.keys(), pace=0.001) as gateway:
        yield gateway


@pytest.fixture
def stranger(sandbox: SandboxGateway) -> AliPay:
    return client(sandbox)


def client(sandbox: SandboxGateway, **other: str) -> AliPay:
    till = sandbox.keys.till
    wanted = {
        "appid": APP_ID,
        "app_private_key_string": till.private_key.reveal(),
        "alipay_public_key_string": till.platform_public_key,
    } | other
    made = AliPay(**wanted)
    made._gateway = sandbox.base_url + PATH
    return made


def charge(stranger: AliPay, number: str, amount: str = "16.00", **more: object) -> Told:
    code = more.pop("auth_code", alipay_helper.payment_code().reveal())
    told: Told = stranger.api_alipay_trade_pay(
        number, "bar_code", code, "门店消费 {测试}", total_amount=amount, **more
    )
    return told


def refusal(error: AliPayException) -> Told:
    """Return what the gateway said, out of the stranger's sentence about it."""
    told: Told = next(iter(json.loads(str(error).partition("message:")[2]).values()))
    return told


def test_a_charge_is_paid_and_found(stranger: AliPay) -> None:
    number = helper.order_number()
    paid = charge(stranger, number)
    assert (paid["code"], paid["out_trade_no"]) == ("10000", number)
    found = stranger.api_alipay_trade_query(out_trade_no=number)
    assert (found["trade_status"], found["total_amount"]) == ("TRADE_SUCCESS", "16.00")
    assert found["trade_no"] == paid["trade_no"]


def test_above_the_limit_the_phone_asks_for_a_password(stranger: AliPay) -> None:
    number = helper.order_number()
    assert charge(stranger, number, "2000.01")["code"] == "10003"
    found = stranger.api_alipay_trade_query(out_trade_no=number)
    assert found["trade_status"] == "WAIT_BUYER_PAY"


def test_an_unpaid_order_is_cancelled_and_a_paid_one_refunded(stranger: AliPay) -> None:
    waiting, paid = helper.order_number(), helper.order_number()
    charge(stranger, waiting, "3000")
    charge(stranger, paid)
    done = [stranger.api_alipay_trade_cancel(out_trade_no=one) for one in (waiting, paid, "NONE")]
    assert [one.get("action") for one in done] == ["close", "refund", None]
    assert {one["retry_flag"] for one in done} == {"N"}
    for number in (waiting, paid):
        found = stranger.api_alipay_trade_query(out_trade_no=number)
        assert found["trade_status"] == "TRADE_CLOSED"


def test_a_refund_is_whole_and_once(stranger: AliPay) -> None:
    number = helper.order_number()
    charge(stranger, number)
    part = stranger.api_alipay_trade_refund("1.00", out_trade_no=number)
    whole = stranger.api_alipay_trade_refund("16.00", out_trade_no=number)
    again = stranger.api_alipay_trade_refund("16.00", out_trade_no=number)
    assert part["sub_code"] == "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"
    assert whole["fund_change"] == "Y"
    assert again["sub_code"] == "ACQ.TRADE_NOT_ALLOW_REFUND"


@pytest.mark.parametrize(
    ("more", "sub_code"),
    [
        ({"auth_code": "13" + "0" * 16}, "ACQ.PAYMENT_AUTH_CODE_INVALID"),
        ({"amount": "-1"}, "ACQ.INVALID_PARAMETER"),
        ({"amount": "0"}, "ACQ.INVALID_PARAMETER"),
        ({"extend_params": {"hb_fq_num": "3"}}, "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE"),
    ],
)
def test_a_charge_is_refused_with_a_signature(stranger: AliPay, more: Told, sub_code: str) -> None:
    refused = charge(stranger, helper.order_number(), **more)
    assert (refused["code"], refused["sub_code"]) == ("40004", sub_code)


def test_a_payment_code_serves_once(stranger: AliPay) -> None:
    code = alipay_helper.payment_code().reveal()
    charge(stranger, helper.order_number(), auth_code=code)
    again = charge(stranger, helper.order_number(), auth_code=code)
    assert again["sub_code"] == "ACQ.PAYMENT_AUTH_CODE_INVALID"


def test_an_order_number_serves_once(stranger: AliPay) -> None:
    number = helper.order_number()
    charge(stranger, number)
    assert charge(stranger, number)["sub_code"] == "ACQ.TRADE_HAS_SUCCESS"


def test_a_dynamic_code_exists_once_it_is_scanned(
    sandbox: SandboxGateway, stranger: AliPay
) -> None:
    number = helper.order_number()
    made = stranger.api_alipay_trade_precreate("门店消费", number, "16.00")
    assert made["qr_code"].startswith("https://qr.alipay.com/bax")
    before = stranger.api_alipay_trade_query(out_trade_no=number)
    assert before["sub_code"] == "ACQ.TRADE_NOT_EXIST"
    token = sandbox.keys.control_token.reveal()
    scanned = httpx.post(
        sandbox.base_url + SCAN_PATH,
        json={"qr_code": made["qr_code"], "pays": False},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert scanned.status_code == 200
    found = stranger.api_alipay_trade_query(out_trade_no=number)
    assert found["trade_status"] == "WAIT_BUYER_PAY"
    assert stranger.api_alipay_trade_close(out_trade_no=number)["code"] == "10000"


@pytest.mark.parametrize(
    ("other", "code", "sub_code"),
    [
        ({"appid": "2021999999999999"}, "40002", "isv.invalid-app-id"),
        ({"app_private_key_string": "stranger"}, "40002", "isv.invalid-signature"),
    ],
)
def test_a_stranger_is_refused_without_a_signature(
    sandbox: SandboxGateway, other: dict[str, str], code: str, sub_code: str
) -> None:
    known = {"stranger": stranger_key().reveal()}
    wrong = client(sandbox, **{name: known.get(value, value) for name, value in other.items()})
    with pytest.raises(AliPayException) as refused:
        wrong.api_alipay_trade_query(out_trade_no="T1")
    told = refusal(refused.value)
    assert (told["code"], told["sub_code"]) == (code, sub_code)


def test_a_machine_in_another_time_zone_is_told_so(
    sandbox: SandboxGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    with pytest.raises(AliPayException) as refused:
        client(sandbox).api_alipay_trade_query(out_trade_no="T1")
    assert refusal(refused.value)["sub_code"] == "isv.invalid-timestamp"


def test_a_forged_answer_does_not_pass(sandbox: SandboxGateway, stranger: AliPay) -> None:
    sandbox.faults.set("forged_answer")
    with pytest.raises(AliPayValidationError):
        stranger.api_alipay_trade_query(out_trade_no="T1")


@pytest.mark.parametrize(
    ("fault", "code"), [("outage", "20000"), ("rate_limited", "40005"), ("sign_error", "40002")]
)
def test_a_fault_speaks_alipays_words(
    sandbox: SandboxGateway, stranger: AliPay, fault: str, code: str
) -> None:
    sandbox.faults.set(fault)
    with pytest.raises(AliPayException) as refused:
        stranger.api_alipay_trade_query(out_trade_no="T1")
    assert refusal(refused.value)["code"] == code


def test_our_client_sees_what_the_stranger_did(sandbox: SandboxGateway, stranger: AliPay) -> None:
    number = helper.order_number()
    charge(stranger, number)
    ours = alipay_helper.alipay(sandbox, SystemClock())

    async def ask() -> str:
        answer = await ours.query(number)
        await ours.close_client()
        return str(answer.state)

    assert asyncio.run(ask()) == "paid"
