"""The layout matrix: every other screen, in both themes, each in the next language and size.

A slice: the whole matrix, at every scale, is `dev.py bench layout`.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cashier.ui.put_away import put_away
from tests.ui.all_screens import SCREENS
from tests.ui.measure import faults, without_ring
from tests.ui.screens import (
    LANGUAGES,
    SIZES,
    Behind,
    Screen,
    behind,
    each_look,
    give_keyboard,
    look_in,
)

PLACES = tuple(product(LANGUAGES, SIZES))


def place_of(number: int) -> tuple[str, tuple[int, int]]:
    """Return the language and size in which a screen is looked at: they take turns."""
    return PLACES[number % len(PLACES)]


CASES = [
    pytest.param(screen, *place_of(number), id=screen.name)
    for number, screen in enumerate(SCREENS[::2])
]


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Behind]:
    with behind(tmp_path) as made:
        yield made


def test_every_screen_has_a_name_of_its_own() -> None:
    assert len({screen.name for screen in SCREENS}) == len(SCREENS)


@pytest.mark.parametrize(("screen", "language", "size"), CASES)
def test_everything_has_its_room(
    qtbot: QtBot, there: Behind, screen: Screen, language: str, size: tuple[int, int]
) -> None:
    look = look_in(language)
    window = screen.open(look, there)
    screen.fit(window, *size)
    for _theme in each_look(look):
        assert faults(window) == []
    assert look.words.missing == set()
    put_away(window)


@pytest.mark.parametrize("screen", SCREENS[1::5], ids=lambda screen: screen.name)
def test_whoever_works_by_keyboard_sees_where_he_is(
    qtbot: QtBot, there: Behind, screen: Screen
) -> None:
    window = screen.open(look_in("zh_CN"), there)
    screen.fit(window, 1366, 768)
    if give_keyboard(window):
        assert without_ring(window) == []
    put_away(window)
