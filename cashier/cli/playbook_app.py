"""The commands of `cashier playbook`: thin, one function each."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cashier.cli.common import HomeDir, Json, Lang, given_path, guarded, home, words
from cashier.cli.version_commands import add_commands

app = typer.Typer(help="Check, show and test a playbook.", no_args_is_help=True)

Folder = Annotated[Path, typer.Argument(metavar="DIR", parser=given_path)]


@app.command("check")
@guarded
def playbook_check(
    folder: Folder,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Also what no example and no cause covers.")
    ] = False,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """List all faults of a playbook, or of a shop's own rules and words; exit code 1 for one."""
    from cashier.cli.playbook import check as run_check

    return run_check(folder, words(lang), sys.stdout, as_json=as_json, coverage=coverage)


@app.command("show")
@guarded
def playbook_show(
    folder: Folder,
    entry: Annotated[str, typer.Argument(metavar="ENTRY")],
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Print one entry: a cause, step, method, question, phrase, timing, rule, text or row."""
    from cashier.cli.playbook import show

    shop = home(home_dir).playbook_dir
    return show(folder, entry, words(lang), sys.stdout, as_json=as_json, shop=shop)


@app.command("learned")
@guarded
def playbook_learned(as_json: Json = False, lang: Lang = None, home_dir: HomeDir = None) -> int:
    """Show how this store's confirmed causes move the playbook's figures."""
    from cashier.cli.learned import LearnedTools, learned
    from cashier.core.clock import SystemClock
    from cashier.playbook.load import load_playbook

    tools = LearnedTools(home(home_dir), SystemClock(), words(lang), load_playbook())
    return learned(tools, sys.stdout, as_json=as_json)


@app.command("test")
@guarded
def playbook_test(folder: Folder, as_json: Json = False, lang: Lang = None) -> int:
    """Run a playbook's own examples: 95 % of the causes, every state and every lock."""
    from cashier.cli.playbook import test

    return test(folder, words(lang), sys.stdout, as_json=as_json)


add_commands(app)
