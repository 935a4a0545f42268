"""What a wish does to a case: the handlers behind the desk's commands. One thread, one at a time.

A handler that must not act raises one of our errors; the desk turns it into a notice.
"""

from cashier.cases import events as happened
from cashier.cases.events import Mood, Outcome
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.desk.casework import Casework
from cashier.desk.live import LiveCase
from cashier.desk.ports import CheckPin
from cashier.desk.pursuer import Pursuer
from cashier.desk.search import matching
from cashier.desk.showing import Showing
from cashier.diagnosis.order import MoneyState
from cashier.health.lights import Snapshot, evidence
from cashier.playbook.evidence import Evidence
from cashier.register.report import OrderNumber, Report, read_text

_REPORT_LIVES_S = 180.0


class Wishes:
    """Does what the desk was asked for."""

    def __init__(
        self, work: Casework, pursuer: Pursuer, showing: Showing, check_pin: CheckPin
    ) -> None:
        self._work = work
        self._pursuer = pursuer
        self._showing = showing
        self._check_pin = check_pin
        self._last_report: tuple[Report, float] | None = None

    def start(self) -> None:
        """Open a shift if none is open, and take up the cases that were left open."""
        if self._work.store.current_shift() is None:
            self._work.store.open_shift(self._work.who.cashier)
        self._work.resume()

    def stop(self) -> None:
        """Forget every planned query."""
        for live in self._work.live.values():
            live.stop_timer()

    def reported(self, report: Report) -> None:
        """Keep what the register told, for the next case or for the one in front."""
        self._last_report = (report, self._work.clock.monotonic())
        front = self._work.front
        if front is not None and not front.order_number:
            self._take(front, report)

    def _take(self, live: LiveCase, report: Report) -> None:
        self.note(live, report.amount, report.method, report.order_number)
        self._work.see(live, report.evidence())
        self._pursuer.follow(live)

    def lights(self, snapshot: Snapshot) -> None:
        """Take the new lights, into the case in front as well."""
        self._showing.snapshot = snapshot
        self._showing.checked_monotonic = self._work.clock.monotonic()
        if self._work.front is not None:
            self._work.see(self._work.front, evidence(snapshot))

    def open(self, outcome: str) -> None:
        """Open a case, unless one is in front already."""
        if self._work.front is not None:
            return
        report = self._fresh_report()
        said = report.evidence() if report else ()
        first = Evidence("register.outcome", outcome, "clerk", self._work.clock.now())
        seen = (first, *said, *self._showing.sensed())
        live = self._work.open(report, seen)
        self._pursuer.follow(live)

    def _fresh_report(self) -> Report | None:
        """Return what the register told a moment ago, once: a second case is another payment."""
        last, self._last_report = self._last_report, None
        if last is None or self._work.clock.monotonic() - last[1] > _REPORT_LIVES_S:
            return None
        return last[0]

    def resume(self, case_id: str) -> None:
        """Bring an open case to the front."""
        live = self._work.live.get(case_id)
        if live is not None:
            self._work.front = live

    def till_says(self, live: LiveCase, text: str) -> None:
        """Take what the register shows, as evidence."""
        report = read_text(text, self._work.playbook.codes, live.case.method)
        said = report.evidence(self._work.clock.now())
        for item in said:
            self._work.record(live, happened.EvidenceSeen, evidence=item)
        live.answered.append(tuple(item.name for item in said))
        live.found = ()
        self._pursuer.follow(live)

    def search(self, live: LiveCase, text: str) -> None:
        """Look for known messages."""
        live.found = matching(text, self._work.playbook)

    def answer(self, live: LiveCase, name: str, value: str) -> None:
        """Take an answer; one outside the vocabulary is refused."""
        self._work.playbook.vocabulary.check(name, value)
        self._work.record(live, happened.QuestionAnswered, name=name, value=value)
        live.answered.append((name,))
        self._pursuer.follow(live)

    def note(
        self, live: LiveCase, amount: Money | None, method: str | None, number: OrderNumber
    ) -> None:
        """Add amount, method or order number."""
        live.order_number = number or live.order_number
        tail = number.tail if number else None
        self._work.record(
            live, happened.DetailsNoted, amount=amount, method=method, order_tail=tail
        )
        self._pursuer.follow(live)

    def tick(self, live: LiveCase, step_id: str) -> None:
        """Tick a step, or take the tick back."""
        if step_id in live.ticked:
            live.ticked.discard(step_id)
            return
        self._work.record(live, happened.StepDone, step=step_id)
        live.ticked.add(step_id)

    def switch(self, live: LiveCase, method: str) -> None:
        """Go on with another method, and to the end of the case."""
        self._work.record(live, happened.MethodSwitched, method=method)
        live.chosen_method, live.closing = method, True

    def clerk_said(self, live: LiveCase, state: str) -> None:
        """Take what the cashier saw of the order."""
        self._work.record(live, happened.OrderAnswered, state=state, source="clerk")
        self._pursuer.follow(live)

    def reverse(self, live: LiveCase, pin: Secret) -> None:
        """Send a reverse, once the PIN is right."""
        if self._work.who.needs_pin and not self._check_pin(pin):
            return
        self._pursuer.reverse(live, self._work.who.cashier or "manager")

    def override(self, live: LiveCase) -> None:
        """Take the lock off by hand."""
        if live.case.clerk_said is None or live.case.clerk_said[0] != "not_paid":
            self._work.record(live, happened.OrderAnswered, state="not_paid", source="clerk")
        self._work.record(live, happened.LockOverridden, by=self._work.who.cashier or "clerk")

    def close(
        self, live: LiveCase, outcome: Outcome, method: str | None, mood: Mood | None
    ) -> None:
        """End the case."""
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

    def back(self, live: LiveCase) -> None:
        """Go one step back; from the first one, out of the case."""
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
