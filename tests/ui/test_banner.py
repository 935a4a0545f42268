"""The banner about degraded methods: in the head's place, never in anybody's way."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from cashier.desk.case_views import CasePage
from cashier.desk.dock_views import DockView
from cashier.desk.views import Light
from cashier.ui.look import Taste
from cashier.ui.widgets.chip import Chip
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import CASE_CAUSE, IDLE, VIEWS
from tests.ui.measure import faults

DEGRADED = [name for name in VIEWS if name.startswith("degraded")]


def chip_names(shown: Stage) -> list[str]:
    return [chip.accessibleName() for chip in shown.window.dock.findChildren(Chip)]


def test_the_banner_takes_the_heads_place_and_gives_it_back(stage: MakeStage) -> None:
    shown = stage(VIEWS["degraded"])
    head = shown.window.dock.head
    said = head.accessibleName()
    assert said.startswith("分付不稳定，先用微信零钱 最近 10 分钟有 4 笔没付成 · ")
    assert said.endswith(" 开始")
    assert head.texts.state is Light.warn
    shown.window.tick()
    assert head.accessibleName() == said
    shown.window.show_view(IDLE)
    assert head.accessibleName().startswith("可以收款")


def test_chips_say_which_method_is_meant(stage: MakeStage) -> None:
    assert chip_names(stage(VIEWS["degraded"]))[0] == "分付: 变慢, 先别用"
    trial = chip_names(stage(VIEWS["degraded-trial"], Taste("en")))
    assert trial[2:] == ["Alipay: Slow, Back, try it", "UnionPay: Slow, Shaky"]


@pytest.mark.parametrize("name", DEGRADED)
def test_two_lines_at_most_and_room_on_the_smallest_screen(stage: MakeStage, name: str) -> None:
    for language in ("zh_CN", "en"):
        shown = stage(VIEWS[name], Taste(language), height=600)
        assert faults(shown.window) == []
        head, failed = shown.window.dock.head, shown.window.dock.failed
        assert head.height() <= 110
        bottom = failed.mapTo(shown.window, failed.rect().bottomLeft()).y()
        assert bottom < 600
        shown.window.place(QRect(0, 0, 800, 600))
        shown.draw()
        assert faults(shown.window) == []


def test_it_never_takes_the_focus(stage: MakeStage) -> None:
    shown = stage(IDLE)
    shown.window.come_forward()
    before = QApplication.focusWidget()
    shown.window.show_view(VIEWS["degraded-down"])
    shown.settle()
    assert QApplication.focusWidget() is before
    assert shown.wishes.made == []


def test_in_a_case_it_leaves_the_page_alone(stage: MakeStage) -> None:
    def at(view: DockView) -> tuple[QRect, Light]:
        shown = stage(view)
        assert shown.window.case.page is shown.window.case.pages[CasePage.cause]
        return shown.window.case.page.geometry(), shown.window.case.strip.spec.state

    quiet = replace(IDLE, case=CASE_CAUSE)
    loud = replace(quiet, banner=VIEWS["degraded-down"].banner)
    assert at(quiet)[0] == at(loud)[0]
    assert at(quiet)[1] is Light.ok
    assert at(loud)[1] is Light.fail


def test_the_strip_shows_it_too(stage: MakeStage) -> None:
    shown = stage(VIEWS["degraded-down"])
    shown.window.fold(folded=True)
    assert shown.window.strip.accessibleName().startswith("分付、微信零钱暂时用不了")


def test_degraded_offers_stand_with_their_reason(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-degraded"])
    page = shown.window.case.cause
    assert len(page.taps) == 5
    # What may be tried warns of nothing.
    assert page.taps[2].spec.sub == "刚恢复，可以试一笔"
    assert page.taps[2].spec.sub_ink == ""
