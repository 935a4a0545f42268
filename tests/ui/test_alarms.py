"""Alarms in the dock: one line each, the steps on a tap, never over a case."""

from dataclasses import replace

import pytest

from cashier.ui.alarms import SILENT_MINUTES
from cashier.ui.look import Taste
from cashier.ui.widgets.label import Label
from cashier.ui.widgets.row import Row
from cashier.ui.widgets.small import ChoiceTap, Link
from tests.ui.alarm_fixtures import ALARM, ALARMS
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import ALARMED, IDLE, VIEWS
from tests.ui.measure import faults


def rows(stage: Stage) -> list[Row]:
    return [row for row in stage.window.dock.alarms.findChildren(Row) if row.isVisible()]


def links(stage: Stage) -> list[Link]:
    return [one for one in stage.window.dock.alarms.findChildren(Link) if one.isVisible()]


def unfolded(stage: Stage) -> Stage:
    rows(stage)[0].click()
    stage.settle()
    return stage


def test_an_alarm_is_one_line_with_since_when(stage: MakeStage) -> None:
    shown = stage(ALARMED)
    (row,) = rows(shown)
    assert row.spec.title == "店里断网了"
    assert "起" in row.spec.sub
    assert row.spec.sub.endswith("影响 4 种方式")
    assert row.accessibleName() == "不通: 店里断网了"


def test_a_tap_opens_the_steps_and_they_can_be_ticked(stage: MakeStage) -> None:
    shown = unfolded(stage(ALARMED))
    assert len(rows(shown)) == 1 + len(ALARM.checklist)
    rows(shown)[1].click()
    shown.settle()
    assert "做完了" in rows(shown)[1].accessibleName()
    shown.window.show_view(replace(ALARMED, recent=()))
    shown.settle()
    assert "做完了" in rows(shown)[1].accessibleName()
    rows(shown)[1].click()
    shown.settle()
    assert "还没做" in rows(shown)[1].accessibleName()
    rows(shown)[0].click()
    shown.settle()
    assert len(rows(shown)) == 1
    assert shown.wishes.made == []


def test_it_can_be_taken_on_and_silenced(stage: MakeStage) -> None:
    shown = unfolded(stage(ALARMED))
    (take,) = shown.window.dock.alarms.findChildren(ChoiceTap)
    (silence,) = links(shown)
    take.click()
    silence.click()
    assert shown.wishes.made == [
        ("acknowledge_alarm", ALARM.id),
        ("silence_alarm", ALARM.id, SILENT_MINUTES),
    ]
    shown.window.show_view(replace(ALARMED, alarms=(replace(ALARM, silenced=True),)))
    shown.settle()
    assert links(shown) == []
    assert not [one for one in shown.window.dock.alarms.findChildren(ChoiceTap) if one.isVisible()]
    assert rows(shown)[0].spec.sub.endswith("不再提醒")


def test_two_stand_there_and_the_rest_is_counted(stage: MakeStage) -> None:
    shown = stage(replace(IDLE, alarms=ALARMS))
    assert len(rows(shown)) == 2
    labels = shown.window.dock.alarms.findChildren(Label)
    named = " ".join(label.accessibleName() for label in labels)
    assert "另外 1 条" in named


def test_when_it_is_over_nothing_is_left(stage: MakeStage) -> None:
    shown = unfolded(stage(ALARMED))
    shown.window.show_view(IDLE)
    shown.settle()
    assert not shown.window.dock.alarms.isVisible()
    shown.window.show_view(ALARMED)
    shown.settle()
    assert shown.window.dock.alarms.unfolded == ""


def test_it_never_stands_over_a_case(stage: MakeStage) -> None:
    shown = stage(replace(VIEWS["case-cause"], alarms=ALARMS))
    assert not shown.window.dock.alarms.isVisible()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("height", [600, 720])
def test_everything_has_its_room_when_unfolded(
    stage: MakeStage, language: str, height: int
) -> None:
    shown = stage(replace(IDLE, alarms=ALARMS), Taste(language), height=height)
    unfolded(shown).draw()
    assert faults(shown.window) == []
    assert shown.window.look.words.missing == set()
