"""`cashier playbook versions|pin|rollback|unpin` as a manager meets them."""

import getpass
import io
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from cashier.cli import versions
from cashier.core.paths import Home
from cashier.core.words import LANGUAGES, Words
from tests.helpers.command_line import CommandLine
from tests.helpers.histories import NOON, open_store
from tests.unit.desk.test_scriptbook import fill

EXPIRED = "cause-code-expired"
PIN = "8351"
REQUEST = {
    "method": "wechat",
    "evidence": [{"name": "register.code", "value": "wechat/AUTH_CODE_EXPIRE"}],
}


@pytest.fixture
def place(home: Path) -> Home:
    return Home.at(home).make()


@pytest.fixture
def manager(
    cashier: CommandLine, place: Home, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Let the manager choose a PIN; the result types lines into the next command."""

    def type_in(*lines: str) -> None:
        text = "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    type_in(PIN, PIN)
    assert cashier("pin").code == 0
    return type_in


def filled(place: Home) -> None:
    with open_store(place.database) as store:
        fill(store, "a", 30, 10)
        fill(store, "b", 39, 1)
        fill(store, "b", 5, 0, at=3)


def audit(place: Home) -> list[tuple[str, str, str, str]]:
    with open_store(place.database) as store:
        return [(one.by, one.what, one.before, one.after) for one in store.changes()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_history_the_versions_and_their_words_are_shown(
    cashier: CommandLine, language: str
) -> None:
    found = cashier("playbook", "versions", "--lang", language)
    assert (found.code, found.err) == (0, "")
    assert found.out.count("cause-") == 2
    assert "30" in found.out
    assert ("请退出来" in found.out) is (language == "zh_CN")


def test_the_figures_are_told_with_their_intervals(cashier: CommandLine, place: Home) -> None:
    filled(place)
    found = cashier("playbook", "versions", "code.expired", "--lang", "en")
    assert "30 of 40 paid, 75% (60% to 86%)" in found.out
    assert "44 of 45 paid, 98% (88% to 100%)" in found.out
    assert "b against a: paid more often, by 8 to 38 points" in found.out
    assert "40 s (33 to 46)" in found.out
    assert "50%" in found.out


def test_too_few_cases_are_said_to_be_too_few(cashier: CommandLine, place: Home) -> None:
    with open_store(place.database) as store:
        fill(store, "a", 20, 9)
    found = cashier("playbook", "versions", EXPIRED)
    assert "29 笔付成 20 笔，不到 30 笔，先不下结论" in found.out
    assert "挺好 29、一般 0、不高兴 0" in found.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_has_the_name_that_it_has_in_the_window(
    cashier: CommandLine, language: str
) -> None:
    found = cashier("playbook", "versions", "lock-password", "--lang", language)
    assert found.out.startswith(Words(language, ("report",))("report-script-lock-password") + "  ")


def test_a_period_and_a_split_are_read(cashier: CommandLine, place: Home) -> None:
    filled(place)
    late = (NOON + timedelta(days=2)).isoformat()
    found = cashier("playbook", "versions", EXPIRED, "--from", late, "--json")
    a, b = json.loads(found.out)["scripts"][0]["versions"]
    assert (a["figures"]["ended"], b["figures"]["ended"]) == (0, 5)
    split = cashier("playbook", "versions", EXPIRED, "--split", late, "--lang", "en")
    assert ": 69 of 80 paid, 86% (77% to 92%); after: 5 of 5 paid" in split.out
    assert "one side has fewer than 30 cases" in split.out


def test_the_json_is_for_other_programs(cashier: CommandLine, place: Home) -> None:
    filled(place)
    (script,) = json.loads(cashier("playbook", "versions", EXPIRED, "--json").out)["scripts"]
    assert (script["key"], script["in_force"], script["pinned"]) == (EXPIRED, "a", None)
    assert (script["split"], script["pinned_is_withdrawn"]) == (None, False)
    one = script["versions"][1]
    assert (one["id"], one["state"], one["share"], one["dated"]) == (
        *("b", "trial", 0.5, "2026-11-25"),
    )
    figures = one["figures"]
    assert (figures["cases"], figures["ended"], figures["enough"]) == (45, 45, True)
    assert figures["recovered"]["times"] == 44
    assert figures["recovered"]["low"] == pytest.approx(0.884, abs=0.001)
    assert figures["seconds"]["of"] == 45
    assert figures["faces"] == {"fine": 45, "so_so": 0, "upset": 0}
    assert one["compared"]["verdict"] == "more"
    assert script["versions"][0]["compared"] is None
    split = json.loads(
        cashier("playbook", "versions", EXPIRED, "--json", "--split", "2026-11-24").out
    )["scripts"][0]["split"]
    assert split["before"]["cases"] == 80
    assert split["compared"]["verdict"] == "too_few"


def test_a_version_is_pinned_gone_back_on_twice_and_let_go(
    cashier: CommandLine, place: Home, manager: Callable[..., None]
) -> None:
    def act(*command: str) -> str:
        manager(PIN)
        found = cashier("playbook", *command, "--by", "店长")
        assert (found.code, PIN in found.out) == (0, False)
        return found.out

    assert "固定用 b" in act("pin", "code.expired", "b")
    assert "本店固定用 b" in cashier("playbook", "versions", EXPIRED).out
    assert "本来就" in act("pin", EXPIRED, "b")
    assert "固定用 a" in act("rollback", EXPIRED)
    manager(PIN)
    again = cashier("playbook", "rollback", EXPIRED)
    assert again.refused
    assert again.code == 2
    assert "按话术包走" in act("unpin", EXPIRED)
    assert audit(place) == [
        ("店长", EXPIRED, "a", ""),
        ("店长", EXPIRED, "b", "a"),
        ("店长", EXPIRED, "", "b"),
    ]


def test_without_the_right_pin_nothing_changes(
    cashier: CommandLine, place: Home, manager: Callable[..., None]
) -> None:
    for command in (["pin", EXPIRED, "b"], ["rollback", EXPIRED], ["unpin", EXPIRED]):
        manager("0000")
        assert cashier("playbook", *command).refused
        manager()
        assert cashier("playbook", *command).refused
    assert not (place.settings_dir / "playbook").exists()
    assert audit(place) == []


def test_what_cannot_be_is_told_before_the_pin_is_asked(
    cashier: CommandLine, manager: Callable[..., None]
) -> None:
    manager("0000")
    found = cashier("playbook", "pin", "cause-code-expird", "b", "--lang", "en")
    assert (found.refused, EXPIRED in found.err) == (True, True)
    assert sys.stdin.readline() == "0000\n"


def test_where_no_pin_was_chosen_none_is_asked_for(
    cashier: CommandLine, place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("0000\n"))
    found = cashier("playbook", "pin", EXPIRED, "b")
    assert (found.refused, "cashier pin" in found.err) == (True, True)
    assert sys.stdin.readline() == "0000\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "command",
    [["pin", "cause-code-expird", "b"], ["pin", EXPIRED, "z"], ["rollback", "lock-wait"],
     ["unpin", EXPIRED], ["rollback", "\x1b[2J"]],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_two_sentences(
    cashier: CommandLine, manager: Callable[..., None], command: list[str], language: str
) -> None:
    manager(PIN)
    found = cashier("playbook", *command, "--lang", language)
    assert found.refused
    assert found.code == 2


@pytest.mark.parametrize(
    "wish",
    [["cause-code-expird"], ["--from", "gestern"], ["--split", "soon"],
     ["--from", "2026-11-23", "--to", "2026-11-22"]],
)  # fmt: skip
def test_a_wish_that_cannot_be_met(cashier: CommandLine, wish: list[str]) -> None:
    assert cashier("playbook", "versions", *wish).refused


def test_a_broken_choice_is_refused_and_the_diagnosis_goes_on(
    cashier: CommandLine, place: Home, tmp_path: Path
) -> None:
    request = tmp_path / "request.json"
    request.write_text(json.dumps(REQUEST), encoding="utf-8")
    path = place.settings_dir / "playbook" / "variants.toml"
    path.parent.mkdir()
    path.write_text("[script", encoding="utf-8")
    assert "variants.toml" in cashier("playbook", "versions").err
    found = cashier("diagnose", str(request), "--json")
    assert found.code == 0
    assert json.loads(found.out)["script"]["display"] == "请刷新付款码"
    assert "variants.toml" in found.err
    path.write_text(f'[script.{EXPIRED}]\nin_force = ["b"]\n', encoding="utf-8")
    found = cashier("diagnose", str(request), "--json")
    assert (found.code, found.err) == (0, "")
    assert json.loads(found.out)["script"]["display"] == "请退出后，重新打开付款码"
    assert "请退出来" in cashier("diagnose", str(request)).out


def test_a_withdrawn_choice_and_a_lost_script_are_told(cashier: CommandLine, place: Home) -> None:
    path = place.settings_dir / "playbook" / "variants.toml"
    path.parent.mkdir()
    path.write_text(
        f'[script.{EXPIRED}]\nin_force = ["b", "summer"]\n[script.lost]\nin_force = ["a"]\n',
        encoding="utf-8",
    )
    found = cashier("playbook", "versions")
    assert "本店固定的 summer 已经停用，现在用 a" in found.out
    assert "话术包里已经没有这一条  lost" in found.out


@pytest.mark.parametrize(
    ("given", "name"), [("  店长 ", "店长"), ("", "till"), (None, "till"), ("  ", "till")]
)
def test_the_author_is_the_name_given_or_the_systems_user(
    monkeypatch: pytest.MonkeyPatch, given: str | None, name: str
) -> None:
    monkeypatch.setenv("LOGNAME", "till")
    assert versions.author(given) == name


def test_a_user_without_a_name_is_the_manager(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert versions.author(None) == "manager"


def test_own_words_are_listed_pinned_and_gone_back_from(
    cashier: CommandLine, place: Home, manager: Callable[..., None]
) -> None:
    place.playbook_dir.mkdir(parents=True)
    (place.playbook_dir / "words.toml").write_text(
        f'[script."{EXPIRED}".own]\nauthor = "Li"\nen = {{aloud = "Refresh it for me, please"}}\n',
        encoding="utf-8",
    )
    assert (
        "Refresh it for me, please" in cashier("playbook", "versions", EXPIRED, "--lang", "en").out
    )
    manager(PIN)
    assert cashier("playbook", "pin", EXPIRED, "own", "--by", "Li").code == 0
    manager(PIN)
    assert cashier("playbook", "pin", EXPIRED, "a", "--by", "Li").code == 0
    manager(PIN)
    assert cashier("playbook", "rollback", EXPIRED, "--by", "Li").code == 0
    assert next((what, after) for _, what, _, after in audit(place)) == (EXPIRED, "own")


def test_own_words_with_a_fault_are_told_where_they_are_looked_for(
    cashier: CommandLine, place: Home
) -> None:
    place.playbook_dir.mkdir(parents=True)
    (place.playbook_dir / "words.toml").write_text(
        f'[script."{EXPIRED}".own]\nauthor = "Li"\nzh_CN = {{aloud = "您的额度不足"}}\n',
        encoding="utf-8",
    )
    found = cashier("playbook", "versions", EXPIRED)
    assert found.code == 0
    assert "words.toml" in found.err
    assert "额度" not in found.out
