"""Files of a history that stepped aside: damaged, replaced by a backup, taken over, and when.

They hold texts as the history did, so they are deleted when texts are: nobody looks for them later.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

_STAMP = "%Y%m%dT%H%M%SZ"
_ENDING = re.compile(
    r".*\.sqlite\.(?:corrupt|replaced|taken)-(\d{8}T\d{6}Z)(?:-\d+)?(?:-wal|-shm|-heads)?"
)


def aside_name(path: Path, now: datetime, why: str = "corrupt") -> Path:
    """Return a free name beside `path` for a file that steps aside: `<name>.<why>-<time>`."""
    stamp = now.strftime(_STAMP)
    target = path.with_name(f"{path.name}.{why}-{stamp}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.{why}-{stamp}-{number}")
    return target


def forget_asides(path: Path, before: datetime) -> int:
    """Delete what stepped aside before then beside the history at `path`; return how many files.

    A file that cannot be deleted now stays for the next time.
    """
    gone = 0
    for file in sorted(path.parent.glob(f"{path.stem}*.sqlite.*")):
        match = _ENDING.fullmatch(file.name)
        if match is None:
            continue
        with suppress(OSError, ValueError):
            if datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC) < before:
                file.unlink()
                gone += 1
    return gone
