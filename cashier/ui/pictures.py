"""Renders the window offscreen, for the pictures in the documentation and for looking at it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtGui import QImage

from cashier.cases.outcome import Mood, Outcome
from cashier.core.clock import Clock
from cashier.core.money import Money
from cashier.desk.views import DockView
from cashier.ui.look import Look, Taste
from cashier.ui.put_away import put_away
from cashier.ui.theme import DOCK_WIDTH
from cashier.ui.window import DockWindow
from cashier.ui.words import Book

_SETTLE = 4


class NoDesk:
    """Takes every wish and does nothing: a picture has no desk behind it."""

    def open_case(self) -> None:
        """Do nothing."""

    def look_up_last(self) -> None:
        """Do nothing."""

    def resume_case(self, case_id: str) -> None:
        """Do nothing."""

    def say_till_text(self, text: str) -> None:
        """Do nothing."""

    def search_till_text(self, text: str) -> None:
        """Do nothing."""

    def say_till_phrase(self, phrase_id: str) -> None:
        """Do nothing."""

    def answer(self, name: str, value: str) -> None:
        """Do nothing."""

    def skip_questions(self) -> None:
        """Do nothing."""

    def set_details(
        self,
        amount: Money | None = None,
        method: str | None = None,
        order_number: str | None = None,
    ) -> None:
        """Do nothing."""

    def open_another(self) -> None:
        """Do nothing."""

    def undo(self) -> None:
        """Do nothing."""

    def step_done(self, step_id: str) -> None:
        """Do nothing."""

    def choose_method(self, method: str) -> None:
        """Do nothing."""

    def clerk_order_state(self, state: str) -> None:
        """Do nothing."""

    def query_now(self) -> None:
        """Do nothing."""

    def request_reverse(self, pin: str | None) -> None:
        """Do nothing."""

    def override_lock(self) -> None:
        """Do nothing."""

    def start_closing(self) -> None:
        """Do nothing."""

    def close_case(self, outcome: Outcome, method: str | None, mood: Mood | None) -> None:
        """Do nothing."""

    def go_back(self) -> None:
        """Do nothing."""

    def toggle_camera(self) -> None:
        """Do nothing."""

    def watch_camera(self, *, seen: bool) -> None:
        """Do nothing."""

    def dismiss_notice(self, notice_id: str) -> None:
        """Do nothing."""

    def act_on_notice(self, notice_id: str, pin: str = "") -> None:
        """Do nothing."""

    def silence_alarm(self, alarm_id: str, minutes: int | None) -> None:
        """Do nothing."""

    def acknowledge_alarm(self, alarm_id: str) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a picture is taken: taste of the window, its size, pixels for each of its own."""

    taste: Taste
    size: QSize
    scale: float = 1.0


def window_for(view: DockView, taste: Taste, clock: Clock, book: Book | None = None) -> DockWindow:
    """Return a window that shows a view and has nobody to send its wishes to."""
    return DockWindow(Look(taste, clock, book), NoDesk(), view)


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
