"""What a replay is made of: a line with a dot per step at its true time, and a line of text a step.

What has not happened yet at the moment that is shown is pale.
"""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPainter

from cashier.desk.ledger_views import ReplayStep, StepKind
from cashier.ui.look import Look
from cashier.ui.manager.replay_words import step_detail, step_title
from cashier.ui.marks import ring
from cashier.ui.paint import down, rounded, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, BODY_BOLD, HINT, TARGET
from cashier.ui.widgets.base import Painted, Tap
from cashier.ui.words import running_time

_DOT = 10
_TEXT = 30
_AIR = 6


class Scrubber(Painted):
    """The time of a case as a line, with a dot where something happened."""

    moved = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._steps: tuple[ReplayStep, ...] = ()
        self._here = 0

    def show_steps(self, steps: tuple[ReplayStep, ...], here: int) -> None:
        """Show the steps and where the replay stands."""
        self._steps, self._here = steps, here
        self.setAccessibleName(self.look.words("replay-place", here=here + 1, count=len(steps)))
        self.update()

    def natural_width(self) -> int:
        """As wide as there is."""
        return 80

    def height_for(self, width: int) -> int:
        """A dot with air."""
        return 32

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the nearest step."""
        places = self._places()
        if places:
            x = event.position().x()
            self.moved.emit(min(range(len(places)), key=lambda one: abs(places[one] - x)))

    def paint(self, painter: QPainter) -> None:
        """Draw the line, what has passed, and the dots."""
        tokens, middle = self.look.tokens, self.height() / 2
        places = self._places()
        if not places:
            return
        rounded(painter, QRectF(_DOT, middle - 2, self.width() - 2 * _DOT, 4), tokens.sunken, 2)
        passed = places[self._here] - _DOT
        rounded(painter, QRectF(_DOT, middle - 2, max(passed, 0), 4), tokens.accent, 2)
        for number, x in enumerate(places):
            if number == self._here:
                continue
            place = square(x, middle, 9)
            rounded(painter, place, tokens.surface, 4.5)
            ink = tokens.accent if number < self._here else tokens.edge
            ring(painter, place, ink, 1.8)
        rounded(painter, square(places[self._here], middle, 15), tokens.accent, 7.5)

    def _places(self) -> list[float]:
        if not self._steps:
            return []
        last = max(self._steps[-1].after_s, 0.001)
        room = self.width() - 2 * _DOT
        return [_DOT + room * min(max(step.after_s / last, 0.0), 1.0) for step in self._steps]


class StepLine(Tap):
    """One step: dot on a line, what happened, the small print, and when."""

    def __init__(self, look: Look, step: ReplayStep) -> None:
        super().__init__(look)
        words = look.words
        self._title, self._detail = step_title(words, step), step_detail(words, step)
        self._time = running_time(step.after_s)
        self._judged = step.kind is StepKind.judged
        self._locked = step.kind is StepKind.locked
        self._state = "later"
        self._ends = (False, False)
        self.setAccessibleName(f"{self._time} {self._title} {self._detail}")

    def show_state(self, state: str, *, first: bool, last: bool) -> None:
        """Say whether it is over, now or later, and whether the line ends here."""
        self._state, self._ends = state, (first, last)
        self.update()

    def natural_width(self) -> int:
        """Text and time side by side."""
        words = self.look.setter.longest_word(self._title, BODY_BOLD)
        return _TEXT + words + self._time_width()

    def height_for(self, width: int) -> int:
        """As many lines as it takes, a finger at least."""
        title, detail = self._blocks(width)
        return max(title.height + (detail.height if detail else 0) + 2 * _AIR, TARGET)

    def paint(self, painter: QPainter) -> None:
        """Draw dot, line and words."""
        tokens, now = self.look.tokens, self._state == "now"
        if self.underMouse():
            rounded(painter, QRectF(self.rect()), tokens.hover)
        title, detail = self._blocks(self.width())
        middle = _AIR + BODY.line / 2
        first, last = self._ends
        if not first:
            down(painter, _DOT - 0.5, 0, middle, tokens.ctl)
        if not last:
            down(painter, _DOT - 0.5, middle, self.height(), tokens.ctl)
        self._paint_dot(painter, middle)
        ink = tokens.lock if self._locked else tokens.ink
        title.draw(painter, _TEXT, _AIR, tokens.ink3 if self._state == "later" else ink)
        if detail:
            detail.draw(painter, _TEXT, _AIR + title.height, tokens.ink3)
        time = self.look.setter.line(self._time, HINT)
        ink = tokens.accent_ink if now else tokens.ink3
        time.draw(painter, self.width() - time.width - 4, _AIR + 2, ink)

    def _paint_dot(self, painter: QPainter, middle: float) -> None:
        tokens = self.look.tokens
        place = square(_DOT, middle, 16)
        rounded(painter, place, tokens.surface, 8)
        if self._state == "now":
            rounded(painter, square(_DOT, middle, 14), tokens.accent, 7)
            rounded(painter, square(_DOT, middle, 5), tokens.on_accent, 2.5)
        elif self._state == "done":
            rounded(painter, square(_DOT, middle, 9), tokens.ink3, 4.5)
        else:
            ring(painter, square(_DOT, middle, 9), tokens.edge, 1.6)

    def _time_width(self) -> int:
        return self.look.setter.width(self._time, HINT) + 14

    def _blocks(self, width: int) -> tuple[Block, Block | None]:
        setter, room = self.look.setter, max(width - _TEXT - self._time_width(), 1)
        bold = self._judged or self._state == "now"
        title = setter.block(self._title, Setting(BODY_BOLD if bold else BODY, room))
        if not self._detail:
            return title, None
        return title, setter.block(self._detail, Setting(HINT, room))
