"""Backups forget what a register said of a customer's credit, once the case has ended."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.history.backup import Backup, backups, check_file
from cashier.history.derive import judge_by_replay
from cashier.history.errors import BackupStopped, HistorySetAside
from cashier.history.store import OpenedStore, Store
from cashier.playbook.evidence import Evidence
from tests.helpers.histories import NOON, options
from tests.helpers.logbook import Logbook
from tests.helpers.playbooks import shipped

CREDIT, OTHER = "分付额度不足", "系统繁忙请稍后"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def opened(path: Path, clock: ManualClock | None = None) -> OpenedStore:
    """Open as the program does, with somebody who says how a case stands."""
    return Store.open(path, options(clock, judge=judge_by_replay(shipped())))


def go_on() -> bool:
    return True


def begun(case_id: str, text: str) -> list[Event]:
    """A case that has just been told what the register shows."""
    told = Evidence("register.text", text, "clerk", NOON)
    return [
        happened.CaseOpened(case_id=case_id, at=NOON, elapsed_s=0.0, till="1", cashier="小李"),
        happened.EvidenceSeen(case_id=case_id, at=NOON, elapsed_s=1.0, evidence=told),
    ]


def ended(case_id: str, cause: str) -> list[Event]:
    """The provider says that nothing was charged, and the customer leaves."""
    at = NOON + timedelta(seconds=40)
    return [
        happened.OrderAnswered(
            case_id=case_id, at=at, elapsed_s=40.0, state="closed", source="wechat"
        ),
        happened.CaseClosed(
            case_id=case_id, at=at, elapsed_s=40.0, outcome=Outcome.customer_left, cause=cause
        ),
    ]


def yesterday(store: Store, clock: ManualClock) -> Backup:
    """A backup with two open cases, one of which speaks of credit; both have ended today."""
    store.open_shift("小李")
    store.append([*begun("A", CREDIT), *begun("B", OTHER)])
    made = store.back_up(go_on)
    clock.advance(86_400)
    store.append([*ended("A", "customer.fenfu_limit"), *ended("B", "provider.outage")])
    return made


def holds(file: Path, text: str) -> bool:
    """Whether a file has the text anywhere, also the three signs that the index keeps of it."""
    data = file.read_bytes()
    return text.encode() in data or text[2:5].encode() in data


def test_what_is_dropped_while_a_backup_is_made_is_not_in_it(path: Path) -> None:
    with opened(path).store as store:
        store.open_shift("小李")
        others = [event for number in range(400) for event in begun(f"B-{number}", OTHER)]
        store.append([*begun("A", CREDIT), *others])
        waiting = [ended("A", "customer.fenfu_limit")]

        def end_the_case() -> bool:
            if waiting:
                store.append(waiting.pop())
            return True

        made = store.back_up(end_the_case)
        assert made.head.is_of(store.head().seq, store.head().hash)
        assert not holds(made.path, CREDIT)
        assert holds(made.path, OTHER)


def test_what_speaks_of_credit_goes_from_the_backup_and_the_rest_stays(path: Path) -> None:
    clock = ManualClock(NOON)
    with opened(path, clock).store as store:
        made = yesterday(store, clock)
        assert holds(made.path, CREDIT)
        assert store.thin_backups(go_on) == 1
        assert backups(store.backup_folder) == (made,)
        assert [one.name for one in store.backup_folder.iterdir()] == [made.path.name]
        assert not holds(made.path, CREDIT)
        assert holds(made.path, OTHER)
        report = check_file(made.path, go_on)
        assert report.sound
        assert made.head.is_of(report.head.seq, report.head.hash)
        assert store.thin_backups(go_on) == 0


def test_while_a_case_is_open_its_backup_keeps_everything(path: Path) -> None:
    with opened(path).store as store:
        store.append(begun("A", CREDIT))
        made = store.back_up(go_on)
        before = made.path.read_bytes()
        assert store.thin_backups(go_on) == 0
        assert made.path.read_bytes() == before


def test_each_stop_leaves_the_backup_as_it_was(path: Path) -> None:
    clock = ManualClock(NOON)
    with opened(path, clock).store as store:
        made = yesterday(store, clock)
        before = made.path.read_bytes()
        for calls in range(2):
            left = iter([True] * calls)
            with pytest.raises(BackupStopped):
                store.thin_backups(partial(next, left, False))
            assert [one.read_bytes() for one in store.backup_folder.iterdir()] == [before]


def test_a_damaged_backup_is_passed_over(path: Path, logbook: Logbook) -> None:
    logbook.allow("backup_not_thinned")
    clock = ManualClock(NOON)
    with opened(path, clock).store as store:
        made = yesterday(store, clock)
        made.path.write_bytes(b"gone" * 4096)
        assert store.thin_backups(go_on) == 0


@pytest.mark.parametrize("thin_twice", [False, True])
def test_a_case_that_ended_is_not_open_again_when_the_backup_comes_back(
    path: Path, logbook: Logbook, *, thin_twice: bool
) -> None:
    logbook.allow("history_set_aside")
    clock = ManualClock(NOON)
    with opened(path, clock).store as store:
        made = yesterday(store, clock)
        store.thin_backups(go_on)
        if thin_twice:
            store.append([*begun("C", CREDIT)])
            store.thin_backups(go_on)
    path.write_bytes(b"gone" * 4096)
    again = opened(path, clock)
    with again.store as store:
        assert isinstance(again.problem, HistorySetAside)
        assert store.offered_backup() == made
        store.bring_back(made, go_on)
        rows = {row.case_id: row for row in store.cases()}
        assert (rows["A"].open, rows["A"].outcome) == (False, "customer_left")
        assert rows["B"].open
        assert [row.case_id for row in store.open_cases()] == ["B"]
        assert store.verify().sound
        store.rebuild()
        assert {row.case_id: row for row in store.cases()} == rows
        assert store.thin_backups(go_on) == 0
