"""A start beside a window that hangs says so, instead of ending without a word."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from cashier.core.clock import ManualClock
from cashier.core.single import OnlyOne, WindowSilent
from cashier.core.words import LANGUAGES
from cashier.desk.dock_views import DockView
from cashier.ui.behind import Built
from cashier.ui.look import Taste
from cashier.ui.run import Start, run


def never_built(_show: Callable[[DockView], None]) -> Built:
    raise AssertionError("nothing is built beside another window")


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_window_that_hangs_is_told_in_a_box_as_there_may_be_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    told: list[str] = []
    monkeypatch.setattr("cashier.core.single._PATIENCE_S", 0.0)
    monkeypatch.setattr(QMessageBox, "warning", lambda *said: told.append(said[-1]))
    first = OnlyOne.take(tmp_path)
    assert first is not None
    with pytest.raises(WindowSilent):
        run(never_built, ManualClock(), Taste(language), Start(folder=tmp_path))
    first.close()
    (text,) = told
    happened, do = text.splitlines()
    assert not {happened, do} & {"error-window-silent", "error-window-silent.do"}
