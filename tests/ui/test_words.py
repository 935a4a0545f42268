"""The window's words: both languages alike, and a word for everything that a view can name."""

import re
from pathlib import Path

import pytest

from cashier.core.resources import resource, translation
from cashier.core.words import Words, WordsMissing
from cashier.desk.case_views import WhyView
from cashier.desk.views import Phrase
from cashier.playbook.variants import OwnText
from cashier.ui.pages.question import answer_text
from cashier.ui.why import why_text
from cashier.ui.words import Book, Shelf, ask_key, clock_time, key_part, load, running_time
from tests.helpers.playbooks import shipped
from tests.ui.fixtures import NOW

LANGUAGES = ["zh_CN", "en"]


def keys(language: str) -> list[str]:
    """Return the window's keys with the values they take."""
    text = translation(f"app_{language}.ftl").read_text(encoding="utf-8")
    return re.findall(r"^([a-zA-Z][\w-]*) =", text, re.MULTILINE)


def test_same_keys_in_both_languages() -> None:
    assert keys("zh_CN") == keys("en")
    assert len(keys("en")) == len(set(keys("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_and_answers(language: str) -> None:
    book = Book(language)
    for question in shipped().questions:
        book(ask_key(question.name))
        for value in question.values:
            if question.name != "register.text":
                answer_text(book, question.name, value)
    assert book.missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_piece_of_evidence_has_a_sentence(language: str) -> None:
    book, playbook = Book(language), shipped()
    for cause in playbook.causes:
        for name, values in cause.sees.items():
            for value in values:
                assert why_text(book, WhyView(name, value))
    assert book.missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_causes_steps_and_methods(language: str) -> None:
    book, playbook = Book(language), shipped()
    for cause in playbook.causes:
        for key in (f"cause-{key_part(cause.id)}", f"mender-{cause.mender}"):
            book(key)
        book(f"cause-{key_part(cause.id)}.aloud")
    for step in playbook.steps:
        book(f"step-{step.id}", amount="¥16.00")
    for method in playbook.methods:
        book(f"method-{method.id}")
        book(f"short-{method.id}")
    assert book.missing == set()


def test_every_mender_has_an_icon() -> None:
    menders = {cause.mender for cause in shipped().causes}
    for mender in menders:
        assert resource("icons", f"{mender}.svg").is_file()


def test_every_key_of_the_code_is_there() -> None:
    folder = Path(__file__).parents[2] / "cashier" / "ui"
    used: set[str] = set()
    for path in folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'words\(\s*"([\w.-]+)"', text))
    words = load("en")
    assert [key for key in sorted(used) if not words.has(key)] == []
    assert len(used) > 80


def test_desks_phrases_have_words() -> None:
    folder = Path(__file__).parents[2] / "cashier" / "desk"
    used: set[str] = set()
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'Phrase\("([\w-]+)"', text))
    for language in LANGUAGES:
        words = load(language)
        assert [key for key in sorted(used) if not words.has(key)] == []


def test_catalogues_are_read_when_wanted() -> None:
    shelf = Shelf("en")
    assert shelf("action-failed") == "Not paid? Start here"
    assert len(shelf._read) == 1
    assert shelf.has("cause-unclear.aloud")
    assert not shelf.has("no-such-key")
    with pytest.raises(WordsMissing):
        shelf("no-such-key")


def test_a_key_that_is_asked_for_again_is_asked_of_the_catalogue_that_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    has = Words.has

    def counted(self: Words, key: str) -> bool:
        asked.append(key)
        return has(self, key)

    shelf = Shelf("en")
    assert shelf.has("manager-week")
    monkeypatch.setattr(Words, "has", counted)
    assert shelf.has("manager-week")
    assert asked == []


def test_missing_words_draw_as_their_key() -> None:
    book = Book("en")
    assert book("no-such-key") == "no-such-key"
    assert book.missing == {"en:no-such-key"}


def test_times() -> None:
    assert [running_time(s) for s in (-1, 7.9, 760, 3723)] == ["0:00", "0:07", "12:40", "1:02:03"]
    assert re.fullmatch(r"\d\d:\d\d:20", clock_time(NOW, seconds=True))


def test_a_shops_own_words_stand_in_for_the_playbooks_where_it_has_them() -> None:
    own = (OwnText("zh_CN", "aloud", "请您刷新一下"),)
    phrase = Phrase("cause-code-expired", own=own)
    book = Book("zh_CN")
    assert book.phrase(phrase, "aloud") == "请您刷新一下"
    assert book.phrase(phrase, "display") == book("cause-code-expired.display")
    assert book.phrase(phrase) == book("cause-code-expired")
    assert book.phrase(phrase, "aloud", "en") == book.text("cause-code-expired.aloud", "en")
    assert book.missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("how", ["paid_same", "paid_other"])
def test_an_end_is_called_the_same_wherever_the_manager_reads_it(language: str, how: str) -> None:
    words = Words(language, ("manager", "report"))
    places = ("manager-choice", "replay-end", "report-outcome")
    assert len({words(f"{place}-{how}") for place in places}) == 1


def test_one_wallet_has_one_name() -> None:
    for file in translation("app_zh_CN.ftl").parent.glob("*_zh_CN.ftl"):
        assert "银联" not in file.read_text(encoding="utf-8"), file.name


def test_what_the_register_told_is_said_to_be_the_registers() -> None:
    assert Words("en", ("health",))("health-learnt-register") == "Register"


def test_one_ban_has_one_wording() -> None:
    """What must not be done with a payment in doubt is called the same on every page."""
    for language, others in (("zh_CN", "别再扣款|先别再扫"), ("en", "[Dd]on’t scan again yet")):
        for file in translation(f"app_{language}.ftl").parent.glob(f"*_{language}.ftl"):
            assert not re.findall(others, file.read_text(encoding="utf-8")), file.name
