"""The command line as a user meets it: words in, exit code and both outputs out."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from cashier.cli import app
from cashier.cli.entry import enter


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command line left behind."""

    code: int
    out: str
    err: str

    @property
    def refused(self) -> bool:
        """Whether it failed as a failure should: nothing printed, two sentences on stderr."""
        lines = self.err.splitlines()
        return self.code in {2, 3} and not self.out and len(lines) == 2 and all(lines)


class CommandLine:
    """Runs command lines in this process."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured

    def __call__(self, *arguments: str) -> Answer:
        """Run `cashier` with these arguments."""
        return self.run(arguments)

    def run(self, arguments: Sequence[str]) -> Answer:
        """Run `cashier` and return what came of it."""
        self._captured.readouterr()
        code = enter(app, arguments)
        shown = self._captured.readouterr()
        return Answer(code, shown.out, shown.err)
