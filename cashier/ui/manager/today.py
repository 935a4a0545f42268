"""The page `today`: how the shift goes, what is still open, and what to hand over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.desk.manager import MOST_ROWS
from cashier.desk.views import AlarmView
from cashier.history.figures import ShiftFigures
from cashier.history.model import CaseRow, Shift
from cashier.ui.alarms import AlarmCommands, AlarmList
from cashier.ui.look import Look
from cashier.ui.manager.causes import cause_card
from cashier.ui.manager.figures import causes_of, in_doubt, moment
from cashier.ui.manager.handover import Handover
from cashier.ui.manager.handover_words import ShiftCases, facts, what
from cashier.ui.manager.tiles import StatTiles, shift_tiles
from cashier.ui.theme import BODY, BODY_BOLD, HINT, VERDICT, L, M
from cashier.ui.widgets.containers import Card, CardSpec, Column, Scroll
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.row import LOCKED, QUIET, Row, RowSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import Link, LinkSpec
from cashier.ui.words import clock_time

PAGE = QMargins(24, 20, 24, 20)
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class TodayData:
    """The shift with figures and cases, open cases of any shift, the shift before, alarms."""

    summary: ShiftFigures | None
    rows: tuple[CaseRow, ...]
    open_rows: tuple[CaseRow, ...]
    before: Shift | None = None
    alarms: tuple[AlarmView, ...] = ()


class PageHead(Column):
    """The title of a page and the line below it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.title = Label(look, LabelSpec("", VERDICT, "ink"))
        self.line = Label(look, LabelSpec("", HINT, "ink3"))
        self.put([self.title, self.line])

    def show_texts(self, title: str, line: str) -> None:
        """Say where we are."""
        self.title.show_spec(LabelSpec(title, VERDICT, "ink"))
        self.line.show_spec(LabelSpec(line, HINT, "ink3"))


class TodayPage(QWidget):
    """Scrolls when the window is low. Sends which case to open, and that the shift changes."""

    case_wanted = Signal(str)
    more_wanted = Signal()

    def __init__(self, look: Look, commands: AlarmCommands) -> None:
        super().__init__()
        self.look = look
        self._data: TodayData | None = None
        self.alarms = AlarmList(look, commands, more="manager-alarms-more")
        self.head = PageHead(look)
        self.tiles = Section(look)
        self.left = Section(look)
        self.open_cases = Section(look, M)
        self.before = Section(look)
        self.handover = Handover(look)
        self.empty = Section(look)
        inner = Column(L, (PAGE.left(), PAGE.top(), PAGE.right(), PAGE.bottom()))
        inner.put([self.head, self.before, self.alarms, self.tiles, self.empty])
        inner.box.addWidget(self._columns(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.area = Scroll(look, inner)
        column.addWidget(self.area)
        self.show_data(None)

    def show_data(self, data: TodayData | None) -> None:
        """Draw what is known; None while nothing has been read yet."""
        self._data = data
        words = self.look.words
        summary = data.summary if data else None
        line = _shift_line(self.look, summary) if summary else ""
        self.head.show_texts(words("manager-page-today"), line)
        self.columns.setVisible(summary is not None)
        self.before.show_parts(data.before if data else None, self._note_before)
        self.empty.show_parts(_missing(data), self._empty)
        self.alarms.show_alarms(data.alarms if data else ())
        if data is None or summary is None:
            self.tiles.show_parts(None, list)
            return
        tiles = shift_tiles(words, summary.figures)
        self.tiles.show_parts(tiles, lambda: [StatTiles(self.look, tiles)])
        self.left.show_parts(data.rows, lambda: [self._causes(data.rows)])
        self.open_cases.show_parts(data.open_rows, lambda: self._open_parts(data.open_rows))
        said = facts(words, ShiftCases(data.rows, data.open_rows, self.look.clock.now()))
        self.handover.show_facts(said, len(data.open_rows), summary.shift.opened_by)

    def restyle(self) -> None:
        """Take the language that is on now."""
        self.handover.restyle()
        self.show_data(self._data)

    def _columns(self) -> QWidget:
        self.columns = QWidget()
        row = QHBoxLayout(self.columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        right = QVBoxLayout()
        right.setSpacing(M)
        right.addWidget(self.open_cases)
        right.addWidget(self.handover, 1)
        row.addWidget(self.left, 5)
        row.addLayout(right, 6)
        return self.columns

    def _empty(self) -> list[QWidget]:
        key, icon = _missing(self._data)
        if not key:
            return []
        words = self.look.words
        return [EmptyState(self.look, EmptySpec(icon, words(key), words(f"{key}.how")))]

    def _note_before(self) -> list[QWidget]:
        """Show what the shift before has to say to this one, if it said anything."""
        shift = self._data.before if self._data else None
        if shift is None or not shift.note:
            return []
        words = self.look.words
        card = Card(
            self.look, CardSpec(fill="accent_tint", border="accent_line", pad=(19, 10, 19, 12))
        )
        by = shift.closed_by or words("manager-before-nobody")
        when = moment(shift.closed_at or shift.opened_at, self.look.clock.now())
        title = LabelSpec(words("manager-before", who=by, time=when), HINT, "ink2")
        card.box.addWidget(Label(self.look, title))
        card.box.addWidget(Label(self.look, LabelSpec(shift.note, BODY, "ink")))
        return [card]

    def _causes(self, rows: Sequence[CaseRow]) -> QWidget:
        words, counts = self.look.words, causes_of(rows)
        if not counts:
            title, how = words("manager-causes-none"), words("manager-causes-none.how")
            return EmptyState(self.look, EmptySpec("history", title, how))
        partly = len(rows) >= MOST_ROWS
        note = words("manager-causes-partly", count=MOST_ROWS) if partly else ""
        return cause_card(self.look, counts, note)

    def _open_parts(self, rows: Sequence[CaseRow]) -> list[QWidget]:
        shown = sorted(rows, key=lambda row: not in_doubt(row))[:_SHOWN]
        parts: list[QWidget] = [self._open_row(row) for row in shown]
        if len(rows) > _SHOWN:
            text = self.look.words("manager-open-more", count=len(rows) - _SHOWN)
            more = Link(self.look, LinkSpec(text, arrow="chevron-right", type_=BODY_BOLD))
            more.clicked.connect(self.more_wanted)
            parts.append(more)
        return parts

    def _open_row(self, row: CaseRow) -> Row:
        tap = Row(self.look, open_spec(self.look, row))
        tap.clicked.connect(self._opener(row.case_id))
        return tap

    def _opener(self, case_id: str) -> Callable[[], None]:
        return lambda: self.case_wanted.emit(case_id)


def open_spec(look: Look, row: CaseRow) -> RowSpec:
    """Return how an open case looks: violet only while its order is not known."""
    words, doubtful = look.words, in_doubt(row)
    key = "manager-open-unknown" if doubtful else "manager-open-going"
    return RowSpec(
        words(key, what=what(words, row)),
        sub=words(f"{key}.sub", time=moment(row.opened_at, look.clock.now())),
        arrow="chevron-right",
        tone=LOCKED if doubtful else QUIET,
        lead=icon_at("lock" if doubtful else "clock", 27, "lock" if doubtful else "ink2", 22),
        indent=52,
        pad=14,
        least=68,
    )


def _missing(data: TodayData | None) -> tuple[str, str]:
    if data is None:
        return "manager-reading", "history"
    return ("manager-no_shift", "clock") if data.summary is None else ("", "")


def _shift_line(look: Look, summary: ShiftFigures) -> str:
    since, now = clock_time(summary.shift.opened_at), clock_time(look.clock.now())
    who = summary.shift.opened_by
    if who:
        return look.words("manager-shift_by", time=since, now=now, who=who)
    return look.words("manager-shift", time=since, now=now)
