"""Follows an order that is not known until it is: queries by itself, reverses only when told.

The provider answers on the network thread; answers come back to the desk's thread through `post`.
It stops by itself at a final state and can be told to ask at once.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from cashier.cases import events as happened
from cashier.core.errors import CashierError
from cashier.desk.casework import Casework
from cashier.desk.live import LiveCase
from cashier.desk.ports import Network, OrderDesk
from cashier.desk.pursuit import next_query_in
from cashier.providers.gateway import OrderAnswer, ReverseAnswer

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

    @property
    def provider(self) -> str | None:
        """The provider that can be asked, if any."""
        return self._gateway.name if self._gateway else None

    def can_ask(self, live: LiveCase) -> bool:
        """Whether this order can be asked about: a provider and a whole order number."""
        return self._gateway is not None and bool(live.order_number)

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
        if self._gateway is None or not live.order_number or live.querying:
            return
        live.stop_timer()
        live.querying = True
        future = self._network.submit(self._gateway.query(live.order_number.reveal()))
        future.add_done_callback(lambda done: self._post(lambda: self._answered(live, done)))

    def reverse(self, live: LiveCase, by: str) -> None:
        """Send a reverse that a person asked for.

        Raises:
            ReverseNotAllowed: its time has not come, or the last query is too old or said paid.
        """
        if self._gateway is None or not live.order_number or live.reversing:
            return
        self._work.record(live, happened.ReverseAsked, by=by)
        live.stop_timer()
        live.reversing = True
        future = self._network.submit(self._gateway.reverse(live.order_number.reveal()))
        future.add_done_callback(lambda done: self._post(lambda: self._reversed(live, done)))

    def _answered(self, live: LiveCase, done: "Future[OrderAnswer]") -> None:
        live.querying = False
        if done.cancelled():
            return
        try:
            state = done.result().state.value
        except CashierError as error:
            self._work.record(live, happened.OrderUnanswered, reason=error.code)
        else:
            self._note(live, state)
        self.follow(live)

    def _note(self, live: LiveCase, state: str) -> None:
        if state == "unknown":
            self._work.record(live, happened.OrderUnanswered, reason="unknown")
        else:
            source = self.provider or "provider"
            self._work.record(live, happened.OrderAnswered, state=state, source=source)

    def _reversed(self, live: LiveCase, done: "Future[ReverseAnswer]") -> None:
        """A reverse is believed only when the order itself says so: ask it at once."""
        live.reversing = False
        if done.cancelled():
            return
        error = done.exception()
        if error is not None and not isinstance(error, CashierError):
            raise error
        self.ask(live)
