"""A shop's own words: versions of scripts, read as strictly as the pack's; it stays as it is."""

from pathlib import Path

import pytest

from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.overlay import Overlay, lay_over, read_overlay
from cashier.playbook.overlay_text import texts
from cashier.playbook.variants import ACCOUNT_KEY, Pins, State
from tests.helpers.playbooks import shipped

KEY = "cause-code-expired"
SAID = "请您刷新一下付款码再让我扫"
GOOD = f"""
[script."{KEY}".own]
author = "店长"
dated = "2026-11-26"
zh_CN = {{aloud = "{SAID}"}}
en = {{aloud = "Please refresh the code", display = "Refresh the code, please"}}
"""


def laid(folder: Path, text: str) -> Overlay:
    shop = folder / "playbook"
    shop.mkdir()
    (shop / "words.toml").write_text(text, encoding="utf-8")
    return read_overlay(shop, shipped())


def test_own_words_are_a_version_that_is_in_force_once_it_is_pinned(tmp_path: Path) -> None:
    pack = shipped()
    variants = laid(tmp_path, GOOD).over(pack).variants
    own = variants.find(KEY, "own")
    assert own is not None
    assert own.state is State.own
    assert [(one.language, one.part) for one in own.own] == [
        ("zh_CN", "aloud"),
        ("en", "aloud"),
        ("en", "display"),
    ]
    assert variants.version_for(KEY, "case") == pack.variants.version_for(KEY, "case")
    pinned = variants.version_for(KEY, "case", Pins({KEY: ("a", "own")}))
    assert pinned == own
    assert variants.recorded(KEY, pinned) == "own"
    assert pack.variants.find(KEY, "own") is None


def test_the_words_of_the_account_are_one_for_all_its_causes(tmp_path: Path) -> None:
    variants = laid(tmp_path, GOOD.replace(KEY, ACCOUNT_KEY)).over(shipped()).variants
    pins = Pins({ACCOUNT_KEY: ("own",)})
    found = [variants.version_for(key, "case", pins).id for key in sorted(variants.account)]
    assert set(found) == {"own"}


def test_a_pinned_version_whose_file_is_gone_gives_way_to_the_playbooks() -> None:
    variants = shipped().variants
    pins = Pins({KEY: ("own",)})
    assert variants.version_for(KEY, "case", pins) == variants.active(KEY)
    assert variants.idle(pins) == (KEY,)


def test_what_is_kept_of_own_words_has_every_text(tmp_path: Path) -> None:
    kept = texts(laid(tmp_path, GOOD).over(shipped()))[f"words.{KEY}.own"]
    assert SAID in kept
    assert "en.display = Refresh the code, please" in kept


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (SAID, "您的分付用不了", Problem.forbidden),
        ("Refresh the code, please", "Your credit is used up", Problem.forbidden),
        (SAID, "您的 credit limit 不够", Problem.forbidden),
        (SAID, "您的 ＦＥＮＦＵ 用不了", Problem.forbidden),
        (SAID, "您的額度不夠", Problem.forbidden),
        (SAID, "您的额 度不够", Problem.forbidden),
        ("Refresh the code, please", "您的额度不够", Problem.forbidden),
        (SAID, "您的额\u200b度不够", Problem.wrong_value),
        (SAID, "请您\u202e刷新", Problem.wrong_value),
        (SAID, "请您\u2028刷新", Problem.wrong_value),
        (SAID, "请" * 31, Problem.too_long),
        ("店长", "店" * 201, Problem.too_long),
        (SAID, "没有扣钱，请再扫一次", Problem.promise),
        (SAID, "请您{ $amount }", Problem.wrong_value),
        (KEY, "cause-code-expird", Problem.unknown_name),
        (KEY, "cause-customer-fenfu_limit", Problem.unknown_name),
        (".own]", ".a]", Problem.wrong_value),
        ("zh_CN =", "zh_TW =", Problem.unknown_key),
        ("aloud = ", "loud = ", Problem.unknown_key),
        ('author = "店长"', "", Problem.missing_key),
        ("2026-11-26", "yesterday", Problem.wrong_value),
        ("\n[script", '\n[step.mend_scanner]\nzh_CN = "拔下重插"\n\n[script', Problem.unknown_key),
        (KEY, "step-mend_scanner", Problem.unknown_name),
    ],
)
def test_words_that_are_not_fit_are_refused_with_their_line(
    tmp_path: Path, old: str, new: str, problem: Problem
) -> None:
    with pytest.raises(PlaybookBroken) as broken:
        laid(tmp_path, GOOD.replace(old, new, 1))
    assert problem in [fault.problem for fault in broken.value.faults]
    assert all(fault.line > 0 for fault in broken.value.faults)
    assert all(fault.file == "playbook/words.toml" for fault in broken.value.faults)


def test_a_version_without_a_word_is_refused(tmp_path: Path) -> None:
    empty = f'[script."{KEY}".own]\nauthor = "店长"\n'
    with pytest.raises(PlaybookBroken):
        laid(tmp_path, empty)


def test_a_broken_file_leaves_the_pack_alone(tmp_path: Path) -> None:
    shop = tmp_path / "playbook"
    shop.mkdir()
    (shop / "words.toml").write_text("[script", encoding="utf-8")
    found = lay_over(shipped(), shop)
    assert found.playbook is shipped()
    assert found.problem is not None
