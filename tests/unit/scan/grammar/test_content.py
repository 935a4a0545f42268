"""Payload → kind, oddities, expiry; by the patterns of the providers."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.grammar.content import content_of, kind_of
from cashier.scan.grammar.kinds import KINDS, PAYMENT_KINDS, is_payment
from cashier.scan.grammar.oddities import Oddity, plain, sign_oddities
from cashier.scan.grammar.payment import hides_payment
from tests.helpers.payloads import AID, ber, customer, merchant

SYMBOLOGIES = ["QRCode", "Code128", "EAN13", "ITF"]
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
    ("https://qr.alipay.com:443/fkx01234", "alipay_receive"),
    ("http://qr.alipay.com:80/fkx01234", "alipay_receive"),
    ("https://qr.alipay.com/%66kx01234", "alipay_receive"),
    ("https://qr.alipay.com/%62ax01234", "alipay_dynamic"),
    ("https://qr.alipay.com/", "other"),
    ("https://qr.alipay.com", "other"),
    ("https://qr.95516.com/about", "other"),
    ("weixin://wxpay", "other"),
    ("wxp://", "other"),
    ("alipays://platformapi/startapp?appId=20000067", "other"),
    ("https://weixin.example.cn/menu", "other"),
    ("mailto:clerk@alipay.com", "other"),
    ("010690123456789", "other"),
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
        ("0106901234567892", "Code128", "goods_barcode"),
        ("0106901234567893", "Code128", "other"),
        ("96385074", "Code128", "goods_barcode"),
        ("036000291452", "Code128", "goods_barcode"),
        ("", "EAN13", "other"),
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


IMITATIONS = [
    "https://qr.alipay.com.example.org/fkx",
    "https://qr.alipay.com.evil.cn/fkx01234",
    "https://qr-alipay-com.evil.cn/fkx01234",
    "https://qr.alipay.com@evil.cn/fkx01234",
    "https://qr.alipay.com%40evil.cn/fkx01234",
    "https://qr.alipay.com:pay@evil.cn/fkx01234",
    "https://shop@qr.alipay.com/fkx01234",
    "https://qr.alipay.com:8443/fkx01234",
    "https://qr.alipay.com\\@evil.cn/fkx01234",
    "https://qr.alipay.com\\fkx01234",
    "https:qr.alipay.com/fkx01234",
    "https:/qr.alipay.com/fkx01234",
    "https:///qr.alipay.com/fkx01234",
    "https://qr.alipay.com./fkx01234",
    "https://qr%2Ealipay%2Ecom/fkx01234",
    "https://qr.%61lipay.com/fkx01234",
    "https://qr%252Ealipay.com/fkx01234",
    "https://qr．alipay．com/fkx01234",
    "https://qr。alipay。com/fkx01234",
    "https://ｑｒ.ａｌｉｐａｙ.ｃｏｍ/fkx01234",
    "https://qr.alip\u0430y.com/fkx01234",
    "https://qr.аlipay.com/fkx01234",
    "https://qr.ALIPАY.com/fkx01234",
    "https://qr.xn--lipay-3ve.com/fkx01234",
    "https://qr.a1ipay.com/fkx01234",
    "https://qr.aIipay.com.cn/fkx01234",
    "https://qr.alípay.com/fkx01234",
    "https://qr.ali\u200bpay.com/fkx01234",
    "https://qr.ali\u00adpay.com/fkx01234",
    "https://qr.ali\tpay.com/fkx01234",
    "https://qr.allipay.com/fkx01234",
    "https://qr.alpiay.com/fkx01234",
    "https://qr.alipay.cn/fkx01234",
    "https://qralipay.com/fkx01234",
    "https://payapp.weixin.qq.com.evil.cn/qr/abc",
    "https://payapp.weixin.q9.com/qr/abc",
    "https://payapp-weixin-qq.com/qr/abc",
    "https://wx.tenpay.com.evil.cn/f2f?t=abc",
    "https://wx.tenpav.com/f2f?t=abc",
    "https://qr.95516.com.evil.cn/00010000/0123",
    "https://95516.evil.cn/00010000/0123",
    "https://qr.lakala.com.evil.cn/abc",
    "https://qr.1akala.com/abc",
    "https://qr.shouqianba.com:80@evil.cn/abc",
    "https://www.b\u0430nk.example.cn/1",
    "qr.alipay.com.evil.cn/fkx01234",
    "w\u0445p://f2f0abc",
    "ｗxp://f2f0abc",
    "https://" + "a" * 300 + "@evil.cn/fkx",
]


@pytest.mark.parametrize("payload", IMITATIONS)
def test_an_address_that_poses_as_a_house_is_never_a_receive_code(payload: str) -> None:
    content = content_of(payload)
    assert content.kind == "other"
    assert content.oddities[0] == "look_alike_host"


HONEST = [
    *(payload for payload, _ in EXAMPLES if "example.org" not in payload and "not" not in payload),
    "qr.alipay.com/fkx01234",
    "https://render.alipay.com/p/f/agreement.html",
    "https://weixin.qq.com/r/abc",
    "https://u.wechat.com/abc",
    "https://weixing.example.cn/map",
    "https://qr.95588.com/abc",
    "https://qr.95566.cn/abc",
    "https://example.com/?next=https://qr.alipay.com/fkx",
    "WIFI:T:WPA;S:alipay;P:12345678;;",
    "tel:95516",
    "alipay",
    "支付宝/alipay",
    "请打开 www.alipay.com 下载",
    "clerk@alipay.com",
    "https://店.example.cn/1",
    "https://xn--mller-kva.example.cn/1",
    "BEGIN:VCARD\nN:alipay.com\nEND:VCARD",
]


@pytest.mark.parametrize("payload", HONEST)
def test_an_honest_text_poses_as_nobody(payload: str) -> None:
    assert "look_alike_host" not in content_of(payload).oddities


@pytest.mark.parametrize(
    ("payload", "symbology", "kind", "oddities"),
    [
        ("131234567890123456", "QRCode", "wechat_payment", ()),
        ("１３１２３４５６７８９０１２３４５６", "QRCode", "other", ("wide_digits",)),
        ("13123456789\u200b0123456", "QRCode", "other", ("invisible",)),
        ("\u202e654321", "QRCode", "other", ("bidi",)),
        ("\ufeff131234567890123456", "QRCode", "other", ("invisible",)),
        ("abc\x00def\x1b[2J", "QRCode", "other", ("control",)),
        ("a\ufffdb", "QRCode", "other", ("not_text",)),
        ("a\ud800b\ue000", "QRCode", "other", ("not_text",)),
        ("https://qr.alipay.com/fkx\u202e", "QRCode", "alipay_receive", ("bidi",)),
        ("https://qr.alipay.com.x.cn/\u202e\x07", "QRCode", "other",
         ("look_alike_host", "bidi", "control")),
        ("6901234567893", "Code128", "other", ("check_digit",)),
        ("000201", "QRCode", "other", ("broken_tlv",)),
        (merchant(("59", "SHOP"))[:-1] + "!", "QRCode", "other", ("crc_wrong",)),
        (merchant(("26", "0099")), "QRCode", "emv_merchant", ("broken_tlv",)),
        (customer(AID)[:-4], "QRCode", "other", ("broken_tlv",)),
        ("1" * 4297, "QRCode", "other", ("too_long",)),
        (" 支付 \n", "QRCode", "other", ()),
    ],
)  # fmt: skip
def test_oddities(payload: str, symbology: str, kind: str, oddities: tuple[str, ...]) -> None:
    content = content_of(payload, symbology)
    assert (content.kind, content.oddities) == (kind, oddities)


def test_the_end_of_a_card_is_the_end_of_its_code() -> None:
    end = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert content_of(customer(AID, ber("5F24", b"\x26\x11\x30"))).expires_at == end
    assert content_of("131234567890123456").expires_at is None
    assert content_of("weixin://wxpay/bizpayurl?pr=abc").expires_at is None


@given(st.text(st.characters(), max_size=120), st.sampled_from(SYMBOLOGIES))
def test_any_text_is_answered(text: str, symbology: str) -> None:
    content = content_of(text, symbology)
    assert content.kind in KINDS
    assert set(content.oddities) <= {oddity.value for oddity in Oddity}
    assert content == content_of(f"  {text}\r\n", symbology) or len(text) > 100


@given(st.sampled_from(EXAMPLES), st.data())
def test_one_changed_sign_never_makes_a_wallet_of_another(
    example: tuple[str, str], data: st.DataObject
) -> None:
    payload, kind = example
    at = data.draw(st.integers(0, max(0, len(payload) - 1)))
    sign = data.draw(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]))
    found = content_of(payload[:at] + sign + payload[at + 1 :]).kind
    if kind.endswith("_receive") or kind == "aggregate":
        assert found in {kind, "other", kind.replace("receive", "dynamic")}


@pytest.mark.parametrize(
    ("text", "hides"),
    [
        ("１３１２３４５６７８９０１２３４５６", True),
        ("1312 3456-7890 123456", True),
        ("\u202a131234567890123456\u202c", True),
        (customer(AID)[:-6], True),
        ("6901234567892", False),
        ("https://example.org/131234567890123456", False),
        ("", False),
    ],
)
def test_what_may_be_a_payment_code_in_disguise(text: str, hides: bool) -> None:
    assert hides_payment(text) is hides


@given(st.text(st.characters(), max_size=60))
def test_plain_text_shows_every_sign(text: str) -> None:
    shown = plain(text)
    assert shown.isprintable()
    assert not sign_oddities(shown) & {Oddity.BIDI, Oddity.INVISIBLE, Oddity.CONTROL}
    assert plain(shown) == shown


def test_plain_text_names_what_hides() -> None:
    assert plain("a\u202eb 店\x00") == "a⟨U+202E⟩b 店⟨U+0000⟩"
