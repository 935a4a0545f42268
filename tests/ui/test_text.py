"""Our own setting of text: fixed lines, balanced, Chinese broken at its commas."""

import pytest
from pytestqt.qtbot import QtBot

from cashier.ui.text import Block, Setting, Typesetter
from cashier.ui.theme import ALOUD, BODY, TITLE
from cashier.ui.widgets.say_card import sentences


@pytest.fixture
def setter(qtbot: QtBot) -> Typesetter:
    return Typesetter()


def test_line_height_is_ours(setter: Typesetter) -> None:
    block = setter.block("这一行很长，长到要换行，换了又换。" * 2, Setting(BODY, 200))
    assert block.lines > 1
    assert block.height == block.lines * BODY.line


def _lines_of(block: Block) -> list[str]:
    lines = [block.layout.lineAt(number) for number in range(block.lines)]
    text = block.layout.text()
    return [text[one.textStart() : one.textStart() + one.textLength()] for one in lines]


def test_balanced_is_narrower_with_as_many_lines(setter: Typesetter) -> None:
    text = "Please look at your phone, it may ask for your password."
    plain = setter.block(text, Setting(ALOUD, 336))
    even = setter.block(text, Setting(ALOUD, 336, balanced=True))
    assert even.lines == plain.lines
    assert even.width <= plain.width


def test_chinese_breaks_after_a_comma(setter: Typesetter) -> None:
    block = setter.block("请点「更改」，换零钱或银行卡就好。", Setting(ALOUD, 336, balanced=True))
    first = block.layout.lineAt(0)
    text = block.layout.text()[first.textStart() : first.textStart() + first.textLength()]
    assert text.rstrip("\u2028").endswith("，")


def test_quoted_words_stay_whole(setter: Typesetter) -> None:
    texts = _lines_of(setter.block("点一下「更改」换零钱", Setting(TITLE, 120)))
    assert any("「" in text and "」" in text for text in texts)


def test_a_word_that_a_break_would_make_into_others_stays_whole(setter: Typesetter) -> None:
    for letters in range(5, 13):
        width = setter.width("刷" * letters, BODY)
        texts = _lines_of(setter.block("请用户在微信上刷新后再试", Setting(BODY, width)))
        for word in ("微信", "刷新"):
            assert any(word in text.replace("\u2060", "") for text in texts)


def test_figures_are_equally_wide(setter: Typesetter) -> None:
    assert setter.width("111.11", BODY) == setter.width("888.88", BODY)


def test_measured_once(setter: Typesetter) -> None:
    assert setter.line("可以收款", TITLE) is setter.line("可以收款", TITLE)


def test_sentences() -> None:
    assert sentences("请看手机。不用再扫。") == ["请看手机。", "不用再扫。"]
    assert sentences("Nothing yet. Please wait.") == ["Nothing yet.", "Please wait."]
    assert sentences("¥1.50, please") == ["¥1.50, please"]
    assert sentences("") == [""]


@pytest.mark.parametrize("word", ["Customer", "waiting", "off", "¥1,200.00", "额度"])
def test_the_longest_word_stands_unbroken(setter: Typesetter, word: str) -> None:
    for type_ in (BODY, TITLE, ALOUD):
        least = setter.longest_word(word, type_) if word.isascii() else setter.width(word, type_)
        assert setter.block(word, Setting(type_, least)).lines == 1


def test_what_has_no_ink_has_no_width(setter: Typesetter) -> None:
    path = "/\u200bhome/\u200bshop/"
    assert setter.longest_word(path, BODY) == setter.longest_word(
        "/home/shop/".replace("/", "/ "), BODY
    )
