"""Text as large as somebody needs it: at once, on every screen, and nothing is cut off."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from cashier.core.clock import ManualClock
from cashier.ui.look import Look, Taste
from cashier.ui.put_away import put_away
from cashier.ui.text_size import LARGEST, SMALLEST, fitting
from cashier.ui.theme import BODY, CUSTOMER, DOCK_WIDTH, TITLE, text_size
from cashier.ui.words import Book
from tests.ui.all_screens import SCREENS
from tests.ui.conftest import MakeStage, read_once
from tests.ui.fixtures import VIEWS
from tests.ui.measure import faults
from tests.ui.screens import Behind, Screen, behind, look_in, settle

SIZES = (SMALLEST, 1.3, LARGEST)
FULL_HD = (1920, 1080)


@pytest.fixture(autouse=True)
def normal_again() -> Iterator[None]:
    """Leave text as large as it was."""
    yield
    Look(Taste(), ManualClock(), Book("zh_CN", read_once))


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Behind]:
    with behind(tmp_path) as made:
        yield made


@given(st.floats(0.1, 9.0), st.integers(320, 7680))
def test_the_register_keeps_its_room(wanted: float, width: int) -> None:
    share = fitting(wanted, width)
    assert SMALLEST <= share <= LARGEST
    ours = DOCK_WIDTH * max(1.0, share)
    assert share <= 1.0 or ours <= width * 5 / 8 + 0.001


@pytest.mark.parametrize(("width", "share"), [(800, 1.25), (1024, 1.6), (1366, 2.0), (1920, 2.0)])
def test_the_largest_text_of_each_screen(width: int, share: float) -> None:
    assert fitting(LARGEST, width) == share


def test_steps_grow_together_and_the_customers_do_not(stage: MakeStage) -> None:
    before = [step.size for step in (BODY, TITLE, CUSTOMER)]
    shown = stage(VIEWS["idle"])
    shown.window.place(QRect(0, 0, *FULL_HD), folded=False)
    shown.window.look.use(replace(shown.window.look.taste, text_scale=2.0))
    now = [step.size for step in (BODY, TITLE, CUSTOMER)]
    assert now == [2 * before[0], 2 * before[1], before[2]]


@pytest.mark.parametrize("name", ["idle", "case-till", "case-cause", "case-locked"])
def test_it_changes_at_once_and_back(stage: MakeStage, name: str) -> None:
    shown = stage(VIEWS[name])
    window, look = shown.window, shown.window.look
    window.place(QRect(0, 0, *FULL_HD), folded=False)
    before = shown.draw()
    look.use(replace(look.taste, text_scale=2.0))
    window.place(QRect(0, 0, *FULL_HD), folded=False)
    shown.draw()
    assert window.width() == 2 * DOCK_WIDTH
    assert faults(window) == []
    look.use(replace(look.taste, text_scale=1.0))
    window.place(QRect(0, 0, *FULL_HD), folded=False)
    assert shown.draw() == before


def test_on_a_narrow_screen_text_is_as_large_as_there_is_room(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-cause"], Taste(text_scale=2.0))
    for width in (800, 1024, 1920):
        shown.window.place(QRect(0, 0, width, 600), folded=False)
        shown.draw()
        assert shown.window.width() <= width * 5 / 8
        assert faults(shown.window) == []
    assert text_size() == 2.0


def _walked() -> list[tuple[Screen, str, float]]:
    """Every third screen, each in the next language and size."""
    languages = ("zh_CN", "en", "en longer", "zh_CN longer")
    return [
        (screen, languages[number % 4], SIZES[number % 3])
        for number, screen in enumerate(SCREENS[::3])
    ]


@pytest.mark.parametrize(
    ("screen", "language", "share"),
    [pytest.param(*one, id=f"{one[0].name} {one[2]}") for one in _walked()],
)
def test_nothing_is_cut(
    qtbot: QtBot, there: Behind, screen: Screen, language: str, share: float
) -> None:
    look = look_in(language)
    window = screen.open(look, there)
    screen.fit(window, *FULL_HD)
    look.use(replace(look.taste, text_scale=share))
    screen.fit(window, *FULL_HD)
    settle()
    assert faults(window) == []
    put_away(window)
