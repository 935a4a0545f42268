import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.money import Money
from cashier.playbook.codes import CodeTable
from cashier.playbook.evidence import CONTRACT
from cashier.playbook.model import CodeRow
from cashier.register.report import (
    LONGEST_TEXT,
    OrderNumber,
    PaymentCodeTyped,
    Report,
    TypedOrderNumberInvalid,
    clean_text,
    find_code,
    read_text,
)


def row(provider: str, code: str, message: str = "", *, final: bool = True) -> CodeRow:
    return CodeRow(provider, "v", "charge", code, "200", message, "unclear", final, "")


CODES = CodeTable(
    [
        row("wechat", "USERPAYING", "用户支付中，需要输入密码", final=False),
        row("wechat", "NOTENOUGH", "余额不足"),
        row("wechat", "AUTH_CODE_INVALID"),
        row("wechat", "SYSTEMERROR", final=False),
        row("wechat", "ERROR"),
        row("wechat", "SKEW"),
        row("alipay", "ACQ.SYSTEM_ERROR", final=False),
        row("alipay", "ACQ.PAYMENT_AUTH_CODE_INVALID", "付款码无效"),
        row("alipay", "ACQ.PAYMENT_FAIL", "支付失败"),
        row("unionpay", "64"),
    ]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("支付失败 USERPAYING", "wechat/USERPAYING"),
        ("支付失败（ＵＳＥＲＰＡＹＩＮＧ）请稍候", "wechat/USERPAYING"),
        ("wechat/USERPAYING，请等待", "wechat/USERPAYING"),
        ("微信 wechat / userpaying.", "wechat/userpaying"),
        ("wechat/USERPAYING 用户支付中 USER_PAYING", "wechat/USERPAYING"),
        ("ACQ.PAYMENT_AUTH_CODE_INVALID 付款码无效", "alipay/ACQ.PAYMENT_AUTH_CODE_INVALID"),
        ("支付失败（NOTENOUGH）", "wechat/NOTENOUGH"),
        ("错误码：NOTENOUGH，余额不足", "wechat/NOTENOUGH"),
        ("失败:AQC.SYSTEM_ERROR", "alipay/AQC.SYSTEM_ERROR"),
        ("unionpay/64 支付失败", "unionpay/64"),
        ("AUTH_CODE_INVALID:134567890123456789", "wechat/AUTH_CODE_INVALID"),
        ("支付失败，条码无法识别", ""),
        ("64", ""),
        ("PAYMENT ERROR", ""),
        ("SKEW", ""),
        ("userpaying", ""),
        ("NOT_A_CODE_OF_ANYBODY", ""),
        ("XUSERPAYINGX", ""),
        ("", ""),
    ],
)
def test_a_code_is_taken_out_only_where_it_cannot_be_mistaken(text: str, code: str) -> None:
    assert find_code(text, CODES) == code
    assert read_text(text, CODES).code == code


@pytest.mark.parametrize(
    "text",
    [
        "不是NOTENOUGH",
        "NOTENOUGH 支付中",
        "NOTENOUGH 扣款了吗",
        "上一笔 NOTENOUGH",
        "NOTENOUGH \ufffd",
    ],
)
def test_a_final_code_counts_only_where_nothing_else_is_said(text: str) -> None:
    assert find_code(text, CODES) == ""
    assert read_text(text, CODES).text


def test_two_different_codes_count_as_none() -> None:
    assert find_code("USERPAYING 之后 NOTENOUGH", CODES) == ""
    assert find_code("wechat/NOTENOUGH 或 alipay/ACQ.SYSTEM_ERROR", CODES) == ""


def test_a_code_of_two_providers_goes_by_the_method_and_else_to_nobody() -> None:
    assert find_code("SYSTEM_ERROR", CODES) == ""
    assert find_code("SYSTEM_ERROR", CODES, "fenfu") == "wechat/SYSTEM_ERROR"
    assert find_code("SYSTEM_ERROR", CODES, "alipay") == "alipay/SYSTEM_ERROR"
    assert find_code("SYSTEM_ERROR", CODES, "cash") == ""


def test_the_text_stays_readable() -> None:
    assert (
        clean_text("  支付失败，\n条码\t无法识别（１０３）\x00")
        == "支付失败， 条码 无法识别（103）"
    )
    assert clean_text("付款码１３４５ ６７８９ ０１２３ ４５６７ ８９过期") == "付款码«…»过期"
    assert len(clean_text("字" * 1_000_000)) == LONGEST_TEXT


def test_a_character_that_got_lost_leaves_a_gap() -> None:
    assert clean_text("余额\ud800不\ue000足\u202e") == "余额\ufffd不\ufffd足"
    assert CODES.by_text(clean_text("余额\ud800不足")) == ()


def test_evidence_carries_what_was_said_and_never_the_order_number() -> None:
    seen = datetime(2026, 11, 22, 6, 32, tzinfo=UTC)
    report = Report(
        text="支付失败",
        code="wechat/USERPAYING",
        http="202",
        outcome="waiting",
        order_number=OrderNumber.parse("4200001234567890"),
        amount=Money(1600),
        method="fenfu",
        source="register",
    )
    found = report.evidence(seen)
    assert [(item.name, item.value) for item in found] == [
        ("register.code", "wechat/USERPAYING"),
        ("register.text", "支付失败"),
        ("register.http", "202"),
        ("register.outcome", "waiting"),
    ]
    assert {(item.source, item.seen_at) for item in found} == {("register", seen)}
    assert "4200001234567890" not in repr(report)
    assert Report().evidence() == ()
    for item in found:
        CONTRACT.check(item.name, item.value)


def test_an_order_number_is_recognised_in_its_own_field_only() -> None:
    number = OrderNumber.parse(" 4200 0012 ３４５６ 7890\n")
    assert number.reveal() == "4200001234567890"
    assert (number.tail, str(number)) == ("567890", "…567890")
    assert "4200" not in repr(number)
    assert read_text("订单 4200001234567890", CODES).order_number == OrderNumber()
    assert not OrderNumber()
    assert (str(OrderNumber()), OrderNumber().tail) == ("", "")
    assert pickle.loads(pickle.dumps(number)) == number


@pytest.mark.parametrize("text", ["", "12345", "1" * 65, "订单号一二三四", "abc;def", "a\x00bcdef"])
def test_what_cannot_be_an_order_number_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(TypedOrderNumberInvalid) as refused:
        OrderNumber.parse(text)
    assert set(refused.value.fields) == {"length"}


@given(st.text(max_size=300))
def test_any_text_gives_evidence_the_vocabulary_knows(text: str) -> None:
    for item in read_text(text, CODES).evidence():
        CONTRACT.check(item.name, item.value)
    assert clean_text(clean_text(text)) == clean_text(text)


@given(
    st.text(max_size=30),
    st.from_regex(r"(1[0-5]|2[5-9]|30)[0-9]{16}", fullmatch=True),
    st.sampled_from(["", " ", "-", "　", "–"]),
    st.booleans(),
    st.text(max_size=30),
)
def test_no_payment_code_comes_through(
    before: str, code: str, gap: str, wide: bool, after: str
) -> None:
    shown = gap.join(code[place : place + 4] for place in range(0, len(code), 4))
    if wide:
        shown = shown.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    report = read_text(f"{before}wechat/{shown}{after}", CODES, "fenfu")
    said = "".join(char for item in report.evidence() for char in item.value if char.isdigit())
    typed = "".join(char for char in clean_text(before + " x " + after) if char.isdigit())
    assert code not in said or code in typed


@given(st.text(max_size=60))
def test_a_code_found_is_a_code_of_the_table_or_written_with_its_provider(text: str) -> None:
    code = find_code(text, CODES)
    assert code == "" or code.split("/")[0] in ("wechat", "alipay", "unionpay", "card")


@given(st.from_regex(r"(1[0-5][0-9]{16}|2[5-9][0-9]{16}|62[0-9]{17})", fullmatch=True))
def test_a_payment_code_is_no_order_number(code: str) -> None:
    with pytest.raises(PaymentCodeTyped) as caught:
        OrderNumber.parse(f" {code[:4]} {code[4:]} ")
    assert code[4:] not in repr(caught.value)
