"""Payload → what sort of code it is. Pure: no I/O, bounded work, any text in, one of KINDS out.

A digit code that fits no payment pattern is a matter of the scan, not of the network: it is
`other`. The kind tells whose turn it is (a receive code is to be scanned *by* the customer); it
never proves who the owner of the code is.
"""

import re
from urllib.parse import unquote, urlsplit

from cashier.scan import emv

PAYMENT_KINDS = frozenset(
    {"wechat_payment", "alipay_payment", "unionpay_payment", "ecny_payment", "emv_customer"}
)
"""Codes a till may charge: bearer tokens, masked wherever they are shown."""

KINDS = PAYMENT_KINDS | {
    "wechat_dynamic",
    "alipay_dynamic",
    "unionpay_dynamic",
    "wechat_receive",
    "alipay_receive",
    "unionpay_receive",
    "aggregate",
    "emv_merchant",
    "goods_barcode",
    "other",
}

LONGEST = 4296
"""Characters in the longest QR code; anything longer did not come from one."""

_PAYMENT = (
    ("wechat_payment", re.compile(r"1[0-5][0-9]{16}")),
    ("alipay_payment", re.compile(r"(?:2[5-9]|30)[0-9]{14,22}")),
    ("unionpay_payment", re.compile(r"62[0-9]{17}")),
    ("ecny_payment", re.compile(r"01[0-9]{17}")),
)
_RETAIL = frozenset({"EAN13", "EAN8", "UPCA", "UPCE", "EANUPC", "ISBN"})
_LINEAR = frozenset({"Code128", "ITF", "ITF14"})
_GOODS_LENGTHS = frozenset({8, 12, 13, 14})

# Houses that give shops one code for every wallet. A shop's own list comes with its settings.
_AGGREGATORS = (
    "shouqianba.com",
    "chinaums.com",
    "lakala.com",
    "allinpay.com",
    "swiftpass.cn",
    "fuioupay.com",
    "leshuazf.com",
    "suixingpay.com",
    "ysepay.com",
)


def kind_of(payload: str, symbology: str = "QRCode") -> str:
    """Return the kind of a payload read from a symbol of the given symbology."""
    text = payload.strip()
    if not text or len(text) > LONGEST:
        return "other"
    if symbology in _RETAIL:
        return "goods_barcode"
    for kind, pattern in _PAYMENT:
        if pattern.fullmatch(text):
            return kind
    if symbology in _LINEAR:
        return "goods_barcode" if _is_goods_number(text) else "other"
    return _emv_kind(text) or _link_kind(text) or "other"


def is_payment(kind: str) -> bool:
    """Whether a code of this kind is a bearer token that a till may charge."""
    return kind in PAYMENT_KINDS


def _is_goods_number(text: str) -> bool:
    """Whether the digits are a GTIN: its length, and a check digit that adds up."""
    if len(text) not in _GOODS_LENGTHS or not (text.isascii() and text.isdigit()):
        return False
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(text)))
    return total % 10 == 0


def _emv_kind(text: str) -> str | None:
    if emv.is_customer_code(text):
        return "emv_customer"
    merchant = emv.merchant_code(text)
    if merchant is None:
        return None
    return "unionpay_dynamic" if merchant.dynamic and merchant.unionpay_only else "emv_merchant"


def _link_kind(text: str) -> str | None:
    try:
        parts = urlsplit(unquote(text, errors="replace"))
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    path = parts.path.lower()
    match parts.scheme:
        case "wxp":
            return "wechat_receive"
        case "weixin":
            return "wechat_dynamic" if host == "wxpay" and "bizpayurl" in path else None
        case "http" | "https":
            return _web_kind(host, path)
    return None


def _web_kind(host: str, path: str) -> str | None:
    if host == "qr.alipay.com":
        return "alipay_dynamic" if path.startswith("/bax") else "alipay_receive"
    if host == "qr.95516.com":
        return "unionpay_receive"
    if host == "payapp.weixin.qq.com" or (host == "wx.tenpay.com" and path.startswith("/f2f")):
        return "wechat_receive"
    if any(host == house or host.endswith("." + house) for house in _AGGREGATORS):
        return "aggregate"
    return None
