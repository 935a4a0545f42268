"""What all commands share: language, home folder, and what their options look like."""

import errno
import functools
import inspect
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from cashier.core.errors import CashierError, WrongUse
from cashier.core.paths import Home
from cashier.core.privacy import strip_digits
from cashier.core.words import LANGUAGES, Words

CATALOGUES = ("cli", "errors", "playbook", "health", "report", "export", "settings")
_LONGEST = 200
_LONGEST_NAME = 60
# What the system says of a file in its own English.
_REASONS = {
    os.strerror(number): f"reason-{errno.errorcode[number].lower()}"
    for number in (
        *(errno.ENOENT, errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ELOOP),
        *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ENOSPC, errno.EIO),
        errno.ENODEV,
    )
}


class LanguageUnknown(WrongUse):
    """A language that the program does not speak."""

    code = "language-unknown"


class NameTooLong(WrongUse):
    """Nobody's name: it would stand in the record for good. Fields: most."""

    code = "name-too-long"


class PathEmpty(WrongUse):
    """A file or folder was given as an empty text, as an unset variable of a script does."""

    code = "path-empty"


def language(chosen: str | None) -> str:
    """Return the language asked for, else the system's, else Chinese.

    Raises:
        LanguageUnknown: a language that the program does not speak.
    """
    if chosen is not None:
        if chosen not in LANGUAGES:
            raise LanguageUnknown(language=chosen, languages=" · ".join(LANGUAGES))
        return chosen
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return "en" if system.startswith("en") else "zh_CN"


def given_path(text: str | Path) -> Path:
    """Return the path that a text names; an empty one would mean the folder one stands in.

    Raises:
        PathEmpty: nothing was written.
    """
    if not str(text):
        raise PathEmpty
    return Path(text)


def _spoken(chosen: str | None) -> str | None:
    return chosen if chosen is None else language(chosen)


def _named(name: str | None) -> str | None:
    if name is not None and len(name) > _LONGEST_NAME:
        raise NameTooLong(most=_LONGEST_NAME)
    return name


By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who changes it, for the record.", callback=_named),
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", help="zh_CN | en", show_default=False, metavar="LANG", callback=_spoken),
]
HomeDir = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Settings, data, logs and vault under one folder.",
        metavar="DIR",
        parser=given_path,
    ),
]
_EVERYWHERE = {"lang": Lang, "home_dir": HomeDir}
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Arguments = ParamSpec("Arguments")


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
    fields = {name: _tame(_in_words(value, speak)) for name, value in error.fields.items()}
    return f"{speak(key, **fields)}\n{speak(f'{key}.do', **fields)}"


def complain(error: CashierError, speak: Words) -> None:
    """Tell an error that keeps no command from going on, beside what it prints."""
    print(said(error, speak), file=sys.stderr)


def visible(text: str) -> str:
    """Spell out what a terminal would obey or hide: control and direction characters."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def guarded(command: Callable[Arguments, int]) -> Callable[Arguments, None]:
    """Make a command: its exit code is what it returns, and the rooms' logs stay off the screen.

    It takes `--lang` and `--home` like every other, also where it has no use for them.
    """
    return _guard(command, quiet=True)


def guarded_window(command: Callable[Arguments, int]) -> Callable[Arguments, None]:
    """Make the command that opens the window: it has a log file of its own, and is in a hurry."""
    return _guard(command, quiet=False)


def quiet_logs() -> None:
    """Keep the logs of the rooms off the screen of a command."""
    import structlog

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(50),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _guard(command: Callable[Arguments, int], *, quiet: bool) -> Callable[Arguments, None]:
    signature = inspect.signature(command)
    added = {name: kind for name, kind in _EVERYWHERE.items() if name not in signature.parameters}

    @functools.wraps(command)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        if quiet:
            quiet_logs()
        for name in added:
            kwargs.pop(name, None)
        raise typer.Exit(command(*args, **kwargs))

    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in added.items()
    ]
    shown = signature.replace(parameters=[*signature.parameters.values(), *options])
    run.__signature__ = shown  # type: ignore[attr-defined]
    return run


def _in_words(value: str | int, speak: Words) -> str | int:
    """Say one of the commonest reasons of the system in the reader's language."""
    key = _REASONS.get(value) if isinstance(value, str) else None
    return speak(key) if key is not None and speak.has(key) else value


def _tame(value: str | int) -> str | int:
    """Make what came from outside fit for a sentence: one line, not endless."""
    if isinstance(value, int):
        return value
    shown = visible(strip_digits(value))
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
