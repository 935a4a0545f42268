"""The dynamic codes of the sandbox's Alipay: one per order number, worth two hours, paid once.

As at the real gateway, an order that nobody scanned does not exist yet: it enters the order book
when a customer scans its code.
"""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.sandbox.orders import CustomerAct, Order, OrderBook, Plan, Sale
from cashier.sandbox.wire import TradeState

LIFE_S = 7200.0
_FRONT = "https://qr.alipay.com/bax"


@dataclass(frozen=True, slots=True)
class DynamicCode:
    """A code on the till's display, the order it is for, and who wants to hear of the payment."""

    text: str
    out_trade_no: str
    amount_fen: int
    notify_url: str
    until: float


class DynamicCodes:
    """Every code that was made and neither scanned nor withdrawn."""

    def __init__(
        self,
        orders: OrderBook,
        clock: Clock,
        token: Callable[[], str] = lambda: secrets.token_hex(10),
    ) -> None:
        self._orders = orders
        self._clock = clock
        self._token = token
        self._codes: dict[str, DynamicCode] = {}
        self._lock = threading.Lock()

    def make(self, out_trade_no: str, amount_fen: int, notify_url: str) -> DynamicCode | None:
        """Return the code for a number; None where the number is in use for something else."""
        with self._lock:
            known = self._codes.get(out_trade_no)
            if known is not None and known.amount_fen == amount_fen:
                return known
            if known is not None or self._orders.query(out_trade_no) is not None:
                return None
            code = DynamicCode(
                text=f"{_FRONT}{self._token()}",
                out_trade_no=out_trade_no,
                amount_fen=amount_fen,
                notify_url=notify_url,
                until=self._clock.monotonic() + LIFE_S,
            )
            self._codes[out_trade_no] = code
            return code

    def withdraw(self, out_trade_no: str) -> bool:
        """Make a code worthless; False where none was waiting."""
        with self._lock:
            return self._codes.pop(out_trade_no, None) is not None

    def scan(self, text: str, *, pays: bool) -> tuple[Order, DynamicCode] | None:
        """Let a customer scan a code and pay, or leave the phone asking; None for a dead code."""
        with self._lock:
            code = next((one for one in self._codes.values() if one.text == text), None)
            if code is None or self._clock.monotonic() > code.until:
                return None
            return self._paid(code, pays=pays)

    def _paid(self, code: DynamicCode, *, pays: bool) -> tuple[Order, DynamicCode] | None:
        known = self._orders.query(code.out_trade_no)
        if known is not None and known.state is not TradeState.USERPAYING:
            return None
        sale = Sale(code.out_trade_no, code.amount_fen, Secret(code.text))
        self._orders.charge(sale, Plan(TradeState.USERPAYING))
        if pays:
            self._orders.customer(code.out_trade_no, CustomerAct.enters_password)
        order = self._orders.query(code.out_trade_no)
        return None if order is None else (order, code)
