"""Sends a reverse that a person asked for, and hears what became of it. It never begins one itself.

It goes out right behind a query that found the order unpaid, or still being paid after the whole
window, never otherwise. From then on it is the same reverse, repeated after the playbook's pause
until the provider has answered it or said how the order ended, also after a restart. Once an order
was seen paid, none is sent any more, and one that may not have left yet is withdrawn. An order that
the customer scanned is cancelled in the same way.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeAlias

from cashier.cases import events as happened
from cashier.desk.came_back import outcome_of
from cashier.desk.casework import Casework
from cashier.desk.live import LiveCase
from cashier.desk.news import News
from cashier.desk.ports import Network, OrderDesk
from cashier.diagnosis.order import MoneyState, OrderKind
from cashier.providers.gateway import ReverseAnswer, ReverseOutcome

Done: TypeAlias = "Future[ReverseAnswer]"


class Reverses:
    """The reverses of one desk; when to ask about an order is the pursuer's affair."""

    def __init__(self, work: Casework, network: Network) -> None:
        self._work = work
        self._network = network

    def wish(self, live: LiveCase, by: str) -> None:
        """Note that a person wants the order taken back; it is sent behind the next answer.

        Raises:
            ReverseNotAllowed: its time has not come, or the last query is too old or said paid.
        """
        self._work.record(live, happened.ReverseAsked, by=by)
        live.reverse_sent_s = None

    def send(
        self, live: LiveCase, desk: OrderDesk, number: str, heard: Callable[[Done], None]
    ) -> bool:
        """Send what a person asked for, if the answer just noted allows it; whether it was sent.

        `heard` is called with what came back, on the network thread.
        """
        now = live.elapsed(self._work.clock.monotonic())
        early = live.reverse_sent_s is not None and now < live.reverse_sent_s + _pause_s(live)
        if live.reversing or early or not live.case.reverse_goes_on:
            return False
        dynamic = live.case.kind_as_seen is OrderKind.dynamic
        send = desk.cancel if dynamic else desk.reverse
        future = self._network.submit(send(number))
        live.reverse_call, live.reverse_sent_s = future, now
        future.add_done_callback(heard)
        return True

    def withdraw_unwanted(self, live: LiveCase, now_s: float) -> None:
        """Stop a reverse that waits for its connection when its order is not in doubt any more.

        One that has left all the same may yet be done: the order is asked once more a while later,
        even where the provider has said `paid`.
        """
        case, call = live.case, live.reverse_call
        wanted = case.reverse_open and case.known.state is MoneyState.unknown
        if call is not None and not wanted and call.cancel():
            live.look_again_s = now_s + _pause_s(live)

    def note(self, live: LiveCase, done: Done) -> None:
        """Record what the provider said to a reverse; a refusal is told."""
        outcome = outcome_of(done)
        self._work.record(live, happened.ReverseAnswered, said=outcome.value)
        if outcome is ReverseOutcome.refused:
            self._work.news.append((News.reverse_refused, live.case))


def _pause_s(live: LiveCase) -> float:
    return live.case.playbook.timings.reverse_again_s
