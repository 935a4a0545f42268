"""A choice that opens a list: the tap in the filter bar, and the list that lies over the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cashier.ui.look import Look
from cashier.ui.paint import boxed, square
from cashier.ui.theme import BODY, BODY_BOLD, TARGET, XS, S
from cashier.ui.widgets.base import Tap, painter_for
from cashier.ui.widgets.containers import Column, Scroll
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.row import FLAT, Row, RowSpec
from cashier.ui.widgets.segmented import Choice

_PAD = 15
_ARROW = 26


@dataclass(frozen=True, slots=True)
class ChoiceTexts:
    """What a choice is called, what is chosen, and how both are said."""

    name: str
    chosen: str
    spoken: str


class ChoiceButton(Tap):
    """Shows its name while everything is let through, else what is chosen."""

    def __init__(self, look: Look, texts: ChoiceTexts) -> None:
        super().__init__(look, texts.spoken)
        self.texts = texts

    def show_texts(self, texts: ChoiceTexts) -> None:
        """Show another choice, or the same in another language."""
        if texts == self.texts:
            return
        self.texts = texts
        self.setAccessibleName(texts.spoken)
        self.updateGeometry()
        self.update()

    def natural_width(self) -> int:
        """The word with its arrow."""
        type_ = BODY_BOLD if self.texts.chosen else BODY
        return 2 * _PAD + self.look.setter.width(self._word(), type_) + _ARROW - 4

    def height_for(self, width: int) -> int:
        """One finger high."""
        return TARGET

    def paint(self, painter: QPainter) -> None:
        """Draw box, word and arrow."""
        tokens, on = self.look.tokens, bool(self.texts.chosen)
        rest = tokens.accent_tint if on else tokens.surface
        fill = self.shade(rest, rest if on else tokens.hover, tokens.press)
        boxed(painter, QRectF(self.rect()), fill, tokens.accent_line if on else tokens.ctl)
        ink = tokens.accent_ink if on else tokens.ink
        word = self.look.setter.line(self._word(), BODY_BOLD if on else BODY)
        middle = self.height() / 2
        word.draw(painter, _PAD, middle - BODY.line / 2, ink)
        place = square(self.width() - _PAD - 7, middle, 16)
        self.look.icons.draw(painter, "chevron-down", place, ink if on else tokens.ink2)

    def _word(self) -> str:
        return self.texts.chosen or self.texts.name


class ChoiceList(QWidget):
    """Covers the window; a tap beside the list or Esc closes it and gives the keyboard back."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self.look = look
        self.rows: list[Row] = []
        self._card: QWidget = QWidget(self)
        self._scroll: Scroll | None = None
        self._anchor: Tap | None = None
        self.hide()
        window.installEventFilter(self)

    def open(
        self,
        anchor: Tap,
        choices: Sequence[Choice],
        chosen: str,
        choose: Callable[[str], None],
    ) -> None:
        """Show the choices below `anchor`; `choose` is called with the one that is taken."""
        self._anchor = anchor
        self._card.hide()
        self._card.deleteLater()
        self.rows = [self._row(choice, chosen == choice.id, choose) for choice in choices]
        inside = Column()
        inside.put(self.rows)
        self._scroll = _Rows(self.look, inside)
        self._card = _Card(self.look, self, self._scroll)
        self._place()
        self.show()
        self.raise_()
        self._card.show()
        here = next((n for n, choice in enumerate(choices) if choice.id == chosen), 0)
        self.rows[here].setFocus(_reason(anchor))
        self._scroll.ensureWidgetVisible(self.rows[here])

    def close_list(self) -> None:
        """Put the list away."""
        if not self.isVisible():
            return
        self.hide()
        if self._anchor is not None:
            self._anchor.setFocus(_reason(self._anchor))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move, Esc closes."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
        elif step is not None:
            self._move(step)

    def focusNextPrevChild(self, next_: bool, /) -> bool:  # noqa: FBT001 - Qt's own signature
        """Tab stays inside the list while it is open."""
        self._move(1 if next_ else -1)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a tap beside the list."""
        self.close_list()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """A window that changes its size closes the list: its place is no longer true."""
        if event.type() == QEvent.Type.Resize:
            self.close_list()
        return False

    def _row(self, choice: Choice, on: bool, choose: Callable[[str], None]) -> Row:  # noqa: FBT001
        spec = RowSpec(
            choice.text,
            type_=BODY_BOLD if on else BODY,
            tone=FLAT,
            lead=icon_at("check", 22, "accent_ink", 18) if on else None,
            indent=42,
            title_ink="accent_ink" if on else "",
        )
        row = Row(self.look, spec)
        row.clicked.connect(lambda: self._take(choice.id, choose))
        return row

    def _take(self, choice: str, choose: Callable[[str], None]) -> None:
        self.close_list()
        choose(choice)

    def _move(self, step: int) -> None:
        here = next((number for number, row in enumerate(self.rows) if row.hasFocus()), 0)
        target = self.rows[(here + step) % len(self.rows)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if self._scroll is not None:
            self._scroll.ensureWidgetVisible(target)

    def _place(self) -> None:
        window, anchor = self.parentWidget(), self._anchor
        if window is None or anchor is None:
            return
        self.setGeometry(window.rect())
        setter = self.look.setter
        widest = max(setter.width(row.spec.title, BODY_BOLD) for row in self.rows)
        width = max(anchor.width(), widest + 42 + 24)
        needed = sum(row.height_for(width) for row in self.rows) + 2 * XS
        height = min(needed, window.height() - 2 * S)
        corner = anchor.mapTo(window, QPoint(0, anchor.height() + XS))
        left = min(corner.x(), window.width() - width - S)
        top = min(corner.y(), window.height() - height - S)
        self._card.setGeometry(max(left, S), max(top, S), width, height)


class _Rows(Scroll):
    """Scrolls by finger and wheel; its keys are the list's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Up, Down and Esc to the list."""
        event.ignore()


class _Card(QWidget):
    """The box of the list."""

    def __init__(self, look: Look, parent: QWidget, inside: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        box = QVBoxLayout(self)
        box.setContentsMargins(1, XS, 1, XS)
        box.addWidget(inside)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap between two rows is no tap beside the list."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        painter = painter_for(self)
        tokens = self.look.tokens
        boxed(painter, QRectF(self.rect()), tokens.surface, tokens.edge)
        painter.end()


def _reason(anchor: Tap) -> Qt.FocusReason:
    """Return how the focus moves on: the ring shows only for those who use the keyboard."""
    keyboard = anchor.by_keyboard
    return Qt.FocusReason.PopupFocusReason if keyboard else Qt.FocusReason.MouseFocusReason
