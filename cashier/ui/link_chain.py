"""The six links of a payment as a chain: when each was last seen, its mark, its name, how known.

Six stand beside each other where their words fit, else three and three. A line leads from mark to
mark; beside a link that is not well it is broken into dashes.
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
    """What stands above and below the mark of one link."""

    at: str
    name: str
    learnt: str
    state: Light

    @property
    def troubled(self) -> bool:
        """Whether the link is shaky or broken."""
        return self.state in _TROUBLE


@dataclass(frozen=True, slots=True)
class _Set:
    """A link's texts, laid out for its column."""

    texts: LinkTexts
    at: Block
    name: Block
    learnt: Block


class LinkChain(Painted):
    """The chain. Its accessible name says every link in full."""

    def __init__(self, look: Look, links: tuple[LinkView, ...]) -> None:
        super().__init__(look)
        self.texts = tuple(_texts(look, link) for link in links)
        said = (_spoken(look, texts) for texts in self.texts)
        self.setAccessibleName("; ".join(said))

    def natural_width(self) -> int:
        """Three columns of the longest word."""
        return 2 * _SIDE + 3 * self._longest()

    def height_for(self, width: int) -> int:
        """One row or two, each as high as its texts."""
        rows = self._rows(width)
        return 2 * _TOP + sum(map(_height, rows)) + _ROWS_APART * (len(rows) - 1)

    def paint(self, painter: QPainter) -> None:
        """Draw the rows."""
        top = float(_TOP)
        for row in self._rows(self.width()):
            self._paint_row(painter, row, top)
            top += _height(row) + _ROWS_APART

    def _paint_row(self, painter: QPainter, row: list[_Set], top: float) -> None:
        tokens = self.look.tokens
        column = (self.width() - 2 * _SIDE) / len(row)
        middle = top + HINT.line + _MARK_ROW / 2
        places = [_SIDE + column * (number + 0.5) for number in range(len(row))]
        for (x, one), (until, other) in pairwise(zip(places, row, strict=True)):
            self._join(painter, (x, until), middle, (one.texts, other.texts))
        for x, one in zip(places, row, strict=True):
            ink = light_ink(tokens, one.texts.state)
            size = _LARGE if one.texts.troubled else _MARK
            one.at.draw(painter, x - one.at.width / 2, top, tokens.ink3)
            mark(painter, tokens, one.texts.state, QPointF(x, middle), size)
            below = top + HINT.line + _MARK_ROW + _GAP
            _centred(painter, one.name, x, below, ink if one.texts.troubled else tokens.ink)
            _centred(painter, one.learnt, x, below + one.name.height, tokens.ink3)

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
        setter = self.look.setter
        bold = HINT_BOLD if texts.troubled else HINT
        return _Set(
            texts,
            setter.line(texts.at, HINT),
            setter.block(texts.name, Setting(bold, column, centred=True)),
            setter.block(texts.learnt, Setting(HINT, column, centred=True)),
        )

    def _longest(self) -> int:
        setter = self.look.setter
        words = [setter.width(texts.at, HINT) for texts in self.texts]
        for texts in self.texts:
            words += [setter.longest_word(texts.name, HINT_BOLD)]
            words += [setter.longest_word(texts.learnt, HINT)]
        return max(words, default=0) + _GAP


def _texts(look: Look, link: LinkView) -> LinkTexts:
    words = look.words
    return LinkTexts(
        at=clock_time(link.at) if link.at is not None else "",
        name=words(f"health-chain-{link.name}"),
        learnt=words(f"health-learnt-{link.learnt}"),
        state=link.state,
    )


def _spoken(look: Look, texts: LinkTexts) -> str:
    state = look.words(f"state-{texts.state}")
    return " ".join(one for one in (texts.name, state, texts.learnt, texts.at) if one)


def _height(row: list[_Set]) -> int:
    return HINT.line + _MARK_ROW + _GAP + max(one.name.height + one.learnt.height for one in row)


def _centred(painter: QPainter, block: Block, x: float, y: float, ink: str) -> None:
    block.draw(painter, x - block.width / 2, y, ink)
