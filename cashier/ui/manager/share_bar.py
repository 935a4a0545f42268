"""How many of a hundred cases were paid: the sentence, what was counted, and a bar of a hundred."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import rounded
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY_BOLD, HINT, XS, M
from cashier.ui.widgets.base import Painted

_HIGH = 8


@dataclass(frozen=True, slots=True)
class ShareTexts:
    """The sentence, what it was counted from, the share itself; `ahead` where it is the better."""

    said: str
    counted: str
    share: float
    ahead: bool = False


class ShareBar(Painted):
    """The bar is as long as a hundred cases; its solid part are those that were paid."""

    def __init__(self, look: Look, texts: ShareTexts) -> None:
        super().__init__(look)
        self.texts = texts
        self.setAccessibleName(f"{texts.said} {texts.counted}")

    def natural_width(self) -> int:
        """The longest word of either text."""
        setter = self.look.setter
        word = setter.longest_word(self.texts.said, BODY_BOLD)
        return max(word, setter.longest_word(self.texts.counted, HINT))

    def height_for(self, width: int) -> int:
        """The texts, one or two lines, and the bar."""
        said, counted, beside = self._blocks(width)
        return said.height + (0 if beside else counted.height) + XS + _HIGH + XS

    def paint(self, painter: QPainter) -> None:
        """Draw texts and bar."""
        tokens, texts = self.look.tokens, self.texts
        said, counted, beside = self._blocks(self.width())
        said.draw(painter, 0, 0, tokens.ink)
        x = self.width() - counted.width if beside else 0
        counted.draw(painter, x, 2 if beside else said.height, tokens.ink2)
        top = self.height() - XS - _HIGH
        rounded(painter, QRectF(0, top, self.width(), _HIGH), tokens.sunken, _HIGH / 2)
        solid = QRectF(0, top, max(self.width() * texts.share, _HIGH), _HIGH)
        rounded(painter, solid, tokens.accent if texts.ahead else tokens.bar, _HIGH / 2)

    def _blocks(self, width: int) -> tuple[Block, Block, bool]:
        setter, texts = self.look.setter, self.texts
        whole = setter.width(texts.said, BODY_BOLD) + M + setter.width(texts.counted, HINT)
        room = max(width, 1)
        said = setter.block(texts.said, Setting(BODY_BOLD, room))
        return said, setter.block(texts.counted, Setting(HINT, room)), whole <= width
