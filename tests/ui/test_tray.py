"""Notifications on the desktop: as rarely as the desk tells, and none twice."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from cashier.core.clock import ManualClock
from cashier.desk.views import Light
from cashier.ui.look import Look, Taste
from cashier.ui.tray import Notifier, sign, tray
from cashier.ui.words import Book
from tests.ui.alarm_fixtures import ALARMS
from tests.ui.conftest import read_once
from tests.ui.fixtures import IDLE, MONOTONIC, NOW


class Screen:
    """What was said."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str, Light]] = []
        self.notifier = Notifier(Book("zh_CN", read_once), lambda *one: self.said.append(one))

    def show(self, *told: int) -> None:
        alarms = tuple(replace(one, told=count) for one, count in zip(ALARMS, told, strict=False))
        self.notifier.show_view(replace(IDLE, alarms=alarms))


def test_an_alarm_is_told_once_and_so_is_its_end() -> None:
    screen = Screen()
    for told in ((), (0,), (1,), (1,), (), ()):
        screen.show(*told)
    assert [(title, state) for title, _, state in screen.said] == [
        ("【收银助手】店里断网了", Light.fail),
        ("【收银助手】已恢复：店里断网了", Light.ok),
    ]
    assert "起" in screen.said[0][1]


def test_a_reminder_says_that_it_is_one() -> None:
    screen = Screen()
    for told in ((), (1,), (2,)):
        screen.show(*told)
    assert screen.said[-1][0] == "【收银助手】还没好：店里断网了"


def test_several_at_once_are_one_notification() -> None:
    screen = Screen()
    screen.show()
    screen.show(1, 1, 1)
    ((title, text, _),) = screen.said
    assert title.endswith("店里断网了")
    assert len(text.splitlines()) == 3


def test_what_was_told_before_the_window_was_there_is_not_told_again() -> None:
    screen = Screen()
    screen.show(1)
    screen.show(1)
    assert screen.said == []
    screen.show()
    assert len(screen.said) == 1


def test_what_nobody_was_told_of_ends_in_silence() -> None:
    screen = Screen()
    for told in ((), (0,), ()):
        screen.show(*told)
    assert screen.said == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_there_is_a_sign_for_the_tray_and_no_tray_here(qtbot: QtBot, theme: str) -> None:
    look = Look(Taste("zh_CN", theme), ManualClock(NOW, MONOTONIC), Book("zh_CN", read_once))
    assert not sign(look).isNull()
    assert tray(look) is None
