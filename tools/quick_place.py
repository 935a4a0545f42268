"""Where tests keep their files: memory that looks like a disk, so that none waits for a real one.

A history syncs every event, and thousands of tests write one.
"""

import os
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes folders of its own there, for this user alone
ENOUGH = 2 * 2**30
_VARIABLE = "PYTEST_DEBUG_TEMPROOT"


def for_tests(place: Path = MEMORY, enough: int = ENOUGH) -> dict[str, str]:
    """Return the variables that send pytest's folders there; none where they had better not go.

    Args:
        place: a folder in memory; some machines have none.
        enough: bytes that must be free; containers often grant far less.
    """
    if _VARIABLE in os.environ or not place.is_dir() or not os.access(place, os.W_OK):
        return {}
    there = os.statvfs(place)
    # Some tests start a program or load a library that they have just made.
    if there.f_flag & os.ST_NOEXEC or there.f_bavail * there.f_frsize < enough:
        return {}
    return {_VARIABLE: str(place)}
