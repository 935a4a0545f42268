"""Alipay's answers, genuine and not, read without HTTP."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.providers.alipay_answers import AlipayReader
from cashier.providers.alipay_signing import AlipayVerifier
from cashier.providers.errors import GatewayAnswerUnverified, GatewayError, GatewayRefused
from cashier.providers.exchange import Received
from cashier.providers.gateway import OrderState, ReverseOutcome
from cashier.sandbox import alipay_signing as theirs
from cashier.sandbox.keys import stranger_key
from tests.helpers import sandbox as helper

QUERY, CANCEL, CLOSE = "alipay.trade.query", "alipay.trade.cancel", "alipay.trade.close"
NUMBER = "T000000001"
KEYS = helper.keys()
READER = AlipayReader(AlipayVerifier(KEYS.till.platform_public_key))
NOW = ManualClock().now()
TRADE = {"code": "10000", "msg": "Success", "out_trade_no": NUMBER, "total_amount": "16.00"}
PAID = TRADE | {"trade_status": "TRADE_SUCCESS", "trade_no": "2026112222001400001234567890"}


def received(body: bytes, status: int = 200) -> Received:
    return Received(status, {}, body, NOW, 1.0, 0.0)


def signed(content: dict[str, Any], method: str = QUERY) -> bytes:
    node = method.replace(".", "_") + "_response"
    return theirs.signed_answer(node, content, KEYS.platform_private_key)


def unsigned(content: dict[str, Any], node: str = "alipay_trade_query_response") -> bytes:
    return theirs.unsigned_answer(node, content)


def no(code: str, sub_code: str) -> dict[str, Any]:
    return {"code": code, "msg": "Business Failed", "sub_code": sub_code, "sub_msg": "不行"}


def order_state(body: bytes, status: int = 200) -> OrderState:
    return READER.order(received(body, status), QUERY, NUMBER).state


def taken_back(content: dict[str, Any]) -> ReverseOutcome:
    return READER.reverse(received(signed(content, CANCEL)), CANCEL, NUMBER).outcome


def why_not(body: bytes, status: int = 200) -> str:
    with pytest.raises(GatewayAnswerUnverified) as refused:
        order_state(body, status)
    return str(refused.value.kind)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"trade_status": "TRADE_SUCCESS"}, OrderState.paid),
        ({"trade_status": "TRADE_FINISHED"}, OrderState.paid),
        ({"trade_status": "WAIT_BUYER_PAY"}, OrderState.paying),
        ({"trade_status": "TRADE_CLOSED"}, OrderState.closed),
        ({"trade_status": "TRADE_CLOSED", "buyer_pay_amount": "0.00"}, OrderState.closed),
        ({"trade_status": "TRADE_CLOSED", "buyer_pay_amount": "16.00"}, OrderState.refunded),
        ({"trade_status": "TRADE_CLOSED", "send_pay_date": "2026-11-22"}, OrderState.refunded),
        ({"trade_status": "TRADE_DREAMT"}, OrderState.unknown),
        ({"trade_status": 7}, OrderState.unknown),
        ({}, OrderState.unknown),
    ],
)
def test_every_trade_status_has_its_state(told: dict[str, Any], state: OrderState) -> None:
    assert order_state(signed(TRADE | told)) is state


def test_a_payment_that_waits_is_being_paid() -> None:
    waits = TRADE | {"code": "10003", "msg": "order success pay inprocess"}
    assert order_state(signed(waits)) is OrderState.paying


def test_what_is_known_of_a_trade_is_told() -> None:
    answer = READER.order(received(signed(PAID)), QUERY, NUMBER)
    assert answer.amount == Money(1600)
    assert answer.provider_code == "TRADE_SUCCESS"


@pytest.mark.parametrize("amount", ["16", "1e3", "-1.00", "１６.００", "9" * 99 + ".00", 16, None])
def test_an_odd_amount_is_none(amount: object) -> None:
    told = signed(PAID | {"total_amount": amount})
    assert READER.order(received(told), QUERY, NUMBER).amount is None


def test_no_such_trade_counts_only_when_signed() -> None:
    missing = no("40004", "ACQ.TRADE_NOT_EXIST")
    assert order_state(signed(missing)) is OrderState.not_found
    assert why_not(unsigned(missing)) == "unsigned"


@pytest.mark.parametrize(
    ("code", "sub_code"),
    [
        ("40004", "ACQ.SYSTEM_ERROR"),
        ("40004", "AQC.SYSTEM_ERROR"),
        ("20000", "isp.unknow-error"),
        ("20000", "aop.unknow-error"),
        ("40005", "isv.app-call-limited"),
    ],
)
def test_trouble_at_alipay_is_an_unknown_state(code: str, sub_code: str) -> None:
    for body in (signed(no(code, sub_code)), unsigned(no(code, sub_code))):
        assert order_state(body) is OrderState.unknown


@pytest.mark.parametrize(
    ("code", "sub_code", "kind"),
    [
        ("40002", "isv.invalid-timestamp", "clock"),
        ("40002", "isv.invalid-signature", "key"),
        ("40003", "isv.missing-signature-config", "key"),
        ("40002", "app-cert-expired", "certificate"),
        ("40002", "isv.invalid-app-id", "app"),
        ("40002", "not-online-app", "app"),
        ("40004", "ACQ.PARTNER_ERROR", "app"),
        ("40004", "ACQ.ACCESS_FORBIDDEN", "rights"),
        ("40006", "isv.insufficient-isv-permissions", "rights"),
        ("20001", "aop.invalid-app-auth-token", "rights"),
        ("20001", "aop.no-product-reg-by-partner", "rights"),
        ("40002", "isv.invalid-charset", "request"),
        ("40004", "ACQ.INVALID_PARAMETER", "request"),
    ],
)
def test_each_refusal_of_the_caller_is_told_apart(code: str, sub_code: str, kind: str) -> None:
    content = no(code, sub_code)
    for body in (signed(content), unsigned(content), unsigned(content, "error_response")):
        with pytest.raises(GatewayRefused) as refused:
            order_state(body)
        assert refused.value.kind == kind


def test_a_refusal_in_the_other_charset_is_read_too() -> None:
    body = unsigned(no("40002", "isv.invalid-signature")).decode().encode("gbk")
    with pytest.raises(GatewayRefused) as refused:
        order_state(body)
    assert str(refused.value.fields["message"]) == "不行"


def test_a_signature_is_over_the_bytes_of_either_charset() -> None:
    text = json.dumps(PAID | {"subject": "门店消费"}, ensure_ascii=False)
    raw = load_pem_private_key(KEYS.platform_private_key.reveal().encode(), None)
    assert isinstance(raw, RSAPrivateKey)
    sign = base64.b64encode(raw.sign(text.encode("gbk"), PKCS1v15(), SHA256())).decode()
    body = f'{{"alipay_trade_query_response":{text},"sign":"{sign}"}}'.encode("gbk")
    assert order_state(body) is OrderState.paid


@pytest.mark.parametrize("trade_status", ["TRADE_SUCCESS", "TRADE_CLOSED", "WAIT_BUYER_PAY"])
def test_no_state_is_believed_without_a_signature(trade_status: str) -> None:
    assert why_not(unsigned(TRADE | {"trade_status": trade_status})) == "unsigned"


def test_a_stranger_is_not_believed() -> None:
    node = "alipay_trade_query_response"
    assert why_not(theirs.signed_answer(node, PAID, stranger_key())) == "signature"
    mixed = json.loads(signed(PAID))
    mixed[node]["trade_status"] = "TRADE_CLOSED"
    assert why_not(json.dumps(mixed).encode()) == "signature"


def test_an_answer_about_another_order_is_not_believed() -> None:
    assert why_not(signed(PAID | {"out_trade_no": "T000000002"})) == "other_order"
    assert why_not(signed(TRADE | {"code": "10003", "out_trade_no": None})) == "other_order"


def test_an_answer_to_another_call_is_not_believed() -> None:
    assert why_not(signed(PAID, "alipay.trade.refund")) == "unreadable"


def test_the_text_is_checked_as_it_was_sent() -> None:
    text = (
        '{ "out_trade_no":"T000000001", "code" : "10000","trade_status":"TRADE_SUCCESS","x":"}{" }'
    )
    raw = theirs._signature(text.encode(), KEYS.platform_private_key)
    node = "alipay_trade_query_response"
    decoy = f'"note":"{node}", '
    body = f'\n{{ {decoy}"{node}" :  {text} , "sign":"{raw}", "alipay_cert_sn":"a" }} '
    assert order_state(body.encode()) is OrderState.paid


def test_a_member_that_comes_twice_is_not_believed() -> None:
    genuine = signed(PAID).decode()
    forged = genuine.replace("{", '{"alipay_trade_query_response":{},', 1)
    assert why_not(forged.encode()) == "unreadable"
    later = genuine[:-1] + ',"alipay_trade_query_response":{"code":"10000"}}'
    assert why_not(later.encode()) == "unreadable"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe",
        b"<html><body>\xe8\xaf\xb7\xe5\x85\x88\xe7\x99\xbb\xe5\xbd\x95</body></html>",
        b"[]",
        b"{}",
        b"null",
        b'{"sign":"x"}',
        b'{"error_response":[]}',
        b'{"alipay_trade_query_response":null,"sign":"x"}',
        b'{"alipay_trade_query_response":' + b"[" * 100_000,
        b'{"alipay_trade_query_response":{"code":' + b"9" * 10_000 + b"}}",
        b'{"alipay_trade_query_response":{"code":NaN}}',
        signed(PAID)[:-3],
        signed(PAID) + b"{}",
        '{"sign":"\ud800"}'.encode("utf-8", "surrogatepass"),
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(body: bytes) -> None:
    assert why_not(body) == "unreadable"


@pytest.mark.parametrize("status", [301, 302, 307, 401, 403, 404, 407])
def test_what_stands_in_front_of_alipay_is_not_alipay(status: int) -> None:
    assert why_not(signed(PAID), status) == "unsigned"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_machine_in_trouble_leaves_the_order_unknown(status: int) -> None:
    assert order_state(b"", status) is OrderState.unknown


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    with pytest.raises(GatewayError):
        order_state(body)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(["code", "sub_code", "msg", "sub_msg", "trade_status", "out_trade_no"]),
        VALUES | st.sampled_from(["10000", "10003", "40004", NUMBER, "TRADE_SUCCESS"]),
    )
)
def test_no_unsigned_content_is_ever_an_order_state(content: dict[str, Any]) -> None:
    try:
        found = order_state(unsigned(content))
    except GatewayError:
        return
    assert found is OrderState.unknown


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ({"action": "close", "retry_flag": "N"}, ReverseOutcome.reversed),
        ({"action": "refund", "retry_flag": "N"}, ReverseOutcome.reversed),
        ({"action": "refund"}, ReverseOutcome.reversed),
        ({"retry_flag": "N"}, ReverseOutcome.not_found),
        ({"action": "close", "retry_flag": "Y"}, ReverseOutcome.unknown),
        ({"retry_flag": "Y"}, ReverseOutcome.unknown),
        ({"action": "dream", "retry_flag": "N"}, ReverseOutcome.unknown),
        (no("40004", "AQC.SYSTEM_ERROR"), ReverseOutcome.unknown),
        (no("20000", "isp.unknow-error"), ReverseOutcome.unknown),
        (no("40004", "ACQ.TRADE_NOT_EXIST"), ReverseOutcome.not_found),
        (no("40004", "ACQ.TRADE_HAS_FINISHED"), ReverseOutcome.refused),
        (no("40004", "ACQ.SELLER_BALANCE_NOT_ENOUGH"), ReverseOutcome.refused),
        (no("40004", "ACQ.CANCEL_NOT_ALLOWED") | {"retry_flag": "Y"}, ReverseOutcome.unknown),
    ],
)
def test_every_answer_to_a_cancel_has_its_outcome(
    told: dict[str, Any], outcome: ReverseOutcome
) -> None:
    assert taken_back({"code": "10000", "msg": "Success", "out_trade_no": NUMBER} | told) is outcome


def test_a_cancel_of_another_order_is_not_believed() -> None:
    with pytest.raises(GatewayAnswerUnverified):
        taken_back({"code": "10000", "out_trade_no": "T2", "action": "close"})


def test_a_refused_cancel_was_surely_not_done() -> None:
    with pytest.raises(GatewayRefused):
        taken_back(no("40006", "isv.insufficient-isv-permissions"))


def test_a_close_says_what_it_did() -> None:
    def close(content: dict[str, Any]) -> ReverseOutcome:
        return READER.close(received(signed(content, CLOSE)), CLOSE, NUMBER).outcome

    assert close(TRADE) is ReverseOutcome.reversed
    assert close(no("40004", "ACQ.REASON_TRADE_STATUS_INVALID")) is ReverseOutcome.refused
    assert close(no("40004", "ACQ.TRADE_NOT_EXIST")) is ReverseOutcome.not_found


def test_long_digits_do_not_leave_in_a_message() -> None:
    content = no("40002", "isv.invalid-charset") | {"sub_msg": "付款码 281234567890123456 无效"}
    with pytest.raises(GatewayRefused) as refused:
        order_state(unsigned(content))
    assert "281234567890123456" not in str(refused.value)
