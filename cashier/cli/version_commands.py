"""The commands `cashier playbook versions|pin|rollback|unpin`: thin, one function each."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cashier.cli.common import By, HomeDir, Json, Lang, complain, guarded, home, words

if TYPE_CHECKING:
    from cashier.cli.versions import VersionsTools
    from cashier.playbook.pins import Update

Key = Annotated[str, typer.Argument(metavar="KEY")]


def add_commands(book: typer.Typer) -> None:
    """Give the playbook's commands those about versions of scripts."""
    for name, command in (
        ("versions", versions),
        ("pin", pin),
        ("rollback", rollback),
        ("unpin", unpin),
    ):
        book.command(name)(guarded(command))


def versions(
    key: Annotated[str | None, typer.Argument(metavar="[KEY]")] = None,
    period_from: Annotated[str | None, typer.Option("--from", metavar="DATE")] = None,
    period_to: Annotated[str | None, typer.Option("--to", metavar="DATE")] = None,
    split: Annotated[
        str | None, typer.Option(help="Compare before and after.", metavar="DATE")
    ] = None,
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Figures of each version of a script: paid, time, faces."""
    from cashier.cli.versions import VersionsWish
    from cashier.cli.versions import versions as write

    wish = VersionsWish(
        key=key, period_from=period_from, period_to=period_to, split=split, as_json=as_json
    )
    return write(wish, _tools(lang, home_dir), sys.stdout)


def pin(
    key: Key,
    version: Annotated[str, typer.Argument(metavar="VERSION")],
    by: By = None,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Use one version of a script at this shop; asks the manager's PIN."""
    from cashier.playbook.pins import pinned

    return _change(key, partial(pinned, key=key, version_id=version), by, _tools(lang, home_dir))


def rollback(key: Key, by: By = None, lang: Lang = None, home_dir: HomeDir = None) -> int:
    """Go back to the version that was in use before; asks the manager's PIN."""
    from cashier.playbook.pins import rolled_back

    return _change(key, partial(rolled_back, key=key), by, _tools(lang, home_dir))


def unpin(key: Key, by: By = None, lang: Lang = None, home_dir: HomeDir = None) -> int:
    """Follow the playbook again; asks the manager's PIN."""
    from cashier.playbook.pins import unpinned

    return _change(key, partial(unpinned, key=key), by, _tools(lang, home_dir))


def _change(key: str, update: "Update", by: str | None, tools: "VersionsTools") -> int:
    from cashier.cli.pin import ask_manager
    from cashier.cli.versions import ChangeWish, author, change

    ask_pin = partial(ask_manager, tools.home, tools.words)
    return change(tools, sys.stdout, ask_pin, ChangeWish(key, author(by), update))


def _tools(lang: str | None, home_dir: Path | None) -> "VersionsTools":
    from cashier.cli.versions import VersionsTools
    from cashier.core.clock import SystemClock
    from cashier.playbook.load import load_playbook
    from cashier.playbook.overlay import lay_over

    at, talk = home(home_dir), words(lang)
    laid = lay_over(load_playbook(), at.playbook_dir)
    if laid.problem is not None:
        complain(laid.problem, talk)
    return VersionsTools(at, SystemClock(), talk, laid.playbook.variants)
