"""Reads the history for the manager: pages with filters, a case step by step, series for charts.

Runs on the desk's thread, in the pauses of the till; it changes nothing.
"""

from cashier.desk.ledger_views import (
    PAGE_ROWS,
    ChartsView,
    PageView,
    PageWish,
    ReplayView,
)
from cashier.desk.manager import MOST_ROWS, ManagerView
from cashier.desk.replay import replay
from cashier.history.model import CaseFilter
from cashier.history.store import Store


class Ledger:
    """The history as the manager's pages read it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def overview(self, wanted: CaseFilter) -> ManagerView:
        """Return the shift's figures, the rows that fit, and the shift before.

        Raises:
            CashierError: the history cannot be read.
        """
        store, shift = self._store, self._store.current_shift()
        closed = [one for one in store.shifts(limit=2) if one.closed_at is not None]
        return ManagerView(
            store.shift_figures(shift.id) if shift else None,
            store.cases(wanted, limit=MOST_ROWS),
            wanted,
            closed[0] if closed else None,
        )

    def page(self, wish: PageWish) -> PageView:
        """Return a page of the cases that fit.

        Raises:
            CashierError: the history cannot be read.
        """
        store = self._store
        shift = store.current_shift()
        # One more than a page holds says whether there is another.
        rows = store.cases(wish.wanted, PAGE_ROWS + 1, wish.before_seq)
        named = store.named()
        return PageView(
            wish=wish,
            rows=rows[:PAGE_ROWS],
            total=store.count(wish.wanted),
            more=len(rows) > PAGE_ROWS,
            shift=store.shift_figures(shift.id) if shift else None,
            cashiers=named.cashiers,
            causes=named.causes,
        )

    def replay(self, case_id: str) -> ReplayView:
        """Return a case step by step.

        Raises:
            CashierError: the history cannot be read, or holds what this version does not know.
        """
        row = self._store.case(case_id)
        if row is None:
            return ReplayView(case_id, None)
        history = [stored.event for stored in self._store.events(case_id)]
        return ReplayView(case_id, row, replay(history))

    def charts(self, wanted: CaseFilter) -> ChartsView:
        """Return the series of the cases that fit, in this machine's zone.

        Raises:
            CashierError: the history cannot be read.
        """
        return ChartsView(wanted, self._store.series(wanted))
