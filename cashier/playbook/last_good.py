"""Keeps the last good playbook running when a new one is refused.

It only loads and compares; telling the problem and putting the playbook to use is the caller's.
"""

from dataclasses import dataclass
from pathlib import Path

from cashier.playbook.broken import PlaybookBroken
from cashier.playbook.load import load_playbook
from cashier.playbook.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Loaded:
    """The playbook to work with, and why it is not the one asked for, if it is not."""

    playbook: Playbook
    problem: PlaybookBroken | None = None


def load_or_last_good(folder: Path, last_good: Playbook) -> Loaded:
    """Load a folder; when it is refused, stay with the very playbook that worked so far."""
    try:
        return Loaded(load_playbook(folder))
    except PlaybookBroken as problem:
        return Loaded(last_good, problem)
