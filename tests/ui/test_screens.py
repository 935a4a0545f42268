"""Every screen in both languages and themes: nothing cut off or too small, no word missing."""

from dataclasses import replace
from math import ceil

import pytest

from cashier.ui.look import Taste
from cashier.ui.words import Book, Speaks, Value
from tests.ui.conftest import MakeStage, read_once, walk
from tests.ui.fixtures import VIEWS
from tests.ui.measure import faults
from tests.ui.screens import each_look


class Stretched:
    """Words that are a third longer than ours."""

    def __init__(self, words: Speaks) -> None:
        self._words = words

    def has(self, key: str) -> bool:
        return self._words.has(key)

    def __call__(self, key: str, /, **values: Value) -> str:
        text = self._words(key, **values)
        return text + text[: ceil(len(text) * 0.3)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", VIEWS)
def test_everything_has_its_room(stage: MakeStage, name: str, language: str) -> None:
    shown = stage(VIEWS[name], Taste(language))
    for _theme in each_look(shown.window.look):
        assert shown.draw().width() == 400
        assert faults(shown.window) == []
    assert shown.window.look.words.missing == set()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_longer_texts_still_fit(stage: MakeStage, language: str) -> None:
    book = Book(language, lambda wanted: Stretched(read_once(wanted)))
    walk(stage(VIEWS["idle"], Taste(language), book), VIEWS)


def test_low_screen_scrolls_inside(stage: MakeStage) -> None:
    walk(stage(VIEWS["idle"], height=600), VIEWS)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_parts_that_open(stage: MakeStage, language: str) -> None:
    dock = stage(VIEWS["degraded"], Taste(language))
    dock.window.dock.toggle_panel()
    dock.draw()
    assert faults(dock.window) == []
    dock.window.menu.open()
    dock.draw()
    assert faults(dock.window) == []
    dock.window.fold(folded=True)
    dock.draw()
    assert faults(dock.window) == []
    assert dock.window.look.words.missing == set()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_lights_over_a_case(stage: MakeStage, language: str) -> None:
    shown = stage(VIEWS["case-cause"], Taste(language))
    shown.window.case.strip.click()
    shown.draw()
    assert faults(shown.window) == []
    assert shown.window.look.words.missing == set()
    assert shown.window.case.back()
    assert shown.window.case.stack.currentWidget() is shown.window.case.cause
    assert shown.wishes.made == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("what", ["amount", "method", "number"])
def test_details_that_open(stage: MakeStage, language: str, what: str) -> None:
    shown = stage(VIEWS["case-till"], Taste(language))
    shown.window.case.till.details.open(what)
    shown.draw()
    assert faults(shown.window) == []
    assert shown.window.look.words.missing == set()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("name", "about"), [("case-reverse", "reverse"), ("case-by-hand-over", "override")]
)
def test_lock_asks_once_more(stage: MakeStage, language: str, name: str, about: str) -> None:
    shown = stage(VIEWS[name], Taste(language))
    shown.window.case.locked.banner.ask(about)
    shown.draw()
    assert faults(shown.window) == []
    assert shown.window.look.words.missing == set()


def test_a_view_replaces_the_one_before(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    walk(shown, VIEWS)
    walk(shown, {"idle": VIEWS["idle"]})


def test_no_amount_and_no_method(stage: MakeStage) -> None:
    for name in ("case-locked", "case-cause", "case-closing"):
        view = VIEWS[name]
        assert view.case is not None
        bare = replace(view, case=replace(view.case, amount=None, method=None))
        shown = stage(bare, Taste("en"))
        assert faults(shown.window) == []
        assert shown.window.look.words.missing == set()
