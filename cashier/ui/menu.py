"""The menu behind the three dots: language, light or dark, fold, quit. Lies inside the window."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cashier.core.words import LANGUAGES
from cashier.ui.look import Look
from cashier.ui.paint import boxed
from cashier.ui.theme import HINT, L, S, grown
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.row import FLAT, Row, RowSpec
from cashier.ui.widgets.segmented import Choice, Segmented

_WIDTH = 248
_TOP = 60


class Menu(QWidget):
    """Covers the window; a tap beside the card or Esc closes it."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    fold_wanted = Signal()
    about_wanted = Signal()
    set_up_wanted = Signal()
    keyboard_wanted = Signal()
    move_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self.look = look
        self.for_customers = False
        self.card = QWidget(self)
        self.hide()
        window.installEventFilter(self)

    def open(self) -> None:
        """Show the menu with what is on now."""
        self.card.hide()
        self.card.deleteLater()
        self.card = _MenuCard(self.look, self)
        self._place()
        self.show()
        self.raise_()
        self.card.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Cover the window when it changes size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a tap beside the card."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.hide()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        layout = self.card.layout()
        width = min(grown(_WIDTH), self.width())
        height = max(layout.totalHeightForWidth(width) if layout is not None else 0, 10)
        left = max(self.width() - width - S, 0)
        # Below the three dots, and higher up where a low screen leaves no room there.
        top = max(min(_TOP, self.height() - height - S), 0)
        self.card.setGeometry(left, top, width, height)


class _MenuCard(QWidget):
    """The card with the switches."""

    def __init__(self, look: Look, menu: Menu) -> None:
        super().__init__(menu)
        self.look = look
        words, taste = look.words, look.taste
        languages = Segmented(look, [Choice(name, words(f"language-{name}")) for name in LANGUAGES])
        languages.choose(taste.language)
        languages.chosen.connect(menu.language_chosen)
        themes = Segmented(
            look, [Choice(name, words(f"menu-{name}")) for name in ("light", "dark")]
        )
        themes.choose(taste.theme)
        themes.chosen.connect(menu.theme_chosen)
        self.keys = Row(look, _row(words("menu-keyboard"), "keyboard"))
        self.keys.clicked.connect(menu.keyboard_wanted)
        self.move_on = Row(look, _row(words("menu-move"), "swap"))
        self.move_on.clicked.connect(menu.move_wanted)
        self.fold = Row(look, _row(words("menu-collapse"), "collapse"))
        self.fold.clicked.connect(menu.fold_wanted)
        self.set_up = Row(look, _row(words("menu-set_up"), "checklist"))
        self.set_up.clicked.connect(menu.set_up_wanted)
        self.leave = Row(look, _row(words("menu-quit"), "leave"))
        self.leave.clicked.connect(menu.quit_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, S, L, S)
        column.setSpacing(0)
        for key, part in (("menu-language", languages), ("menu-theme", themes)):
            column.addWidget(Label(look, LabelSpec(words(key), HINT, "ink2")))
            column.addWidget(part)
            column.addSpacing(S)
        column.addWidget(self.keys)
        column.addWidget(self.move_on)
        column.addWidget(self.fold)
        if menu.for_customers:
            about = Row(look, _row(words("menu-about"), "screen"))
            about.clicked.connect(menu.about_wanted)
            column.addWidget(about)
        column.addWidget(self.set_up)
        column.addWidget(self.leave)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = painter_for(self)
        tokens = self.look.tokens
        boxed(painter, QRectF(self.rect()), tokens.surface, tokens.edge)
        painter.end()


def _row(text: str, icon: str) -> RowSpec:
    return RowSpec(text, tone=FLAT, lead=icon_at(icon, 12), indent=32)
