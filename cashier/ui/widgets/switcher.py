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
from cashier.ui.words import Book, clock_time

_MOST = 3
_ICON = 14
_PAD = 8
_STAYS_S = 8.0
_MEANT_S = 0.4


@dataclass(frozen=True, slots=True)
class TabSpec:
    """One case as the switcher shows it; the last one may stand for all that have no room."""

    case_id: str
    text: str
    spoken: str
    sub: str = ""
    locked: bool = False
    front: bool = False


class CaseTab(Tap):
    """A case by its sum, below it its time and how it stands; a locked one is violet."""

    def __init__(self, look: Look, spec: TabSpec) -> None:
        super().__init__(look, spec.spoken)
        self.spec = spec

    def natural_width(self) -> int:
        """The longest word beside the icon."""
        setter, spec = self.look.setter, self.spec
        sub = setter.longest_word(spec.sub, HINT)
        return max(self._left() + setter.longest_word(spec.text, HINT_BOLD), _PAD + sub) + _PAD

    def height_for(self, width: int) -> int:
        """A finger high, or more when it wraps."""
        text, sub = self._blocks(width)
        return max(TARGET, text.height + (sub.height if sub else 0) + 10)

    def paint(self, painter: QPainter) -> None:
        """Draw box, lock and texts; the one in front has a heavy border."""
        tokens, spec = self.look.tokens, self.spec
        box, ink, ink2 = QRectF(self.rect()), tokens.ink, tokens.ink2
        if spec.front:
            border = tokens.lock if spec.locked else tokens.accent_ink
            boxed(painter, box, tokens.surface, border, Edge(width=2))
        elif spec.locked:
            boxed(painter, box, tokens.lock_fill, tokens.lock_fill)
            ink, ink2 = tokens.on_lock, tokens.on_lock2
        else:
            fill = self.shade(tokens.sunken, tokens.hover, tokens.press)
            boxed(painter, box, fill, tokens.line)
        text, sub = self._blocks(self.width())
        y = (self.height() - text.height - (sub.height if sub else 0)) / 2
        if spec.locked:
            place = square(_PAD + _ICON / 2, y + text.height / 2, _ICON)
            self.look.icons.draw(painter, "lock", place, tokens.lock if spec.front else ink)
        text.draw(painter, self._left(), y, ink)
        if sub:
            sub.draw(painter, _PAD, y + text.height, ink2)

    def _left(self) -> int:
        return _PAD + (_ICON + 6 if self.spec.locked else 0)

    def _blocks(self, width: int) -> tuple[Block, Block | None]:
        setter, spec = self.look.setter, self.spec
        text = setter.block(spec.text, Setting(HINT_BOLD, max(width - self._left() - _PAD, 1)))
        below = Setting(HINT, max(width - 2 * _PAD, 1))
        return text, setter.block(spec.sub, below) if spec.sub else None


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
    locked = front.lock is not None
    in_front = OpenCaseView(
        front.case_id, front.amount, front.method, 0.0, 0.0, locked=locked, at=front.opened_at
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
    money = words.money(view.amount)
    text = money or words.method(view.method) or words("switch-untold")
    what = " ".join(part for part in (money, words.method(view.method)) if part) or text
    key = "switch-front" if front else "switch-locked" if view.locked else "switch-waits"
    state = "locked" if view.locked else "front" if front else "waits"
    time = clock_time(view.at) if view.at is not None else ""
    sub = " ".join(part for part in (words(f"switch-state-{state}"), time) if part)
    return TabSpec(view.case_id, text, words(key, what=what), sub, view.locked, front)
