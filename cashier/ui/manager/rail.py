"""The rail at the left: whose window this is, its pages, whose shift runs, and the lock."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.desk.views import Light
from cashier.ui.look import Look
from cashier.ui.marks import mark
from cashier.ui.paint import across, down, rounded, square
from cashier.ui.theme import BODY, BODY_BOLD, HINT, HINT_BOLD, SECTION, TARGET, L, M, S
from cashier.ui.widgets.base import Tap, painter_for
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.small import Link, LinkSpec

WIDTH = 196
_TEXT = 44
_MARK = 11


@dataclass(frozen=True, slots=True)
class PageName:
    """A page of the rail: id, icon, word; `alarm` is the worst that stands open there.

    `spoken` is the word for those who cannot see the mark.
    """

    id: str
    icon: str
    text: str
    alarm: Light | None = None
    spoken: str = ""


class RailTap(Tap):
    """One page of the rail."""

    def __init__(self, look: Look, page: PageName) -> None:
        super().__init__(look, page.text)
        self.page = page
        self.setCheckable(True)

    def show_page(self, page: PageName) -> None:
        """Say it in another language."""
        self.page = page
        self.setAccessibleName(page.spoken or page.text)
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """Which page is open is decided by the rail."""

    def natural_width(self) -> int:
        """Icon and the name, on one line."""
        beside = 2 * _MARK if self.page.alarm else 0
        return _TEXT + self.look.setter.width(self.page.text, BODY_BOLD) + M + beside

    def height_for(self, width: int) -> int:
        """One finger high."""
        return TARGET

    def paint(self, painter: QPainter) -> None:
        """Draw the tint when open, icon and word, and the mark of an alarm at the right."""
        tokens, on = self.look.tokens, self.isChecked()
        rest = tokens.accent_tint if on else tokens.surface
        hover = tokens.accent_tint if on else tokens.hover
        rounded(painter, QRectF(self.rect()), self.shade(rest, hover, tokens.press))
        ink = tokens.accent_ink if on else tokens.ink2
        middle = self.height() / 2
        self.look.icons.draw(painter, self.page.icon, square(22, middle, 20), ink)
        word = self.look.setter.line(self.page.text, BODY_BOLD if on else BODY)
        word.draw(painter, _TEXT, middle - BODY.line / 2, ink)
        if self.page.alarm is not None:
            mark(painter, tokens, self.page.alarm, QPointF(self.width() - 16, middle), _MARK)


class Rail(QWidget):
    """Sends the id of the page that was tapped, and that the window is to be locked."""

    chosen = Signal(str)
    lock_wanted = Signal()

    def __init__(self, look: Look, pages: Sequence[PageName]) -> None:
        super().__init__()
        self.look = look
        self.taps = {page.id: RailTap(look, page) for page in pages}
        self.title = Label(look, LabelSpec("", SECTION, "ink"))
        self.place = Label(look, LabelSpec("", HINT, "ink3"))
        self.foot = Label(look, LabelSpec("", HINT, "ink2"))
        self.lock = Link(look, LinkSpec("", type_=HINT_BOLD))
        self.lock.clicked.connect(self.lock_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, 20, M + 1, 16)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(M, 0, 0, 20)
        head.setSpacing(0)
        head.addWidget(self.title)
        head.addWidget(self.place)
        column.addLayout(head)
        for tap in self.taps.values():
            tap.clicked.connect(lambda _=False, name=tap.page.id: self.chosen.emit(name))
            column.addWidget(tap)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(M, S, 0, 0)
        foot.setSpacing(S)
        foot.addStrut(TARGET)
        foot.addWidget(self.foot, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.lock, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(foot)

    def show_texts(self, title: str, place: str, foot: str, lock: str = "") -> None:
        """Say whose window this is, and what stands at its foot; without a word no lock."""
        self.lock.show_spec(LinkSpec(lock, type_=HINT_BOLD))
        self.lock.setVisible(bool(lock))
        self.title.show_spec(LabelSpec(title, SECTION, "ink"))
        self.place.show_spec(LabelSpec(place, HINT, "ink3"))
        self.foot.show_spec(LabelSpec(foot, HINT, "ink2", icon="customer" if foot else ""))
        self._widen()

    def show_pages(self, pages: Sequence[PageName], open_: str) -> None:
        """Name the pages and mark the one that is open."""
        for page in pages:
            self.taps[page.id].show_page(page)
            self.taps[page.id].setChecked(page.id == open_)
        self._widen()

    def offer(self, pages: Container[str]) -> None:
        """Show only the pages that whoever is here may open."""
        for name, tap in self.taps.items():
            tap.setVisible(name in pages)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from page to page."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        taps = [tap for tap in self.taps.values() if not tap.isHidden()]
        here = next((number for number, tap in enumerate(taps) if tap.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        taps[(here + step) % len(taps)].setFocus(Qt.FocusReason.TabFocusReason)

    def _widen(self) -> None:
        """Be as wide as ever, or wider where the longest word needs it."""
        labels = max(label.natural_width() for label in (self.title, self.place, self.foot)) + M
        taps = max(tap.natural_width() for tap in self.taps.values())
        foot = self.foot.natural_width() + M
        if self.lock.spec.text:
            foot += self.lock.line_width() + S
        self.setFixedWidth(max(WIDTH, max(labels, taps, foot) + 2 * M) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, the line at the right and the one above the foot."""
        painter = painter_for(self)
        tokens = self.look.tokens
        painter.fillRect(self.rect(), QColor(tokens.surface))
        down(painter, self.width() - 1, 0, self.height(), tokens.line)
        if self.foot.spec.text:
            y = min(self.foot.geometry().top(), self.height() - L - TARGET) - S
            across(painter, M, y, self.width() - M - 1, tokens.line)
        painter.end()
