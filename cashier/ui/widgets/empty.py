"""What a list shows before there is anything in it: what will appear, and how it gets there."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import boxed, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, BODY_BOLD, HINT, SECTION, Type
from cashier.ui.widgets.base import Painted

_ICON = 32


@dataclass(frozen=True, slots=True)
class EmptySpec:
    """Icon, what is missing, how it gets here; `slim` for a list inside the dock.

    One that is `bare` stands in a box already.
    """

    icon: str
    title: str
    how: str
    slim: bool = False
    bare: bool = False


class EmptyState(Painted):
    """An empty list that explains itself."""

    def __init__(self, look: Look, spec: EmptySpec) -> None:
        super().__init__(look)
        self.spec = spec
        self.setAccessibleName(f"{spec.title} {spec.how}")

    def natural_width(self) -> int:
        """The longest word."""
        setter = self.look.setter
        word = setter.longest_word(self.spec.title, self._types()[0])
        return max(word, setter.longest_word(self.spec.how, self._types()[1])) + 32

    def height_for(self, width: int) -> int:
        """Icon, title and sentence with air."""
        title, how = self._blocks(width)
        if self.spec.slim:
            return title.height + how.height + 20
        return 24 + _ICON + 8 + title.height + 2 + how.height + 24

    def paint(self, painter: QPainter) -> None:
        """Draw everything centred; slim ones stand at the left beside their icon."""
        tokens = self.look.tokens
        if not self.spec.bare:
            boxed(painter, QRectF(self.rect()), tokens.surface, tokens.line)
        title, how = self._blocks(self.width())
        if self.spec.slim:
            place = square(27, self.height() / 2, 20)
            self.look.icons.draw(painter, self.spec.icon, place, tokens.ink3)
            title.draw(painter, 50, 10, tokens.ink)
            how.draw(painter, 50, 10 + title.height, tokens.ink3)
            return
        middle = self.width() / 2
        self.look.icons.draw(painter, self.spec.icon, square(middle, 24 + 16, _ICON), tokens.ink3)
        y = 24 + _ICON + 8
        title.draw(painter, middle - title.width / 2, y, tokens.ink)
        how.draw(painter, middle - how.width / 2, y + title.height + 2, tokens.ink2)

    def _types(self) -> tuple[Type, Type]:
        return (BODY_BOLD, HINT) if self.spec.slim else (SECTION, BODY)

    def _blocks(self, width: int) -> tuple[Block, Block]:
        room = max(width - (66 if self.spec.slim else 32), 1)
        first, second = self._types()
        setter = self.look.setter
        title = setter.block(
            self.spec.title, Setting(first, room, balanced=True, centred=not self.spec.slim)
        )
        return title, setter.block(
            self.spec.how, Setting(second, room, balanced=True, centred=not self.spec.slim)
        )
