"""A failed payment as a pure state machine: `case.apply(event) -> case`.

A case keeps facts only. Whether the order is known is judged by `diagnosis.order` each time, so no
sequence of events can talk the lock away. What must not happen raises: the window never offers it,
and history never holds it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from cashier.cases import events as happened
from cashier.cases.events import Event, Mood, Outcome
from cashier.cases.refusals import (
    CaseOver,
    ChargeStillLocked,
    OverrideTooEarly,
    ReverseNotAllowed,
    WrongCase,
)
from cashier.core.money import Money
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import Known, MoneyState, OrderKind, known_money
from cashier.playbook.evidence import Evidence
from cashier.playbook.playbook import Playbook

_NEVER_TAKEN_BACK = ("register.outcome", "order.state")
_AFTER_CLOSING = (happened.OrderAnswered, happened.OrderUnanswered, happened.LockRestored)


@dataclass(frozen=True, slots=True)
class Case:
    """What is known about one failed payment. Seconds count from its opening."""

    playbook: Playbook = field(repr=False, compare=False)
    case_id: str
    opened_at: datetime
    till: str
    cashier: str
    method: str | None
    amount: Money | None
    order_kind: OrderKind
    order_tail: str
    evidence: tuple[Evidence, ...] = ()
    locked_since_s: float | None = None
    overridden: bool = False
    queries: int = 0
    provider_said: tuple[str, float] | None = None
    clerk_said: tuple[str, float] | None = None
    reverse_asked_s: float | None = None
    switched_to: str | None = None
    steps_done: tuple[str, ...] = ()
    outcome: Outcome | None = None
    paid_by: str | None = None
    mood: Mood | None = None
    cause_kept: str = ""
    elapsed_s: float = 0.0

    @classmethod
    def replay(cls, history: Iterable[Event], playbook: Playbook) -> "Case":
        """Build the case from its events, oldest first.

        Raises:
            WrongCase: the first event does not open a case.
        """
        case: Case | None = None
        for event in history:
            case = case.apply(event) if case else cls.opened(event, playbook)
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

    @property
    def facts(self) -> Facts:
        """The evidence as it stands."""
        return Facts.of(self.evidence)

    @property
    def known(self) -> Known:
        """What is known about the money."""
        return known_money(self.facts, self.playbook.codes, self.order_kind)

    @property
    def charge_lock(self) -> bool:
        """Whether another charge must be kept back now."""
        known = self.known
        return known.charge_lock and not (self.overridden and known.state is MoneyState.unknown)

    @property
    def is_open(self) -> bool:
        """Whether anybody still has to do something: no outcome yet, or the order still unknown."""
        if self.outcome is Outcome.cancelled:
            return False
        if self.known.state is MoneyState.unknown:
            return True
        return self.outcome in (None, Outcome.check_later)

    @property
    def paid_twice(self) -> bool:
        """Whether the first charge turned out to be paid after the customer paid another way."""
        return self.outcome is Outcome.paid_other and self.known.state is MoneyState.paid

    def apply(self, event: Event) -> "Case":
        """Return the case after the event.

        Raises:
            WrongCase: the event belongs to another case.
            CaseOver: the case is closed and the event is not news about its order.
            ChargeStillLocked, OverrideTooEarly, ReverseNotAllowed: it must not happen now.
        """
        if event.case_id != self.case_id or isinstance(event, happened.CaseOpened):
            raise WrongCase(case_id=event.case_id)
        closed = self.outcome not in (None, Outcome.check_later)
        if closed and not isinstance(event, _AFTER_CLOSING):
            raise CaseOver(case_id=self.case_id)
        after = replace(self._changed(event), elapsed_s=max(self.elapsed_s, event.elapsed_s))
        return replace(after, locked_since_s=_locked_since(self, after, event))

    def _changed(self, event: Event) -> "Case":
        match event:
            case happened.DetailsNoted():
                return self._noted(event)
            case happened.EvidenceSeen():
                return self._seen(event.evidence)
            case happened.QuestionAnswered():
                return self._seen(Evidence(event.name, event.value, "clerk", event.at))
            case happened.AnswerTakenBack():
                return self._taken_back(event)
            case happened.OrderAnswered():
                return self._answered(event)
            case happened.OrderUnanswered():
                return replace(self, queries=self.queries + 1)
            case happened.StepDone():
                return self._stepped(event)
            case _:
                return self._decided(event)

    def _decided(self, event: Event) -> "Case":
        match event:
            case happened.ReverseAsked():
                if not self.may_reverse(event.elapsed_s):
                    raise ReverseNotAllowed(case_id=self.case_id)
                return replace(self, reverse_asked_s=event.elapsed_s)
            case happened.LockOverridden():
                if not self.may_override(event.elapsed_s):
                    raise OverrideTooEarly(case_id=self.case_id)
                return replace(self, overridden=True)
            case happened.MethodSwitched():
                if self.charge_lock:
                    raise ChargeStillLocked(case_id=self.case_id)
                return replace(self, switched_to=event.method)
            case happened.CaseClosed():
                return self._closed(event)
            case _:
                return self

    def may_reverse(self, elapsed_s: float) -> bool:
        """Whether a reverse may be sent: its time has come and a fresh query was not `paid`."""
        timings = self.playbook.timings
        if self.locked_since_s is None or self.order_kind is not OrderKind.payment_code:
            return False
        if self.known.state is not MoneyState.unknown or self.provider_said is None:
            return False
        if elapsed_s < self.locked_since_s + timings.reverse_after_s:
            return False
        return elapsed_s - self.provider_said[1] <= 2 * timings.query_every_s

    def may_override(self, elapsed_s: float) -> bool:
        """Whether a clerk who found the order not paid may take the lock off by hand."""
        if self.locked_since_s is None or self.known.state is not MoneyState.unknown:
            return False
        looked = self.clerk_said is not None and self.clerk_said[0] == "not_paid"
        due_s = self.locked_since_s + self.playbook.timings.clerk_override_after_s
        return looked and elapsed_s >= due_s

    def _noted(self, event: happened.DetailsNoted) -> "Case":
        return replace(
            self,
            amount=event.amount if event.amount is not None else self.amount,
            method=event.method if event.method is not None else self.method,
            order_kind=event.order_kind if event.order_kind is not None else self.order_kind,
            order_tail=event.order_tail if event.order_tail is not None else self.order_tail,
        )

    def _seen(self, item: Evidence) -> "Case":
        return replace(self, evidence=(*self.evidence, item))

    def _taken_back(self, event: happened.AnswerTakenBack) -> "Case":
        """Forget the clerk's answer; that a charge was sent, or what became of it, stays said."""
        if event.name in _NEVER_TAKEN_BACK:
            return self
        kept = tuple(
            item for item in self.evidence if item.name != event.name or item.source != "clerk"
        )
        return replace(self, evidence=kept)

    def _answered(self, event: happened.OrderAnswered) -> "Case":
        clerk = event.source == "clerk"
        after = self._seen(
            Evidence("order.state", event.state, "clerk" if clerk else "provider", event.at)
        )
        said = (event.state, event.elapsed_s)
        if clerk:
            return replace(after, clerk_said=said)
        # Somebody is paying this very order now: a lock taken off by hand comes back.
        overridden = self.overridden and event.state != "paying"
        return replace(after, provider_said=said, queries=self.queries + 1, overridden=overridden)

    def _stepped(self, event: happened.StepDone) -> "Case":
        charging = any(step.id == event.step and step.charges for step in self.playbook.steps)
        if charging and event.result != "skipped" and self.charge_lock:
            raise ChargeStillLocked(case_id=self.case_id)
        result = Evidence(f"step.{event.step}", event.result, "clerk", event.at)
        told = self._seen(result) if event.result else self
        return replace(told, steps_done=(*self.steps_done, event.step))

    def _closed(self, event: happened.CaseClosed) -> "Case":
        if event.outcome is Outcome.paid_other and self.charge_lock:
            raise ChargeStillLocked(case_id=self.case_id)
        return replace(
            self,
            outcome=event.outcome,
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
