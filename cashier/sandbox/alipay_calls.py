"""What an app's calls do to the order book: a checked request in, the fields of an answer out.

No HTTP, no keys. Limits are those of Alipay's own sandbox: money comes from the balance only, the
phone asks for a password above 2000 yuan, and a refund is for the whole amount, once.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cashier.core.errors import CashierError
from cashier.core.json_text import json_object
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.sandbox import alipay_wire as wire
from cashier.sandbox.alipay_codes import DynamicCodes
from cashier.sandbox.alipay_wire import AlipayNo
from cashier.sandbox.orders import CustomerAct, Order, OrderBook, Plan, Sale
from cashier.sandbox.wire import BEIJING, Refusal, TradeState

PASSWORD_ABOVE_FEN = 200_000
_PAYMENT_CODE = re.compile(r"(2[5-9]|30)\d{14,22}")
_ORDER_NUMBER = re.compile(r"[0-9A-Za-z_\-]{1,64}")

Content = dict[str, Any]
Told = Content | AlipayNo
Asked = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a call meets: how a charged order will go, where notices are wanted."""

    plan: Plan | None = None
    notify_url: str = ""


@dataclass(frozen=True, slots=True)
class AlipayCalls:
    """The calls of the one app of the sandbox."""

    orders: OrderBook
    codes: DynamicCodes

    def answer(self, method: str, biz_content: str, met: Circumstances) -> Told:
        """Answer a call; a method that is not offered is an invalid parameter."""
        act = self._acts().get(method)
        asked = json_object(biz_content)
        if act is None or asked is None or not _sound_number(asked):
            return wire.INVALID
        return act(asked, met)

    def _acts(self) -> dict[str, Callable[[Asked, Circumstances], Told]]:
        return {
            "alipay.trade.pay": self._pay,
            "alipay.trade.precreate": self._precreate,
            "alipay.trade.query": self._query,
            "alipay.trade.cancel": self._cancel,
            "alipay.trade.close": self._close,
            "alipay.trade.refund": self._refund,
        }

    def _pay(self, asked: Asked, met: Circumstances) -> Told:
        fen = _fen(asked.get("total_amount"))
        scene, subject = asked.get("scene"), asked.get("subject")
        if fen is None or scene != "bar_code" or not subject:
            return wire.INVALID
        if "hb_fq_num" in str(asked.get("extend_params", "")):
            return wire.NO_INSTRUMENTS
        auth_code = str(asked.get("auth_code", ""))
        if not _PAYMENT_CODE.fullmatch(auth_code):
            return wire.CODE_INVALID
        asks = fen > PASSWORD_ABOVE_FEN
        plan = met.plan or Plan(TradeState.USERPAYING if asks else TradeState.SUCCESS)
        order = self.orders.charge(Sale(asked["out_trade_no"], fen, Secret(auth_code)), plan)
        if isinstance(order, Refusal):
            return wire.refusal_words(order)
        return _charged(order)

    def _precreate(self, asked: Asked, met: Circumstances) -> Told:
        fen, number = _fen(asked.get("total_amount")), asked["out_trade_no"]
        if fen is None or not asked.get("subject"):
            return wire.INVALID
        code = self.codes.make(number, fen, met.notify_url)
        if code is None:
            return wire.REPEATED_QR
        return _done({"out_trade_no": number, "qr_code": code.text})

    def _query(self, asked: Asked, _met: Circumstances) -> Told:
        order = self.orders.query(asked["out_trade_no"])
        if order is None:
            return wire.NO_SUCH_TRADE
        return _done(_trade(order) | {"trade_status": wire.trade_status(order)} | _money(order))

    def _cancel(self, asked: Asked, _met: Circumstances) -> Told:
        number = asked["out_trade_no"]
        told = {"out_trade_no": number, "retry_flag": "N"}
        order = self.orders.query(number)
        if order is None:
            self.codes.withdraw(number)
            return _done(told)
        if order.state is TradeState.REFUND:
            return wire.REFUNDED_ALREADY
        if order.state is TradeState.USERPAYING:
            self.orders.customer(number, CustomerAct.cancels)
        over = self.orders.reverse(number)
        gave_back = isinstance(over, Order) and over.given_back
        action = "refund" if gave_back else "close"
        return _done(told | {"trade_no": trade_no(order), "action": action})

    def _close(self, asked: Asked, _met: Circumstances) -> Told:
        number = asked["out_trade_no"]
        order = self.orders.query(number)
        if order is None:
            return wire.NO_SUCH_TRADE
        if order.state is TradeState.USERPAYING:
            closed = self.orders.customer(number, CustomerAct.cancels)
        else:
            closed = self.orders.close(number)
        return wire.STATUS_ERROR if closed is None else _done(_names(order))

    def _refund(self, asked: Asked, _met: Circumstances) -> Told:
        number = asked["out_trade_no"]
        order = self.orders.query(number)
        if order is None:
            return wire.NO_SUCH_TRADE
        if _fen(asked.get("refund_amount")) != order.amount_fen:
            return wire.REFUND_AMOUNT
        if self.orders.refund(number) is None:
            return wire.NO_REFUND
        amount = Money(order.amount_fen).yuan
        return _done(_names(order) | {"fund_change": "Y", "refund_fee": amount})


_UNPAID = {"buyer_pay_amount": "0.00", "receipt_amount": "0.00"}


def trade_no(order: Order) -> str:
    """Return Alipay's own number of an order."""
    return f"22001{order.transaction_id[-23:]}"


def _names(order: Order) -> Content:
    return {"out_trade_no": order.out_trade_no, "trade_no": trade_no(order)}


def _trade(order: Order) -> Content:
    return _names(order) | {"total_amount": Money(order.amount_fen).yuan}


def _money(order: Order) -> Content:
    if order.paid_at is None:
        return _UNPAID
    amount = Money(order.amount_fen).yuan
    return {
        "buyer_pay_amount": amount,
        "receipt_amount": amount,
        "send_pay_date": f"{order.paid_at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}",
        "fund_bill_list": [{"amount": amount, "fund_channel": "ALIPAYACCOUNT"}],
        "buyer_logon_id": "san***@sandbox.com",
    }


def _charged(order: Order) -> Told:
    if order.state is TradeState.SUCCESS:
        return _done(_trade(order) | _money(order))
    if order.state in {TradeState.USERPAYING, TradeState.NOTPAY}:
        return {"code": wire.WAITING, "msg": "order success pay inprocess"} | _trade(order)
    return wire.FAILED


def _done(fields: Mapping[str, Any]) -> Content:
    return {"code": wire.DONE, "msg": "Success"} | dict(fields)


def _sound_number(asked: Asked) -> bool:
    number = asked.get("out_trade_no")
    return isinstance(number, str) and _ORDER_NUMBER.fullmatch(number) is not None


def _fen(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        fen = Money.parse(str(value)).fen
    except CashierError:
        return None
    return fen or None
