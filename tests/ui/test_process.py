"""What ties the window's loop to the process."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from cashier.core.litter import left_lying
from cashier.core.threads import start_thread
from cashier.ui import process
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
        assert tidying._looks.isActive()
        tidying._looks.timeout.emit()
    tidying.close()
    assert set(looks) == {threading.get_ident()}


def test_litter_is_looked_for_less_often_while_little_is_made(qtbot: QtBot) -> None:
    tidying = Tidying()
    with left_lying():
        gc.collect()
        tidying.start()
        often = tidying._looks.interval()
        tidying._looks.timeout.emit()
        assert tidying._looks.interval() > often
        made = [[] for _ in range(10 * gc.get_threshold()[0])]  # type: ignore[var-annotated]
        tidying._looks.timeout.emit()
        assert tidying._looks.interval() == often
    tidying.close()
    assert made


def test_free_memory_is_given_back_until_the_end(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bool] = []
    monkeypatch.setattr(process, "give_back", lambda: given.append(True))
    tidying = Tidying()
    tidying.start()
    tidying._gives.timeout.emit()
    assert given == [True]
    tidying.close()
    assert not tidying._gives.isActive()
