"""The walk over a window finds what it is there to find."""

from cashier.ui.widgets.row import Row
from tests.ui.conftest import MakeStage
from tests.ui.fixtures import VIEWS
from tests.ui.measure import faults


def test_squashed_and_outside_are_found(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    row: Row = shown.window.dock.failed
    row.resize(row.width(), 30)
    assert any("high, needs" in fault for fault in faults(shown.window))
    row.resize(60, 72)
    assert any("wide, needs" in fault for fault in faults(shown.window))
    row.move(-10, 0)
    assert any("outside" in fault for fault in faults(shown.window))


def test_what_is_wider_than_its_page_is_found(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-cause"])
    assert faults(shown.window) == []
    shown.window.case.cause.body.setMinimumWidth(500)
    shown.settle()
    assert any("wider inside" in fault for fault in faults(shown.window))
