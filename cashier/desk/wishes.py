"""What a wish does to a case: the handlers behind the desk's commands. One thread, one at a time.

A handler that must not act raises one of our errors; the desk turns it into a notice.
"""

from collections import deque

from cashier.cases import events as happened
from cashier.cases.confirm import confirms
from cashier.cases.outcome import Mood, Outcome
from cashier.cases.refusals import OverrideTooEarly
from cashier.core.errors import WrongUse
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.desk.casework import Casework
from cashier.desk.live import REPORT_LIVES_S, LiveCase
from cashier.desk.ports import CheckPin
from cashier.desk.pursuer import Pursuer
from cashier.desk.search import matching
from cashier.desk.showing import Showing
from cashier.desk.undoing import Ending, Undoing
from cashier.diagnosis.order import MoneyState
from cashier.health.lights import Snapshot, evidence
from cashier.history.shifts import Handover
from cashier.playbook.evidence import (
    UNKNOWN,
    Evidence,
    UnknownEvidenceName,
    UnknownEvidenceValue,
)
from cashier.register.report import OrderNumber, Report, read_text

_CLERK_SEES = ("paid", "not_paid")
_MOST_HEARD_OF = 50


def _was_charged(live: LiveCase) -> bool:
    """Whether anybody said that a charge was sent: the register, its report, or who pressed F9."""
    facts = live.case.facts
    spoke = any(name in facts.asked for name in ("register.code", "register.text", "register.http"))
    return spoke or bool(live.case.order_tail) or facts.get("register.outcome") != "nothing"


class OrderNumberTaken(WrongUse):
    """The number belongs to another payment that is still open. Fields: tail."""

    code = "order-number-taken"


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
        self._heard_of: deque[str] = deque(maxlen=_MOST_HEARD_OF)
        self.undoing = Undoing(work, self._finish)

    def start(self) -> None:
        """Take up the cases that were left open, and open a shift if none is open."""
        self._work.resume()
        self._work.open_shift()
        self._pursuer.take_up()
        ended = (row.order_tail for row in self._work.recent)
        begun = (live.case.order_tail for live in self._work.live.values())
        self._heard_of.extend(tail for tail in (*ended, *begun) if tail)

    def change_shift(self, said: Handover) -> None:
        """Close the shift and open the next one; codes met in the old one are forgotten."""
        self.undoing.settle()
        self._work.change_shift(said)
        self._showing.looks.new_shift()

    def stop(self) -> None:
        """Ask nothing more; write what could not be written before."""
        self.undoing.settle()
        self._pursuer.stop()
        self._work.outages.stop()
        self._work.keeping.flush()

    def reported(self, report: Report) -> None:
        """Give what the register told to the case that it is about, or keep it for the next one.

        An order is news once. What is told again belongs to its case or, until that opens, to the
        next one; when it had its case, or a newer order was told since, it is about neither.
        """
        now, number = self._work.clock.monotonic(), report.order_number
        self._work.outages.reported(report)
        owner, again = self._owner(number), number.tail in self._heard_of
        if owner is None and again and not self._is_kept(number):
            return
        self._hear_of(number)
        live = owner or self._work.front
        if live is not None and live.may_be_about(report, now):
            self._take(live, report)
        elif owner is None:
            self._last_report = (report, now)
            if not again:
                self._showing.looks.charge_reported()

    def _hear_of(self, number: OrderNumber) -> None:
        if number and number.tail not in self._heard_of:
            self._heard_of.append(number.tail)

    def _is_kept(self, number: OrderNumber) -> bool:
        """Whether this is the order of the report that is kept for the next case."""
        last = self._last_report
        return bool(number) and last is not None and last[0].order_number == number

    def _owner(self, number: OrderNumber) -> LiveCase | None:
        """Return the case in memory whose order this is; of some only the end is known."""
        if not number:
            return None
        lives = tuple(self._work.live.values())
        whole = (one for one in lives if one.order_number == number)
        now = self._work.clock.now()
        by_end = (one for one in lives if one.may_have_number(number, now))
        return next(whole, None) or next(by_end, None)

    def _take(self, live: LiveCase, report: Report) -> None:
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
        self.undoing.settle()
        if front is not None:
            self._set_aside(front)
        report = self._fresh_report()
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

    def _fresh_report(self) -> Report | None:
        """Return what the register told a moment ago, once: a second case is another payment."""
        last, self._last_report = self._last_report, None
        if last is None or self._work.clock.monotonic() - last[1] > REPORT_LIVES_S:
            return None
        return last[0]

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
            self.clerk_said(live, value)
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
        owner = self._owner(number)
        if owner is not None and owner is not live:
            raise OrderNumberTaken(tail=number.tail)
        tail = number.tail if number else None
        self._work.record(
            live, happened.DetailsNoted, amount=amount, method=method, order_tail=tail
        )
        live.order_number = number or live.order_number
        self._hear_of(number)
        if self._is_kept(number):
            # The next case is about another order.
            self._last_report = None
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

    def clerk_said(self, live: LiveCase, state: str) -> None:
        """Take what the cashier saw of the order: paid, or not.

        Raises:
            UnknownEvidenceValue: nobody at a till can see that.
        """
        if state not in _CLERK_SEES:
            raise UnknownEvidenceValue("order.state", state, "not_paid")
        self._work.record(live, happened.OrderAnswered, state=state, source="clerk")
        self._pursuer.follow(live)

    def reverse(self, live: LiveCase, pin: Secret) -> None:
        """Send a reverse, once the PIN is right."""
        if self._work.who.needs_pin and not self._check_pin(pin):
            return
        self._pursuer.reverse(live, self._work.who.cashier or "manager")

    def override(self, live: LiveCase) -> None:
        """Take the lock off by hand; an order that became known meanwhile stays known."""
        if live.case.known.state is not MoneyState.unknown:
            return
        if live.case.is_closed:
            self._look_again(live)
            return
        self._work.record(live, happened.OrderAnswered, state="not_paid", source="clerk")
        self._work.record(live, happened.LockOverridden, by=self._work.who.cashier or "clerk")

    def _look_again(self, live: LiveCase) -> None:
        """Settle a case that ended in doubt: somebody looked once more, after its time."""
        due_s = live.case.recheck_due_s
        if due_s is None or live.elapsed(self._work.clock.monotonic()) < due_s:
            raise OverrideTooEarly(case_id=live.case.case_id)
        self._work.record(live, happened.OrderAnswered, state="not_paid", source="clerk")
        self._work.put_away(live)

    def start_closing(self, live: LiveCase) -> None:
        """Ask how the case ended."""
        live.closing = True

    def close(
        self, live: LiveCase, outcome: Outcome, method: str | None, mood: Mood | None
    ) -> None:
        """End the case, after a while in which that can be undone.

        One that has ended already only leaves the front.

        Raises:
            ChargeStillLocked: it cannot have ended like that.
        """
        if live.case.is_closed:
            self._work.put_away(live)
            return
        stamp = self._work.stamp(live)
        if not self.undoing.holds or outcome is Outcome.check_later:
            self._finish(
                live, Ending(outcome, method, mood, stamp["at"], stamp["elapsed_s"], until_s=0.0)
            )
            return
        # Refused here and not when nobody looks any more.
        live.case.apply(happened.CaseClosed(**stamp, outcome=outcome))
        if live.mark is not None:
            self._showing.looks.left(live.mark)
        live.left = True
        self.undoing.hold(live, outcome, method, mood)

    def _finish(self, live: LiveCase, end: Ending) -> None:
        """Write how a case ended.

        "Paid the same way" means this very order, unless the lock was taken off by hand: then it
        may be a second one, and the first is still looked after.
        """
        outcome, method = end.outcome, end.method
        when = {"at": end.at, "elapsed_s": max(end.elapsed_s, live.case.elapsed_s)}
        unknown = live.case.known.state is MoneyState.unknown
        if outcome is Outcome.paid_same and unknown and not live.case.overridden:
            self._work.record(live, happened.OrderAnswered, state="paid", source="clerk", **when)
        if outcome is Outcome.paid_other and method and method != live.case.switched_to:
            self._work.record(live, happened.MethodSwitched, method=method, **when)
        cause = self._showing.advice(live).cause
        sure = confirms(live.case, cause, outcome, live.ticked)
        said = {"method": method, "mood": end.mood, "cause": cause, "confirmed": sure}
        self._work.record(live, happened.CaseClosed, outcome=outcome, **said, **when)
        self._leave(live)
        self._pursuer.follow(live)

    def _leave(self, live: LiveCase) -> None:
        """Put a case away; a code that was charged works only once, whatever became of it.

        To have looked up the last payment charges nothing: the code in front is the next one's.
        """
        if live.mark is not None and _was_charged(live):
            self._showing.looks.left(live.mark)
        self._work.put_away(live)

    def back(self, live: LiveCase) -> None:
        """Go one step back; from the first one, out of the case."""
        if live.closing:
            live.closing = False
        elif live.skipped:
            live.skipped = False
        elif live.answered and not live.case.is_closed:
            self.undoing.withdraw(live)
        else:
            if live.case.may_cancel:
                self._work.record(live, happened.CaseClosed, outcome=Outcome.cancelled)
                self._work.put_away(live)
            else:
                self._leave(live)
