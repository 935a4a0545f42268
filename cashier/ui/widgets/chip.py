"""A payment method's chip: light, name, latency, and the heartbeat of its last probes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from cashier.desk.views import ChipView, Light
from cashier.ui.heartbeat import Pace, heartbeat
from cashier.ui.look import Look
from cashier.ui.marks import light_ink, mark
from cashier.ui.paint import boxed
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY_BOLD, HINT, Tokens
from cashier.ui.widgets.base import Painted

_LEFT = 32
_PAD = 12
_TOP = 8
_BEAT = 26


@dataclass(frozen=True, slots=True)
class ChipTexts:
    """The words of a chip."""

    name: str
    figure: str
    spoken: str


class Chip(Painted):
    """One method. Trouble changes its border and its figure; the ground stays quiet.

    `peers` are the words of the chips beside it: where one needs a second line, all have one.
    """

    def __init__(
        self, look: Look, view: ChipView, texts: ChipTexts, peers: Sequence[ChipTexts] = ()
    ) -> None:
        super().__init__(look)
        self.view = view
        self.texts = texts
        self._all = (texts, *peers)
        self.setAccessibleName(texts.spoken)

    def show_view(self, view: ChipView, texts: ChipTexts, peers: Sequence[ChipTexts]) -> None:
        """Show another round of probes."""
        every = (texts, *peers)
        if every != self._all:
            self.texts, self._all = texts, every
            self.setAccessibleName(texts.spoken)
            self.updateGeometry()
            self.update()
        if view != self.view:
            self.view = view
            self.update()

    def natural_width(self) -> int:
        """Name, figure and thirty bars must fit."""
        name = self.look.setter.longest_word(self.texts.name, BODY_BOLD)
        figure = self.look.setter.width(self.texts.figure, HINT)
        return max(_LEFT + max(name, figure) + _PAD, int(Pace().width) + 2 * _PAD)

    def height_for(self, width: int) -> int:
        """Name over heartbeat; a figure that does not fit beside the name goes below it."""
        name, beside = self._name(width)
        text = name.height + (0 if beside else HINT.line)
        return _TOP + text + 4 + _BEAT + 8 - (0 if beside else 4)

    def paint(self, painter: QPainter) -> None:
        """Draw the chip."""
        tokens, state = self.look.tokens, self.view.sign
        boxed(painter, QRectF(self.rect()), tokens.surface, _border(tokens, state))
        mark(painter, tokens, state, QPointF(19, _TOP + BODY_BOLD.line / 2), 10)
        name, beside = self._name(self.width())
        name.draw(painter, _LEFT, _TOP, tokens.ink)
        figure = self.look.setter.line(self.texts.figure, HINT)
        x = self.width() - _PAD - 2 - figure.width if beside else _LEFT
        y = _TOP + 2 if beside else _TOP + name.height - 2
        figure.draw(painter, x, y, light_ink(tokens, state))
        foot = self.height() - 11
        box = QRectF(_PAD, foot - 22, Pace().width, 22)
        box.moveRight((self.width() + Pace().width) / 2)
        heartbeat(painter, tokens, self.view.beats, box, Pace())

    def _name(self, width: int) -> tuple[Block, bool]:
        setter = self.look.setter
        room = width - _LEFT - _PAD
        beside = all(
            setter.width(one.name, BODY_BOLD) + 8 + setter.width(one.figure, HINT) <= room
            for one in self._all
        )
        return setter.block(self.texts.name, Setting(BODY_BOLD, max(room, 1))), beside


def _border(tokens: Tokens, state: Light) -> str:
    borders = {Light.warn: tokens.warn_line, Light.fail: tokens.fail_line}
    return borders.get(state, tokens.line)
