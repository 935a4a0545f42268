"""A command line that cannot be read is told in our own words, with what helps."""

import pytest

from cashier.core.words import LANGUAGES
from tests.helpers.command_line import CommandLine


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["chek"], ["chek", "check"]),
        (["xyz"], ["xyz", "doctor"]),
        (["playbook", "chek"], ["chek", "check", "cashier playbook --help"]),
        (["doctor", "--jsn"], ["--jsn", "--json"]),
        (["doctor", "--zzz"], ["--zzz", "cashier doctor --help"]),
        (["sandbox", "--port"], ["--port"]),
        (["doctor", "--json=3"], ["--json"]),
        (["check"], ["FILES"]),
        (["story"], ["--out"]),
        (["order"], ["NUMBER", "cashier order --help"]),
        (["sandbox", "--port", "abc"], ["--port", "cashier sandbox --help"]),
        (["sandbox", "--port", "65536"], ["--port"]),
        (["order", "one", "two"], ["cashier order --help"]),
        (["check", ""], []),
        (["check", "--relative-to", "", "x"], []),
        (["story", "--out", ""], []),
    ],
    ids=lambda value: " ".join(value) or "-",
)
def test_wrong_use_is_told_in_the_language_asked_for(
    cashier: CommandLine, arguments: list[str], named: list[str], language: str
) -> None:
    found = cashier(*arguments, f"--lang={language}")
    assert found.refused
    assert found.code == 2
    assert all(name in found.err for name in named)
    assert any("一" <= sign <= "鿿" for sign in found.err) is (language == "zh_CN")


@pytest.mark.parametrize("arguments", [[], ["playbook"]])
def test_without_a_command_there_is_help_and_a_word(
    cashier: CommandLine, arguments: list[str]
) -> None:
    found = cashier(*arguments)
    assert found.code == 2
    assert "check" in found.out
    assert len(found.err.splitlines()) == 2


def test_an_option_before_the_command_is_told_where_it_belongs(cashier: CommandLine) -> None:
    found = cashier("--lang", "en", "doctor")
    assert found.refused
    assert "options stand after the command" in found.err


def test_an_unknown_command_is_named_also_behind_a_language(cashier: CommandLine) -> None:
    found = cashier("--lang", "en", "doctr")
    assert found.refused
    assert "“doctr”" in found.err
    assert "doctor" in found.err


def test_the_help_warns_that_a_file_of_rules_takes_the_place_of_all_there_were(
    cashier: CommandLine,
) -> None:
    found = cashier("rules", "set", "--help")
    assert "takes the place of all own rules" in " ".join(found.out.replace("│", " ").split())


def test_help_is_no_failure(cashier: CommandLine) -> None:
    found = cashier("--help")
    assert (found.code, found.err) == (0, "")
