import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from cashier.cases import events as happened
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.history.chain import ChainFault
from cashier.history.retention import Purged, Retention
from cashier.history.shifts import Handover
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence
from tests.helpers.histories import NOON, Sale, open_store, without_guards

KEEP = Retention(texts_days=90, notes_days=365, records_days=1000)
_DAY = 86_400.0


def purge(store: Store, keep: Retention = KEEP) -> Purged:
    """Take every step of a day; return what went altogether."""
    texts = notes = records = 0
    while (taken := store.purge(keep)).more:
        texts, notes, records = texts + taken.texts, notes + taken.notes, records + taken.records
    return Purged(texts, notes, records)


def work_a_day(store: Store, clock: ManualClock, name: str) -> None:
    """One shift with an ended case whose register said something."""
    store.open_shift("小李")
    opened, code, closed = Sale(name, clock.now(), cause="network.slow").events()
    said = Evidence("register.text", f"网络异常 {name}", "clerk", clock.now())
    seen = happened.EvidenceSeen(case_id=name, at=clock.now(), elapsed_s=4.0, evidence=said)
    store.append([opened, code, seen, closed])
    clock.advance(8 * 3600)
    store.close_shift(Handover("小李", f"交班 {name}"))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


def daily(store: Store, clock: ManualClock, days: int) -> None:
    """Let days pass with a purge in each week."""
    for _ in range(days // 7):
        clock.advance(7 * _DAY)
        purge(store)


def test_texts_notes_and_records_go_when_their_time_is_over(
    tmp_path: Path, clock: ManualClock
) -> None:
    path = tmp_path / "history.sqlite"
    with open_store(path, clock) as store:
        work_a_day(store, clock, "A")
        work_a_day(store, clock, "B")
        daily(store, clock, 84)
        assert "网络异常 A" in str([one.record for one in store.events("A")])
        daily(store, clock, 14)
        assert "网络异常" not in str([one.record for one in store.events("A")])
        assert [shift.note for shift in store.shifts()] == ["交班 B", "交班 A"]
        daily(store, clock, 280)
        assert [shift.note for shift in store.shifts()] == ["", ""]
        assert len(store.cases()) == 2
        work_a_day(store, clock, "C")
        daily(store, clock, 700)
        assert [row.case_id for row in store.cases()] == ["C"]
        rows, shifts = store.cases(), store.shifts()
        assert store.verify(store.head()).sound
        store.rebuild()
        assert (store.cases(), store.shifts()) == (rows, shifts)
        assert store.append(Sale("D", clock.now()).events())
        assert store.verify().sound
    content = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert "网络异常 A".encode() not in content
    assert "交班 A".encode() not in content


def test_an_open_case_keeps_everything_however_old(tmp_path: Path, clock: ManualClock) -> None:
    with open_store(tmp_path / "history.sqlite", clock) as store:
        store.open_shift()
        store.append(Sale("OPEN", clock.now(), outcome=Outcome.check_later).events())
        store.close_shift()
        store.open_shift()
        daily(store, clock, 2100)
        assert [row.case_id for row in store.cases()] == ["OPEN"]
        assert "NOTENOUGH" in str([one.record for one in store.events("OPEN")])


def test_a_case_handed_over_goes_only_when_it_is_over_too(
    tmp_path: Path, clock: ManualClock
) -> None:
    with open_store(tmp_path / "history.sqlite", clock) as store:
        store.open_shift()
        store.append(Sale("A", clock.now(), outcome=Outcome.check_later).events())
        store.close_shift()
        store.open_shift()
        clock.advance(500 * _DAY)
        ended = Sale("A", clock.now(), cause="network.slow").events()[-1:]
        store.append(ended)
        store.close_shift()
        store.open_shift()
        daily(store, clock, 900)
        assert [row.case_id for row in store.cases()] == ["A"]
        daily(store, clock, 210)
        assert store.cases() == ()
        assert store.verify().sound
        assert store.rebuild().cases == 0


def test_a_clock_far_ahead_takes_little_away(tmp_path: Path, clock: ManualClock) -> None:
    with open_store(tmp_path / "history.sqlite", clock) as store:
        work_a_day(store, clock, "A")
        store.open_shift()
        purge(store)
        clock.advance(3000 * _DAY)
        assert purge(store) == Purged()
        assert store.last_purge() == NOON + timedelta(hours=8, days=7)
        clock.jump(-3000 * _DAY)
        assert purge(store) == Purged()
        assert store.last_purge() == NOON + timedelta(hours=8)


def test_a_beginning_declared_trimmed_by_another_hand_is_found(
    tmp_path: Path, clock: ManualClock
) -> None:
    path = tmp_path / "history.sqlite"
    with open_store(path, clock) as store:
        work_a_day(store, clock, "A")
        work_a_day(store, clock, "B")
    raw = sqlite3.connect(path)
    raw.execute("INSERT INTO trimmed SELECT seq, hash FROM events WHERE seq = 6")
    raw.execute("DELETE FROM events WHERE seq <= 6")
    raw.commit()
    raw.close()
    with open_store(path, clock) as store:
        assert store.verify().fault is ChainFault.trim_unproved


def test_a_beginning_cut_without_a_word_is_found(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "history.sqlite"
    with open_store(path, clock) as store:
        work_a_day(store, clock, "A")
        work_a_day(store, clock, "B")
    without_guards(path, "DELETE FROM events WHERE seq <= 6")
    with open_store(path, clock) as store:
        assert store.verify().fault is ChainFault.gap


def test_many_texts_go_in_small_steps(tmp_path: Path, clock: ManualClock) -> None:
    with open_store(tmp_path / "history.sqlite", clock) as store:
        for number in range(250):
            store.append(Sale(f"{number:04}", clock.now(), cause="network.slow").events())
        clock.advance(100 * _DAY)
        assert store.purge(KEEP) == Purged(texts=200)
        assert store.purge(KEEP) == Purged(texts=50)
        assert not store.purge(KEEP).more
        assert store.verify().sound
