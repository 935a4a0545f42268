"""What the calls of the older protocol do to the order book. Signed fields in, fields out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cashier.core.privacy import Secret
from cashier.sandbox.merchant_calls import made
from cashier.sandbox.merchant_fields import ORDER_NUMBER, PAYMENT_CODE
from cashier.sandbox.orders import Offer, Order, OrderBook, Plan, Sale
from cashier.sandbox.wire import BEIJING, STATE_TEXTS, Refusal, Refused, TradeState, TradeType

Fields = dict[str, str]
_WAITING = {
    "result_code": "FAIL",
    "err_code": "USERPAYING",
    "err_code_des": STATE_TEXTS[TradeState.USERPAYING],
}
_FAILED = {"result_code": "FAIL", "err_code": "TRADE_ERROR", "err_code_des": "交易错误"}
_LACKING = Refusal(200, "LACK_PARAMS", "缺少参数")
_UNBOUND = Refusal(200, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配")
_NO_APP = Refusal(200, "APPID_NOT_EXIST", "APPID不存在")


@dataclass(frozen=True, slots=True)
class V2Calls:
    """Charge, make a code, query, reverse and close for the one merchant of the sandbox."""

    mchid: str
    appid: str
    orders: OrderBook
    sub_mchid: str = ""

    def charge(self, asked: Fields, plan: Plan) -> Fields | Refusal:
        """Answer `/pay/micropay`: money that waits for a password is told as a failure."""
        flaw = self._flaw(asked, ("body", "out_trade_no", "total_fee", "auth_code"))
        if flaw is not None:
            return flaw
        if not PAYMENT_CODE.fullmatch(asked["auth_code"]):
            return Refused.not_a_code
        sale = Sale(asked["out_trade_no"], int(asked["total_fee"]), Secret(asked["auth_code"]))
        order = self.orders.charge(sale, plan)
        if isinstance(order, Refusal):
            return order
        if order.state is TradeState.SUCCESS:
            return self.paid(order)
        # Told as a failure although the order stands: a fault may tell it otherwise still.
        return _FAILED if order.state is TradeState.PAYERROR else _WAITING

    def offer(self, asked: Fields, plan: Plan) -> tuple[Order | None, Fields | Refusal]:
        """Answer `/pay/unifiedorder` for a code that the customer scans; the order comes along."""
        needed = ("body", "out_trade_no", "total_fee", "notify_url", "trade_type")
        flaw = self._flaw(asked, needed)
        if flaw is not None:
            return None, flaw
        if asked["trade_type"] != TradeType.NATIVE:
            return None, Refused.parameters
        wanted = Offer(
            asked["out_trade_no"], int(asked["total_fee"]), notify_url=asked["notify_url"]
        )
        order = self.orders.offer(wanted, plan)
        if isinstance(order, Refusal):
            return None, order
        made_of = {"trade_type": "NATIVE", "prepay_id": f"wx{order.transaction_id}"}
        return order, made_of | made(order)

    def query(self, asked: Fields) -> Fields | Refusal:
        """Answer `/pay/orderquery`, by either number."""
        by_id = "transaction_id" in asked
        flaw = self._flaw(asked, ("transaction_id",) if by_id else ("out_trade_no",))
        if flaw is not None:
            return flaw
        if by_id:
            order = self.orders.by_transaction(asked["transaction_id"])
        else:
            order = self.orders.query(asked["out_trade_no"])
        if order is None:
            return Refused.unknown_order
        state = {"trade_state": str(order.state), "trade_state_desc": STATE_TEXTS[order.state]}
        return self.paid(order) | state

    def reverse(self, asked: Fields) -> Fields | Refusal:
        """Answer `/secapi/pay/reverse`."""
        return self._act(asked, self.orders.reverse, {"recall": "N"})

    def close(self, asked: Fields) -> Fields | Refusal:
        """Answer `/pay/closeorder`."""
        return self._act(asked, self.orders.cancel, {})

    def paid(self, order: Order) -> Fields:
        """Return what is told of an order; of one that was never paid, only its number and sum."""
        named = {"out_trade_no": order.out_trade_no, "total_fee": str(order.amount_fen)}
        return named if order.paid_at is None else named | _payment(order, order.paid_at)

    def identity(self, asked: Fields) -> Fields:
        """Return what every signed answer repeats of who asked."""
        sub = {"sub_mch_id": self.sub_mchid} if "sub_mch_id" in asked else {}
        return {"appid": self.appid, "mch_id": self.mchid} | sub

    def _act(
        self, asked: Fields, act: Callable[[str], Order | Refusal], done: Fields
    ) -> Fields | Refusal:
        flaw = self._flaw(asked, ("out_trade_no",))
        if flaw is not None:
            return flaw
        order = act(asked["out_trade_no"])
        return order if isinstance(order, Refusal) else done

    def _flaw(self, asked: Fields, needed: tuple[str, ...]) -> Refusal | None:
        if not asked.get("appid"):
            return _NO_APP
        if asked["appid"] != self.appid:
            return _UNBOUND
        if asked.get("sub_mch_id", self.sub_mchid) != self.sub_mchid:
            return Refused.other_sub_mchid
        if any(not asked.get(name) for name in (*needed, "nonce_str")):
            return _LACKING
        amount = asked.get("total_fee", "1")
        sound = amount.isascii() and amount.isdigit() and int(amount[:12]) > 0
        number = ORDER_NUMBER.fullmatch(asked.get("out_trade_no", "x"))
        return None if sound and number else Refused.parameters


def _payment(order: Order, at: datetime) -> Fields:
    return {
        "openid": "oSandboxCustomer",
        "is_subscribe": "N",
        "trade_type": str(order.trade_type),
        "bank_type": order.bank_type,
        "fee_type": "CNY",
        "cash_fee": str(order.amount_fen),
        "transaction_id": order.transaction_id,
        "time_end": f"{at.astimezone(BEIJING):%Y%m%d%H%M%S}",
    }
