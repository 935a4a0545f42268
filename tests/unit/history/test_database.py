import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cashier.core.clock import ManualClock
from cashier.history import database
from cashier.history.database import DurabilityRefused, open_engine, set_aside
from cashier.history.errors import (
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseTooNew,
    HistorySetAside,
    HistoryWasEmpty,
    StorageFailed,
    StorageFull,
    StoreBusy,
)
from cashier.history.store import Store
from tests.helpers.histories import NOON, Sale, lose_a_table, open_store, options
from tests.helpers.logbook import Logbook
from tests.helpers.shared import ROOT

WRITER = (sys.executable, "-m", "tests.helpers.history_writer")


MANY = [Sale(f"more-{number}") for number in range(200)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def kept(path: Path) -> Path:
    """A history with enough in it to be damaged."""
    with open_store(path) as store:
        for number in range(40):
            store.append(Sale(f"case-{number}").events())
    return path


def test_each_open_keeps_what_is_written_through_a_power_cut(path: Path) -> None:
    for _ in range(2):
        with open_store(path) as store:
            raw = store._engine.raw_connection()
            found = [
                raw.cursor().execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            ]
            raw.close()
            assert found == ["wal", 2, 1, 1]


def test_a_journal_left_in_another_mode_is_put_right(kept: Path) -> None:
    raw = sqlite3.connect(kept)
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    with open_store(kept) as store:
        assert store.verify().checked == 120


def damage_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"not a database at all, really not")


def damage_pages(path: Path) -> None:
    size, chance = path.stat().st_size, random.Random(7)
    with path.open("r+b") as file:
        for place in range(4096, size, 4096):
            file.seek(place)
            file.write(chance.randbytes(2048))


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 // 4096 * 4096)


def make_text(path: Path) -> None:
    path.write_text("历史\n" * 500, encoding="utf-8")


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("x")


def make_foreign(path: Path) -> None:
    path.unlink()
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE photos (id INTEGER)")
    raw.close()


def claim_another_program(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA application_id = 7")
    raw.close()


def empty_beside_a_log(path: Path) -> None:
    path.write_bytes(b"")
    path.with_name(path.name + "-wal").write_bytes(b"x" * 100)


DAMAGES = [
    damage_header,
    damage_pages,
    cut_short,
    make_text,
    make_folder,
    make_foreign,
    claim_another_program,
    lose_a_table,
    empty_beside_a_log,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_kept_and_a_new_one_begun(
    kept: Path, damage: object, logbook: Logbook
) -> None:
    logbook.allow("history_set_aside")
    assert callable(damage)
    damage(kept)
    with pytest.raises(DatabaseDamaged):
        Store.open(kept, options(quarantine=False))
    opened = Store.open(kept, options())
    with opened.store as store:
        assert isinstance(opened.problem, HistorySetAside)
        aside = Path(str(opened.problem.fields["aside"]))
        assert aside.name == "history.sqlite.corrupt-20261122T040000Z"
        assert aside.exists()
        assert store.cases() == ()
        assert store.append(Sale("A").events()) == (1, 2, 3)
    assert logbook.events == ["history_set_aside"]


def test_a_second_damaged_file_in_the_same_second_gets_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    names = []
    for _ in range(3):
        path.write_text("x")
        names.append(set_aside(path, NOON).name)
    assert len(set(names)) == 3


def test_the_log_of_a_damaged_file_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    path.write_text("x")
    path.with_name("history.sqlite-wal").write_text("y")
    aside = set_aside(path, NOON)
    assert aside.with_name(aside.name + "-wal").read_text() == "y"
    assert not path.with_name("history.sqlite-wal").exists()


def test_a_file_that_cannot_be_renamed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseDamaged):
        set_aside(tmp_path / "nothing", NOON)


def test_an_empty_file_begins_anew_and_says_so(path: Path) -> None:
    path.write_bytes(b"")
    with pytest.raises(DatabaseDamaged):
        Store.open(path, options(quarantine=False))
    assert path.stat().st_size == 0
    opened = Store.open(path, options())
    with opened.store as store:
        assert isinstance(opened.problem, HistoryWasEmpty)
        assert store.append(Sale("A").events())


def test_a_database_of_a_newer_version_is_left_alone(kept: Path) -> None:
    raw = sqlite3.connect(kept)
    raw.execute("UPDATE alembic_version SET version_num = '0099'")
    raw.commit()
    raw.close()
    before = kept.read_bytes()
    with pytest.raises(DatabaseTooNew) as refused:
        Store.open(kept, options())
    assert refused.value.fields["found"] == "0099"
    assert kept.read_bytes() == before
    assert [file.name for file in kept.parent.glob("*corrupt*")] == []


def test_a_file_held_by_another_program_is_told(kept: Path) -> None:
    holder = sqlite3.connect(kept, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        Store.open(kept, options(busy_s=0.05))
    holder.execute("COMMIT")
    with open_store(kept) as store:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            store.append(Sale("A").events())
        assert len(store.cases()) == 40
        holder.execute("COMMIT")
        assert store.append(Sale("A").events())
    holder.close()


def test_a_full_disk_is_told_and_loses_nothing(kept: Path) -> None:
    with open_store(kept) as store:
        raw = store._engine.raw_connection()
        pages = raw.cursor().execute("PRAGMA page_count").fetchone()[0]
        raw.cursor().execute(f"PRAGMA max_page_count = {pages}")
        raw.close()
        acknowledged: list[int] = []
        with pytest.raises(StorageFull):
            acknowledged.extend(store.append(sale.events())[-1] for sale in MANY)
        assert store.head().seq == max(acknowledged, default=120)
        assert store.verify().sound
        raw = store._engine.raw_connection()
        raw.cursor().execute("PRAGMA max_page_count = 1000000")
        raw.close()
        assert store.append(Sale("late").events())


def test_a_history_that_found_no_room_to_begin_leaves_nothing_behind(path: Path) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        with pytest.raises((StorageFull, StorageFailed)):
            Store.open(path, options())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not [one for one in path.parent.iterdir() if not one.name.endswith("-lock")]
    found = Store.open(path, options())
    found.store.close()
    assert found.problem is None


@pytest.mark.skipif(sys.platform == "win32", reason="folders of Windows have no such rights")
def test_a_history_is_for_its_user_alone(path: Path) -> None:
    path.parent.chmod(0o755)
    with open_store(path) as store:
        store.append(Sale("A").events())
        rights = {one.name: one.stat().st_mode & 0o077 for one in path.parent.iterdir()}
    assert set(rights) > {path.name, f"{path.name}-wal"}
    assert not any(rights.values())


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageFailed):
        Store.open(tmp_path / "file" / "history.sqlite", options())


def test_a_disk_that_will_not_keep_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_SETTINGS", ("PRAGMA synchronous = NORMAL",))
    with pytest.raises(DurabilityRefused):
        Store.open(path, options())


def test_a_connection_that_may_only_read_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(path).close()
    monkeypatch.setattr(database, "_SETTINGS", (*database._SETTINGS, "PRAGMA query_only = ON"))
    with pytest.raises(DatabaseReadOnly):
        Store.open(path, options())


def test_a_refused_open_leaves_no_connection(path: Path) -> None:
    path.write_text("x" * 5000)
    with pytest.raises(DatabaseDamaged):
        open_engine(path, 0.1)
    path.unlink()


@pytest.fixture
def read_only(kept: Path) -> Iterator[tuple[str, ...]]:
    """How to run a program for which the folder of the history is read-only."""
    if os.geteuid() != 0:
        kept.parent.chmod(0o555)
        kept.chmod(0o444)
        yield ()
        kept.parent.chmod(0o755)
        return
    folder = str(kept.parent)
    script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
    shell = ("unshare", "-m", "sh", "-c", script, folder)
    if (
        not shutil.which("unshare")
        or subprocess.run([*shell, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("this machine does not let root mount")
    yield shell


def test_a_read_only_folder_is_told(kept: Path, read_only: tuple[str, ...]) -> None:
    ran = subprocess.run(
        [*read_only, *WRITER, str(kept), "x", "1"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert "DatabaseReadOnly" in ran.stderr.splitlines()[-1]
    assert ran.stdout == ""


@pytest.mark.unseen
def test_two_programs_write_into_one_chain(path: Path) -> None:
    open_store(path).close()
    writers = [
        subprocess.Popen([*WRITER, str(path), name, "40"], stdout=subprocess.PIPE, cwd=ROOT)
        for name in ("left", "right")
    ]
    seqs = [int(line) for writer in writers for line in writer.communicate()[0].split()]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert len(set(seqs)) == 80
    with open_store(path) as store:
        assert store.verify().sound
        assert store.head().seq == 240
        assert len(store.cases(limit=None)) == 80


@pytest.fixture
def writers() -> Iterator[subprocess.Popen[str]]:
    """A process that lets one writer run after the other."""
    with subprocess.Popen(
        WRITER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def kill_again_and_again(writers: subprocess.Popen[str], path: Path, rounds: int) -> None:
    chance, acknowledged = random.Random(str(path.name)), 0
    assert writers.stdin is not None
    assert writers.stdout is not None
    for number in range(rounds):
        writers.stdin.write(f"{path}\tround-{number}-\n")
        writers.stdin.flush()
        writer = int(writers.stdout.readline())
        for _ in range(chance.randint(0, 40)):
            acknowledged = int(writers.stdout.readline())
        os.kill(writer, 9)
        for line in iter(writers.stdout.readline, "dead\n"):
            acknowledged = int(line)
        with open_store(path, ManualClock(NOON)) as store:
            report = store.verify()
            assert report.sound
            assert report.head.seq >= acknowledged
            assert report.head.seq % 3 == 0
            assert len(store.cases(limit=None)) * 3 == report.head.seq


@pytest.mark.unseen
def test_fifty_kills_lose_nothing_and_damage_nothing(
    path: Path, writers: subprocess.Popen[str]
) -> None:
    kill_again_and_again(writers, path, 50)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_thousand_kills_lose_nothing_and_damage_nothing(
    tmp_path: Path, writers: subprocess.Popen[str]
) -> None:
    for number in range(20):
        kill_again_and_again(writers, tmp_path / f"history-{number}.sqlite", 50)
