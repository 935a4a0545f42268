"""The older protocol over HTTP: three codes, signs, and what a till of that age sends."""

import asyncio
import ssl
from collections.abc import Iterator

import httpx
import pytest

from cashier.core.clock import ManualClock, SystemClock
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.providers.gateway import ReverseAnswer
from cashier.sandbox import wechat_v2_wire as wire
from cashier.sandbox.faults import FaultBoard
from cashier.sandbox.orders import CustomerAct, OrderBook, Plan
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.surroundings import Surroundings
from cashier.sandbox.till_charge_v2 import TillClientV2
from cashier.sandbox.till_ear import Ear
from cashier.sandbox.wechat_mutual import MutualDoor
from cashier.sandbox.wechat_v2_calls import V2Calls
from cashier.sandbox.wechat_v2_notices import Letter
from cashier.sandbox.wire import TradeState
from tests.helpers import sandbox as helper

KEYS = helper.keys()
Fields = dict[str, str]


def fields(**changes: str) -> Fields:
    asked = {
        "appid": KEYS.till.appid,
        "mch_id": KEYS.till.mchid,
        "nonce_str": "n",
        "sign_type": wire.HMAC,
    } | changes
    return {name: value for name, value in asked.items() if value}


def charge(**changes: str) -> Fields:
    asked = {
        "body": "x",
        "out_trade_no": helper.order_number(),
        "total_fee": "1600",
        "auth_code": helper.payment_code().reveal(),
        "spbill_create_ip": "127.0.0.1",
    }
    return fields(**(asked | changes))


def send(sandbox: SandboxGateway, path: str, asked: Fields, key: Secret | None = None) -> Fields:
    kind = asked.get("sign_type", wire.MD5)
    signed = {**asked, "sign": wire.sign(asked, key or KEYS.api_v2_key, kind)}
    answer = httpx.post(f"{sandbox.base_url}{path}", content=wire.written(signed), trust_env=False)
    assert answer.status_code == 200
    told = wire.read(answer.content)
    assert told is not None
    if told["return_code"] == "SUCCESS":
        assert told["sign"] == wire.sign(told, KEYS.api_v2_key, kind)
    return told


def codes(told: Fields) -> tuple[str, str, str]:
    return told["return_code"], told.get("result_code", ""), told.get("err_code", "")


def test_a_charge_a_question_and_the_same_by_the_gateways_own_number(
    sandbox: SandboxGateway,
) -> None:
    asked = charge()
    paid = send(sandbox, "/pay/micropay", asked)
    assert codes(paid) == ("SUCCESS", "SUCCESS", "")
    assert (paid["total_fee"], paid["trade_type"]) == ("1600", "MICROPAY")
    for number in ("out_trade_no", "transaction_id"):
        told = send(sandbox, "/pay/orderquery", fields(**{number: paid[number]}))
        assert (told["trade_state"], told["out_trade_no"]) == ("SUCCESS", asked["out_trade_no"])


def test_md5_is_what_a_till_means_that_names_no_kind(sandbox: SandboxGateway) -> None:
    told = send(sandbox, "/pay/micropay", charge(sign_type=""))
    assert codes(told) == ("SUCCESS", "SUCCESS", "")
    assert len(told["sign"]) == 32


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("userpaying_forever", "USERPAYING"),
        ("auth_code_expired", "AUTHCODEEXPIRE"),
        ("auth_code_used", "AUTH_CODE_ERROR"),
        ("not_enough", "NOTENOUGH"),
        ("not_support_card", "NOTSUPORTCARD"),
        ("rule_limit", "RULELIMIT"),
        ("system_error", "SYSTEMERROR"),
        ("bank_error", "BANKERROR"),
        ("no_auth", "NOAUTH"),
    ],
)
def test_failures_are_told_inside_a_200(sandbox: SandboxGateway, fault: str, code: str) -> None:
    sandbox.faults.set(fault)
    assert codes(send(sandbox, "/pay/micropay", charge())) == ("SUCCESS", "FAIL", code)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"appid": ""}, "APPID_NOT_EXIST"),
        ({"appid": "wx9"}, "APPID_MCHID_NOT_MATCH"),
        ({"sub_mch_id": "9"}, "PARAM_ERROR"),
        ({"body": ""}, "LACK_PARAMS"),
        ({"nonce_str": ""}, "LACK_PARAMS"),
        ({"total_fee": "0"}, "PARAM_ERROR"),
        ({"total_fee": "16.00"}, "PARAM_ERROR"),
        ({"out_trade_no": "a/b"}, "PARAM_ERROR"),
        ({"auth_code": "28" + "0" * 16}, "AUTH_CODE_INVALID"),
    ],
)
def test_a_bad_field_is_refused_and_no_order_made(
    sandbox: SandboxGateway, changes: Fields, code: str
) -> None:
    assert codes(send(sandbox, "/pay/micropay", charge(**changes))) == ("SUCCESS", "FAIL", code)
    assert sandbox.orders.all() == ()


def test_a_code_and_a_number_serve_once(sandbox: SandboxGateway) -> None:
    first = charge()
    send(sandbox, "/pay/micropay", first)
    again = charge(auth_code=first["auth_code"])
    assert codes(send(sandbox, "/pay/micropay", again))[2] == "AUTH_CODE_INVALID"
    assert codes(send(sandbox, "/pay/micropay", first))[2] == "ORDERPAID"


def test_a_refused_payment_stays_refused(sandbox: SandboxGateway) -> None:
    number = helper.place_in(sandbox.orders, TradeState.PAYERROR).out_trade_no
    told = send(sandbox, "/pay/orderquery", fields(out_trade_no=number))
    assert told["trade_state"] == "PAYERROR"
    assert "transaction_id" not in told


def test_a_wrong_sign_a_strange_merchant_and_no_xml_are_not_understood(
    sandbox: SandboxGateway,
) -> None:
    wrong = send(sandbox, "/pay/micropay", charge(), Secret("0" * 32))
    assert (wrong["return_code"], wrong["return_msg"]) == ("FAIL", "签名错误")
    other = send(sandbox, "/pay/micropay", charge(mch_id="1"))
    assert other["return_code"] == "FAIL"
    for body in (b"", b"{}", b"\xff", b"<xml><a><b>1</b></a></xml>", b"<!DOCTYPE x><xml></xml>"):
        answer = httpx.post(f"{sandbox.base_url}/pay/micropay", content=body, trust_env=False)
        assert (wire.read(answer.content) or {})["return_msg"] == "XML格式错误"


def test_a_code_is_made_and_closed(sandbox: SandboxGateway) -> None:
    asked = fields(
        out_trade_no=helper.order_number(),
        body="x",
        total_fee="1600",
        notify_url="http://127.0.0.1/",
        trade_type="NATIVE",
    )
    made = send(sandbox, "/pay/unifiedorder", asked)
    assert made["code_url"].startswith("weixin://wxpay/bizpayurl?pr=")
    assert codes(send(sandbox, "/pay/unifiedorder", asked | {"trade_type": "APP"}))[2]
    assert codes(send(sandbox, "/pay/unifiedorder", asked | {"body": ""}))[2] == "LACK_PARAMS"
    assert codes(send(sandbox, "/pay/unifiedorder", asked | {"total_fee": "1"}))[1] == "FAIL"
    number = fields(out_trade_no=asked["out_trade_no"])
    assert codes(send(sandbox, "/pay/closeorder", number)) == ("SUCCESS", "SUCCESS", "")
    assert codes(send(sandbox, "/pay/closeorder", number))[2] == "ORDERCLOSED"
    assert codes(send(sandbox, "/pay/closeorder", fields()))[2] == "LACK_PARAMS"


@pytest.fixture
def door(sandbox: SandboxGateway) -> Iterator[MutualDoor]:
    with MutualDoor(sandbox.around) as opened:
        yield opened


class TestTheDoor:
    """What only a caller with the merchant's certificate gets."""

    def reverse(self, sandbox: SandboxGateway, door: MutualDoor, number: str) -> ReverseAnswer:
        gateway = helper.wechat_v2(sandbox, door, sandbox.around.clock)

        async def work() -> ReverseAnswer:
            try:
                return await gateway.reverse(number)
            finally:
                await gateway.close_client()

        return asyncio.run(work())

    def test_it_takes_back(self, sandbox: SandboxGateway, door: MutualDoor) -> None:
        number = helper.place(sandbox.orders, Plan(TradeState.NOTPAY)).out_trade_no
        assert self.reverse(sandbox, door, number).outcome == "reversed"
        order = sandbox.orders.query(number)
        assert order is not None
        assert order.state is TradeState.REVOKED

    def test_faults_reach_through_it(self, sandbox: SandboxGateway, door: MutualDoor) -> None:
        number = helper.place(sandbox.orders).out_trade_no
        sandbox.faults.set("reverse_lost")
        assert self.reverse(sandbox, door, number).outcome == "unknown"

    def test_closing_twice_is_no_trouble(self, door: MutualDoor) -> None:
        door.close()
        door.close()

    def test_who_shows_nothing_is_dropped(self, door: MutualDoor) -> None:
        context = ssl.create_default_context(cadata=door.papers.authority)
        with (
            httpx.Client(verify=context, trust_env=False) as stranger,
            pytest.raises(httpx.TransportError),
        ):
            stranger.post(f"{door.base_url}/secapi/pay/reverse", content=b"<xml/>")


def test_a_till_of_that_age_is_told_of_a_dynamic_order_in_signed_xml() -> None:
    with SandboxGateway(keys=KEYS, pace=1e-6) as sandbox:
        till = TillClientV2(sandbox.base_url, KEYS.till, SystemClock(), timeout_s=helper.PATIENCE_S)
        ear = Ear({"wechat": till})
        number = till.new_order_number()
        assert till.offer(number, Money(1600), ear.address("wechat")).qr
        sandbox.orders.customer(number, CustomerAct.pays)
        told = ear.wait(number, helper.PATIENCE_S)
        ear.close()
        till.close()
    assert told is not None
    assert told.code == "SUCCESS"
    # Closing the ear waits for its answer; the gateway has noted it by the time it is closed.
    assert {one.out_trade_no for one in sandbox.notices} == {number}


@pytest.mark.parametrize("kind", [wire.MD5, wire.HMAC])
def test_a_notice_is_signed_the_way_the_order_was_and_acknowledged_in_xml(kind: str) -> None:
    book = OrderBook(ManualClock())
    around = Surroundings(KEYS, book, FaultBoard(), ManualClock())
    calls = V2Calls(KEYS.till.mchid, KEYS.till.appid, book)
    letter = Letter(around, calls, fields(sign_type="" if kind == wire.MD5 else kind))
    body, _ = letter.written(helper.place(book), "any")
    told = wire.read(body)
    assert told is not None
    assert (told["result_code"], told["total_fee"]) == ("SUCCESS", "1600")
    assert wire.signed_well(told, KEYS.api_v2_key)
    assert told["sign"] == wire.sign(told, KEYS.api_v2_key, kind)
    assert not wire.signed_well({**told, "total_fee": "1"}, KEYS.api_v2_key)
    fine = wire.written({"return_code": "SUCCESS"})
    assert letter.acknowledged(httpx.Response(200, content=fine))
    for status, content in ((500, fine), (200, b"success"), (200, wire.written({"a": "b"}))):
        assert not letter.acknowledged(httpx.Response(status, content=content))
