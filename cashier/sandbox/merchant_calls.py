"""What the merchant's calls do to the order book: a verified body in, an answer out. No HTTP."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeGuard

from cashier.core.privacy import Secret
from cashier.sandbox.orders import Order, OrderBook, Plan, Sale
from cashier.sandbox.wire import STATE_TEXTS, Refusal, Refused, TradeState

_PAYMENT_CODE = re.compile(r"1[0-5]\d{16}")
_ORDER_NUMBER = re.compile(r"[0-9A-Za-z_\-*|]{1,32}")
_ACCEPTED = 202


@dataclass(frozen=True, slots=True)
class Answer:
    """A 2xx answer before it is signed."""

    status: int
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MerchantCalls:
    """Charge, query and reverse for the one merchant of the sandbox."""

    mchid: str
    appid: str
    orders: OrderBook

    def charge(self, body: bytes, plan: Plan, now: datetime) -> Answer | Refusal:
        """Answer `POST /v3/pay/transactions/codepay`."""
        sale = self._sale(body)
        if isinstance(sale, Refusal):
            return sale
        order = self.orders.charge(sale, plan)
        return order if isinstance(order, Refusal) else self._told(order, now, charging=True)

    def query(self, out_trade_no: str, mchid: str, now: datetime) -> Answer | Refusal:
        """Answer `GET …/out-trade-no/{no}?mchid=`."""
        if not mchid:
            return Refused.parameters
        if mchid != self.mchid:
            return Refused.other_mchid
        order = self.orders.query(out_trade_no)
        return Refused.unknown_order if order is None else self._told(order, now, charging=False)

    def reverse(self, out_trade_no: str, body: bytes) -> Answer | Refusal:
        """Answer `POST …/out-trade-no/{no}/reverse`."""
        asked = _json_object(body)
        if asked is None:
            return Refused.parameters
        refusal = self._identity_flaw(asked)
        if refusal is not None:
            return refusal
        order = self.orders.reverse(out_trade_no)
        if isinstance(order, Refusal):
            return order
        return Answer(200, {"appid": self.appid, "mchid": self.mchid, "out_trade_no": out_trade_no})

    def _sale(self, body: bytes) -> Sale | Refusal:
        asked = _json_object(body)
        if asked is None:
            return Refused.parameters
        refusal = self._identity_flaw(asked) or _field_flaw(asked)
        if refusal is not None:
            return refusal
        auth_code = asked["payer"]["auth_code"]
        if not _PAYMENT_CODE.fullmatch(auth_code):
            return Refused.not_a_code
        return Sale(asked["out_trade_no"], asked["amount"]["total"], Secret(auth_code))

    def _identity_flaw(self, asked: dict[str, Any]) -> Refusal | None:
        if asked.get("mchid") != self.mchid:
            return Refused.other_mchid
        return None if asked.get("appid") == self.appid else Refused.other_appid

    def _told(self, order: Order, now: datetime, *, charging: bool) -> Answer:
        content: dict[str, Any] = {
            "appid": self.appid,
            "mchid": self.mchid,
            "out_trade_no": order.out_trade_no,
            "trade_type": "MICROPAY",
            "trade_state": str(order.state),
            "trade_state_desc": STATE_TEXTS[order.state],
            "amount": {"total": order.amount_fen, "currency": "CNY"},
        }
        if order.taken:
            content["transaction_id"] = order.transaction_id
            content["bank_type"] = order.bank_type
            content["success_time"] = now.isoformat(timespec="seconds")
            content["payer"] = {"openid": "oSandboxCustomer"}
        unsettled = order.state in {TradeState.USERPAYING, TradeState.NOTPAY}
        return Answer(_ACCEPTED if charging and unsettled else 200, content)


def _json_object(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _field_flaw(asked: dict[str, Any]) -> Refusal | None:
    payer, amount, scene = asked.get("payer"), asked.get("amount"), asked.get("scene_info")
    number, description = asked.get("out_trade_no"), asked.get("description")
    sound = (
        _is_text(number)
        and _ORDER_NUMBER.fullmatch(number) is not None
        and _is_text(description)
        and isinstance(payer, dict)
        and _is_text(payer.get("auth_code"))
        and isinstance(amount, dict)
        and type(amount.get("total")) is int
        and amount["total"] > 0
        and isinstance(scene, dict)
        and isinstance(scene.get("store_info"), dict)
    )
    return None if sound else Refused.parameters


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value)
