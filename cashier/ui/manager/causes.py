"""Why payments failed: one line a cause, one block a failure. Solid was saved, hollow was lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.history.charted import CauseCount
from cashier.playbook.model import cause_key
from cashier.ui.look import Look
from cashier.ui.paint import Edge, across, framed, rounded, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, HINT, RADIUS_SMALL, SECTION, S
from cashier.ui.widgets.base import Painted
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.words import Book

_TEXT = 49
_PAD = 20
_BLOCK = 27
_HIGH = 12
_GAP = 6
_SINGLE = 12
_BARS = 0.37
_AIR = 9
SIDE_ICONS = {
    "customer": "customer",
    "merchant": "shop",
    "network": "network",
    "provider": "provider",
    "code": "qr",
}


@dataclass(frozen=True, slots=True)
class CauseTexts:
    """The words of a line, its counts, and the largest count of the list."""

    count: CauseCount
    name: str
    side: str
    spoken: str
    most: int


class CauseLine(Painted):
    """Icon and cause, blocks, how many."""

    def __init__(self, look: Look, texts: CauseTexts) -> None:
        super().__init__(look)
        self.texts = texts
        self.setAccessibleName(texts.spoken)

    def natural_width(self) -> int:
        """Text beside the bars."""
        setter = self.look.setter
        word = max(
            setter.longest_word(self.texts.name, BODY), setter.longest_word(self.texts.side, HINT)
        )
        return round((_TEXT + word + 2 * _PAD) / (1 - _BARS)) + self._number_width()

    def height_for(self, width: int) -> int:
        """Two lines of text with air, more when the cause wraps."""
        name, side = self._blocks(width)
        return name.height + side.height + 2 * _AIR - 1

    def paint(self, painter: QPainter) -> None:
        """Draw the line and the hairline below it."""
        tokens, texts = self.look.tokens, self.texts
        name, side = self._blocks(self.width())
        icon = SIDE_ICONS.get(texts.count.side, "question")
        top, middle = _AIR, self.height() / 2
        self.look.icons.draw(painter, icon, square(28, middle, 18), tokens.ink2)
        name.draw(painter, _TEXT, top, tokens.ink)
        side.draw(painter, _TEXT, top + name.height - 1, tokens.ink3)
        number = self.look.setter.line(str(texts.count.times), SECTION)
        right = self.width() - _PAD
        number.draw(painter, right - number.width, middle - SECTION.line / 2, tokens.ink)
        self._paint_bars(painter, middle)

    def _paint_bars(self, painter: QPainter, middle: float) -> None:
        count, most = self.texts.count, max(self.texts.most, 1)
        left, room = self._bars(self.width())
        step = min(room / most, _BLOCK + _GAP)
        top = round(middle - _HIGH / 2)
        if most > _SINGLE:
            self._paint_whole(painter, QRectF(left, top, step * count.times, _HIGH))
            return
        for number in range(count.times):
            box = QRectF(round(left + number * step), top, round(step - _GAP), _HIGH)
            self._paint_block(painter, box, saved=number < count.saved)

    def _paint_block(self, painter: QPainter, box: QRectF, *, saved: bool) -> None:
        tokens = self.look.tokens
        if saved:
            rounded(painter, box, tokens.accent, RADIUS_SMALL)
        else:
            framed(painter, box, tokens.edge, Edge(RADIUS_SMALL, 1.4))

    def _paint_whole(self, painter: QPainter, box: QRectF) -> None:
        """Too many for blocks: one bar, the lost part hollow at its end."""
        count = self.texts.count
        share = count.saved / max(count.times, 1)
        whole = QRectF(box.left(), box.top(), max(box.width(), 4), box.height())
        if count.lost:
            self._paint_block(painter, whole, saved=False)
        if count.saved:
            solid = QRectF(whole.left(), whole.top(), max(whole.width() * share, 3), _HIGH)
            self._paint_block(painter, solid, saved=True)

    def _number_width(self) -> int:
        return self.look.setter.width(str(self.texts.most), SECTION) + _PAD

    def _bars(self, width: int) -> tuple[float, float]:
        room = width * _BARS
        return width - _PAD - self._number_width() - room + S, room - S

    def _blocks(self, width: int) -> tuple[Block, Block]:
        room = max(int(self._bars(width)[0]) - S - _TEXT, 1)
        setter = self.look.setter
        name = setter.block(self.texts.name, Setting(BODY, room))
        return name, setter.block(self.texts.side, Setting(HINT, room))


class _Key(Painted):
    """What a block means: the block and its word."""

    def __init__(self, look: Look, text: str, *, saved: bool) -> None:
        super().__init__(look)
        self._text = text
        self._saved = saved
        self.setAccessibleName(text)

    def natural_width(self) -> int:
        """Block and word."""
        return 24 + self.look.setter.width(self._text, HINT)

    def height_for(self, width: int) -> int:
        """One line of small print."""
        return HINT.line

    def paint(self, painter: QPainter) -> None:
        """Draw the block and the word."""
        tokens = self.look.tokens
        box = QRectF(0.5, 5.5, 17, 9)
        if self._saved:
            rounded(painter, box, tokens.accent, 3)
        else:
            painter.setPen(QPen(QColor(tokens.edge), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)
        self.look.setter.line(self._text, HINT).draw(painter, 24, 0, tokens.ink2)


class _Hair(Painted):
    """A hairline that begins where the text does."""

    def natural_width(self) -> int:
        """As wide as there is."""
        return 1

    def height_for(self, width: int) -> int:
        """One pixel."""
        return 1

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        across(painter, _TEXT, 0, self.width() - _PAD, self.look.tokens.line)


def cause_card(look: Look, counts: Sequence[CauseCount], note: str = "") -> QWidget:
    """Return the card with all causes; `note` says when it does not hold all cases."""
    words = look.words
    card = Card(look, CardSpec(pad=(1, 14, 1, 10)))
    head = Column(margins=(_PAD - 1, 0, _PAD - 1, 6))
    flow = Flow(gap=12, line_gap=2, spread=True)
    flow.addWidget(Label(look, LabelSpec(words("manager-causes"), SECTION, "ink")))
    flow.addWidget(cause_keys(look))
    head.put_layout(flow)
    card.box.addWidget(head)
    for line in cause_lines(look, counts):
        card.box.addWidget(line)
    if note:
        foot = Column(margins=(_PAD - 1, 6, _PAD - 1, 0))
        foot.put([Label(look, LabelSpec(note, HINT, "ink3"))])
        card.box.addWidget(foot)
    card.box.addStretch(1)
    return card


def cause_lines(look: Look, counts: Sequence[CauseCount]) -> list[QWidget]:
    """Return one line a cause, with hairlines between them."""
    most = max((count.times for count in counts), default=0)
    lines: list[QWidget] = []
    for number, count in enumerate(counts):
        if number:
            lines.append(_Hair(look))
        lines.append(CauseLine(look, _texts(look.words, count, most)))
    return lines


def cause_name(words: Book, cause: str) -> str:
    """Return a cause in words; one that this playbook no longer knows is `another cause`."""
    key = cause_key(cause)
    return words(key) if words.has(key) else words("manager-cause-other")


def _texts(words: Book, count: CauseCount, most: int) -> CauseTexts:
    name = cause_name(words, count.cause)
    side = words(f"side-{count.side}")
    said = words("manager-causes-spoken", cause=name, saved=count.saved, lost=count.lost)
    return CauseTexts(count, name, side, said, most)


def cause_keys(look: Look) -> QWidget:
    """Return what the blocks mean."""
    keys = QWidget()
    row = QHBoxLayout(keys)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    row.addWidget(_Key(look, look.words("manager-causes-saved"), saved=True))
    row.addWidget(_Key(look, look.words("manager-causes-lost"), saved=False))
    return keys
