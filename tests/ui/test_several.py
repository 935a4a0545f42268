"""Several cases at once, and the way back from every tap, as the window shows them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cashier.ui.widgets.row import Row
from cashier.ui.words import clock_time
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import MONOTONIC, NOW, VIEWS

Key = Qt.Key


def front(shown: Stage) -> list[bool]:
    return [tab.spec.front for tab in shown.window.case.switcher.tabs()]


def press_f9(shown: Stage, after: float) -> None:
    shown.clock.advance(after)
    QTest.keyClick(shown.window, Key.Key_F9)


def test_two_quick_presses_open_one_case(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    press_f9(shown, 1)
    shown.window.show_view(VIEWS["case-till"])
    press_f9(shown, 0.3)
    assert shown.wishes.made == [("open_case",)]
    assert not shown.window.case.offer.isVisible()


def test_a_press_that_is_meant_offers_another_case_and_the_next_one_opens_it(
    stage: MakeStage,
) -> None:
    shown = stage(VIEWS["case-locked"])
    press_f9(shown, 5)
    assert shown.wishes.made == []
    assert shown.window.case.offer.isVisible()
    press_f9(shown, 0.2)
    assert shown.wishes.made == []
    press_f9(shown, 0.5)
    assert shown.wishes.made == [("open_another",)]


def test_the_offer_goes_by_itself_and_by_escape(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-locked"])
    press_f9(shown, 5)
    shown.clock.advance(10)
    shown.window.tick()
    assert not shown.window.case.offer.isVisible()
    press_f9(shown, 1)
    QTest.keyClick(shown.window, Key.Key_Escape)
    assert not shown.window.case.offer.isVisible()
    assert shown.wishes.made == []


def test_another_case_by_touch(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-cause"])
    QTest.mouseClick(shown.window.case.plus, Qt.MouseButton.LeftButton)
    QTest.mouseClick(shown.window.case.offer.row, Qt.MouseButton.LeftButton)
    assert shown.wishes.made == [("open_another",)]


def test_the_case_in_front_is_marked_and_the_others_are_one_tap_away(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-second"])
    assert front(shown) == [False, True, False]
    tabs = shown.window.case.switcher.tabs()
    assert [tab.spec.locked for tab in tabs] == [True, False, False]
    told = [tab.spec.sub.partition(" ") for tab in tabs]
    assert [state for state, _, _ in told] == ["先别再收", "正在处理", "等您处理"]
    assert told[0][2] == clock_time(NOW - timedelta(minutes=2))
    tabs[1].click()
    tabs[2].click()
    assert shown.wishes.made == [("resume_case", "z1")]


def test_f6_goes_round(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-second"])
    case = VIEWS["case-second"].case
    assert case is not None
    QTest.keyClick(shown.window, Key.Key_F6)
    last = replace(case, case_id="zz")
    shown.window.show_view(replace(VIEWS["case-second"], case=last))
    QTest.keyClick(shown.window, Key.Key_F6)
    assert shown.wishes.made == [("resume_case", "z1"), ("resume_case", "a1")]


@pytest.mark.parametrize("place", [0, 7, 49, 50])
def test_fifty_open_cases_have_room_for_the_one_in_front(stage: MakeStage, place: int) -> None:
    view = VIEWS["case-many"]
    assert view.case is not None
    mine = replace(view, case=replace(view.case, case_id=f"m{place - 1:02}x" if place else "a"))
    shown = stage(mine)
    tabs = shown.window.case.switcher.tabs()
    assert [tab.spec.front for tab in tabs].count(True) == 1
    assert tabs[-1].spec.text == "+48"
    tabs[-1].click()
    assert shown.wishes.made[0][1] not in {tab.spec.case_id for tab in tabs[:3]}


@pytest.mark.parametrize("name", ["idle", "case-question", "case-cause"])
def test_ctrl_z_takes_the_last_tap_back(stage: MakeStage, name: str) -> None:
    shown = stage(VIEWS[name])
    QTest.keyClick(shown.window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown.wishes.made == [("undo",)]


def test_an_ended_case_can_be_taken_back_for_some_seconds(stage: MakeStage) -> None:
    shown = stage(VIEWS["undo"])
    line = shown.window.dock.undo
    assert line.isVisible()
    QTest.mouseClick(line.findChildren(Row)[0], Qt.MouseButton.LeftButton)
    assert shown.wishes.made == [("undo",)]
    shown.clock.advance(6)
    shown.window.tick()
    assert not line.isVisible()
    assert shown.clock.monotonic() > MONOTONIC


def test_the_line_covers_nothing(stage: MakeStage) -> None:
    plain, shown = stage(VIEWS["idle"]), stage(VIEWS["undo"])
    assert shown.window.dock.failed.geometry().bottom() > 0
    for part in ("failed", "look_up"):
        assert getattr(plain.window.dock, part).mapTo(
            plain.window, plain.window.rect().topLeft()
        ) == getattr(shown.window.dock, part).mapTo(shown.window, shown.window.rect().topLeft())
