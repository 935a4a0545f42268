"""Registers set to traditional Chinese: no character of the texts may be missing."""

import tomllib

import pytest

from benchmarks.variants import lines
from cashier.core.resources import resource
from cashier.playbook.alike import _GROUPS, ALIKE
from cashier.playbook.script import _PAIRS, SIMPLIFIED
from tests.helpers.playbooks import shipped

# Characters of an old character set too, whose traditional form is another one all the same.
_BOTH = "后後 系係 余餘 准準 据據 制製 别別 台臺 咨諮 挂掛 回迴 复複 于於 号號"
BOTH_FORMS = {pair[0]: pair[1] for pair in _BOTH.split()}


def texts() -> str:
    codes = shipped().codes
    messages = "".join(row.message for row in codes.rows)
    phrases = "".join(text for phrase in codes.phrases for text in phrase.texts)
    raw = resource("playbook/wordings.toml").read_text(encoding="utf-8")
    around = "".join(tomllib.loads(raw)["around"])
    return messages + phrases + around


def written_in(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def test_every_character_that_is_simplified_only_has_a_traditional_form() -> None:
    used = {char for char in texts() if "\u3400" <= char <= "\u9fff"}
    simplified = {char for char in used if not written_in(char, "big5")}
    assert not simplified - set(SIMPLIFIED.values()) - {"帐"}
    assert all(
        SIMPLIFIED[ord(theirs)] == ours for ours, theirs in BOTH_FORMS.items() if ours in used
    )


def test_no_pair_leads_on_to_another() -> None:
    pairs = _PAIRS.split()
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in pairs)
    assert len({pair[0] for pair in pairs}) == len(pairs)
    assert not {ord(pair[1]) for pair in pairs} & SIMPLIFIED.keys()


@pytest.mark.parametrize("line", lines("traditional.tsv"))
def test_a_traditional_message_is_the_same_message(line: str) -> None:
    codes = shipped().codes
    text, _, traditional = line.partition("\t")
    assert codes.by_text(traditional) == codes.by_text(text)
    assert codes.phrase(traditional) == codes.phrase(text)


def test_no_character_sounds_like_two() -> None:
    others = [other for group in _GROUPS.split() for other in group[1:]]
    assert len(set(others)) == len(others) == len(ALIKE)
    assert not {ord(head) for head in ALIKE.values()} & ALIKE.keys()
