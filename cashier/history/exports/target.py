"""Where an exported file goes: written beside its name first, and put there only when it is whole.

Whatever happens on the way, a file that stood there before still stands there, and nothing half
done is left behind. What a program that was killed left there, the next export removes.
"""

import contextlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cashier.core.privacy import strip_digits
from cashier.history.exports.errors import ExportFolderMissing, from_os

# Nobody else's files are called so; one that was touched within the hour may still be written to.
_PART = re.compile(r"\.cashier-.{0,40}-[0-9a-f]{8}\.part")
_STALE_S = 3600.0


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; at the end it takes the target's place.

    Raises:
        ExportFolderMissing, ExportDiskFull, ExportTargetHeld, ExportFailed: there is no new file.
    """
    stem = strip_digits(target.stem)[:40]
    part = target.with_name(f".cashier-{stem}-{secrets.token_hex(4)}.part")
    try:
        _check(target)
        part.touch(exist_ok=False)
        _remove_stale(part)
        yield part
        _settle(part)
        part.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise from_os(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _check(target: Path) -> None:
    """Refuse before the work what would be refused after it."""
    # A folder is in the way, or a pipe: opening one may wait for ever.
    in_the_way = target.exists() and not target.is_file()
    if in_the_way or not target.parent.is_dir():
        raise ExportFolderMissing(file=target.name, folder=str(target.parent.absolute()))
    if target.exists():
        # Opening to append changes nothing, but a program that holds the file shows.
        with target.open("ab"):
            pass


def _remove_stale(part: Path) -> None:
    """Remove what killed exports left beside `part`, by the clock of the disk that has them all."""
    latest = part.stat().st_mtime - _STALE_S
    with contextlib.suppress(OSError):
        for entry in part.parent.iterdir():
            if _PART.fullmatch(entry.name):
                _remove_if_older(entry, latest)


def _remove_if_older(entry: Path, latest: float) -> None:
    with contextlib.suppress(OSError):
        found = entry.lstat()
        if stat.S_ISREG(found.st_mode) and found.st_mtime < latest:
            entry.unlink()


def _settle(part: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
