"""What all commands share: language, home folder, errors in words with the right exit code."""

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.core.words import LANGUAGES, Words

CATALOGUES = ("cli", "errors", "playbook", "health", "report")

Lang = Annotated[
    str | None, typer.Option("--lang", help="zh_CN | en", show_default=False, metavar="LANG")
]
HomeDir = Annotated[
    Path | None,
    typer.Option("--home", help="Settings, data, logs and vault under one folder.", metavar="DIR"),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Arguments = ParamSpec("Arguments")


def language(chosen: str | None) -> str:
    """Return the language asked for, else the system's, else Chinese.

    Raises:
        typer.BadParameter: a language that we do not speak.
    """
    if chosen is not None:
        if chosen not in LANGUAGES:
            raise typer.BadParameter(" | ".join(LANGUAGES), param_hint="--lang")
        return chosen
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return "en" if system.startswith("en") else "zh_CN"


def words(chosen: str | None) -> Words:
    """Return the commands' words."""
    return Words(language(chosen), CATALOGUES)


def home(chosen: Path | None) -> Home:
    """Return the folders asked for, else `CASHIER_HOME`, else the platform's."""
    return Home.at(chosen) if chosen is not None else Home.default()


def said(error: CashierError, speak: Words) -> str:
    """Return an error in two sentences: what happened, what to do."""
    key = f"error-{error.code}"
    if not speak.has(key):
        key = "error-unexpected"
    return f"{speak(key, **error.fields)}\n{speak(f'{key}.do', **error.fields)}"


def guarded(command: Callable[Arguments, int]) -> Callable[Arguments, None]:
    """Make a command: its exit code is what it returns, its errors are said on stderr."""
    return _guard(command, quiet=True)


def guarded_window(command: Callable[Arguments, int]) -> Callable[Arguments, None]:
    """Make the command that opens the window: it has a log file of its own, and is in a hurry."""
    return _guard(command, quiet=False)


def _guard(command: Callable[Arguments, int], *, quiet: bool) -> Callable[Arguments, None]:
    @functools.wraps(command)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        if quiet:
            quiet_logs()
        try:
            code = command(*args, **kwargs)
        except CashierError as error:
            chosen = kwargs.get("lang")
            print(said(error, words(chosen if isinstance(chosen, str) else None)), file=sys.stderr)
            code = error.exit_code
        raise typer.Exit(code)

    return run


def quiet_logs() -> None:
    """Keep the logs of the rooms off the screen of a command."""
    import structlog

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(50),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
