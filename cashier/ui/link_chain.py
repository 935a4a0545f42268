"""The six links of a payment as a chain: a mark and a name each.

Six stand beside each other where their words fit, else three and three, and the line leads on from
row to row. Beside a link that is not well it is broken into dashes.
"""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cashier.desk.views import Light, LinkView
from cashier.ui.look import Look
from cashier.ui.marks import light_ink, mark
from cashier.ui.text import Block, Setting
from cashier.ui.theme import HINT, HINT_BOLD
from cashier.ui.widgets.base import Painted
from cashier.ui.words import clock_time

_SIDE, _TOP, _GAP = 8, 12, 4
_MARK, _LARGE = 11, 17
_MARK_ROW = 26
_LINE_FROM = 13
_ROWS_APART = 12
_TROUBLE = (Light.warn, Light.fail)


@dataclass(frozen=True, slots=True)
class LinkTexts:
    """What stands below the mark of one link, and what is said of it."""

    name: str
    state: Light
    spoken: str = ""

    @property
    def troubled(self) -> bool:
        """Whether the link is shaky or broken."""
        return self.state in _TROUBLE


@dataclass(frozen=True, slots=True)
class _Set:
    """A link's texts, laid out for its column."""

    texts: LinkTexts
    name: Block


class LinkChain(Painted):
    """The chain. Its accessible name says every link in full."""

    def __init__(self, look: Look, links: tuple[LinkView, ...]) -> None:
        super().__init__(look)
        self.texts = tuple(_texts(look, link) for link in links)
        self.setAccessibleName("; ".join(texts.spoken for texts in self.texts))

    def natural_width(self) -> int:
        """Three columns of the longest word."""
        return 2 * _SIDE + 3 * self._longest()

    def height_for(self, width: int) -> int:
        """One row or two, each as high as its texts."""
        rows = self._rows(width)
        return 2 * _TOP + sum(map(_height, rows)) + _ROWS_APART * (len(rows) - 1)

    def paint(self, painter: QPainter) -> None:
        """Draw the rows, and the line that leads from one to the next."""
        rows, top = self._rows(self.width()), float(_TOP)
        for number, row in enumerate(rows):
            places = self._places(row)
            middle = top + _MARK_ROW / 2
            if number:
                self._lead(painter, (_SIDE, places[0] - _LINE_FROM), middle)
            if number + 1 < len(rows):
                self._lead(painter, (places[-1] + _LINE_FROM, self.width() - _SIDE), middle)
            self._paint_row(painter, row, top)
            top += _height(row) + _ROWS_APART

    def _places(self, row: list[_Set]) -> list[float]:
        column = (self.width() - 2 * _SIDE) / len(row)
        return [_SIDE + column * (number + 0.5) for number in range(len(row))]

    def _paint_row(self, painter: QPainter, row: list[_Set], top: float) -> None:
        tokens, places = self.look.tokens, self._places(row)
        middle = top + _MARK_ROW / 2
        for (x, one), (until, other) in pairwise(zip(places, row, strict=True)):
            self._join(painter, (x, until), middle, (one.texts, other.texts))
        for x, one in zip(places, row, strict=True):
            troubled = one.texts.troubled
            size = _LARGE if troubled else _MARK
            mark(painter, tokens, one.texts.state, QPointF(x, middle), size)
            ink = light_ink(tokens, one.texts.state) if troubled else tokens.ink
            one.name.draw(painter, x - one.name.width / 2, top + _MARK_ROW + _GAP, ink)

    def _lead(self, painter: QPainter, ends: tuple[float, float], y: float) -> None:
        painter.setPen(QPen(QColor(self.look.tokens.edge), 1.5))
        painter.drawLine(QPointF(ends[0], y), QPointF(ends[1], y))

    def _join(
        self,
        painter: QPainter,
        ends: tuple[float, float],
        y: float,
        links: tuple[LinkTexts, LinkTexts],
    ) -> None:
        bad = next((one for one in links if one.troubled), None)
        tokens = self.look.tokens
        pen = QPen(QColor(light_ink(tokens, bad.state) if bad else tokens.edge), 1.5)
        if bad is not None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(ends[0] + _LINE_FROM, y), QPointF(ends[1] - _LINE_FROM, y))

    def _rows(self, width: int) -> list[list[_Set]]:
        beside = 6 * self._longest() <= width - 2 * _SIDE
        most = len(self.texts) if beside else 3
        column = max((width - 2 * _SIDE) // max(most, 1) - _GAP, 1)
        every = [self._set(texts, column) for texts in self.texts]
        return [every[start : start + most] for start in range(0, len(every), max(most, 1))]

    def _set(self, texts: LinkTexts, column: int) -> _Set:
        bold = HINT_BOLD if texts.troubled else HINT
        return _Set(texts, self.look.setter.block(texts.name, Setting(bold, column, centred=True)))

    def _longest(self) -> int:
        setter = self.look.setter
        words = [setter.longest_word(texts.name, HINT_BOLD) for texts in self.texts]
        return max(words, default=0) + _GAP


def _texts(look: Look, link: LinkView) -> LinkTexts:
    words = look.words
    name, state = words(f"health-chain-{link.name}"), words(f"state-{link.state}")
    at = clock_time(link.at) if link.at is not None else ""
    said = (name, state, words(f"health-learnt-{link.learnt}"), at)
    return LinkTexts(name, link.state, " ".join(one for one in said if one))


def _height(row: list[_Set]) -> int:
    return _MARK_ROW + _GAP + max(one.name.height for one in row)
