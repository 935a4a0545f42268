"""The customer's window: which screen it stands on, what it shows, and when it goes blank.

It takes no focus, ever. A screen that is pulled out closes it quietly; plugged in again it returns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cashier.config.settings import Customer
from cashier.desk.dock_views import DockView
from cashier.ui.customer.face import BLANK, CustomerFace, Face
from cashier.ui.customer.page import CustomerPage, customer_page
from cashier.ui.customer.words import about_face, face_of
from cashier.ui.look import Look
from cashier.ui.words import other_languages

FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)
_SMALL = QSize(512, 300)
_MARGIN = 24
_ABOUT_MS = 60_000


@dataclass(frozen=True, slots=True)
class Place:
    """A screen: where it lies, and whether it is the register's."""

    rect: QRect
    primary: bool


Screens = Callable[[], Sequence[Place]]


def system_screens() -> Sequence[Place]:
    """Return the screens that are plugged in."""
    primary = QGuiApplication.primaryScreen()
    return [Place(one.geometry(), one is primary) for one in QGuiApplication.screens()]


def place_for(display: str, screens: Sequence[Place]) -> QRect | None:
    """Return where the display stands; None where it has no place now."""
    if display == "screen":
        return next((one.rect for one in screens if not one.primary), None)
    home = next((one.rect for one in screens if one.primary), None)
    if display != "window" or home is None:
        return None
    size = _SMALL.boundedTo(home.size())
    return QRect(home.left() + _MARGIN, home.bottom() - size.height() - _MARGIN, *size.toTuple())


class CustomerDisplay(QWidget):
    """Shows a case in the customer's terms; a tap on it changes the language.

    Args:
        look: theme and words; its language is the one that every case begins with.
        shop: the shop's name, as it stands in a corner.
        screens: lists the screens.
    """

    changed = Signal()

    def __init__(self, look: Look, shop: str = "", screens: Screens = system_screens) -> None:
        super().__init__(None, FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.look = look
        self.shop = shop
        self.settings = Customer()
        self._screens = screens
        self._page: CustomerPage | None = None
        self._case = ""
        self._about = False
        self._language = ""
        self._pressed_at: QRect | None = None
        self.face = CustomerFace(look)
        self.blank_timer = QTimer(self)
        self.blank_timer.setSingleShot(True)
        self.blank_timer.timeout.connect(self.go_blank)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.face)
        look.restyled.connect(self._show)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self.find_place)
            application.screenRemoved.connect(self.find_place)
            application.primaryScreenChanged.connect(self.find_place)

    @property
    def language(self) -> str:
        """The customer's language now."""
        return self._language or self.look.taste.language

    def use(self, settings: Customer, shop: str) -> None:
        """Stand where the settings say, at once."""
        self.settings, self.shop = settings, shop
        self.find_place()
        self._show()

    def find_place(self) -> None:
        """Take the place that there is now, or close quietly until there is one."""
        rect = place_for(self.settings.display, self._screens())
        if rect is None:
            self.hide()
            return
        if self.settings.display == "screen" or not self.isVisible():
            self.setGeometry(rect)
        self.show()

    def show_view(self, view: DockView) -> None:
        """Take what the desk shows; when the case has ended, go blank after a while."""
        page = customer_page(view.case)
        if view.case is not None and view.case.case_id != self._case:
            self._case, self._language = view.case.case_id, ""
        if page is not None:
            self.blank_timer.stop()
            self._page, self._about = page, False
        elif self._page is not None and not self._page.stays:
            self.go_blank()
        elif self._page is not None and not self.blank_timer.isActive():
            self.blank_timer.start(self.settings.blank_after_s * 1000)
        self._show()

    def show_about(self) -> None:
        """Show the neutral page about 分付 for a while; a case takes its place."""
        self._about = True
        self.blank_timer.start(_ABOUT_MS)
        self._show()

    def speak(self, language: str) -> None:
        """Speak this language until the case has ended."""
        self._language = language
        self._show()

    def go_blank(self) -> None:
        """Say nothing any more, to whoever comes next in our own language."""
        self.blank_timer.stop()
        self._page, self._about, self._language = None, False, ""
        self._show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A small window can be drawn to another place."""
        self._pressed_at = self.geometry()
        handle = self.windowHandle()
        if self.settings.display == "window" and handle is not None:
            handle.startSystemMove()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap changes the language."""
        if self._pressed_at == self.geometry() and self.face.face != BLANK:
            self.speak(other_languages(self.language)[0])
        self._pressed_at = None

    def changeEvent(self, event: QEvent) -> None:
        """Stay without focus, whatever the desktop thinks."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.clearFocus()

    def _show(self) -> None:
        self.face.show_face(self._face(), turned=self.settings.turned)
        self.setWindowTitle(self.look.words("customer-window"))

    def _face(self) -> Face:
        words = self.look.words
        if self._about:
            return about_face(words, self.language, self.shop)
        if self._page is None:
            return Face(shop=self.shop)
        return face_of(words, self._page, self.language, self.shop)
