"""Which tests coverage looks at while they run: enough to go everywhere, and no more.

Being looked at makes Python three to four times as slow. The many examples of a property, every
case but the first of a test of windows, and what simulates whole days go where others have been.
What they alone reach counts as not covered: gates are held by less than all tests, never by more.
Between tests, where pytest does its own work, coverage looks at nothing either.
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


def is_our_own(fixture: pytest.FixtureDef[object]) -> bool:
    """Whether a fixture makes something of the program, and does not only guard or serve."""
    module = fixture.func.__module__
    return module.startswith("tests.") and module != "tests.helpers.guards"


class Measuring:
    """What coverage looks with in this process, once it has been told to look away."""

    def __init__(self) -> None:
        self._look: object = None

    def look_away(self) -> None:
        """Look at nothing any more, in threads neither, unless told to; a debugger looks on."""
        if "coverage" in sys.modules and (look := threading.gettrace()) is not None:
            self._look = look
            _let(None)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look at what is called meanwhile, and at threads that begin."""
        if self._look is None or sys.gettrace() is not None:
            yield
            return
        # As in a thread that begins: coverage goes on with the next call.
        _let(self._look)
        try:
            yield
        finally:
            _let(None)


def take_turns() -> None:
    """Let a thread that begins wait while another one is just about to be looked at.

    Our audit hook lets Python go to another thread in the middle of that; Python 3.11 then refuses
    the second one, which would end before it has done anything.
    """
    at_once = sys.settrace

    def in_turn(look: object) -> None:
        while True:
            try:
                return at_once(look)  # type: ignore[arg-type]
            except RuntimeError as error:
                if "being installed" not in str(error):
                    raise

    sys.settrace = in_turn


@contextmanager
def programs_unseen() -> Iterator[None]:
    """Let coverage look at no program that is started meanwhile."""
    told = {name: os.environ.pop(name) for name in list(os.environ) if "COVERAGE" in name}
    try:
        yield
    finally:
        os.environ.update(told)


def _let(look: object) -> None:
    sys.settrace(look)  # type: ignore[arg-type]
    threading.settrace(look)  # type: ignore[arg-type]
