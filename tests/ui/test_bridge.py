"""Views cross from other threads by one queued signal, and never reach a window that is gone."""

import threading

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from cashier.core.background import Worker
from cashier.desk.dock_views import DockView
from cashier.ui.bridge import Bridge
from tests.ui.fixtures import DEGRADED, IDLE


def test_delivered_later_and_on_the_windows_thread(qtbot: QtBot) -> None:
    bridge, owner = Bridge(), QObject()
    seen: list[tuple[DockView, bool]] = []

    def show(view: DockView) -> None:
        seen.append((view, threading.current_thread() is threading.main_thread()))

    bridge.deliver_to(owner, show)
    worker = Worker("disk")
    worker.submit(bridge.listener, IDLE).result(60)
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(IDLE, True)]
    worker.close()


def test_in_order(qtbot: QtBot) -> None:
    bridge, owner = Bridge(), QObject()
    seen: list[DockView] = []
    bridge.deliver_to(owner, seen.append)
    bridge.listener(IDLE)
    bridge.listener(DEGRADED)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [IDLE, DEGRADED]


def test_never_to_a_dead_window(qtbot: QtBot) -> None:
    bridge, owner = Bridge(), QObject()
    seen: list[DockView] = []
    bridge.deliver_to(owner, seen.append)
    bridge.listener(IDLE)
    shiboken6.delete(owner)
    bridge.listener(IDLE)
    QCoreApplication.sendPostedEvents()
    assert seen == []


def test_nothing_after_close(qtbot: QtBot) -> None:
    bridge, owner = Bridge(), QObject()
    seen: list[DockView] = []
    bridge.deliver_to(owner, seen.append)
    bridge.listener(IDLE)
    bridge.close()
    bridge.listener(IDLE)
    QCoreApplication.sendPostedEvents()
    assert seen == []
