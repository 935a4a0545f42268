"""The promise above all others, against every history that can be made.

A rule-based machine lets anything happen to a case, in any order, at any time. Whatever it does:
while what became of the order is not known, nothing advised, offered or accepted charges again.
"""

from datetime import UTC, datetime
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cashier.cases import events as happened
from cashier.cases.advice import Situation, advise
from cashier.cases.case import Case
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.cases.records import from_record, to_record
from cashier.core.errors import CashierError
from cashier.diagnosis.actions import NextKind
from cashier.diagnosis.order import MoneyState, OrderKind
from cashier.playbook.evidence import CONTRACT, ORDER_STATES, Evidence
from cashier.providers.gateway import ReverseOutcome
from tests.helpers.playbooks import shipped

AT = datetime(2026, 11, 22, 6, 32, tzinfo=UTC)
ROWS = shipped().codes.rows
STEPS = [step.id for step in shipped().steps]
METHODS = [method.id for method in shipped().methods]
CLAIMED_WORDS = ("lock-claimed", "lock-swapped", "lock-paid")
QUESTIONS = [name for name in CONTRACT.names if name.startswith("ask.")]


def any_value(name: str) -> st.SearchStrategy[str]:
    if name == "register.code":
        return st.sampled_from([f"{row.provider}/{row.code}" for row in ROWS])
    if name == "register.text":
        return st.one_of(st.sampled_from([row.message for row in ROWS]), st.text(max_size=20))
    if name == "register.http":
        return st.sampled_from(["timeout", "reset", "refused", "202", "401", "404", "500"])
    return st.sampled_from(CONTRACT.values(name))


EVIDENCE = st.sampled_from(CONTRACT.names).flatmap(
    lambda name: st.builds(
        Evidence, st.just(name), any_value(name), st.sampled_from(["register", "probe", "clerk"])
    )
)


class AnyHistory(RuleBasedStateMachine):
    """One case to which anything happens."""

    case: Case
    elapsed: float
    history: list[Event]
    claim_stands: bool

    @initialize(kind=st.sampled_from(OrderKind), method=st.sampled_from([None, *METHODS]))
    def opened(self, kind: OrderKind, method: str | None) -> None:
        self.elapsed, self.claim_stands = 0.0, False
        event = happened.CaseOpened(
            case_id="C", at=AT, elapsed_s=0.0, till="1", method=method, order_kind=kind
        )
        self.case = Case.opened(event, shipped())
        self.history = [event]
        self.happen(happened.EvidenceSeen, evidence=Evidence("register.outcome", "failed", "clerk"))

    def happen(self, kind: type[Event], **fields: Any) -> bool:
        """Let it happen; a refusal leaves the case as it was."""
        event = kind(case_id="C", at=AT, elapsed_s=self.elapsed, **fields)
        try:
            self.case = self.case.apply(event)
        except CashierError:
            return False
        self.history.append(event)
        return True

    @rule(seconds=st.sampled_from([0.2, 4.0, 16.0, 50.0, 4000.0]))
    def time_passes(self, seconds: float) -> None:
        self.elapsed += seconds

    @rule(evidence=EVIDENCE)
    def something_is_seen(self, evidence: Evidence) -> None:
        if not evidence.name.startswith("order."):
            self.happen(happened.EvidenceSeen, evidence=evidence)

    @rule(name=st.sampled_from(QUESTIONS), data=st.data())
    def a_question_is_answered(self, name: str, data: st.DataObject) -> None:
        value = data.draw(st.sampled_from(CONTRACT.values(name)))
        self.happen(happened.QuestionAnswered, name=name, value=value)

    @rule(name=st.sampled_from(CONTRACT.names))
    def an_answer_is_taken_back(self, name: str) -> None:
        self.happen(happened.AnswerTakenBack, name=name)

    @rule(
        state=st.sampled_from([*ORDER_STATES, "unknown"]),
        source=st.sampled_from(["wechat", "clerk"]),
    )
    def somebody_says_what_became_of_it(self, state: str, source: str) -> None:
        heard = self.happen(happened.OrderAnswered, state=state, source=source)
        # Who is paying may have paid, and who does not know has not answered.
        if heard and source != "clerk" and state not in ("paying", "unknown"):
            self.claim_stands = False

    @rule(
        tail=st.sampled_from([None, "000001", "000002"]), method=st.sampled_from([None, "alipay"])
    )
    def details_are_noted(self, tail: str | None, method: str | None) -> None:
        paid = self.case.known.state is MoneyState.paid
        locked = self.case.charge_lock
        self.happen(happened.DetailsNoted, order_tail=tail, method=method)
        assert self.case.charge_lock >= locked
        assert not paid or self.case.known.state is MoneyState.paid

    @rule()
    def a_query_brings_nothing(self) -> None:
        self.happen(happened.OrderUnanswered, reason="gateway-unreachable")

    @rule()
    def the_program_starts_again(self) -> None:
        self.happen(happened.LockRestored)

    @rule()
    def a_reverse_is_sent(self) -> None:
        said = self.case.provider_said
        if self.happen(happened.ReverseAsked, by="manager"):
            assert said is not None
            assert said[0] != "paid"

    @rule(said=st.sampled_from(ReverseOutcome))
    def a_reverse_is_answered(self, said: ReverseOutcome) -> None:
        self.happen(happened.ReverseAnswered, said=said.value)

    @rule()
    def the_lock_is_taken_off_by_hand(self) -> None:
        since = self.case.locked_since_s
        looked = self.case.clerk_said
        if self.happen(happened.LockOverridden, by="clerk"):
            assert since is not None
            assert self.elapsed - since >= shipped().timings.clerk_override_after_s
            assert looked is not None
            assert looked[0] == "not_paid"
            self.claim_stands = False

    @rule()
    def the_customer_claims_to_have_paid(self) -> None:
        may = self.case.may_claim
        if self.happen(happened.PaymentClaimed) and may:
            assert self.case.charge_lock
            assert self.case.known.state is MoneyState.unknown
            assert not self.case.may_override(self.elapsed)
            self.claim_stands = True

    @rule(step=st.sampled_from(STEPS), result=st.sampled_from(["helped", "no_help", ""]))
    def a_step_is_done(self, step: str, result: str) -> None:
        locked = self.case.charge_lock
        done = self.happen(happened.StepDone, step=step, result=result)
        assert not (done and locked and shipped().step(step).charges)

    @rule(method=st.sampled_from(METHODS))
    def another_method_is_chosen(self, method: str) -> None:
        locked = self.case.charge_lock
        assert not (self.happen(happened.MethodSwitched, method=method) and locked)

    @rule(outcome=st.sampled_from(Outcome), method=st.sampled_from(METHODS))
    def the_case_ends(self, outcome: Outcome, method: str) -> None:
        locked = self.case.charge_lock
        slip = self.case.may_cancel
        ended = self.happen(happened.CaseClosed, outcome=outcome, method=method)
        assert not (ended and outcome is Outcome.cancelled) or slip
        assert not (ended and locked and outcome is Outcome.paid_other)
        assert not (ended and outcome is Outcome.cancelled and self.claim_stands)

    @invariant()
    def nothing_charges_while_the_order_is_unknown(self) -> None:
        if not hasattr(self, "case"):
            return
        case = self.case
        advice = advise(
            Situation(
                evidence=case.evidence,
                amount=case.amount,
                method=case.method,
                charged_s=self.elapsed,
                order_kind=case.order_kind,
                number_known=True,
                overridden=case.overridden,
                claimed=case.claimed,
            ),
            shipped(),
        )
        assert advice.charge_lock or not case.charge_lock
        if not case.charge_lock:
            return
        assert case.known.state in (MoneyState.unknown, MoneyState.paid)
        assert advice.choice.offers == ()
        assert advice.script.startswith("lock-")
        assert advice.next.kind is not NextKind.switch
        assert not case.claimed or advice.script in CLAIMED_WORDS
        if advice.next.kind is NextKind.do:
            assert not shipped().step(advice.next.id).charges

    @invariant()
    def a_customers_word_stands_until_somebody_who_can_know_was_asked(self) -> None:
        if hasattr(self, "case") and self.claim_stands:
            assert self.case.claimed
            assert self.case.charge_lock

    @invariant()
    def only_what_is_not_paid_is_taken_back(self) -> None:
        """Whoever is paying has the whole window, counted from the last time the lock went on."""
        if not hasattr(self, "case") or not self.case.reverse_goes_on:
            return
        case = self.case
        assert "paid" not in case.facts.order_states
        assert case.known.state is MoneyState.unknown
        assert case.reverse_asked_s is not None
        assert case.provider_said is not None
        state, at_s = case.provider_said
        assert state in ("not_paid", "not_found", "paying")
        if state == "paying":
            assert case.locked_since_s is not None
            assert at_s - case.locked_since_s >= shipped().timings.query_window_s

    @invariant()
    def money_in_doubt_stays_open(self) -> None:
        if hasattr(self, "case") and self.case.known.state is MoneyState.unknown:
            over = self.case.outcome is Outcome.cancelled or self.case.looked_again
            assert self.case.is_open or over

    def teardown(self) -> None:
        if hasattr(self, "case"):
            stored = [from_record(to_record(event)) for event in self.history]
            assert stored == self.history
            assert Case.replay(stored, shipped()) == self.case


AT_LENGTH = settings(
    max_examples=1_000,
    stateful_step_count=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
QUICK = settings(
    max_examples=40,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = QUICK


@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_any_history_at_length() -> None:
    """100,000 steps."""
    run_state_machine_as_test(AnyHistory, settings=AT_LENGTH)
