"""The top of the program: two sentences and an exit code for everything that can be raised."""

import errno
import io
import sys
from collections.abc import Callable

import pytest
import typer

from cashier.cli.entry import Nowhere, asked_language, enter, prepare_streams
from cashier.core.errors import Unavailable


def program(raised: Callable[[], object]) -> typer.Typer:
    """Return a program of one command that does this."""
    made = typer.Typer()

    @made.command()
    def only(lang: str = "zh_CN") -> None:
        raised()

    return made


def throw(error: BaseException) -> Callable[[], object]:
    def thrower() -> object:
        raise error

    return thrower


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("error", "code", "named"),
    [
        (Unavailable(), 3, ""),
        (typer.Abort(), 2, ""),
        (EOFError(), 2, ""),
        (OSError(errno.ENOSPC, "No space left"), 3, "No space left"),
        (PermissionError(errno.EACCES, "Permission denied", "/secret"), 3, "/secret"),
        (OSError("odd"), 3, "OSError"),
        (KeyError("1345678901234567890"), 3, "KeyError"),
        (RecursionError(), 3, "RecursionError"),
        (MemoryError(), 3, "MemoryError"),
        (AssertionError("6212345678901234"), 3, "AssertionError"),
    ],
)
def test_whatever_is_raised_is_said_and_never_traced(
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    named: str,
    language: str,
) -> None:
    assert enter(program(throw(error)), ["--lang", language]) == code
    shown = capsys.readouterr()
    lines = [line for line in shown.err.splitlines() if line]
    assert len(lines) == 2
    assert named in lines[0]
    assert "Traceback" not in shown.err
    assert "45678901234" not in shown.err
    assert ("请" in shown.err) is (language == "zh_CN")


def test_an_error_of_our_own_is_placed_for_the_technician(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert enter(program(lambda: asked_language(None)), []) == 3  # type: ignore[arg-type]
    assert "TypeError" in (shown := capsys.readouterr().err)
    assert "cli/entry.py:" in shown


def test_ctrl_c_is_what_it_is_everywhere() -> None:
    assert enter(program(throw(KeyboardInterrupt())), []) == 130


@pytest.mark.parametrize("error", [BrokenPipeError(), BrokenPipeError(errno.EPIPE, "gone")])
def test_a_reader_who_has_seen_enough_is_no_failure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    assert enter(program(throw(error)), []) == 0
    assert capsys.readouterr().err == ""


class Full(io.StringIO):
    """An output on a full disk."""

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_behind_the_output_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Full())
    assert enter(program(lambda: None), []) == 3
    assert "磁盘满了" in capsys.readouterr().err


def test_closed_outputs_are_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert enter(program(lambda: sys.stdout.write("x")), []) == 0
    assert enter(program(throw(Unavailable())), []) == 3
    assert isinstance(sys.stdout, Nowhere)


def test_outputs_take_every_character(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    ascii_only = io.TextIOWrapper(raw, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", ascii_only)
    prepare_streams()
    sys.stdout.write("付\ud800")
    sys.stdout.flush()
    assert raw.getvalue().decode("utf-8") == "付?"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check", "--lang", "en"], "en"),
        (["check", "--lang=en", "--lang=zh_CN"], "zh_CN"),
        (["check", "--lang", "fr"], None),
        (["check", "--lang"], None),
        (["check", "--", "--lang", "en"], None),
        ([], None),
    ],
)
def test_the_language_is_found_where_the_line_cannot_be_read(
    arguments: list[str], expected: str | None
) -> None:
    assert asked_language(arguments) == expected
