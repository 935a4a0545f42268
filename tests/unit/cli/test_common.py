"""Language, home and sentences: what every command has in common."""

import errno
import os
from pathlib import Path

import pytest
import typer

from cashier.cli import app
from cashier.cli.common import (
    LanguageUnknown,
    PathEmpty,
    given_path,
    guarded,
    home,
    language,
    said,
    visible,
    words,
)
from cashier.cli.diagnose import RequestUnreadable
from cashier.core.errors import WrongUse
from cashier.core.paths import Home
from cashier.core.words import LANGUAGES
from tests.helpers.command_line import CommandLine


class Nameless(WrongUse):
    code = "test-error-without-words"


def test_the_language_asked_for_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert language("zh_CN") == "zh_CN"
    assert language(None) == "en"


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ({"LC_ALL": "en_US"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"}, "zh_CN"),
        ({"LC_MESSAGES": "en"}, "en"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C"}, "zh_CN"),
        ({}, "zh_CN"),
    ],
)
def test_else_the_systems_else_chinese(
    monkeypatch: pytest.MonkeyPatch, system: dict[str, str], expected: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in system.items():
        monkeypatch.setenv(name, value)
    assert language(None) == expected


def test_a_language_nobody_speaks_is_refused_with_those_that_are() -> None:
    with pytest.raises(LanguageUnknown) as refused:
        language("fr")
    assert refused.value.fields == {"language": "fr", "languages": "zh_CN · en"}


def test_the_home_asked_for_wins_over_the_environment(tmp_path: Path, home_folder: Path) -> None:
    assert home(tmp_path) == Home.at(tmp_path)
    assert home(None) == Home.at(home_folder)


@pytest.fixture
def home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "from the environment"
    monkeypatch.setenv("CASHIER_HOME", str(folder))
    return folder


def test_an_empty_path_is_not_the_folder_one_stands_in() -> None:
    with pytest.raises(PathEmpty):
        given_path("")
    assert given_path(".") == Path()
    assert given_path(Path("a")) == Path("a")


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_an_error_is_two_sentences(chosen: str) -> None:
    lines = said(PathEmpty(), words(chosen)).splitlines()
    assert len(lines) == 2
    assert all(lines)


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_an_error_without_words_still_says_something(chosen: str) -> None:
    assert len(said(Nameless(), words(chosen)).splitlines()) == 2


def test_what_came_from_outside_stays_on_its_line_and_obeys_nobody() -> None:
    shown = said(
        LanguageUnknown(language="a\x1b[2J\nb\u202e" + "x" * 999, languages="en"), words("en")
    )
    assert len(shown.splitlines()) == 2
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert len(shown) < 400


def test_what_a_terminal_would_obey_is_spelt_out() -> None:
    assert visible("a\x1b[2Jb\u202ec\n微信") == "a\\u001b[2Jb\\u202ec\\u000a微信"


def test_a_command_exits_with_what_it_returns_and_drops_what_it_has_no_use_for() -> None:
    @guarded
    def seven(number: int = 7) -> int:
        return number

    with pytest.raises(typer.Exit) as done:
        seven(home_dir="x", lang="en")  # type: ignore[call-arg]
    assert done.value.exit_code == 7


def _commands() -> list[list[str]]:
    found = [[str(one.callback.__name__)] for one in app.registered_commands if one.callback]
    return [*found, ["playbook", "check"], ["playbook", "show"], ["playbook", "test"]]


@pytest.mark.parametrize("command", _commands(), ids=" ".join)
@pytest.mark.parametrize("option", ["--lang", "--home", "--no-such"])
def test_every_command_takes_language_and_home(
    cashier: CommandLine, command: list[str], option: str
) -> None:
    found = cashier(*command, option, "")
    assert found.refused
    assert ("没有 --no-such" in found.err) is (option == "--no-such")
    assert ("没有「」这种语言" in found.err) is (option == "--lang")
    assert ("名字是空的" in found.err) is (option == "--home")


@pytest.mark.parametrize(("chosen", "shown"), [("zh_CN", "这是文件夹"), ("en", "it is a folder")])
def test_why_a_file_is_refused_is_said_in_the_readers_language(chosen: str, shown: str) -> None:
    told = said(RequestUnreadable(file="x", reason=os.strerror(errno.EISDIR)), words(chosen))
    assert shown in told
    assert os.strerror(errno.EISDIR) not in told
    odd = said(RequestUnreadable(file="x", reason="on fire"), words(chosen))
    assert "on fire" in odd
