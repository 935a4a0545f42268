"""What the desk makes of codes it has seen before: evidence for cases, and which are used up."""

from dataclasses import replace
from pathlib import Path

from cashier.cases.outcome import Outcome
from cashier.desk.senses import from_seen
from cashier.history.shifts import Handover
from cashier.register.report import Report
from cashier.scan.reading import Clarity, Fault, Reading, Unread
from cashier.scan.seen import Freshness
from cashier.scan.watchdog import CameraState
from tests.helpers.desks import Till
from tests.helpers.readings import CORNERS, PAYMENT_CODE, frame, read, seen
from tests.unit.desk.test_showing import evidence_of

CODE, OTHER = "130000000000000007", "130000000000000008"
NUMBER = "DEMO20261122000123"
UNREADABLE = "支付失败，条码无法识别"


def show(
    till: Till, payload: str = CODE, *, letter: str = "B", score: float = 3.0, seconds: int = 1
) -> str:
    """Hold a code before the camera for a while; return the verdict shown in the end."""
    held = replace(read(payload, letter=letter), clarity=Clarity(letter, score))
    reading = frame(held)
    till.settle()
    for _ in range(10 * seconds):
        till.clock.advance(0.1)
        till.desk.reading_seen(till.desk.eye.see(reading))
        till.settle()
    scan = till.view().scan
    assert scan is not None
    return scan.verdict


def freshness(till: Till) -> list[str]:
    return evidence_of(till, "code.freshness")


def test_how_fresh_a_code_is_becomes_evidence(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        till.desk.open_case()
        assert freshness(till) == ["first_seen"]


def test_a_code_that_does_not_count_is_no_evidence(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.reading_seen(till.desk.eye.see(frame(read(CODE))))
        till.desk.open_case()
        assert evidence_of(till, "code.kind") == []
        scan = till.view().scan
        assert scan is not None
        assert (scan.counts, scan.verdict, scan.freshness) == (False, "ask_again", None)


def test_the_code_of_a_case_that_was_left_is_used(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        till.desk.open_case()
        till.desk.close_case(Outcome.paid_same, None, None)
        assert show(till) == "used"
        till.desk.open_case()
        assert sorted(freshness(till)) == ["first_seen", "used"]


def test_a_case_left_in_doubt_leaves_its_code_used(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.desk.close_case(Outcome.check_later, None, None)
        assert show(till) == "used"
        assert show(till, OTHER) == "ready"


def test_a_case_opened_by_mistake_uses_no_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        till.desk.open_case()
        till.desk.go_back()
        assert till.view().case is None
        assert show(till) == "ready"


def test_to_look_the_last_payment_up_uses_no_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        till.desk.look_up_last()
        till.desk.close_case(Outcome.check_later, None, None)
        assert show(till) == "ready"
        till.desk.look_up_last()
        till.desk.say_till_text(UNREADABLE)
        till.desk.close_case(Outcome.check_later, None, None)
        assert show(till) == "used"


def test_its_own_charge_does_not_make_a_code_look_used_to_its_case(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        till.charges(NUMBER)
        # Long enough that what was seen before the charge no longer stands as the best look.
        assert show(till, seconds=25) == "used"
        till.desk.open_case()
        show(till, letter="A")
        assert freshness(till) == ["first_seen"]


def test_a_charge_reported_long_after_belongs_to_another_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.register_reported(Report(text=UNREADABLE, source="register"))
        show(till)
        till.wait(4)
        till.desk.register_reported(Report(text=UNREADABLE, source="register"))
        assert show(till) == "ready"


def test_another_customers_code_says_nothing_to_the_case_in_front(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        till.desk.open_case()
        receive = frame(read("wxp://f2f0abc", "wechat_receive", unused_ec=1.0))
        show(till, OTHER, letter="A")
        till.desk.reading_seen(till.desk.eye.see(receive))
        assert evidence_of(till, "code.clarity") == ["B"]


def in_doubt(till: Till) -> None:
    """Open a case, and leave it without knowing what became of the money."""
    till.desk.open_case()
    till.desk.say_till_text(UNREADABLE)
    till.desk.close_case(Outcome.check_later, None, None)


def test_a_case_taken_up_again_has_no_part_in_the_next_customers_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        in_doubt(till)
        till.desk.resume_case(till.view().open_cases[0].case_id)
        show(till, OTHER)
        assert evidence_of(till, "code.kind") == []
        till.desk.go_back()
        assert show(till, OTHER) == "ready"


def test_a_case_taken_up_again_does_not_hear_that_it_has_used_its_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        in_doubt(till)
        till.desk.resume_case(till.view().open_cases[0].case_id)
        assert show(till) == "used"
        assert freshness(till) == ["first_seen"]


def test_a_code_that_ages_during_its_case_was_not_old_when_it_was_charged(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        till.desk.open_case()
        assert show(till, seconds=61) == "expired"
        assert freshness(till) == ["first_seen"]


def test_a_code_shown_again_long_after_its_charge_is_used_to_its_case_too(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        till.charges(NUMBER)
        show(till)
        till.wait(600)
        assert show(till) == "used"
        till.desk.open_case()
        assert freshness(till) == ["used"]


def test_more_news_of_one_order_uses_no_second_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        till.charges(NUMBER)
        show(till, OTHER)
        till.charges(NUMBER)
        assert show(till, OTHER) == "ready"
        till.charges("DEMO20261122000124")
        assert show(till, OTHER) == "used"


def test_nothing_that_is_not_its_code_spoils_what_a_case_knows_of_its_code(tmp_path: Path) -> None:
    receive = frame(read("wxp://f2f0abc", "wechat_receive", unused_ec=1.0, letter="A"))
    unread = frame(unread=(Unread(CORNERS, (Fault("dark", 0.9, (0, 0, 8, 8)),)),))
    with Till(tmp_path) as till:
        show(till)
        till.desk.open_case()
        for other in (receive, unread):
            till.wait(21)
            for _ in range(2):
                till.desk.reading_seen(till.desk.eye.see(other))
                till.settle()
        assert evidence_of(till, "code.kind") == ["wechat_payment"]
        assert evidence_of(till, "code.clarity") == ["B"]


def test_the_best_look_stands_as_long_as_its_code_is_in_sight(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till, letter="A", score=3.8)
        show(till, letter="D", score=1.0, seconds=61)
        till.desk.open_case()
        assert evidence_of(till, "code.clarity") == ["A"]
        assert freshness(till) == ["stale"]


def test_a_code_first_seen_during_a_case_is_the_cases(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        show(till)
        assert freshness(till) == ["first_seen"]
        till.desk.close_case(Outcome.paid_same, None, None)
        assert show(till) == "used"


def test_a_new_shift_knows_no_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        till.desk.open_case()
        till.desk.close_case(Outcome.paid_same, None, None)
        till.desk.change_shift(Handover())
        till.settle()
        assert show(till) == "ready"


def test_the_countdown_is_told_as_a_moment(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till)
        show(till, OTHER)
        scan = till.view().scan
        assert scan is not None
        assert scan.freshness == "fresh"
        assert scan.lives_s == 60
        assert scan.dies_monotonic is not None
        assert round(scan.dies_monotonic - till.clock.monotonic()) == 59


def test_what_is_kept_between_frames_holds_no_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        show(till, PAYMENT_CODE)
        showing = till.desk._showing
        assert not showing._newest
        assert PAYMENT_CODE not in repr([showing._scan, showing.looks._best, till.desk.eye])
        till.desk.camera_stopped()
        assert till.desk.eye._watch._front is None
        show(till, PAYMENT_CODE)
        till.desk.camera_changed(CameraState.LOST)
        assert till.desk.eye._watch._front is None


def test_evidence_of_a_code_that_does_not_age_has_no_freshness() -> None:
    reading: Reading = frame(read("wxp://f2f0abc", "wechat_receive"))
    names = [item.name for item in from_seen(seen(reading, Freshness.FRESH))]
    assert names == ["code.kind", "code.clarity", "code.fault"]
