"""Finds out which payment a report of the register is about. One thread, one at a time.

An order is news once. What is told again belongs to its case or, until that opens, to the next one;
when it had its case, or a newer order was told since, it is about neither.
"""

from collections import deque
from collections.abc import Callable

from cashier.core.money import Money
from cashier.desk.casework import Casework
from cashier.desk.live import REPORT_LIVES_S, LiveCase
from cashier.register.report import OrderNumber, Report

_MOST_HEARD_OF = 50


class Reports:
    """The last report, and the orders that were heard of.

    Args:
        work: the cases.
        charged: hears of a charge that no case is about.
    """

    def __init__(self, work: Casework, charged: Callable[[], None]) -> None:
        self._work = work
        self._charged = charged
        self._last: tuple[Report, float] | None = None
        self._heard_of: deque[str] = deque(maxlen=_MOST_HEARD_OF)

    def start(self) -> None:
        """Remember the orders of the cases that were taken up."""
        ended = (row.order_tail for row in self._work.recent)
        begun = (live.case.order_tail for live in self._work.live.values())
        self._heard_of.extend(tail for tail in (*ended, *begun) if tail)

    def take(self, report: Report) -> LiveCase | None:
        """Return the case that a report is about; one about none is kept for the next case."""
        now, number = self._work.clock.monotonic(), report.order_number
        owner, again = self.owner(number), number.tail in self._heard_of
        if owner is None and again and not self._is_last(number):
            return None
        self._hear_of(number)
        live = owner or self._work.front
        if live is not None and live.may_be_about(report, now):
            return live
        if owner is None:
            self._last = (report, now)
            if not again:
                self._charged()
        return None

    def fresh(self) -> Report | None:
        """Return what the register told a moment ago, once: a second case is another payment."""
        last, self._last = self._last, None
        if last is None or self._work.clock.monotonic() - last[1] > REPORT_LIVES_S:
            return None
        return last[0]

    def last_amount(self) -> Money | None:
        """Return the sum of what `fresh` would return, and keep it."""
        last = self._last
        if last is None or self._work.clock.monotonic() - last[1] > REPORT_LIVES_S:
            return None
        return last[0].amount

    def owner(self, number: OrderNumber) -> LiveCase | None:
        """Return the case in memory whose order this is; of some only the end is known."""
        if not number:
            return None
        lives = tuple(self._work.live.values())
        whole = (one for one in lives if one.order_number == number)
        now = self._work.clock.now()
        by_end = (one for one in lives if one.may_have_number(number, now))
        return next(whole, None) or next(by_end, None)

    def noted(self, number: OrderNumber) -> None:
        """A case got this number: the next case is about another order."""
        self._hear_of(number)
        if self._is_last(number):
            self._last = None

    def _hear_of(self, number: OrderNumber) -> None:
        if number and number.tail not in self._heard_of:
            self._heard_of.append(number.tail)

    def _is_last(self, number: OrderNumber) -> bool:
        """Whether this is the order of the report that is kept for the next case."""
        return bool(number) and self._last is not None and self._last[0].order_number == number
