"""A case as it went: a line with a dot per step at its true time, and the steps below it.

It plays, goes step by step, or jumps to the step that is tapped. What has not happened yet at that
moment is pale.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.desk.ledger_views import ReplayStep, ReplayView, StepKind
from cashier.ui.look import Look
from cashier.ui.manager.replay_words import (
    case_day,
    case_line,
    case_title,
    step_detail,
    step_title,
)
from cashier.ui.marks import ring
from cashier.ui.paint import down, rounded, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, BODY_BOLD, HINT, TITLE, L, M, S
from cashier.ui.widgets.base import Painted, Tap
from cashier.ui.widgets.containers import Card, CardSpec, Column, Scroll
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.icon_tap import IconTap
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.words import running_time

WIDTH = 320
_PAD = 19
_DOT = 10
_TEXT = 30
_AIR = 6
_PLAY_MS = 900


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
        return max(title.height + (detail.height if detail else 0) + 2 * _AIR, 44)

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


class ReplayPanel(Card):
    """Shows one case; asks for nothing by itself."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, CardSpec(pad=(_PAD, 14, 8, 8)))
        self._view: ReplayView | None = None
        self._here = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_PLAY_MS)
        self._timer.timeout.connect(self._play_on)
        self.head = Section(look)
        self.scrubber = Scrubber(look)
        self.scrubber.moved.connect(self.go_to)
        self.back = IconTap(look, "chevron-left", "")
        self.play = IconTap(look, "play", "")
        self.next = IconTap(look, "chevron-right", "")
        self.time = Label(look, LabelSpec("", HINT, "ink2"))
        self.steps = Section(look)
        self._inner = Column(0, (0, 0, M, L))
        self._inner.put([self.steps])
        self._inner.box.addStretch(1)
        self.area = Scroll(look, self._inner)
        self._arrange()
        self.setFixedWidth(WIDTH)
        self.show_view(None)

    @property
    def here(self) -> int:
        """Which step is shown as the present one."""
        return self._here

    @property
    def case_id(self) -> str:
        """Which case is shown; empty for none."""
        return self._view.case_id if self._view else ""

    def show_view(self, view: ReplayView | None) -> None:
        """Show a case from its end; the same one stays where it is."""
        same = view is not None and self._view is not None and view.case_id == self._view.case_id
        if view == self._view and view is not None:
            return
        self._view = view
        steps = view.steps if view else ()
        if not same:
            self._timer.stop()
            self._here = max(len(steps) - 1, 0)
        self._here = min(self._here, max(len(steps) - 1, 0))
        self._show()

    def go_to(self, step: int) -> None:
        """Stand at this step."""
        steps = self._view.steps if self._view else ()
        self._here = min(max(step, 0), max(len(steps) - 1, 0))
        self._show_place()
        lines = self._lines()
        if self._here < len(lines):
            self.area.ensureWidgetVisible(lines[self._here], 0, 60)

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self._show()

    def _arrange(self) -> None:
        self.back.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        self.play.clicked.connect(self._toggle)
        self.controls = QWidget()
        row = QHBoxLayout(self.controls)
        row.setContentsMargins(0, 0, M, S)
        row.setSpacing(0)
        for part in (self.back, self.play, self.next):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.time, 0, Qt.AlignmentFlag.AlignVCenter)
        line = Column(margins=(0, 0, M, 0))
        line.put([self.scrubber])
        self.box.addWidget(self.head)
        self.box.addWidget(line)
        self.box.addWidget(self.controls)
        self.box.addWidget(self.area, 1)

    def _show(self) -> None:
        view = self._view
        row = view.row if view else None
        self.head.show_parts(row, self._head)
        self.steps.show_parts(view.steps if view else (), self._step_lines)
        for part in (self.scrubber, self.controls, self.area):
            part.setVisible(row is not None)
        self._show_place()

    def _head(self) -> list[QWidget]:
        words, row = self.look.words, self._view.row if self._view else None
        if row is None:
            spec = EmptySpec("history", words("replay-none"), words("replay-none.how"))
            return [EmptyState(self.look, spec)]
        column = Column(margins=(0, 0, M, 4))
        column.put(
            [
                Label(self.look, LabelSpec(case_title(words, row), TITLE, "ink")),
                Label(self.look, LabelSpec(case_line(words, row), HINT, "ink2")),
                Label(self.look, LabelSpec(self._small_print(), HINT, "ink3")),
            ]
        )
        return [column]

    def _small_print(self) -> str:
        words, row = self.look.words, self._view.row if self._view else None
        if row is None:
            return ""
        tail = row.order_tail
        return words("replay-small", day=case_day(row), tail=tail or words("replay-no_tail"))

    def _step_lines(self) -> list[QWidget]:
        lines: list[QWidget] = []
        for number, step in enumerate(self._view.steps if self._view else ()):
            line = StepLine(self.look, step)
            line.clicked.connect(self._goer(number))
            lines.append(line)
        return lines

    def _goer(self, number: int) -> Callable[[], None]:
        return lambda: self.go_to(number)

    def _lines(self) -> list[StepLine]:
        found = (self.steps.box.itemAt(number) for number in range(self.steps.box.count()))
        parts = (item.widget() if item is not None else None for item in found)
        return [part for part in parts if isinstance(part, StepLine)]

    def _show_place(self) -> None:
        words, steps = self.look.words, self._view.steps if self._view else ()
        self.scrubber.show_steps(steps, self._here)
        lines = self._lines()
        for number, line in enumerate(lines):
            passed = "done" if number < self._here else "later"
            state = "now" if number == self._here else passed
            line.show_state(state, first=number == 0, last=number == len(lines) - 1)
        self.back.show_icon("chevron-left", words("replay-back"))
        self.next.show_icon("chevron-right", words("replay-next"))
        playing = self._timer.isActive()
        key = "replay-pause" if playing else "replay-play"
        self.play.show_icon("pause" if playing else "play", words(key))
        here = running_time(steps[self._here].after_s) if steps else ""
        whole = running_time(steps[-1].after_s) if steps else ""
        self.time.show_spec(LabelSpec(words("replay-time", here=here, whole=whole), HINT, "ink2"))

    def _step(self, by: int) -> None:
        self._timer.stop()
        self.go_to(self._here + by)

    def _toggle(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
        else:
            if self._view and self._here >= len(self._view.steps) - 1:
                self._here = 0
            self._timer.start()
        self._show_place()

    def _play_on(self) -> None:
        last = len(self._view.steps) - 1 if self._view else 0
        if self._here + 1 >= last:
            self._timer.stop()
        self.go_to(self._here + 1)
