"""The page about the till's words by keys: into the field, and a tile out of it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import VIEWS

TILL = VIEWS["case-till"]


def typed(stage: Stage, text: str) -> None:
    """Enter goes into the field; the text stands there, then somebody presses 2."""
    QTest.keyClick(stage.window, Qt.Key.Key_Return)
    field = stage.window.case.till.field
    assert stage.window.focusWidget() is field.line
    field.set_text(text)
    QTest.keyClick(field.line, Qt.Key.Key_2)


def test_a_digit_after_chinese_words_picks_a_tile(qtbot: QtBot, stage: MakeStage) -> None:
    shown = stage(TILL)
    typed(shown, "余额")
    qtbot.waitUntil(lambda: bool(shown.wishes.made))
    assert shown.wishes.made[0][0] == "say_till_phrase"
    assert shown.window.case.till.field.text() == "余额"


def test_a_digit_of_a_code_stays_in_the_field(stage: MakeStage) -> None:
    shown = stage(TILL)
    typed(shown, "ERR")
    assert shown.window.case.till.field.text() == "ERR2"
    assert shown.wishes.made == []
