"""Which tests coverage looks at while they run: enough to go everywhere, and no more.

Being looked at makes Python three to four times as slow. The many examples of a property, every
case but the first of a test of windows, and what simulates whole days go where others have been.
What they alone reach counts as not covered: gates are held by less than all tests, never by more.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_ELSEWHERE = ("unit/benchmarks/", "unit/tools/")
"""What these test is not the program itself."""
_SLOW = ("ui/", "e2e/", "contract/")
"""Their tests draw windows, start programs and servers."""


def is_looked_at(item: pytest.Item) -> bool:
    """Whether a test is one that coverage looks at."""
    if item.get_closest_marker("hypothesis") or item.get_closest_marker("unseen"):
        return False
    place = item.path.relative_to(item.config.rootpath / "tests").as_posix()
    if place.startswith(_ELSEWHERE):
        return False
    case = getattr(item, "callspec", None)
    return case is None or not any(case.indices.values()) or not place.startswith(_SLOW)


@contextmanager
def unseen() -> Iterator[None]:
    """Let coverage look at nothing meanwhile: not here, not in threads or programs begun here."""
    look = threading.gettrace()
    if look is None:
        yield
        return
    programs = {name: os.environ.pop(name) for name in list(os.environ) if "COVERAGE" in name}
    _let(None)
    try:
        yield
    finally:
        # As in a thread that begins: coverage goes on with the next call.
        _let(look)
        os.environ.update(programs)


def look_away() -> None:
    """Let coverage look at nothing in this process; programs that it begins are looked at."""
    if threading.gettrace() is not None:
        _let(None)


def _let(look: object) -> None:
    sys.settrace(look)  # type: ignore[arg-type]
    threading.settrace(look)  # type: ignore[arg-type]
