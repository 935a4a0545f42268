"""The commands of `cashier rules`: thin, one function each."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cashier.cli.common import By, HomeDir, Json, Lang, given_path, guarded, home, words

if TYPE_CHECKING:
    from cashier.cli.rules import RulesTools
    from cashier.desk.rule_edits import Edit
    from cashier.desk.rulebook import Rulebook

app = typer.Typer(help="Rules and limits: list, try, change, review.", no_args_is_help=True)

RuleId = Annotated[str, typer.Argument(metavar="ID")]
Edited = Annotated[
    Path | None,
    typer.Option("--edit", metavar="FILE", parser=given_path, help="Rules to try instead."),
]


@app.command("list")
@guarded
def list_(as_json: Json = False, lang: Lang = None, home_dir: HomeDir = None) -> int:
    """Print every rule: what it does, where it comes from, whether the shop changed it."""
    from cashier.cli.rules import list_rules

    return list_rules(_tools(home_dir, lang, as_json=as_json))


@app.command()
@guarded
def show(rule: RuleId, as_json: Json = False, lang: Lang = None, home_dir: HomeDir = None) -> int:
    """Print everything about one rule."""
    from cashier.cli.rules import show_rule

    return show_rule(_tools(home_dir, lang, as_json=as_json), rule)


@app.command("try")
@guarded
def try_(
    amount: Annotated[str | None, typer.Option(metavar="YUAN")] = None,
    method: Annotated[str | None, typer.Option(help="The one that failed.")] = None,
    at: Annotated[str | None, typer.Option(metavar="HH:MM|TIME")] = None,
    industry: Annotated[str | None, typer.Option()] = None,
    group: Annotated[str | None, typer.Option()] = None,
    code: Annotated[str | None, typer.Option(metavar="payment_code|dynamic|static")] = None,
    edit: Edited = None,
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Print what a payment would be offered, now and with an edited file."""
    from cashier.cli.rules import TryWish, try_payment

    wish = TryWish(amount=amount, method=method, at=at, industry=industry, group=group, code=code)
    return try_payment(_tools(home_dir, lang, as_json=as_json), wish, edit)


@app.command("set")
@guarded
def set_(
    file: Annotated[Path, typer.Argument(metavar="FILE", parser=given_path)],
    methods: Annotated[
        bool, typer.Option("--methods", help="The file says which methods the shop takes.")
    ] = False,
    by: By = None,
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Put a file of the shop's own rules in force; it takes the place of all own rules there were.

    Asks for the manager's PIN.
    """
    from cashier.cli.rules import save_edit

    tools = _tools(home_dir, lang, as_json=as_json)

    def read(book: "Rulebook") -> "Edit":
        return book.edit_methods(file) if methods else book.edit(file)

    return save_edit(tools, read, by, _ask_pin(tools))


@app.command()
@guarded
def off(
    rule: RuleId,
    by: By = None,
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Switch a rule off; asks for the manager's PIN."""
    from cashier.cli.rules import save_edit

    tools = _tools(home_dir, lang, as_json=as_json)
    return save_edit(tools, lambda book: book.without(rule), by, _ask_pin(tools))


@app.command()
@guarded
def reset(
    rule: RuleId,
    by: By = None,
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Let a rule hold again as it came with the program; asks for the manager's PIN."""
    from cashier.cli.rules import save_edit

    tools = _tools(home_dir, lang, as_json=as_json)
    return save_edit(tools, lambda book: book.as_shipped(rule), by, _ask_pin(tools))


@app.command()
@guarded
def review(
    period_from: Annotated[str | None, typer.Option("--from", metavar="DATE")] = None,
    period_to: Annotated[str | None, typer.Option("--to", metavar="DATE")] = None,
    edit: Edited = None,
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Print how often each rule held, what became of it, and what an edit would have changed."""
    from cashier.cli.rules import review_rules

    tools = _tools(home_dir, lang, as_json=as_json)
    return review_rules(tools, period_from, period_to, edit)


@app.command()
@guarded
def log(
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 200,
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Print who changed which rule, newest first."""
    from cashier.cli.rules import show_log

    return show_log(_tools(home_dir, lang, as_json=as_json), limit)


def _tools(home_dir: Path | None, lang: str | None, *, as_json: bool) -> "RulesTools":
    from cashier.cli.rules import RulesTools
    from cashier.core.clock import SystemClock

    return RulesTools(home(home_dir), SystemClock(), words(lang), sys.stdout, as_json)


def _ask_pin(tools: "RulesTools") -> "partial[None]":
    from cashier.cli.pin import ask_manager

    return partial(ask_manager, tools.home, tools.words)
