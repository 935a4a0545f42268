"""The manager's buttons: a plain one and the solid one, word in the middle, icon before it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent

from cashier.ui.look import Look
from cashier.ui.paint import boxed, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY_BOLD, TARGET, L, M
from cashier.ui.widgets.base import Tap
from cashier.ui.widgets.empty import EmptySpec, EmptyState

_PAD = 16
_ICON = 26


@dataclass(frozen=True, slots=True)
class ButtonSpec:
    """Word and icon; `solid` for the one thing to do on a screen."""

    text: str
    icon: str = ""
    solid: bool = False


class Button(Tap):
    """A button as high as a finger, no wider than its word."""

    def __init__(self, look: Look, spec: ButtonSpec) -> None:
        super().__init__(look, spec.text)
        self.spec = spec

    def show_spec(self, spec: ButtonSpec) -> None:
        """Show something else in the same place."""
        if spec == self.spec:
            return
        self.spec = spec
        self.setAccessibleName(spec.text)
        self.updateGeometry()
        self.update()

    def line_width(self) -> int:
        """Width on one line."""
        return self._extra() + self.look.setter.width(self.spec.text, BODY_BOLD)

    def natural_width(self) -> int:
        """Width of the longest word."""
        return self._extra() + self.look.setter.longest_word(self.spec.text, BODY_BOLD)

    def height_for(self, width: int) -> int:
        """A finger high, more when the word wraps."""
        return max(TARGET, self._block(width).height + 16)

    def paint(self, painter: QPainter) -> None:
        """Draw box, icon and word."""
        tokens, spec = self.look.tokens, self.spec
        if not self.isEnabled():
            fill, border, ink = tokens.canvas, tokens.line, tokens.off
        elif spec.solid:
            fill = self.shade(tokens.accent, tokens.accent_hover, tokens.accent_pressed)
            border, ink = fill, tokens.on_accent
        else:
            fill = self.shade(tokens.surface, tokens.hover, tokens.press)
            border, ink = tokens.ctl, tokens.ink
        boxed(painter, QRectF(self.rect()), fill, border)
        block = self._block(self.width())
        left = (self.width() - block.width - (_ICON if spec.icon else 0)) / 2
        middle = self.height() / 2
        if spec.icon:
            self.look.icons.draw(painter, spec.icon, square(left + 9, middle, 18), ink)
            left += _ICON
        block.draw(painter, left, middle - block.height / 2, ink)

    def _extra(self) -> int:
        return 2 * _PAD + (_ICON if self.spec.icon else 0)

    def _block(self, width: int) -> Block:
        room = max(width - self._extra(), 1)
        return self.look.setter.block(self.spec.text, Setting(BODY_BOLD, room, balanced=True))


class EmptyWithButton(EmptyState):
    """An empty list with the one thing that can be done about it."""

    def __init__(self, look: Look, spec: EmptySpec, button: Button) -> None:
        super().__init__(look, spec)
        self.button = button
        button.setParent(self)

    def height_for(self, width: int) -> int:
        """The sentences, the button below them, and air."""
        return super().height_for(width) + TARGET + L - M

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button in the middle, near the foot."""
        wide = min(self.button.line_width(), self.width())
        high = self.button.height_for(wide)
        top = self.height() - L - high
        self.button.setGeometry((self.width() - wide) // 2, top, wide, high)
