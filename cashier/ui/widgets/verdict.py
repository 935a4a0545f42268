"""The verdict on a code: a sign, what to do, and how clear, fresh and whole it is."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from cashier.desk.views import Light
from cashier.ui.look import Look
from cashier.ui.marks import sign
from cashier.ui.paint import boxed, down
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, HINT_BOLD, VERDICT, Tokens, Type
from cashier.ui.widgets.base import Painted
from cashier.ui.widgets.ring import RingSpec, countdown_ring

_SIGN = 36
_LEFT = 64
_PAD = 16
_GAP = 21
_RING = 48
_RING_STROKE = 4
_HURRY_S = 10


@dataclass(frozen=True, slots=True)
class VerdictSpec:
    """What the line says: `sub` is one sentence, `facts` stand side by side below it."""

    state: Light
    text: str
    facts: tuple[str, ...] = ()
    sub: str = ""
    type_: Type = VERDICT


class VerdictLine(Painted):
    """One verdict in the clothes of its kind."""

    def __init__(self, look: Look, spec: VerdictSpec) -> None:
        super().__init__(look)
        self.spec = spec
        self._dies: float | None = None
        self._lives = 0.0
        self._name()

    def show_spec(self, spec: VerdictSpec) -> None:
        """Say something else."""
        if spec == self.spec:
            return
        self.spec = spec
        self._name()
        self.updateGeometry()
        self.update()

    def count_down(self, dies: float | None, lives: float | None) -> None:
        """Show in a ring what is left of a life of `lives` seconds that ends at `dies`."""
        if (dies is None) != (self._dies is None):
            self.updateGeometry()
        self._dies, self._lives = dies, lives or 0.0
        self.update()

    @property
    def seconds_left(self) -> int | None:
        """What the ring says now; None where there is no ring."""
        if self._dies is None:
            return None
        return max(0, ceil(self._dies - self.look.clock.monotonic()))

    def natural_width(self) -> int:
        """As wide as its longest word."""
        setter = self.look.setter
        words = [setter.longest_word(self.spec.text, self.spec.type_)]
        words += [setter.longest_word(fact, BODY) for fact in self.spec.facts]
        return _LEFT + max(words) + self._right()

    def height_for(self, width: int) -> int:
        """Verdict, the sentence and the facts below it."""
        return max(self._body(width) + 2 * 15, _SIGN + 24)

    def _right(self) -> int:
        return _PAD if self._dies is None else _PAD + _RING + _PAD // 2

    def _body(self, width: int) -> int:
        text, sub = self._blocks(width)
        lines = len(_lines(self._facts(), width - _LEFT - self._right()))
        return text.height + (sub.height if sub else 0) + lines * BODY.line + (6 if lines else 0)

    def paint(self, painter: QPainter) -> None:
        """Draw the card, the sign and the texts."""
        tokens = self.look.tokens
        fill, border = verdict_clothes(tokens, self.spec.state)
        boxed(painter, QRectF(self.rect()), fill, border)
        text, sub = self._blocks(self.width())
        top = (self.height() - self._body(self.width())) / 2
        middle = top + (text.height + (sub.height if sub else 0)) / 2
        place = QRectF(_PAD, middle - _SIGN / 2, _SIGN, _SIGN)
        sign(painter, self.look, self.spec.state, place)
        text.draw(painter, _LEFT, top, tokens.ink)
        top += text.height
        if sub:
            sub.draw(painter, _LEFT, top, tokens.ink2)
            top += sub.height
        self._paint_facts(painter, QPointF(_LEFT, top + 6), border)
        self._paint_ring(painter)

    def _paint_ring(self, painter: QPainter) -> None:
        if self._dies is None or self._lives <= 0:
            return
        tokens, left = self.look.tokens, self._dies - self.look.clock.monotonic()
        hurry = left <= _HURRY_S
        hand = tokens.warn_mark if hurry else tokens.ok_mark
        track = tokens.warn_line if hurry else tokens.ok_line
        centre = QPointF(self.width() - _PAD - _RING / 2, self.height() / 2)
        spec = RingSpec(_RING, _RING_STROKE, track, hand, self.look.taste.reduced_motion)
        countdown_ring(painter, centre, left / self._lives, spec)
        left_text = self.look.words("verdict-seconds", seconds=self.seconds_left or 0)
        figure = self.look.setter.line(left_text, HINT_BOLD)
        x, y = centre.x() - figure.width / 2, centre.y() - HINT_BOLD.line / 2
        figure.draw(painter, x, y, tokens.ink)

    def _paint_facts(self, painter: QPainter, corner: QPointF, line: str) -> None:
        y = corner.y()
        for facts in _lines(self._facts(), self.width() - _LEFT - self._right()):
            x = corner.x()
            for number, fact in enumerate(facts):
                if number:
                    down(painter, round(x - _GAP / 2), y, y + BODY.line, line)
                fact.draw(painter, x, y, self.look.tokens.ink2)
                x += fact.width + _GAP
            y += BODY.line

    def _blocks(self, width: int) -> tuple[Block, Block | None]:
        room = max(width - _LEFT - self._right(), 1)
        setter, spec = self.look.setter, self.spec
        text = setter.block(spec.text, Setting(spec.type_, room, balanced=True))
        if not spec.sub:
            return text, None
        return text, setter.block(spec.sub, Setting(BODY, room, balanced=True))

    def _facts(self) -> list[Block]:
        return [self.look.setter.line(fact, BODY) for fact in self.spec.facts]

    def _name(self) -> None:
        parts = [self.spec.text, self.spec.sub, *self.spec.facts]
        self.setAccessibleName(" ".join(part for part in parts if part))


def verdict_clothes(tokens: Tokens, state: Light) -> tuple[str, str]:
    """Return ground and border for a verdict."""
    clothes = {
        Light.ok: (tokens.ok_tint, tokens.ok_line),
        Light.warn: (tokens.warn_tint, tokens.warn_line),
        Light.fail: (tokens.fail_tint, tokens.fail_line),
    }
    return clothes.get(state, (tokens.surface, tokens.line))


def _lines(facts: list[Block], room: int) -> list[list[Block]]:
    lines: list[list[Block]] = []
    used = 0
    for fact in facts:
        if not lines or used + _GAP + fact.width > room:
            lines.append([fact])
            used = fact.width
        else:
            lines[-1].append(fact)
            used += _GAP + fact.width
    return lines
