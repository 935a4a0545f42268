"""The row: something at the left, a title with a line below it, a key or an arrow at the right.

Buttons, answers, methods, outcomes, steps and open cases are all rows in different clothes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import boxed, rounded, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY_BOLD, HINT, RADIUS_INSIDE, TARGET, Type
from cashier.ui.widgets.base import Tap
from cashier.ui.widgets.keycap import HEIGHT, CapColours, keycap, keycap_width

Lead = Callable[[QPainter, Look, QRectF], None]
_GAP = 12
_ARROW = 16


@dataclass(frozen=True, slots=True)
class Tone:
    """The clothes of a row: names of tokens. No border means no box of its own."""

    fill: str
    hover: str
    press: str
    border: str
    ink: str
    ink2: str
    cap: str
    cap_ink: str


ACCENT = Tone(
    "accent", "accent_hover", "accent_pressed", "accent",
    "on_accent", "on_accent", "on_accent", "on_accent",
)  # fmt: skip
SURFACE = Tone("surface", "hover", "press", "ctl", "ink", "ink2", "ctl", "ink3")
QUIET = Tone("surface", "hover", "press", "line", "ink", "ink2", "ctl", "ink3")
FLAT = Tone("surface", "hover", "press", "", "ink", "ink2", "ctl", "ink3")
BARE = Tone("canvas", "hover", "press", "", "ink3", "ink3", "ctl", "ink3")
CHOSEN = Tone("accent_tint", "accent_tint", "accent_tint", "", "ink", "ink2", "ctl", "ink2")
LOCKED = Tone(
    "lock_tint", "lock_tint", "lock_tint", "lock_line", "ink", "ink2", "lock_line", "lock"
)
LOCKED_SOLID = Tone(
    "lock_fill", "lock_fill", "lock_fill", "lock_fill", "on_lock", "on_lock2", "on_lock2", "on_lock"
)


@dataclass(frozen=True, slots=True)
class RowSpec:
    """What a row shows. `indent` is where the text begins, `lead` paints left of it."""

    title: str
    sub: str = ""
    key: str = ""
    arrow: str = ""
    type_: Type = BODY_BOLD
    tone: Tone = SURFACE
    lead: Lead | None = None
    indent: int = 16
    pad: int = 16
    least: int = TARGET
    title_ink: str = ""
    sub_ink: str = ""
    spoken: str = ""


class Row(Tap):
    """A row that can be tapped."""

    def __init__(self, look: Look, spec: RowSpec) -> None:
        super().__init__(look, spec.spoken or spec.title)
        self.spec = spec
        self.setAccessibleDescription(spec.sub)

    def show_spec(self, spec: RowSpec) -> None:
        """Show something else in the same place."""
        if spec == self.spec:
            return
        self.spec = spec
        self.setAccessibleName(spec.spoken or spec.title)
        self.setAccessibleDescription(spec.sub)
        self.updateGeometry()
        self.update()

    def natural_width(self) -> int:
        """As wide as the longest word with what stands beside it."""
        spec, setter = self.spec, self.look.setter
        word = setter.longest_word(spec.title, spec.type_)
        below = setter.longest_word(spec.sub, HINT) if spec.sub else 0
        return spec.indent + max(word, below) + self._right()

    def line_width(self) -> int:
        """Wide enough for both texts on one line each."""
        spec, setter = self.spec, self.look.setter
        texts = max(setter.width(spec.title, spec.type_), setter.width(spec.sub, HINT))
        return spec.indent + texts + self._right() + 1

    def height_for(self, width: int) -> int:
        """As high as its text with room above and below."""
        title, sub = self._blocks(width)
        text = title.height + (sub.height if sub else 0)
        return max(self.spec.least, text + 2 * self._air())

    def paint(self, painter: QPainter) -> None:
        """Draw box, lead, text and key."""
        spec, tokens = self.spec, self.look.tokens
        self._paint_box(painter)
        if spec.lead:
            lead = QRectF(0, 0, spec.indent, self.height())
            spec.lead(painter, self.look, lead)
        title, sub = self._blocks(self.width())
        y = (self.height() - title.height - (sub.height if sub else 0)) / 2
        ink = spec.title_ink or (spec.tone.ink if self.isEnabled() else "off")
        title.draw(painter, spec.indent, y, getattr(tokens, ink))
        if sub:
            below = spec.sub_ink or spec.tone.ink2
            sub.draw(painter, spec.indent, y + title.height, getattr(tokens, below))
        self._paint_right(painter)

    def _air(self) -> int:
        return 6 if self.spec.sub else 8

    def _right(self) -> int:
        cap = keycap_width(self.look, self.spec.key)
        arrow = _ARROW if self.spec.arrow else 0
        beside = cap + arrow
        return self.spec.pad + (beside + _GAP if beside else 0)

    def _blocks(self, width: int) -> tuple[Block, Block | None]:
        spec = self.spec
        room = max(width - spec.indent - self._right(), 1)
        title = self.look.setter.block(spec.title, Setting(spec.type_, room, balanced=True))
        if not spec.sub:
            return title, None
        return title, self.look.setter.block(spec.sub, Setting(HINT, room, balanced=True))

    def _paint_box(self, painter: QPainter) -> None:
        tone, tokens = self.spec.tone, self.look.tokens
        fill = getattr(tokens, self.shade(tone.fill, tone.hover, tone.press))
        box = QRectF(self.rect())
        if not self.isEnabled() and tone.border:
            boxed(painter, box, tokens.canvas, tokens.line)
        elif tone.border:
            boxed(painter, box, fill, getattr(tokens, tone.border))
        elif fill != getattr(tokens, tone.fill):
            rounded(painter, box.adjusted(3, 3, -3, -3), fill, RADIUS_INSIDE)

    def _paint_right(self, painter: QPainter) -> None:
        spec, tokens = self.spec, self.look.tokens
        middle = self.height() / 2
        if spec.key:
            width = keycap_width(self.look, spec.key)
            left = self.width() - spec.pad - width
            box = QRectF(left, round(middle - HEIGHT / 2), width, HEIGHT)
            ink = spec.tone.cap_ink if self.isEnabled() else "off"
            colours = CapColours(getattr(tokens, spec.tone.cap), getattr(tokens, ink))
            keycap(painter, self.look, spec.key, box, colours)
        elif spec.arrow:
            centre = self.width() - spec.pad - _ARROW / 2
            ink = getattr(tokens, spec.tone.cap_ink)
            self.look.icons.draw(painter, spec.arrow, square(centre, middle, _ARROW), ink)
