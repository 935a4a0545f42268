"""When payments failed and whose side it was: hours across, sides down, a disc with a count."""

from collections.abc import Sequence
from math import sqrt

from PySide6.QtGui import QPainter

from cashier.history.charted import HourCount
from cashier.ui.look import Look
from cashier.ui.manager.causes import SIDE_ICONS
from cashier.ui.paint import across, rounded, square
from cashier.ui.theme import BODY, HINT, HINT_BOLD, grown
from cashier.ui.widgets.base import Painted

_SIDES = ("customer", "merchant", "network", "provider", "code", "none")
_ROW = 40
_FEET = 26
_ICON = 30
_SMALL, _LARGE = 10.0, 18.0


class HourDots(Painted):
    """Every hour from the first to the last one that had a failure."""

    def __init__(self, look: Look, hours: Sequence[HourCount]) -> None:
        super().__init__(look)
        self._times = {(one.hour, one.side): one.times for one in hours}
        every = [one.hour for one in hours]
        self._hours = range(min(every), max(every) + 1) if every else range(0)
        present = {one.side for one in hours}
        self._sides = [side for side in _SIDES if side in present]
        words = look.words
        spoken = [f"{words(f'manager-side-{side}')} {sum(self._of(side))}" for side in self._sides]
        self.setAccessibleName(", ".join(spoken))

    def natural_width(self) -> int:
        """Names, and room for a disc an hour."""
        return self._left() + len(self._hours) * 24

    def height_for(self, width: int) -> int:
        """One line a side, and the hours."""
        return len(self._sides) * grown(_ROW) + grown(_FEET)

    def paint(self, painter: QPainter) -> None:
        """Draw lines, discs and hours."""
        tokens, look, left = self.look.tokens, self.look, self._left()
        column = (self.width() - left) / max(len(self._hours), 1)
        most = max(self._times.values(), default=1)
        for row, side in enumerate(self._sides):
            middle = (row + 0.5) * grown(_ROW)
            place = square(9, middle, 18)
            look.icons.draw(painter, SIDE_ICONS.get(side, "question"), place, tokens.ink2)
            name = look.setter.line(look.words(f"manager-side-{side}"), BODY)
            name.draw(painter, _ICON, middle - BODY.line / 2, tokens.ink)
            across(painter, left, round(middle), self.width(), tokens.line)
            for number, times in enumerate(self._of(side)):
                if times:
                    x = left + (number + 0.5) * column
                    self._paint_disc(painter, (x, middle), times, min(_LARGE, column / 2 - 1), most)
        for number, hour in enumerate(self._hours):
            text = look.setter.line(str(hour), HINT)
            x = left + (number + 0.5) * column - text.width / 2
            text.draw(painter, x, self.height() - HINT.line, tokens.ink3)
        label = look.setter.line(look.words("manager-hours-axis"), HINT)
        label.draw(painter, 0, self.height() - HINT.line, tokens.ink3)

    def _paint_disc(
        self, painter: QPainter, at: tuple[float, float], times: int, largest: float, most: int
    ) -> None:
        tokens = self.look.tokens
        small = min(_SMALL, largest)
        radius = small + (largest - small) * sqrt(times / most)
        rounded(painter, square(*at, 2 * radius), tokens.accent, radius)
        number = self.look.setter.line(str(times), HINT_BOLD)
        if number.width <= 2 * radius:
            top = at[1] - HINT.line / 2
            number.draw(painter, at[0] - number.width / 2, top, tokens.on_accent)

    def _of(self, side: str) -> list[int]:
        return [self._times.get((hour, side), 0) for hour in self._hours]

    def _left(self) -> int:
        words = self.look.words
        names = [words(f"manager-side-{side}") for side in self._sides]
        widest = max((self.look.setter.width(name, BODY) for name in names), default=0)
        axis = self.look.setter.width(words("manager-hours-axis"), HINT)
        return max(_ICON + widest, axis) + 14
