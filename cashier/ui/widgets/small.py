"""Small parts: a tag, a plain button, a choice in a grid, a face."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import Edge, boxed, rounded, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, BODY_BOLD, HINT, HINT_BOLD, RADIUS_SMALL, TARGET, Type
from cashier.ui.widgets.base import Painted, Tap
from cashier.ui.widgets.keycap import HEIGHT, CapColours, keycap, keycap_width

_CAP_AIR = 8


@dataclass(frozen=True, slots=True)
class TagSpec:
    """A word with an icon, by token colours."""

    text: str
    icon: str = ""
    ink: str = "ink2"
    fill: str = "sunken"


class Tag(Painted):
    """A fact that was found out, in a flat box."""

    def __init__(self, look: Look, spec: TagSpec) -> None:
        super().__init__(look)
        self.spec = spec
        self.setAccessibleName(spec.text)

    def line_width(self) -> int:
        """Width on one line."""
        return self._left() + self.look.setter.width(self.spec.text, HINT) + 8

    def natural_width(self) -> int:
        """As wide as the longest word."""
        return self._left() + self.look.setter.longest_word(self.spec.text, HINT) + 8

    def height_for(self, width: int) -> int:
        """24, or more when it wraps."""
        return self._block(width).height + 4

    def paint(self, painter: QPainter) -> None:
        """Draw box, icon and word."""
        tokens, spec = self.look.tokens, self.spec
        rounded(painter, QRectF(self.rect()), getattr(tokens, spec.fill), RADIUS_SMALL)
        ink = getattr(tokens, spec.ink)
        if spec.icon:
            self.look.icons.draw(painter, spec.icon, square(15, self.height() / 2, 14), ink)
        self._block(self.width()).draw(painter, self._left(), 2, ink)

    def _left(self) -> int:
        return 27 if self.spec.icon else 8

    def _block(self, width: int) -> Block:
        return self.look.setter.block(
            self.spec.text, Setting(HINT, max(width - self._left() - 6, 1))
        )


@dataclass(frozen=True, slots=True)
class ChoiceSpec:
    """A thing to choose: word, icon above or (when chosen) a tick before it, its key after.

    At its own width there is so much `air` at both sides.
    """

    text: str
    icon: str = ""
    chosen: bool = False
    least: int = TARGET
    type_: Type = BODY
    key: str = ""
    air: int = 8


class ChoiceTap(Tap):
    """One of several in a grid."""

    def __init__(self, look: Look, spec: ChoiceSpec) -> None:
        super().__init__(look, spec.text)
        self.spec = spec
        self.setCheckable(True)
        self.setChecked(spec.chosen)

    def show_spec(self, spec: ChoiceSpec) -> None:
        """Show something else, or chosen."""
        self.setChecked(spec.chosen)
        if spec == self.spec:
            return
        self.spec = spec
        self.setAccessibleName(spec.text)
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """Being chosen is decided by whoever owns the grid."""

    def natural_width(self) -> int:
        """The longest word with air."""
        word = self.look.setter.longest_word(self.spec.text, self._type())
        return word + 2 * self.spec.air + self._cap()

    def line_width(self) -> int:
        """The words on one line with air."""
        words = self.look.setter.width(self.spec.text, self._type())
        return words + 2 * self.spec.air + self._cap()

    def height_for(self, width: int) -> int:
        """Word, and the icon above it."""
        icon = 28 if self.spec.icon else 0
        return max(self.spec.least, self._block(width).height + icon + 16)

    def paint(self, painter: QPainter) -> None:
        """Draw the box and what is in it."""
        tokens, spec = self.look.tokens, self.spec
        rest = tokens.accent_tint if spec.chosen and spec.icon else tokens.surface
        fill = self.shade(rest, tokens.hover, tokens.press)
        border = tokens.accent_ink if spec.chosen else tokens.line if spec.icon else tokens.ctl
        width = 2 if spec.chosen and not spec.icon else 1
        boxed(painter, QRectF(self.rect()), fill, border, Edge(width=width))
        ink = tokens.accent_ink if spec.chosen else tokens.ink2 if spec.icon else tokens.ink
        if spec.icon:
            self._paint_below_icon(painter, ink)
        else:
            self._paint_word(painter, ink)
        if spec.key:
            cap = self._cap() - _CAP_AIR
            box = QRectF(self.width() - 8 - cap, (self.height() - HEIGHT) / 2, cap, HEIGHT)
            keycap(painter, self.look, spec.key, box, CapColours(tokens.ctl, tokens.ink3))

    def _paint_below_icon(self, painter: QPainter, ink: str) -> None:
        block = self._block(self.width())
        top = (self.height() - 28 - block.height) / 2 - 1
        place = square(self.width() / 2, top + 14, 28)
        self.look.icons.draw(painter, self.spec.icon, place, ink)
        block.draw(painter, (self.width() - block.width) / 2, top + 30, ink)

    def _paint_word(self, painter: QPainter, ink: str) -> None:
        block = self._block(self.width())
        room = self.width() - self._cap()
        tick = 22 if self.spec.chosen and block.width + 34 <= room else 0
        x = (room - block.width - tick) / 2
        if tick:
            place = square(x + 8, self.height() / 2, 18)
            self.look.icons.draw(painter, "check", place, ink)
        block.draw(painter, x + tick, (self.height() - block.height) / 2, ink)

    def _type(self) -> Type:
        spec = self.spec
        if spec.icon:
            return HINT_BOLD if spec.chosen else HINT
        return BODY_BOLD if spec.chosen or spec.type_.bold else spec.type_

    def _block(self, width: int) -> Block:
        room = max(width - 12 - self._cap(), 1)
        setting = Setting(self._type(), room, balanced=True, centred=True)
        return self.look.setter.block(self.spec.text, setting)

    def _cap(self) -> int:
        return keycap_width(self.look, self.spec.key) + _CAP_AIR if self.spec.key else 0


@dataclass(frozen=True, slots=True)
class LinkSpec:
    """A word to tap without a box; `icon` before it, `arrow` after it."""

    text: str
    icon: str = ""
    arrow: str = ""
    key: str = ""
    ink: str = "accent_ink"
    type_: Type = BODY_BOLD


class Link(Tap):
    """A word to tap, as high as a finger."""

    def __init__(self, look: Look, spec: LinkSpec) -> None:
        super().__init__(look, spec.text)
        self.spec = spec

    def show_spec(self, spec: LinkSpec) -> None:
        """Say something else."""
        if spec == self.spec:
            return
        self.spec = spec
        self.setAccessibleName(spec.text)
        self.updateGeometry()
        self.update()

    def line_width(self) -> int:
        """Width on one line."""
        return (
            self._left() + self.look.setter.width(self.spec.text, self.spec.type_) + self._right()
        )

    def natural_width(self) -> int:
        """Width of the longest word."""
        word = self.look.setter.longest_word(self.spec.text, self.spec.type_)
        return max(TARGET, self._left() + word + self._right())

    def height_for(self, width: int) -> int:
        """A finger high, or more."""
        return max(TARGET, self._block(width).height + 8)

    def ring_rect(self) -> QRectF:
        """Round the word, not the whole target."""
        return QRectF(self.rect()).adjusted(0, 6, 0, -6)

    def paint(self, painter: QPainter) -> None:
        """Draw icon, word, arrow."""
        tokens, spec = self.look.tokens, self.spec
        ink = getattr(tokens, spec.ink if self.isEnabled() else "off")
        if self.isDown() or self.underMouse():
            fill = self.shade(tokens.hover, tokens.hover, tokens.press)
            rounded(painter, self.ring_rect(), fill)
        middle = self.height() / 2
        block = self._block(self.width())
        if spec.icon:
            self.look.icons.draw(painter, spec.icon, square(10, middle, 22), ink)
        block.draw(painter, self._left(), middle - block.height / 2, ink)
        end = self._left() + block.width
        if spec.arrow:
            self.look.icons.draw(painter, spec.arrow, square(end + 10, middle, 16), ink)
        if spec.key:
            width = keycap_width(self.look, spec.key)
            cap = QRectF(end + 16, middle - HEIGHT / 2, width, HEIGHT)
            keycap(painter, self.look, spec.key, cap, CapColours(tokens.ctl, tokens.ink3))

    def _left(self) -> int:
        return 27 if self.spec.icon else 2

    def _right(self) -> int:
        if self.spec.key:
            return 18 + keycap_width(self.look, self.spec.key)
        return 20 if self.spec.arrow else 2

    def _block(self, width: int) -> Block:
        room = max(width - self._left() - self._right(), 1)
        return self.look.setter.block(self.spec.text, Setting(self.spec.type_, room))
