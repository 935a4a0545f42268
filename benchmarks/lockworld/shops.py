"""What is true about the money: order books of the sandbox, sales on them, and lines that fail.

`BookDesk` stands where a provider's client stands and keeps its failure policy: a query raises what
a client would raise, a reverse whose fate is open answers `unknown`.
"""

import random
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.lockworld.parts import MemoryStore, run_here
from cashier.core.clock import Clock, ManualClock
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.desk.ports import OrderDesk
from cashier.history.store import Store
from cashier.playbook.playbook import Playbook
from cashier.providers import alipay_words
from cashier.providers.errors import GatewayUnreachable, UnreachableKind
from cashier.providers.gateway import OrderAnswer, OrderState, ReverseAnswer, ReverseOutcome
from cashier.providers.wechat_words import order_state, reverse_refusal
from cashier.sandbox import alipay_wire
from cashier.sandbox.orders import OPEN, CustomerAct, Order, OrderBook, Plan, Sale
from cashier.sandbox.wire import Refusal, TradeState

PROVIDERS = ("wechat", "alipay")


@dataclass(slots=True)
class Weather:
    """How likely a call fails on its way there, and its answer on its way back."""

    chance: random.Random
    lost_there: float = 0.08
    lost_back: float = 0.08
    no_line: float = 0.05
    busy: float = 0.05

    def clear_up(self) -> None:
        """From now on nothing gets lost."""
        self.lost_there = self.lost_back = self.no_line = self.busy = 0.0


class BookDesk:
    """A provider whose order book is at hand."""

    def __init__(
        self,
        name: str,
        book: OrderBook,
        clock: Clock,
        weather: Weather,
        on_reverse: Callable[[str], None],
    ) -> None:
        self._name = name
        self.book = book
        self._clock = clock
        self._weather = weather
        self._on_reverse = on_reverse

    @property
    def name(self) -> str:
        """The provider."""
        return self._name

    async def query(self, out_trade_no: str) -> OrderAnswer:
        """Look an order up."""
        sky, roll = self._weather, self._weather.chance.random
        if roll() < sky.no_line:
            raise GatewayUnreachable(UnreachableKind.connect, self._name)
        if roll() < sky.lost_there + sky.lost_back:
            raise GatewayUnreachable(UnreachableKind.timeout, self._name)
        state, order = OrderState.not_found, self.book.query(out_trade_no)
        if order is not None:
            state = word_of(self._name, order)
        if roll() < sky.busy:
            state, order = OrderState.unknown, None
        amount = Money(order.amount_fen) if order is not None else None
        return OrderAnswer(state, state.name, "", self._clock.now(), 0.0, amount=amount)

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        """Take an order back."""
        self._on_reverse(out_trade_no)
        if self._name == "alipay":
            return self._acted(lambda: self._ended_by_alipay(out_trade_no))
        return self._acted(lambda: _outcome(self.book.reverse(out_trade_no)))

    async def cancel(self, out_trade_no: str) -> ReverseAnswer:
        """Close an order that was not paid."""
        self._on_reverse(out_trade_no)
        return self._acted(lambda: self._close(out_trade_no))

    def _acted(self, act: Callable[[], ReverseOutcome]) -> ReverseAnswer:
        sky, roll = self._weather, self._weather.chance.random
        if roll() < sky.no_line:
            raise GatewayUnreachable(UnreachableKind.connect, self._name)
        if roll() < sky.lost_there or roll() < sky.busy:
            outcome = ReverseOutcome.unknown
        else:
            outcome = act()
            if roll() < sky.lost_back:
                outcome = ReverseOutcome.unknown
        return ReverseAnswer(outcome, outcome.name, "", self._clock.now(), 0.0)

    def _ended_by_alipay(self, out_trade_no: str) -> ReverseOutcome:
        """Take back what waits for its buyer as well as what was paid, as Alipay's cancel does."""
        order = self.book.query(out_trade_no)
        if order is None:
            return ReverseOutcome.not_found
        if order.state is TradeState.REFUND:
            return ReverseOutcome.refused
        self.book.customer(out_trade_no, CustomerAct.cancels)
        self.book.reverse(out_trade_no)
        return ReverseOutcome.reversed

    def _close(self, out_trade_no: str) -> ReverseOutcome:
        order = self.book.query(out_trade_no)
        if order is None:
            return ReverseOutcome.not_found
        if order.state is TradeState.USERPAYING and self._name == "alipay":
            self.book.customer(out_trade_no, CustomerAct.cancels)
            return ReverseOutcome.reversed
        if order.state is TradeState.USERPAYING:
            return ReverseOutcome.still_paying
        gone = (TradeState.CLOSED, TradeState.REVOKED)
        if order.state in gone or self.book.close(out_trade_no) is not None:
            return ReverseOutcome.reversed
        return ReverseOutcome.refused


def word_of(provider: str, order: Order) -> OrderState:
    """Return what a provider says of an order, as its client translates it."""
    if provider == "alipay":
        state = alipay_words.order_state(alipay_wire.trade_status(order))
        return OrderState.refunded if state is OrderState.closed and order.taken else state
    return order_state(order.state)


def _outcome(answer: Order | Refusal) -> ReverseOutcome:
    if isinstance(answer, Refusal):
        return reverse_refusal(answer.status, answer.code)
    return ReverseOutcome.reversed


class InProcess:
    """Both providers' books at hand, and a history without a file.

    The shop wants no alarms: they know nothing of money.
    """

    alarms = False

    def __init__(self, playbook: Playbook, chance: random.Random) -> None:
        self.clock = ManualClock()
        self.on_reverse: Callable[[str], None] = lambda _number: None
        self._weather = Weather(chance)
        self._store = MemoryStore(playbook)
        self.books = {name: OrderBook(self.clock, chance.randbytes) for name in PROVIDERS}
        self.desks: Mapping[str, OrderDesk] = {name: self._desk(name) for name in PROVIDERS}

    def open_store(self) -> Store:
        """Return what was kept."""
        return self._store

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - whatever is answered
        """Let a call happen here and now."""
        return run_here(work)

    def clear_up(self) -> None:
        """From now on nothing gets lost."""
        self._weather.clear_up()

    def _desk(self, name: str) -> BookDesk:
        def heard(number: str) -> None:
            self.on_reverse(number)

        return BookDesk(name, self.books[name], self.clock, self._weather, heard)


@dataclass(slots=True)
class Charge:
    """One sale that a till tried to charge: where its order is, and what the till shows.

    `lands_s` is when the request arrives at the provider; None for one that never does.
    `exempt` names why a second charge that is advised is no fault of the program's.
    """

    book: OrderBook
    number: str
    method: str
    amount: Money
    plan: Plan
    text: str
    dynamic: bool
    lands_s: float | None
    exempt: str = ""

    def land(self, now_s: float) -> None:
        """Let the request arrive, if it is time."""
        if self.lands_s is not None and now_s >= self.lands_s:
            self.lands_s = None
            code = Secret(f"13{abs(hash(self.number)) % 10**16:016d}")
            self.book.charge(Sale(self.number, self.amount.fen, code), self.plan)

    @property
    def order(self) -> Order | None:
        """The order as it stands."""
        return self.book.query(self.number)

    @property
    def holds_money(self) -> bool:
        """Whether the shop has the customer's money."""
        order = self.order
        return order is not None and order.taken > order.given_back

    @property
    def may_get_money(self) -> bool:
        """Whether the shop may still get it."""
        order = self.order
        return self.lands_s is not None or (order is not None and order.state in OPEN)
