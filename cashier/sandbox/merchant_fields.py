"""Looks at the fields of a till's request as the real gateway does, before any order is touched."""

import re
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from cashier.sandbox.wire import Refusal, Refused, TradeType

PAYMENT_CODE = re.compile(r"1[0-5]\d{16}")
ORDER_NUMBER = re.compile(r"[0-9A-Za-z_\-*|]{1,32}")
_LONGEST_DESCRIPTION = 127
# A payment-code order has no callback and no limit on ways to pay; sending them is a mistake.
_NOT_FOR_CODES = frozenset({"notify_url", "limit_pay"})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def sale_flaw(asked: dict[str, Any]) -> Refusal | None:
    """Return what is wrong with a charge of a payment code."""
    payer, scene = asked.get("payer"), asked.get("scene_info")
    sound = (
        _order_is_sound(asked)
        and isinstance(payer, dict)
        and is_text(payer.get("auth_code"))
        and isinstance(scene, dict)
        and isinstance(scene.get("store_info"), dict)
    )
    if not sound:
        return Refused.parameters
    return Refused.extra_field if _NOT_FOR_CODES & asked.keys() else None


def offer_flaw(asked: dict[str, Any], trade_type: TradeType) -> Refusal | None:
    """Return what is wrong with an order that the customer is to scan or to open.

    The sandbox calls back on this machine only; any other address is refused.
    """
    if not _order_is_sound(asked) or not is_here(asked.get("notify_url")):
        return Refused.parameters
    payer = asked.get("payer")
    known = isinstance(payer, dict) and any(
        is_text(payer.get(name)) for name in ("openid", "sp_openid", "sub_openid")
    )
    return Refused.no_openid if trade_type is TradeType.JSAPI and not known else None


def is_here(address: object) -> bool:
    """Whether an address is one of this machine's own."""
    if not is_text(address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and parts.hostname in _LOOPBACK
    except ValueError:
        return False


def is_text(value: object) -> TypeGuard[str]:
    """Whether something is a text with anything in it."""
    return isinstance(value, str) and bool(value)


def _order_is_sound(asked: dict[str, Any]) -> bool:
    number, description, amount = (
        asked.get("out_trade_no"),
        asked.get("description"),
        asked.get("amount"),
    )
    return (
        is_text(number)
        and ORDER_NUMBER.fullmatch(number) is not None
        and is_text(description)
        and len(description) <= _LONGEST_DESCRIPTION
        and isinstance(amount, dict)
        and type(amount.get("total")) is int
        and amount["total"] > 0
    )
