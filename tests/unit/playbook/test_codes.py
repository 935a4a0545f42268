import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cashier.playbook.codes import CodeTable
from cashier.playbook.model import TillPhrase
from cashier.playbook.normalise import normal_code, normal_text
from tests.helpers.playbooks import shipped

CODES = shipped().codes
CHARGE = [row for row in CODES.rows if row.call == "charge"]
TEXTS = sorted({row.message for row in CHARGE if row.message})
row_texts = st.sampled_from(TEXTS)


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def test_every_row_is_found_by_its_code_however_spelt() -> None:
    for row in CODES.rows:
        for spelt in (row.code, row.code.lower(), row.code.replace("_", ""), wide(row.code)):
            assert row in CODES.by_code(row.provider, spelt), row


def test_every_charge_row_is_found_by_its_text_unless_registers_say_it_too() -> None:
    for row in CHARGE:
        shared = not row.message or CODES.phrase(row.message) is not None
        assert (row in CODES.by_text(row.message)) != shared, row


def test_only_payment_failed_is_both_a_row_and_a_register_phrase() -> None:
    assert {row.message for row in CHARGE if CODES.phrase(row.message)} == {"支付失败"}


@pytest.mark.parametrize(
    ("provider", "code", "found"),
    [
        ("alipay", "20000", {"20000 isp.unknow-error", "20000 aop.unknow-error"}),
        ("alipay", "isp.unknow-error", {"20000 isp.unknow-error"}),
        ("alipay", "20000 ISP.UNKNOW-ERROR", {"20000 isp.unknow-error"}),
        ("alipay", "20000/isp.unknow-error", {"20000 isp.unknow-error"}),
        ("alipay", "AQC.SYSTEM_ERROR", {"ACQ.SYSTEM_ERROR", "AQC.SYSTEM_ERROR"}),
        ("alipay", "payment_auth_code_invalid", {"ACQ.PAYMENT_AUTH_CODE_INVALID"}),
        ("wechat", "ORDER_PAID", {"ORDERPAID", "ORDER_PAID"}),
        ("wechat", "RETURN_CODE=fail", {"return_code=FAIL"}),
        ("wechat", "FAIL", {"return_code=FAIL"}),
        ("unionpay", "03", {"03"}),
        ("unionpay", "3", set()),
        ("card", "a0", {"A0"}),
        ("wechat", "E9999", set()),
        ("card", "USERPAYING", set()),
    ],
)
def test_codes_are_found_however_they_are_spelt(provider: str, code: str, found: set[str]) -> None:
    assert {row.code for row in CODES.by_code(provider, code)} == found


def test_a_code_gives_the_rows_of_every_call() -> None:
    assert {row.call for row in CODES.by_code("wechat", "USERPAYING")} == {
        "charge",
        "reverse",
        "state",
    }
    assert {row.call for row in CODES.by_code("wechat", "ORDERNOTEXIST")} == {"query"}


@pytest.mark.parametrize(
    "text",
    [
        "需要用户输入支付密码",
        "需要用户输入支付密码。",
        " 需要用户输入 支付密码！",
        "需要用戶輸入支付密碼",
        "[USERPAYING] 需要用户输入支付密码",
        "USERPAYING:需要用户输入支付密码",
        "需要用户输入支付密码（USERPAYING）",
        "101 需要用户输入支付密码",
        "101需要用户输入支付密码",
        "１０１　需要用户输入支付密码",
    ],
)
def test_what_stands_around_a_text_does_not_matter(text: str) -> None:
    assert [row.code for row in CODES.by_text(text)] == ["USERPAYING"]


@pytest.mark.parametrize(
    "text",
    [
        "请扫描微信支付授权码",
        "订单号重复",
        "商户订单号重复了",
        "二维码已过期，请用户在微信刷新后再试",
    ],
)
def test_a_near_text_is_near_and_never_exact(text: str) -> None:
    assert CODES.by_text(text) == ()
    found = CODES.near(text)
    assert found
    assert 0.6 <= found[0].score < 1
    assert {row.call for one in found for row in one.rows} <= {"charge"}


@pytest.mark.parametrize(
    "text", ["", "……", "101", "天气很好", "支付失败", "E9999", "需要用户输入支付密码"]
)
def test_what_is_strange_or_already_exact_is_not_near(text: str) -> None:
    assert CODES.near(text) == ()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("支付失败，条码无法识别", "unreadable"),
        ("支付失敗，條碼無法識別！", "unreadable"),
        ("支付失败", "failed"),
        ("PAYMENT FAILED", "failed"),
        ("用户支付中", "paying"),
        ("支付超时", "timeout"),
        ("网络异常", "network"),
        ("无法识别，请重新扫码", "rescan"),
        ("商户收款功能已被限制", "restricted"),
        ("需要用户输入支付密码", None),
    ],
)
def test_the_registers_own_words_have_an_id_and_settle_nothing(
    text: str, phrase: str | None
) -> None:
    assert CODES.phrase(text) == phrase
    if phrase:
        assert CODES.by_text(text) == ()


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = CODES.normal_text(text)
    assert CODES.normal_text(once) == once
    assert normal_text(normal_text(text)) == normal_text(text)
    assert normal_code(normal_code(text)) == normal_code(text)


@given(row_texts, st.sampled_from(["", "。", "！", "…", "  ", "\u3000"]))
def test_width_blanks_and_full_stops_make_no_difference(text: str, tail: str) -> None:
    rows = CODES.by_text(text)
    assert CODES.by_text(wide(text) + tail) == rows
    assert CODES.by_text(tail + unicodedata.normalize("NFD", text)) == rows


@given(row_texts, st.integers(0, 80), st.text(min_size=0, max_size=4))
def test_a_changed_text_is_exact_only_when_it_reads_the_same(
    text: str, place: int, new: str
) -> None:
    cut = place % len(text)
    changed = text[:cut] + new + text[cut + 1 :]
    assume(CODES.normal_text(changed) != CODES.normal_text(text))
    assert not set(CODES.by_text(text)) & set(CODES.by_text(changed))
    found = CODES.near(changed)
    assert all(0 < one.score < 1 for one in found)
    assert list(found) == sorted(found, key=lambda one: -one.score)


@given(st.text(max_size=3000))
def test_any_text_is_answered(text: str) -> None:
    CODES.by_text(text)
    CODES.near(text)
    assert CODES.by_code("wechat", text) is not None


def test_a_text_of_any_length_is_never_cut_into_an_exact_one() -> None:
    assert CODES.by_text("余额不足" + "。" * 100_000 + "？") == ()
    assert CODES.phrase("支付失败" + "。" * 100_000) is None
    assert CODES.near("天" * 100_000) == ()


@pytest.mark.parametrize(
    "text",
    [
        "USERPAYING 余额不足",
        "余额不足（SYSTEMERROR）",
        "[PARAM_ERROR] 签名错误",
        "余额不足？",
        "余额\ufffd不足",
        "余额□不足",
        "余额不足1001",
    ],
)
def test_another_code_or_a_gap_makes_a_text_inexact_but_near(text: str) -> None:
    assert CODES.by_text(text) == ()
    assert CODES.near(text)


@pytest.mark.parametrize(
    "text",
    [
        "[NOTENOUGH] 余额不足",
        "错误码101：余额不足",
        "错误码：NOT_ENOUGH，余额不足",
        "余额不足（NOTENOUGH）",
        "余额不足，错误码：NOTENOUGH",
        "[APPID_NOT_EXIST] APPID不存在",
        "101 APPID不存在",
        "错误代码 -101 XML格式错误",
    ],
)
def test_a_rows_own_code_and_numbers_before_it_leave_it_exact(text: str) -> None:
    assert CODES.by_text(text)
    assert CODES.near(text) == ()


def test_what_is_final_beside_a_code() -> None:
    for text in ("", "……", "余额不足", "支付失败", "101 余额不足"):
        assert CODES.is_final(text), text
    for text in ("支付中", "系统错误", "余额不足吗", "余额\ufffd不足", "没有余额不足", "。" * 9000):
        assert not CODES.is_final(text), text


def test_near_gives_at_most_five_that_mean_different_things() -> None:
    for text in TEXTS:
        found = CODES.near(f"{text}了")
        assert len(found) <= 5
        meant = [one.phrase or frozenset(row.cause for row in one.rows) for one in found]
        assert len(set(meant)) == len(meant)


def test_a_code_alone_is_near_to_its_rows() -> None:
    (found,) = CODES.near("NOTENOUGH")
    assert {row.code for row in found.rows} == {"NOTENOUGH", "NOT_ENOUGH"}
    assert CODES.near("ORDERNOTEXIST") == ()


def test_an_empty_table_answers_nothing() -> None:
    empty = CodeTable((), (TillPhrase("failed", ("支付失败",)),))
    assert empty.by_text("余额不足") == ()
    assert empty.near("余额不足") == ()
    assert empty.resembling("余额不足") == ()
    assert empty.phrase("支付失败") == "failed"
    assert empty.normal_code("acq.order_paid") == "ORDERPAID"
