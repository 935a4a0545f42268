"""The top of the program: what a command raises becomes two sentences and an exit code.

Nobody who runs the program ever meets a traceback.
"""

import contextlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import typer
from typer.exceptions import TyperException

from cashier.cli.common import said, words
from cashier.cli.usage import misread
from cashier.core.errors import Bug, CashierError, Unavailable, WrongUse
from cashier.core.words import LANGUAGES

_PACKAGE = Path(__file__).resolve().parent.parent


class InputEnded(WrongUse):
    """A question was not answered: the input ended, or was broken off."""

    code = "input-ended"


class SystemRefused(Unavailable):
    """The operating system refused something that no room had foreseen."""

    code = "system-refused"


class Stumbled(Bug):
    """An error of the program itself; `kind` and `place` are for the technician."""

    code = "stumbled"


class Nowhere(io.TextIOBase):
    """Stands for an output that was closed before the program began."""

    def write(self, text: str, /) -> int:
        """Drop the text."""
        return len(text)


def enter(program: typer.Typer, arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    prepare_streams()
    try:
        code = program(list(arguments), prog_name="cashier", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        # Whoever reads us has seen enough (`… | head`); the library ends the process for that.
        _let_go()
        return 0
    except Exception as error:  # noqa: BLE001 - the top of the program: nobody above could say it
        ours = _ours(error, arguments)
        _complain(ours, arguments)
        return ours.exit_code
    return code if isinstance(code, int) else 0


def prepare_streams() -> None:
    """Make the outputs take every character, and be there even when the caller closed them."""
    sys.stdout = sys.stdout or Nowhere()
    sys.stderr = sys.stderr or Nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def asked_language(arguments: Sequence[str]) -> str | None:
    """Return the language a command line asks for, where it cannot be read otherwise."""
    found: str | None = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        name, sign, value = argument.partition("=")
        if name == "--lang":
            found = value if sign else next(iter(arguments[place + 1 :]), None)
    return found if found in LANGUAGES else None


def _ours(error: Exception, arguments: Sequence[str]) -> CashierError:
    """Return the error of ours that says what happened."""
    match error:
        case CashierError():
            return error
        case TyperException():
            return misread(error, arguments)
        case typer.Abort():
            return InputEnded()
        case OSError():
            _let_go()
            what = "none" if error.filename is None else str(error.filename)
            return SystemRefused(what=what, reason=error.strerror or type(error).__name__)
        case _:
            return Stumbled(kind=type(error).__name__, place=_place(error))


def _place(error: Exception) -> str:
    """Return the last line of ours on the way to the error, as `cli/check.py:12`."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            return f"{path.relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
    return "-"


def _complain(error: CashierError, arguments: Sequence[str]) -> None:
    with contextlib.suppress(OSError):
        print(said(error, words(asked_language(arguments))), file=sys.stderr, flush=True)


def _let_go() -> None:
    """Point the standard output nowhere, so that the interpreter's last flush cannot fail."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        return
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
