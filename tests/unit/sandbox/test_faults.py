import pytest

from cashier.core.clock import ManualClock
from cashier.core.words import LANGUAGES, Words
from cashier.sandbox.fault_model import Tongue
from cashier.sandbox.fault_script import read_script
from cashier.sandbox.faults import (
    BY_NAME,
    FAULTS,
    Call,
    Delivery,
    FaultBoard,
    UnknownFault,
    fault,
    negative_test,
)
from cashier.sandbox.net_faults import NetFault
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


def test_a_refusal_stands_in_the_words_of_the_family_that_calls() -> None:
    board = FaultBoard(["not_enough"])
    told = {tongue: board.terms(Call.charge, tongue).after for tongue in Tongue}
    codes = {tongue: says.code for tongue, says in told.items() if says is not None}
    assert codes == {
        Tongue.wechat_v3: "NOT_ENOUGH",
        Tongue.wechat_v2: "NOTENOUGH",
        Tongue.alipay: "ACQ.BUYER_BALANCE_NOT_ENOUGH",
    }


def test_what_only_alipay_can_say_touches_nobody_else() -> None:
    board = FaultBoard(["day_limit"])
    assert board.terms(Call.charge).name == "healthy"
    assert board.terms(Call.charge, Tongue.alipay).name == "day_limit"
    board.set()
    board.queue("day_limit", "not_enough")
    assert board.terms(Call.charge).name == "healthy"
    assert board.terms(Call.charge, Tongue.alipay).name == "day_limit"
    assert board.terms(Call.charge).name == "not_enough"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("MICROPAY_USERPAYING", "userpaying_then_paid"),
        ("micropay_timeout ", "no_answer"),
        ("MICROPAY_PAYERROR", "userpaying_then_failed"),
        ("MICROPAY_BANK_ERROR", "bank_error"),
        ("LATE_SUCCESS", "late_success"),
        ("MICROPAY_NONSENSE", "healthy"),
        ("", "healthy"),
    ],
)
def test_the_names_of_the_old_test_host_are_known(header: str, name: str) -> None:
    assert negative_test(header) is BY_NAME[name]


def test_a_request_has_a_fault_for_itself_only() -> None:
    board = FaultBoard()
    assert board.terms(Call.charge, asked="MICROPAY_PAYERROR").name == "userpaying_then_failed"
    assert board.terms(Call.query, asked="MICROPAY_PAYERROR").name == "healthy"
    assert board.terms(Call.charge).name == "healthy"


def test_jitter_is_uneven_but_bounded() -> None:
    board = FaultBoard(["jitter"])
    delays = [board.terms(Call.query).delay_s for _ in range(200)]
    assert min(delays) >= 0.2
    assert max(delays) <= 3.2
    assert len(set(delays)) > 100


def test_a_script_and_a_hand_do_not_undo_each_other() -> None:
    clock = ManualClock()
    board = FaultBoard(["slow"])
    board.follow(read_script("at 10s bank_error for 5s"), clock)
    seen = [board.active]
    clock.advance(10)
    seen.append(board.active)
    board.set("not_enough")
    seen.append(board.active)
    clock.advance(5)
    seen.append(board.active)
    assert seen == [
        ("slow",),
        ("slow", "bank_error"),
        ("not_enough", "bank_error"),
        ("not_enough",),
    ]
    board.follow(read_script(""), clock)
    assert board.net() is None


def test_a_script_counts_calls_from_its_start_and_leaves_probes_out() -> None:
    board, clock = FaultBoard(), ManualClock()
    board.terms(Call.charge)
    board.follow(read_script("call 2 not_enough for 2 calls\nat 0 net.cut for 1s"), clock)
    assert board.net() is NetFault.cut
    calls = (Call.charge, Call.probe, Call.charge, Call.query, Call.charge, Call.charge)
    seen = [board.terms(call).name for call in calls]
    assert seen == ["healthy", "healthy", "not_enough", "healthy", "healthy", "healthy"]
    clock.advance(2)
    assert board.net() is None


def test_calls_are_counted_but_probes_are_not() -> None:
    board = FaultBoard()
    for call in (Call.charge, Call.probe, Call.query, Call.callback):
        board.terms(call)
    assert board.served == 2
