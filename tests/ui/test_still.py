"""What is shown once more, and is the same, is neither laid out nor painted again."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cashier.desk.views import Beat, BeatView
from cashier.ui.widgets.chip import Chip
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import VIEWS


class Works(QObject):
    """Notes each part of a window that is painted or laid out anew."""

    def __init__(self, shown: Stage) -> None:
        super().__init__()
        self.painted: set[str] = set()
        self.laid: list[str] = []
        for part in (shown.window, *shown.window.findChildren(QWidget)):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        name = type(watched).__name__
        if event.type() == QEvent.Type.Paint:
            self.painted.add(name)
        elif event.type() == QEvent.Type.LayoutRequest:
            self.laid.append(name)
        return False


@pytest.fixture
def at_rest(qtbot: QtBot, stage: MakeStage) -> "AtRest":
    return AtRest(qtbot, stage)


class AtRest:
    """Makes windows that have painted everything that they have to show."""

    def __init__(self, qtbot: QtBot, stage: MakeStage) -> None:
        self._bot = qtbot
        self._stage = stage

    def __call__(self, name: str, *, folded: bool = False) -> tuple[Stage, Works]:
        shown = self._stage(VIEWS[name])
        shown.window.fold(folded=folded)
        shown.settle()
        self.after_painting(shown)
        return shown, Works(shown)

    def after_painting(self, shown: Stage) -> set[str]:
        """Wait until what is due has been painted; return the parts that were."""
        works = Works(shown)
        shown.window._line.update()
        self._bot.waitUntil(lambda: "_Line" in works.painted)
        return works.painted


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("name", ["idle", "shaky", "offline", "degraded", "alarm"])
def test_the_same_view_costs_nothing(at_rest: AtRest, name: str, folded: bool) -> None:
    shown, works = at_rest(name, folded=folded)
    shown.window.show_view(replace(VIEWS[name]))
    shown.settle()
    assert works.laid == []
    at_rest.after_painting(shown)
    # What reaches the edge is painted below the line; all these stand within it.
    assert not works.painted & {"IconTap", "Row", "Chip", "_Sentences", "UprightTap", "Label"}


@pytest.mark.parametrize("folded", [False, True])
def test_another_light_is_painted(at_rest: AtRest, folded: bool) -> None:
    shown, _ = at_rest("idle", folded=folded)
    shown.window.show_view(VIEWS["degraded-down"])
    assert at_rest.after_painting(shown) & {"StatusHead", "UprightTap"}


def test_chips_take_the_next_round_in_place(at_rest: AtRest) -> None:
    shown, works = at_rest("idle")
    before = shown.window.findChildren(Chip)
    first, *others = VIEWS["idle"].chips
    newest = replace(first, beats=(*first.beats[1:], BeatView(Beat.slow, 2_000.0)))
    shown.window.show_view(replace(VIEWS["idle"], chips=(newest, *others)))
    shown.settle()
    assert shown.window.findChildren(Chip) == before
    assert before[0].view == newest
    assert works.laid == []
    at_rest.after_painting(shown)
    assert "Chip" in works.painted
