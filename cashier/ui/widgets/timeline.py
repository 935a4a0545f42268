"""What happened, what happens now, what comes: dots on a line, with their times."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cashier.desk.case_views import StepState
from cashier.ui.look import Look
from cashier.ui.marks import dot, ring
from cashier.ui.paint import boxed, down, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, BODY_BOLD, HINT, Type
from cashier.ui.widgets.base import Painted

_PAD = 16
_TEXT = 46
_DOT = 24
_GAP = 12
_TOP = 10


@dataclass(frozen=True, slots=True)
class Moment:
    """One line: title, small print, time."""

    title: str
    detail: str
    time: str
    state: StepState


@dataclass(frozen=True, slots=True)
class _Laid:
    title: Block
    detail: Block | None
    time: Block
    moment: Moment

    @property
    def height(self) -> int:
        return self.title.height + (self.detail.height if self.detail else 0)


class Timeline(Painted):
    """A card with moments below each other."""

    def __init__(self, look: Look, moments: Sequence[Moment]) -> None:
        super().__init__(look)
        self.moments = tuple(moments)
        spoken = ". ".join(f"{moment.time} {moment.title}" for moment in moments)
        self.setAccessibleName(spoken)

    def natural_width(self) -> int:
        """Text and time side by side."""
        setter = self.look.setter
        words = [setter.longest_word(moment.title, BODY_BOLD) for moment in self.moments]
        return _TEXT + max(words, default=0) + self._time_width() + _PAD

    def height_for(self, width: int) -> int:
        """All moments with air between."""
        laid = self._laid(width)
        return sum(one.height for one in laid) + _GAP * max(len(laid) - 1, 0) + 2 * _TOP

    def paint(self, painter: QPainter) -> None:
        """Draw the card, the line and the moments."""
        tokens = self.look.tokens
        boxed(painter, QRectF(self.rect()), tokens.surface, tokens.line)
        laid = self._laid(self.width())
        tops, y = [], float(_TOP)
        for one in laid:
            tops.append(y)
            y += one.height + _GAP
        for number in range(len(laid) - 1):
            above, below = tops[number] + laid[number].height / 2, tops[number + 1]
            down(painter, _DOT - 0.5, above, below + laid[number + 1].height / 2, tokens.ctl)
        for top, one in zip(tops, laid, strict=True):
            self._paint_moment(painter, one, top)

    def _paint_moment(self, painter: QPainter, one: _Laid, top: float) -> None:
        tokens = self.look.tokens
        middle = top + one.height / 2
        self._dot(painter, one.moment.state, middle)
        ink = tokens.ink2 if one.moment.state is StepState.later else tokens.ink
        one.title.draw(painter, _TEXT, top, ink)
        if one.detail:
            one.detail.draw(painter, _TEXT, top + one.title.height, tokens.ink3)
        x = self.width() - _PAD - one.time.width
        one.time.draw(painter, x, middle - HINT.line / 2, tokens.ink2)

    def _dot(self, painter: QPainter, state: StepState, y: float) -> None:
        tokens = self.look.tokens
        place = square(_DOT, y, 16)
        if state is StepState.done:
            # No green tick: nothing here says that money came in.
            dot(painter, place.center(), 12, tokens.ink3)
            return
        boxed(painter, place.adjusted(-1, -1, 1, 1), tokens.surface, tokens.surface)
        if state is StepState.now:
            ring(painter, place, tokens.lock, 3)
        else:
            ring(painter, place.adjusted(1, 1, -1, -1), tokens.edge, 1.6)

    def _time_width(self) -> int:
        setter = self.look.setter
        return max((setter.width(moment.time, HINT) for moment in self.moments), default=0) + 10

    def _laid(self, width: int) -> list[_Laid]:
        setter = self.look.setter
        room = max(width - _TEXT - _PAD - self._time_width(), 1)
        return [
            _Laid(
                setter.block(moment.title, Setting(_weight(moment), room)),
                setter.block(moment.detail, Setting(HINT, room)) if moment.detail else None,
                setter.line(moment.time, HINT),
                moment,
            )
            for moment in self.moments
        ]


def _weight(moment: Moment) -> Type:
    return BODY_BOLD if moment.state is StepState.now else BODY
