"""A tile with what a register shows, set as a quotation, and the key that picks it.

Quieter than anything of ours: nobody is to read it as something to do.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import boxed
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY
from cashier.ui.widgets.base import Tap
from cashier.ui.widgets.keycap import HEIGHT, CapColours, keycap, keycap_width

_PAD = 12
_LEAST = 48
_GAP = 8


@dataclass(frozen=True, slots=True)
class TileSpec:
    """Words and key; `strong` is what tells this message from the ones beside it."""

    text: str
    key: str = ""
    strong: str = ""


class Tile(Tap):
    """One message of a register."""

    def __init__(self, look: Look, spec: TileSpec) -> None:
        super().__init__(look, spec.text)
        self.spec = spec

    def natural_width(self) -> int:
        """The longest word."""
        return self.look.setter.longest_word(self.spec.text, BODY) + 2 * _PAD + self._cap()

    def height_for(self, width: int) -> int:
        """As high as the words."""
        return max(_LEAST, self._block(width).height + 10)

    def paint(self, painter: QPainter) -> None:
        """Draw the tile."""
        tokens = self.look.tokens
        fill = self.shade(tokens.surface, tokens.hover, tokens.press)
        boxed(painter, QRectF(self.rect()), fill, tokens.ctl)
        block = self._block(self.width())
        block.draw(painter, _PAD, (self.height() - block.height) / 2, tokens.ink2)
        if self.spec.key:
            width = keycap_width(self.look, self.spec.key)
            left, top = self.width() - _PAD - width, (self.height() - HEIGHT) / 2
            box = QRectF(left, top, width, HEIGHT)
            keycap(painter, self.look, self.spec.key, box, CapColours(tokens.ctl, tokens.ink3))

    def _cap(self) -> int:
        return keycap_width(self.look, self.spec.key) + _GAP if self.spec.key else 0

    def _block(self, width: int) -> Block:
        room = max(width - 2 * _PAD - self._cap(), 1)
        setting = Setting(BODY, room, balanced=True, strong=self.spec.strong)
        return self.look.setter.block(self.spec.text, setting)
