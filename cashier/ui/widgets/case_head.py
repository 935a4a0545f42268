"""The top of a case: how the links stand, then amount, method, running time and the cross.

While the lock counts down there is no second clock beside it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QResizeEvent

from cashier.desk.case_views import CasePage, CaseView
from cashier.desk.views import Light
from cashier.ui.look import Look
from cashier.ui.marks import dot, mark
from cashier.ui.paint import square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, MARGIN, TARGET, TITLE, grown
from cashier.ui.widgets.base import Painted, Target
from cashier.ui.widgets.icon_tap import IconTap
from cashier.ui.words import running_time

_STRIP_LEFT = 40
_GAP = 12
_TOP = 12


@dataclass(frozen=True, slots=True)
class StripSpec:
    """How the links stand, in words."""

    state: Light
    text: str


class Strip(Target):
    """How the links stand, in one quiet line. Never says that payments can be taken.

    That all is well is grey here: green would speak for the payment below it.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.spec = StripSpec(Light.unknown, "")
        self._open = False

    def show_spec(self, spec: StripSpec, *, open_: bool) -> None:
        """Show the light, and whether all lights are shown below."""
        self.setAccessibleName(spec.text)
        if (spec, open_) != (self.spec, self._open):
            self.spec, self._open = spec, open_
            self.updateGeometry()
            self.update()

    def natural_width(self) -> int:
        """Light, the longest word, arrow."""
        return _STRIP_LEFT + self.look.setter.longest_word(self.spec.text, BODY) + TARGET

    def line_width(self) -> int:
        """Light, words, arrow."""
        return _STRIP_LEFT + self.look.setter.width(self.spec.text, BODY) + TARGET

    def height_for(self, width: int) -> int:
        """A finger high, more where the text is larger or longer."""
        return max(grown(TARGET), self._block(width).height + 8)

    def paint(self, painter: QPainter) -> None:
        """Draw the line."""
        tokens, middle = self.look.tokens, self.height() / 2
        if self.spec.state is Light.ok:
            dot(painter, QPointF(24, middle), 8, tokens.ink3)
        else:
            mark(painter, tokens, self.spec.state, QPointF(24, middle), 10)
        text = self._block(self.width())
        text.draw(painter, _STRIP_LEFT, middle - text.height / 2, tokens.ink2)
        arrow = square(self.width() - 30, middle, 18)
        icon = "chevron-up" if self._open else "chevron-down"
        self.look.icons.draw(painter, icon, arrow, tokens.ink2)

    def _block(self, width: int) -> Block:
        room = max(width - _STRIP_LEFT - TARGET, 1)
        return self.look.setter.block(self.spec.text, Setting(BODY, room, balanced=True))


class CaseHead(Painted):
    """Amount, method, running time, and the cross unless the money is in doubt."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.view: CaseView | None = None
        self.cross = IconTap(look, "close", look.words("case-close"))
        self.cross.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross in its corner."""
        self.cross.move(self.width() - TARGET - 4, 6)

    def show_case(self, view: CaseView) -> None:
        """Draw a case."""
        self.view = view
        self.cross.setVisible(self._has_cross())
        self.cross.show_icon("close", self.look.words("case-close"))
        self.updateGeometry()
        self.tick()

    def tick(self) -> None:
        """Show the running time."""
        if self.view is not None:
            timed = self.look.words("case-time", time=self._time())
            self.setAccessibleName(timed if self._is_timed() else self._amount_text())
        self.update()

    def natural_width(self) -> int:
        """The longest word of the amount with time and cross; the method can stand below."""
        setter = self.look.setter
        first = setter.longest_word(self._amount_text(), TITLE) + _GAP + self._right_width()
        return MARGIN + max(first, setter.longest_word(self._method(), BODY) + MARGIN)

    def height_for(self, width: int) -> int:
        """One line; the method goes below when there is no room, and words in lines."""
        amount = self._amount(width)
        method, beside = self._method_block(width)
        return _TOP + amount.height + (12 if beside else method.height + 8)

    def paint(self, painter: QPainter) -> None:
        """Draw amount, method and time."""
        tokens = self.look.tokens
        amount = self._amount(self.width())
        amount.draw(painter, MARGIN, _TOP, tokens.ink)
        method, beside = self._method_block(self.width())
        x = MARGIN + amount.width + _GAP - 1 if beside else MARGIN
        # Its smaller letters stand a little lower than half way, on the foot of the amount's.
        line = _TOP + (TITLE.line - BODY.line) / 2 + 0.5
        method.draw(painter, x, line if beside else _TOP + amount.height, tokens.ink2)
        if not self._is_timed():
            return
        time = self.look.setter.line(self._time(), BODY)
        right = self.width() - self._corner()
        time.draw(painter, right - time.width, line, tokens.ink2)
        place = square(right - time.width - 14, line + time.height / 2, 18)
        self.look.icons.draw(painter, "clock", place, tokens.ink2)

    def _is_timed(self) -> bool:
        return self.view is None or self.view.page is not CasePage.locked

    def _amount_text(self) -> str:
        view, words = self.view, self.look.words
        known = view.amount if view else None
        return words("money", amount=known.grouped) if known else words("case-untold")

    def _amount(self, width: int) -> Block:
        room = max(width - MARGIN - _GAP - self._right_width(), 1)
        return self.look.setter.block(self._amount_text(), Setting(TITLE, room, balanced=True))

    def _method(self) -> str:
        return self.look.words.method(self.view.method) if self.view else ""

    def _method_block(self, width: int) -> tuple[Block, bool]:
        setter = self.look.setter
        amount = self._amount(width)
        room = width - MARGIN - amount.width - _GAP - self._right_width()
        beside = not self._method() or (
            amount.lines == 1 and setter.width(self._method(), BODY) <= room
        )
        whole = Setting(BODY, max(width - 2 * MARGIN, 1))
        return setter.block(self._method(), whole), beside

    def _corner(self) -> int:
        """Room at the right: for the cross, or for a margin where there is none."""
        return 52 if self._has_cross() else 22

    def _has_cross(self) -> bool:
        """None under lock; none where the way back is the way out, before anything was said."""
        view = self.view
        return view is not None and view.lock is None and view.page is not CasePage.till_message

    def _right_width(self) -> int:
        if not self._is_timed():
            return 0
        return self.look.setter.width(self._time(), BODY) + 26 + self._corner()

    def _time(self) -> str:
        if self.view is None:
            return running_time(0)
        return running_time(self.look.clock.monotonic() - self.view.opened_monotonic)
