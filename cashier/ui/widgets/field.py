"""A place to type: 44 high, its outline is the control, errors stand below it in words."""

import re

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from cashier.ui.burst import SCAN, Burst
from cashier.ui.look import Look
from cashier.ui.paint import Edge, boxed, square
from cashier.ui.theme import BODY, TARGET
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.keycap import HEIGHT, CapColours, keycap, keycap_width

_ICON = 40
_PAUSE_MS = 150
_CURSOR = 4
_CODE = re.compile(r"\d{13}")
# How payment codes begin, and that they are no part of a longer word; serials are hexadecimal.
_PAYMENT = re.compile(r"(?<![0-9A-Za-z])(?:1[0-5]|2[5-9]|30|62|01)\d{14}")
_ENDS_LATIN = re.compile(r"[!-~]$")
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Field(QWidget):
    """A text field. `entered` carries the text at Enter, `typed` whenever typing pauses.

    `changed` carries it with every letter.
    """

    entered = Signal(str)
    typed = Signal(str)
    changed = Signal(str)

    def __init__(self, look: Look, *, icon: str = "", secret: bool = False, key: str = "") -> None:
        super().__init__()
        self._refuses_codes = True
        self._digits_pass = False
        self._too_long = _CODE
        self._burst = Burst(look.clock)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.typed.emit(self.text()))
        self.look = look
        self._icon = icon
        self._key = key
        self._name = self._hint = ""
        self.wrong = False
        self.line = QLineEdit()
        self.line.setFrame(False)
        self.line.setMaxLength(120)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._changed)
        row = QHBoxLayout(self)
        right = keycap_width(look, key) + 20 if key else 12
        left = _ICON if icon else 14
        self._sides = left + right
        row.setContentsMargins(left, 2, right, 2)
        row.addWidget(self.line)
        self.setFixedHeight(TARGET)
        self.setFocusProxy(self.line)
        self.restyle()

    def name(self, name: str, hint: str = "") -> None:
        """Say what is to be typed, inside the empty field and to those who cannot see it."""
        self._name, self._hint = name, hint or name
        self.line.setAccessibleName(name)
        self._show_hint()

    def take_long_numbers(self) -> None:
        """Let order numbers be typed here, which are as long as payment codes."""
        self._refuses_codes = False

    def take_account_numbers(self) -> None:
        """Let numbers of merchants and apps in, which may be long, but no payment code."""
        self._too_long = _PAYMENT

    def let_digits_pass(self) -> None:
        """Leave digits to the window, where they are answers, unless they are part of a code."""
        self._digits_pass = True

    def text(self) -> str:
        """Return what stands in the field."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Put something into the field."""
        self.line.setText(text)

    def show_wrong(self, *, wrong: bool) -> None:
        """Mark what was typed as not usable."""
        self.wrong = wrong
        self.update()

    def restyle(self) -> None:
        """Take the colours and the font that are on now."""
        tokens = self.look.tokens
        palette = self.line.palette()
        clear = QColor(0, 0, 0, 0)
        palette.setColor(QPalette.ColorRole.Base, clear)
        palette.setColor(QPalette.ColorRole.Window, clear)
        palette.setColor(QPalette.ColorRole.Text, QColor(tokens.ink))
        palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(tokens.ink3))
        palette.setColor(QPalette.ColorRole.Highlight, QColor(tokens.accent_line))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(tokens.ink))
        self.line.setPalette(palette)
        self.line.setFont(self.look.setter.font("字", BODY))
        self._show_hint()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what there is room for."""
        super().resizeEvent(event)
        self._show_hint()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Redraw when the focus comes or goes; Enter sends what was typed."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outline, the icon and the key."""
        painter = painter_for(self)
        tokens = self.look.tokens
        focused = self.line.hasFocus()
        border = tokens.accent_ink if focused else tokens.edge
        if self.wrong:
            border = tokens.fail_mark
        width = 2 if focused or self.wrong else 1
        boxed(painter, QRectF(self.rect()), tokens.surface, border, Edge(width=width))
        if self._icon:
            place = square(22, self.height() / 2, 18)
            self.look.icons.draw(painter, self._icon, place, tokens.ink3)
        if self._key:
            self._paint_key(painter)
        painter.end()

    def _show_hint(self) -> None:
        """Show the hint; where it would be cut off, only the name."""
        room = self.width() - self._sides - 2 * _CURSOR
        fits = self.line.fontMetrics().horizontalAdvance(self._hint) <= room
        self.line.setPlaceholderText(self._hint if fits else self._name)

    def _paint_key(self, painter: QPainter) -> None:
        tokens = self.look.tokens
        width = keycap_width(self.look, self._key)
        box = QRectF(self.width() - 10 - width, (self.height() - HEIGHT) / 2, width, HEIGHT)
        keycap(painter, self.look, self._key, box, CapColours(tokens.ctl, tokens.ink3))

    def _press(self, event: QKeyEvent) -> bool:
        if self._refuses_codes and event.text().isdigit() and self._burst.add() >= SCAN:
            self._drop()
            return True
        if self._digits_pass and event.text().isdigit() and not _ENDS_LATIN.search(self.text()):
            return QCoreApplication.sendEvent(self.window(), event)
        if event.key() not in _ENTERS:
            return False
        if self._burst.ends_scan():
            return True
        if not self.text():
            return False
        self._pause.stop()
        self.entered.emit(self.text())
        self.look.typing_done.emit(self)
        return True

    def _changed(self) -> None:
        if self._refuses_codes and self._too_long.search(self.line.text()):
            self._drop()
            return
        if self.wrong:
            self.show_wrong(wrong=False)
        self._pause.start()
        self.changed.emit(self.text())

    def _drop(self) -> None:
        """A hand scanner typed here: what came in may be a payment code and must not stay."""
        self._pause.stop()
        self.line.clear()
        self.changed.emit("")
        self.look.scanner_typed.emit()
