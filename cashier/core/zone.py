"""The computer's time zone as its environment names it, put right before anybody reads it.

A library of ours reads the zone while it loads, and breaks off at a file that is none. A till must
start all the same: such a zone counts as UTC, as the system itself takes it, and is told of.
"""

import os
import time
from pathlib import Path
from zoneinfo import ZoneInfo

_VARIABLE = "TZ"


def settle() -> str:
    """Put UTC in the place of a zone that cannot be read.

    Returns:
        What the environment named; empty where that can be read, or names no file at all.
    """
    named = os.environ.get(_VARIABLE, "")
    file = Path(named.removeprefix(":"))
    if not named or _is_zone(file):
        return ""
    os.environ[_VARIABLE] = "UTC"
    if hasattr(time, "tzset"):
        time.tzset()
    return named


def _is_zone(file: Path) -> bool:
    """Whether a file is a zone; one that is not there is a name, and somebody else's to know."""
    try:
        if not file.exists():
            return True
        with file.open("rb") as data:
            ZoneInfo.from_file(data)
    except Exception:  # noqa: BLE001 - whatever is wrong with the file, it is no zone
        return False
    return True
