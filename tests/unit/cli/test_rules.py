"""`cashier rules`: seen, tried, changed with the manager's PIN, reviewed, and on record."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cashier.cases.events import Event, RulesFired
from cashier.cases.outcome import Outcome
from cashier.config.access import open_home_access
from cashier.core.clock import SystemClock
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.core.words import LANGUAGES
from tests.helpers.command_line import Answer, CommandLine
from tests.helpers.histories import NOON, Sale, open_store
from tests.helpers.playbooks import shipped

PIN = "8351"
OWN = """
[rule.password_wechat]
effect = "expect_password"
methods = ["fenfu", "wechat"]
min_fen = 80001

[rule.no_alipay]
effect = "do_not_offer"
methods = ["alipay"]
hours = ["22:00-06:00"]
note = "夜里先不用支付宝"
"""


@pytest.fixture
def place(home: Path) -> Home:
    return Home.at(home).make()


@pytest.fixture
def own(tmp_path: Path) -> str:
    file = tmp_path / "own.toml"
    file.write_text(OWN, encoding="utf-8")
    return str(file)


@pytest.fixture
def manager(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    open_home_access(place, SystemClock()).set_pin(Secret(PIN))
    typed(monkeypatch, PIN)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def data(answer: Answer) -> Any:  # noqa: ANN401 - whatever JSON holds
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_listed_and_shown(cashier: CommandLine, language: str) -> None:
    listed = cashier("rules", "list", "--lang", language)
    assert (listed.code, listed.err) == (0, "")
    for rule in shipped().rules:
        assert rule.id in listed.out
        shown = cashier("rules", "show", rule.id, "--lang", language)
        assert f'effect = "{rule.effect}"' in shown.out
    found = data(cashier("rules", "list", "--json"))["rules"]
    assert [one["id"] for one in found] == [rule.id for rule in shipped().rules]
    assert {one["place"] for one in found} == {"pack"}
    late = data(cashier("rules", "show", "late_evening", "--json"))
    assert late["hours"] == ["22:00-06:00"]
    assert not late["official"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_payment_is_tried_now_and_with_an_edit(
    cashier: CommandLine, own: str, language: str
) -> None:
    wish = ("--amount", "900", "--method", "fenfu", "--at", "23:10", "--industry", "hotel")
    found = data(cashier("rules", "try", *wish, "--edit", own, "--json", "--lang", language))
    assert found["differs"]
    assert "alipay" in [one["method"] for one in found["now"]["offer"]]
    assert "alipay" not in [one["method"] for one in found["edited"]["offer"]]
    assert {"id": "no_alipay", "effect": "do_not_offer", "methods": ["alipay"],
            "why": [{"condition": "hours", "rule": "22:00-06:00", "found": "23:10"}],
            } in found["edited"]["rules"]  # fmt: skip
    assert found["edited"]["rules"][0]["id"] == "password_wechat"
    shown = cashier("rules", "try", *wish, "--edit", own, "--lang", language)
    assert (shown.code, shown.err) == (0, "")
    assert "23:10" in shown.out
    plain = data(cashier("rules", "try", *wish, "--json"))
    assert (plain["edited"], plain["differs"]) == (None, False)


def test_a_static_code_and_a_group_can_be_tried(cashier: CommandLine) -> None:
    tried = ("rules", "try", "--amount", "600.5", "--code", "static", "--group", "student")
    found = data(cashier(*tried, "--at", "2026-11-22T12:00:00+08:00", "--json"))
    assert [one["id"] for one in found["now"]["rules"]] == ["static_code_day", "adults_only"]
    shown = cashier(*tried, "--lang", "en")
    assert "Students" in shown.out


def test_the_shops_own_kind_is_what_is_tried(cashier: CommandLine, place: Home) -> None:
    place.settings_file.write_text('[store]\nindustry = "electronics"\n', encoding="utf-8")
    found = data(cashier("rules", "try", "--amount", "6000", "--json"))
    assert "easily_resold" in [one["id"] for one in found["now"]["rules"]]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--amount", "a lot"),
        ("--method", "gold"),
        ("--at", "evening"),
        ("--at", "25:10"),
        ("--industry", "bank"),
        ("--group", "all"),
        ("--code", "square"),
        ("--edit", "nowhere.toml"),
        ("--edit", ""),
    ],
)
def test_what_cannot_be_tried_is_refused(cashier: CommandLine, option: str, value: str) -> None:
    found = cashier("rules", "try", option, value)
    assert found.refused
    assert found.code == 2
    assert ("22:30" in found.err) == (option == "--at")


@pytest.mark.parametrize("command", [("rules", "set"), ("playbook", "unpin")])
def test_a_name_without_end_does_not_get_into_the_record(
    cashier: CommandLine, manager: None, own: str, command: tuple[str, str]
) -> None:
    found = cashier(*command, own, "--by", "x" * 61)
    assert found.refused
    assert found.code == 2
    assert cashier("rules", "set", own, "--by", "王" * 60).code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manager_puts_own_rules_in_force(
    cashier: CommandLine, manager: None, own: str, language: str
) -> None:
    saved = cashier("rules", "set", own, "--by", "王经理", "--lang", language)
    assert (saved.code, saved.err) == (0, "")
    assert "no_alipay" in saved.out
    assert PIN not in saved.out
    found = {one["id"]: one for one in data(cashier("rules", "list", "--json"))["rules"]}
    assert found["password_wechat"]["place"] == "changed"
    assert found["no_alipay"]["place"] == "own"
    assert found["no_alipay"]["text"] == "夜里先不用支付宝"
    logged = cashier("rules", "log", "--lang", language)
    assert "王经理" in logged.out
    assert "- min_fen = 100001" in logged.out
    assert "+ min_fen = 80001" in logged.out


def test_the_manager_says_what_the_shop_takes(
    cashier: CommandLine, manager: None, tmp_path: Path
) -> None:
    file = tmp_path / "taken.toml"
    file.write_text("[method.alipay]\non = false\n", encoding="utf-8")
    changes = data(cashier("rules", "set", str(file), "--methods", "--json"))["changes"]
    assert [one["rule"] for one in changes] == ["method.alipay"]
    found = data(cashier("rules", "try", "--json"))["now"]
    assert "alipay" not in [one["method"] for one in found["offer"]]
    assert "alipay" in [one["method"] for one in found["withheld"]]
    refused = cashier("rules", "set", str(file))
    assert refused.refused


def test_a_rule_goes_off_and_comes_back(
    cashier: CommandLine, manager: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = data(cashier("rules", "off", "late_evening", "--json"))["changes"]
    assert [(one["rule"], one["after"], one["kind"]) for one in gone] == [
        ("late_evening", None, "RulesChanged"),
    ]
    listed = data(cashier("rules", "list", "--json"))["rules"]
    assert [one["id"] for one in listed if one["place"] == "off"] == ["late_evening"]
    typed(monkeypatch, PIN)
    assert cashier("rules", "reset", "late_evening").code == 0
    log = data(cashier("rules", "log", "--json"))["changes"]
    assert [(one["seq"], one["kind"]) for one in log] == [(2, "RulesReverted"), (1, "RulesChanged")]
    assert len(data(cashier("rules", "log", "--limit", "1", "--json"))["changes"]) == 1


def test_without_the_pin_nothing_changes(
    cashier: CommandLine, place: Home, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, PIN)
    assert cashier("rules", "set", own).refused
    open_home_access(place, SystemClock()).set_pin(Secret(PIN))
    typed(monkeypatch, "7777")
    assert cashier("rules", "set", own).refused
    monkeypatch.setattr(sys, "stdin", None)
    assert cashier("rules", "off", "late_evening").refused
    assert not (place.playbook_dir / "rules.toml").exists()
    assert data(cashier("rules", "log", "--json")) == {"changes": []}


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "nowhere"),
        ("off", "nowhere"),
        ("reset", "late_evening"),
        ("set", "nowhere.toml"),
        ("review", "--from", "soon"),
        ("review", "--from", "2026-11-23", "--to", "2026-11-22"),
        ("log", "--limit", "0"),
        ("list", "x"),
        ("nothing",),
    ],
)
def test_what_cannot_be_is_refused_in_two_sentences(
    cashier: CommandLine, manager: None, arguments: tuple[str, ...]
) -> None:
    found = cashier("rules", *arguments)
    assert found.refused
    assert found.code == 2


def test_an_edit_that_blocks_everything_is_refused_before_the_pin(
    cashier: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    file = tmp_path / "all.toml"
    file.write_text('[rule.all]\neffect = "do_not_offer"\nnote = "x"\n', encoding="utf-8")
    found = cashier("rules", "set", str(file))
    assert found.refused
    assert "all.toml" in found.err
    assert "rule.all" in found.err


def test_broken_own_rules_are_told_and_the_packs_listed(cashier: CommandLine, place: Home) -> None:
    place.playbook_dir.mkdir()
    (place.playbook_dir / "rules.toml").write_text("[rule", encoding="utf-8")
    found = cashier("rules", "list")
    assert found.code == 0
    assert "playbook/rules.toml" in found.err
    assert "late_evening" in found.out


@pytest.mark.parametrize("change", ["off", "reset"])
def test_a_change_that_broken_own_rules_do_not_allow_is_refused_once(
    cashier: CommandLine, place: Home, change: str
) -> None:
    place.playbook_dir.mkdir()
    (place.playbook_dir / "rules.toml").write_text("[rule", encoding="utf-8")
    found = cashier("rules", change, "late_evening")
    assert found.refused
    assert "playbook/rules.toml" in found.err


def test_new_rules_take_the_place_of_broken_ones_and_that_is_told(
    cashier: CommandLine, place: Home, own: str, manager: None
) -> None:
    place.playbook_dir.mkdir()
    (place.playbook_dir / "rules.toml").write_text("[rule", encoding="utf-8")
    found = cashier("rules", "set", own)
    assert found.code == 0
    assert found.err.count("本店自己写的文件有错") == 1
    assert cashier("rules", "list").err == ""


@pytest.fixture
def past(place: Home) -> None:
    """Three cases, two of which were about the young."""
    lost = Sale("B", NOON, "wechat", 80_000, Outcome.customer_left, None, "unclear", 90.0)
    with open_store(place.database) as store:
        for sale, rules in (
            (Sale("A", fen=80_000), ("adults_only", "gone_since")),
            (lost, ("adults_only",)),
            (Sale("C"), ()),
        ):
            opened, *rest = sale.events()
            fired: list[Event] = [
                RulesFired(case_id=sale.case_id, at=sale.at, elapsed_s=1.0, rules=rules)
            ]
            store.append([opened, *fired, *rest])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_past_is_reviewed(
    cashier: CommandLine, past: None, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "edited.toml"
    file.write_text('[rule.x]\neffect = "do_not_offer"\nmethods = ["alipay"]\nmin_fen = 70000\n'
                    'note = "x"\n')  # fmt: skip
    found = data(cashier("rules", "review", "--edit", str(file), "--json"))
    assert found["cases"] == 3
    assert found["rules"][0] == {
        "id": "adults_only", "effect": "do_not_offer", "times": 2, "cases": 2, "recovered": 1,
        "switched": 0, "left": 1, "money_left_fen": 80_000, "cost_fen": 80_000, "mean_wait_s": 64.0,
    }  # fmt: skip
    assert (found["rules"][1]["id"], found["rules"][1]["effect"]) == ("gone_since", None)
    assert found["what_if"]["changed"] == 2
    assert {one["amount_fen"] for one in found["what_if"]["first"]} == {80_000}
    shown = cashier("rules", "review", "--edit", str(file), "--lang", language)
    assert (shown.code, shown.err) == (0, "")
    assert "800.00" in shown.out
    assert "gone_since" in shown.out
    none = data(cashier("rules", "review", "--from", "2030-01-01", "--json"))
    assert (none["cases"], none["rules"], none["what_if"]) == (0, [], None)
    assert cashier("rules", "review", "--from", "2030-01-01", "--lang", language).code == 0
