"""Tab goes as one reads in every window worked in by keyboard, and everything has a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cashier.ui.put_away import put_away
from cashier.ui.reading_order import InReadingOrder, reading_order
from tests.ui.all_screens import SCREENS
from tests.ui.screens import Behind, Screen, behind, give_keyboard, look_in, settle

WORKED_IN = [one for one in SCREENS if not one.name.startswith(("dock", "strip", "customer"))]


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Behind]:
    with behind(tmp_path) as made:
        yield made


def spoken(part: QWidget) -> str:
    """Return what a screen reader calls a part."""
    heard = QAccessible.queryAccessibleInterface(part)
    return heard.text(QAccessible.Text.Name).strip() if heard is not None else ""


@pytest.mark.parametrize("screen", WORKED_IN[::3], ids=lambda screen: screen.name)
def test_tab_goes_through_everything_as_one_reads(
    qtbot: QtBot, there: Behind, screen: Screen
) -> None:
    window = screen.open(look_in("zh_CN"), there)
    screen.fit(window, 1366, 768)
    settle()
    if isinstance(window, InReadingOrder):
        assert give_keyboard(window)
        order = reading_order(window)
        assert order
        order[-1].setFocus(Qt.FocusReason.TabFocusReason)
        seen = []
        for _ in order:
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
            seen.append(window.focusWidget())
        assert seen == order
    put_away(window)


@pytest.mark.parametrize("screen", WORKED_IN[1::3], ids=lambda screen: screen.name)
def test_everything_that_takes_the_keyboard_has_a_name(
    qtbot: QtBot, there: Behind, screen: Screen
) -> None:
    window = screen.open(look_in("en"), there)
    screen.fit(window, 1366, 768)
    settle()
    assert [type(part).__name__ for part in reading_order(window) if not spoken(part)] == []
    put_away(window)
