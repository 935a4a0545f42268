"""Backups: made while the till works, proved before they count, seven kept."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from cashier.core.clock import ManualClock
from cashier.history import backup
from cashier.history.backup import KEPT, backups, check_file, is_due
from cashier.history.chain import ChainFault
from cashier.history.errors import (
    BackupStopped,
    BackupUnsound,
    ChainBroken,
    DatabaseDamaged,
    StorageFailed,
    StorageFull,
)
from cashier.history.store import Store
from tests.helpers.histories import NOON, Sale, open_store, options, without_guards

DAY_S = 86_400.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def go_on() -> bool:
    return True


def fill(store: Store, name: str, sales: int = 40) -> None:
    store.append([event for n in range(sales) for event in Sale(f"{name}-{n}").events()])


def test_a_backup_holds_everything_and_is_a_history_itself(path: Path) -> None:
    with open_store(path) as store:
        store.open_shift("小李")
        fill(store, "A")
        made = store.back_up(go_on)
        rows = store.cases(limit=None)
    assert backups(path.parent / "backups") == (made,)
    copy = path.parent / "copy.sqlite"
    shutil.copy(made.path, copy)
    with open_store(copy) as again:
        assert again.cases(limit=None) == rows
        assert again.verify(made.head).sound
    assert not list(made.path.parent.glob("*-wal"))
    assert made.path.stat().st_mode & 0o077 == 0


def test_what_is_written_while_the_copy_is_made_is_in_it(path: Path) -> None:
    with open_store(path) as store:
        fill(store, "A", 400)
        done: list[int] = []

        def sell() -> bool:
            done.append(store.append(Sale(f"late-{len(done)}").events())[-1])
            return len(done) < 500

        made = store.back_up(sell)
        assert len(done) > 5
        assert made.head.seq > 1200
        assert store.verify(made.head).sound


def test_seven_are_kept_and_the_oldest_goes(path: Path) -> None:
    clock = ManualClock(NOON)
    with open_store(path, clock) as store:
        made = []
        for number in range(KEPT + 3):
            fill(store, f"day-{number}", 1)
            made.append(store.back_up(go_on))
            clock.advance(DAY_S)
        assert backups(store.backup_folder) == tuple(reversed(made[-KEPT:]))
        assert len(list(store.backup_folder.iterdir())) == KEPT


def test_their_order_does_not_go_by_the_clock(path: Path) -> None:
    clock = ManualClock(NOON)
    with open_store(path, clock) as store:
        for jump in (0.0, -400 * DAY_S, 900 * DAY_S):
            clock.jump(jump)
            fill(store, str(jump), 1)
            store.back_up(go_on)
        assert [one.number for one in backups(store.backup_folder)] == [3, 2, 1]
        assert [one.head.seq for one in backups(store.backup_folder)] == [9, 6, 3]


def test_one_a_day_is_due(path: Path) -> None:
    clock = ManualClock(NOON)
    with open_store(path, clock) as store:
        folder = store.backup_folder
        assert is_due(folder, clock.now())
        store.back_up(go_on)
        assert not is_due(folder, clock.now())
        assert is_due(folder, clock.now() + timedelta(days=1))
        # A clock put back does not stop backups.
        assert is_due(folder, clock.now() - timedelta(days=3))


def test_a_broken_chain_is_no_backup_and_the_older_ones_stay(path: Path) -> None:
    with open_store(path) as store:
        fill(store, "A")
        kept = store.back_up(go_on)
    without_guards(path, "UPDATE events SET body = replace(body, 'till-1', 'x') WHERE seq = 1")
    with open_store(path) as store:
        with pytest.raises(BackupUnsound) as unsound:
            store.back_up(go_on)
        assert unsound.value.fields == {"reason": "changed", "seq": 1}
        with pytest.raises(ChainBroken):
            store.check(go_on)
        assert backups(store.backup_folder) == (kept,)
        assert len(list(store.backup_folder.iterdir())) == 1


def test_lost_guards_are_found(path: Path) -> None:
    with open_store(path) as store:
        fill(store, "A", 1)
    without_guards(path, "UPDATE meta SET value = value")
    with open_store(path) as store, pytest.raises(ChainBroken) as broken:
        store.check(go_on)
    assert broken.value.fields["reason"] == ChainFault.guard_missing


def stops_after(calls: int) -> Callable[[], bool]:
    left = iter(range(calls))
    return lambda: next(left, None) is not None


@pytest.mark.parametrize("calls", [0, 1, 5, 9, 11, 15])
def test_a_backup_that_is_stopped_leaves_nothing(path: Path, calls: int) -> None:
    with open_store(path) as store:
        fill(store, "A", 400)
        with pytest.raises(BackupStopped):
            store.back_up(stops_after(calls))
        assert list(store.backup_folder.iterdir()) == []
        assert store.append(Sale("B").events())


def test_a_store_closed_in_the_middle_ends_the_backup(path: Path) -> None:
    store = open_store(path)
    fill(store, "A", 400)

    def close() -> bool:
        store.close()
        return True

    with pytest.raises(BackupStopped):
        store.back_up(close)
    assert list(store.backup_folder.iterdir()) == []
    with open_store(path) as again:
        assert again.verify().checked == 1200


def test_a_disk_without_room_is_told_before_it_is_full(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_ROOM", 1 << 60)
    with open_store(path) as store, pytest.raises(StorageFull):
        store.back_up(go_on)


def test_a_folder_that_cannot_be_made_is_told(path: Path) -> None:
    (path.parent / "backups").write_text("x")
    with open_store(path) as store, pytest.raises(StorageFailed):
        store.back_up(go_on)


def test_damaged_pages_are_found_while_the_till_works(path: Path) -> None:
    with open_store(path) as store:
        fill(store, "A", 200)
    with open_store(path) as store:
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 2 // 4096 * 4096)
            file.write(b"\xff" * 8192)
        with pytest.raises(DatabaseDamaged):
            store.check(go_on)


def test_a_look_at_the_live_file_sees_what_was_written_last(path: Path) -> None:
    with open_store(path) as store:
        fill(store, "A")
        head = store.head()
        assert check_file(path, go_on, head, still=False).head == head
        with pytest.raises(BackupStopped):
            check_file(path, lambda: False, still=False)


def test_files_that_are_no_backups_are_passed_over(path: Path) -> None:
    folder = path.parent / "backups"
    folder.mkdir()
    (folder / "history-000001-20261122T040000Z-3-x.sqlite").write_text("")
    (folder / "notes.txt").write_text("")
    assert backups(folder) == ()
    assert backups(path) == ()


def test_a_copy_spoilt_on_its_way_is_no_backup(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(source: sqlite3.Connection, partial: Path, _give_way: object) -> None:
        source.execute("SELECT 1")
        partial.write_bytes(b"x" * 9000)

    monkeypatch.setattr(backup, "_copy", spoil)
    with Store.open(path, options()).store as store, pytest.raises(BackupUnsound):
        store.back_up(go_on)
