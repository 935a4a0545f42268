"""What became of the first charge: the sentence a cashier needs most, large and first on the page.

No box: a sign, the verdict with the sum, and below it who says so.
"""

from dataclasses import dataclass

from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, TITLE
from cashier.ui.widgets.base import Painted

_ICON = 26
_LEFT = 36


@dataclass(frozen=True, slots=True)
class SettledSpec:
    """`ink` is the name of a token: never green, which is for money received."""

    title: str
    sub: str
    ink: str = "ink"
    icon: str = "wallet"

    @property
    def spoken(self) -> str:
        """Both in one sentence."""
        return f"{self.title} · {self.sub}"


class SettledLine(Painted):
    """The verdict on the money."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.spec = SettledSpec("", "")

    def show_spec(self, spec: SettledSpec) -> None:
        """Say something else."""
        self.spec = spec
        self.setAccessibleName(spec.spoken)
        self.updateGeometry()
        self.update()

    def natural_width(self) -> int:
        """The longest word beside the sign."""
        setter, spec = self.look.setter, self.spec
        words = (setter.longest_word(spec.title, TITLE), setter.longest_word(spec.sub, BODY))
        return _LEFT + max(words)

    def height_for(self, width: int) -> int:
        """Both texts below each other."""
        return sum(block.height for block in self._blocks(width))

    def paint(self, painter: QPainter) -> None:
        """Draw sign and texts."""
        tokens, spec = self.look.tokens, self.spec
        title, sub = self._blocks(self.width())
        ink = getattr(tokens, spec.ink)
        place = square(_ICON / 2, TITLE.line / 2, _ICON)
        self.look.icons.draw(painter, spec.icon, place, ink)
        title.draw(painter, _LEFT, 0, ink)
        sub.draw(painter, _LEFT, title.height, tokens.ink2)

    def _blocks(self, width: int) -> tuple[Block, Block]:
        setter, room = self.look.setter, max(width - _LEFT, 1)
        title = setter.block(self.spec.title, Setting(TITLE, room, balanced=True))
        return title, setter.block(self.spec.sub, Setting(BODY, room, balanced=True))
