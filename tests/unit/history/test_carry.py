"""What is carried from one file into another keeps its texts; dropped ones do not come back."""

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.core.clock import ManualClock
from cashier.history import chain_table
from cashier.history.chain import ChainFault
from cashier.history.derive import judge_by_replay
from cashier.history.errors import BackupUnsound
from cashier.history.model import CaseFilter, Judge
from cashier.history.reading import read_only
from cashier.history.retention import Retention
from cashier.history.shifts import Handover
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence
from tests.helpers.histories import NOON, Sale, lose_a_table, open_store, options, spoil
from tests.helpers.logbook import Logbook
from tests.helpers.playbooks import shipped
from tests.helpers.shared import ROOT

KEEP = Retention(texts_days=90, notes_days=365, records_days=100)
SAVED = sorted((ROOT / "tests" / "data" / "history").glob("schema-*.sqlite"))
_DAY = 86_400.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def go_on() -> bool:
    return True


def told(case_id: str, text: str, seconds: int = 3) -> Event:
    at = NOON + timedelta(seconds=seconds)
    evidence = Evidence("register.text", text, "clerk", at)
    return happened.EvidenceSeen(case_id=case_id, at=at, elapsed_s=seconds, evidence=evidence)


def case(case_id: str, text: str, cause: str = "network.slow") -> list[Event]:
    """An ended case whose register said something."""
    opened, code, closed = Sale(case_id, cause=cause).events()
    return [opened, code, told(case_id, text), closed]


def found(store: Store, text: str) -> list[str]:
    return [row.case_id for row in store.cases(CaseFilter(text=text))]


def said(store: Store, case_id: str) -> list[object]:
    seen = [one.record.get("evidence") for one in store.events(case_id)]
    return [one["value"] for one in seen if isinstance(one, dict)]


def bring_back(store: Store) -> None:
    offer = store.offered_backup()
    assert offer is not None
    store.bring_back(offer, go_on)
    assert store.verify().sound
    assert store.rebuild().equal


def purge(store: Store, clock: ManualClock, days: int, keep: Retention = KEEP) -> None:
    """Let days pass with a purge in each week."""
    for _ in range(days // 7):
        clock.advance(7 * _DAY)
        while store.purge(keep).more:
            pass


def test_texts_scripts_and_notes_come_along(path: Path, logbook: Logbook) -> None:
    logbook.allow("history_set_aside")
    with open_store(path) as store:
        store.open_shift("小李")
        store.append(case("A", "网络异常"))
        store.back_up(go_on)
        shown = happened.ScriptShown(
            case_id="B", at=NOON, elapsed_s=1.0, script="code.expired", version="b"
        )
        opened, *rest = case("B", "付款码过期")
        store.append([opened, shown, *rest])
        store.close_shift(Handover("小李", "一笔还在查"))
        store.open_shift("小王")
    lose_a_table(path)
    with Store.open(path, options(ManualClock(NOON))).store as store:
        store.append(case("C", "网络断了"))
        bring_back(store)
        assert found(store, "网络异常") == ["A"]
        assert found(store, "付款码过期") == ["B"]
        assert found(store, "网络断了") == ["C"]
        assert said(store, "B") == ["wechat/NOTENOUGH", "付款码过期"]
        assert [one.note for one in store.shifts()] == ["", "一笔还在查"]
        assert [one.key for one in store.shown_scripts()] == ["cause-code-expired"]


def test_a_case_written_anew_is_there_once_with_its_text(path: Path, logbook: Logbook) -> None:
    logbook.allow("history_set_aside")
    opened, code, text, closed = case("A", "网络异常")
    with open_store(path) as store:
        store.append([opened, code, text])
        store.back_up(go_on)
    spoil(path)
    with Store.open(path, options(ManualClock(NOON))).store as store:
        # The desk has the case in memory, and each text is hidden by another salt now.
        store.append([opened, code, text])
        again = told("A", "系统繁忙", seconds=9)
        store.append([again, closed])
        bring_back(store)
        assert [one.event for one in store.events("A")] == [opened, code, text, again, closed]


@pytest.mark.parametrize("judge", [None, judge_by_replay(shipped())], ids=["events", "judge"])
def test_what_was_dropped_does_not_come_back_with_a_backup(
    path: Path, logbook: Logbook, judge: Judge | None
) -> None:
    logbook.allow("history_set_aside")
    opened, code, text, closed = case("A", "信用额度不足", "customer.fenfu_limit")
    with open_store(path) as store:
        store.append([opened, code, text])
        store.back_up(go_on)
        assert found(store, "信用额度") == ["A"]
    spoil(path)
    with Store.open(path, options(ManualClock(NOON), judge=judge)).store as store:
        store.append([opened, code, text, closed])
        assert said(store, "A") == ["unknown", "unknown"]
        before = [(row.state, row.open) for row in store.cases()]
        bring_back(store)
        assert [(row.state, row.open) for row in store.cases()] == before
        assert said(store, "A") == ["unknown", "unknown"]
        assert found(store, "信用额度") == []
        assert len(store.events("A")) == 4
    assert "信用额度".encode() not in path.read_bytes()


def test_a_text_that_the_damage_reached_is_left_out(path: Path, logbook: Logbook) -> None:
    logbook.allow("history_set_aside")
    with open_store(path) as store:
        store.append(case("A", "网络异常"))
        store.back_up(go_on)
        store.append(case("B", "系统繁忙"))
    raw = sqlite3.connect(path)
    raw.execute("UPDATE beside SET text = '收款成功' WHERE case_id = 'B' AND text = '系统繁忙'")
    raw.execute("DROP TABLE shift_counts")
    raw.commit()
    raw.close()
    with Store.open(path, options(ManualClock(NOON))).store as store:
        bring_back(store)
        assert said(store, "B") == ["wechat/NOTENOUGH", "unknown"]


def test_a_trimmed_history_is_backed_up_checked_and_brought_back(
    path: Path, logbook: Logbook
) -> None:
    logbook.allow("history_set_aside")
    clock = ManualClock(NOON)
    with open_store(path, clock) as store:
        for name in ("old", "new"):
            store.open_shift(name)
            store.append([*Sale(name, clock.now(), cause="network.slow").events()])
            store.close_shift()
            store.back_up(go_on)
            if name == "old":
                purge(store, clock, 105)
        store.open_shift("now")
        purge(store, clock, 7)
        assert [row.case_id for row in store.cases()] == ["new"]
        early = store.head()
        made = store.back_up(go_on)
        store.check(go_on)
        # All that the older backups hold is here, or was trimmed.
        assert store.offered_backup() is None
        store.append(Sale("later", clock.now(), cause="network.slow").events())
    lose_a_table(path)
    with Store.open(path, options(clock)).store as store:
        assert store.offered_backup() == made
        bring_back(store)
        assert [row.case_id for row in store.cases()] == ["later", "new"]
        assert store.verify(early).sound


def test_a_noted_head_that_was_trimmed_since_is_no_fault(path: Path) -> None:
    clock = ManualClock(NOON)
    with open_store(path, clock) as store:
        store.open_shift()
        store.append(Sale("old", cause="network.slow").events())
        store.close_shift()
        printed = store.head()
        store.open_shift()
        purge(store, clock, 140)
        assert store.cases() == ()
        assert store.verify(printed).sound
    with open_store(path, clock) as store:
        assert store.verify(printed).sound


def test_a_backup_with_a_text_changed_beside_it_is_unsound(path: Path) -> None:
    with open_store(path) as store:
        store.append(case("A", "网络异常"))
    raw = sqlite3.connect(path)
    raw.execute("UPDATE beside SET text = '收款成功'")
    raw.commit()
    raw.close()
    with open_store(path) as store:
        assert store.verify().fault is ChainFault.text_changed
        with pytest.raises(BackupUnsound):
            store.back_up(go_on)


def test_files_that_stepped_aside_go_with_the_texts(path: Path, logbook: Logbook) -> None:
    logbook.allow("history_set_aside")
    clock = ManualClock(NOON)
    with open_store(path, clock) as store:
        store.append(case("A", "网络异常"))
        store.back_up(go_on)
    spoil(path)
    spare = path.with_name("history.spare.sqlite")
    with open_store(spare, clock) as store:
        store.append(case("B", "系统繁忙"))

    def asides() -> list[str]:
        return sorted(one.name.split("-")[0] for one in path.parent.glob("*.sqlite.*"))

    with Store.open(path, options(clock)).store as store:
        store.take_in(spare)
        # As long as a backup is offered, the damaged file may still be wanted.
        while store.purge(KEEP).more:
            pass
        purge(store, clock, 98)
        kept = asides()
        assert {"history.sqlite.corrupt", "history.spare.sqlite.taken"} <= set(kept)
        bring_back(store)
        purge(store, clock, 7)
        assert asides() == ["history.sqlite.replaced"]
        purge(store, clock, 98)
        assert asides() == []
        assert path.exists()
        assert found(store, "网络") == []


@pytest.mark.parametrize("saved", SAVED, ids=lambda one: one.stem)
def test_a_backup_that_an_earlier_version_made_can_be_brought_back(
    saved: Path, path: Path, logbook: Logbook
) -> None:
    logbook.allow("history_set_aside")
    shutil.copy(saved, path)
    with read_only(saved, still=True) as reader:
        head = chain_table.head(reader.connection)
    folder = path.parent / "backups"
    folder.mkdir()
    name = f"history-000001-20261122T040000Z-{head.seq}-{head.hash[:16]}.sqlite"
    shutil.copy(saved, folder / name)
    spoil(path)
    with Store.open(path, options(ManualClock(NOON))).store as store:
        store.append(case("A", "网络异常"))
        bring_back(store)
        assert [row.case_id for row in store.cases()] == ["A", "01OPEN", "01LOST", "01SAVED"]
