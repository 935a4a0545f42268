"""The desk's cases: opens them, applies and stores events, keeps the ones that are still open.

Runs on the desk's thread only. A store that cannot write does not stop the guidance: what could not
be written is kept in order and written with the next event that can be.
"""

from collections.abc import Iterable
from typing import Any

from cashier.cases import events as happened
from cashier.cases.advice import Advice, Situation, advise
from cashier.cases.case import Case
from cashier.cases.events import Event
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.ids import new_id
from cashier.desk.live import LiveCase
from cashier.desk.manager import MOST_ROWS, ManagerView
from cashier.desk.ports import TillInfo
from cashier.diagnosis.order import MoneyState
from cashier.history.model import CaseFilter, CaseRow, ShiftSummary
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence
from cashier.playbook.playbook import Playbook
from cashier.register.report import OrderNumber, Report

_RECENT = 8


class Casework:
    """All cases in memory and the way to disk."""

    def __init__(self, playbook: Playbook, store: Store, clock: Clock, who: TillInfo) -> None:
        self.playbook = playbook
        self.store = store
        self.clock = clock
        self.who = who
        self.live: dict[str, LiveCase] = {}
        self.front: LiveCase | None = None
        self.storage_problem: CashierError | None = None
        self.recent: tuple[CaseRow, ...] = ()
        self.figures: ShiftSummary | None = None
        self.paid_twice: list[Case] = []
        self._unsaved: list[Event] = []

    def resume(self) -> None:
        """Take up the cases that were open when the program ended; their locks count from now."""
        for row in reversed(self.store.open_cases()):
            events = [stored.event for stored in self.store.events(row.case_id)]
            case = Case.replay(events, self.playbook)
            live = LiveCase(case, zero=self.clock.monotonic() - case.elapsed_s)
            self.live[row.case_id] = live
            if case.locked_since_s is not None:
                self.record(live, happened.LockRestored)
        self.refresh()

    def refresh(self) -> None:
        """Read the dock's last lines and figures from history again."""
        shift = self.store.current_shift()
        self.recent = self.store.cases(CaseFilter(open=False), limit=_RECENT)
        self.figures = self.store.shift_summary(shift.id) if shift else None

    def ledger(self, wanted: CaseFilter) -> ManagerView:
        """Return the shift's figures and the rows that fit."""
        self.refresh()
        return ManagerView(self.figures, self.store.cases(wanted, limit=MOST_ROWS), wanted)

    def change_shift(self) -> None:
        """Close the shift and open the next one; open cases go over into it."""
        self.store.close_shift(self.who.cashier)
        self.store.open_shift(self.who.cashier)
        self.refresh()

    def open(self, report: Report | None, evidence: Iterable[Evidence]) -> LiveCase:
        """Open a case, with what the register told last if it told anything."""
        case_id = new_id(self.clock)
        event = happened.CaseOpened(
            case_id=case_id,
            at=self.clock.now(),
            elapsed_s=0.0,
            till=self.who.till,
            cashier=self.who.cashier,
            method=report.method if report else None,
            amount=report.amount if report else None,
            order_tail=report.order_number.tail if report else "",
        )
        live = LiveCase(Case.opened(event, self.playbook), zero=self.clock.monotonic())
        live.order_number = report.order_number if report else OrderNumber()
        self.live[case_id] = live
        self.front = live
        self._save([event])
        self.see(live, evidence)
        return live

    def see(self, live: LiveCase, evidence: Iterable[Evidence]) -> None:
        """Add what is news to the case; a value that it already has is not written again."""
        for item in evidence:
            if live.case.facts.get(item.name) != item.value:
                self.record(live, happened.EvidenceSeen, evidence=item)

    def record(self, live: LiveCase, kind: type[Event], **fields: Any) -> None:
        """Let something happen to a case: apply it, store it, then keep it.

        Raises:
            CashierError: the case refuses it; nothing is stored then.
        """
        stamp = self.stamp(live)
        event = kind(**stamp, **fields)
        after = live.case.apply(event)
        batch: list[Event] = [event]
        in_doubt = after.charge_lock and after.known.state is MoneyState.unknown
        if in_doubt and live.case.locked_since_s is None:
            lock = happened.ChargeLocked(**stamp)
            batch.append(lock)
            after = after.apply(lock)
        self._save(batch)
        if after.paid_twice and not live.case.paid_twice:
            self.paid_twice.append(after)
        live.case = after
        if not after.is_open:
            live.stop_timer()

    def stamp(self, live: LiveCase) -> dict[str, Any]:
        """Return what every event of this case carries now."""
        return {
            "case_id": live.case.case_id,
            "at": self.clock.now(),
            "elapsed_s": live.elapsed(self.clock.monotonic()),
        }

    def put_away(self, live: LiveCase) -> None:
        """Take a case from the front; forget it when nobody has to look at it any more."""
        live.closing = False
        if self.front is live:
            self.front = None
        if not live.case.is_open:
            live.stop_timer()
            self.live.pop(live.case.case_id, None)
        self.refresh()

    def advice(self, live: LiveCase, *, can_query: bool) -> Advice:
        """Judge a case as it stands now."""
        case = live.case
        sent = any(name.startswith("register.") for name in case.facts.asked)
        situation = Situation(
            evidence=case.evidence,
            amount=case.amount,
            method=case.method,
            charged_s=live.elapsed(self.clock.monotonic()) if sent else None,
            order_kind=case.order_kind,
            can_query=can_query and bool(live.order_number),
            overridden=case.overridden,
        )
        return advise(situation, self.playbook)

    def _save(self, batch: list[Event]) -> None:
        waiting = [*self._unsaved, *batch]
        try:
            self.store.append(waiting)
        except CashierError as error:
            self._unsaved = waiting
            self.storage_problem = error
        else:
            self._unsaved = []
            self.storage_problem = None
