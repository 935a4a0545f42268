"""What the merchant's calls do to the order book: a verified body in, an answer out. No HTTP."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cashier.core.json_text import json_object
from cashier.core.privacy import Secret
from cashier.sandbox.merchant_fields import (
    PAYMENT_CODE,
    offer_flaw,
    sale_flaw,
)
from cashier.sandbox.orders import Offer, Order, OrderBook, Plan, Sale
from cashier.sandbox.wire import STATE_TEXTS, Refusal, Refused, TradeState, TradeType, stamp

_ACCEPTED = 202
_NO_CONTENT = 204


@dataclass(frozen=True, slots=True)
class Answer:
    """A 2xx answer before it is signed; a 204 has no content."""

    status: int
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MerchantCalls:
    """Every call about orders, for the one merchant of the sandbox.

    With `sub_mchid` the merchant calls as the service provider of that shop, and names both.
    """

    mchid: str
    appid: str
    orders: OrderBook
    sub_mchid: str = ""

    def charge(self, body: bytes, plan: Plan) -> Answer | Refusal:
        """Answer `POST …/codepay`."""
        asked = json_object(body) or {}
        flaw = self._identity_flaw(asked, app=True) or sale_flaw(asked)
        if flaw is not None:
            return flaw
        auth_code = asked["payer"]["auth_code"]
        if not PAYMENT_CODE.fullmatch(auth_code):
            return Refused.not_a_code
        sale = Sale(asked["out_trade_no"], asked["amount"]["total"], Secret(auth_code))
        order = self.orders.charge(sale, plan)
        return order if isinstance(order, Refusal) else self._told(order, charging=True)

    def offer(
        self, body: bytes, trade_type: TradeType, plan: Plan
    ) -> tuple[Order | None, Answer | Refusal]:
        """Answer `POST …/native` and `…/jsapi`; the order comes along for who follows it."""
        asked = json_object(body) or {}
        flaw = self._identity_flaw(asked, app=True) or offer_flaw(asked, trade_type)
        if flaw is not None:
            return None, flaw
        offer = Offer(
            asked["out_trade_no"], asked["amount"]["total"], trade_type, asked["notify_url"]
        )
        order = self.orders.offer(offer, plan)
        if isinstance(order, Refusal):
            return None, order
        return order, Answer(200, made(order))

    def query(self, out_trade_no: str, mchid: str) -> Answer | Refusal:
        """Answer `GET …/out-trade-no/{no}?mchid=` of a merchant by itself."""
        return self.look({"mchid": mchid} if mchid else {}, out_trade_no=out_trade_no)

    def look(
        self,
        stated: dict[str, str],
        *,
        out_trade_no: str = "",
        transaction: str = "",
    ) -> Answer | Refusal:
        """Answer a query by either number; `stated` is what its address says about the caller."""
        if not stated:
            return Refused.parameters
        flaw = self._identity_flaw(stated, app=False)
        if flaw is not None:
            return flaw
        book = self.orders
        order = book.by_transaction(transaction) if transaction else book.query(out_trade_no)
        return Refused.unknown_order if order is None else self._told(order, charging=False)

    def reverse(self, out_trade_no: str, body: bytes) -> Answer | Refusal:
        """Answer `POST …/out-trade-no/{no}/reverse`."""
        told = self._identity(app=True) | {"out_trade_no": out_trade_no}
        return self._act(body, out_trade_no, self.orders.reverse, Answer(200, told))

    def close(self, out_trade_no: str, body: bytes) -> Answer | Refusal:
        """Answer `POST …/out-trade-no/{no}/close`."""
        return self._act(body, out_trade_no, self.orders.cancel, Answer(_NO_CONTENT, {}))

    def paid_content(self, order: Order) -> dict[str, Any]:
        """Return what a callback about a paid order says."""
        return self._told(order, charging=False).content

    def _act(
        self,
        body: bytes,
        out_trade_no: str,
        act: Callable[[str], Order | Refusal],
        done: Answer,
    ) -> Answer | Refusal:
        app = done.status != _NO_CONTENT
        flaw = self._identity_flaw(json_object(body) or {}, app=app)
        if flaw is not None:
            return flaw
        order = act(out_trade_no)
        return order if isinstance(order, Refusal) else done

    def _identity(self, *, app: bool) -> dict[str, str]:
        if self.sub_mchid:
            names = {"sp_appid": self.appid, "sp_mchid": self.mchid, "sub_mchid": self.sub_mchid}
        else:
            names = {"appid": self.appid, "mchid": self.mchid}
        return {name: value for name, value in names.items() if app or not name.endswith("appid")}

    def _identity_flaw(self, asked: dict[str, Any], *, app: bool) -> Refusal | None:
        if not asked:
            return Refused.parameters
        wrong = [name for name, due in self._identity(app=app).items() if asked.get(name) != due]
        # In the order in which the real one looks: whose call, for which shop, from which app.
        for name in ("mchid", "sp_mchid", "sub_mchid", "appid", "sp_appid"):
            if name in wrong:
                return _FLAWS[name] if asked.get(name) else _ABSENT.get(name, _FLAWS[name])
        return None

    def _told(self, order: Order, *, charging: bool) -> Answer:
        content: dict[str, Any] = self._identity(app=True) | {
            "out_trade_no": order.out_trade_no,
            "trade_type": str(order.trade_type),
            "trade_state": str(order.state),
            "trade_state_desc": STATE_TEXTS[order.state],
            "amount": {"total": order.amount_fen, "currency": "CNY"},
        }
        if order.paid_at is not None:
            content["transaction_id"] = order.transaction_id
            content["bank_type"] = order.bank_type
            content["success_time"] = stamp(order.paid_at)
            openid = "sp_openid" if self.sub_mchid else "openid"
            content["payer"] = {openid: "oSandboxCustomer"}
        unsettled = order.state in {TradeState.USERPAYING, TradeState.NOTPAY}
        return Answer(_ACCEPTED if charging and unsettled else 200, content)


_FLAWS = {
    "mchid": Refused.other_mchid,
    "sp_mchid": Refused.other_mchid,
    "sub_mchid": Refused.other_sub_mchid,
    "appid": Refused.other_appid,
    "sp_appid": Refused.other_appid,
}
_ABSENT = {"sub_mchid": Refused.no_sub_mchid, "sp_appid": Refused.busy}


def made(order: Order) -> dict[str, str]:
    """Return what a till hears for an order that the customer is to scan or to open."""
    if order.trade_type is TradeType.JSAPI:
        return {"prepay_id": f"wx{order.transaction_id}"}
    return {"code_url": f"weixin://wxpay/bizpayurl?pr={order.transaction_id[-9:]}zz"}
