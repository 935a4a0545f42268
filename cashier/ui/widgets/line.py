"""A fact in a card: a tick and a sentence that wraps."""

from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY
from cashier.ui.widgets.base import Painted

_LEFT = 40
_PAD = 14


class FactRow(Painted):
    """One piece of evidence."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(look)
        self.text = text
        self.setAccessibleName(text)

    def natural_width(self) -> int:
        """Tick and the longest word."""
        return _LEFT + self.look.setter.longest_word(self.text, BODY) + _PAD

    def height_for(self, width: int) -> int:
        """40, or more when it wraps."""
        return max(40, self._block(width).height + 16)

    def paint(self, painter: QPainter) -> None:
        """Draw tick and sentence."""
        tokens = self.look.tokens
        block = self._block(self.width())
        top = (self.height() - block.height) / 2
        place = square(22, top + BODY.line / 2, 16)
        self.look.icons.draw(painter, "check", place, tokens.ink2)
        block.draw(painter, _LEFT, top, tokens.ink2)

    def _block(self, width: int) -> Block:
        return self.look.setter.block(self.text, Setting(BODY, max(width - _LEFT - _PAD, 1)))
