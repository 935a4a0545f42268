"""Paints the customer's display: what is settled, one large sentence, what else can be done.

Both languages stand there at once, so nobody has to tap. Nothing looks like a button: behind the
glass there is none.

Drawn on a sheet of fixed size that is scaled to the screen, so that it reads alike from one metre
on every screen; turned upside down where the customer looks from the other side.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cashier.ui.look import Look
from cashier.ui.paint import down, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import (
    CUSTOMER,
    CUSTOMER_FACT,
    CUSTOMER_NAME,
    CUSTOMER_NEXT,
    CUSTOMER_SMALL,
    FIGURE,
    Type,
)
from cashier.ui.widgets.base import painter_for

SHEET = QSize(1024, 600)
_MARGIN = 56
_GAP = 16
_TILE = 156
_RING = 152
_LOW = 40
_SIGN_AIR = 48


@dataclass(frozen=True, slots=True)
class Way:
    """One way to pay: its icon, its name in the customer's language and in the other one."""

    icon: str
    name: str
    other: str


@dataclass(frozen=True, slots=True)
class Face:
    """Everything that stands on the display; all of it words already."""

    fact: str = ""
    main: str = ""
    after: str = ""
    other: str = ""
    label: str = ""
    amount: str = ""
    shop: str = ""
    ways: tuple[Way, ...] = ()
    facts: tuple[str, ...] = ()
    mark: str = ""
    hint: str = ""

    @property
    def spoken(self) -> str:
        """Everything in one line, for those who cannot see it."""
        return " · ".join(part for part in (self.fact, self.main, self.after, *self.facts) if part)


BLANK = Face()


class CustomerFace(QWidget):
    """The sheet. Blank, it shows the shop's name at most."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.face = BLANK
        self.turned = False

    def show_face(self, face: Face, *, turned: bool) -> None:
        """Show something else."""
        self.face, self.turned = face, turned
        self.setAccessibleName(face.spoken)
        self.update()

    @property
    def shrinks(self) -> float:
        """How much smaller all is drawn than it should be, so that it fits: 1 or less."""
        return min(1.0, SHEET.height() / self._foot())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet in the middle of the window."""
        painter, tokens = painter_for(self), self.look.tokens
        painter.fillRect(self.rect(), QColor(tokens.canvas))
        if self.turned:
            painter.translate(self.width(), self.height())
            painter.rotate(180)
        scale = min(self.width() / SHEET.width(), self.height() / SHEET.height()) * self.shrinks
        low = max(self._foot(), SHEET.height())
        painter.translate(
            (self.width() - SHEET.width() * scale) / 2, (self.height() - low * scale) / 2
        )
        painter.scale(scale, scale)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        face, tokens = self.face, self.look.tokens
        self._paint_head(painter)
        y: float = self._top()
        if face.mark:
            self._paint_mark(painter, y)
            y += _RING + 32
        for block, ink in self._sentences():
            left = (SHEET.width() - block.width) / 2
            block.draw(painter, left, y, getattr(tokens, ink))
            y += block.height + 8
        y += _GAP
        for fact in self._facts():
            fact.draw(painter, _MARGIN + 28, y, tokens.ink2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_ink))
            painter.drawEllipse(QPointF(_MARGIN + 8, y + CUSTOMER_NEXT.line / 2), 4, 4)
            y += fact.height + _GAP
        self._paint_ways(painter, y + _GAP)
        if face.hint:
            hint = self.look.setter.line(face.hint, CUSTOMER_SMALL)
            low = max(self._foot(), SHEET.height()) - 24
            x = SHEET.width() - _MARGIN - hint.width
            hint.draw(painter, x, low - hint.height, tokens.ink3)

    def _paint_head(self, painter: QPainter) -> None:
        face, setter, tokens = self.face, self.look.setter, self.look.tokens
        x = float(_MARGIN)
        if face.amount:
            label = setter.line(face.label, CUSTOMER_SMALL)
            label.draw(painter, x, 42, tokens.ink2)
            amount = setter.line(face.amount, FIGURE)
            amount.draw(painter, x + label.width + 14, 36, tokens.ink)
        if face.shop:
            room = SHEET.width() // 2 - _MARGIN
            shop = setter.block(face.shop, Setting(CUSTOMER_SMALL, room))
            shop.draw(painter, SHEET.width() - _MARGIN - shop.width, 42, tokens.ink3)

    def _paint_mark(self, painter: QPainter, top: float) -> None:
        """A calm disc: nothing counts down in it, so nobody feels hurried."""
        tokens, middle = self.look.tokens, SHEET.width() / 2
        paid = self.face.mark == "check"
        fill, ink = (tokens.ok_tint, tokens.ok) if paid else (tokens.accent_tint, tokens.accent_ink)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawEllipse(QRectF(middle - _RING / 2, top, _RING, _RING))
        place = square(middle, top + _RING / 2, 72)
        self.look.icons.draw(painter, self.face.mark, place, ink)

    def _paint_ways(self, painter: QPainter, top: float) -> None:
        """Ways beside each other with hairlines between: a list to read, not keys to press."""
        tokens = self.look.tokens
        width = self._tile_width()
        for number, (way, name, other) in enumerate(self._tiles()):
            left = self._tiles_left() + number * (width + _GAP)
            if number:
                line = left - _GAP / 2
                down(painter, line, top + 20, top + self._tile_height() - 12, tokens.ctl)
            place = square(left + width / 2, top + 44, 48)
            self.look.icons.draw(painter, way.icon, place, tokens.ink2)
            name.draw(painter, left + (width - name.width) / 2, top + 80, tokens.ink)
            low = top + 80 + name.height
            other.draw(painter, left + (width - other.width) / 2, low, tokens.ink2)

    def _sentences(self) -> list[tuple[Block, str]]:
        face = self.face
        texts = (
            (face.fact, CUSTOMER_FACT, "ink"),
            (face.main, CUSTOMER, "ink"),
            (face.after, CUSTOMER_NEXT, "ink"),
            (face.other, CUSTOMER_NEXT, "ink2"),
        )
        return [(self._set(text, type_), ink) for text, type_, ink in texts if text]

    def _facts(self) -> list[Block]:
        room = SHEET.width() - 2 * _MARGIN - 28
        setter = self.look.setter
        return [
            setter.block(one, Setting(CUSTOMER_NEXT, room, balanced=True))
            for one in self.face.facts
        ]

    def _tiles(self) -> list[tuple[Way, Block, Block]]:
        room = self._tile_width() - _GAP
        return [
            (
                way,
                self._set(way.name, CUSTOMER_NAME, room),
                self._set(way.other, CUSTOMER_SMALL, room),
            )
            for way in self.face.ways
        ]

    def _tile_width(self) -> int:
        return (SHEET.width() - 2 * _MARGIN - 3 * _GAP) // 4

    def _tile_height(self) -> int:
        heights = [name.height + other.height for _, name, other in self._tiles()]
        return max(_TILE, 80 + max(heights, default=0) + _GAP)

    def _tiles_left(self) -> float:
        count = len(self.face.ways)
        whole = count * self._tile_width() + (count - 1) * _GAP
        return (SHEET.width() - whole) / 2

    def _set(self, text: str, type_: Type, room: int = SHEET.width() - 2 * _MARGIN) -> Block:
        return self.look.setter.block(text, Setting(type_, room, balanced=True, centred=True))

    def _top(self) -> int:
        free = SHEET.height() - 96 - _LOW - self._height()
        # The sign stands at one height, however much is said below it.
        most = _SIGN_AIR if self.face.mark else free
        return 96 + max(0, min(free // 2, most))

    def _foot(self) -> int:
        return 96 + self._height() + (CUSTOMER_SMALL.line + 24 if self.face.hint else 0)

    def _height(self) -> int:
        high = sum(block.height + 8 for block, _ in self._sentences())
        high += _RING + 32 if self.face.mark else 0
        high += sum(fact.height + _GAP for fact in self._facts())
        high += self._tile_height() + 2 * _GAP if self.face.ways else 0
        return high
