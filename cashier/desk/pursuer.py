"""Follows an order that is not known until it is: queries by itself, reverses only when told.

The provider answers on the network thread; answers come back to the desk's thread through `post`.
It stops by itself at a final state and can be told to ask at once.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import structlog

from cashier.cases import events as happened
from cashier.core.errors import CashierError
from cashier.desk.casework import Casework
from cashier.desk.live import LiveCase
from cashier.desk.ports import Network, OrderDesk
from cashier.desk.pursuit import next_query_in
from cashier.providers.gateway import OrderAnswer, OrderState, ReverseAnswer
from cashier.register.report import OrderNumber

log = structlog.get_logger()
Post = Callable[[Callable[[], Any]], Any]


class Pursuer:
    """Queries and reverses for the desk. Without a provider it never asks anything."""

    def __init__(
        self, work: Casework, gateway: OrderDesk | None, network: Network, post: Post
    ) -> None:
        self._work = work
        self._gateway = gateway
        self._network = network
        self._post = post
        self._stopped = False

    def stop(self) -> None:
        """Ask nothing more and forget every planned query."""
        self._stopped = True
        for live in self._work.live.values():
            live.stop_timer()

    @property
    def provider(self) -> str | None:
        """The provider that can be asked, if any."""
        return self._gateway.name if self._gateway else None

    def can_ask(self, live: LiveCase) -> bool:
        """Whether this order can be asked about: a provider and a whole order number."""
        return self._gateway is not None and bool(live.order_number) and not self._stopped

    def follow(self, live: LiveCase) -> None:
        """Plan the next query, if one is due; an earlier plan is dropped."""
        live.stop_timer()
        if live.querying or live.reversing or not self.can_ask(live):
            return
        now = live.elapsed(self._work.clock.monotonic())
        seconds = next_query_in(live.case, now)
        if seconds is not None:
            live.cancel_timer = self._network.after(
                seconds, lambda: self._post(lambda: self.ask(live))
            )

    def ask(self, live: LiveCase) -> None:
        """Ask the provider now, unless it is being asked already."""
        if self._gateway is None or not self.can_ask(live) or live.querying:
            return
        live.stop_timer()
        live.querying = True
        number = live.order_number
        future = self._network.submit(self._gateway.query(number.reveal()))
        future.add_done_callback(
            lambda done: self._post(lambda: self._answered(live, number, done))
        )

    def reverse(self, live: LiveCase, by: str) -> None:
        """Send a reverse that a person asked for.

        Raises:
            ReverseNotAllowed: its time has not come, or the last query is too old or said paid.
        """
        if self._gateway is None or not self.can_ask(live) or live.reversing:
            return
        self._work.record(live, happened.ReverseAsked, by=by)
        live.stop_timer()
        live.reversing = True
        future = self._network.submit(self._gateway.reverse(live.order_number.reveal()))
        future.add_done_callback(lambda done: self._post(lambda: self._reversed(live, done)))

    def _answered(self, live: LiveCase, asked: OrderNumber, done: "Future[OrderAnswer]") -> None:
        """Note the answer, unless the number was corrected meanwhile; then go on asking."""
        live.querying = False
        try:
            if asked == live.order_number and not (self._stopped and done.cancelled()):
                self._note(live, done)
        finally:
            self.follow(live)

    def _note(self, live: LiveCase, done: "Future[OrderAnswer]") -> None:
        problem = _problem(done)
        if problem or done.result().state is OrderState.unknown:
            self._work.record(live, happened.OrderUnanswered, reason=problem or "unknown")
        else:
            state, source = done.result().state.value, self.provider or "provider"
            self._work.record(live, happened.OrderAnswered, state=state, source=source)

    def _reversed(self, live: LiveCase, done: "Future[ReverseAnswer]") -> None:
        """A reverse is believed only when the order itself says so: ask it at once."""
        live.reversing = False
        problem = _problem(done)
        if problem:
            log.info("reverse_unanswered", code=problem)
        self.ask(live)


def _problem(done: "Future[Any]") -> str:
    """Return the code of what went wrong, empty when nothing did.

    What is no error of ours is named by its kind only: its text may hold the order number.
    """
    if done.cancelled():
        return "cancelled"
    error = done.exception()
    if error is None or isinstance(error, CashierError):
        return error.code if error else ""
    log.error("gateway_broke", kind=type(error).__name__)
    return "gateway-broke"
