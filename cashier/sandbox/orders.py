"""The sandbox's truth about orders and money: a state machine without HTTP.

Time comes from the clock, so nothing here waits. Payment codes are remembered only as keyed marks.
"""

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.sandbox.order import CustomerAct as CustomerAct
from cashier.sandbox.order import Offer as Offer
from cashier.sandbox.order import Order as Order
from cashier.sandbox.order import Plan as Plan
from cashier.sandbox.order import Sale as Sale
from cashier.sandbox.wire import Refusal, Refused, TradeState, TradeType

OPEN = frozenset({TradeState.NOTPAY, TradeState.USERPAYING})
# A dynamic code can be scanned for two hours.
CODE_LIFE_S = 7200.0


class OrderBook:
    """Every order of the sandbox. Safe to use from the server's thread and a test's at once.

    `pace` shortens what takes a customer time: 0.1 is ten times as quick.
    """

    def __init__(self, clock: Clock, entropy: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self.pace = 1.0
        self._clock = clock
        self._mark_key = entropy(32)
        self._orders: dict[str, Order] = {}
        self._marks: dict[bytes, str] = {}
        self._followers: dict[str, Callable[[], None]] = {}
        self._lock = threading.RLock()

    def charge(self, sale: Sale, plan: Plan) -> Order | Refusal:
        """Take a charge that passed the gate. A repeat of the very same charge changes nothing."""
        with self._lock:
            mark = self._mark(sale.auth_code)
            known = self.query(sale.out_trade_no)
            if known is not None:
                return _repeat(known, sale, mark)
            if mark in self._marks:
                return Refused.code_used
            return self._place(sale, plan, mark)

    def offer(self, offer: Offer, plan: Plan) -> Order | Refusal:
        """Make an order for the customer to scan; asked for again, it is the same one."""
        with self._lock:
            known = self.query(offer.out_trade_no)
            if known is None:
                return self._offer(offer, plan)
            if known.state is TradeState.NOTPAY:
                same = (known.amount_fen, known.trade_type) == (offer.amount_fen, offer.trade_type)
                return known if same else Refused.other_sale
            return Refused.already_paid if known.taken else Refused.already_closed

    def query(self, out_trade_no: str) -> Order | None:
        """Return the order as it stands now, after what time has done to it."""
        with self._lock:
            order = self._orders.get(out_trade_no)
            if order is None or order.due is None or self._clock.monotonic() < order.due:
                return order
            overdue = timedelta(seconds=self._clock.monotonic() - order.due)
            return self._keep(order.turned(order.plan.then), self._clock.now() - overdue)

    def by_transaction(self, transaction_id: str) -> Order | None:
        """Return the order that the gateway gave this number of its own."""
        return next((one for one in self.all() if one.transaction_id == transaction_id), None)

    def follow(self, out_trade_no: str, call: Callable[[], None]) -> None:
        """Call `call`, on whichever thread it happens, each time this order changes."""
        with self._lock:
            self._followers[out_trade_no] = call

    def reverse(self, out_trade_no: str) -> Order | Refusal:
        """Take an order back: an unpaid one can never be paid again, a paid one is refunded."""
        with self._lock:
            order = self.query(out_trade_no)
            if order is None:
                return Refused.unknown_order
            if order.trade_type is not TradeType.MICROPAY:
                return Refused.only_close
            if order.state is TradeState.USERPAYING:
                return Refused.still_paying
            if order.state is TradeState.CLOSED:
                return Refused.already_closed
            if order.state in {TradeState.REVOKED, TradeState.REFUND}:
                return order
            return self._keep(order.turned(TradeState.REVOKED))

    def cancel(self, out_trade_no: str) -> Order | Refusal:
        """Close an order that waits to be scanned; what the till scanned can only be reversed."""
        with self._lock:
            order = self.query(out_trade_no)
            if order is None:
                return Refused.unknown_order
            if order.trade_type is TradeType.MICROPAY:
                return Refused.only_reverse
            if order.state is TradeState.USERPAYING:
                return Refused.still_paying
            if order.state is TradeState.NOTPAY:
                return self._keep(order.turned(TradeState.CLOSED))
            return Refused.already_paid if order.taken else Refused.already_closed

    def customer(self, out_trade_no: str, act: CustomerAct) -> Order | None:
        """Let the customer act on the phone; None when the phone is not asking anything."""
        with self._lock:
            order = self.query(out_trade_no)
            if order is not None and act is CustomerAct.pays:
                return self._scanned(order)
            if order is None or order.state is not TradeState.USERPAYING:
                return None
            if act is CustomerAct.cancels:
                return self._keep(order.turned(TradeState.PAYERROR))
            if act is CustomerAct.chooses_other:
                other = replace(order, bank_type="ICBC_DEBIT")
                return self._keep(other.turned(TradeState.SUCCESS))
            return self._keep(order.turned(order.plan.password))

    def refund(self, out_trade_no: str) -> Order | None:
        """Give the money of a paid order back, as the shop's back office can."""
        return self._act(out_trade_no, frozenset({TradeState.SUCCESS}), TradeState.REFUND)

    def close(self, out_trade_no: str) -> Order | None:
        """Close an unpaid order, as the shop's back office can."""
        return self._act(out_trade_no, frozenset({TradeState.NOTPAY}), TradeState.CLOSED)

    def all(self) -> tuple[Order, ...]:
        """Return every order as it stands now, oldest first."""
        with self._lock:
            return tuple(order for order in map(self.query, list(self._orders)) if order)

    def _act(
        self, out_trade_no: str, only_from: frozenset[TradeState], to: TradeState
    ) -> Order | None:
        with self._lock:
            order = self.query(out_trade_no)
            if order is None or order.state not in only_from:
                return None
            return self._keep(order.turned(to))

    def _scanned(self, order: Order) -> Order | None:
        if order.trade_type is TradeType.MICROPAY or order.state is not TradeState.NOTPAY:
            return None
        return self._keep(order.turned(TradeState.SUCCESS))

    def _offer(self, offer: Offer, plan: Plan) -> Order:
        scanned = plan.after_s is not None
        wait = (plan.after_s or 0.0) * self.pace if scanned else CODE_LIFE_S
        return self._keep(
            Order(
                out_trade_no=offer.out_trade_no,
                amount_fen=offer.amount_fen,
                code_mark=b"",
                state=TradeState.NOTPAY,
                plan=plan if scanned else Plan(then=TradeState.CLOSED),
                due=self._clock.monotonic() + wait,
                transaction_id=self._next_id(),
                trade_type=offer.trade_type,
                notify_url=offer.notify_url,
            )
        )

    def _next_id(self) -> str:
        return f"42000{len(self._orders) + 1:023d}"

    def _place(self, sale: Sale, plan: Plan, mark: bytes) -> Order:
        waits = plan.after_s is not None and plan.at_once in OPEN
        self._marks[mark] = sale.out_trade_no
        return self._keep(
            Order(
                out_trade_no=sale.out_trade_no,
                amount_fen=sale.amount_fen,
                code_mark=mark,
                state=plan.at_once,
                plan=plan,
                due=self._clock.monotonic() + (plan.after_s or 0.0) * self.pace if waits else None,
                transaction_id=self._next_id(),
                taken=int(plan.at_once is TradeState.SUCCESS),
            )
        )

    def _keep(self, order: Order, when: datetime | None = None) -> Order:
        """Keep what became of an order, now or at the moment that is only now looked at."""
        if order.taken and order.paid_at is None:
            order = replace(order, paid_at=when or self._clock.now())
        self._orders[order.out_trade_no] = order
        follower = self._followers.get(order.out_trade_no)
        if follower is not None:
            follower()
        return order

    def _mark(self, auth_code: Secret) -> bytes:
        return hashlib.blake2b(auth_code.reveal().encode(), key=self._mark_key).digest()


def _repeat(known: Order, sale: Sale, mark: bytes) -> Order | Refusal:
    if known.state is TradeState.SUCCESS:
        return Refused.already_paid
    if known.state is TradeState.REVOKED:
        return Refused.already_reversed
    if known.state in {TradeState.CLOSED, TradeState.REFUND}:
        return Refused.already_closed
    if mark != known.code_mark or sale.amount_fen != known.amount_fen:
        return Refused.number_used
    return Refused.failed_before if known.state is TradeState.PAYERROR else known
