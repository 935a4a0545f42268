"""Another file underneath: after damage, and from a backup."""

import sqlite3
from pathlib import Path
from typing import NoReturn

import pytest

from cashier.cases import events as happened
from cashier.core.clock import ManualClock
from cashier.history import file
from cashier.history.audit import AuditKind
from cashier.history.errors import (
    BackupNotNeeded,
    DatabaseDamaged,
    HistoryRolledBack,
    HistorySetAside,
    StorageFull,
    StoreBusy,
)
from cashier.history.figures import Count
from cashier.history.store import Store
from tests.helpers.histories import NOON, Sale, open_store, options, spoil
from tests.helpers.logbook import Logbook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def go_on() -> bool:
    return True


def ids(store: Store) -> list[str]:
    return [row.case_id for row in reversed(store.cases(limit=None))]


def sell(store: Store, *names: str) -> None:
    for name in names:
        store.append(Sale(name).events())


def yesterday(path: Path) -> int:
    """A history with a backup of yesterday and a case of today; returns yesterday's last event."""
    clock = ManualClock(NOON)
    with open_store(path, clock) as store:
        store.open_shift("小李")
        sell(store, "A", "B")
        made = store.back_up(go_on)
        clock.advance(86_400)
        sell(store, "today")
    return made.head.seq


def test_after_damage_the_backup_is_offered_and_brings_back_what_it_holds(
    path: Path, logbook: Logbook
) -> None:
    logbook.allow("history_set_aside")
    yesterday(path)
    spoil(path)
    opened = Store.open(path, options(ManualClock(NOON)))
    with opened.store as store:
        assert isinstance(opened.problem, HistorySetAside)
        store.open_shift("小王")
        sell(store, "since")
        offer = store.offered_backup()
        assert offer is not None
        store.bring_back(offer, go_on)
        assert ids(store) == ["A", "B", "since"]
        assert store.verify(offer.head).sound
        assert store.rebuild().equal
        assert store.offered_backup() is None
        with pytest.raises(BackupNotNeeded):
            store.bring_back(offer, go_on)
        assert [one.kind for one in store.changes()] == [AuditKind.history_restored]
        current = store.current_shift()
        assert current is not None
        assert current.opened_by == "小王"
        assert [shift.closed_at is None for shift in store.shifts()] == [True, False]
        sell(store, "later")
        # The causes were counted where the cases ended; a kept event no longer knows them.
        assert store.shift_figures(current.id).figures.causes == (Count("customer.fenfu_limit", 2),)
    assert len(list(path.parent.glob("history.sqlite.replaced-*"))) == 1
    with open_store(path) as store:
        assert ids(store) == ["A", "B", "since", "later"]


def test_what_a_damaged_file_kept_after_the_backup_comes_along_if_it_is_sound(
    path: Path, logbook: Logbook
) -> None:
    logbook.allow("history_set_aside")
    seq = yesterday(path)
    with open_store(path) as store:
        head = store.head()
    # The pages are fine, but a table is gone: the program may not trust the file any more.
    raw = sqlite3.connect(path)
    raw.execute("DROP TABLE shift_counts")
    raw.close()
    with Store.open(path, options(ManualClock(NOON))).store as store:
        offer = store.offered_backup()
        assert offer is not None
        assert offer.head.seq == seq
        store.bring_back(offer, go_on)
        assert ids(store) == ["A", "B", "today"]
        assert store.verify(head).sound


def test_nothing_unsound_is_ever_taken_from_a_damaged_file(path: Path, logbook: Logbook) -> None:
    logbook.allow("history_set_aside")
    yesterday(path)
    with open_store(path) as store:
        sell(store, *(f"more-{number}" for number in range(60)))
    raw = sqlite3.connect(path)
    raw.execute("DROP TRIGGER events_no_update")
    raw.execute("UPDATE events SET body = replace(body, 'till-1', 'till-2') WHERE seq = 20")
    raw.execute("DROP TABLE shift_counts")
    raw.commit()
    raw.close()
    with Store.open(path, options(ManualClock(NOON))).store as store:
        offer = store.offered_backup()
        assert offer is not None
        store.bring_back(offer, go_on)
        assert store.verify(offer.head).sound
        assert store.head().seq == 20
        assert ids(store)[:3] == ["A", "B", "today"]


def test_damage_while_the_till_works_begins_a_new_file_at_once(
    path: Path, logbook: Logbook
) -> None:
    logbook.allow("history_set_aside")
    with open_store(path) as store:
        sell(store, "A")
        spoil(path)
        problem = store.begin_anew("found")
        sell(store, "B")
        assert ids(store) == ["B"]
        assert Path(str(problem.fields["aside"])).exists()


def test_a_new_file_that_cannot_be_begun_now_is_begun_later(
    path: Path, logbook: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> NoReturn:
        raise StorageFull(file="history.sqlite")

    logbook.allow("history_set_aside")
    with open_store(path) as store:
        sell(store, "A")
        with monkeypatch.context() as broken:
            broken.setattr(file, "open_engine", full)
            store.begin_anew("found")
            with pytest.raises(StorageFull):
                sell(store, "B")
        sell(store, "C")
        assert ids(store) == ["C"]


def test_a_file_that_cannot_be_set_aside_is_told(path: Path) -> None:
    with open_store(path) as store:
        path.unlink()
        with pytest.raises(DatabaseDamaged):
            store.begin_anew("found")


def test_an_old_copy_put_back_is_found_and_the_newer_backup_offered(
    path: Path, logbook: Logbook
) -> None:
    logbook.allow("history_rolled_back")
    with open_store(path) as store:
        sell(store, "A")
    old = path.read_bytes()
    with open_store(path) as store:
        sell(store, "B")
        made = store.back_up(go_on)
    path.write_bytes(old)
    opened = Store.open(path, options(ManualClock(NOON)))
    with opened.store as store:
        assert isinstance(opened.problem, HistoryRolledBack)
        sell(store, "C")
        assert store.offered_backup() == made
        store.bring_back(made, go_on)
        assert ids(store) == ["A", "B", "C"]
        assert store.verify(made.head).sound


def test_a_reader_in_the_way_keeps_everything_as_it_is(path: Path, logbook: Logbook) -> None:
    logbook.allow("history_set_aside")
    yesterday(path)
    spoil(path)
    with Store.open(path, options(ManualClock(NOON))).store as store:
        sell(store, "since")
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        sell(store, "later")
        offer = store.offered_backup()
        assert offer is not None
        with pytest.raises(StoreBusy):
            store.bring_back(offer, go_on)
        assert ids(store) == ["since", "later"]
        reader.close()
        store.bring_back(offer, go_on)
        assert ids(store) == ["A", "B", "since", "later"]


def test_a_case_goes_on_in_the_file_that_was_brought_back(path: Path, logbook: Logbook) -> None:
    logbook.allow("history_set_aside")
    yesterday(path)
    spoil(path)
    with Store.open(path, options(ManualClock(NOON))).store as store:
        sale = Sale("going on")
        store.append(sale.events()[:2])
        offer = store.offered_backup()
        assert offer is not None
        store.bring_back(offer, go_on)
        store.append(sale.events()[2:])
        kinds = [type(one.event) for one in store.events("going on")]
        assert kinds == [happened.CaseOpened, happened.EvidenceSeen, happened.CaseClosed]
        assert not store.cases()[0].open
