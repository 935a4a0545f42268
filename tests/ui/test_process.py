"""What ties the window's loop to the process."""

import gc
import threading

from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from cashier.core.litter import left_lying
from cashier.core.threads import start_thread
from cashier.ui.process import Tidying


def test_what_is_left_lying_ends_on_the_windows_thread(qtbot: QtBot) -> None:
    ended: list[int] = []

    class Part(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.me = self
            direct = Qt.ConnectionType.DirectConnection
            self.destroyed.connect(lambda: ended.append(threading.get_ident()), direct)

    def work() -> None:
        kept.extend([] for _ in range(10 * gc.get_threshold()[0]))

    kept: list[list[int]] = []
    tidying = Tidying()
    with left_lying():
        Part()
        start_thread("work", work).join()
        assert ended == []
        tidying.start()
        qtbot.waitUntil(lambda: bool(ended))
    tidying.close()
    assert ended == [threading.get_ident()]
