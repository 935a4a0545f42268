"""Runs the real window in a process of its own and asks it what is on the screen."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 3000
_AGAIN = 60
QUIET = """
[health]
internet_hosts = ["127.0.0.1:9"]
timeout_s = 1.0
alipay_url = "https://127.0.0.1:9"
[wechat]
base_url = "https://127.0.0.1:9"
backup_url = "https://127.0.0.1:9"
"""


class Run:
    """One run of the program.

    `world` are variables around it, None takes one away; `through` is what starts it.
    """

    def __init__(
        self,
        home: Path,
        *more: str,
        world: Mapping[str, str | None] | None = None,
        through: Sequence[str] = (),
    ) -> None:
        around = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **(world or {})}
        self._process = subprocess.Popen(
            [*through, sys.executable, "-m", "tests.helpers.window_child", str(home), *more],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={name: value for name, value in around.items() if value is not None},
        )
        self._read()

    def ask(self, line: str) -> dict[str, Any]:
        """Send a line, and return the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._read()

    def until(
        self, holds: Callable[[dict[str, Any]], bool], again: Callable[[], None] | None = None
    ) -> dict[str, Any]:
        """Ask for the state again and again until it holds; an answer takes its time.

        `again` is done now and then meanwhile: what was told to the program once more.
        """
        state: dict[str, Any] = {}
        for turn in range(1, PATIENCE):
            state = self.ask("state")
            if holds(state):
                return state
            if again is not None and turn % _AGAIN == 0:
                again()
        pytest.fail(f"it never came about: {state}")

    def end(self, *, kill: bool = False) -> int:
        """End the run in order, or tear it away."""
        if kill:
            self._process.kill()
        self._process.communicate(None if kill else "quit\n", timeout=60)
        return self._process.returncode

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the program has ended"
        return dict(json.loads(line))


def ready(state: dict[str, Any]) -> bool:
    return bool(state["head"] != "head-starting")


def opened(run: Run) -> dict[str, Any]:
    """Press F9 and wait for the first page of a case."""
    run.ask("press Key_F9")
    return run.until(lambda state: state["page"] == "till_message")
