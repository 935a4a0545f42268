"""Heads of the chain noted outside the database, so that a history put back to an old state shows.

One line a head in `<name>-heads` beside the file, appended when a shift is closed, a backup is made
and the program ends. Only a safety net against accidents: whoever can change the history can change
this file too; for that there is the head on the printed shift report.
"""

import os
from contextlib import suppress
from pathlib import Path

from cashier.history.chain import GENESIS, Head

ENDING = "-heads"


def note(path: Path, head: Head) -> None:
    """Note a head for the history at `path`; a disk that refuses is no reason to stop."""
    if head.seq == 0 or head == last_noted(path):
        return
    with suppress(OSError):
        handle = os.open(_file(path), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, f"{head.seq} {head.hash}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)


def last_noted(path: Path) -> Head | None:
    """Return the head noted last; a line cut in the middle is passed over."""
    try:
        lines = _file(path).read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        seq, _, digits = line.partition(" ")
        if seq.isdecimal() and seq.isascii() and len(digits) == len(GENESIS):
            return Head(int(seq), digits)
    return None


def _file(path: Path) -> Path:
    return path.with_name(path.name + ENDING)
