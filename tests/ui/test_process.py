"""What ties the window's loop to the process."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from cashier.core.litter import left_lying
from cashier.core.threads import start_thread
from cashier.ui.process import Tidying


@pytest.fixture
def looks() -> Iterator[list[int]]:
    """Return on which threads Python looked for litter, as it does so."""
    threads: list[int] = []

    def note(phase: str, _about: dict[str, int]) -> None:
        if phase == "start":
            threads.append(threading.get_ident())

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


def test_litter_is_looked_for_on_the_windows_thread_only(qtbot: QtBot, looks: list[int]) -> None:
    kept: list[list[int]] = []
    tidying = Tidying()
    with left_lying():
        many = 10 * gc.get_threshold()[0]
        start_thread("work", lambda: kept.extend([] for _ in range(many))).join()
        assert looks == []
        tidying.start()
        assert tidying._timer.isActive()
        tidying._timer.timeout.emit()
    tidying.close()
    assert set(looks) == {threading.get_ident()}
