"""The window at either edge, folded or not, on the screen it stood on last."""

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from cashier.config.places import Edge, Place, Places
from cashier.ui.look import Taste
from cashier.ui.standing import Standing
from cashier.ui.theme import DOCK_WIDTH, STRIP_WIDTH
from tests.ui.conftest import MakeStage
from tests.ui.fixtures import VIEWS
from tests.ui.measure import faults


def screen() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def test_it_stands_at_the_edge_of_the_settings(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"], Taste(edge="left"))
    Standing(shown.window, Places()).stand()
    assert shown.window.geometry().left() == screen().left()
    shown.window.look.use(replace(shown.window.look.taste, edge="right"))
    assert shown.window.geometry().right() == screen().right()


def test_a_place_that_was_chosen_is_kept_for_its_screen(stage: MakeStage) -> None:
    name = QGuiApplication.primaryScreen().name()
    shown = stage(VIEWS["idle"])
    standing = Standing(shown.window, Places({name: Place("right", folded=False)}, name))
    kept: list[Places] = []
    standing.chosen.connect(kept.append)
    standing.stand()
    assert shown.window.width() == DOCK_WIDTH
    shown.window.menu.move_wanted.emit()
    assert shown.window.geometry().left() == screen().left()
    shown.window.fold(folded=True)
    assert shown.window.width() == STRIP_WIDTH
    assert kept[-1] == Places({name: Place("left", folded=True)}, name)
    again = stage(VIEWS["idle"])
    Standing(again.window, kept[-1]).stand()
    assert again.window.geometry() == shown.window.geometry()


def test_a_screen_that_is_gone_is_not_waited_for(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    standing = Standing(shown.window, Places({"gone": Place("left")}, "gone"))
    standing.stand()
    assert screen().contains(shown.window.geometry())
    QGuiApplication.primaryScreen().availableGeometryChanged.emit(screen())
    assert screen().contains(shown.window.geometry())


@pytest.mark.parametrize("name", ["idle", "case-cause", "case-many"])
def test_any_screen_has_room(stage: MakeStage, name: str) -> None:
    shown = stage(VIEWS[name])
    edges: tuple[Edge, ...] = ("left", "right")
    for edge, size in product(edges, [(800, 600), (1024, 768), (1366, 768), (1920, 1080)]):
        place = QRect(100, 0, *size)
        shown.window.place(place, edge=edge)
        shown.settle()
        assert place.contains(shown.window.geometry()), (edge, size)
        assert (edge, size, faults(shown.window)) == (edge, size, [])
