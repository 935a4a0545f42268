"""Follows an order that is not known until it is: queries by itself, reverses only when told.

The provider answers on the network thread; answers come back to the desk's thread through `post`.
It stops by itself at a final state and can be told to ask at once. When a reverse that a person
asked for may be sent, `reverses` knows.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeAlias

from cashier.cases import events as happened
from cashier.desk.came_back import is_other_amount, problem_of
from cashier.desk.casework import Casework
from cashier.desk.live import LiveCase
from cashier.desk.news import News
from cashier.desk.numbers import KeptNumbers
from cashier.desk.ports import Network, OrderDesk, OrderDesks
from cashier.desk.pursuit import Aim, aim_of, look_again_in, next_query_in
from cashier.desk.reverses import Reverses
from cashier.providers.errors import OrderNumberInvalid
from cashier.providers.gateway import OrderAnswer, OrderState, ReverseAnswer
from cashier.register.report import OrderNumber

Post = Callable[[Callable[[], Any]], Any]
Target: TypeAlias = tuple[str, OrderNumber]
# What is due at a second is due when that second is over by anybody's clock.
_A_MOMENT_S = 0.1
_STILL_UNPAID = (OrderState.not_paid, OrderState.not_found)


class Pursuer:
    """Queries and reverses for the desk. Without a provider it never asks anything."""

    def __init__(
        self,
        work: Casework,
        desks: OrderDesks,
        network: Network,
        post: Post,
        *,
        numbers: KeptNumbers,
    ) -> None:
        self._work = work
        self._desks = desks
        self._network = network
        self._post = post
        self._numbers = numbers
        self._reverses = Reverses(work, network)
        self._stopped = False

    def take_up(self) -> None:
        """Go on where the program ended: every order that was followed then is followed again."""
        self._numbers.take_up()
        for live in tuple(self._work.live.values()):
            self.follow(live)
            if aim_of(live.case) is Aim.doubt:
                self._ask_for_number(live)

    def _ask_for_number(self, live: LiveCase) -> None:
        """Ask the cashier for a number that got lost, where somebody can be asked with it."""
        if live.lacks_number and self._desk_of(live) is not None:
            self._numbers.ask_for(live)

    def ask_all(self) -> None:
        """Ask about every order that is followed, now instead of when its turn comes."""
        for live in tuple(self._work.live.values()):
            if live.pursued and not live.reversing:
                self.ask(live)

    def stop(self) -> None:
        """Ask nothing more and forget every planned query."""
        self._stopped = True
        for live in self._work.live.values():
            live.stop_timer()

    def provider_of(self, live: LiveCase) -> str | None:
        """The provider that can be asked about this payment, if any."""
        desk = self._desk_of(live)
        return desk.name if desk is not None else None

    def can_ask(self, live: LiveCase) -> bool:
        """Whether this order can be asked about: a provider and a whole order number."""
        return self._target(live) is not None

    def follow(self, live: LiveCase) -> None:
        """Plan the next query, if one is due; an earlier plan is dropped."""
        live.stop_timer()
        now, target = live.elapsed(self._work.clock.monotonic()), self._target(live)
        live.aim_at(target, now)
        self._reverses.withdraw_unwanted(live, now)
        seconds = _next_look_in(live, now)
        live.pursued = target is not None and seconds is not None
        self._work.keep(live)
        if not self._stopped:
            self._numbers.keep()
        if live.pursued and seconds is not None and not (live.querying or live.reversing):
            live.cancel_timer = self._network.after(
                seconds, lambda: self._post(lambda: self.ask(live))
            )
        elif not (live.pursued or self._stopped):
            self._draw_when_over(live, now)

    def _draw_when_over(self, live: LiveCase, now_s: float) -> None:
        """Where nobody is asked, draw anew when a person may act: other words are right then."""
        due_s = live.case.override_due_s
        if due_s is not None and due_s > now_s:
            live.cancel_timer = self._network.after(
                due_s - now_s + _A_MOMENT_S, lambda: self._post(lambda: None)
            )

    def ask(self, live: LiveCase) -> None:
        """Ask the provider now, unless it is being asked already."""
        desk, target = self._desk_of(live), self._target(live)
        if desk is None or target is None or live.querying:
            return
        live.stop_timer()
        now = live.elapsed(self._work.clock.monotonic())
        live.aim_at(target, now)
        live.querying, live.asked_s = True, now
        future = self._network.submit(desk.query(target[1].reveal()))
        future.add_done_callback(
            lambda done: self._post(lambda: self._answered(live, target, done))
        )

    def ask_anew(self, live: LiveCase) -> None:
        """Ask the provider now; what it is being asked already was asked too early to count."""
        live.outdated = live.querying
        # The number of an order that was known is kept over no restart.
        self._ask_for_number(live)
        self.ask(live)

    def reverse(self, live: LiveCase, by: str) -> None:
        """Take an order back because a person said so, once a query finds it unpaid once more.

        Raises:
            ReverseNotAllowed: its time has not come, or the last query is too old or said paid.
        """
        if not self.can_ask(live) or live.reversing or live.case.reverse_open:
            return
        self._reverses.wish(live, by)
        self.ask(live)

    def _desk_of(self, live: LiveCase) -> OrderDesk | None:
        return self._desks.for_method(live.case.method)

    def _target(self, live: LiveCase) -> Target | None:
        desk = self._desk_of(live)
        if desk is None or not live.order_number or self._stopped:
            return None
        return desk.name, live.order_number

    def _answered(self, live: LiveCase, asked: Target, done: "Future[OrderAnswer]") -> None:
        """Note the answer, unless it is about another order by now; then go on."""
        outdated, live.outdated, live.querying = live.outdated, False, False
        noted = False
        try:
            if not outdated and self._is_heard(live, asked, done):
                noted = self._note(live, done)
                self._doubt_a_word(live)
        finally:
            if outdated:
                self.follow(live)
                self.ask(live)
            elif noted and live.case.reverse_goes_on and self._is_stale(live):
                self.ask(live)
            elif not (noted and self._send_reverse(live)):
                self.follow(live)

    def _note(self, live: LiveCase, done: "Future[OrderAnswer]") -> bool:
        """Record what the provider said; whether it said anything.

        Raises:
            OrderNumberInvalid: there is no such number; it is not asked about again.
        """
        problem = problem_of(done)
        if problem == OrderNumberInvalid.code:
            live.order_number = OrderNumber()
            done.result()
        state = OrderState.unknown if problem else done.result().state
        if not problem and is_other_amount(live.case.amount, done.result()):
            # Somebody else's order: a wrong number says nothing about this payment.
            problem, state = "other-amount", OrderState.unknown
            self._numbers.doubt(live)
        if state is OrderState.unknown:
            self._work.record(live, happened.OrderUnanswered, reason=problem or "unknown")
            return False
        live.was_answered()
        # The register's own final answer stands, whatever is not there at the provider.
        if aim_of(live.case) is Aim.slip and state in _STILL_UNPAID:
            return False
        source = live.target[0] if live.target else "provider"
        self._work.record(live, happened.OrderAnswered, state=state.value, source=source)
        return True

    def _doubt_a_word(self, live: LiveCase) -> None:
        """Tell once that the provider knows of no payment where a person said that there is one."""
        case, now = live.case, live.elapsed(self._work.clock.monotonic())
        since = max(live.followed_since_s, case.clerk_said[1] if case.clerk_said else 0.0)
        over = now - since >= case.playbook.timings.query_window_s
        said = case.provider_said is not None and case.provider_said[0] != "paying"
        if case.paid_by_word and said and (over or case.settled_by_provider):
            if not live.word_doubted:
                self._work.news.append((News.not_paid_after_all, case))
            live.word_doubted = True

    def _send_reverse(self, live: LiveCase) -> bool:
        desk, target = self._desk_of(live), self._target(live)
        if desk is None or target is None:
            return False

        def heard(done: "Future[ReverseAnswer]") -> None:
            self._post(lambda: self._reversed(live, target, done))

        return self._reverses.send(live, desk, target[1].reveal(), heard)

    def _is_stale(self, live: LiveCase) -> bool:
        return live.is_stale(self._work.clock.monotonic())

    def _reversed(self, live: LiveCase, asked: Target, done: "Future[ReverseAnswer]") -> None:
        """A reverse is believed only when the order itself says so: ask it at once.

        A withdrawn one may be under way for a moment yet: that order is asked a little later.
        """
        live.reverse_call = None
        if not self._is_heard(live, asked, done):
            self.follow(live)
            return
        self._reverses.note(live, done)
        if done.cancelled():
            self.follow(live)
            return
        self.ask(live)

    def _is_heard(self, live: LiveCase, asked: Target, done: "Future[Any]") -> bool:
        """Whether an answer is about the order that is followed now, and not cut off by the end."""
        return asked == live.target and not (self._stopped and done.cancelled())


def _next_look_in(live: LiveCase, now_s: float) -> float | None:
    """Return the seconds until the provider is asked next, or None when nothing is to be asked."""
    asked, again_s = live.asked_s is not None, live.look_again_s
    seconds = next_query_in(live.case, live.followed_for(now_s), asked=asked)
    if again_s is None:
        return seconds
    again_in_s = look_again_in(live.case.playbook.timings, again_s, now_s)
    return again_in_s if seconds is None else min(seconds, again_in_s)
