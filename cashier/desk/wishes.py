"""What a wish does to a case: the handlers behind the desk's commands. One thread, one at a time.

A handler that must not act raises one of our errors; the desk turns it into a notice. What is said
and wanted of the order itself is in `order_wishes`.
"""

from contextlib import suppress

from cashier.cases import events as happened
from cashier.cases.outcome import Outcome
from cashier.core.errors import CashierError, WrongUse
from cashier.core.money import Money
from cashier.desk.casework import Casework
from cashier.desk.endings import Endings
from cashier.desk.live import LiveCase
from cashier.desk.order_wishes import OrderWishes
from cashier.desk.pursuer import Pursuer
from cashier.desk.reports import Reports
from cashier.desk.search import matching
from cashier.desk.showing import Showing
from cashier.health.lights import Snapshot, evidence
from cashier.history.shifts import Handover
from cashier.playbook.evidence import (
    UNKNOWN,
    Evidence,
    UnknownEvidenceName,
)
from cashier.register.report import OrderNumber, Report, read_text


class OrderNumberTaken(WrongUse):
    """The number belongs to another payment that is still open. Fields: tail."""

    code = "order-number-taken"


class Wishes:
    """Does what the desk was asked for."""

    def __init__(
        self,
        work: Casework,
        pursuer: Pursuer,
        showing: Showing,
        endings: Endings,
        order: OrderWishes,
    ) -> None:
        self._work = work
        self._pursuer = pursuer
        self._showing = showing
        self._endings = endings
        self._order = order
        self._reports = Reports(work, showing.looks.charge_reported)
        showing.last_amount = self._reports.last_amount

    def start(self) -> None:
        """Take up the cases that were left open, and open a shift if none is open."""
        self._work.resume()
        self._work.open_shift()
        self._pursuer.take_up()
        self._reports.start()

    def change_shift(self, said: Handover) -> None:
        """Close the shift and open the next one; codes met in the old one are forgotten."""
        self._endings.undoing.settle()
        self._work.change_shift(said)
        self._showing.looks.new_shift()

    def stop(self) -> None:
        """Ask nothing more; write what could not be written before, let go of what was dropped."""
        self._endings.undoing.settle()
        self._pursuer.stop()
        self._work.outages.stop()
        self._work.keeping.flush()
        with suppress(CashierError):
            # What cannot be let go of now goes a minute after the next start.
            self._work.store.tidy()

    def reported(self, report: Report) -> None:
        """Give what the register told to the case that it is about, or keep it for the next one."""
        self._work.outages.reported(report)
        owner = self._reports.owner(report.order_number)
        if owner is not None and owner.ending:
            # How it ended was told before this was known: it is written first, and this is news.
            self._endings.undoing.settle()
        live = self._reports.take(report)
        if live is not None:
            self.note(live, report.amount, report.method, report.order_number)
            self._work.see(live, report.evidence())
            self._pursuer.follow(live)

    def lights(self, snapshot: Snapshot) -> None:
        """Take the new lights, into the case in front as well."""
        self._showing.snapshot = snapshot
        self._showing.checked_monotonic = self._work.clock.monotonic()
        self._work.outages.lights(snapshot)
        if self._work.front is not None:
            self._work.see(self._work.front, evidence(snapshot))

    def open(self, outcome: str, *, another: bool = False) -> None:
        """Open a case, unless one is in front already; `another` one puts that aside, open."""
        front = self._work.front
        if front is not None and not another:
            return
        self._endings.undoing.settle()
        if front is not None:
            self._set_aside(front)
        report = self._reports.fresh()
        said = report.evidence() if report else ()
        first = Evidence("register.outcome", outcome, "clerk", self._work.clock.now())
        seen = (first, *said, *self._showing.sensed())
        live = self._work.open(report, seen)
        live.mark = self._showing.looks.mark
        self._pursuer.follow(live)

    def _set_aside(self, live: LiveCase) -> None:
        """Let a case wait for the next one: the camera looks at somebody else's code now."""
        live.closing, live.left = False, True
        if live.mark is not None:
            self._showing.looks.left(live.mark)
        self._work.front = None

    def resume(self, case_id: str) -> None:
        """Bring an open case to the front."""
        live = self._work.live.get(case_id)
        if live is not None and live.case.is_open and not live.ending:
            self._work.front = live

    def till_says(self, live: LiveCase, text: str) -> None:
        """Take what the register shows now, in place of what it showed before."""
        report = read_text(text, self._work.playbook.codes, live.case.method)
        said = report.evidence(self._work.clock.now())
        for name in ("register.code", "register.text"):
            if said and live.case.facts.get(name) is not None:
                self._work.record(live, happened.AnswerTakenBack, name=name)
        for item in said:
            self._work.record(live, happened.EvidenceSeen, evidence=item)
        live.answered.append(tuple(item.name for item in said))
        live.found = ()
        self._pursuer.follow(live)

    def search(self, live: LiveCase, text: str) -> None:
        """Look for known messages."""
        live.found = matching(text, self._work.playbook)

    def answer(self, live: LiveCase, name: str, value: str) -> None:
        """Take the answer to one of the playbook's questions.

        Raises:
            UnknownEvidenceName: nobody is asked that.
            UnknownEvidenceValue: not one of its answers.
        """
        playbook = self._work.playbook
        playbook.vocabulary.check(name, value)
        if name not in (question.name for question in playbook.questions):
            raise UnknownEvidenceName(name, playbook.questions[0].name)
        if name == "register.text":
            self.till_says(live, value)
        elif name == "order.state":
            self._order.clerk_said(live, value)
        else:
            self._answered(live, name, value)

    def _answered(self, live: LiveCase, name: str, value: str) -> None:
        self._work.record(live, happened.QuestionAnswered, name=name, value=value)
        names = [name]
        if name == "register.outcome":
            # Whoever says what the register does instead has no words to read from it.
            self._work.record(live, happened.QuestionAnswered, name="register.text", value=UNKNOWN)
            names.append("register.text")
        live.answered.append(tuple(names))
        self._pursuer.follow(live)

    def skip_questions(self, live: LiveCase) -> None:
        """Go on without answers; what was answered before counts, and going back asks again."""
        live.skipped = True

    def note(
        self, live: LiveCase, amount: Money | None, method: str | None, number: OrderNumber
    ) -> None:
        """Add amount, method or order number.

        Raises:
            OrderNumberTaken: it is the number of another payment that is still open.
        """
        owner = self._reports.owner(number)
        if owner is not None and owner is not live:
            raise OrderNumberTaken(tail=number.tail)
        tail = number.tail if number else None
        self._work.record(
            live, happened.DetailsNoted, amount=amount, method=method, order_tail=tail
        )
        live.order_number = number or live.order_number
        self._reports.noted(number)
        self._pursuer.follow(live)

    def tick(self, live: LiveCase, step_id: str) -> None:
        """Tick a step, or take the tick back."""
        if step_id in live.ticked:
            live.ticked.discard(step_id)
            live.ticks = [one for one in live.ticks if one[0] != step_id]
            return
        self._work.record(live, happened.StepDone, step=step_id)
        live.ticked.add(step_id)
        live.ticks.append((step_id, len(live.answered)))

    def switch(self, live: LiveCase, method: str) -> None:
        """Go on with another method, and to the end of the case."""
        self._work.record(live, happened.MethodSwitched, method=method)
        live.chosen_method, live.closing = method, True

    def start_closing(self, live: LiveCase) -> None:
        """Ask how the case ended."""
        live.closing = True

    def back(self, live: LiveCase) -> None:
        """Go one step back; from the first one, out of the case."""
        if live.closing:
            live.closing = False
        elif live.skipped:
            live.skipped = False
        elif live.answered and not live.case.is_closed:
            self._endings.undoing.withdraw(live)
        else:
            if live.case.may_cancel:
                self._work.record(live, happened.CaseClosed, outcome=Outcome.cancelled)
                self._work.put_away(live)
            else:
                self._endings.leave(live)
