"""What is near over the shipped playbook: garbled texts of every kind, strangers, bad input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.variants import lines
from cashier.playbook.codes import CodeTable
from cashier.playbook.model import CodeRow, TillPhrase, Wordings
from tests.helpers.playbooks import shipped

CODES = shipped().codes


def causes(text: str) -> list[str]:
    return [row.cause for one in CODES.near(text) for row in one.rows]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("余鹅不足", "customer.no_funds"),
        ("支付失败：余额不足", "customer.no_funds"),
        ("余额不足，请更换支付方式(1001)", "customer.no_funds"),
        ("餘額不足，請重試", "customer.no_funds"),
        ("Insufficient balance", "customer.no_funds"),
        ("支付失败 Insufficient balance", "customer.no_funds"),
        ("INSUFFICENT BALANCE", "customer.no_funds"),
        ("二位码已过期，请用户在", "code.expired"),
        ("付款码过期", "code.expired"),
        ("QR code is expired", "code.expired"),
        ("使用者支付中，需要輸入密碼", "customer.password_pending"),
        ("AUTHCODEEXPIRE", "code.expired"),
        ("支付成功", "merchant.order_already_paid"),
        ("Payment successful", "merchant.order_already_paid"),
        ("Http头Authorizat", "merchant.clock_skew"),
        ("网络异常，余额不足", "customer.no_funds"),
    ],
)
def test_the_cause_is_among_what_is_near(text: str, cause: str) -> None:
    assert CODES.by_text(text) == ()
    assert cause in causes(text)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("支付失败，条吗无法识别", "unreadable"),
        ("Payment failed, the barcode was not recognised", "unreadable"),
        ("網路連線失敗", "network"),
        ("伺服器繁忙", "busy"),
        ("用户支付中，请稍等", "paying"),
    ],
)
def test_a_registers_phrase_may_be_near_too(text: str, phrase: str) -> None:
    assert CODES.phrase(text) is None
    assert phrase in {one.phrase for one in CODES.near(text)}


def test_the_contrary_is_less_alike_than_what_is_said_in_other_words() -> None:
    assert causes("用户未输入支付密码")[0] == "customer.cancelled"
    assert causes("需要用户输入付密码")[0] == "customer.password_pending"
    assert "failed" not in {one.phrase for one in CODES.near("支付成功")}


def test_of_a_hundred_strangers_at_most_one_is_known() -> None:
    strangers = lines("strangers.txt")
    assert len(strangers) >= 400
    known = [t for t in strangers if CODES.near(t) or CODES.by_text(t) or CODES.phrase(t)]
    assert len(known) <= len(strangers) / 100, known


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "\u202e", "\ufeff", "😀😀😀", "1234", "0" * 18, "\ud800\udfff", "。。。",
     "？？？", "\n" * 50, "ﷺ" * 200],
)  # fmt: skip
def test_what_holds_no_word_is_near_to_nothing(text: str) -> None:
    assert CODES.near(text) == ()
    assert CODES.by_text(text) == ()
    assert CODES.phrase(text) is None
    assert CODES.resembling(text) == ()


@pytest.mark.parametrize("noise", ["\x00", "\u202e", "\u200b", "😀", "\udfff", "□", "\u0301"])
def test_noise_in_a_text_hides_no_cause(noise: str) -> None:
    text = f"余额{noise}不足"
    assert CODES.by_text(text) or "customer.no_funds" in causes(text)


def test_ten_megabytes_cost_nothing_and_are_nothing() -> None:
    for long in ("天" * 10_000_000, "余额不足" * 2_500_000, "\ud800" * 10_000_000):
        assert CODES.by_text(long) == ()
        assert CODES.phrase(long) is None
        assert CODES.is_final(long) is False
        assert len(CODES.near(long)) <= 5
        assert isinstance(CODES.resembling(long), tuple)


@given(st.text(max_size=400))
def test_any_text_is_answered_in_order(text: str) -> None:
    found = CODES.near(text)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 < one.score < 1 and bool(one.rows) != bool(one.phrase) for one in found)
    assert not (found and (CODES.by_text(text) or CODES.phrase(text)))
    assert CODES.near(text) == found


def test_no_wording_is_exact() -> None:
    for message, texts in CODES.wordings.said.items():
        for text in texts:
            assert CODES.by_text(text) == (), text
            wanted = {row.cause for row in CODES.by_text(message)}
            said = CODES.phrase(text) or CODES.phrase(message)
            assert said or wanted & set(causes(text)), text


def test_a_table_without_wordings_still_finds_slips() -> None:
    row = CodeRow("wechat", "v", "charge", "NOTENOUGH", "200", "余额不足", "c", True, "")
    table = CodeTable([row], [TillPhrase("failed", ("支付失败",))])
    assert [one.rows for one in table.near("余额不走")] == [(row,)]
    assert [one.phrase for one in table.near("支付失贩")] == ["failed"]
    assert table.near("天气很好") == ()


def test_wordings_stand_for_messages_and_for_phrases() -> None:
    row = CodeRow("wechat", "v", "charge", "NOTENOUGH", "200", "余额不足", "c", True, "")
    said = {"余额不足": ("钱不够了",), "支付失败": ("没付成",), "无此消息": ("不知道",)}
    table = CodeTable([row], [TillPhrase("failed", ("支付失败",))], Wordings(said=said))
    assert [one.rows for one in table.near("钱不够了")] == [(row,)]
    assert [one.phrase for one in table.near("没付成")] == ["failed"]
    assert table.near("不知道") == ()
    assert table.by_text("钱不够了") == ()
