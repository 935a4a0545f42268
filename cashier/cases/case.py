"""A failed payment as a pure state machine: `case.apply(event) -> case`.

A case keeps facts only; what follows from them stands in `CaseState`. What must not happen raises:
the window never offers it, and history never holds it. What history holds has happened, whatever is
thought of it now: `Case.replay` takes it as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cashier.cases import events as happened
from cashier.cases.another_order import of_another_order, speaks_of_another_order
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.cases.refusals import ChargeStillLocked, WrongCase, refuse
from cashier.cases.state import UNPAID, CaseState
from cashier.diagnosis.order import MoneyState
from cashier.playbook.evidence import UNKNOWN, Evidence
from cashier.playbook.playbook import Playbook

# What leaves the customer's word as it is: who is paying may have paid, who does not know says so.
_STILL_CLAIMED = frozenset({"paying", UNKNOWN})
_NEVER_TAKEN_BACK = ("register.outcome", "order.state")
# What a clerk can have seen. Any other end of an order is for the provider to tell: a clerk's word
# takes a lock off as an override only.
CLERK_STATES = ("paid", "paying", "not_paid", "unknown")
# The provider's own last word on taking an order back; after any other it is tried once more.
_REVERSE_IS_ANSWERED = frozenset({"reversed", "refused", "not_found"})


@dataclass(frozen=True, slots=True)
class Case(CaseState):
    """One failed payment and what happens to it."""

    @classmethod
    def replay(cls, history: Iterable[Event], playbook: Playbook) -> "Case":
        """Build the case from its events, oldest first; rules made since refuse none of them.

        Raises:
            WrongCase: the first event does not open a case, or another belongs to another one.
        """
        case: Case | None = None
        for event in history:
            case = case.after(event) if case else cls.opened(event, playbook)
        if case is None:
            raise WrongCase(case_id="")
        return case

    @classmethod
    def opened(cls, event: Event, playbook: Playbook) -> "Case":
        """Begin a case with the event that opened it."""
        if not isinstance(event, happened.CaseOpened):
            raise WrongCase(case_id=event.case_id)
        return cls(
            playbook=playbook,
            case_id=event.case_id,
            opened_at=event.at,
            till=event.till,
            cashier=event.cashier,
            method=event.method,
            amount=event.amount,
            order_kind=event.order_kind,
            order_tail=event.order_tail,
            elapsed_s=event.elapsed_s,
        )

    def apply(self, event: Event) -> "Case":
        """Return the case after the event.

        Raises:
            WrongCase: the event belongs to another case.
            CaseOver: the case is closed and the event is not news about its order.
            ChargeStillLocked, OverrideTooEarly, ReverseNotAllowed: it must not happen now.
        """
        after = self.after(event)
        refuse(self, event)
        return after

    def after(self, event: Event) -> "Case":
        """Return the case after what has happened already, whether or not it may happen now.

        Raises:
            WrongCase: the event belongs to another case.
            ChargeStillLocked: a clerk says what no clerk was ever asked.
        """
        if event.case_id != self.case_id or isinstance(event, happened.CaseOpened):
            raise WrongCase(case_id=event.case_id)
        after = replace(self._changed(event), elapsed_s=max(self.elapsed_s, event.elapsed_s))
        return replace(after, locked_since_s=_locked_since(self, after, event))

    def _changed(self, event: Event) -> "Case":
        match event:
            case happened.DetailsNoted():
                return self._noted(event)
            case happened.EvidenceSeen():
                return self._seen(event.evidence)
            case happened.QuestionAnswered():
                answer = Evidence(event.name, event.value, "clerk", event.at)
                return replace(self, evidence=(*self._without(event.name), answer))
            case happened.AnswerTakenBack():
                return replace(self, evidence=self._without(event.name))
            case happened.OrderAnswered():
                return self._answered(event)
            case happened.OrderUnanswered():
                return replace(self, queries=self.queries + 1)
            case happened.ReverseAnswered():
                open_ = self.reverse_open and event.said not in _REVERSE_IS_ANSWERED
                return replace(self, reverse_open=open_)
            case happened.StepDone():
                return self._stepped(event)
            case _:
                return self._decided(event)

    def _decided(self, event: Event) -> "Case":
        match event:
            case happened.ReverseAsked():
                return replace(self, reverse_asked_s=event.elapsed_s, reverse_open=True)
            case happened.LockOverridden():
                # Whoever looked has answered the customer's word as well.
                return replace(self, overridden=True, claimed=False)
            case happened.PaymentClaimed():
                return self._claimed()
            case happened.MethodSwitched():
                return replace(self, switched_to=event.method)
            case happened.RulesFired():
                return replace(self, rules_fired=event.rules)
            case happened.CaseClosed():
                return self._closed(event)
            case _:
                return self

    def _noted(self, event: happened.DetailsNoted) -> "Case":
        told = of_another_order(self) if speaks_of_another_order(self, event) else self
        return replace(
            told,
            amount=event.amount if event.amount is not None else self.amount,
            method=event.method if event.method is not None else self.method,
            order_kind=event.order_kind if event.order_kind is not None else self.order_kind,
            order_tail=event.order_tail if event.order_tail is not None else self.order_tail,
        )

    def _seen(self, item: Evidence) -> "Case":
        return replace(self, evidence=(*self.evidence, item))

    def _without(self, name: str) -> tuple[Evidence, ...]:
        """Leave out the clerk's answer; that a charge was sent, and what became of it, stays."""
        if name in _NEVER_TAKEN_BACK:
            return self.evidence
        return tuple(item for item in self.evidence if item.name != name or item.source != "clerk")

    def _answered(self, event: happened.OrderAnswered) -> "Case":
        clerk = event.source == "clerk"
        if clerk and event.state not in CLERK_STATES:
            raise ChargeStillLocked(case_id=self.case_id)
        said = (event.state, event.elapsed_s)
        # The customer's word against two: the register's final answer, and nothing found since.
        refuted = self.claimed and event.state in UNPAID and self.refused_by_register
        if refuted and not clerk:
            return replace(
                self,
                provider_said=said,
                queries=self.queries + 1,
                claimed=False,
                refuted=True,
                asked_of=event.source,
            )
        after = self._seen(
            Evidence("order.state", event.state, "clerk" if clerk else "provider", event.at)
        )
        if clerk:
            return replace(after, clerk_said=said)
        # Somebody is paying this very order now: a lock taken off by hand comes back.
        overridden = self.overridden and event.state != "paying"
        heard = replace(
            after,
            provider_said=said,
            queries=self.queries + 1,
            overridden=overridden,
            claimed=self.claimed and event.state in _STILL_CLAIMED,
            asked_of=event.source,
        )
        return replace(heard, reverse_open=self.reverse_open and not heard.settled_by_provider)

    def _claimed(self) -> "Case":
        """Put the order in doubt; what a clerk saw before the customer said so counts no more."""
        if not self.may_claim:
            return self
        return replace(self, claimed=True, refuted=False, overridden=False, clerk_said=None)

    def _stepped(self, event: happened.StepDone) -> "Case":
        result = Evidence(f"step.{event.step}", event.result, "clerk", event.at)
        told = self._seen(result) if event.result else self
        return replace(told, steps_done=(*self.steps_done, event.step))

    def _closed(self, event: happened.CaseClosed) -> "Case":
        paid = event.outcome in (Outcome.paid_same, Outcome.paid_other)
        return replace(
            self,
            outcome=event.outcome,
            closed_s=None if event.outcome is Outcome.check_later else event.elapsed_s,
            paid_elsewhere=paid and self.known.state is not MoneyState.paid,
            paid_by=event.method,
            mood=event.mood,
            cause_kept=event.cause,
        )


def _locked_since(before: Case, after: Case, event: Event) -> float | None:
    """Start, restart or end the lock's time, whatever the event was."""
    if not after.charge_lock:
        return None
    if before.locked_since_s is None or isinstance(event, happened.LockRestored):
        return event.elapsed_s
    return before.locked_since_s
