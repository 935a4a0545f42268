"""The gateway over real HTTP, charged by the till's client."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import httpx
import pytest

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.sandbox.faults import FAULTS
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till_charge import Outcome, TillClient
from cashier.sandbox.wire import TradeState
from tests.helpers import sandbox as helper

PRICE = Money(1600)


def charge(till: TillClient, number: str = "T1") -> Outcome:
    return till.charge(number, PRICE, helper.payment_code())


def heard(outcome: Outcome) -> tuple[str, int, str]:
    return outcome.kind, outcome.status, outcome.code


EXPECTED = {
    "healthy": (("answered", 200, "SUCCESS"), TradeState.SUCCESS),
    "userpaying_then_paid": (("answered", 202, "USERPAYING"), TradeState.USERPAYING),
    "userpaying_then_failed": (("answered", 202, "USERPAYING"), TradeState.USERPAYING),
    "userpaying_forever": (("answered", 202, "USERPAYING"), TradeState.USERPAYING),
    "fenfu_password_then_limit": (("answered", 202, "USERPAYING"), TradeState.USERPAYING),
    "auth_code_expired": (("answered", 403, "AUTH_CODE_EXPIRE"), None),
    "auth_code_invalid": (("answered", 400, "AUTH_CODE_INVALID"), None),
    "auth_code_used": (("answered", 400, "AUTH_CODE_INVALID"), None),
    "not_enough": (("answered", 403, "NOT_ENOUGH"), TradeState.PAYERROR),
    "not_support_card": (("answered", 403, "NOTSUPORTCARD"), TradeState.PAYERROR),
    "account_error": (("answered", 403, "ACCOUNT_ERROR"), TradeState.PAYERROR),
    "no_usable_method": (("answered", 403, "TRADE_ERROR"), TradeState.PAYERROR),
    "rule_limit": (("answered", 403, "RULE_LIMIT"), TradeState.PAYERROR),
    "system_error": (("answered", 500, "SYSTEM_ERROR"), TradeState.SUCCESS),
    "bank_error": (("answered", 500, "BANK_ERROR"), TradeState.NOTPAY),
    "late_success": (("answered", 500, "SYSTEM_ERROR"), TradeState.NOTPAY),
    "no_answer": (("timeout", 0, ""), TradeState.SUCCESS),
    "lost_answer": (("broken", 0, ""), TradeState.SUCCESS),
    "lost_request": (("timeout", 0, ""), None),
    "reverse_lost": (("answered", 200, "SUCCESS"), TradeState.SUCCESS),
    "http_500": (("answered", 500, ""), None),
    "outage": (("answered", 502, "SERVICE_UNAVAILABLE"), None),
    "rate_limited": (("answered", 429, "FREQUENCY_LIMITED"), None),
    "sign_error": (("answered", 401, "SIGN_ERROR"), None),
    "certificate_expired": (("answered", 401, "SIGN_ERROR"), None),
    "clock_skew": (("answered", 401, "SIGN_ERROR"), None),
    "no_auth": (("answered", 403, "NO_AUTH"), None),
    "forged_answer": (("broken", 0, ""), TradeState.SUCCESS),
    "slow": (("answered", 200, "SUCCESS"), TradeState.SUCCESS),
    "password_cancelled": (("answered", 403, "TRADE_ERROR"), TradeState.PAYERROR),
    "phone_unreachable": (("answered", 200, "SUCCESS"), TradeState.SUCCESS),
    "wallet_outdated": (("answered", 200, "SUCCESS"), TradeState.SUCCESS),
    "wrong_wallet": (("answered", 400, "AUTH_CODE_INVALID"), None),
    "empty_auth_code": (("answered", 200, "SUCCESS"), TradeState.SUCCESS),
    "fenfu_limit": (("answered", 403, "NOT_ENOUGH"), TradeState.PAYERROR),
    "fenfu_not_open": (("answered", 403, "TRADE_ERROR"), TradeState.PAYERROR),
    "fenfu_frozen": (("answered", 403, "TRADE_ERROR"), TradeState.PAYERROR),
    "risk_control": (("answered", 403, "TRADE_ERROR"), TradeState.PAYERROR),
    "day_limit": (("answered", 200, "SUCCESS"), TradeState.SUCCESS),
    "not_registered": (("answered", 400, "USER_NOT_REGISTERED"), TradeState.PAYERROR),
    "request_blocked": (("answered", 403, "REQUEST_BLOCKED"), None),
    "appid_mismatch": (("answered", 400, "APPID_MCHID_NOT_MATCH"), None),
    "constant_system_error": (("answered", 500, "SYSTEM_ERROR"), None),
    "register_outdated": (("answered", 400, "INVALID_REQUEST"), None),
    "number_reused": (("answered", 403, "OUT_TRADE_NO_USED"), None),
    "already_paid": (("answered", 400, "ORDER_PAID"), TradeState.SUCCESS),
    "jitter": (("answered", 200, "SUCCESS"), TradeState.SUCCESS),
    "callback_lost": (("answered", 200, "SUCCESS"), TradeState.SUCCESS),
    "callback_late": (("answered", 200, "SUCCESS"), TradeState.SUCCESS),
    "callback_repeated": (("answered", 200, "SUCCESS"), TradeState.SUCCESS),
}


def test_every_fault_has_its_expectation() -> None:
    assert set(EXPECTED) == {fault.name for fault in FAULTS}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_the_till_hears_and_what_is_true(
    sandbox: SandboxGateway, till: TillClient, name: str
) -> None:
    sandbox.faults.set(name)
    helper.meets(till, name)
    outcome = charge(till)
    order = sandbox.orders.query("T1")
    assert heard(outcome) == EXPECTED[name][0]
    assert (order.state if order else None) is EXPECTED[name][1]


@pytest.mark.parametrize(
    ("name", "seconds", "after"),
    [
        ("userpaying_then_paid", 6, "SUCCESS"),
        ("userpaying_then_failed", 6, "PAYERROR"),
        ("fenfu_password_then_limit", 8, "PAYERROR"),
        ("late_success", 12, "SUCCESS"),
        ("userpaying_forever", 600, "USERPAYING"),
    ],
)
def test_the_answer_changes_with_time(
    sandbox: SandboxGateway,
    till: TillClient,
    clock: ManualClock,
    name: str,
    seconds: int,
    after: str,
) -> None:
    sandbox.faults.set(name)
    charge(till)
    sandbox.faults.set()
    clock.advance(seconds - 1)
    assert till.ask("T1").code != after or name == "userpaying_forever"
    clock.advance(1)
    assert heard(till.ask("T1")) == ("answered", 200, after)


def test_a_wrong_clock_hears_the_real_text(
    sandbox: SandboxGateway, till: TillClient, clock: ManualClock
) -> None:
    sandbox.faults.set("clock_skew")
    assert charge(till).message == "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟"
    date = httpx.get(sandbox.base_url).headers["date"]
    assert clock.now() - parsedate_to_datetime(date) == timedelta(minutes=12)


def test_the_answer_to_an_unknown_path_is_empty(sandbox: SandboxGateway) -> None:
    for path, status in (("/v3/nothing", 404), ("/v3/pay/transactions/codepay", 405)):
        answer = httpx.get(sandbox.base_url + path)
        assert (answer.status_code, answer.content) == (status, b"")


def test_a_probe_is_answered_with_a_date(sandbox: SandboxGateway) -> None:
    for method in ("GET", "HEAD"):
        answer = httpx.request(method, sandbox.base_url + "/")
        assert answer.status_code == 200
        assert "date" in answer.headers
    sandbox.faults.set("http_500")
    assert httpx.head(sandbox.base_url + "/").status_code == 500


def test_an_unsigned_call_is_refused_without_a_request_id(sandbox: SandboxGateway) -> None:
    answer = httpx.get(sandbox.base_url + "/v3/pay/transactions/out-trade-no/T1?mchid=1900000109")
    assert answer.status_code == 401
    assert answer.json() == {"code": "SIGN_ERROR", "message": "签名信息错误，验签失败"}
    assert not {name for name in answer.headers if name.startswith(("wechatpay", "request-id"))}


def test_a_call_without_an_accept_header_is_refused(sandbox: SandboxGateway) -> None:
    answer = httpx.get(sandbox.base_url + "/v3/certificates", headers={"Accept": ""})
    assert answer.json()["message"] == "Http头缺少Accept或User-Agent"


def test_certificates_do_not_exist_for_this_merchant(
    sandbox: SandboxGateway, till: TillClient
) -> None:
    outcome = till._call("GET", "/v3/certificates", None)
    assert heard(outcome) == ("answered", 404, "RESOURCE_NOT_EXISTS")


def test_signed_answers_carry_all_the_headers(
    sandbox: SandboxGateway, till: TillClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[httpx.Response] = []
    monkeypatch.setattr(till, "_read", seen.append)
    charge(till)
    till.ask("T-none")
    paid, missing = seen
    assert {
        "wechatpay-timestamp",
        "wechatpay-nonce",
        "wechatpay-serial",
        "wechatpay-signature",
        "wechatpay-signature-type",
        "request-id",
    } <= set(paid.headers)
    assert paid.headers["wechatpay-serial"].startswith("PUB_KEY_ID_")
    assert missing.headers["request-id"].endswith("-268512771")
    assert "wechatpay-signature" not in missing.headers
