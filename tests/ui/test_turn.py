"""A page that has just come under a hand is not answered by a tap meant for the page before."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cashier.desk.case_views import OfferView
from cashier.desk.dock_views import DockView
from cashier.ui.turn import SETTLES_S
from cashier.ui.widgets.lock_parts import LockButton
from cashier.ui.widgets.row import Row
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import CASE_CAUSE, CASE_QUESTION, VIEWS

Key = Qt.Key
READ_S = SETTLES_S + 0.1
DOUBLE_TAP_S = 0.15
CAUSE, CLOSING, QUESTION = VIEWS["case-cause"], VIEWS["case-closing"], VIEWS["case-question"]


def struck(stage: Stage, qtbot: QtBot, key: Qt.Key) -> None:
    """Press a digit, as soon as a hand can, and wait until it is known to be no scanner's."""
    stage.clock.advance(DOUBLE_TAP_S)
    with qtbot.waitSignal(stage.window.keys.digit):
        QTest.keyClick(stage.window, key)


def turn(stage: Stage, view: DockView) -> None:
    """The desk answers with another page."""
    stage.window.show_view(view)
    stage.settle()


def tap(part: QWidget) -> None:
    """Tap a part as a finger does."""
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)


def test_the_same_key_twice_chooses_a_method_and_no_outcome(stage: MakeStage, qtbot: QtBot) -> None:
    shown = stage(CAUSE)
    struck(shown, qtbot, Key.Key_1)
    turn(shown, CLOSING)
    struck(shown, qtbot, Key.Key_1)
    done = shown.window.case.closing.done
    assert not done.isEnabled()
    shown.clock.advance(READ_S)
    struck(shown, qtbot, Key.Key_1)
    assert done.isEnabled()
    assert shown.wishes.made == [("choose_method", "wechat")]


def test_enter_twice_ends_nothing(stage: MakeStage) -> None:
    shown = stage(CAUSE)
    turn(shown, VIEWS["case-paid"])
    QTest.keyClick(shown.window, Key.Key_Return)
    assert shown.wishes.made == []
    shown.clock.advance(READ_S)
    QTest.keyClick(shown.window, Key.Key_Return)
    assert [wish[0] for wish in shown.wishes.made] == ["close_case"]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Space])
def test_a_key_for_what_has_the_focus_is_no_answer_either(stage: MakeStage, key: Qt.Key) -> None:
    shown = stage(VIEWS["case-till"])
    turn(shown, QUESTION)
    answer = shown.window.case.page.findChildren(Row)[0]
    assert shown.window.focusWidget() is not answer
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(answer, key)
    assert shown.wishes.made == []
    shown.clock.advance(READ_S)
    QTest.keyClick(answer, key)
    assert shown.wishes.made == [("answer", "ask.fenfu_choice", "offered")]


def test_the_second_tap_of_a_double_tap_falls_on_nothing(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    tap(shown.window.dock.failed)
    turn(shown, VIEWS["case-till"])
    tile = shown.window.case.till.taps[0]
    tap(tile)
    assert shown.wishes.made == [("open_case",)]
    shown.clock.advance(READ_S)
    tap(tile)
    assert [wish[0] for wish in shown.wishes.made] == ["open_case", "say_till_phrase"]


def test_a_page_is_new_from_when_it_is_drawn(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    shown.window.stack.currentChanged.connect(lambda _: shown.clock.advance(READ_S))
    turn(shown, VIEWS["case-till"])
    tap(shown.window.case.till.taps[0])
    assert shown.wishes.made == []


def test_what_is_asked_once_more_is_not_answered_by_a_double_tap(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-by-hand"])
    shown.clock.advance(40)
    shown.window.tick()
    banner = shown.window.case.locked.banner
    assert banner.override is not None
    tap(banner.override)
    shown.settle()
    yes = next(one for one in banner.acts.findChildren(LockButton) if one.spec.style == "solid")
    shown.clock.advance(DOUBLE_TAP_S)
    tap(yes)
    assert shown.wishes.made == []
    shown.clock.advance(READ_S)
    tap(yes)
    assert shown.wishes.made == [("override_lock",)]


def test_whoever_knows_the_way_goes_on_typing_after_f9(stage: MakeStage, qtbot: QtBot) -> None:
    shown = stage(VIEWS["idle"])
    QTest.keyClick(shown.window, Key.Key_F9)
    turn(shown, VIEWS["case-till"])
    struck(shown, qtbot, Key.Key_1)
    assert [wish[0] for wish in shown.wishes.made] == ["open_case", "say_till_phrase"]


def test_another_question_and_another_order_of_methods_turn_the_page_as_well(
    stage: MakeStage, qtbot: QtBot
) -> None:
    shown = stage(QUESTION)
    turn(shown, VIEWS["case-notice"])
    struck(shown, qtbot, Key.Key_1)
    turn(shown, CAUSE)
    shown.clock.advance(READ_S)
    best = (OfferView("cash", CASE_CAUSE.offers[0].health, "always"), *CASE_CAUSE.offers)
    turn(shown, replace(CAUSE, case=replace(CASE_CAUSE, offers=best)))
    struck(shown, qtbot, Key.Key_1)
    assert shown.wishes.made == []


def test_what_only_counts_on_turns_nothing(stage: MakeStage, qtbot: QtBot) -> None:
    shown = stage(QUESTION)
    shown.clock.advance(READ_S)
    turn(shown, replace(QUESTION, case=replace(CASE_QUESTION, checked=())))
    struck(shown, qtbot, Key.Key_2)
    assert shown.wishes.made == [("answer", "ask.fenfu_choice", "greyed")]


def test_a_digit_that_is_held_down_is_one_press_and_no_scan(stage: MakeStage) -> None:
    shown = stage(QUESTION)
    scanned: list[None] = []
    shown.window.keys.scanned.connect(lambda: scanned.append(None))
    for _ in range(9):
        shown.clock.advance(0.03)
        held = QKeyEvent(
            QEvent.Type.KeyPress, Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", autorep=True
        )
        QCoreApplication.sendEvent(shown.window, held)
    assert scanned == []
