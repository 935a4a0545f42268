"""The manager's pages stay shut until the right PIN, each time the window is opened."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from cashier.config.roles import Role, may
from cashier.core.privacy import Secret
from cashier.desk.views import Phrase
from cashier.ui.manager.page_names import (
    CHARTS,
    GUIDANCE,
    HEALTH,
    HISTORY,
    ICONS,
    ROOMS,
    SETTINGS,
    TODAY,
)
from cashier.ui.manager.window import ManagerWindow
from cashier.ui.widgets.label import Label
from tests.ui.manager.samples import Desk, look
from tests.ui.measure import faults


class OneDoor:
    """Opens for one PIN, at once."""

    def __init__(
        self, pin: str = "739104", *, shut: bool = True, role: Role = Role.manager
    ) -> None:
        self._pin = pin
        self._shut = shut
        self.role = role

    def shut(self) -> bool:
        return self._shut

    def open(self, pin: Secret, answer: Callable[[Role | Phrase], None]) -> None:
        right = pin.reveal() == self._pin
        answer(self.role if right else Phrase("error-pin-wrong", (("left", 4),)))


def window_of(qtbot: QtBot, door: OneDoor, language: str = "zh_CN") -> ManagerWindow:
    window = ManagerWindow(look(language), Desk(), doors=door)
    qtbot.addWidget(window)
    window.show()
    return window


def give(window: ManagerWindow, pin: str) -> None:
    assert window.gate is not None
    window.gate.pin.set_text(pin)
    window.gate.button.click()


def test_nothing_is_shown_or_asked_before_the_pin(qtbot: QtBot) -> None:
    door = OneDoor()
    window = window_of(qtbot, door)
    assert window.locked
    window.go_to(HISTORY)
    assert window.locked
    give(window, "000000")
    assert window.gate is not None
    qtbot.waitUntil(lambda: len(window.gate.reason.findChildren(Label)) == 2)  # type: ignore[union-attr]
    assert window.locked
    give(window, "739104")
    qtbot.waitUntil(lambda: not window.locked)
    assert window.stack.currentWidget() is window.history


def test_the_technician_comes_in_and_sees_no_figure_of_any_shift(qtbot: QtBot) -> None:
    door = OneDoor(role=Role.it)
    window = window_of(qtbot, door)
    window.go_to(HISTORY)
    give(window, "739104")
    qtbot.waitUntil(lambda: not window.locked)
    assert window.stack.currentWidget() is window.health
    for page in (TODAY, HISTORY, CHARTS, GUIDANCE):
        window.go_to(page)
        assert window.stack.currentWidget() is window.health
    shown = [name for name, tap in window.rail.taps.items() if tap.isVisible()]
    assert shown == [HEALTH]
    window.rail.lock.click()
    door.role = Role.manager
    give(window, "739104")
    qtbot.waitUntil(lambda: not window.locked)
    assert all(tap.isVisible() for tap in window.rail.taps.values())
    window.go_to(HISTORY)
    assert window.stack.currentWidget() is window.history


def test_every_page_has_a_room_and_settings_are_open_to_the_technician() -> None:
    assert list(ROOMS) == list(ICONS)
    assert [page for page in ICONS if may(Role.it, ROOMS[page])] == [HEALTH, SETTINGS]
    assert all(may(Role.manager, room) for room in ROOMS.values())


def test_closing_shuts_it_again(qtbot: QtBot) -> None:
    window = window_of(qtbot, OneDoor())
    give(window, "739104")
    qtbot.waitUntil(lambda: not window.locked)
    window.close()
    window.show()
    assert window.locked


def test_it_can_be_locked_by_a_tap(qtbot: QtBot) -> None:
    window = window_of(qtbot, OneDoor())
    give(window, "739104")
    qtbot.waitUntil(lambda: not window.locked)
    assert window.rail.lock.spec.text == "锁上"
    window.rail.lock.click()
    assert window.locked


def test_without_a_pin_nothing_is_shut(qtbot: QtBot) -> None:
    window = window_of(qtbot, OneDoor(shut=False))
    assert not window.locked
    assert not window.rail.lock.isVisible()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_has_its_room(qtbot: QtBot, language: str) -> None:
    window = window_of(qtbot, OneDoor(), language)
    give(window, "000000")
    qtbot.waitUntil(lambda: faults(window) == [])
    assert window.look.words.missing == set()
