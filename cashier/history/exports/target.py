"""Where an exported file goes: written beside its name first, and put there only when it is whole.

Whatever happens on the way, a file that stood there before still stands there, and nothing half
done is left behind.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cashier.core.privacy import strip_digits
from cashier.history.exports.errors import ExportFolderMissing, from_os


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; at the end it takes the target's place.

    Raises:
        ExportFolderMissing, ExportDiskFull, ExportTargetHeld, ExportFailed: there is no new file.
    """
    part = target.with_name(f".{strip_digits(target.stem)[:40]}-{secrets.token_hex(4)}.part")
    try:
        _check(target)
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
    if target.is_dir() or not target.parent.is_dir():
        raise ExportFolderMissing(file=target.name, folder=str(target.parent))
    if target.exists():
        # Opening to append changes nothing, but a program that holds the file shows.
        with target.open("ab"):
            pass


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
