"""How far the guided set-up has come, in a small file of the home: it is resumed where it stopped.

A damaged note counts as none; one that cannot be written only means that it begins anew.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import structlog

from cashier.config.files import write_atomic
from cashier.core.background import Worker
from cashier.core.paths import Home
from cashier.history.noted import last_noted

log = structlog.get_logger()

FILE = "set-up.json"


@dataclass(frozen=True, slots=True)
class SetUp:
    """The page that comes next, and whether there is anything left to do."""

    page: str = ""
    done: bool = False


class SetUpNotes(Protocol):
    """Remembers how far the set-up is. Returns at once."""

    def note(self, state: SetUp) -> None:
        """Remember this."""


def is_new(home: Home) -> bool:
    """Whether nothing was ever set up or recorded here; asked before anything is written.

    A command that only looked, such as `cashier report`, has begun a history without a record.
    """
    recorded = last_noted(home.database) is not None
    return not (home.settings_file.exists() or recorded or _file(home).exists())


def read_set_up(home: Home) -> SetUp | None:
    """Return how far the set-up is; None where it was never begun."""
    try:
        noted = json.loads(_file(home).read_bytes())
        return SetUp(str(noted["page"]), noted["done"] is True)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


class SetUpFile:
    """The note of one installation, written on a thread of its own."""

    def __init__(self, home: Home, worker: Worker) -> None:
        self._home = home
        self._worker = worker

    def note(self, state: SetUp) -> None:
        """Remember this."""

        def write() -> None:
            try:
                write_atomic(_file(self._home), json.dumps(asdict(state)).encode())
            except OSError as error:
                log.warning("set_up_not_noted", reason=type(error).__name__)

        # Dropped when the program is ending: it begins with this page again.
        self._worker.offer(write)


def _file(home: Home) -> Path:
    return home.settings_dir / FILE
