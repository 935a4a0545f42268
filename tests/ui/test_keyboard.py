"""What the keys do: each state answers to its own, and a hand scanner is no answer."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cashier.cases.outcome import Mood, Outcome
from cashier.ui.widgets.notice import Notice
from tests.helpers.wishes import Wish
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import VIEWS

Key = Qt.Key


def press(stage: Stage, key: Qt.Key, at: QWidget | None = None) -> None:
    """Press a key as a person does: some time after the last one."""
    stage.clock.advance(0.5)
    QTest.keyClick(at or stage.window, key)


@pytest.mark.parametrize(
    ("view", "key", "wish"),
    [
        ("idle", Key.Key_F7, ("toggle_camera",)),
        ("idle", Key.Key_F8, ("look_up_last",)),
        ("idle", Key.Key_F9, ("open_case",)),
        ("degraded", Key.Key_F9, ("open_case",)),
        ("scan-glare", Key.Key_F9, ("open_case",)),
        ("scan-ready", Key.Key_Escape, ("toggle_camera",)),
        ("case-till", Key.Key_Escape, ("go_back",)),
        ("case-question", Key.Key_Escape, ("go_back",)),
        ("case-cause", Key.Key_F12, ("start_closing",)),
        ("case-cause", Key.Key_Escape, ("go_back",)),
    ],
)
def test_keys_at_once(stage: MakeStage, view: str, key: Qt.Key, wish: Wish) -> None:
    shown = stage(VIEWS[view])
    press(shown, key)
    assert shown.wishes.made == [wish]


@pytest.mark.parametrize(
    ("view", "number", "wish"),
    [
        ("case-till", 1, ("say_till_phrase", "t1")),
        ("case-question", 2, ("answer", "ask.fenfu_choice", "greyed")),
        ("case-question", 4, ("answer", "ask.fenfu_choice", "unknown")),
        ("case-notice", 8, ("answer", "ask.phone_notice", "unknown")),
        ("case-question", 0, ("skip_questions",)),
        ("case-lock-asks", 1, ("answer", "ask.phone_asks_password", "yes")),
        ("case-cause", 1, ("choose_method", "wechat")),
        ("case-cause", 2, ("choose_method", "cash")),
        ("case-cause", 4, ("choose_method", "unionpay")),
    ],
)
def test_digits(stage: MakeStage, qtbot: QtBot, view: str, number: int, wish: Wish) -> None:
    shown = stage(VIEWS[view])
    with qtbot.waitSignal(shown.window.keys.digit):
        press(shown, Qt.Key(Key.Key_0 + number))
    assert shown.wishes.made == [wish]


@pytest.mark.parametrize("view", ["idle", "case-locked", "case-by-hand"])
@pytest.mark.parametrize("key", [Key.Key_1, Key.Key_Return, Key.Key_F12])
def test_nothing_happens_by_chance(stage: MakeStage, qtbot: QtBot, view: str, key: Qt.Key) -> None:
    shown = stage(VIEWS[view])
    if key == Key.Key_1:
        with qtbot.waitSignal(shown.window.keys.digit):
            press(shown, key)
    else:
        press(shown, key)
    assert shown.wishes.made == []


def test_one_key_does_one_thing(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-locked"])
    for key in (Key.Key_F7, Key.Key_F8, Key.Key_F9):
        press(shown, key)
    assert shown.wishes.made == []


def test_closing_by_keys(stage: MakeStage, qtbot: QtBot) -> None:
    shown = stage(VIEWS["case-closing"])
    press(shown, Key.Key_Return)
    assert shown.wishes.made == []
    with qtbot.waitSignal(shown.window.keys.digit):
        press(shown, Key.Key_1)
    press(shown, Key.Key_Return)
    assert shown.wishes.made == [("close_case", Outcome.paid_other, "wechat", None)]
    with qtbot.waitSignal(shown.window.keys.digit):
        press(shown, Key.Key_3)
    closing = shown.window.case.closing
    assert closing.faces is not None
    closing.faces.taps["upset"].click()
    press(shown, Key.Key_Return)
    assert shown.wishes.made[-1] == ("close_case", Outcome.customer_left, None, Mood.upset)


def test_nothing_is_chosen_before_the_clerk_chooses_but_what_is_proven(stage: MakeStage) -> None:
    closing = stage(VIEWS["case-closing"]).window.case.closing
    assert closing.outcome is None
    assert not closing.done.isEnabled()
    paid = stage(VIEWS["case-paid"]).window.case
    assert paid.closing.outcome is Outcome.paid_same
    assert paid.closing.paid.isVisible()
    assert not paid.settled.isVisible()


def test_a_word_shows_its_messages_and_the_same_word_again_the_commonest(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-till"])
    page = shown.window.case.till
    page.field.set_text("余")
    page.take_word("余额")
    assert page.field.text() == ""
    page.take_word("余额")
    assert shown.wishes.made == [("search_till_text", "余额"), ("search_till_text", "")]


def test_scanner_digits_are_no_answer_and_leave_no_trace(stage: MakeStage, qtbot: QtBot) -> None:
    shown = stage(VIEWS["case-question"])
    with qtbot.waitSignal(shown.window.keys.scanned):
        for digit in "134512345123451234":
            shown.clock.advance(0.004)
            QTest.keyClick(shown.window, Qt.Key(Key.Key_0 + int(digit)))
    QTest.keyClick(shown.window, Key.Key_Return)
    qtbot.wait(150)
    assert shown.wishes.made == []
    assert shown.window.case.notices.isVisible()


@pytest.mark.parametrize(
    ("view", "says"),
    [
        ("idle", "再扫一次"),
        ("case-cause", "再扫一次"),
        ("case-locked", "先别再收"),
        ("case-by-hand-over", "先别再收"),
        ("offline-in-doubt", "先别再收"),
        ("offline", "先别再收"),
    ],
)
def test_whoever_scanned_into_the_window_scans_again_only_where_nothing_is_in_doubt(
    stage: MakeStage, view: str, says: str
) -> None:
    shown = stage(replace(VIEWS[view], notices=()))
    shown.window.keys.scanned.emit()
    shown.settle()
    read = [part.accessibleName() for part in shown.window.findChildren(Notice) if part.isVisible()]
    assert len(read) == 1
    assert says in read[0]


def test_scanner_notice_is_put_away(stage: MakeStage, qtbot: QtBot) -> None:
    shown = stage(VIEWS["idle"])
    shown.window.keys.scanned.emit()
    assert shown.window.dock.notices.isVisible()
    shown.window.dismiss("scanner")
    assert not shown.window.dock.notices.isVisible()
    assert shown.wishes.made == []


def test_scanned_code_does_not_stay_in_a_field(stage: MakeStage, qtbot: QtBot) -> None:
    shown = stage(VIEWS["case-till"])
    line = shown.window.case.till.field.line
    for digit in "134567890123456789":
        QTest.keyClick(line, Qt.Key(Key.Key_0 + int(digit)))
    QTest.keyClick(line, Key.Key_Return)
    qtbot.wait(250)
    assert line.text() == ""
    assert shown.wishes.made == []
    assert shown.window.case.notices.isVisible()


def test_typing_searches_and_enter_sends(stage: MakeStage, qtbot: QtBot) -> None:
    shown = stage(VIEWS["case-till"])
    line = shown.window.case.till.field.line
    with qtbot.waitSignal(shown.window.case.till.field.typed):
        QTest.keyClicks(line, "no money")
    assert shown.wishes.made[-1] == ("search_till_text", "no money")
    QTest.keyClick(line, Key.Key_Return)
    assert shown.wishes.made[-1] == ("say_till_text", "no money")


def test_enter_and_space_tap_what_has_the_focus(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-cause"])
    row = shown.window.case.cause.taps[1]
    QTest.keyClick(row, Key.Key_Return)
    QTest.keyClick(row, Key.Key_Space)
    assert shown.wishes.made == [("choose_method", "cash")] * 2
