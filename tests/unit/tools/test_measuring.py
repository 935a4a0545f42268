"""Coverage looks at the tests it should, and sees nothing where it should look away."""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from tests.helpers.measuring import is_looked_at, take_turns
from tests.helpers.shared import ROOT

LOOKS = """
import os, sys, threading
import coverage
from tests.helpers.measuring import Measuring, programs_unseen

seen = []
def look(frame, event, arg):
    seen.append(frame.f_code.co_name)
def before(): pass
def between(): pass
def test(): pass
def in_thread(): pass
def after(): pass

threading.settrace(look)
sys.settrace(look)
before()
measuring = Measuring()
measuring.look_away()
between()
with measuring.looking():
    test()
    thread = threading.Thread(target=in_thread)
    thread.start()
    thread.join()
after()
os.environ["COVERAGE_PROCESS_CONFIG"] = "told to programs"
with programs_unseen():
    told = "COVERAGE_PROCESS_CONFIG" in os.environ
names = ("before", "between", "test", "in_thread", "after")
print([name for name in seen if name in names], told, "COVERAGE_PROCESS_CONFIG" in os.environ)
"""


@dataclass
class Case:
    """Which case of a parametrised test it is."""

    indices: dict[str, int]


@dataclass
class Item:
    """A test as pytest tells of it."""

    place: str
    marks: tuple[str, ...] = ()
    callspec: Case | None = None
    rootpath: Path = field(default=Path("/repo"))

    @property
    def config(self) -> "Item":
        return self

    @property
    def path(self) -> Path:
        return self.rootpath / "tests" / self.place

    def get_closest_marker(self, name: str) -> str | None:
        return name if name in self.marks else None


@pytest.mark.parametrize(
    ("item", "looked_at"),
    [
        (Item("unit/cases/test_case.py"), True),
        (Item("unit/cases/test_case.py", callspec=Case({"row": 7})), True),
        (Item("unit/cases/test_case.py", ("hypothesis",)), False),
        (Item("unit/cases/test_case.py", ("unseen",)), False),
        (Item("unit/benchmarks/test_eye.py"), False),
        (Item("unit/tools/test_gates.py"), False),
        (Item("ui/test_lock.py"), True),
        (Item("ui/test_screens.py", callspec=Case({"name": 0, "language": 0})), True),
        (Item("ui/test_screens.py", callspec=Case({"name": 0, "language": 1})), False),
        (Item("e2e/test_bad_world.py", callspec=Case({"world": 3})), False),
    ],
)
def test_coverage_looks_where_others_have_not_been(item: Item, looked_at: bool) -> None:
    assert is_looked_at(cast(pytest.Item, item)) is looked_at


def test_tests_are_looked_at_with_their_threads_and_nothing_is_between_them() -> None:
    command = [sys.executable, "-c", LOOKS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "['before', 'test', 'in_thread'] False True\n"


def test_a_thread_that_begins_waits_until_another_one_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refusals = ["while another trace function is being installed"] * 2
    taken: list[object] = []

    def busy(look: object) -> None:
        if refusals:
            raise RuntimeError(refusals.pop())
        taken.append(look)

    monkeypatch.setattr(sys, "settrace", busy)
    take_turns()
    sys.settrace(None)
    assert (taken, refusals) == ([None], [])
    refusals.append("something else")
    with pytest.raises(RuntimeError, match="something else"):
        sys.settrace(None)
