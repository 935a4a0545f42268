"""The commands of `cashier owncode`: thin, one function each."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cashier.cli.common import HomeDir, Json, Lang, given_path, guarded, home, words

if TYPE_CHECKING:
    from cashier.cli.owncode import OwnCodeTools

app = typer.Typer(
    help="The shop's own codes on display: register them, compare them.", no_args_is_help=True
)
Pictures = Annotated[list[Path], typer.Argument(metavar="FILES…", parser=given_path)]


@app.command()
@guarded
def register(
    files: Pictures, as_json: Json = False, lang: Lang = None, home_dir: HomeDir = None
) -> int:
    """Remember the codes in these pictures as the shop's own; asks for the manager's PIN."""
    from cashier.cli.owncode import register as run_register

    return run_register(_tools(home_dir, lang, as_json=as_json), files)


@app.command()
@guarded
def check(
    files: Pictures, as_json: Json = False, lang: Lang = None, home_dir: HomeDir = None
) -> int:
    """Compare the codes in these pictures with the registered ones; exit code 1 unless they are."""
    from cashier.cli.owncode import check as run_check

    return run_check(_tools(home_dir, lang, as_json=as_json), files)


@app.command()
@guarded
def forget(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILES…]", parser=given_path)
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every registered code.")] = False,
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Forget the codes in these pictures, or all; asks for the manager's PIN."""
    from cashier.cli.owncode import forget as run_forget

    return run_forget(_tools(home_dir, lang, as_json=as_json), files or [], every=every)


def _tools(home_dir: Path | None, lang: str | None, *, as_json: bool) -> "OwnCodeTools":
    from cashier.cli.owncode import OwnCodeTools

    return OwnCodeTools(home(home_dir).make(), words(lang), as_json)
