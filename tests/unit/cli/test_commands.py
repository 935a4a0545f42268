"""How the commands are wired: options reach the rooms, and what they print is theirs."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from cashier.core.resources import resource
from cashier.core.words import LANGUAGES
from tests.helpers.codes import PAYMENT, drawn, encoded
from tests.helpers.command_line import CommandLine
from tests.helpers.histories import Sale, open_store

SHIPPED = str(resource("playbook"))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "pay.png"
    path.write_bytes(encoded(drawn(PAYMENT)))
    return path


@pytest.fixture
def sigterm() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("option", ["--jsonl", "--json"])
def test_pictures_are_checked(cashier: CommandLine, picture: Path, option: str) -> None:
    found = cashier(
        *("check", str(picture), option, "--show-payload", "--relative-to", str(picture.parent))
    )
    assert (found.code, found.err) == (0, "")
    assert json.loads(found.out)["image"] == "pay.png"
    assert PAYMENT not in found.out


def test_a_bad_picture_does_not_hide_the_good_one(cashier: CommandLine, picture: Path) -> None:
    found = cashier("check", str(picture), str(picture.parent / "nowhere.png"), "--lang=en")
    assert found.code == 2
    assert "ready to scan" in found.out
    assert "nowhere.png" in found.err


def test_circles_of_links_and_odd_names_are_no_tracebacks(
    cashier: CommandLine, tmp_path: Path
) -> None:
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    odd = tmp_path / "a\x1b[31m\nb.png"
    odd.write_bytes(b"x")
    found = cashier("check", str(circle), str(odd), "--relative-to", str(circle), "--jsonl")
    assert found.code == 3
    assert len(found.out.splitlines()) == len(found.err.splitlines()) == 2
    assert "\x1b" not in found.err


@pytest.mark.parametrize("as_json", [True, False])
def test_a_playbook_is_checked_tested_and_shown(cashier: CommandLine, as_json: bool) -> None:
    more = ["--json"] if as_json else []
    for command in (["check", SHIPPED], ["test", SHIPPED], ["show", SHIPPED, "fenfu"]):
        found = cashier("playbook", *command, *more)
        assert (found.code, found.err) == (0, "")
        if as_json:
            assert json.loads(found.out)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["check", "test", "show"])
def test_a_playbook_that_is_not_there_is_wrong_use(
    cashier: CommandLine, tmp_path: Path, command: str, language: str
) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "nowhere", tmp_path / "file"):
        entry = ["x"] if command == "show" else []
        found = cashier("playbook", command, str(folder), *entry, "--lang", language)
        assert found.refused
        assert found.code == 2


def test_an_empty_folder_is_a_playbook_that_fails_its_check(
    cashier: CommandLine, tmp_path: Path
) -> None:
    assert cashier("playbook", "check", str(tmp_path)).code == 1
    assert cashier("playbook", "test", str(tmp_path)).code == 1


@pytest.mark.parametrize(
    "option", [["--json"], ["--format", "json"], ["--json", "--format", "json"]]
)
def test_a_report_is_data_where_data_is_asked_for(
    cashier: CommandLine, home: Path, option: list[str]
) -> None:
    with open_store(home / "data" / "history.sqlite") as store:
        shift = store.open_shift("小李")
        store.append(Sale("A").events())
    # Nobody has judged these cases yet: the first rebuild does, and says that they were not.
    assert cashier("report", "--shift", shift.id, "--rebuild").code == 1
    found = cashier("report", "--shift", shift.id, "--rebuild", *option)
    assert (found.code, found.err) == (0, "")
    assert json.loads(found.out)["figures"]["failures"] == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "wish",
    [
        ["--format", "csv"],
        ["--format", "x\x1b"],
        ["--json", "--format", "text"],
        ["--json", "--format", "x\x1b"],
        ["--from", "gestern"],
        ["--from", ""],
        ["--from", "2026-11-23", "--to", "2026-11-22"],
        ["--shift", "nobody", "--to", "2026-11-22"],
        ["--shift", "\x1b[2J"],
        ["--shift", ""],
    ],
    ids=" ".join,
)
def test_a_report_that_cannot_be_is_wrong_use(
    cashier: CommandLine, wish: list[str], language: str
) -> None:
    found = cashier("report", *wish, "--lang", language)
    assert found.refused
    assert found.code == 2
    assert "\x1b" not in found.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_of_a_folder_without_records_is_refused_and_makes_nothing(
    cashier: CommandLine, tmp_path: Path, language: str
) -> None:
    slip = tmp_path / "R0-slip"
    found = cashier("report", "--home", str(slip), "--lang", language)
    assert found.refused
    assert found.code == 2
    assert str(slip) in found.err
    assert not slip.exists()


def test_a_report_says_that_the_settings_are_wrong_and_goes_on(
    cashier: CommandLine, home: Path
) -> None:
    with open_store(home / "data" / "history.sqlite") as store:
        store.open_shift("小李")
    (home / "settings.toml").write_text("[store]\nname = 5\n")
    found = cashier("report", "--lang", "en")
    assert found.code == 0
    assert "“store.name” cannot have this value" in found.err
    assert "40 characters" in found.err


def test_a_report_on_a_damaged_history_leaves_it(cashier: CommandLine, home: Path) -> None:
    file = home / "data" / "history.sqlite"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x" * 5_000)
    found = cashier("report")
    assert found.refused
    assert found.code == 3
    assert file.read_bytes() == b"x" * 5_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sandbox_that_cannot_run_says_why(
    cashier: CommandLine, sigterm: None, tmp_path: Path, language: str
) -> None:
    found = cashier("sandbox", "--fault", "no_such", "--lang", language)
    assert found.refused
    assert found.code == 2
    (tmp_path / "file").write_text("")
    found = cashier("sandbox", "--home", str(tmp_path / "file"), "--lang", language)
    assert found.refused
    assert found.code == 3


def test_pictures_need_a_folder_that_can_be_written(cashier: CommandLine) -> None:
    assert cashier("pictures", "--lang", "en", "--home", "x").refused
