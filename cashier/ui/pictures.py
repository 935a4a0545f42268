"""Renders the window offscreen, for the pictures in the documentation and for looking at it."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtGui import QImage

from cashier.core.clock import Clock
from cashier.desk.commands import DeskCommands
from cashier.desk.dock_views import DockView
from cashier.ui.behind import Relay
from cashier.ui.look import Look, Taste
from cashier.ui.put_away import put_away
from cashier.ui.theme import DOCK_WIDTH
from cashier.ui.window import DockWindow
from cashier.ui.words import Book

_SETTLE = 4


def no_desk() -> DeskCommands:
    """Return what takes every wish and does nothing: a picture has no desk behind it."""
    return cast("DeskCommands", Relay())


@dataclass(frozen=True, slots=True)
class Frame:
    """How a picture is taken: taste of the window, its size, pixels for each of its own."""

    taste: Taste
    size: QSize
    scale: float = 1.0


def window_for(view: DockView, taste: Taste, clock: Clock, book: Book | None = None) -> DockWindow:
    """Return a window that shows a view and has nobody to send its wishes to."""
    return DockWindow(Look(taste, clock, book), no_desk(), view)


def render(view: DockView, frame: Frame, clock: Clock) -> QImage:
    """Draw a view as the window would show it."""
    window = window_for(view, frame.taste, clock)
    folded = frame.size.width() < DOCK_WIDTH
    window.place(QRect(0, 0, frame.size.width(), frame.size.height()), folded=folded)
    image = grab(window, frame.scale)
    put_away(window)
    return image


def grab(window: DockWindow, scale: float = 1.0) -> QImage:
    """Return what a window shows now."""
    window.show()
    for _ in range(_SETTLE):
        QCoreApplication.sendPostedEvents()
    image = QImage(window.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    window.render(image)
    return image
