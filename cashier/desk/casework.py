"""The desk's cases: opens them, applies and stores events, keeps the ones that are still open.

Runs on the desk's thread only. A store that cannot write does not stop the guidance: `keeping` sees
to it that everything is written in its order later.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from cashier.cases import events as happened
from cashier.cases.case import Case
from cashier.cases.events import Event
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.ids import new_id
from cashier.desk.judging import Judging
from cashier.desk.keeping import Keeping
from cashier.desk.links import Links
from cashier.desk.live import LiveCase
from cashier.desk.memory import Memory
from cashier.desk.news import News, is_turn, news_of
from cashier.desk.outages import Outages
from cashier.desk.ports import TillInfo
from cashier.desk.rulebook import Rulebook
from cashier.diagnosis.order import MoneyState
from cashier.history.audit import AuditRecord
from cashier.history.backup import Backup
from cashier.history.errors import DatabaseDamaged
from cashier.history.figures import ShiftFigures
from cashier.history.model import CaseFilter, CaseRow
from cashier.history.shifts import Handover
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence
from cashier.playbook.overlay import LaidOver
from cashier.playbook.pins import idle_pins
from cashier.playbook.playbook import Playbook
from cashier.playbook.variants import NO_PINS
from cashier.register.report import OrderNumber, Report

_RECENT = 8


class Casework:
    """All cases in memory and the way to disk."""

    def __init__(
        self, playbook: Playbook, store: Store, clock: Clock, who: TillInfo, *, learn: bool = True
    ) -> None:
        self.playbook = playbook
        self.store = store
        self.clock = clock
        self.who = who
        self.memory = Memory(store, clock, on=learn)
        self.live: dict[str, LiveCase] = {}
        self.front: LiveCase | None = None
        self.keeping = Keeping(store, clock, who.cashier)
        self.offer: Backup | None = None
        self.recent: tuple[CaseRow, ...] = ()
        self.figures: ShiftFigures | None = None
        self.news: list[tuple[News, Case]] = []
        self.unreadable: list[CashierError] = []
        self.settle_end: Callable[[], None] = lambda: None
        self.rulebook: Rulebook | None = None
        self._laid: LaidOver | None = None
        self.outages = Outages(playbook, clock, self._note_change)
        self.links = Links(playbook, clock)
        self._pins = NO_PINS
        self.judging = Judging(clock, who, self.outages, self.memory)

    def resume(self) -> None:
        """Take up the cases that were open when the program ended; their locks count from now.

        One that cannot be read does not keep the others from being taken up.
        """
        self._renew_pins()
        with self._reading():
            for row in reversed(self.store.open_cases()):
                with self._reading():
                    if row.case_id not in self.live:
                        self.take_up(row.case_id)
        with self._reading():
            self.outages.refill(self.store)
        with self._reading():
            self.offer = None if self.store.is_away else self.store.offered_backup()
        self.refresh()

    def take_up(self, case_id: str) -> LiveCase:
        """Bring a case back from history.

        Raises:
            CashierError: it cannot be read, or is not there.
        """
        events = [stored.event for stored in self.store.events(case_id)]
        case = Case.replay(events, self.playbook)
        self.keeping.remember(case_id, events)
        zero = self.clock.monotonic() - case.elapsed_s
        live = LiveCase(case, zero, pins=self._pins, left=True)
        self.live[case_id] = live
        if case.locked_since_s is not None and case.is_open:
            self.record(live, happened.LockRestored)
        return live

    def refresh(self) -> None:
        """Read the dock's last lines and figures from history again, if it can be read."""
        with self._reading():
            shift = self.store.current_shift()
            self.recent = self.store.cases(CaseFilter(open=False), limit=_RECENT)
            self.figures = self.store.shift_figures(shift.id) if shift else None

    def open_shift(self, by: str = "") -> None:
        """Open a shift, if none is open, and count anew what earlier ones have taught."""
        self.keeping.open_shift(by)
        self.refresh()
        with self._reading():
            self.memory.read()
            self.memory.note_switch()

    def change_shift(self, said: Handover) -> None:
        """Close the shift and open the next one, for whoever takes over; open cases go with it."""
        # What waits for the disk happened in the shift that ends.
        self.keeping.flush()
        if self.store.current_shift() is not None:
            self.store.close_shift(replace(said, by=said.by or self._at_the_till))
        self.open_shift(said.to)

    def open(self, report: Report | None, evidence: Iterable[Evidence]) -> LiveCase:
        """Open a case, with what the register told last if it told anything."""
        self._take_new_rules()
        case_id = new_id(self.clock)
        event = happened.CaseOpened(
            case_id=case_id,
            at=self.clock.now(),
            elapsed_s=0.0,
            till=self.who.till,
            cashier=self._at_the_till,
            method=report.method if report else None,
            amount=report.amount if report else None,
            order_tail=report.order_number.tail if report else "",
        )
        self._renew_pins()
        case = Case.opened(event, self.playbook)
        live = LiveCase(case, zero=self.clock.monotonic(), pins=self._pins)
        live.order_number = report.order_number if report else OrderNumber()
        self.live[case_id] = live
        self.front = live
        self.keeping.save([event])
        self.see(live, evidence)
        return live

    @property
    def _at_the_till(self) -> str:
        """Who has the till: the name that was told when the shift was handed over, if any."""
        return self.who.cashier or (self.figures.shift.opened_by if self.figures else "")

    def see(self, live: LiveCase, evidence: Iterable[Evidence]) -> None:
        """Add what is news to the case; a closed one takes none, and nothing is written twice."""
        for item in evidence:
            if not live.case.is_closed and live.case.facts.get(item.name) != item.value:
                self.record(live, happened.EvidenceSeen, evidence=item)

    def record(self, live: LiveCase, kind: type[Event], **fields: Any) -> None:
        """Let something happen to a case: apply it, store it, then keep it.

        Raises:
            CashierError: the case refuses it; nothing is stored then.
        """
        stamp = self.stamp(live)
        event = kind(**{**stamp, **fields})
        after = live.case.apply(event)
        if live.ending and kind is happened.OrderAnswered and is_turn(live.case, after):
            # How it ended was told before this was known: it is written first, and this is news.
            self.settle_end()
            after = live.case.apply(event)
        batch: list[Event] = [event]
        in_doubt = after.charge_lock and after.known.state is MoneyState.unknown
        if in_doubt and live.case.locked_since_s is None:
            lock = happened.ChargeLocked(**stamp)
            batch.append(lock)
            after = after.apply(lock)
        self.keeping.save(batch)
        before, live.case = live.case, after
        if in_doubt and live.chosen_method is not None:
            # A lock came back: nobody may be told any more to charge in the other way.
            live.closing, live.chosen_method = False, None
        self._tell_news(live, before)
        self.keep(live)
        self.outages.heard(live, event)
        self.links.heard(live, event)
        self._compare(live, event)

    def _tell_news(self, live: LiveCase, before: Case) -> None:
        news = news_of(before, live.case, in_front=live is self.front)
        if news is not None:
            self.news.append((news, live.case))
        if live.case.is_closed and live.case.known.state is not before.known.state:
            self.refresh()

    def _compare(self, live: LiveCase, event: Event) -> None:
        """Tell a case whether its failure was seen before, when one of them became clearer."""
        if isinstance(event, happened.CaseClosed):
            for other in tuple(self.live.values()):
                self.see(other, self.outages.same_failure(other))
        elif isinstance(event, happened.DetailsNoted) or _speaks_of_the_till(event):
            self.see(live, self.outages.same_failure(live))

    def stamp(self, live: LiveCase) -> dict[str, Any]:
        """Return what every event of this case carries now."""
        return {
            "case_id": live.case.case_id,
            "at": self.clock.now(),
            "elapsed_s": live.elapsed(self.clock.monotonic()),
        }

    def put_away(self, live: LiveCase) -> None:
        """Take a case from the front; forget it when nobody has to look at it any more."""
        live.closing, live.left = False, True
        live.answered.clear()
        if self.front is live:
            self.front = None
        self.keep(live)
        self.refresh()

    def begin_anew(self, damage: DatabaseDamaged) -> None:
        """The history is damaged: go on in a new file with every case that is in memory."""
        try:
            self.keeping.begin_anew(damage)
            self.keeping.flush()
            self.offer = self.store.offered_backup()
        except CashierError as error:
            self.unreadable.append(error)

    def _take_new_rules(self) -> None:
        """Let this case and the next go by the shop's rules as they stand; broken ones are told."""
        laid = self.rulebook.current() if self.rulebook is not None else None
        if self.rulebook is None or laid is None or laid is self._laid:
            return
        self._laid, self.playbook = laid, laid.playbook
        if laid.problem is not None:
            self.unreadable.append(laid.problem)
        with self._reading():
            self.rulebook.note_by_hand(self.store, self.clock.now())

    def _renew_pins(self) -> None:
        """Take up what the manager has pinned since; what cannot be read leaves the last choice."""
        with self._reading():
            pins = self.who.read_pins()
            if pins != self._pins:
                self._pins = pins
                self.unreadable.extend(idle_pins(pins, self.playbook.variants))

    def keep(self, live: LiveCase) -> None:
        """Keep a case in memory while somebody has to look at it or its order is followed.

        News may open it again.
        """
        if live.case.is_open or live.pursued:
            self.live[live.case.case_id] = live
            return
        live.stop_timer()
        if self.front is not live:
            self.live.pop(live.case.case_id, None)
            self.keeping.forget(live.case.case_id)

    def _note_change(self, change: AuditRecord) -> None:
        self.keeping.save([change])

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """A history that cannot be read is told, and guidance goes on."""
        try:
            yield
        except DatabaseDamaged as damage:
            self.begin_anew(damage)
        except CashierError as error:
            self.unreadable.append(error)


def _speaks_of_the_till(event: Event) -> bool:
    return isinstance(event, happened.EvidenceSeen) and event.evidence.name.startswith("register.")
