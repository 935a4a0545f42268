"""The keyboard stays in the register: two real programs, a real X server, real taps and keys."""

import json
import os
import selectors
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from cashier.ui.foreign import Nobody, foreign

PATIENCE_S = 60.0
MISSING = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
needs_screen = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


class Program:
    """One of the two programs: what it prints, and what it is told."""

    def __init__(self, role: str, display: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.two_windows", role],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        )
        assert self._process.stdout is not None
        self._waits = selectors.DefaultSelector()
        self._waits.register(self._process.stdout, selectors.EVENT_READ)
        self._rest = b""
        self.window = int(self.until("window"))

    def until(self, name: str, value: object = None) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Wait until it prints `name` (with this value), and return the value."""
        while True:
            said = self._line()
            if name in said and value in (None, said[name]):
                return said[name]

    def tell(self, **what: object) -> None:
        """Send one line."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        self._process.stdin.flush()

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()
        self._waits.close()

    def _line(self) -> dict[str, Any]:
        while b"\n" not in self._rest:
            assert self._waits.select(PATIENCE_S), "the program says nothing"
            assert self._process.stdout is not None
            piece = os.read(self._process.stdout.fileno(), 65536)
            assert piece, "the program has ended"
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\n")
        return dict(json.loads(line))


@dataclass
class Counter:
    """The register and the assistant beside each other."""

    display: str
    register: Program
    ours: Program

    def do(self, *command: str) -> str:
        """Move, tap or type as a person at the machine."""
        done = subprocess.run(
            ["xdotool", *command],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE_S,
        )
        return done.stdout.strip()

    def tap(self, part: str) -> None:
        self.ours.tell(where=part)
        x, y = self.ours.until("at")
        self.do("mousemove", str(x), str(y), "click", "1")

    def show(self, view: str) -> None:
        self.ours.tell(view=view)
        self.ours.until("shown", view)

    def scan(self, digits: str, already: str = "") -> None:
        """Let a hand scanner read a code: it types, and the register must get it."""
        self.do("type", "--delay", "2", digits)
        self.register.until("typed", already + digits)


@pytest.fixture
def counter() -> Iterator[Counter]:
    """Start a screen and both programs on it."""
    with ExitStack() as stack:
        read, write = os.pipe()
        screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        stack.callback(screen.wait)
        stack.callback(screen.terminate)
        os.close(write)
        with os.fdopen(read) as number:
            display = f":{number.readline().strip()}"
        ours = Program("assistant", display)
        stack.callback(ours.close)
        register = Program("register", display)
        stack.callback(register.close)
        yield Counter(display, register, ours)


@needs_screen
def test_taps_leave_the_keyboard_in_the_register(counter: Counter) -> None:
    counter.scan("1")
    counter.tap("failed")
    assert counter.ours.until("wish") == ["open_case"]
    counter.scan("2", "1")
    counter.show("case-question")
    counter.tap("answer")
    assert counter.ours.until("wish")[0] == "answer"
    counter.scan("3", "12")
    counter.show("case-cause")
    counter.tap("step")
    assert counter.ours.until("wish")[0] == "step_done"
    counter.scan("134512345123451234", "123")


@needs_screen
def test_a_field_borrows_the_keyboard_and_gives_it_back(counter: Counter) -> None:
    counter.scan("1")
    counter.show("case-till")
    counter.tap("field")
    counter.ours.until("active", value=True)
    counter.do("type", "--delay", "40", "no")
    assert counter.ours.until("wish") == ["search_till_text", "no"]
    counter.do("key", "Return")
    assert counter.ours.until("wish") == ["say_till_text", "no"]
    counter.ours.until("active", value=False)
    counter.scan("2", "1")
    counter.tap("field")
    counter.ours.until("active", value=True)
    counter.do("type", "--delay", "40", "t")
    counter.ours.until("wish")
    counter.show("case-cause")
    counter.ours.until("active", value=False)
    counter.scan("345", "12")


@needs_screen
def test_whoever_asks_for_it_works_by_keyboard_until_the_case_is_done(counter: Counter) -> None:
    counter.scan("1")
    counter.ours.tell(forward=True)
    counter.ours.until("forward")
    counter.ours.until("active", value=True)
    counter.do("key", "F9")
    assert counter.ours.until("wish") == ["open_case"]
    counter.show("case-question")
    counter.do("key", "2")
    assert counter.ours.until("wish")[0] == "answer"
    counter.show("idle")
    counter.ours.until("active", value=False)
    counter.scan("2", "1")


@needs_screen
def test_a_hot_key_works_while_the_register_has_the_keyboard_and_keeps_it(counter: Counter) -> None:
    counter.scan("1")
    counter.ours.tell(hold="plain")
    assert counter.ours.until("refused") == []
    counter.do("key", "F9")
    assert counter.ours.until("wish") == ["open_case"]
    counter.scan("2", "1")
    counter.do("key", "F8")
    assert counter.ours.until("wish") == ["look_up_last"]
    counter.ours.tell(hold="off")
    assert counter.ours.until("refused") == []
    counter.do("key", "F9")
    counter.scan("3", "12")
    counter.tap("failed")
    assert counter.ours.until("wish") == ["open_case"]


def test_where_other_windows_cannot_be_known_nothing_is_done() -> None:
    others = foreign("offscreen")
    assert isinstance(others, Nobody)
    assert others.holder() == 0
    others.give(5)
    others.hold_back(5, on=True)
