"""The sandbox's Alipay over HTTP: what no honest client would send, dynamic codes, notices."""

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest

from cashier.core.clock import ManualClock
from cashier.core.threads import start_thread
from cashier.sandbox import alipay_signing as signing
from cashier.sandbox.alipay_codes import LIFE_S, DynamicCodes
from cashier.sandbox.alipay_endpoints import SCAN_PATH
from cashier.sandbox.alipay_wire import APP_ID, PATH, refusal_words
from cashier.sandbox.faults import FAULTS, Fault
from cashier.sandbox.orders import OrderBook
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wire import Refusal, TradeState
from tests.helpers import alipay as alipay_helper
from tests.helpers import sandbox as helper

Told = dict[str, Any]
HOUR = "2026-11-22 14:32:07"


def call(sandbox: SandboxGateway, what: str, content: object, **other: str) -> Told:
    fields = {
        "app_id": APP_ID,
        "method": what,
        "charset": "utf-8",
        "sign_type": "RSA2",
        "timestamp": HOUR,
        "version": "1.0",
        "biz_content": json.dumps(content),
    } | other
    signed = signing.signed_fields(fields, sandbox.keys.till.private_key)
    answer = httpx.post(sandbox.base_url + PATH, data=signed, timeout=helper.PATIENCE_S)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    told: Told = next(iter(answer.json().values()))
    return told


def precreate(sandbox: SandboxGateway, number: str, **other: str) -> str:
    content = {"out_trade_no": number, "total_amount": "16.00", "subject": "x"}
    return str(call(sandbox, "alipay.trade.precreate", content, **other)["qr_code"])


def scan(sandbox: SandboxGateway, code: str, *, pays: bool = True) -> httpx.Response:
    token = sandbox.keys.control_token.reveal()
    return httpx.post(
        sandbox.base_url + SCAN_PATH,
        json={"qr_code": code, "pays": pays},
        headers={"Authorization": f"Bearer {token}"},
        timeout=helper.PATIENCE_S,
    )


@pytest.mark.parametrize(
    "raw", ["", "method", "method=alipay.trade.pay", "%ff=%ff", "a=" + "9" * 99]
)
def test_what_is_no_call_is_answered_all_the_same(sandbox: SandboxGateway, raw: str) -> None:
    for answer in (
        httpx.get(f"{sandbox.base_url}{PATH}?{raw}"),
        httpx.post(sandbox.base_url + PATH, content=raw.encode()),
    ):
        assert answer.status_code == 200
        assert "sign" not in answer.json()
        assert next(iter(answer.json().values()))["code"] == "40002"


@pytest.mark.parametrize(
    ("other", "sub_code"),
    [
        ({"method": "alipay.fund.transfer"}, "isv.invalid-method"),
        ({"app_id": "1"}, "isv.invalid-app-id"),
        ({"timestamp": "yesterday"}, "isv.invalid-timestamp"),
        ({"timestamp": "2026-11-22 06:32:07"}, "isv.invalid-timestamp"),
        ({"sign_type": "RSA"}, "isv.invalid-signature-type"),
    ],
)
def test_each_flaw_has_its_word(
    sandbox: SandboxGateway, other: dict[str, str], sub_code: str
) -> None:
    assert call(sandbox, "alipay.trade.query", {"out_trade_no": "T1"}, **other)["sub_code"] == (
        sub_code
    )


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "x",
        5,
        {},
        {"out_trade_no": 5},
        {"out_trade_no": "a/b"},
        {"out_trade_no": "9" * 65},
    ],
)
def test_content_that_cannot_be_is_an_invalid_parameter(
    sandbox: SandboxGateway, content: object
) -> None:
    for what in ("pay", "query", "cancel", "close", "refund", "precreate"):
        told = call(sandbox, f"alipay.trade.{what}", content)
        assert told["sub_code"] == "ACQ.INVALID_PARAMETER"


@pytest.mark.parametrize(
    "other",
    [
        {"total_amount": "x"},
        {"total_amount": None},
        {"total_amount": True},
        {"total_amount": [1]},
        {"subject": ""},
        {"scene": "wave_code"},
    ],
)
def test_a_charge_that_lacks_something_is_refused(
    sandbox: SandboxGateway, other: dict[str, object]
) -> None:
    content = {
        "out_trade_no": helper.order_number(),
        "scene": "bar_code",
        "auth_code": alipay_helper.payment_code().reveal(),
        "subject": "x",
        "total_amount": "16.00",
    }
    told = call(sandbox, "alipay.trade.pay", content | other)
    assert told["sub_code"] == "ACQ.INVALID_PARAMETER"
    assert sandbox.orders.query(str(content["out_trade_no"])) is None


def test_a_wallet_that_refuses_leaves_no_money_behind(sandbox: SandboxGateway) -> None:
    sandbox.faults.set("not_enough")
    number = helper.order_number()
    content = {
        "out_trade_no": number,
        "scene": "bar_code",
        "auth_code": alipay_helper.payment_code().reveal(),
        "subject": "x",
        "total_amount": 16,
    }
    assert call(sandbox, "alipay.trade.pay", content)["sub_code"] == "ACQ.BUYER_BALANCE_NOT_ENOUGH"
    order = sandbox.orders.query(number)
    assert order is not None
    assert (order.taken, order.amount_fen) == (0, 1600)


@pytest.mark.parametrize("fault", [one for one in FAULTS if one.before or one.after])
def test_every_refusal_of_a_fault_has_words_at_alipay(fault: Fault) -> None:
    for refusal in filter(None, (fault.before, fault.after)):
        told = refusal_words(refusal)
        assert told.code in {"20000", "40002", "40004", "40005"}
        assert "." in told.sub_code


@pytest.mark.parametrize(
    ("code", "main"),
    [
        ("ACQ.PAYMENT_AUTH_CODE_INVALID", "40004"),
        ("AQC.SYSTEM_ERROR", "40004"),
        ("isv.missing-signature-config", "40003"),
        ("isv.missing-method", "40001"),
        ("isv.insufficient-isv-permissions", "40006"),
        ("aop.invalid-auth-token", "20001"),
        ("aop.unknow-error", "20000"),
        ("app-cert-expired", "40002"),
        ("40006 isv.whatever", "40006"),
    ],
)
def test_alipays_own_codes_are_said_as_they_are(code: str, main: str) -> None:
    told = refusal_words(Refusal(200, code, "不行"))
    assert (told.code, told.sub_message) == (main, "不行")
    assert told.sub_code == code.rpartition(" ")[2]


def test_only_who_holds_the_token_is_a_customer(sandbox: SandboxGateway) -> None:
    assert httpx.post(sandbox.base_url + SCAN_PATH, json={}).status_code == 403
    assert scan(sandbox, "https://qr.alipay.com/baxnothing").status_code == 409


def test_a_scanned_code_is_paid_once(sandbox: SandboxGateway) -> None:
    number = helper.order_number()
    code = precreate(sandbox, number)
    assert precreate(sandbox, number) == code
    assert scan(sandbox, code, pays=False).json()["state"] == "USERPAYING"
    assert scan(sandbox, code).json()["state"] == "SUCCESS"
    assert scan(sandbox, code).status_code == 409
    order = sandbox.orders.query(number)
    assert order is not None
    assert order.taken == 1


def test_a_withdrawn_code_is_dead(sandbox: SandboxGateway) -> None:
    number = helper.order_number()
    code = precreate(sandbox, number)
    told = call(sandbox, "alipay.trade.cancel", {"out_trade_no": number})
    assert (told["code"], "action" in told) == ("10000", False)
    assert scan(sandbox, code).status_code == 409


def test_a_number_in_use_gets_no_code(sandbox: SandboxGateway) -> None:
    used = helper.place(sandbox.orders).out_trade_no
    content = {"out_trade_no": used, "total_amount": "16.00", "subject": "x"}
    told = call(sandbox, "alipay.trade.precreate", content)
    assert told["sub_code"] == "ACQ.APPLY_PC_MERCHANT_CODE_ERROR"


def test_a_code_lives_two_hours() -> None:
    clock = ManualClock()
    codes = DynamicCodes(OrderBook(clock), clock)
    code = codes.make("T1", 1600, "")
    assert code is not None
    assert codes.make("T1", 1700, "") is None
    clock.advance(LIFE_S + 1)
    assert codes.scan(code.text, pays=True) is None


class Shop:
    """A shop's server that wants to be told twice."""

    def __init__(self) -> None:
        self.told: list[dict[str, str]] = []
        self.enough = threading.Event()
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                shop.told.append(dict(parse_qsl(body)))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"success" if len(shop.told) > 1 else b"fail")
                if len(shop.told) > 1:
                    shop.enough.set()

            def log_message(self, *parts: object) -> None:
                return

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/notice"
        self.thread = start_thread("shop", lambda: self.server.serve_forever(0.01))

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def shop() -> Iterator[Shop]:
    made = Shop()
    yield made
    made.close()


def test_a_paid_code_is_told_until_it_is_heard(clock: ManualClock, shop: Shop) -> None:
    with SandboxGateway(clock=clock, keys=helper.keys(), pace=0.00001) as sandbox:
        number = helper.order_number()
        scan(sandbox, precreate(sandbox, number, notify_url=shop.url))
        assert shop.enough.wait(helper.PATIENCE_S)
    told = shop.told[-1]
    assert (told["out_trade_no"], told["trade_status"]) == (number, "TRADE_SUCCESS")
    unsigned = {name: value for name, value in told.items() if name != "sign_type"}
    assert signing.request_genuine(unsigned, sandbox.keys.till.platform_public_key)


def test_nobody_outside_this_machine_is_told(sandbox: SandboxGateway) -> None:
    number = helper.order_number()
    code = precreate(sandbox, number, notify_url="http://shop.example/notice")
    assert scan(sandbox, code).json()["state"] == TradeState.SUCCESS


@pytest.mark.parametrize("fault", ["no_answer", "lost_answer", "lost_request"])
def test_an_answer_can_be_lost_on_its_way(
    sandbox: SandboxGateway, clock: ManualClock, fault: str
) -> None:
    sandbox.faults.set(fault)
    number = helper.order_number()
    content = {
        "out_trade_no": number,
        "scene": "bar_code",
        "auth_code": alipay_helper.payment_code().reveal(),
        "subject": "x",
        "total_amount": "16.00",
    }

    async def charge() -> None:
        fields = {
            "app_id": APP_ID,
            "method": "alipay.trade.pay",
            "sign_type": "RSA2",
            "timestamp": HOUR,
            "biz_content": json.dumps(content),
        }
        signed = signing.signed_fields(fields, sandbox.keys.till.private_key)
        patience = httpx.Timeout(helper.PATIENCE_S, read=helper.SOON_S)
        async with httpx.AsyncClient(timeout=patience) as client:
            await client.post(sandbox.base_url + PATH, data=signed)

    with pytest.raises(httpx.HTTPError):
        asyncio.run(charge())
    assert (sandbox.orders.query(number) is None) == (fault == "lost_request")
