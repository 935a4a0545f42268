"""What can be asked of a case: may it be cancelled, reversed, opened by hand; when does it end."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cashier.cases import events as happened
from cashier.cases.case import Case
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.cases.refusals import ChargeStillLocked, OverrideTooEarly
from cashier.core.money import Money
from cashier.diagnosis.order import MoneyState, OrderKind
from cashier.playbook.evidence import Evidence
from tests.helpers.playbooks import shipped

AT = datetime(2026, 11, 22, 6, 32, tzinfo=UTC)


def at(kind: type[Event], elapsed_s: float = 1.0, **fields: Any) -> Event:
    return kind(case_id="C", at=AT, elapsed_s=elapsed_s, **fields)


def seen(name: str, value: str, elapsed_s: float = 0.0) -> Event:
    return at(happened.EvidenceSeen, elapsed_s, evidence=Evidence(name, value, "clerk"))


def said(state: str, elapsed_s: float, source: str = "wechat") -> Event:
    return at(happened.OrderAnswered, elapsed_s, state=state, source=source)


def in_doubt(*more: Event, order_tail: str = "") -> Case:
    opened = at(happened.CaseOpened, 0.0, till="1", method="fenfu", order_tail=order_tail)
    return Case.replay([opened, seen("register.outcome", "failed"), *more], shipped())


def overridden(*before: Event) -> Case:
    return in_doubt(
        *before,
        said("not_paid", 50.0, "clerk"),
        at(happened.LockOverridden, 50.0, by="clerk"),
    )


CANCELLED = at(happened.CaseClosed, 60.0, outcome=Outcome.cancelled)
PAID_OTHER = at(happened.CaseClosed, 60.0, outcome=Outcome.paid_other, method="cash")
PAID_SAME = at(happened.CaseClosed, 60.0, outcome=Outcome.paid_same)


def test_a_slip_of_the_finger_can_be_cancelled() -> None:
    case = in_doubt().apply(CANCELLED)
    assert not case.is_open


@pytest.mark.parametrize(
    "news",
    [
        seen("register.text", "支付失败，条码无法识别"),
        seen("register.code", "wechat/USERPAYING"),
        said("paying", 5.0),
        said("not_paid", 5.0, "clerk"),
        at(happened.DetailsNoted, order_tail="000123"),
        at(happened.CaseClosed, outcome=Outcome.check_later),
    ],
)
def test_a_payment_in_doubt_cannot_be_cancelled_away(news: Event) -> None:
    case = in_doubt(news)
    with pytest.raises(ChargeStillLocked):
        case.apply(CANCELLED)
    assert case.is_open


def test_a_lock_that_comes_back_after_the_case_has_ended_is_kept() -> None:
    case = overridden().apply(PAID_OTHER)
    back = case.apply(said("paying", 70.0)).apply(at(happened.ChargeLocked, 70.0))
    assert back.charge_lock
    assert back.is_open
    assert back.apply(said("paid", 80.0)).paid_twice


def test_paying_the_same_way_again_after_an_override_is_seen_as_twice() -> None:
    case = overridden().apply(PAID_SAME)
    assert case.is_open
    assert case.apply(said("paid", 90.0)).paid_twice


def test_paid_the_same_way_is_once_when_the_order_itself_was_paid() -> None:
    case = in_doubt(said("paid", 50.0, "clerk")).apply(PAID_SAME)
    assert not case.is_open
    assert not case.apply(said("paid", 90.0)).paid_twice


def test_the_lock_stays_on_while_the_provider_says_that_the_customer_is_paying() -> None:
    case = in_doubt(said("paying", 48.0), said("not_paid", 49.0, "clerk"))
    with pytest.raises(OverrideTooEarly):
        case.apply(at(happened.LockOverridden, 50.0, by="clerk"))
    assert case.override_due_s == 48.0 + shipped().timings.query_window_s
    assert not case.apply(at(happened.LockOverridden, 94.0, by="clerk")).charge_lock


@pytest.mark.parametrize("state", ["failed", "reversed", "closed", "refunded", "not_found"])
def test_a_clerks_word_alone_ends_no_order(state: str) -> None:
    with pytest.raises(ChargeStillLocked):
        in_doubt().apply(said(state, 5.0, "clerk"))


def test_what_was_said_about_a_wrong_number_does_not_count_for_the_right_one() -> None:
    case = in_doubt(said("failed", 5.0), order_tail="000001")
    assert not case.charge_lock
    right = case.apply(at(happened.DetailsNoted, 6.0, order_tail="000002"))
    assert right.known.state is MoneyState.unknown
    assert right.charge_lock
    assert (right.queries, right.provider_said) == (0, None)
    assert not right.may_reverse(100.0)


def test_an_order_that_ended_before_the_sum_was_known_is_asked_about_once_more() -> None:
    case = in_doubt(said("failed", 5.0), order_tail="000001")
    summed = case.apply(at(happened.DetailsNoted, 6.0, amount=Money(9900)))
    assert summed.charge_lock
    assert summed.provider_said is None
    again = summed.apply(said("failed", 11.0))
    assert not again.charge_lock
    assert not again.apply(at(happened.DetailsNoted, 12.0, amount=Money(9900))).charge_lock
    paid = in_doubt(said("paid", 5.0), order_tail="000001")
    kept = paid.apply(at(happened.DetailsNoted, 6.0, amount=Money(9900)))
    assert kept.known.state is MoneyState.paid


def test_the_same_number_again_changes_nothing_and_paid_is_never_forgotten() -> None:
    case = in_doubt(said("failed", 5.0), order_tail="000001")
    assert not case.apply(at(happened.DetailsNoted, 6.0, order_tail="000001")).charge_lock
    paid = in_doubt(said("paid", 5.0), order_tail="000001")
    other = paid.apply(at(happened.DetailsNoted, 6.0, order_tail="000002"))
    assert other.known.state is MoneyState.paid


def test_an_order_of_the_shops_own_can_be_taken_back_a_code_on_the_counter_has_none() -> None:
    case = in_doubt(said("not_paid", 20.0))
    assert case.may_reverse(21.0)
    scanned = case.apply(at(happened.QuestionAnswered, name="ask.who_scanned", value="customer"))
    assert scanned.kind_as_seen is OrderKind.dynamic
    assert scanned.may_reverse(21.0)
    static = scanned.apply(at(happened.DetailsNoted, order_kind=OrderKind.static))
    assert not static.may_reverse(21.0)


def test_who_is_paying_is_let_be_for_the_whole_window_then_the_order_is_taken_back() -> None:
    asked = in_doubt(said("paying", 15.0)).apply(at(happened.ReverseAsked, 16.0, by="manager"))
    window_s = shipped().timings.query_window_s
    assert asked.paying_until_s == window_s
    assert not asked.apply(said("paying", window_s - 1.0)).reverse_goes_on
    late = asked.apply(said("paying", window_s))
    assert late.reverse_goes_on
    assert late.apply(at(happened.ReverseAnswered, 46.0, said="still_paying")).reverse_goes_on
    assert not late.apply(said("paid", 47.0)).reverse_goes_on
    assert not late.apply(said("paid", 47.0, "clerk")).reverse_goes_on


def test_a_lock_that_was_taken_off_gives_who_pays_after_all_a_window_of_its_own() -> None:
    asked = overridden(said("not_paid", 48.0)).apply(at(happened.ReverseAsked, 51.0, by="manager"))
    back = asked.apply(said("paying", 60.0))
    assert back.paying_until_s == 60.0 + shipped().timings.query_window_s
    assert not back.reverse_goes_on


def test_not_to_know_any_more_takes_the_earlier_answer_back() -> None:
    case = in_doubt()
    for value in ("no", "unknown"):
        case = case.apply(at(happened.QuestionAnswered, name="ask.others_pay", value=value))
    assert case.facts.get("ask.others_pay") is None
    assert "ask.others_pay" in case.facts.asked
