"""For those who asked for less motion: carets that stand, rings that move seldom, nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractAnimation
from PySide6.QtGui import QGuiApplication, QImage

from cashier.ui.look import Taste
from cashier.ui.motion import keep_still, stepped
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import VIEWS


@pytest.fixture(autouse=True)
def as_the_system() -> Iterator[None]:
    """Let carets blink again afterwards."""
    yield
    keep_still(still=False)


@given(st.floats(0, 1))
def test_a_still_ring_never_shows_less_than_is_left(share: float) -> None:
    assert stepped(share, still=False) == share
    assert share <= stepped(share, still=True) <= min(share + 1 / 8, 1.0)


def test_the_setting_stops_the_caret_and_lets_it_go_again(stage: MakeStage) -> None:
    look = stage(VIEWS["idle"]).window.look
    blinks = QGuiApplication.styleHints().cursorFlashTime()
    look.use(replace(look.taste, reduced_motion=True))
    assert QGuiApplication.styleHints().cursorFlashTime() == 0
    look.use(replace(look.taste, reduced_motion=False))
    assert QGuiApplication.styleHints().cursorFlashTime() == blinks > 0


def rings(shown: Stage, seconds: int) -> list[QImage]:
    """Return the ring of the lock as it is painted each second."""
    found = []
    for _ in range(seconds):
        face = shown.window.case.locked.banner.face
        face.show_texts(replace(face.texts, seconds=" "))
        found.append(shown.draw().copy(16, 100, 140, 160))
        shown.clock.advance(1)
        shown.window.tick()
    return found


@pytest.mark.parametrize(("still", "least", "most"), [(False, 8, 10), (True, 1, 3)])
def test_a_lock_counts_on_and_its_ring_moves_seldom(
    stage: MakeStage, *, still: bool, least: int, most: int
) -> None:
    shown = stage(VIEWS["case-by-hand"], Taste(reduced_motion=still))
    pictures = rings(shown, 10)
    different = sum(one != other for one, other in pairwise(pictures)) + 1
    assert least <= different <= most


@pytest.mark.parametrize("name", ["idle", "panel", "case-cause", "case-locked", "scan-ready"])
def test_nothing_in_the_window_is_animated(stage: MakeStage, name: str) -> None:
    shown = stage(VIEWS["degraded" if name == "panel" else name])
    if name == "panel":
        shown.window.dock.toggle_panel()
    shown.draw()
    assert shown.window.findChildren(QAbstractAnimation) == []
