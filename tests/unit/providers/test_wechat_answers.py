import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.providers.errors import GatewayAnswerUnverified, GatewayError, GatewayRefused
from cashier.providers.exchange import Received
from cashier.providers.gateway import OrderAnswer, OrderState, ReverseOutcome
from cashier.providers.signing import AnswerVerifier
from cashier.providers.wechat_account import Account
from cashier.providers.wechat_answers import AnswerReader
from cashier.sandbox import signing as theirs
from tests.helpers import sandbox as helper

CLOCK = ManualClock()
MCHID = helper.keys().till.mchid


def reader() -> AnswerReader:
    return AnswerReader(AnswerVerifier(helper.credentials().platform_keys, CLOCK), Account(MCHID))


def received(status: int, content: object, *, signed: bool | None = None) -> Received:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    headers: dict[str, str] = {}
    if status < 300 if signed is None else signed:
        made = theirs.answer_headers(
            body,
            private_key=helper.keys().platform_private_key,
            key_id=helper.keys().till.public_key_id,
            now=CLOCK.now(),
            nonce=lambda: "once",
        )
        headers = {name.lower(): value for name, value in made.items()}
    return Received(status, headers, body, CLOCK.now(), 1.0, 0.0)


def order(**changes: Any) -> dict[str, Any]:
    return {"out_trade_no": "T1", "mchid": MCHID, "trade_state": "SUCCESS"} | changes


def read(status: int, content: object, *, signed: bool | None = None) -> OrderAnswer:
    return reader().order(received(status, content, signed=signed), "T1", by_backup=False)


def test_a_paid_order_is_told_with_amount_and_tail() -> None:
    number = "4200000000123456789012345678"
    content = order(
        transaction_id=number,
        amount={"total": 1600},
        trade_state_desc=f"支付成功 {number}",
    )
    answer = read(200, content)
    assert answer.state is OrderState.paid
    assert answer.amount == Money(1600)
    assert number not in repr(answer)


@pytest.mark.parametrize(
    "amount", [None, {}, [], {"total": "1600"}, {"total": -1}, {"total": True}, {"total": 1.5}]
)
def test_an_amount_that_is_none_is_left_out(amount: object) -> None:
    assert read(200, order(amount=amount)).amount is None


@pytest.mark.parametrize(
    ("status", "state", "means"),
    [
        (202, "USERPAYING", OrderState.paying),
        (202, "", OrderState.paying),
        (202, "SUCCESS", OrderState.paid),
        (200, "SOMETHING_NEW", OrderState.unknown),
        (200, "REFUND", OrderState.refunded),
    ],
)
def test_states_by_status_and_word(status: int, state: str, means: OrderState) -> None:
    assert read(status, order(trade_state=state)).state is means


@pytest.mark.parametrize(
    "content",
    [
        order(out_trade_no="T2"),
        order(mchid="1"),
        {"trade_state": "SUCCESS"},
    ],
)
def test_a_genuine_answer_to_another_question_is_not_believed(content: dict[str, str]) -> None:
    with pytest.raises(GatewayAnswerUnverified) as refused:
        read(200, content)
    assert refused.value.kind == "other_order"


@pytest.mark.parametrize(
    ("status", "content", "signed", "kind"),
    [
        (200, order(), False, "unsigned"),
        (204, b"", True, "other_order"),
        (200, b"[]", True, "unreadable"),
        (200, b"\xff", True, "unreadable"),
        (200, b"[" * 100_000, True, "unreadable"),
        (302, b"", False, "unsigned"),
        (200, b"<html>please log in</html>", False, "unsigned"),
    ],
)
def test_portals_and_nonsense_are_not_believed(
    status: int, content: object, signed: bool, kind: str
) -> None:
    with pytest.raises(GatewayAnswerUnverified) as refused:
        read(status, content, signed=signed)
    assert refused.value.kind == kind


@pytest.mark.parametrize(
    ("status", "content", "state", "code"),
    [
        (404, {"code": "ORDER_NOT_EXIST"}, OrderState.not_found, "ORDER_NOT_EXIST"),
        (429, {"code": "RATELIMIT_EXCEEDED"}, OrderState.unknown, "RATELIMIT_EXCEEDED"),
        (500, {"code": "SYSTEM_ERROR"}, OrderState.unknown, "SYSTEM_ERROR"),
        (502, b"<html>", OrderState.unknown, "HTTP502"),
    ],
)
def test_unsigned_answers_never_say_more_than_unknown(
    status: int, content: object, state: OrderState, code: str
) -> None:
    answer = read(status, content)
    assert (answer.state, answer.provider_code) == (state, code)


@pytest.mark.parametrize(
    ("status", "content", "kind", "code"),
    [
        (401, {"code": "SIGN_ERROR", "message": "签名错误"}, "key", "SIGN_ERROR"),
        (403, {"code": "NO_AUTH"}, "rights", "NO_AUTH"),
        (404, b"", "request", "HTTP404"),
        (400, b"[]", "request", "HTTP400"),
    ],
)
def test_refusals_are_raised(status: int, content: object, kind: str, code: str) -> None:
    with pytest.raises(GatewayRefused) as refused:
        read(status, content)
    assert refused.value.kind == kind
    assert refused.value.fields["provider_code"] == code


@given(
    status=st.integers(200, 599),
    content=st.binary(max_size=40) | st.dictionaries(st.text(), st.text() | st.integers()),
)
def test_without_a_signature_nothing_is_ever_settled(status: int, content: object) -> None:
    settled = set(OrderState) - {OrderState.unknown, OrderState.not_found}
    try:
        answer = read(status, content, signed=False)
    except GatewayError:
        return
    assert answer.state not in settled


@pytest.mark.parametrize(
    ("status", "content", "outcome"),
    [
        (200, order(), ReverseOutcome.reversed),
        (202, order(), ReverseOutcome.unknown),
        (403, {"code": "USERPAYING"}, ReverseOutcome.still_paying),
        (500, {"code": "SYSTEM_ERROR"}, ReverseOutcome.unknown),
        (404, b"", ReverseOutcome.unknown),
    ],
)
def test_what_a_reverse_hears(status: int, content: object, outcome: ReverseOutcome) -> None:
    assert reader().reverse(received(status, content), "T1").outcome is outcome


def test_a_reverse_refused_by_signature_was_not_done() -> None:
    with pytest.raises(GatewayRefused):
        reader().reverse(received(401, {"code": "SIGN_ERROR"}), "T1")


def test_a_reverse_of_another_order_is_not_believed() -> None:
    with pytest.raises(GatewayAnswerUnverified):
        reader().reverse(received(200, order(out_trade_no="T2")), "T1")


def test_an_answer_from_yesterday_is_not_believed() -> None:
    answer = received(200, order())
    late = ManualClock(CLOCK.now() + timedelta(days=1))
    old = AnswerReader(AnswerVerifier(helper.credentials().platform_keys, late), Account(MCHID))
    with pytest.raises(GatewayAnswerUnverified) as refused:
        old.order(answer, "T1", by_backup=False)
    assert refused.value.kind == "clock"


@pytest.mark.parametrize(
    ("status", "content", "error"),
    [
        (404, {"code": "RESOURCE_NOT_EXISTS"}, GatewayRefused),
        (401, {"code": "SIGN_ERROR"}, GatewayRefused),
        (500, {"code": "SYSTEM_ERROR"}, GatewayError),
        (302, b"", GatewayAnswerUnverified),
    ],
)
def test_what_should_have_been_200_is_an_error_that_says_why(
    status: int, content: object, error: type[GatewayError]
) -> None:
    assert type(reader().refusal(received(status, content))) is error


@pytest.mark.parametrize(
    ("status", "content", "outcome"),
    [
        (204, b"", ReverseOutcome.reversed),
        (400, {"code": "ORDER_CLOSED"}, ReverseOutcome.reversed),
        (400, {"code": "ORDER_PAID"}, ReverseOutcome.refused),
        (403, {"code": "TRADE_ERROR"}, ReverseOutcome.refused),
        (404, {"code": "ORDER_NOT_EXIST"}, ReverseOutcome.not_found),
        (404, b"", ReverseOutcome.unknown),
        (202, {}, ReverseOutcome.unknown),
        (500, {"code": "ORDER_CLOSED"}, ReverseOutcome.unknown),
    ],
)
def test_what_a_close_hears(status: int, content: object, outcome: ReverseOutcome) -> None:
    assert reader().close(received(status, content)).outcome is outcome


def test_a_close_without_a_signature_is_open_and_by_refused_keys_not_done() -> None:
    with pytest.raises(GatewayAnswerUnverified):
        reader().close(received(204, b"", signed=False))
    with pytest.raises(GatewayRefused):
        reader().close(received(401, {"code": "SIGN_ERROR"}))


@pytest.mark.parametrize(
    "changes", [{"sub_mchid": "1"}, {"sp_mchid": "1"}, {"sub_mchid": None}, {"sp_mchid": None}]
)
def test_a_service_provider_believes_only_answers_for_its_shop(changes: dict[str, Any]) -> None:
    for_shop = AnswerReader(
        AnswerVerifier(helper.credentials().platform_keys, CLOCK), Account(MCHID, "wx", "190")
    )
    content = order(sp_mchid=MCHID, sub_mchid="190") | changes
    with pytest.raises(GatewayAnswerUnverified):
        for_shop.order(received(200, content), "T1", by_backup=False)
