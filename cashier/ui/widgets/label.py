"""A text that is only read, with an icon before it if wanted. Wraps, never cut off."""

from dataclasses import dataclass

from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, Type
from cashier.ui.widgets.base import Painted


@dataclass(frozen=True, slots=True)
class LabelSpec:
    """What a label shows; `ink` is the name of a token."""

    text: str
    type_: Type = BODY
    ink: str = "ink2"
    icon: str = ""
    icon_size: int = 18
    gap: int = 6
    balanced: bool = False


class Label(Painted):
    """A text that wraps."""

    def __init__(self, look: Look, spec: LabelSpec) -> None:
        super().__init__(look)
        self.spec = spec
        self.setAccessibleName(spec.text)

    def show_spec(self, spec: LabelSpec) -> None:
        """Show something else in the same place."""
        if spec == self.spec:
            return
        self.spec = spec
        self.setAccessibleName(spec.text)
        self.updateGeometry()
        self.update()

    def line_width(self) -> int:
        """Return the width at which it stands on one line."""
        return self._indent() + self.look.setter.width(self.spec.text, self.spec.type_)

    def natural_width(self) -> int:
        """As wide as its longest word."""
        return self._indent() + self.look.setter.longest_word(self.spec.text, self.spec.type_)

    def height_for(self, width: int) -> int:
        """As many lines as it takes."""
        return self._block(width).height

    def paint(self, painter: QPainter) -> None:
        """Draw icon and text."""
        spec = self.spec
        ink = getattr(self.look.tokens, spec.ink)
        if spec.icon:
            box = square(spec.icon_size / 2, spec.type_.line / 2, spec.icon_size)
            self.look.icons.draw(painter, spec.icon, box, ink)
        self._block(self.width()).draw(painter, self._indent(), 0, ink)

    def _indent(self) -> int:
        return self.spec.icon_size + self.spec.gap if self.spec.icon else 0

    def _block(self, width: int) -> Block:
        spec = self.spec
        room = max(width - self._indent(), 1)
        return self.look.setter.block(spec.text, Setting(spec.type_, room, balanced=spec.balanced))
