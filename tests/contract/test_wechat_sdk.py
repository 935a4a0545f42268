"""A stranger's client, `wechatpayv3`, against the sandbox: charges, asks, takes back, is refused.

What it accepts and refuses shows that the sandbox speaks as the real gateway does, by somebody
else's reading of the rules.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from typing import Any

import pytest
from wechatpayv3 import WeChatPay, WeChatPayType
from wechatpayv3.core import Core

from cashier.core.clock import ManualClock, SystemClock
from cashier.core.threads import start_thread
from cashier.sandbox.keys import PlatformMode, SandboxKeys, stranger_key
from cashier.sandbox.orders import CustomerAct
from cashier.sandbox.server import SandboxGateway
from tests.helpers import sandbox as helper

_LOOKS_S = 0.01
CODEPAY, NATIVE = WeChatPayType.CODEPAY, WeChatPayType.NATIVE


@pytest.fixture
def sandbox() -> Iterator[SandboxGateway]:
    """The gateway by the machine's clock, for that is the only one the stranger knows."""
    with SandboxGateway(clock=SystemClock(), keys=helper.keys(), pace=0.0001) as gateway:
        yield gateway


def client(sandbox: SandboxGateway, **changes: Any) -> WeChatPay:
    """Return the stranger's client with the public key, pointed at the sandbox."""
    keys = sandbox.keys
    entered = {
        "wechatpay_type": CODEPAY,
        "mchid": keys.till.mchid,
        "private_key": keys.till.private_key.reveal(),
        "cert_serial_no": keys.till.serial_no,
        "appid": keys.till.appid,
        "apiv3_key": keys.api_v3_key.reveal(),
        "public_key": keys.till.platform_public_key,
        "public_key_id": keys.till.public_key_id,
        "timeout": (helper.PATIENCE_S, helper.PATIENCE_S),
    }
    made = WeChatPay(**(entered | changes))
    made._core._gate_way = sandbox.base_url
    return made


def certified(
    sandbox: SandboxGateway, monkeypatch: pytest.MonkeyPatch, **changes: Any
) -> WeChatPay:
    """Return the stranger's client with certificates, which it fetches while it is built."""

    class Here(Core):  # type: ignore[misc]
        def __setattr__(self, name: str, value: object) -> None:
            super().__setattr__(name, sandbox.base_url if name == "_gate_way" else value)

    monkeypatch.setattr("wechatpayv3.core.Core", Here)
    return client(sandbox, **({"public_key": None, "public_key_id": None} | changes))


def in_mode(mode: PlatformMode) -> SandboxKeys:
    return replace(helper.keys(), mode=mode)


def heard(answer: tuple[int, str]) -> tuple[int, dict[str, Any]]:
    status, text = answer
    return status, json.loads(text) if text else {}


def charge(pay: WeChatPay, number: str, **changes: Any) -> tuple[int, dict[str, Any]]:
    asked = {
        "description": "门店消费",
        "out_trade_no": number,
        "amount": {"total": 1600},
        "payer": {"auth_code": helper.payment_code().reveal()},
        "scene_info": {"store_info": {"id": "1"}},
        "pay_type": CODEPAY,
    }
    return heard(pay.pay(**(asked | changes)))


def test_it_charges_asks_and_takes_back(sandbox: SandboxGateway) -> None:
    pay, number = client(sandbox), helper.order_number()
    status, told = charge(pay, number)
    assert (status, told["trade_state"], told["trade_type"]) == (200, "SUCCESS", "MICROPAY")
    by_number = heard(pay.query(out_trade_no=number))
    by_id = heard(pay.query(transaction_id=told["transaction_id"]))
    assert by_number == by_id
    assert by_number[1]["trade_state"] == "SUCCESS"
    assert heard(pay.codepay_reverse(out_trade_no=number))[0] == 200
    assert heard(pay.query(out_trade_no=number))[1]["trade_state"] == "REVOKED"


def test_a_payment_that_waits_is_202_and_still_signed(sandbox: SandboxGateway) -> None:
    sandbox.faults.queue("userpaying_forever")
    pay, number = client(sandbox), helper.order_number()
    status, told = charge(pay, number)
    assert (status, told["trade_state"]) == (202, "USERPAYING")
    assert heard(pay.codepay_reverse(out_trade_no=number))[1]["code"] == "USERPAYING"


def test_a_code_is_made_closed_and_gone(sandbox: SandboxGateway) -> None:
    pay, number = client(sandbox), helper.order_number()
    asked = {"pay_type": NATIVE, "notify_url": "http://127.0.0.1:9/", "payer": None}
    status, told = charge(pay, number, **asked)
    assert status == 200
    assert told["code_url"].startswith("weixin://wxpay/bizpayurl?pr=")
    assert pay.close(out_trade_no=number)[0] == 204
    assert heard(pay.query(out_trade_no=number))[1]["trade_state"] == "CLOSED"


def test_an_order_inside_the_wallet_is_made(sandbox: SandboxGateway) -> None:
    asked = {
        "pay_type": WeChatPayType.JSAPI,
        "notify_url": "http://127.0.0.1:9/",
        "payer": {"openid": "o1"},
    }
    status, told = charge(client(sandbox), helper.order_number(), **asked)
    assert status == 200
    assert told["prepay_id"].startswith("wx")


def test_a_service_provider_charges_asks_and_takes_back(sandbox: SandboxGateway) -> None:
    pay, number = client(sandbox, partner_mode=True), helper.order_number()
    sub = sandbox.keys.sub_mchid
    status, told = charge(pay, number, sub_mchid=sub)
    assert (status, told["sub_mchid"], told["sp_mchid"]) == (200, sub, sandbox.keys.till.mchid)
    assert heard(pay.query(out_trade_no=number, sub_mchid=sub))[1]["trade_state"] == "SUCCESS"
    assert heard(pay.codepay_reverse(out_trade_no=number, sub_mchid=sub))[0] == 200


def test_a_service_provider_without_its_app_hears_only_that_the_system_is_busy(
    sandbox: SandboxGateway,
) -> None:
    pay = client(sandbox, partner_mode=True, appid="")
    for _ in range(2):
        status, told = charge(pay, helper.order_number(), sub_mchid=sandbox.keys.sub_mchid)
        assert (status, told["code"]) == (500, "SYSTEM_ERROR")


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"private_key": stranger_key().reveal()}, "签名错误"),
        ({"cert_serial_no": "0" * 40}, "商户证书序列号有误"),
        ({"mchid": "1900000999"}, "商户证书序列号有误"),
    ],
)
def test_a_wrong_key_and_a_wrong_serial_are_told_apart(
    sandbox: SandboxGateway, changes: dict[str, str], text: str
) -> None:
    status, told = charge(client(sandbox, **changes), helper.order_number())
    assert (status, told["code"]) == (401, "SIGN_ERROR")
    assert text in told["message"]


def test_a_wrong_clock_is_told_by_its_own_text() -> None:
    hours_ago = ManualClock(SystemClock().now())
    hours_ago.jump(-1200)
    with SandboxGateway(clock=hours_ago, keys=helper.keys()) as sandbox:
        status, told = charge(client(sandbox), helper.order_number())
    assert (status, told["code"]) == (401, "SIGN_ERROR")
    assert "timestamp" in told["message"]


def test_an_answer_by_a_stranger_is_not_believed(sandbox: SandboxGateway) -> None:
    sandbox.faults.set("forged_answer")
    with pytest.raises(Exception, match="failed to verify the signature"):
        charge(client(sandbox), helper.order_number())


def test_certificates_are_opened_and_answers_checked_with_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = in_mode(PlatformMode.certificate)
    with SandboxGateway(clock=SystemClock(), keys=keys) as sandbox:
        pay = certified(sandbox, monkeypatch)
        assert len(pay._core._certificates) == 1
        assert charge(pay, helper.order_number())[0] == 200


def test_while_a_merchant_migrates_either_key_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    with SandboxGateway(clock=SystemClock(), keys=in_mode(PlatformMode.both)) as sandbox:
        assert charge(client(sandbox), helper.order_number())[0] == 200
        assert charge(certified(sandbox, monkeypatch), helper.order_number())[0] == 200


@pytest.mark.parametrize("mode", [PlatformMode.public_key, PlatformMode.certificate])
def test_without_certificates_or_with_a_wrong_key_there_are_none(
    monkeypatch: pytest.MonkeyPatch, mode: PlatformMode
) -> None:
    changes = {"apiv3_key": "0" * 32} if mode is PlatformMode.certificate else {}
    with (
        SandboxGateway(clock=SystemClock(), keys=in_mode(mode)) as sandbox,
        pytest.raises(Exception, match="No wechatpay platform certificate"),
    ):
        certified(sandbox, monkeypatch, **changes)


class Shop:
    """A shop's own server: hands what it is told to whoever waits, and answers in turn."""

    def __init__(self, *answers: tuple[int, bytes]) -> None:
        waiting = list(answers)
        self.told = told = Queue[tuple[dict[str, str], bytes]]()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, said = waiting.pop(0) if waiting else (204, b"")
                self.send_response(status)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)
                told.put((dict(self.headers), body))

            def log_message(self, *_: object) -> None:
                return

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/notify"
        self._thread = start_thread("shop", lambda: self._server.serve_forever(_LOOKS_S))

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def test_a_callback_is_sent_until_acknowledged_and_can_be_opened(sandbox: SandboxGateway) -> None:
    refusals = [(500, b""), (200, b'{"code": "FAIL", "message": "busy"}'), (404, b"")]
    shop, pay, number = Shop(*refusals), client(sandbox), helper.order_number()
    try:
        asked = {"pay_type": NATIVE, "notify_url": shop.url, "payer": None}
        assert charge(pay, number, **asked)[0] == 200
        assert sandbox.orders.customer(number, CustomerAct.pays) is not None
        notices = [shop.told.get(timeout=helper.PATIENCE_S) for _ in range(4)]
    finally:
        shop.close()
    opened = [pay.callback(headers, body) for headers, body in notices]
    assert {one["event_type"] for one in opened} == {"TRANSACTION.SUCCESS"}
    assert {one["resource"]["out_trade_no"] for one in opened} == {number}
    assert len({one["id"] for one in opened}) == 1
    assert len({headers["Wechatpay-Nonce"] for headers, _ in notices}) == 4
    other = client(sandbox, apiv3_key="0" * 32)
    assert other.callback(*notices[0]) is None
