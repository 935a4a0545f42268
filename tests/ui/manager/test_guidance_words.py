"""Rules, tries and versions as sentences."""

from dataclasses import replace

import pytest

from cashier.core.intervals import Interval, Share
from cashier.desk.manager import Comparison, ScriptView, Verdict, VersionView
from cashier.desk.rule_views import Standing
from cashier.history.versions import Figures
from cashier.playbook.rules import Hours, Rule
from cashier.ui.manager.guidance_words import (
    about_text,
    breakable,
    figures_text,
    rule_brief,
    script_state,
    script_title,
    share_text,
    verdict_text,
    version_state,
    when_text,
)
from tests.ui.manager.guides import OWN
from tests.ui.manager.samples import book

NONE = Figures(0, Share(0, 0), None, Share(0, 0), 0, 0)
SCRIPT = ScriptView("cause-code-glare", "a", None, idle=False, versions=())


def test_a_rule_says_when_it_holds() -> None:
    rule = Rule(
        id="x",
        effect="warn",
        hours=(Hours(22 * 60, 6 * 60),),
        order_kinds=("static",),
        industries=("jewellery",),
        customer_groups=("senior",),
        min_fen=100_000,
        max_fen=500_050,
    )
    said = "满 1000 元 · 不超过 5000.50 元 · 22:00–06:00 · 顾客扫柜台上的码 · 珠宝首饰 · 老年人"
    assert when_text(book(), rule) == said
    assert about_text(book(), rule) == "所有方式"
    assert when_text(book("en"), Rule(id="y", effect="warn")) == "always"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("off", "不列出 · 本店自己的 · 已停用"),
        ("changed", "不列出 · 本店自己的 · 改过自带的"),
        ("own", "不列出 · 本店自己的"),
    ],
)
def test_a_rule_says_where_it_stands(place: str, said: str) -> None:
    assert rule_brief(book(), Standing(OWN, place)) == said


def test_the_words_of_a_script_name_it() -> None:
    assert script_title(book(), "cause-code-glare") == book()("cause-code-glare")
    assert script_title(book(), "lock-password") == "等顾客在手机上确认"
    assert script_title(book(), "cause-nobody") == "话术包里已经没有的一条"


def test_a_script_says_which_version_is_in_force() -> None:
    assert script_state(book(), SCRIPT) == "按话术包，用 A 版"
    assert script_state(book(), replace(SCRIPT, pinned="b", in_force="b")) == "本店固定用 B 版"
    idle = replace(SCRIPT, pinned="x", idle=True)
    assert script_state(book("en"), idle) == "The pinned Version X was withdrawn; Version A is used"


def test_a_version_says_which_part_of_the_cases_gets_it() -> None:
    version = VersionView(id="b", state="trial", figures=NONE, share=0.25)
    assert version_state(book("en"), version) == "On trial, 25 of 100 cases"
    pinned = replace(version, share=1.0)
    assert version_state(book("en"), pinned) == "In use"
    beside = VersionView(id="a", state="active", figures=NONE)
    assert version_state(book("en"), beside) == "Not used now"
    gone = VersionView(id="c", state="", figures=NONE)
    assert version_state(book("en"), gone) == "No longer in the playbook"


def test_few_cases_are_no_ground_to_judge() -> None:
    assert figures_text(book(), NONE) == "还没有用过的记录"
    few = replace(NONE, recovered=Share(29, 29))
    assert "先不下结论" in figures_text(book(), few)
    enough = replace(NONE, recovered=Share(84, 120))
    assert figures_text(book("en"), enough) == "84 of 120 cases"
    assert share_text(book(), enough) == "每 100 笔付成 70 笔"
    assert share_text(book(), few) == ""


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.too_few, ""),
        (Verdict.no_difference, "No clear difference from Version A"),
        (Verdict.leans_more, "Looks better than Version A, too early to be sure"),
        (Verdict.leans_fewer, "Looks worse than Version A, too early to be sure"),
        (Verdict.more, "Paid more often than Version A"),
        (Verdict.fewer, "Paid less often than Version A"),
    ],
)
def test_only_what_the_numbers_allow_is_said(verdict: Verdict, said: str) -> None:
    assert verdict_text(book("en"), Comparison(verdict, Interval(-0.1, 0.1)), "a") == said


def test_a_path_may_be_broken_after_its_slashes() -> None:
    parts = breakable("/home/a\\b").split("\u200b")
    assert parts == ["/", "home/", "a\\", "b"]
