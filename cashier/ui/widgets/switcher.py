"""Several cases at once: which ones there are, which is in front, and the way to another one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from cashier.desk.case_views import CaseView
from cashier.desk.dock_views import OpenCaseView
from cashier.ui.look import Look
from cashier.ui.paint import Edge, boxed, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import HINT, HINT_BOLD, MARGIN, TARGET, S
from cashier.ui.widgets.base import Tap
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.flow import Even
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.row import SURFACE, Row, RowSpec
from cashier.ui.widgets.section import Section
from cashier.ui.words import Book

_MOST = 3
_ICON = 14
_PAD = 10
_STAYS_S = 8.0
_MEANT_S = 0.4


@dataclass(frozen=True, slots=True)
class TabSpec:
    """One case as the switcher shows it; the last one may stand for all that have no room."""

    case_id: str
    text: str
    spoken: str
    icon: str = ""
    front: bool = False


class CaseTab(Tap):
    """A case by its amount, marked when it is the one in front."""

    def __init__(self, look: Look, spec: TabSpec) -> None:
        super().__init__(look, spec.spoken)
        self.spec = spec

    def natural_width(self) -> int:
        """The longest word beside the icon."""
        return self._left() + self.look.setter.longest_word(self.spec.text, HINT_BOLD) + _PAD

    def height_for(self, width: int) -> int:
        """A finger high, or more when it wraps."""
        return max(TARGET, self._block(width).height + 12)

    def paint(self, painter: QPainter) -> None:
        """Draw box, icon and amount; the one in front has a heavy border and bold figures."""
        tokens, front = self.look.tokens, self.spec.front
        fill = tokens.surface if front else self.shade(tokens.sunken, tokens.hover, tokens.press)
        border = tokens.accent_ink if front else tokens.line
        boxed(painter, QRectF(self.rect()), fill, border, Edge(width=2 if front else 1))
        if self.spec.icon:
            place = square(_PAD + _ICON / 2, self.height() / 2, _ICON)
            self.look.icons.draw(painter, self.spec.icon, place, tokens.lock)
        block = self._block(self.width())
        ink = tokens.ink if front else tokens.ink2
        block.draw(painter, self._left(), (self.height() - block.height) / 2, ink)

    def _left(self) -> int:
        return _PAD + (_ICON + 6 if self.spec.icon else 0)

    def _block(self, width: int) -> Block:
        type_ = HINT_BOLD if self.spec.front else HINT
        room = max(width - self._left() - _PAD, 1)
        return self.look.setter.block(self.spec.text, Setting(type_, room))


class Switcher(Column):
    """A line of open cases, oldest first; hidden while there is only one."""

    wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(0, (MARGIN, S, MARGIN, 0))
        self.look = look
        self._tabs = Section(look)
        self.put([self._tabs])
        self.hide()

    def show_cases(self, front: CaseView, others: Sequence[OpenCaseView]) -> None:
        """Show the case in front among the others."""
        specs = tab_specs(self.look, front, others)
        self._tabs.show_parts(specs, lambda: self._line(specs))
        self.setVisible(bool(specs))

    def tabs(self) -> list[CaseTab]:
        """The cases as they stand."""
        return self._tabs.findChildren(CaseTab)

    def _line(self, specs: Sequence[TabSpec]) -> list[QWidget]:
        if not specs:
            return []
        line = QWidget()
        row = Even(len(specs), S)
        for spec in specs:
            tab = CaseTab(self.look, spec)
            tab.clicked.connect(lambda _=False, one=spec: self._go(one))
            row.addWidget(tab)
        line.setLayout(row)
        return [line]

    def _go(self, spec: TabSpec) -> None:
        if not spec.front:
            self.wanted.emit(spec.case_id)


class AnotherOffer(Column):
    """Asks once more before a second case is opened: two quick presses are one."""

    def __init__(self, look: Look) -> None:
        super().__init__(0, (MARGIN, S, MARGIN, 0))
        self.look = look
        self._since = 0.0
        self.row = Row(look, self._spec())
        self.put([self.row])
        self.hide()

    def show_words(self) -> None:
        """Take the language that is on now."""
        self.row.show_spec(self._spec())

    def offer(self) -> None:
        """Show up for a while."""
        self._since = self.look.clock.monotonic()
        self.show()

    def take(self) -> None:
        """Open another case, unless this was only asked a moment ago."""
        if self.look.clock.monotonic() - self._since >= _MEANT_S:
            self.row.click()

    def tick(self) -> None:
        """Go away when nobody wants it."""
        if self.isVisible() and self.look.clock.monotonic() - self._since > _STAYS_S:
            self.hide()

    def _spec(self) -> RowSpec:
        words = self.look.words
        return RowSpec(
            words("another-title"),
            sub=words("another-hint"),
            key="F9",
            tone=SURFACE,
            lead=icon_at("plus", 24),
            indent=44,
            least=56,
        )


def tab_specs(look: Look, front: CaseView, others: Sequence[OpenCaseView]) -> tuple[TabSpec, ...]:
    """Return the tabs, oldest case first; the one in front always has room among them."""
    if not others:
        return ()
    in_front = OpenCaseView(
        front.case_id, front.amount, front.method, 0.0, 0.0, locked=front.lock is not None
    )
    known = sorted([in_front, *others], key=lambda one: one.case_id)
    first = min(max(known.index(in_front) - 1, 0), max(len(known) - _MOST, 0))
    shown = known[first : first + _MOST]
    specs = [_tab(look.words, one, front=one is in_front) for one in shown]
    hidden = len(known) - len(shown)
    if hidden:
        after = known[(first + _MOST) % len(known)].case_id
        specs.append(TabSpec(after, f"+{hidden}", look.words("switch-more", count=hidden)))
    return tuple(specs)


def _tab(words: Book, view: OpenCaseView, *, front: bool) -> TabSpec:
    money = words("money", amount=view.amount.grouped) if view.amount else ""
    text = money or words.method(view.method) or words("switch-untold")
    what = " ".join(part for part in (money, words.method(view.method)) if part) or text
    key = "switch-front" if front else "switch-locked" if view.locked else "switch-waits"
    icon = "lock" if view.locked else ""
    return TabSpec(view.case_id, text, words(key, what=what), icon, front)
