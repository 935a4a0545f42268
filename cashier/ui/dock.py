"""The dock between two failures: lights, the camera when wanted, what happened last, and F9."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.desk.commands import DeskCommands
from cashier.desk.dock_views import DockView, OpenCaseView
from cashier.desk.views import Light, Phrase, ScanView
from cashier.ui.alarms import AlarmList
from cashier.ui.dock_parts import (
    ChipGrid,
    OpenCaseRow,
    check_row,
    head_texts,
    offline_since,
    recent_row,
    scan_row,
    shift_text,
    strip_spec,
    top_of,
)
from cashier.ui.health_panel import health_cards
from cashier.ui.look import Look
from cashier.ui.notices import NoticeList
from cashier.ui.pages.speech import Speech
from cashier.ui.scan_view import ScanPart
from cashier.ui.theme import BEST, HINT, MARGIN, PRIMARY, SECONDARY, SECTION, TITLE, M, S
from cashier.ui.widgets.case_head import Strip
from cashier.ui.widgets.containers import Bar, Card, CardSpec, Column, Scroll
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.row import ACCENT, LOCKED_SOLID, SURFACE, Row, RowSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import Link, LinkSpec
from cashier.ui.widgets.status_head import StatusHead
from cashier.ui.widgets.undo_line import UndoLine

_LOOKING = Phrase("offline-check")
_CAMERA = "error-camera"


class Dock(QWidget):
    """Head, a middle that scrolls, and a foot that always stands in the same place."""

    menu_wanted = Signal()
    manager_wanted = Signal()
    check_wanted = Signal()
    notice_read = Signal(str)

    def __init__(self, look: Look, commands: DeskCommands, view: DockView) -> None:
        super().__init__()
        self.look = look
        self._commands = commands
        self._view = view
        self._panel_open = False
        self._check_due = False
        self._looked = False
        self.head = StatusHead(look, head_texts(look.words, view, look.clock))
        self.head.panel.clicked.connect(self.toggle_panel)
        self.head.menu.clicked.connect(self.menu_wanted)
        self._make_middle()
        self._make_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # While a code is looked at, nothing above it may shout that all is well.
        self.quiet = Strip(look)
        self.quiet.clicked.connect(self.toggle_panel)
        column.addWidget(self.head)
        column.addWidget(self.quiet)
        column.addWidget(self.area, 1)
        column.addWidget(self.buttons)
        column.addWidget(self.foot)
        self.show_view(view)

    def show_view(self, view: DockView) -> None:
        """Draw another view."""
        self._view = view
        words = self.look.words
        if view.aloud is None:
            self._looked = False
        self._show_head()
        top = 0 if top_of(view).state is Light.ok else M
        self._middle.box.setContentsMargins(MARGIN, top, MARGIN, M)
        self._show_pinned(view)
        self.speech.show_script(None if self._is_quiet() else self._aloud(view))
        camera = [one for one in view.notices if one.phrase.key.startswith(_CAMERA)]
        self.notices.show_notices([one for one in view.notices if one not in camera])
        self.camera_notices.show_notices(camera)
        self.alarms.show_alarms(view.alarms)
        panel = (view.chips, view.lights, view.links, view.alarms) if self._panel_open else None
        self.health.show_parts(panel, self._health_parts)
        self.chips.show_chips(() if self._panel_open or view.scan else view.chips)
        self._show_scan(view.scan)
        self._show_cases(view)
        self.undo.show_undo(view.undo)
        self.failed.show_spec(self._failed_spec())
        self.look_up.show_spec(self._look_up_spec())
        self.shift.show_spec(LabelSpec(shift_text(words, view.shift), HINT, "ink2"))
        self.manager.show_spec(self._manager_spec())

    def case_opened(self) -> None:
        """Somebody sees to a payment: the last one before the line broke is looked at with it."""
        self._looked = True

    def show_check(self, *, due: bool) -> None:
        """Say that today's opening check is still to be done, or not any more."""
        self._check_due = due
        self._show_scan(self._view.scan)

    def tick(self) -> None:
        """Show the second that it is now, in whatever counts."""
        self._show_head()
        self.scan.tick()
        self.undo.tick()
        for row in self.open_rows():
            row.tick()

    def open_rows(self) -> list[OpenCaseRow]:
        """The pinned cases, as they stand."""
        return self.findChildren(OpenCaseRow)

    def toggle_panel(self) -> None:
        """Open or close the lights in full."""
        self._panel_open = not self._panel_open
        self.show_view(self._view)
        self.area.to_top()

    def back(self) -> bool:
        """Esc: close the panel, if it is open."""
        if not self._panel_open:
            return False
        self.toggle_panel()
        return True

    def _make_middle(self) -> None:
        look = self.look
        middle = self._middle = Column(M, (MARGIN, 0, MARGIN, M))
        self.pinned = Section(look, S)
        self.speech = Speech(look)
        self.notices = NoticeList(look)
        # Below what concerns money.
        self.camera_notices = NoticeList(look)
        for notices in (self.notices, self.camera_notices):
            notices.notice_read.connect(self.notice_read)
        self.alarms = AlarmList(look, self._commands)
        self.health = Section(look, S)
        self.chips = ChipGrid(look)
        self.scan = ScanPart(look)
        self.scan.closed.connect(self._commands.toggle_camera)
        self._commands.watch_camera(seen=False)
        self.scan.seen.connect(lambda seen: self._commands.watch_camera(seen=seen))
        self.scan_row = Row(look, scan_row(look))
        self.scan_row.clicked.connect(self._commands.toggle_camera)
        self.check_row = Row(look, check_row(look))
        self.check_row.clicked.connect(self.check_wanted)
        self.check_row.hide()
        self.cases = Section(look, S)
        parts = (
            *(self.pinned, self.speech, self.notices, self.alarms, self.health, self.chips),
            *(self.camera_notices, self.scan),
            *(self.check_row, self.scan_row, self.cases),
        )
        for part in parts:
            middle.box.addWidget(part)
        middle.box.addStretch(1)
        self.area = Scroll(look, middle, with_foot=True)

    def _make_foot(self) -> None:
        look = self.look
        self.failed = Row(look, self._failed_spec())
        self.failed.clicked.connect(self._commands.open_case)
        self.look_up = Row(look, self._look_up_spec())
        self.look_up.clicked.connect(self._commands.look_up_last)
        self.buttons = Column(S, (MARGIN, S, MARGIN, M))
        self.undo = UndoLine(look)
        self.undo.wanted.connect(self._commands.undo)
        self.buttons.put([self.undo, self.failed, self.look_up])
        self.foot = Bar(look, (MARGIN, 1, 12, 0))
        self.shift = Label(look, LabelSpec("", HINT, "ink2"))
        self.manager = Link(look, self._manager_spec())
        self.manager.clicked.connect(self.manager_wanted)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self.shift, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.manager, 0)
        self.foot.box.addLayout(line)

    def _in_doubt(self, view: DockView) -> bool:
        """Whether nothing goes through, and a payment may have gone through before that."""
        locked = any(case.locked for case in view.open_cases)
        return view.aloud is not None and (locked or not self._looked)

    def _looks_first(self, view: DockView) -> bool:
        """Whether to look the last payment up comes before everything else."""
        locked = any(case.locked for case in view.open_cases)
        return view.aloud is not None and not locked and not self._looked

    def _aloud(self, view: DockView) -> Phrase | None:
        """Nobody is asked for another payment before the last one is looked up."""
        return _LOOKING if self._in_doubt(view) else view.aloud

    def _show_head(self) -> None:
        scanning = self._view.scan is not None and not self._panel_open
        self.head.setVisible(not scanning)
        self.quiet.setVisible(scanning)
        self.quiet.show_spec(strip_spec(self.look.words, self._view), open_=self._panel_open)
        doubt = self._in_doubt(self._view)
        texts = head_texts(self.look.words, self._view, self.look.clock, in_doubt=doubt)
        self.head.show_texts(texts, open_=self._panel_open)

    def _show_scan(self, scan: ScanView | None) -> None:
        self.scan.setVisible(scan is not None)
        self.scan_row.setVisible(scan is None and not self._panel_open)
        self.scan_row.show_spec(scan_row(self.look, quiet=self._view.aloud is not None))
        self.check_row.show_spec(check_row(self.look))
        self.check_row.setVisible(self._check_due and scan is None and not self._panel_open)
        if scan is not None:
            self.scan.show_scan(scan)

    def _show_pinned(self, view: DockView) -> None:
        """Show first whose money is in doubt, unless the camera or the lights are looked at.

        Where cash is asked for, the payment that may have gone through is spoken of in any case.
        """
        cases = () if self._is_quiet() else view.open_cases
        last = self._looks_first(view)
        since = offline_since(view)
        key = (cases, view.aloud is None, last, since, view.last_amount)
        first = [since] if last else []
        self.pinned.show_parts(
            key, lambda: [*(self._last(one) for one in first), *self._rows(cases)]
        )

    def _last(self, since: str) -> QWidget:
        """Remind of a payment that nobody has asked about yet, when the line broke under it."""
        words = self.look.words
        sub = words("offline-last.since", time=since) if since else words("offline-last.do")
        amount = words.money(self._view.last_amount)
        title = words("offline-last_sum" if amount else "offline-last", amount=amount)
        # Its key stands below, where it always stands.
        spec = RowSpec(title, sub=sub, tone=LOCKED_SOLID,
                       type_=SECTION, lead=icon_at("warn", 28, "on_lock", 24), indent=54,
                       pad=14, least=BEST)  # fmt: skip
        row = Row(self.look, spec)
        row.clicked.connect(self._commands.look_up_last)
        return row

    def _rows(self, cases: Sequence[OpenCaseView]) -> list[QWidget]:
        rows: list[QWidget] = []
        through = self._view.aloud is None
        for case in cases:
            row = OpenCaseRow(self.look, case, through=through)
            row.clicked.connect(lambda _=False, name=case.case_id: self._commands.resume_case(name))
            rows.append(row)
        return rows

    def _is_quiet(self) -> bool:
        return self._view.scan is not None or self._panel_open

    def _show_cases(self, view: DockView) -> None:
        quiet = self._is_quiet()
        cases = view.open_cases if quiet else ()
        key = (cases, view.recent, bool(view.open_cases), view.aloud is None, quiet)
        self.cases.show_parts(key, lambda: self._case_parts(view, quiet=quiet))

    def _health_parts(self) -> list[QWidget]:
        return health_cards(self.look, self._view, self._walk) if self._panel_open else []

    def _walk(self, alarm_id: str) -> None:
        """Show the steps of an alarm, where they stand."""
        if self.alarms.unfolded != alarm_id:
            self.alarms.unfold(alarm_id)
        self.area.to_top()

    def _case_parts(self, view: DockView, *, quiet: bool) -> list[QWidget]:
        if quiet:
            return self._rows(view.open_cases)
        if view.recent:
            card = Card(self.look, CardSpec(gap=1, hair=12))
            card.put([recent_row(self.look, one) for one in view.recent])
            return [self._caption("recent-title"), card]
        if view.open_cases:
            return []
        words = self.look.words
        empty = EmptySpec("history", words("recent-empty"), words("recent-empty.how"), slim=True)
        return [self._caption("recent-title"), EmptyState(self.look, empty)]

    def _caption(self, key: str) -> Label:
        return Label(self.look, LabelSpec(self.look.words(key), HINT, "ink2"))

    def _failed_spec(self) -> RowSpec:
        title, later = self.look.words("action-failed"), self._in_doubt(self._view)
        tone = SURFACE if later else ACCENT
        return RowSpec(title, key="F9", type_=TITLE, tone=tone, indent=20, pad=20, least=PRIMARY)

    def _look_up_spec(self) -> RowSpec:
        tone = ACCENT if self._looks_first(self._view) else SURFACE
        return RowSpec(self.look.words("action-look_up"), key="F8", tone=tone, least=SECONDARY)

    def _manager_spec(self) -> LinkSpec:
        return LinkSpec(self.look.words("action-manager"), arrow="chevron-right", ink="ink2")
