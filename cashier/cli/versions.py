"""`cashier playbook versions|pin|rollback|unpin`: what versions of scripts did, and which one runs.

Figures are read from the history; a change is a person's act and asks for the manager's PIN.
"""

import getpass
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from typing import TextIO

from cashier.cli.period import read_moment, read_period
from cashier.cli.versions_data import script_json
from cashier.cli.versions_text import VersionsText
from cashier.core.clock import Clock
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.desk.scriptbook import Scriptbook
from cashier.history.rules import StoreOptions
from cashier.history.store import Store
from cashier.playbook.pins import PinFile, Update
from cashier.playbook.variants import Variants


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsWish:
    """What is asked for: one script or all, which cases, and what to compare before and after."""

    key: str | None = None
    period_from: str | None = None
    period_to: str | None = None
    split: str | None = None
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class ChangeWish:
    """Which script is to run in which version from now on, and who says so."""

    key: str
    by: str
    update: Update


@dataclass(frozen=True, slots=True)
class VersionsTools:
    """What the commands work with; `zone` None is the zone of this machine."""

    home: Home
    clock: Clock
    words: Words
    variants: Variants
    zone: tzinfo | None = None


def versions(wish: VersionsWish, tools: VersionsTools, out: TextIO) -> int:
    """Write the figures of scripts' versions.

    Raises:
        CashierError: a wish that cannot be met, or a history that cannot be opened.
    """
    wanted = read_period(wish.period_from, wish.period_to, tools.zone)
    split = read_moment(wish.split, tools.zone) if wish.split is not None else None
    with _book(tools) as book:
        views = book.views(wish.key, wanted, split)
    if wish.as_json:
        document = {"scripts": [script_json(view) for view in views]}
        out.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        out.write(VersionsText(tools.words, tools.zone).render(views))
    return 0


def change(
    tools: VersionsTools,
    out: TextIO,
    ask_pin: Callable[[], None],
    wish: ChangeWish,
) -> int:
    """Let the manager change which version runs, and say what is in force from now on.

    Raises:
        CashierError: a change that cannot be, told before the PIN is asked; or no PIN.
    """
    wish.update(PinFile(tools.home.settings_dir).read(), tools.variants)
    ask_pin()
    with _book(tools) as book:
        done = book.change(wish.key, wish.by, wish.update)
    if done.after is None:
        told = tools.words("versions-unpinned", key=done.key)
    elif done.after == done.before:
        told = tools.words("versions-pinned-already", key=done.key, version=done.after)
    else:
        told = tools.words("versions-pinned", key=done.key, version=done.after)
    out.write(told + "\n")
    return 0


def author(given: str | None) -> str:
    """Return who changes something: the name given, else the system's user."""
    if given is not None and given.strip():
        return given.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        # A user without a name, as in some containers.
        return "manager"


@contextmanager
def _book(tools: VersionsTools) -> Iterator[Scriptbook]:
    tools.home.make()
    options = StoreOptions(clock=tools.clock, quarantine=False)
    with Store.open(tools.home.database, options).store as store:
        yield Scriptbook(tools.variants, PinFile(tools.home.settings_dir), store, tools.clock)
