"""A case while somebody works on it: the pure case and what only the screen and the queries need.

Owned by the desk's thread; nothing here is kept on disk. The whole order number lives here alone,
and sealed in `numbers` while its order is followed.
"""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cashier.cases.case import Case
from cashier.core.privacy import Secret
from cashier.desk.case_views import TillPhrase
from cashier.diagnosis.order import MoneyState
from cashier.playbook.variants import NO_PINS, Pins
from cashier.providers.gateway import ReverseAnswer
from cashier.register.report import OrderNumber, Report

REPORT_LIVES_S = 180.0
_END_IS_ITS_OWN = timedelta(hours=1)


@dataclass(slots=True)
class LiveCase:
    """A case in the desk's memory; `zero` is the desk's monotonic time of its opening.

    `target` is who is asked about which number, since `followed_since_s`, the last time at
    `asked_s`; `pursued` keeps a case in memory that nobody has to look at any more. An `outdated`
    query was asked before the customer claimed to have paid. `reverse_call` is a reverse under way;
    at `look_again_s` what became of a withdrawn one is asked. `mark` stands for the payment code
    that the camera saw, and says nothing about it. Once a case was `left`, the camera looks at
    another one's code. `ticks` are the steps as they were ticked, each with how many answers there
    were; an `ending` case has an end that is not written yet. Of a `skipped` one nothing more is
    asked but what the order's state needs.
    """

    case: Case
    zero: float
    order_number: OrderNumber = field(default_factory=OrderNumber)
    closing: bool = False
    chosen_method: str | None = None
    target: tuple[str, OrderNumber] | None = None
    followed_since_s: float = 0.0
    asked_s: float | None = None
    look_again_s: float | None = None
    reverse_sent_s: float | None = None
    pursued: bool = False
    word_doubted: bool = False
    number_doubted: bool = False
    answered: list[tuple[str, ...]] = field(default_factory=list)
    ticked: set[str] = field(default_factory=set)
    ticks: list[tuple[str, int]] = field(default_factory=list)
    ending: bool = False
    skipped: bool = False
    found: tuple[TillPhrase, ...] = ()
    querying: bool = False
    outdated: bool = False
    reverse_call: "Future[ReverseAnswer] | None" = None
    cancel_timer: Callable[[], None] | None = None
    pins: Pins = NO_PINS
    shown_script: str = ""
    mark: Secret | None = None
    left: bool = False

    @property
    def reversing(self) -> bool:
        """Whether a reverse is under way."""
        return self.reverse_call is not None

    @property
    def lacks_number(self) -> bool:
        """Whether only the end of its order's number is known, as after a restart."""
        return not self.order_number and bool(self.case.order_tail)

    def may_have_number(self, number: OrderNumber, now: datetime) -> bool:
        """Whether this can be the number that got lost, by its end.

        A register that counts anew every day gives the same end to another order.
        """
        same = self.lacks_number and self.case.order_tail == number.tail
        return same and now - self.case.opened_at <= _END_IS_ITS_OWN

    def may_be_about(self, report: Report, monotonic: float) -> bool:
        """Whether a report can speak of this payment: one number, and nothing that contradicts."""
        case, number = self.case, report.order_number
        same_sum = case.amount in (None, report.amount or case.amount)
        if self.order_number or case.is_closed:
            # A number that a person typed may be another payment's: the sum tells.
            same = bool(number) and number == self.order_number
            return same and same_sum and not case.is_closed
        waiting = case.known.state is MoneyState.unknown and not case.overridden
        recent = self.lacks_number or self.elapsed(monotonic) <= REPORT_LIVES_S
        fits = (
            case.order_tail in ("", number.tail)
            and same_sum
            and case.method in (None, report.method or case.method)
        )
        return waiting and recent and fits

    def aim_at(self, target: tuple[str, OrderNumber] | None, elapsed_s: float) -> None:
        """Follow this order from now on; what was asked about another one is forgotten."""
        if target != self.target:
            self.target, self.followed_since_s = target, elapsed_s
            self.asked_s = self.look_again_s = self.reverse_sent_s = None
            self.word_doubted = self.number_doubted = False

    def was_answered(self) -> None:
        """The provider has answered: a second look that was due when it was asked is taken."""
        due_s, asked_s = self.look_again_s, self.asked_s
        if due_s is not None and asked_s is not None and asked_s >= due_s:
            self.look_again_s = None

    def is_stale(self, monotonic: float) -> bool:
        """Whether the answer was asked for long ago: the order may be paid since, over a sleep."""
        most_s = 2 * self.case.playbook.timings.query_every_s
        return self.asked_s is None or self.elapsed(monotonic) - self.asked_s > most_s

    def followed_for(self, elapsed_s: float) -> float:
        """Return for how long the order has been followed; a lock that comes back counts anew."""
        return elapsed_s - max(self.followed_since_s, self.case.locked_since_s or 0.0)

    def elapsed(self, monotonic: float) -> float:
        """Return seconds since the case was opened, never less than what it has already seen."""
        return max(self.case.elapsed_s, round(monotonic - self.zero, 3))

    def stop_timer(self) -> None:
        """Forget the next planned query."""
        if self.cancel_timer is not None:
            self.cancel_timer()
            self.cancel_timer = None
