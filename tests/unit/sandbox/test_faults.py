import pytest

from cashier.core.words import LANGUAGES, Words
from cashier.sandbox.faults import (
    BY_NAME,
    FAULTS,
    Call,
    Delivery,
    FaultBoard,
    UnknownFault,
    fault,
)
from cashier.sandbox.wire import TradeState

WANTED = {
    "userpaying_then_paid",
    "userpaying_then_failed",
    "userpaying_forever",
    "auth_code_expired",
    "auth_code_invalid",
    "auth_code_used",
    "not_enough",
    "not_support_card",
    "rule_limit",
    "system_error",
    "bank_error",
    "no_answer",
    "lost_answer",
    "http_500",
    "rate_limited",
    "sign_error",
    "clock_skew",
    "no_auth",
    "slow",
    "fenfu_password_then_limit",
    "reverse_lost",
}


def test_names_are_unique_and_all_there() -> None:
    assert len(BY_NAME) == len(FAULTS)
    assert set(BY_NAME) >= WANTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_described(language: str) -> None:
    words = Words(language, ("cli",))
    assert [one.name for one in FAULTS if not words.has(one.key)] == []


def test_a_name_may_be_written_with_hyphens_and_a_wrong_one_names_the_nearest() -> None:
    assert fault("no-answer") is BY_NAME["no_answer"]
    with pytest.raises(UnknownFault) as refused:
        fault("bank_eror")
    assert refused.value.fields == {"name": "bank_eror", "nearest": "bank_error"}


def test_a_fault_touches_only_its_calls() -> None:
    board = FaultBoard(["reverse_lost"])
    assert board.active == ("reverse_lost",)
    assert board.terms(Call.reverse).delivery is Delivery.cut
    assert board.terms(Call.charge).name == "healthy"
    board.set()
    assert board.terms(Call.reverse).name == "healthy"


def test_several_faults_are_felt_together() -> None:
    board = FaultBoard(["slow", "clock_skew", "userpaying_forever", "no_answer"])
    terms = board.terms(Call.charge)
    assert (terms.delay_s, terms.skew_s) == (4.0, -720)
    assert terms.plan is not None
    assert terms.plan.at_once is TradeState.USERPAYING
    assert terms.delivery is Delivery.silent


def test_queued_faults_serve_once_in_order_and_come_first() -> None:
    board = FaultBoard(["not_enough"])
    board.queue("userpaying_forever", "healthy", "reverse_lost")
    assert board.terms(Call.query).name == "healthy"
    assert board.terms(Call.charge).name == "userpaying_forever"
    assert board.terms(Call.charge).name == "not_enough"
    assert board.terms(Call.charge).name == "not_enough"
    assert board.terms(Call.reverse).name == "reverse_lost"
    assert board.terms(Call.reverse).name == "healthy"


def test_a_wrong_name_changes_nothing() -> None:
    board = FaultBoard(["slow"])
    with pytest.raises(UnknownFault):
        board.set("healthy", "nonsense")
    with pytest.raises(UnknownFault):
        board.queue("nonsense")
    assert board.active == ("slow",)
