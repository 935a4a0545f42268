"""The kinds of codes: the words, and which of them a till may charge. No judgement here."""

PAYMENT_KINDS = frozenset(
    {"wechat_payment", "alipay_payment", "unionpay_payment", "ecny_payment", "emv_customer"}
)
"""Codes a till may charge: bearer tokens, masked wherever they are shown."""

ORDER_KINDS = frozenset({"wechat_dynamic", "alipay_dynamic", "unionpay_dynamic"})
"""Codes made for one order: the customer scans them, once."""

RECEIVE_KINDS = frozenset(
    {"wechat_receive", "alipay_receive", "unionpay_receive", "aggregate", "emv_merchant"}
)
"""Codes of a shop or a person: the customer scans them, again and again."""

KINDS = PAYMENT_KINDS | ORDER_KINDS | RECEIVE_KINDS | {"goods_barcode", "other"}


def is_payment(kind: str) -> bool:
    """Whether a code of this kind is a bearer token that a till may charge."""
    return kind in PAYMENT_KINDS
