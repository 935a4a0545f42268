"""Language and theme change while the window stands; counting stops when nobody looks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from cashier.ui.look import Taste
from cashier.ui.pictures import Frame, grab, render
from cashier.ui.theme import DARK, LIGHT
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import MONOTONIC, NOW, VIEWS
from tests.ui.measure import faults


def still(stage: Stage) -> QImage:
    """Return the picture of a window in which nobody types.

    A caret blinks when it likes, and only the window that is active shows one.
    """
    stage.window.setFocus(Qt.FocusReason.OtherFocusReason)
    stage.settle()
    return grab(stage.window)


def ground(stage: Stage) -> str:
    """Return the colour of the window's ground."""
    image = grab(stage.window)
    return QColor(image.pixel(8, stage.window.height() - 4)).name().upper()


@pytest.mark.parametrize("name", list(VIEWS))
def test_switching_leaves_no_word_and_no_colour_behind(stage: MakeStage, name: str) -> None:
    shown = stage(VIEWS[name])
    shown.window.look.use(Taste("en", "dark"))
    shown.settle()
    fresh = stage(VIEWS[name], Taste("en", "dark"))
    assert faults(shown.window) == []
    assert ground(shown) == DARK.canvas
    assert still(shown) == still(fresh)
    shown.window.look.use(Taste("zh_CN", "light"))
    shown.settle()
    assert ground(shown) == LIGHT.canvas


def test_menu_switches_and_tells(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    tastes: list[Taste] = []
    shown.window.look.tasted.connect(tastes.append)
    shown.window.menu.open()
    shown.window.menu.language_chosen.emit("en")
    shown.window.menu.theme_chosen.emit("dark")
    assert tastes == [Taste("en", "light"), Taste("en", "dark")]
    assert shown.window.dock.failed.accessibleName() == "Not paid? Start here"


def test_say_card_speaks_the_customers_language(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-cause"])
    speech = shown.window.case.cause.speech
    chinese = speech.body.text
    speech.switch.segments["en"].click()
    assert speech.body.text.isascii() or "’" in speech.body.text or "“" in speech.body.text
    assert speech.body.text != chinese
    assert shown.window.look.taste.language == "zh_CN"


def test_counts_each_second_only_while_something_counts(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    timer = shown.window.timer
    assert timer.interval() >= 10_000
    assert timer.timerType() is Qt.TimerType.VeryCoarseTimer
    shown.window.show_view(VIEWS["case-locked"])
    assert timer.interval() == 1000
    shown.window.show_view(VIEWS["idle"])
    assert timer.interval() >= 10_000
    shown.window.hide()
    assert not timer.isActive()


def test_same_view_builds_nothing_anew(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-cause"])
    before = list(shown.window.case.cause.taps)
    shown.window.show_view(VIEWS["case-cause"])
    assert shown.window.case.cause.taps == before


def test_age_of_the_check_grows(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    shown.clock.advance(20)
    shown.window.tick()
    assert "32 秒前查过" in shown.window.dock.head.texts.detail


def test_window_never_takes_the_keyboard_by_itself(stage: MakeStage) -> None:
    window = stage(VIEWS["idle"]).window
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_folded_opens_for_a_case_and_folds_back(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    shown.window.fold(folded=True)
    assert shown.window.width() == 56
    shown.window.strip.button.click()
    assert shown.wishes.made == [("open_case",)]
    shown.window.show_view(VIEWS["case-till"])
    assert shown.window.width() == 400
    shown.window.show_view(VIEWS["idle"])
    assert shown.window.width() == 56


def test_render_gives_a_picture(stage: MakeStage) -> None:
    from PySide6.QtCore import QSize

    clock = stage(VIEWS["idle"]).clock
    assert (clock.now(), clock.monotonic()) == (NOW, MONOTONIC)
    image = render(VIEWS["idle"], Frame(Taste(), QSize(400, 640), 2.0), clock)
    assert (image.width(), image.height()) == (800, 1280)


def test_ring_stands_round_what_has_the_keyboard(stage: MakeStage, qtbot: QtBot) -> None:
    shown = stage(VIEWS["idle"])
    shown.window.come_forward()
    qtbot.waitUntil(shown.window.isActiveWindow)
    shown.window.show_view(VIEWS["case-question"])
    shown.settle()
    ring = shown.window.ring
    # No answer has it before a key is used: an Enter meant for the register answers nothing.
    assert not ring.isVisible()
    shown.window.focusNextPrevChild(True)
    shown.settle()
    assert ring.isVisible()
    first = shown.window.focusWidget()
    assert first is not None
    inside = first.mapTo(shown.window, first.rect().center())
    assert ring.geometry().contains(inside)
    assert ring.width() == first.width() + 8
    shown.window.show_view(VIEWS["idle"])
    shown.settle()
    assert not ring.isVisible()


def test_camera_says_what_it_lacks_and_who_looks_is_told(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    shown.window.show_view(VIEWS["scan-lost"])
    scan = shown.window.dock.scan
    assert scan.camera.accessibleName() == shown.window.look.words("camera-lost")
    assert not scan.verdict.isVisible()
    shown.window.show_view(VIEWS["scan-ready"])
    assert scan.verdict.isVisible()
    shown.window.fold(folded=True)
    assert shown.wishes.camera_seen[-2:] == [True, False]
