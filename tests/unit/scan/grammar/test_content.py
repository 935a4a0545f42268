"""Payload → kind, by the patterns of the providers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.grammar.content import kind_of
from cashier.scan.grammar.kinds import KINDS, PAYMENT_KINDS, is_payment
from tests.helpers.payloads import AID, customer, merchant

DIGITS = st.text("0123456789")


UNIONPAY_SHOP = ("15", "31260000" + "0" * 23)

EXAMPLES = [
    ("131234567890123456", "wechat_payment"),
    (" 131234567890123456\r\n", "wechat_payment"),
    ("101234567890123456", "wechat_payment"),
    ("151234567890123456", "wechat_payment"),
    ("161234567890123456", "other"),
    ("13123456789012345", "other"),
    ("2512345678901234", "alipay_payment"),
    ("281234567890123456", "alipay_payment"),
    ("301234567890123456789012", "alipay_payment"),
    ("3012345678901234567890123", "other"),
    ("241234567890123456", "other"),
    ("6212345678901234567", "unionpay_payment"),
    ("621234567890123456", "other"),
    ("0112345678901234567", "ecny_payment"),
    ("１３１２３４５６７８９０１２３４５６", "other"),
    ("weixin://wxpay/bizpayurl?pr=abc", "wechat_dynamic"),
    ("weixin://wxpay/bizpayurl/up?pr=abc&groupid=1", "wechat_dynamic"),
    ("WEIXIN://WXPAY/BIZPAYURL?PR=ABC", "wechat_dynamic"),
    ("weixin%3A%2F%2Fwxpay%2Fbizpayurl%3Fpr%3Dabc", "wechat_dynamic"),
    ("weixin://dl/scan", "other"),
    ("wxp://f2f0abc", "wechat_receive"),
    ("wxp://wbf2f0abc", "wechat_receive"),
    ("WXP://F2F0ABC", "wechat_receive"),
    ("https://qr.alipay.com/fkx01234", "alipay_receive"),
    ("HTTPS://QR.ALIPAY.COM/FKX01234", "alipay_receive"),
    ("https://qr.alipay.com/2m601234", "alipay_receive"),
    ("https://qr.alipay.com/bax01234", "alipay_dynamic"),
    ("HTTPS://QR.ALIPAY.COM/BAX01234", "alipay_dynamic"),
    ("https%3a%2f%2fqr.alipay.com%2fbax01234", "alipay_dynamic"),
    ("https://qr.alipay.com.example.org/fkx", "other"),
    ("https://qr.95516.com/00010000/0123", "unionpay_receive"),
    ("https://payapp.weixin.qq.com/qr/abc", "wechat_receive"),
    ("https://wx.tenpay.com/f2f?t=abc", "wechat_receive"),
    ("https://wx.tenpay.com/other", "other"),
    ("ftp://qr.alipay.com/fkx", "other"),
    ("https://qr.shouqianba.com/abc", "aggregate"),
    ("https://notlakala.com/abc", "other"),
    ("http://[broken", "other"),
    (merchant(("01", "11"), UNIONPAY_SHOP, ("53", "156")), "emv_merchant"),
    (merchant(("01", "12"), UNIONPAY_SHOP, ("54", "16.00")), "unionpay_dynamic"),
    (merchant(("01", "12"), ("26", "0006EXAMPL"), ("54", "16.00")), "emv_merchant"),
    (merchant(("01", "11"), UNIONPAY_SHOP)[:-1] + "!", "other"),
    (customer(AID), "emv_customer"),
    ("hQVDUFYwMWE=", "other"),
    ("hQVDUFYwMW!!", "other"),
    ("", "other"),
    ("1" * 5000, "other"),
]


@pytest.mark.parametrize(("payload", "kind"), EXAMPLES)
def test_known_payloads(payload: str, kind: str) -> None:
    assert kind_of(payload) == kind


@pytest.mark.parametrize(
    ("payload", "symbology", "kind"),
    [
        ("131234567890123456", "Code128", "wechat_payment"),
        ("6901234567892", "EAN13", "goods_barcode"),
        ("6901234567892", "Code128", "goods_barcode"),
        ("6901234567893", "Code128", "other"),
        ("16901234567899", "ITF14", "goods_barcode"),
        ("PALLET-7", "Code128", "other"),
        ("6901234567892", "QRCode", "other"),
    ],
)
def test_bars(payload: str, symbology: str, kind: str) -> None:
    assert kind_of(payload, symbology) == kind


@given(st.text(max_size=300), st.sampled_from(["QRCode", "Code128", "EAN13"]))
def test_any_text_has_exactly_one_known_kind(text: str, symbology: str) -> None:
    assert kind_of(text, symbology) in KINDS


@given(
    st.sampled_from(["https://", "weixin://wxpay/", "wxp://", "000201", "hQVDUFYwMW"]), st.text()
)
def test_hostile_endings_are_survived(head: str, tail: str) -> None:
    assert kind_of(head + tail) in KINDS


@given(DIGITS.filter(lambda text: not 16 <= len(text) <= 24))
def test_digits_of_no_payment_length_are_never_payment_codes(text: str) -> None:
    assert not is_payment(kind_of(text))


@given(st.from_regex(r"\A1[0-5][0-9]{16}\Z"))
def test_every_wechat_code_is_one(text: str) -> None:
    assert kind_of(text) == "wechat_payment"
    assert kind_of(text, "Code128") == "wechat_payment"


@given(st.from_regex(r"\A(2[5-9]|30)[0-9]{14,22}\Z"))
def test_every_alipay_code_is_one(text: str) -> None:
    assert kind_of(text) == "alipay_payment"


@given(st.text("0123456789ABC. ", max_size=40), st.integers(0, 40), st.sampled_from("0123456789X"))
def test_a_changed_merchant_code_is_none(text: str, at: int, sign: str) -> None:
    whole = merchant(("59", text))
    assert kind_of(whole) == "emv_merchant"
    at %= len(whole) - 4
    changed = whole[:at] + sign + whole[at + 1 :]
    if changed != whole:
        assert kind_of(changed) != "emv_merchant"


def test_payment_kinds_are_kinds() -> None:
    assert PAYMENT_KINDS < KINDS
