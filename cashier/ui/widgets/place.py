"""A place to look something up: its name in bold, and below it how to find the payment there."""

from dataclasses import dataclass

from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY_BOLD, HINT
from cashier.ui.widgets.base import Painted

_LEFT = 46
_PAD = 14
_AIR = 6
_LEAST = 40


@dataclass(frozen=True, slots=True)
class PlaceSpec:
    """What a place shows; `how` to look there, unless its name says it."""

    where: str
    how: str
    icon: str


class PlaceRow(Painted):
    """One place; read only, because nothing of it is done in this window."""

    def __init__(self, look: Look, spec: PlaceSpec) -> None:
        super().__init__(look)
        self.spec = spec
        self.setAccessibleName(f"{spec.where} {spec.how}".strip())

    def natural_width(self) -> int:
        """Icon and the longest word."""
        setter, spec = self.look.setter, self.spec
        words = setter.longest_word(spec.where, BODY_BOLD), setter.longest_word(spec.how, HINT)
        return _LEFT + max(words) + _PAD

    def height_for(self, width: int) -> int:
        """Both texts below each other, with air."""
        where, how = self._blocks(width)
        below = how.height if self.spec.how else 0
        return max(_LEAST, where.height + below + 2 * _AIR)

    def paint(self, painter: QPainter) -> None:
        """Draw icon and texts."""
        tokens = self.look.tokens
        where, how = self._blocks(self.width())
        below = how.height if self.spec.how else 0
        top = (self.height() - where.height - below) / 2
        place = square(_LEFT / 2, top + BODY_BOLD.line / 2, 20)
        self.look.icons.draw(painter, self.spec.icon, place, tokens.ink2)
        where.draw(painter, _LEFT, top, tokens.ink)
        if below:
            how.draw(painter, _LEFT, top + where.height, tokens.ink2)

    def _blocks(self, width: int) -> tuple[Block, Block]:
        setter, spec = self.look.setter, self.spec
        room = max(width - _LEFT - _PAD, 1)
        where = setter.block(spec.where, Setting(BODY_BOLD, room, balanced=True))
        return where, setter.block(spec.how, Setting(HINT, room, balanced=True))
