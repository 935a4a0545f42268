"""What the window shows after the computer slept: the time that it is, and nothing of before."""

from dataclasses import replace

import pytest

from cashier.desk.headline import chips, head
from cashier.desk.views import Light
from cashier.health.lights import nothing_known
from tests.helpers.playbooks import shipped
from tests.ui.conftest import MakeStage
from tests.ui.fixtures import IDLE, MONOTONIC, NOW, VIEWS

NIGHT_S = 8 * 3600


@pytest.mark.parametrize("name", ["case-locked", "case-by-hand"])
def test_a_countdown_has_gone_on_meanwhile(stage: MakeStage, name: str) -> None:
    shown = stage(VIEWS[name])
    face = shown.window.case.locked.banner.face
    shown.window.tick()
    assert face.texts.share > 0
    shown.clock.advance(NIGHT_S)
    shown.window.tick()
    assert face.texts.share <= 0
    assert face.texts.seconds in ("", "0")


def test_a_pinned_case_says_no_seconds_of_before(stage: MakeStage) -> None:
    shown = stage(VIEWS["degraded"])
    row = shown.window.dock.open_rows()[0]
    assert row._left()[1]
    shown.clock.advance(NIGHT_S)
    shown.window.tick()
    assert row._left()[1] == ""


def test_it_says_how_long_ago_was_checked(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    shown.clock.advance(NIGHT_S)
    shown.window.tick()
    assert "480" in shown.window.dock.head.texts.detail


def test_no_light_is_green_on_account_of_yesterday(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    nothing = nothing_known(NOW)
    grey = chips(nothing, shipped())
    shown.window.show_view(replace(IDLE, head=head(grey, nothing, MONOTONIC), chips=grey))
    assert shown.window.dock.head.texts.state is Light.unknown
    assert {chip.state for chip in grey} == {Light.unknown}
    assert shown.window.dock.head.texts.sentence == "正在检查网络和支付平台"
