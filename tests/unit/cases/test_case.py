"""A case: what it takes, what it refuses, and when it is over."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cashier.cases import events as happened
from cashier.cases.case import Case
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.cases.records import EventUnreadable, from_record, to_record
from cashier.cases.refusals import (
    CaseOver,
    ChargeStillLocked,
    OverrideTooEarly,
    ReverseNotAllowed,
    WrongCase,
)
from cashier.core.money import Money
from cashier.diagnosis.order import MoneyState, OrderKind
from cashier.playbook.evidence import Evidence
from tests.helpers.playbooks import shipped

AT = datetime(2026, 11, 22, 6, 32, tzinfo=UTC)


def at(kind: type[Event], elapsed_s: float = 1.0, *, case_id: str = "C", **fields: Any) -> Event:
    return kind(case_id=case_id, at=AT, elapsed_s=elapsed_s, **fields)


def opened(kind: OrderKind = OrderKind.payment_code) -> Case:
    event = at(happened.CaseOpened, 0.0, till="1", method="fenfu", order_kind=kind)
    return Case.opened(event, shipped())


def seen(name: str, value: str) -> Event:
    return at(happened.EvidenceSeen, 0.0, evidence=Evidence(name, value, "clerk"))


def in_doubt() -> Case:
    return opened().apply(seen("register.outcome", "failed"))


def test_a_lock_starts_with_what_made_it_and_ends_with_what_settles_it() -> None:
    case = in_doubt()
    assert case.locked_since_s == 0.0
    case = case.apply(at(happened.OrderAnswered, 12.0, state="failed", source="wechat"))
    assert case.locked_since_s is None
    case = case.apply(at(happened.OrderAnswered, 20.0, state="paying", source="wechat"))
    assert case.locked_since_s == 20.0


def test_a_restart_counts_the_lock_anew() -> None:
    case = in_doubt().apply(at(happened.LockRestored, 90.0))
    assert case.locked_since_s == 90.0


def test_a_second_charge_is_refused() -> None:
    case = in_doubt()
    with pytest.raises(ChargeStillLocked):
        case.apply(at(happened.MethodSwitched, method="alipay"))
    with pytest.raises(ChargeStillLocked):
        case.apply(at(happened.StepDone, step="refresh_code"))
    with pytest.raises(ChargeStillLocked):
        case.apply(at(happened.CaseClosed, outcome=Outcome.paid_other, method="cash"))
    assert case.apply(at(happened.StepDone, step="query_order")).steps_done == ("query_order",)


def test_the_lock_comes_off_by_hand_only_late_and_only_after_a_look() -> None:
    case = in_doubt()
    with pytest.raises(OverrideTooEarly):
        case.apply(at(happened.LockOverridden, 100.0, by="clerk"))
    looked = case.apply(at(happened.OrderAnswered, 44.0, state="not_paid", source="clerk"))
    with pytest.raises(OverrideTooEarly):
        looked.apply(at(happened.LockOverridden, 44.5, by="clerk"))
    free = looked.apply(at(happened.LockOverridden, 46.0, by="clerk"))
    assert not free.charge_lock
    assert free.is_open
    back = free.apply(at(happened.OrderAnswered, 60.0, state="paying", source="wechat"))
    assert back.charge_lock


def refused() -> Case:
    said = Evidence("register.code", "wechat/NOTENOUGH", "register")
    return in_doubt().apply(at(happened.EvidenceSeen, 2.0, evidence=said))


@pytest.mark.parametrize("state", ["failed", "reversed", "closed"])
def test_a_customer_who_says_that_it_was_paid_is_heard_until_somebody_knows(state: str) -> None:
    known = in_doubt().apply(at(happened.OrderAnswered, 12.0, state=state, source="wechat"))
    assert known.may_claim
    case = known.apply(at(happened.PaymentClaimed, 20.0))
    assert case.charge_lock
    assert case.locked_since_s == 20.0
    assert not case.settled_by_provider
    with pytest.raises(ChargeStillLocked):
        case.apply(at(happened.MethodSwitched, 21.0, method="cash"))
    waits = case.apply(at(happened.OrderAnswered, 22.0, state="paying", source="wechat"))
    assert waits.charge_lock
    again = case.apply(at(happened.OrderAnswered, 25.0, state=state, source="wechat"))
    assert not again.charge_lock
    paid = case.apply(at(happened.OrderAnswered, 25.0, state="paid", source="clerk"))
    assert paid.known.state is MoneyState.paid
    assert not paid.may_claim


@pytest.mark.parametrize("found", ["not_paid", "not_found"])
def test_the_registers_own_refusal_stands_once_nothing_was_found(found: str) -> None:
    case = refused()
    assert not case.charge_lock
    claimed = case.apply(at(happened.PaymentClaimed, 8.0))
    assert claimed.charge_lock
    looked = claimed.apply(at(happened.OrderAnswered, 9.0, state=found, source="wechat"))
    assert looked.known.state is MoneyState.failed
    assert not looked.charge_lock
    by_clerk = claimed.apply(at(happened.OrderAnswered, 9.0, state="not_paid", source="clerk"))
    assert by_clerk.charge_lock


def test_nothing_found_under_a_wrong_number_does_not_answer_the_customers_word() -> None:
    case = refused().apply(at(happened.DetailsNoted, 3.0, order_tail="000001"))
    claimed = case.apply(at(happened.PaymentClaimed, 8.0))
    missed = claimed.apply(at(happened.OrderAnswered, 9.0, state="not_found", source="wechat"))
    assert not missed.charge_lock
    right = missed.apply(at(happened.DetailsNoted, 12.0, order_tail="000002"))
    assert right.charge_lock
    assert right.claimed
    found = right.apply(at(happened.OrderAnswered, 13.0, state="not_found", source="wechat"))
    assert not found.charge_lock


def test_a_provider_that_does_not_know_does_not_answer_the_customers_word() -> None:
    failed = in_doubt().apply(at(happened.OrderAnswered, 12.0, state="failed", source="wechat"))
    claimed = failed.apply(at(happened.PaymentClaimed, 20.0))
    assert claimed.apply(
        at(happened.OrderAnswered, 21.0, state="unknown", source="wechat")
    ).charge_lock


def test_a_case_whose_customer_claims_to_have_paid_is_no_slip_of_the_finger() -> None:
    event = at(happened.CaseOpened, 0.0, till="1", order_kind=OrderKind.static)
    case = Case.opened(event, shipped())
    case = case.apply(at(happened.QuestionAnswered, 2.0, name="ask.phone_shows_paid", value="no"))
    assert case.may_cancel
    claimed = case.apply(at(happened.PaymentClaimed, 3.0))
    assert not claimed.may_cancel
    with pytest.raises(ChargeStillLocked):
        claimed.apply(at(happened.CaseClosed, 4.0, outcome=Outcome.cancelled))


def test_a_lock_taken_off_by_hand_comes_back_with_the_customers_word() -> None:
    case = in_doubt().apply(at(happened.OrderAnswered, 44.0, state="not_paid", source="clerk"))
    free = case.apply(at(happened.LockOverridden, 46.0, by="clerk"))
    back = free.apply(at(happened.PaymentClaimed, 50.0))
    assert back.charge_lock
    assert not back.may_override(300.0)
    looked = back.apply(at(happened.OrderAnswered, 96.0, state="not_paid", source="clerk"))
    assert not looked.apply(at(happened.LockOverridden, 96.0, by="clerk")).charge_lock


def test_paid_twice_is_seen() -> None:
    case = in_doubt()
    case = case.apply(at(happened.OrderAnswered, 44.0, state="not_paid", source="clerk"))
    case = case.apply(at(happened.LockOverridden, 46.0, by="clerk"))
    case = case.apply(at(happened.CaseClosed, 50.0, outcome=Outcome.paid_other, method="cash"))
    assert case.is_open
    assert not case.paid_twice
    case = case.apply(at(happened.OrderAnswered, 90.0, state="paid", source="wechat"))
    assert case.paid_twice
    assert not case.is_open


def test_a_reverse_needs_its_time_and_a_fresh_answer() -> None:
    case = in_doubt()
    with pytest.raises(ReverseNotAllowed):
        case.apply(at(happened.ReverseAsked, 20.0, by="manager"))
    asked = case.apply(at(happened.OrderAnswered, 10.0, state="not_paid", source="wechat"))
    with pytest.raises(ReverseNotAllowed):
        asked.apply(at(happened.ReverseAsked, 14.0, by="manager"))
    assert asked.apply(at(happened.ReverseAsked, 16.0, by="manager")).reverse_asked_s == 16.0
    with pytest.raises(ReverseNotAllowed):
        asked.apply(at(happened.ReverseAsked, 40.0, by="manager"))
    dynamic = opened(OrderKind.dynamic)
    assert dynamic.charge_lock
    assert not dynamic.may_reverse(100.0)


def test_after_its_end_a_case_takes_only_news_about_its_order() -> None:
    case = opened().apply(at(happened.CaseClosed, outcome=Outcome.customer_left))
    with pytest.raises(CaseOver):
        case.apply(at(happened.QuestionAnswered, name="ask.others_pay", value="yes"))
    paid = case.apply(at(happened.OrderAnswered, state="paid", source="wechat"))
    assert paid.known.state is MoneyState.paid
    later = in_doubt().apply(at(happened.CaseClosed, outcome=Outcome.check_later))
    assert later.is_open
    later.apply(at(happened.QuestionAnswered, name="ask.others_pay", value="yes"))


def test_an_event_of_another_case_is_a_bug() -> None:
    with pytest.raises(WrongCase):
        in_doubt().apply(at(happened.OrderUnanswered, case_id="D", reason="x"))
    with pytest.raises(WrongCase):
        Case.replay([], shipped())
    with pytest.raises(WrongCase):
        Case.replay([at(happened.OrderUnanswered, reason="x")], shipped())


SECOND_CHARGES = (
    at(happened.MethodSwitched, 3.0, method="cash"),
    at(happened.StepDone, 3.0, step="refresh_code"),
    at(happened.CaseClosed, 3.0, outcome=Outcome.paid_other, method="cash"),
)


@pytest.mark.parametrize("event", SECOND_CHARGES, ids=lambda event: type(event).__name__)
def test_what_is_refused_now_is_history_where_it_has_happened(event: Event) -> None:
    history = (
        at(happened.CaseOpened, 0.0, till="1", method="wechat"),
        seen("register.outcome", "failed"),
        seen("code.kind", "wechat_receive"),
        at(happened.ChargeLocked, 0.0),
        at(happened.QuestionAnswered, 1.0, name="ask.phone_shows_paid", value="no"),
        at(happened.QuestionAnswered, 2.0, name="ask.who_scanned", value="customer"),
    )
    with pytest.raises(ChargeStillLocked):
        Case.replay(history, shipped()).apply(event)
    assert Case.replay((*history, event), shipped()).charge_lock


def test_an_early_override_a_reverse_and_what_came_after_the_end_are_history_too() -> None:
    history = (
        at(happened.CaseOpened, 0.0, till="1", method="wechat"),
        seen("register.outcome", "failed"),
        at(happened.ReverseAsked, 1.0, by="manager"),
        at(happened.LockOverridden, 2.0, by="clerk"),
        at(happened.CaseClosed, 3.0, outcome=Outcome.paid_other, method="cash"),
        at(happened.QuestionAnswered, 4.0, name="ask.others_pay", value="yes"),
    )
    case = Case.replay(history, shipped())
    assert (case.reverse_asked_s, case.overridden, case.outcome) == (1.0, True, Outcome.paid_other)
    assert case.facts.get("ask.others_pay") == "yes"


def test_an_answer_given_again_replaces_the_first_and_can_be_taken_back() -> None:
    case = in_doubt()
    for value in ("yes", "no"):
        case = case.apply(at(happened.QuestionAnswered, name="ask.others_pay", value=value))
    assert case.facts.get("ask.others_pay") == "no"
    case = case.apply(at(happened.AnswerTakenBack, name="ask.others_pay"))
    assert case.facts.get("ask.others_pay") is None
    still = case.apply(at(happened.AnswerTakenBack, name="register.outcome"))
    assert still.known.state is MoneyState.unknown


def test_records_carry_everything_and_nothing_empty() -> None:
    event = at(
        happened.CaseOpened, 0.0, till="1", amount=Money(1600), order_kind=OrderKind.payment_code
    )
    record = to_record(event)
    assert "cashier" not in record
    assert from_record(record) == event


def test_a_script_shown_before_there_were_versions_still_reads() -> None:
    event = at(happened.ScriptShown, script="lock-wait", version="b")
    record = to_record(event)
    assert from_record(record) == event
    assert record.pop("version") == "b"
    old = from_record(record)
    assert isinstance(old, happened.ScriptShown)
    assert old.version == ""
    assert to_record(old) == record


@pytest.mark.parametrize(
    "record",
    [{}, {"kind": "Nonsense"}, {"kind": "CaseClosed"}, {"kind": "ChargeLocked", "at": 5}],
)
def test_an_unreadable_record_is_told(record: dict[str, object]) -> None:
    with pytest.raises(EventUnreadable):
        from_record(record)
