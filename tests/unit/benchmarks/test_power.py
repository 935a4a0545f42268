"""The disk that forgets: it forgets what it should, and the writer stands a small test on it."""

import random
from pathlib import Path

import pytest

from benchmarks.figures import Absent
from benchmarks.power import judge
from benchmarks.powerloss.disk import Cut, Disk
from benchmarks.powerloss.trace import (
    Acknowledged,
    Name,
    Reader,
    Step,
    Sync,
    SyncFolder,
    Truncate,
    Write,
)
from tests.helpers.logbook import Logbook

CHANCE = random.Random(1)


def disk_after(*steps: Step) -> Disk:
    disk = Disk()
    for step in steps:
        disk.take(step)
    return disk


def test_what_was_synced_with_its_name_stays() -> None:
    disk = disk_after(Name("/d/a", 1), Write(1, 0, b"abc"), Sync(1), SyncFolder("/d"))
    assert disk.all_is_sure
    assert all(disk.after(cut, CHANCE) == {"/d/a": b"abc"} for cut in Cut)


def test_what_was_not_synced_is_gone_or_there_in_part() -> None:
    kept = (Name("/d/a", 1), Write(1, 0, b"a" * 2000), Sync(1), SyncFolder("/d"))
    disk = disk_after(*kept, Write(1, 0, b"b" * 2000), Write(1, 2000, b"c"), Acknowledged(7))
    assert not disk.all_is_sure
    assert disk.acknowledged == 7
    assert disk.after(Cut.dropped, CHANCE) == {"/d/a": b"a" * 2000}
    assert disk.after(Cut.half, CHANCE) == {"/d/a": b"b" * 2000}
    torn = {disk.after(Cut.torn, CHANCE)["/d/a"] for _ in range(50)}
    assert torn == {b"b" * 2000}
    longer = disk_after(*kept, Write(1, 100, b"b" * 2000))
    cuts = {longer.after(Cut.torn, CHANCE)["/d/a"].count(b"b") for _ in range(200)}
    assert cuts == {0, 412, 924, 1436, 1948}


def test_a_name_that_was_not_synced_may_be_missing_and_one_taken_away_still_there() -> None:
    disk = disk_after(Name("/d/a", 1), Write(1, 0, b"abc"), Sync(1))
    assert disk.after(Cut.dropped, CHANCE) == {}
    assert disk.after(Cut.torn, CHANCE) == {"/d/a": b"abc"}
    disk = disk_after(Name("/d/a", 1), SyncFolder("/d"), Name("/d/a", None))
    assert disk.after(Cut.dropped, CHANCE) == {"/d/a": b""}
    assert disk.after(Cut.torn, CHANCE) == {}


def test_a_rename_happens_wholly_or_not_at_all() -> None:
    disk = disk_after(
        Name("/d/new", 1),
        Write(1, 0, b"x"),
        Sync(1),
        SyncFolder("/d"),
        Name("/d/a", 1),
        Name("/d/new", None),
    )
    found = {tuple(disk.after(cut, CHANCE)) for cut in Cut for _ in range(20)}
    assert found == {("/d/new",), ("/d/a",)}


def test_a_file_cut_short_and_grown_is_filled_with_nothing() -> None:
    disk = disk_after(Name("/d/a", 1), SyncFolder("/d"), Write(1, 0, b"abc"), Truncate(1, 1))
    disk.take(Write(1, 3, b"z"))
    disk.take(Sync(1))
    assert disk.after(Cut.dropped, CHANCE) == {"/d/a": b"a\0\0z"}


def test_a_trace_is_read_as_it_was_written(tmp_path: Path) -> None:
    def text(words: str) -> str:
        return '"' + "".join(f"\\x{byte:02x}" for byte in words.encode()) + '"'

    folder, name = str(tmp_path), str(tmp_path / "a")
    lines = [
        f"openat(AT_FDCWD, {text('/etc/passwd')}, O_RDONLY) = 3",
        f"openat(AT_FDCWD, {text(name)}, O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 4",
        f"write(4, {text('abc')}, 3) = 3",
        f"write(4, {text('def')}, 3) = 3",
        f"pwrite64(4, {text('Z')}, 1, 1) = 1",
        "lseek(4, 0, SEEK_SET) = 0",
        f"write(4, {text('A')}, 1) = 1",
        "fdatasync(4) = 0",
        f"openat(AT_FDCWD, {text(folder)}, O_RDONLY|O_CLOEXEC) = 5",
        "fsync(5) = 0",
        "ftruncate(4, 2) = 0",
        f"write(1, {text('17')}, 3) = 3",
        "close(4) = 0",
        f"write(4, {text('lost')}, 4) = -1 EBADF (Bad file descriptor)",
        f"rename({text(name)}, {text(name + '2')}) = 0",
        f"unlink({text(name + '2')}) = 0",
        f"unlink({text(name)}) = -1 ENOENT (No such file or directory)",
    ]
    assert list(Reader(tmp_path).steps(iter(lines))) == [
        Name(name, 1),
        Write(1, 0, b"abc"),
        Write(1, 3, b"def"),
        Write(1, 1, b"Z"),
        Write(1, 0, b"A"),
        Sync(1),
        SyncFolder(folder),
        Truncate(1, 2),
        Acknowledged(17),
        Name(f"{name}2", 1),
        Name(name, None),
        Name(f"{name}2", None),
    ]


def test_the_writer_stands_power_cuts_at_any_moment() -> None:
    try:
        verdict = judge("full", 5, one_of=7)
    except Absent as absent:
        pytest.skip(str(absent))
    assert verdict.disks > 50
    assert (verdict.lost, verdict.corrupt, verdict.bad_backups) == (0, 0, 0), verdict.why


def test_a_writer_that_syncs_less_does_not(logbook: Logbook) -> None:
    logbook.allow("history_set_aside", "history_rolled_back")
    try:
        verdict = judge("normal", 5, one_of=7)
    except Absent as absent:
        pytest.skip(str(absent))
    assert verdict.lost > 0
