"""A shop's own rules and methods over the pack: what they change, and what is refused."""

import os
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.words import LANGUAGES, Words
from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.evidence import METHODS
from cashier.playbook.load import load_playbook
from cashier.playbook.overlay import (
    FILES,
    MOST_BYTES,
    OverlayBroken,
    lay_over,
    read_overlay,
    read_rules,
)
from cashier.playbook.overlay_text import rule_text, to_toml
from cashier.playbook.rules import FILE, Hours, Rule
from tests.helpers.playbooks import shipped
from tests.helpers.rules import any_rules

OWN = """
[rule.password_wechat]
effect = "expect_password"
methods = ["fenfu", "wechat"]
min_fen = 80001

[rule.late_evening]
off = true

[rule.no_alipay]
effect = "do_not_offer"
methods = ["alipay"]
hours = ["22:00-06:00", "12:00-13:00"]
note = "夜里先不用支付宝"
"""
METHODS_TAKEN = """
[method.ecny]
on = false
[method.alipay]
limits = {max_fen = 500000, source = "our contract"}
"""
EVERY_WAY = [method for method in METHODS if method not in ("cash", "split")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "playbook"
    made.mkdir()
    return made


def write(folder: Path, rules: str = "", methods: str = "") -> Path:
    for name, text in (("rules.toml", rules), ("methods.toml", methods)):
        if text:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path) -> tuple[object, object, object]:
    with pytest.raises(PlaybookBroken) as refused:
        read_overlay(folder, shipped())
    fields = refused.value.fields
    for language in LANGUAGES:
        words = Words(language, ("errors",))
        assert words("error-overlay-broken", **fields)
        assert words("error-rules-edit-refused.do", **fields)
    return fields["file"], fields["entry"], fields["problem"]


def test_without_any_file_the_pack_itself_holds(folder: Path, tmp_path: Path) -> None:
    for place in (folder, tmp_path / "nowhere"):
        laid = lay_over(shipped(), place)
        assert laid.playbook is shipped()
        assert laid.problem is None


def test_own_rules_take_the_place_of_the_packs_switch_off_and_add(folder: Path) -> None:
    pack = shipped()
    playbook = load_playbook(overlay=write(folder, OWN))
    ids = [rule.id for rule in playbook.rules]
    assert ids == [*(rule.id for rule in pack.rules if rule.id != "late_evening"), "no_alipay"]
    assert playbook.rule("password_wechat").min_fen == 80_001
    assert playbook.rule("password_wechat").why_key == "rule-own.why"
    added = playbook.rule("no_alipay")
    assert (added.text_key, added.why_key) == ("rule-own", "rule-own.why")
    assert added.hours[1] == Hours(12 * 60, 13 * 60)
    assert playbook.causes == pack.causes
    assert pack.rule("password_wechat").min_fen == 100_001


def test_a_shop_says_what_it_takes_and_up_to_how_much(folder: Path) -> None:
    playbook = load_playbook(overlay=write(folder, methods=METHODS_TAKEN))
    assert not playbook.method("ecny").taken
    assert playbook.method("wechat").taken
    assert not playbook.method("alipay").limits.allow(500_001)
    assert playbook.method("split").limits == shipped().method("split").limits


RULE = '[rule.mine]\neffect = "warn"\nnote = "x"\n'
TOGETHER = f"""
[rule.a]
effect = "do_not_offer"
methods = {EVERY_WAY[:5]}
note = "x"
[rule.b]
effect = "do_not_offer"
methods = {EVERY_WAY[5:]}
min_fen = 5
note = "x"
"""
WRONG_RULES = [
    ('[rule.mine]\neffect = "warn"\n', "rule.mine.note", Problem.missing_key),
    ('[rule.late_evening]\neffect = "recommend"\nmethods = ["card"]\n', "rule.late_evening.note",
     Problem.missing_key),
    ("[rule.nowhere]\noff = true\n", "rule.nowhere.off", Problem.unknown_name),
    ("[rule.late_evening]\noff = true\nmin_fen = 5\n", "rule.late_evening.min_fen",
     Problem.unknown_key),
    ("[rule.late_evening]\noff = 1\n", "rule.late_evening.off", Problem.wrong_value),
    (f"{RULE}hour = 5\n", "rule.mine.hour", Problem.unknown_key),
    (RULE.replace('"x"', f'"{"x" * 61}"'), "rule.mine.note", Problem.wrong_value),
    (RULE.replace('"x"', '"a\\nb"'), "rule.mine.note", Problem.wrong_value),
    (RULE.replace('"x"', '"134567890123456789"'), "rule.mine.note", Problem.wrong_value),
    (RULE.replace("[rule.mine]", '[rule."a b"]'), "rule.a b.id", Problem.wrong_value),
    (f"{RULE}[rule.mine]\n", "playbook/rules.toml", Problem.unreadable),
    ("rule = 5\n", "rule", Problem.wrong_value),
    ("rule.mine = 5\n", "rule.mine", Problem.wrong_value),
    ('[rule.all]\neffect = "do_not_offer"\nnote = "x"\n', "rule.all.methods",
     Problem.blocks_everything),
    (f'[rule.all]\neffect = "do_not_offer"\nnote = "x"\nmethods = {EVERY_WAY}\nmin_fen = 5\n',
     "rule.all.methods", Problem.blocks_everything),
    (TOGETHER, "rule.b.methods", Problem.blocks_everything),
    ('[rule.c]\neffect = "do_not_offer"\nnote = "x"\nmethods = ["cash"]\n', "rule.c.methods",
     Problem.wrong_value),
    ("x = " + "[" * 20_000, "playbook/rules.toml", Problem.too_deep),
]  # fmt: skip


@pytest.mark.parametrize(("text", "entry", "problem"), WRONG_RULES)
def test_rules_that_cannot_hold_are_refused_by_file_and_entry(
    folder: Path, text: str, entry: str, problem: Problem
) -> None:
    assert refusal(write(folder, text)) == ("playbook/rules.toml", entry, problem.value)
    laid = lay_over(shipped(), folder)
    assert laid.playbook is shipped()
    assert isinstance(laid.problem, OverlayBroken)
    assert laid.problem.fields["entry"] == entry


@pytest.mark.parametrize(
    ("text", "entry", "problem"),
    [
        ("[method.gold]\non = true\n", "method.gold.id", Problem.unknown_name),
        ("[method.cash]\non = false\n", "method.cash.on", Problem.wrong_value),
        ("[method.cash]\nlimits = {max_fen = 5}\n", "method.cash.on", Problem.wrong_value),
        ("[method.card]\non = 0\n", "method.card.on", Problem.wrong_value),
        ("[method.card]\nlimits = {max_fen = -5}\n", "method.card.limits.max_fen",
         Problem.wrong_value),
        ("[method.card]\nlimits = {min_fen = 9, max_fen = 5}\n", "method.card.limits.max_fen",
         Problem.wrong_value),
        ("[method.card]\nneeds = []\n", "method.card.needs", Problem.unknown_key),
        ("".join(f"[method.{way}]\non = false\n" for way in EVERY_WAY), "method",
         Problem.blocks_everything),
    ],
)  # fmt: skip
def test_methods_that_cannot_be_are_refused(
    folder: Path, text: str, entry: str, problem: Problem
) -> None:
    assert refusal(write(folder, methods=text)) == ("playbook/methods.toml", entry, problem.value)


def test_rules_are_judged_beside_the_methods_that_are_taken(folder: Path) -> None:
    off = "".join(f"[method.{way}]\non = false\n" for way in EVERY_WAY if way != "alipay")
    rule = '[rule.night]\neffect = "do_not_offer"\nmethods = ["alipay"]\nmin_fen = 5\nnote = "x"\n'
    assert refusal(write(folder, rule, off))[1:] == ("rule.night.methods", "blocks-everything")


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_file_of_ours_is_refused(folder: Path, name: str) -> None:
    file = folder / name
    for content, problem in (
        (b"\xff\xfe\x00", Problem.not_utf8),
        ("十元以下先问".encode("gbk"), Problem.not_utf8),
        (b"\x00", Problem.unreadable),
        (b"#" * (MOST_BYTES + 1), Problem.too_large),
        ("note = “x”".encode(), Problem.unreadable),
    ):
        file.write_bytes(content)
        assert refusal(folder)[2] == problem
    file.unlink()
    file.mkdir()
    assert refusal(folder)[2] == Problem.no_plain_file
    file.rmdir()
    if sys.platform != "win32":
        os.mkfifo(file)
        assert refusal(folder)[2] == Problem.no_plain_file
        file.unlink()
        file.symlink_to(file)
        assert refusal(folder)[2] == Problem.unreadable


def test_a_mark_that_editors_put_before_the_text_does_no_harm(folder: Path) -> None:
    (folder / FILE).write_text(OWN, encoding="utf-8-sig")
    assert lay_over(shipped(), folder).problem is None


NOTES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@given(any_rules(), NOTES)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rules: tuple[Rule, ...], note: str
) -> None:
    file = tmp_path_factory.mktemp("own") / FILE
    own: dict[str, Rule | None] = {rule.id: replace(rule, note=note) for rule in rules}
    own["late_evening"] = None
    text = to_toml(own)
    assert set(tomllib.loads(text)["rule"]) == set(own)
    file.write_text(text, encoding="utf-8")
    laid = lay_over(shipped(), file.parent)
    if laid.problem is None:
        found = read_rules(file, shipped(), {})
        assert {name: rule and rule_text(rule) for name, rule in found.items()} == {
            name: rule and rule_text(rule) for name, rule in own.items()
        }


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("own")
    for name in FILES:
        (folder / name).write_bytes(content)
    laid = lay_over(shipped(), folder)
    assert laid.problem is None or laid.playbook is shipped()
