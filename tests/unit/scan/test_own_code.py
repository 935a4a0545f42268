"""The shop's own code: match, changed, or nothing said; never the wrong one of them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.privacy import Secret
from cashier.scan.grammar.content import content_of
from cashier.scan.own_code import NO_OWN_CODES, NotAShopCode, OwnCodes
from cashier.scan.reading import Clarity, OwnCode, Read, Reading, Verdict
from tests.helpers.payloads import merchant

CORNERS = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
WECHAT, ALIPAY = "wxp://f2f0Shop", "https://qr.alipay.com/fkx01Shop"
BANK = "https://qr.bank.example.cn/m/8123"
UNIONPAY = merchant(("01", "11"), ("15", "31260000" + "0" * 23), ("59", "SHOP"))
ORDER = merchant(("01", "12"), ("26", "0006EXAMPL"), ("54", "16.00"))
PAYMENT, GOODS = "131234567890123456", "6901234567892"
STRANGER = "wxp://f2f0Other"


def read(payload: str, symbology: str = "QRCode") -> Read:
    content = content_of(payload, symbology)
    clarity = Clarity("A", 4.0)
    said = Secret(payload)
    return Read(symbology, content.kind, said, "•", CORNERS, clarity, oddities=content.oddities)


def shop(*payloads: str, key: bytes = b"k" * 32) -> OwnCodes:
    blank = OwnCodes(key)
    return OwnCodes(key, [blank.entry(read(payload)) for payload in payloads])


def judged(codes: OwnCodes, *payloads: str) -> OwnCode | None:
    return codes.compare([read(payload) for payload in payloads])


SHOP = shop(WECHAT, ALIPAY)


@pytest.mark.parametrize(
    ("payloads", "own"),
    [
        ([WECHAT], OwnCode.MATCH),
        (["WXP://f2f0Shop\r\n"], OwnCode.MATCH),
        (["HTTPS://QR.ALIPAY.COM/fkx01Shop"], OwnCode.MATCH),
        ([WECHAT, ALIPAY], OwnCode.MATCH),
        ([STRANGER], OwnCode.CHANGED),
        (["wxp://f2f0shop"], OwnCode.CHANGED),
        ([WECHAT, STRANGER], OwnCode.CHANGED),
        ([WECHAT, UNIONPAY], OwnCode.CHANGED),
        (["https://qr.alipay.com.evil.cn/fkx01Shop"], OwnCode.CHANGED),
        ([WECHAT, "https://qr.аlipay.com/fkx01Shop"], OwnCode.CHANGED),
        ([UNIONPAY], None),
        ([PAYMENT], None),
        ([WECHAT, PAYMENT], OwnCode.MATCH),
        ([WECHAT, "weixin://wxpay/bizpayurl?pr=abc", ORDER], OwnCode.MATCH),
        ([WECHAT, "https://example.org/menu"], OwnCode.MATCH),
        (["https://example.org/menu"], None),
        ([], None),
    ],
)
def test_what_is_in_view(payloads: list[str], own: OwnCode | None) -> None:
    assert judged(SHOP, *payloads) is own


@pytest.mark.parametrize("sign", ["\ufeff", "\u200b", "\u202e", "\x00", "\x1b"])
@pytest.mark.parametrize(
    "payload",
    [STRANGER, "https://qr.alipay.com/fkx01Other", merchant(("01", "11"), ("59", "OTHER"))],
)
def test_signs_that_nobody_sees_hide_no_swapped_code(payload: str, sign: str) -> None:
    registered = shop(WECHAT, ALIPAY, UNIONPAY)
    for view in ([sign + payload], [payload[:9] + sign + payload[9:]], [WECHAT, sign + payload]):
        assert judged(registered, *view) is OwnCode.CHANGED
    assert judged(registered, sign + PAYMENT) is None
    assert judged(registered, WECHAT, sign + ORDER) is OwnCode.MATCH


@pytest.mark.parametrize(
    ("payload", "own"),
    [
        (BANK, OwnCode.MATCH),
        ("https://qr.bank.example.cn/m/9999", OwnCode.CHANGED),
        ("https://qr.bank.example.cn.evil.cn/m/8123", OwnCode.CHANGED),
        ("https://qr.bank.example.cn@evil.cn/m/8123", OwnCode.CHANGED),
        ("https://qr.bаnk.example.cn/m/8123", OwnCode.CHANGED),
        ("https://qr.bank.example。cn/m/8123", OwnCode.CHANGED),
        ("https://www.example.cn/m/8123", None),
        (STRANGER, None),
    ],
)
def test_a_house_that_is_not_known_is_known_by_its_host(payload: str, own: OwnCode | None) -> None:
    assert judged(shop(BANK), payload) is own


@pytest.mark.parametrize(
    "payload",
    [
        "{}@pay.laoshop.cn/t/9999",
        "{}.pay.laoshop.cn/t/1",
        "pay.laoshop.cn.{}/t/1",
        "https://{}@pay.laoshop.cn/t/1",
    ],
)
@pytest.mark.parametrize("count", [13, 15, 20])
def test_signs_that_unfold_to_many_hide_no_swapped_code(payload: str, count: int) -> None:
    codes = shop("https://pay.laoshop.cn/t/8812")
    assert judged(codes, payload.format("\ufdfa" * count)) is OwnCode.CHANGED


def test_nothing_registered_says_nothing() -> None:
    assert judged(NO_OWN_CODES, WECHAT, STRANGER) is None


@pytest.mark.parametrize(
    "payload",
    [
        PAYMENT,
        "weixin://wxpay/bizpayurl?pr=abc",
        "https://qr.alipay.com/bax01",
        ORDER,
        "https://qr.alipay.com.evil.cn/fkx",
        "https://qr.bank.example.cn:8443/m/8123",
        "https://example.cn/\u202e",
        "hello",
        "tel:10086",
    ],
)
def test_what_cannot_be_a_shops_own_is_refused(payload: str) -> None:
    with pytest.raises(NotAShopCode) as refused:
        SHOP.entry(read(payload))
    assert payload not in str(refused.value)


def test_goods_are_refused() -> None:
    with pytest.raises(NotAShopCode):
        SHOP.entry(read(GOODS, "EAN13"))


def test_nothing_kept_says_what_the_code_says() -> None:
    shown = f"{SHOP!r} {SHOP.registered}"
    assert "Shop" not in shown
    assert "alipay.com" not in shown
    assert shop(WECHAT).registered != shop(WECHAT, key=b"x" * 32).registered


@pytest.mark.parametrize(
    ("verdict", "payloads", "own", "told"),
    [
        (Verdict.WRONG_CODE, [STRANGER], OwnCode.CHANGED, Verdict.SWAPPED),
        (Verdict.WRONG_CODE, [WECHAT], OwnCode.MATCH, Verdict.WRONG_CODE),
        (Verdict.READY, [PAYMENT, STRANGER], OwnCode.CHANGED, Verdict.READY),
        (Verdict.EXPIRED, [PAYMENT, STRANGER], OwnCode.CHANGED, Verdict.EXPIRED),
        (Verdict.READY, [PAYMENT], None, Verdict.READY),
    ],
)
def test_a_payment_code_in_view_keeps_its_verdict(
    verdict: Verdict, payloads: list[str], own: OwnCode | None, told: Verdict
) -> None:
    reads = tuple(read(payload) for payload in payloads)
    seen = Reading(verdict, reads, (), 1.0, datetime(2026, 11, 25, tzinfo=UTC))
    after = SHOP.judged(seen)
    assert (after.own, after.verdict) == (own, told)
    assert SHOP.judge(seen) is own


@pytest.mark.parametrize("payloads", [[WECHAT, STRANGER], [STRANGER, WECHAT], [WECHAT, UNIONPAY]])
def test_beside_the_shops_own_code_the_swapped_one_stands_first(payloads: list[str]) -> None:
    reads = tuple(read(payload) for payload in (*payloads, "https://example.org/menu"))
    seen = Reading(Verdict.WRONG_CODE, reads, (), 1.0, datetime(2026, 11, 25, tzinfo=UTC))
    after = SHOP.judged(seen)
    assert after.verdict is Verdict.SWAPPED
    assert after.reads[0].payload.reveal() in (STRANGER, UNIONPAY)
    assert len(after.reads) == len(reads)
    assert all(one in after.reads for one in reads)
    assert SHOP.strange(reads) == after.reads[:1]


NAMES = st.text("abcdXYZ0189-", min_size=1, max_size=12)
SHOPS = st.one_of(
    NAMES.map("wxp://f2f0{}".format),
    NAMES.map("https://qr.alipay.com/fkx{}".format),
    NAMES.map("https://qr.95516.com/00010000/{}".format),
    NAMES.map("https://qr.lakala.com/{}".format),
    NAMES.map(lambda name: merchant(("01", "11"), ("59", name))),
)


@given(SHOPS, SHOPS)
def test_only_the_registered_code_matches(registered: str, shown: str) -> None:
    own = judged(shop(registered), shown)
    assert (own is OwnCode.MATCH) is (registered == shown)
    if own is None:
        assert read(registered).kind != read(shown).kind


def test_a_sticker_of_another_wallet_is_found_where_the_display_is_shown() -> None:
    codes, sticker = shop("wxp://f2f0theShop"), [read("https://qr.alipay.com/fkx0000000000000")]
    assert codes.compare(sticker) is None
    assert codes.compare(sticker, on_display=True) is OwnCode.CHANGED
