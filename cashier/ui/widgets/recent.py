"""A closed case of this shift: when, how much, from what to what, how it ended."""

from dataclasses import dataclass

from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, BODY_BOLD, HINT, TARGET
from cashier.ui.widgets.base import Painted

_PAD = 16
_AMOUNT_RIGHT = 114


@dataclass(frozen=True, slots=True)
class RecentTexts:
    """The words of a row, with icon and colour of its end."""

    time: str
    amount: str
    method: str
    end: str
    icon: str
    ink: str


class RecentRow(Painted):
    """One line of the list."""

    def __init__(self, look: Look, texts: RecentTexts) -> None:
        super().__init__(look)
        self.texts = texts
        self.setAccessibleName(f"{texts.time} {texts.amount} {texts.method} {texts.end}")

    def natural_width(self) -> int:
        """Time, amount, method's longest word and end."""
        return (
            self._method_left()
            + self.look.setter.longest_word(self.texts.method, BODY)
            + self._end_width()
        )

    def height_for(self, width: int) -> int:
        """One finger high, more when the method wraps."""
        return max(TARGET, self._method(width).height + 16)

    def paint(self, painter: QPainter) -> None:
        """Draw the row."""
        tokens, texts, setter = self.look.tokens, self.texts, self.look.setter
        middle = self.height() / 2
        time = setter.line(texts.time, HINT)
        time.draw(painter, _PAD, middle - HINT.line / 2, tokens.ink2)
        amount = setter.line(texts.amount, BODY_BOLD)
        x = self._method_left() - 16 - amount.width
        amount.draw(painter, x, middle - BODY.line / 2, tokens.ink)
        method = self._method(self.width())
        method.draw(painter, self._method_left(), middle - method.height / 2, tokens.ink2)
        end = setter.line(texts.end, HINT)
        ink = getattr(tokens, texts.ink)
        right = self.width() - 13
        end.draw(painter, right - end.width, middle - HINT.line / 2, ink)
        place = square(right - end.width - 14, middle, 16)
        self.look.icons.draw(painter, texts.icon, place, ink)

    def _method_left(self) -> int:
        setter = self.look.setter
        used = _PAD + setter.width(self.texts.time, HINT) + 12
        used += setter.width(self.texts.amount, BODY_BOLD)
        return max(_AMOUNT_RIGHT, used) + 16

    def _end_width(self) -> int:
        return 13 + self.look.setter.width(self.texts.end, HINT) + 14 + 8 + 8

    def _method(self, width: int) -> Block:
        room = max(width - self._method_left() - self._end_width(), 1)
        return self.look.setter.block(self.texts.method, Setting(BODY, room, balanced=True))
