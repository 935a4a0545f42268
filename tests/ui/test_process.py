"""What ties the window's loop to the process."""

import gc
import threading

from pytestqt.qtbot import QtBot

from cashier.core.litter import left_lying
from cashier.core.threads import start_thread
from cashier.ui.process import Tidying


class Part:
    """Refers to itself, as parts of a window do in a round: only a look at the litter ends it."""

    def __init__(self, ended: list[int]) -> None:
        self.me = self
        self.ended = ended

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


def test_what_is_left_lying_ends_on_the_windows_thread(qtbot: QtBot) -> None:
    ended: list[int] = []
    kept: list[list[int]] = []
    tidying = Tidying()
    with left_lying():
        Part(ended)
        many = 10 * gc.get_threshold()[0]
        start_thread("work", lambda: kept.extend([] for _ in range(many))).join()
        assert ended == []
        tidying.start()
        qtbot.waitUntil(lambda: bool(ended))
    tidying.close()
    assert ended == [threading.get_ident()]
