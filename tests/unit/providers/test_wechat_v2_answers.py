from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.providers.errors import GatewayAnswerUnverified, GatewayError, GatewayRefused
from cashier.providers.exchange import Received
from cashier.providers.gateway import OrderAnswer, OrderState, ReverseOutcome
from cashier.providers.wechat_account import Account
from cashier.providers.wechat_v2_answers import V2Reader
from cashier.providers.wechat_xml import SignType
from cashier.sandbox import wechat_v2_wire as theirs

KEY = Secret("0123456789ABCDEF0123456789ABCDEF")
CLOCK = ManualClock()
KIND = SignType.hmac_sha256


def reader(sub_mchid: str = "") -> V2Reader:
    return V2Reader(Account("190", "wx1", sub_mchid), KEY, KIND, CLOCK)


def fields(**changes: str) -> dict[str, str]:
    told = {
        "return_code": "SUCCESS",
        "return_msg": "OK",
        "appid": "wx1",
        "mch_id": "190",
        "nonce_str": "once",
        "result_code": "SUCCESS",
        "out_trade_no": "T1",
    }
    return {name: value for name, value in (told | changes).items() if value}


def received(told: dict[str, str] | bytes, status: int = 200, *, key: Secret = KEY) -> Received:
    if isinstance(told, dict):
        if told.get("return_code") == "SUCCESS":
            told = {**told, "sign": theirs.sign(told, key, str(KIND))}
        told = theirs.written(told)
    return Received(status, {}, told, CLOCK.now(), 1.0, 0.25)


def read(told: dict[str, str] | bytes, status: int = 200, **more: Any) -> OrderAnswer:
    return reader().order(received(told, status, **more), "T1", by_backup=False)


def kind_of(told: dict[str, str] | bytes, status: int = 200, **more: Any) -> str:
    with pytest.raises(GatewayAnswerUnverified) as refused:
        read(told, status, **more)
    return str(refused.value.kind)


def test_a_paid_order_is_told_with_amount_and_tail() -> None:
    number = "4200000000123456789012345678"
    told = fields(trade_state="SUCCESS", transaction_id=number, total_fee="1600")
    answer = read(told)
    assert (answer.state, answer.amount) == (OrderState.paid, Money(1600))
    assert number not in repr(answer)


@pytest.mark.parametrize("fee", ["", "-1", "1.5", "x", "١٦", "9" * 13])
def test_an_amount_that_is_none_is_left_out(fee: str) -> None:
    assert read(fields(trade_state="SUCCESS", total_fee=fee)).amount is None


@pytest.mark.parametrize(
    ("told", "state", "code"),
    [
        (fields(trade_state="USERPAYING"), OrderState.paying, "USERPAYING"),
        (fields(trade_state="ACCEPT"), OrderState.paying, "ACCEPT"),
        (fields(trade_state="NEW"), OrderState.unknown, "NEW"),
        (fields(), OrderState.unknown, "SUCCESS"),
        (
            fields(result_code="FAIL", err_code="ORDERNOTEXIST"),
            OrderState.not_found,
            "ORDERNOTEXIST",
        ),
        (fields(result_code="FAIL", err_code="SYSTEMERROR"), OrderState.unknown, "SYSTEMERROR"),
        (fields(result_code="FAIL"), OrderState.unknown, "FAIL"),
        ({"return_code": "FAIL", "return_msg": "系统繁忙"}, OrderState.unknown, "HTTP200"),
    ],
)
def test_the_three_codes_are_read_in_their_order(
    told: dict[str, str], state: OrderState, code: str
) -> None:
    answer = read(told)
    assert (answer.state, answer.provider_code) == (state, code)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_machine_in_trouble_leaves_it_open(status: int) -> None:
    answer = read(b"<html>", status)
    assert (answer.state, answer.provider_code) == (OrderState.unknown, f"HTTP{status}")
    assert reader().reverse(received(b"", status), "T1").outcome is ReverseOutcome.unknown


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (fields(out_trade_no="T2", trade_state="SUCCESS"), "other_order"),
        (fields(out_trade_no="", trade_state="SUCCESS"), "other_order"),
        (fields(appid="wx2", trade_state="SUCCESS"), "other_order"),
        (fields(mch_id="191", trade_state="SUCCESS"), "other_order"),
        (fields(nonce_str="", trade_state="SUCCESS"), "other_order"),
        (b"<xml><return_code>SUCCESS</return_code></xml>", "unsigned"),
        (b"<xml><return_code>SUCCESS</return_code><sign>x</sign></xml>", "signature"),
        (b"<xml><a>1</a></xml>", "unreadable"),
        (b"<html>please log in</html>", "unreadable"),
        (b"", "unreadable"),
    ],
)
def test_what_is_not_signed_for_this_question_is_not_believed(
    told: dict[str, str] | bytes, kind: str
) -> None:
    assert kind_of(told) == kind


def test_a_strangers_sign_an_easier_sign_and_a_redirect_are_refused() -> None:
    told = fields(trade_state="SUCCESS")
    assert kind_of(told, key=Secret("0" * 32)) == "signature"
    easier = {**told, "sign": theirs.sign(told, KEY, theirs.MD5)}
    assert kind_of(theirs.written(easier)) == "signature"
    assert kind_of(told, 302) == "unsigned"


def test_the_same_answer_does_not_count_twice() -> None:
    ours, told = reader(), received(fields(trade_state="SUCCESS"))
    ours.order(told, "T1", by_backup=False)
    with pytest.raises(GatewayAnswerUnverified) as refused:
        ours.order(told, "T1", by_backup=False)
    assert refused.value.kind == "replayed"


def test_a_service_provider_hears_of_its_shop_only() -> None:
    told = received(fields(trade_state="SUCCESS", sub_mch_id="191"))
    answer = reader("191").order(told, "T1", by_backup=False)
    assert answer.state is OrderState.paid
    with pytest.raises(GatewayAnswerUnverified):
        reader("192").order(told, "T1", by_backup=False)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("签名错误", "key"),
        ("签名失败", "key"),
        ("证书验证失败", "certificate"),
        ("mch_id参数格式错误", "key"),
        ("appid不存在", "key"),
        ("受理商没有权限", "rights"),
        ("缺少参数", "request"),
        ("XML格式错误", "request"),
        ("请使用post方法", "request"),
    ],
)
def test_a_request_that_was_not_understood_says_why(message: str, kind: str) -> None:
    told = received({"return_code": "FAIL", "return_msg": message})
    for ask in (
        lambda: reader().order(told, "T1", by_backup=False),
        lambda: reader().reverse(told, "T1"),
    ):
        with pytest.raises(GatewayRefused) as refused:
            ask()
        assert refused.value.kind == kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [("NOAUTH", "rights"), ("APPID_MCHID_NOT_MATCH", "key"), ("PARAM_ERROR", "request")],
)
def test_a_signed_refusal_of_a_query_is_raised(code: str, kind: str) -> None:
    with pytest.raises(GatewayRefused) as refused:
        read(fields(result_code="FAIL", err_code=code))
    assert refused.value.kind == kind


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"recall": "N"}, ReverseOutcome.reversed),
        ({"out_trade_no": "", "recall": "N"}, ReverseOutcome.reversed),
        ({"recall": "Y"}, ReverseOutcome.unknown),
        (
            {"result_code": "FAIL", "err_code": "USERPAYING", "recall": "Y"},
            ReverseOutcome.still_paying,
        ),
        ({"result_code": "FAIL", "err_code": "SYSTEMERROR"}, ReverseOutcome.unknown),
        ({"result_code": "FAIL", "err_code": "TRADE_ERROR", "recall": "Y"}, ReverseOutcome.unknown),
        ({"result_code": "FAIL", "err_code": "TRADE_ERROR", "recall": "N"}, ReverseOutcome.refused),
        ({"result_code": "FAIL", "err_code": "REVERSE_EXPIRE"}, ReverseOutcome.refused),
        ({"result_code": "FAIL", "err_code": "ORDERNOTEXIST"}, ReverseOutcome.not_found),
        ({"result_code": "FAIL"}, ReverseOutcome.unknown),
    ],
)
def test_what_a_reverse_hears(changes: dict[str, str], outcome: ReverseOutcome) -> None:
    assert reader().reverse(received(fields(**changes)), "T1").outcome is outcome


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, ReverseOutcome.reversed),
        ({"result_code": "FAIL", "err_code": "ORDERCLOSED"}, ReverseOutcome.reversed),
        ({"result_code": "FAIL", "err_code": "ORDERPAID"}, ReverseOutcome.refused),
        ({"result_code": "FAIL", "err_code": "SYSTEMERROR"}, ReverseOutcome.unknown),
    ],
)
def test_what_a_close_hears(changes: dict[str, str], outcome: ReverseOutcome) -> None:
    assert reader().close(received(fields(**changes)), "T1").outcome is outcome


def test_a_reverse_refused_for_who_asks_was_not_done() -> None:
    told = received(fields(result_code="FAIL", err_code="NOAUTH"))
    for act in (reader().reverse, reader().close):
        with pytest.raises(GatewayRefused) as refused:
            act(told, "T1")
        assert refused.value.kind == "rights"


def test_a_reverse_of_another_order_is_not_believed() -> None:
    with pytest.raises(GatewayAnswerUnverified):
        reader().reverse(received(fields(out_trade_no="T2")), "T1")


NAMED = st.sampled_from([*fields(), "sign", "err_code", "trade_state", "recall"])


@given(
    told=st.dictionaries(NAMED, st.sampled_from(["SUCCESS", "FAIL", "T1", "wx1", "190", "Y"])),
    body=st.none() | st.binary(max_size=60),
    status=st.sampled_from([200, 204, 301, 404, 500]),
)
def test_without_a_signature_nothing_is_ever_settled(
    told: dict[str, str], body: bytes | None, status: int
) -> None:
    answer = received(theirs.written(told) if body is None else body, status)
    try:
        state = reader().order(answer, "T1", by_backup=False).state
    except GatewayError:
        state = OrderState.unknown
    assert state is OrderState.unknown
    for act in (reader().reverse, reader().close):
        try:
            outcome = act(answer, "T1").outcome
        except GatewayError:
            continue
        assert outcome is ReverseOutcome.unknown
