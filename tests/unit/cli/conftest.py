"""What the tests of command lines share: lines on a Chinese computer, each as quick as can be."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
import typer.main

from cashier.cli.playbook_examples import run_own_examples
from cashier.cli.playbook_review import review
from cashier.core.resources import resource
from cashier.playbook.load import read_playbook
from tests.helpers.books import QUICK
from tests.helpers.command_line import CommandLine
from tests.helpers.playbooks import QUICK_FILES

Found = TypeVar("Found")


def once(look: Callable[[Path], Found]) -> Callable[[Path], Found]:
    """Look at the shipped playbook once, which nobody changes, and at any other each time."""
    kept = cache(look)
    return lambda folder: kept(folder) if folder == resource("playbook") else look(folder)


ONCE = {
    "typer.main.get_command": cache(typer.main.get_command),
    **QUICK_FILES,
    "cashier.playbook.load.read_playbook": once(read_playbook),
    "cashier.cli.playbook.review": once(review),
    "cashier.cli.playbook.run_own_examples": once(run_own_examples),
}


@pytest.fixture(autouse=True)
def quick_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make once what each command line makes anew, and hash PINs lightly.

    As the shop hashes them, each look at one takes a fifth of a second.
    """
    for name, made_once in ONCE.items():
        monkeypatch.setattr(name, made_once)
    monkeypatch.setattr("cashier.config.access.PasswordHasher", lambda: QUICK)


@pytest.fixture
def cashier(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Run command lines on a Chinese computer, without a screen."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return CommandLine(capsys)
