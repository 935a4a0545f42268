"""Words by key: found in the right catalogue, filled in, and refused loudly when they are not."""

import gc
import sys
from pathlib import Path

import pytest

from cashier.core import words as module
from cashier.core.resources import ResourceMissing
from cashier.core.words import LANGUAGES, Words, WordsMissing

FIRST = """
hello = 你好 { $name }
only = 一句
    .more = 更多 { $count }
bare =
    .value = 只有属性
broken = { no-such-message }
whole = { part }，{ part.of }
part = 一半
    .of = 另一半
"""
SECOND = """
hello = 第二次
    .again = 再一次
only = 二 { $name }
late = 后来的
"""


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Words:
    for name, text in (("first", FIRST), ("second", SECOND)):
        (tmp_path / f"{name}_zh_CN.ftl").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "translation", lambda name: tmp_path / name)
    return Words("zh_CN", ("first", "second"))


def test_a_text_is_filled_in_without_marks_around_it(words: Words) -> None:
    assert words("hello", name="小李") == "你好 小李"
    assert words("only.more", count=1600) == "更多 1,600"
    assert words("only") == "一句"
    assert words("bare.value") == "只有属性"


def test_a_later_catalogue_adds_and_never_overrides(words: Words) -> None:
    assert words("late") == "后来的"
    assert words("hello", name="x") == "你好 x"
    assert words("only", name="x") == "一句"
    assert not words.has("hello.again")


def test_a_text_may_take_in_others_of_its_catalogue(words: Words) -> None:
    assert words("whole") == "一半，另一半"
    assert words("part") == "一半"


def test_a_text_with_nothing_to_fill_in_is_kept_as_no_more_than_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 400
    lines = (f"# remark\ntext-{number} = words {number}\n" for number in range(many))
    (tmp_path / "many_en.ftl").write_text("".join(lines), encoding="utf-8")
    monkeypatch.setattr(module, "translation", lambda name: tmp_path / name)
    words = Words("en", ("many",))
    gc.collect()
    before = sys.getallocatedblocks()
    assert words("text-7") == "words 7"
    gc.collect()
    assert sys.getallocatedblocks() - before < 5 * many


def test_what_comes_from_outside_is_no_fluent(words: Words) -> None:
    assert words("hello", name="{ late } \u2068$x") == "你好 { late } \u2068$x"


@pytest.mark.parametrize(
    ("key", "there"),
    [
        ("hello", True),
        ("late", True),
        ("only.more", True),
        ("bare.value", True),
        ("bare", False),
        ("only.less", False),
        ("nowhere", False),
        ("nowhere.more", False),
        ("", False),
        (".", False),
    ],
)
def test_it_is_known_what_there_is(words: Words, key: str, there: bool) -> None:
    assert words.has(key) is there
    if not there:
        with pytest.raises(WordsMissing) as missing:
            words(key)
        assert missing.value.fields == {"key": key, "language": "zh_CN"}


@pytest.mark.parametrize("key", ["hello", "only.more", "broken"])
def test_a_text_that_cannot_be_put_together_is_a_bug(words: Words, key: str) -> None:
    with pytest.raises(WordsMissing):
        words(key)


@pytest.mark.parametrize("language", ["fr", "", "zh", "EN", "en_US"])
def test_there_are_two_languages(language: str) -> None:
    with pytest.raises(WordsMissing):
        Words(language)


def test_a_catalogue_that_does_not_ship_is_told() -> None:
    with pytest.raises(ResourceMissing):
        Words("en", ("no_such",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_catalogue_can_be_read(language: str) -> None:
    catalogues = ("app", "cli", "errors", "health", "manager", "playbook", "report")
    words = Words(language, catalogues)
    assert words.language == language
    assert not words.has("no-such-key")
    assert words("error-unexpected")
