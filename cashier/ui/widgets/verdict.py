"""The verdict on a code: a sign, what to do, and how clear, fresh and whole it is."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from cashier.desk.views import Light
from cashier.ui.look import Look
from cashier.ui.marks import sign
from cashier.ui.paint import boxed, down
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, VERDICT, Tokens, Type
from cashier.ui.widgets.base import Painted

_SIGN = 36
_LEFT = 64
_PAD = 16
_GAP = 21


@dataclass(frozen=True, slots=True)
class VerdictSpec:
    """What the line says; `facts` stand side by side, `sub` is one sentence instead."""

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
        self._name()

    def show_spec(self, spec: VerdictSpec) -> None:
        """Say something else."""
        if spec == self.spec:
            return
        self.spec = spec
        self._name()
        self.updateGeometry()
        self.update()

    def natural_width(self) -> int:
        """As wide as its longest word."""
        setter = self.look.setter
        words = [setter.longest_word(self.spec.text, self.spec.type_)]
        words += [setter.longest_word(fact, BODY) for fact in self.spec.facts]
        return _LEFT + max(words) + _PAD

    def height_for(self, width: int) -> int:
        """Verdict, and the facts below it."""
        text, sub = self._blocks(width)
        lines = len(_lines(self._facts(), width - _LEFT - _PAD))
        below = sub.height if sub else lines * BODY.line
        gap = 6 if lines else 0
        return max(text.height + below + gap + 2 * 15, _SIGN + 24)

    def paint(self, painter: QPainter) -> None:
        """Draw the card, the sign and the texts."""
        tokens = self.look.tokens
        fill, border = verdict_clothes(tokens, self.spec.state)
        boxed(painter, QRectF(self.rect()), fill, border)
        text, sub = self._blocks(self.width())
        body = (sub.height if sub else 0) + text.height
        top = 15.0 if self.spec.facts else (self.height() - body) / 2
        middle = top + (text.height if not sub else body) / 2
        place = QRectF(_PAD, middle - _SIGN / 2, _SIGN, _SIGN)
        sign(painter, self.look, self.spec.state, place)
        text.draw(painter, _LEFT, top, tokens.ink)
        if sub:
            sub.draw(painter, _LEFT, top + text.height, tokens.ink2)
        self._paint_facts(painter, QPointF(_LEFT, top + text.height + 6), border)

    def _paint_facts(self, painter: QPainter, corner: QPointF, line: str) -> None:
        y = corner.y()
        for facts in _lines(self._facts(), self.width() - _LEFT - _PAD):
            x = corner.x()
            for number, fact in enumerate(facts):
                if number:
                    down(painter, round(x - _GAP / 2), y, y + BODY.line, line)
                fact.draw(painter, x, y, self.look.tokens.ink2)
                x += fact.width + _GAP
            y += BODY.line

    def _blocks(self, width: int) -> tuple[Block, Block | None]:
        room = max(width - _LEFT - _PAD, 1)
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
