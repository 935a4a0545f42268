"""Which tests coverage looks at while they run: enough to go everywhere, and no more.

Being looked at makes Python two to three times as slow. The many examples of a property, and every
case but the first of a test of windows, go where others have been before. What they alone reach
counts as not covered, so that the gates are held by less than all tests, never by more.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_SLOW = frozenset({"ui", "e2e"})
"""Folders whose tests draw windows or start programs."""


def is_looked_at(item: pytest.Item) -> bool:
    """Whether a test is one that coverage looks at."""
    if item.get_closest_marker("hypothesis"):
        return False
    case = getattr(item, "callspec", None)
    first = case is None or not any(case.indices.values())
    return first or item.path.relative_to(item.config.rootpath / "tests").parts[0] not in _SLOW


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


def _let(look: object) -> None:
    sys.settrace(look)  # type: ignore[arg-type]
    threading.settrace(look)  # type: ignore[arg-type]
