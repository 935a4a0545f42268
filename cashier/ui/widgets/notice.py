"""A line that must be read: a sign, a sentence, what to do, and a tap to put it away."""

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QResizeEvent

from cashier.desk.views import Light
from cashier.ui.look import Look
from cashier.ui.marks import mark
from cashier.ui.paint import boxed
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY_BOLD, HINT, TARGET
from cashier.ui.widgets.base import Painted
from cashier.ui.widgets.icon_tap import IconTap
from cashier.ui.widgets.verdict import verdict_clothes

_LEFT = 40


class Notice(Painted):
    """What happened and what to do, in the clothes of its light."""

    put_away = Signal()

    def __init__(self, look: Look, state: Light, texts: tuple[str, str], close_name: str) -> None:
        super().__init__(look)
        self.state = state
        self.text, self.todo = texts
        self.setAccessibleName(" ".join(texts).strip())
        self.close_tap = IconTap(look, "close", close_name, size=16)
        self.close_tap.clicked.connect(self.put_away)
        self.close_tap.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the right."""
        self.close_tap.move(self.width() - TARGET, (self.height() - TARGET) // 2)

    def natural_width(self) -> int:
        """The longest word between sign and cross."""
        setter = self.look.setter
        word = setter.longest_word(self.text, BODY_BOLD)
        return _LEFT + max(word, setter.longest_word(self.todo, HINT)) + TARGET

    def height_for(self, width: int) -> int:
        """A finger high, or more."""
        return max(TARGET, sum(block.height for block in self._blocks(width)) + 18)

    def paint(self, painter: QPainter) -> None:
        """Draw the line."""
        tokens = self.look.tokens
        fill, border = verdict_clothes(tokens, self.state)
        boxed(painter, QRectF(self.rect()), fill, border)
        mark(painter, tokens, self.state, QPointF(22, self.height() / 2), 12)
        inks = {Light.fail: tokens.fail, Light.warn: tokens.warn, Light.ok: tokens.ok}
        ink = inks.get(self.state, tokens.ink)
        y = (self.height() - sum(block.height for block in self._blocks(self.width()))) / 2
        for block, colour in zip(self._blocks(self.width()), (ink, tokens.ink2), strict=False):
            block.draw(painter, _LEFT, y, colour)
            y += block.height

    def _blocks(self, width: int) -> list[Block]:
        room = max(width - _LEFT - TARGET - 4, 1)
        setter = self.look.setter
        blocks = [setter.block(self.text, Setting(BODY_BOLD, room, balanced=True))]
        if self.todo:
            blocks.append(setter.block(self.todo, Setting(HINT, room, balanced=True)))
        return blocks
