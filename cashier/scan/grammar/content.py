"""A payload and its symbology → what it is: kind, when it dies, what is strange about it. Pure.

The way into this package. Any text is answered within milliseconds and none raises. A digit code
that fits no payment pattern is a matter of the scan, not of the network: it is `other`.
"""

from dataclasses import dataclass
from datetime import datetime

from cashier.scan.grammar.customer import HEAD as CUSTOMER_HEAD
from cashier.scan.grammar.customer import customer_code
from cashier.scan.grammar.goods import LINEAR, RETAIL, has_goods_length, is_goods_number
from cashier.scan.grammar.links import link_kind, link_of, undone
from cashier.scan.grammar.look_alike import imitates
from cashier.scan.grammar.merchant import MerchantCode, merchant_code
from cashier.scan.grammar.oddities import Oddity, sign_oddities, sorted_by_weight
from cashier.scan.grammar.payment import payment_kind

LONGEST = 4296
"""Characters in the longest QR code; anything longer did not come from one."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a code says.

    Attributes:
        kind: one of KINDS.
        expires_at: when the code is surely dead, where its payload names a time: the end of the
            card in an EMV customer code, PayNow's field in a merchant's. The digits of payment
            codes and the links of WeChat, Alipay and UnionPay carry none.
        oddities: `Oddity` codes, the worst first.
    """

    kind: str
    expires_at: datetime | None = None
    oddities: tuple[str, ...] = ()


def content_of(payload: str, symbology: str = "QRCode") -> Content:
    """Return what a payload, read from a symbol of a symbology, is; blanks around it are nothing.

    Args:
        payload: any text at all.
        symbology: as the reading engine names it; it decides only where digits are ambiguous.
    """
    if len(payload) > LONGEST:
        return Content("other", None, (Oddity.TOO_LONG.value,))
    text = payload.strip()
    found = _by_digits(text, symbology) or _by_structure(text) or _by_link(text)
    return Content(
        found.kind,
        found.expires_at,
        sorted_by_weight({Oddity(one) for one in found.oddities} | sign_oddities(text)),
    )


def kind_of(payload: str, symbology: str = "QRCode") -> str:
    """Return the kind alone."""
    return content_of(payload, symbology).kind


def _by_digits(text: str, symbology: str) -> Content | None:
    """Return what digits alone say; bars say nothing else that is known."""
    if symbology in RETAIL and text:
        return Content("goods_barcode")
    payment = payment_kind(text)
    if payment is not None:
        return Content(payment)
    if symbology not in LINEAR:
        return None
    if is_goods_number(text):
        return Content("goods_barcode")
    wrong = (Oddity.CHECK_DIGIT.value,) if has_goods_length(text) else ()
    return Content("other", None, wrong)


def _by_structure(text: str) -> Content | None:
    """Return what an EMV code says, or which way it is broken; None for other texts."""
    customer = customer_code(text)
    if customer is not None:
        return Content("emv_customer", customer.expires_at)
    if text.startswith(CUSTOMER_HEAD):
        return Content("other", None, (Oddity.BROKEN_TLV.value,))
    merchant = merchant_code(text)
    if isinstance(merchant, MerchantCode):
        kind = "emv_merchant"
        if merchant.dynamic and merchant.unionpay_only:
            kind = "unionpay_dynamic"
        torn = (Oddity.BROKEN_TLV.value,) if merchant.torn else ()
        return Content(kind, merchant.expires_at, torn)
    return None if merchant is None else Content("other", None, (merchant.value,))


def _by_link(text: str) -> Content:
    spelt = undone(text)
    link = link_of(spelt)
    if imitates(spelt, link):
        return Content("other", None, (Oddity.LOOK_ALIKE_HOST.value,))
    return Content((link_kind(link) if link is not None else None) or "other")
