"""The one that acts. It takes reports, readings, lights and answers, applies events to cases, stores
before it shows, queries by itself, and tells its listeners with one frozen view.

All of it runs on the disk thread, one wish after the other: commands return at once, and no lock is
needed. It cannot charge, and it decides nothing about the money: `diagnosis.order` does.

Failure policy: what a room refuses becomes a notice on the screen and changes nothing; a store that
cannot write becomes a notice too, and guidance goes on from memory.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import structlog

from cashier.cases import events as happened
from cashier.cases.events import Mood, Outcome
from cashier.core.background import Worker
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.desk.casework import Casework
from cashier.desk.live import LiveCase
from cashier.desk.manager import ManagerView
from cashier.desk.ports import CheckPin, Listener, Network, OrderDesk, TillInfo
from cashier.desk.pursuer import Pursuer
from cashier.desk.search import matching
from cashier.desk.showing import Showing
from cashier.diagnosis.order import MoneyState
from cashier.health.lights import Snapshot, evidence
from cashier.history.model import CaseFilter
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence
from cashier.playbook.playbook import Playbook
from cashier.register.report import OrderNumber, Report, read_text
from cashier.scan.preview import Preview
from cashier.scan.reading import Reading

log = structlog.get_logger()
_REPORT_LIVES_S = 180.0


class Desk:
    """Commands of the window, reports of the senses, answers of the provider: all meet here."""

    def __init__(
        self,
        playbook: Playbook,
        store: Store,
        clock: Clock,
        worker: Worker,
        network: Network,
        *,
        gateway: OrderDesk | None = None,
        who: TillInfo | None = None,
        check_pin: CheckPin = lambda _pin: True,
    ) -> None:
        self._worker = worker
        self._clock = clock
        self._check_pin = check_pin
        self._work = Casework(playbook, store, clock, who or TillInfo("1"))
        self._pursuer = Pursuer(self._work, gateway, network, self._post)
        self._showing = Showing(self._work, self._pursuer)
        self._last_report: tuple[Report, float] | None = None
        self._camera: Callable[[], bool] | None = None

    def start(self) -> "Future[None]":
        """Open a shift if none is open and take up the cases that were left open."""
        return self._post(self._start)

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with each new view, on the desk's thread; the current one comes first."""
        self._post(lambda: self._showing.listeners.append(listener))

    def close(self) -> "Future[None]":
        """Stop planned queries. Open cases stay open on disk."""
        return self._post(self._stop, show=False)

    def on_camera(self, switch: Callable[[], bool]) -> None:
        """Name what switches the camera; it returns whether the camera is on now."""
        self._camera = switch

    def register_reported(self, report: Report) -> None:
        """The register told something about a payment: kept for the next case, or for this one."""
        self._post(lambda: self._reported(report))

    def reading_seen(self, reading: Reading, shown: Preview | None = None) -> None:
        """The camera gave a reading; only the newest one is shown."""
        self._showing.offer_reading(reading, shown, self._post)

    def camera_stopped(self) -> None:
        """The camera is off: nothing is seen any more."""
        self._post(self._showing.forget_reading)

    def health_changed(self, snapshot: Snapshot) -> None:
        """The lights changed."""
        self._post(lambda: self._lights(snapshot))

    def notice(self, error: CashierError) -> None:
        """Show what went wrong elsewhere, until it is put away."""
        self._post(lambda: self._showing.tell(error))

    def ask_manager(self, wanted: CaseFilter, deliver: Callable[[ManagerView], None]) -> None:
        """Read the shift's figures and list; `deliver` is called on the desk's thread."""
        self._post(lambda: deliver(self._work.ledger(wanted)), show=False)

    def change_shift(self) -> None:
        """Close the shift and open the next one."""
        self._post(self._work.change_shift)

    def open_case(self) -> None:
        """A payment failed."""
        self._post(lambda: self._open("failed"))

    def look_up_last(self) -> None:
        """Did the last one go through?"""
        self._post(lambda: self._open("nothing"))

    def resume_case(self, case_id: str) -> None:
        """Bring an open case to the front."""
        self._post(lambda: self._resume(case_id))

    def say_till_text(self, text: str) -> None:
        """The register shows these words, as typed."""
        self._with_front(lambda live: self._till_says(live, text))

    def search_till_text(self, text: str) -> None:
        """Find known messages that contain these words."""
        self._with_front(lambda live: self._search(live, text))

    def say_till_phrase(self, phrase_id: str) -> None:
        """The register shows this known message; its text is its id."""
        self._with_front(lambda live: self._till_says(live, phrase_id))

    def answer(self, name: str, value: str) -> None:
        """Answer a question."""
        self._with_front(lambda live: self._answer(live, name, value))

    def set_details(
        self,
        amount: Money | None = None,
        method: str | None = None,
        order_number: str | None = None,
    ) -> None:
        """Add what is known about the payment."""
        def note(live: LiveCase) -> None:
            number = OrderNumber.parse(order_number) if order_number else OrderNumber()
            self._note(live, amount, method, number)

        self._with_front(note)

    def step_done(self, step_id: str) -> None:
        """Tick a step, or take the tick back."""
        self._with_front(lambda live: self._tick(live, step_id))

    def choose_method(self, method: str) -> None:
        """Go on with this method; refused while the order is not known."""
        self._with_front(lambda live: self._switch(live, method))

    def clerk_order_state(self, state: str) -> None:
        """The cashier looked: `paid` or `not_paid`."""
        self._with_front(lambda live: self._clerk_said(live, state))

    def query_now(self) -> None:
        """Ask the provider now."""
        self._with_front(self._pursuer.ask)

    def request_reverse(self, pin: str | None) -> None:
        """Reverse the order, if it may be and the PIN is right."""
        secret = Secret(pin or "")
        self._with_front(lambda live: self._reverse(live, secret))

    def override_lock(self) -> None:
        """The cashier looked after the lock's time and found the order not paid."""
        self._with_front(self._override)

    def start_closing(self) -> None:
        """Go to the question how the case ended."""
        self._with_front(lambda live: setattr(live, "closing", True))

    def close_case(self, outcome: Outcome, method: str | None, mood: Mood | None) -> None:
        """End the case; `check_later` keeps it open."""
        self._with_front(lambda live: self._close(live, outcome, method, mood))

    def go_back(self) -> None:
        """One step back; from the first one, out of the case."""
        self._with_front(self._back)

    def toggle_camera(self) -> None:
        """Switch the camera on or off."""
        if self._camera is not None and not self._camera():
            self.camera_stopped()

    def dismiss_notice(self, notice_id: str) -> None:
        """A notice was read."""
        self._post(lambda: self._showing.dismiss(notice_id))

    def _post(self, wish: Callable[[], Any], *, show: bool = True) -> "Future[None]":
        return self._worker.submit(self._run, wish, show=show)

    def _with_front(self, wish: Callable[[LiveCase], Any]) -> None:
        def on_front() -> None:
            if self._work.front is not None:
                wish(self._work.front)

        self._post(on_front)

    def _run(self, wish: Callable[[], Any], *, show: bool) -> None:
        try:
            wish()
        except CashierError as error:
            log.info("desk_refused", code=error.code)
            self._showing.tell(error)
        except Exception as error:  # noqa: BLE001 - the top of the desk's thread: nothing may stop it
            log.exception("desk_broke", kind=type(error).__name__)
        if show:
            self._showing.publish()

    def _start(self) -> None:
        if self._work.store.current_shift() is None:
            self._work.store.open_shift(self._work.who.cashier)
        self._work.resume()

    def _stop(self) -> None:
        for live in self._work.live.values():
            live.stop_timer()

    def _reported(self, report: Report) -> None:
        self._last_report = (report, self._clock.monotonic())
        front = self._work.front
        if front is not None and not front.order_number:
            self._take(front, report)

    def _take(self, live: LiveCase, report: Report) -> None:
        self._note(live, report.amount, report.method, report.order_number)
        self._work.see(live, report.evidence())
        self._pursuer.follow(live)

    def _lights(self, snapshot: Snapshot) -> None:
        self._showing.snapshot = snapshot
        self._showing.checked_monotonic = self._clock.monotonic()
        if self._work.front is not None:
            self._work.see(self._work.front, evidence(snapshot))

    def _open(self, outcome: str) -> None:
        if self._work.front is not None:
            return
        report = self._fresh_report()
        said = report.evidence() if report else ()
        first = Evidence("register.outcome", outcome, "clerk", self._clock.now())
        seen = (first, *said, *self._showing.sensed())
        live = self._work.open(report, seen)
        self._pursuer.follow(live)

    def _fresh_report(self) -> Report | None:
        """Return what the register told a moment ago, once: a second case is another payment."""
        last, self._last_report = self._last_report, None
        if last is None or self._clock.monotonic() - last[1] > _REPORT_LIVES_S:
            return None
        return last[0]

    def _resume(self, case_id: str) -> None:
        live = self._work.live.get(case_id)
        if live is not None:
            self._work.front = live

    def _till_says(self, live: LiveCase, text: str) -> None:
        report = read_text(text, self._work.playbook.codes, live.case.method)
        said = report.evidence(self._clock.now())
        for item in said:
            self._work.record(live, happened.EvidenceSeen, evidence=item)
        live.answered.append(tuple(item.name for item in said))
        live.found = ()
        self._pursuer.follow(live)

    def _search(self, live: LiveCase, text: str) -> None:
        live.found = matching(text, self._work.playbook)

    def _answer(self, live: LiveCase, name: str, value: str) -> None:
        self._work.playbook.vocabulary.check(name, value)
        self._work.record(live, happened.QuestionAnswered, name=name, value=value)
        live.answered.append((name,))
        self._pursuer.follow(live)

    def _note(
        self, live: LiveCase, amount: Money | None, method: str | None, number: OrderNumber
    ) -> None:
        live.order_number = number or live.order_number
        tail = number.tail if number else None
        self._work.record(
            live, happened.DetailsNoted, amount=amount, method=method, order_tail=tail
        )
        self._pursuer.follow(live)

    def _tick(self, live: LiveCase, step_id: str) -> None:
        if step_id in live.ticked:
            live.ticked.discard(step_id)
            return
        self._work.record(live, happened.StepDone, step=step_id)
        live.ticked.add(step_id)

    def _switch(self, live: LiveCase, method: str) -> None:
        self._work.record(live, happened.MethodSwitched, method=method)
        live.chosen_method, live.closing = method, True

    def _clerk_said(self, live: LiveCase, state: str) -> None:
        self._work.record(live, happened.OrderAnswered, state=state, source="clerk")
        self._pursuer.follow(live)

    def _reverse(self, live: LiveCase, pin: Secret) -> None:
        if self._work.who.needs_pin and not self._check_pin(pin):
            return
        self._pursuer.reverse(live, self._work.who.cashier or "manager")

    def _override(self, live: LiveCase) -> None:
        if live.case.clerk_said is None or live.case.clerk_said[0] != "not_paid":
            self._work.record(live, happened.OrderAnswered, state="not_paid", source="clerk")
        self._work.record(live, happened.LockOverridden, by=self._work.who.cashier or "clerk")

    def _close(
        self, live: LiveCase, outcome: Outcome, method: str | None, mood: Mood | None
    ) -> None:
        unknown = live.case.known.state is MoneyState.unknown
        if outcome is Outcome.paid_same and unknown:
            self._work.record(live, happened.OrderAnswered, state="paid", source="clerk")
        if outcome is Outcome.paid_other and method and method != live.case.switched_to:
            self._work.record(live, happened.MethodSwitched, method=method)
        cause = self._showing.advice(live).cause
        self._work.record(
            live, happened.CaseClosed, outcome=outcome, method=method, mood=mood, cause=cause
        )
        self._work.put_away(live)
        self._pursuer.follow(live)

    def _back(self, live: LiveCase) -> None:
        if live.closing:
            live.closing = False
        elif live.answered:
            for name in live.answered.pop():
                self._work.record(live, happened.AnswerTakenBack, name=name)
        elif live.case.known.state is MoneyState.unknown and not live.order_number:
            self._work.record(live, happened.CaseClosed, outcome=Outcome.cancelled)
            self._work.put_away(live)
        else:
            self._work.put_away(live)
