"""Daily copies of the history: made beside the running till, and each one proved before it counts.

A copy is made through SQLite's backup interface on the writer's own connection, a few pages at a
time; between two steps the disk thread does what waits. A copy becomes a backup only after it was
opened, checked page by page and its chain followed to the end; only then is an older one deleted.
"""

import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from cashier.history import search
from cashier.history.chain import ChainReport, Head, Link
from cashier.history.database import writing_alone
from cashier.history.errors import (
    BackupStopped,
    BackupUnsound,
    DatabaseDamaged,
    StorageFailed,
    StorageFull,
    sqlite_errors_as_ours,
)
from cashier.history.reading import read_only
from cashier.history.soundness import check

KEPT = 7
"""How many verified backups stay."""

GiveWay: TypeAlias = Callable[[], bool]
"""Lets others through in the middle of long work; False asks the work to end."""

_PAGES = 64
_SYNCED = 64 * _PAGES
_SOME_LINKS = 100
_SOME_STEPS = 20_000
_ROOM = 64 * 1024 * 1024
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"history-(\d{6})-(\d{8}T\d{6}Z)-(\d+)-([0-9a-f]{16})\.sqlite")
_PARTIAL = "history.partial"


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy. `number` counts up whatever the clock says; `head` has a short hash."""

    path: Path
    number: int
    at: datetime
    head: Head


def backups(folder: Path) -> tuple[Backup, ...]:
    """Return the verified backups, the newest first."""
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError:
        return ()
    found = [
        Backup(
            folder / name,
            int(match[1]),
            datetime.strptime(match[2], _STAMP).replace(tzinfo=UTC),
            Head(int(match[3]), match[4]),
        )
        for name in names
        if (match := _NAME.fullmatch(name))
    ]
    return tuple(sorted(found, key=lambda one: -one.number))


def is_due(folder: Path, now: datetime) -> bool:
    """Whether there is no backup of this day yet, in the zone of this machine."""
    newest = next(iter(backups(folder)), None)
    return newest is None or newest.at.astimezone().date() != now.astimezone().date()


def make_backup(
    source: sqlite3.Connection, folder: Path, now: datetime, give_way: GiveWay
) -> Backup:
    """Copy the open database, prove the copy, and let it take its place among the seven.

    Raises:
        BackupStopped: `give_way` asked for an end; nothing is left behind.
        BackupUnsound: the copy is damaged or its chain does not hold; older ones all stay.
        StorageFull, StorageFailed: the disk has no room for it, or refuses.
    """
    partial = folder / _PARTIAL
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        _check_room(source, folder)
        with sqlite_errors_as_ours(partial):
            _copy(source, partial, give_way)
            with writing_alone(partial) as copy:
                # A text that was dropped meanwhile is in the copy, marked as gone.
                search.tidy(copy)
        report = check_file(partial, give_way)
        if not report.sound:
            raise BackupUnsound(reason=str(report.fault), seq=report.at_seq or 0)
        return _accept(partial, folder, now, report.head)
    except DatabaseDamaged as error:
        raise BackupUnsound(reason=str(error.fields.get("reason")), seq=0) from error
    except OSError as error:
        raise StorageFailed(file=str(partial), reason=error.strerror or "copy") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def check_file(
    path: Path, give_way: GiveWay, anchor: Head | None = None, *, still: bool = True
) -> ChainReport:
    """Check a database page by page, then follow its chain; nothing is written.

    Args:
        path: the file.
        give_way: asked again and again on the way.
        anchor: a head that the chain must hold.
        still: nobody writes to the file meanwhile.

    Raises:
        BackupStopped: `give_way` asked for an end.
        DatabaseDamaged: a page or an index is damaged, or it is no database.
    """
    try:
        with sqlite_errors_as_ours(path), read_only(path, still=still) as reader:
            reader.on_steps(_SOME_STEPS, give_way)
            if reader.connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise DatabaseDamaged(file=str(path), reason="quick-check")
            reader.on_steps(0, give_way)
            return check(reader.connection, anchor, lambda links: _unhurried(links, give_way))
    except StorageFailed as error:
        if error.fields.get("reason") == "SQLITE_INTERRUPT":
            raise BackupStopped from error
        raise


def _check_room(source: sqlite3.Connection, folder: Path) -> None:
    pages, size = (
        int(source.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size")
    )
    if shutil.disk_usage(folder).free < pages * size + _ROOM:
        raise StorageFull(file=str(folder))


def _copy(source: sqlite3.Connection, partial: Path, give_way: GiveWay) -> None:
    def step(_status: int, left: int, total: int) -> None:
        if (total - left) % _SYNCED == 0:
            # Little by little, or the last step would have the whole copy to sync.
            sync(partial)
        if not give_way():
            raise BackupStopped

    with closing(sqlite3.connect(partial, isolation_level=None)) as target:
        partial.chmod(0o600)
        source.backup(target, pages=_PAGES, progress=step)


def _unhurried(links: Iterator[Link], give_way: GiveWay) -> Iterator[Link]:
    for number, item in enumerate(links):
        if number % _SOME_LINKS == 0 and not give_way():
            raise BackupStopped
        yield item


def _accept(partial: Path, folder: Path, now: datetime, head: Head) -> Backup:
    before = backups(folder)
    number = before[0].number + 1 if before else 1
    short = Head(head.seq, head.hash[:16])
    name = f"history-{number:06}-{now.strftime(_STAMP)}-{short.seq}-{short.hash}.sqlite"
    sync(partial)
    partial.rename(folder / name)
    sync(folder)
    for old in before[KEPT - 1 :]:
        old.path.unlink(missing_ok=True)
    return Backup(folder / name, number, now.replace(microsecond=0), short)


def sync(path: Path) -> None:
    """Make a file or a folder durable; Windows keeps folders durable by itself."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
