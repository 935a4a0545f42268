"""The window at the edge of the screen: full height, on top, and never in the way of the register.

It draws the newest view, sends wishes to the desk, and counts seconds only while something counts.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from cashier.config.places import Edge
from cashier.core.threads import start_thread
from cashier.desk.case_views import CaseView
from cashier.desk.commands import DeskCommands
from cashier.desk.dock_views import DockView, NoticeView
from cashier.ui.announce import Announcer
from cashier.ui.case_view import CaseScreen
from cashier.ui.dock import Dock
from cashier.ui.dock_parts import top_of
from cashier.ui.keys import Keys
from cashier.ui.loan import Loan
from cashier.ui.look import Look
from cashier.ui.menu import Menu
from cashier.ui.notices import SCANNER, scanner_notice
from cashier.ui.paint import down
from cashier.ui.reading_order import InReadingOrder
from cashier.ui.strip import FoldedStrip
from cashier.ui.text_size import dock_width, strip_width
from cashier.ui.theme import DOCK_WIDTH
from cashier.ui.turn import Meaning, Turn
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.focus_ring import FocusRing

FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)
_STRUCK = {"F7": Qt.Key.Key_F7, "F8": Qt.Key.Key_F8, "F9": Qt.Key.Key_F9}
NARROW_SCREEN = 1366
_SECOND_MS = 1000
_IDLE_MS = 10_000
_WARM_MS = 1500
_QUICK_S = 1.2


class DockWindow(InReadingOrder):
    """Dock, case or folded strip. `manager_wanted` and `quit_wanted` are for whoever runs it."""

    manager_wanted = Signal()
    quit_wanted = Signal()
    fold_chosen = Signal()

    def __init__(self, look: Look, commands: DeskCommands, view: DockView) -> None:
        super().__init__(None, FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.look = look
        self._commands = commands
        self._view = view
        self.folded = False
        self.edge: Edge = "right"
        self._own: dict[str, NoticeView] = {}
        self.dock = Dock(look, commands, view)
        self.case = CaseScreen(look, commands)
        self.strip = FoldedStrip(look)
        self.menu = Menu(look, self)
        self.ring = FocusRing(look, self)
        self.keys = Keys(look.clock, self._key_actions())
        self.keys.undo.connect(commands.undo)
        self.loan = Loan(self)
        self.announcer = Announcer(look, self)
        self._opened_at = look.clock.monotonic()
        self.turn = look.turn = Turn(look.clock, self)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.tick)
        self._arrange()
        self._connect()
        self.show_view(view)

    def show_view(self, view: DockView) -> None:
        """Draw the newest view."""
        before, self._view = self._view.case, view
        shown = replace(view, notices=(*self._own_notices(view), *view.notices))
        if view.case is not None:
            self.dock.case_opened()
            self._bring(self.case)
            self.case.show_view(shown)
        elif self.folded:
            self.strip.show_head(top_of(view), left=self.edge == "left")
            self._bring(self.strip)
        else:
            self.dock.show_view(shown)
            self._bring(self.dock)
        self._keep_place()
        self._set_pace()
        self._pass_keyboard_on(before)
        self.announcer.show_view(view)
        # Counted from when it is drawn: what is tapped while that takes its time waits till now.
        self.turn.show(Meaning.of(view.case))

    def _own_notices(self, view: DockView) -> list[NoticeView]:
        """The window's own lines; while any order is in doubt, none of them says to scan again."""
        words, own = self.look.words, self._own.values()
        return [scanner_notice(words, view) if one is SCANNER else one for one in own]

    def place(self, screen: QRect, *, folded: bool | None = None, edge: Edge = "right") -> None:
        """Stand at an edge of a screen; narrow ones get the strip unless told otherwise."""
        self._screen, self.edge = screen, edge
        self.folded = screen.width() < NARROW_SCREEN if folded is None else folded
        self.look.stand_on(screen.width())
        self.show_view(self._view)

    def come_forward(self) -> None:
        """Somebody wants to work here by keyboard: show up, and borrow it until it is done."""
        self.menu.hide()
        self.show()
        self.raise_()
        self.loan.ask()

    def fold(self, *, folded: bool) -> None:
        """Fold to a strip, or open."""
        self.folded = folded
        self.menu.hide()
        self.show_view(self._view)
        self.fold_chosen.emit()

    def tell(self, notice: NoticeView) -> None:
        """Show a notice of the window itself, whatever the desk says."""
        self._own[notice.id] = notice
        self.show_view(self._view)

    def take_back(self, notice_id: str) -> bool:
        """Put a notice of the window itself away; return whether it stood there."""
        if self._own.pop(notice_id, None) is None:
            return False
        self.show_view(self._view)
        return True

    def dismiss(self, notice_id: str) -> None:
        """Put a notice away; some are the window's own."""
        if not self.take_back(notice_id):
            self._commands.dismiss_notice(notice_id)

    def strike(self, name: str) -> None:
        """Do what a function key does, pressed while another program has the keyboard."""
        self.raise_()
        self.keys.strike(_STRUCK[name])

    def tick(self) -> None:
        """Show the second that it is now."""
        if self._view.case is not None:
            self.case.tick()
        else:
            self.dock.tick()

    def restyle(self) -> None:
        """Take the theme and language that are on now."""
        self.show_view(self._view)
        for field in self.findChildren(Field):
            field.restyle()
        for part in self.findChildren(QWidget):
            part.update()
        self.update()
        if self.menu.isVisible():
            self.menu.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F7, F8, F9, F12, digits, Enter and Esc."""
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, and the line against the register."""
        painter = painter_for(self)
        painter.fillRect(self.rect(), QColor(self.look.tokens.canvas))
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Count only while there is somebody to see it; no part is marked before a key is used."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._set_pace()
        QTimer.singleShot(_WARM_MS, self, self._warm)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop counting."""
        super().hideEvent(event)
        self.timer.stop()

    def _warm(self) -> None:
        start_thread("words", self.look.words.warm)

    def _arrange(self) -> None:
        self._screen = QRect(0, 0, DOCK_WIDTH, 720)
        self.stack = QStackedWidget()
        for part in (self.dock, self.case, self.strip):
            self.stack.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stack)
        self._line = _Line(self.look, self)

    def _connect(self) -> None:
        self.look.restyled.connect(self.restyle)
        self.dock.notice_read.connect(self.dismiss)
        self.case.notices.notice_read.connect(self.dismiss)
        for notices in (self.dock.notices, self.case.notices):
            notices.action_taken.connect(self._commands.act_on_notice)
        self.look.scanner_typed.connect(self._scan_arrived)
        self.look.typing_done.connect(self._typed)
        self.dock.menu_wanted.connect(self.menu.open)
        self.dock.manager_wanted.connect(self.manager_wanted)
        self.menu.language_chosen.connect(
            lambda name: self.look.use(replace(self.look.taste, language=name))
        )
        self.menu.theme_chosen.connect(
            lambda name: self.look.use(replace(self.look.taste, theme=name))
        )
        self.menu.quit_wanted.connect(self.quit_wanted)
        self.menu.keyboard_wanted.connect(self.come_forward)
        self.menu.fold_wanted.connect(lambda: self.fold(folded=True))
        self.strip.unfold_wanted.connect(lambda: self.fold(folded=False))
        self.strip.failed.connect(self._commands.open_case)
        self.keys.digit.connect(self._digit)
        self.keys.enter.connect(self._enter)
        self.keys.scanned.connect(self._scan_arrived)

    def _key_actions(self) -> dict[Qt.Key, Callable[[], None]]:
        return {
            Qt.Key.Key_F7: lambda: self._outside_case(self._commands.toggle_camera),
            Qt.Key.Key_F8: lambda: self._outside_case(self._commands.look_up_last),
            Qt.Key.Key_F6: self._go_round,
            Qt.Key.Key_F9: self._failed,
            Qt.Key.Key_F12: self._close_case,
            Qt.Key.Key_Escape: self._back,
        }

    def _outside_case(self, wish: Callable[[], None]) -> None:
        if self._view.case is None:
            wish()

    def _failed(self) -> None:
        """A payment failed; in a case another one, if that is meant: two quick presses are one."""
        if self._view.case is None:
            self._commands.open_case()
        elif self.look.clock.monotonic() - self._opened_at >= _QUICK_S:
            self.case.another()

    def _go_round(self) -> None:
        case = self._view.case
        ids = sorted(one.case_id for one in self._view.open_cases)
        if ids:
            mine = case.case_id if case is not None else ""
            self._commands.resume_case(next((one for one in ids if one > mine), ids[0]))

    def _pass_keyboard_on(self, before: CaseView | None) -> None:
        """Give the keyboard back with the case it was borrowed for, or with the field."""
        case = self._view.case
        if case is not None and (before is None or before.case_id != case.case_id):
            self._opened_at = self.look.clock.monotonic()
        if before is not None and case is None:
            self.loan.give_back()
        else:
            self.loan.settle()

    def _close_case(self) -> None:
        case = self._view.case
        if case is not None and case.lock is None:
            self._commands.start_closing()

    def _back(self) -> None:
        if self.menu.isVisible():
            self.menu.hide()
        elif self.loan.leave_field():
            return
        elif self._view.case is not None:
            if not self.case.back():
                self._commands.go_back()
        elif self.dock.back():
            return
        elif self._view.scan is not None:
            self._commands.toggle_camera()
        else:
            self.loan.give_back()

    def _digit(self, number: int) -> None:
        if self._view.case is not None and not self.turn.hides_key():
            self.case.page.digit(number)

    def _enter(self) -> None:
        if self._view.case is not None and not self.turn.hides_key():
            self.case.page.enter()

    def _typed(self, field: Field) -> None:
        """What was typed is on its way; the register has the keyboard again."""
        if self.isAncestorOf(field) and not field.wrong:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.loan.settle()

    def _scan_arrived(self) -> None:
        self.loan.give_back()
        self.tell(SCANNER)

    def _bring(self, screen: QWidget) -> None:
        if self.stack.currentWidget() is not screen:
            # Qt would hand the focus of what disappears to any neighbour; the window takes it.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.stack.setCurrentWidget(screen)

    def _keep_place(self) -> None:
        narrow = self.folded and self._view.case is None
        width = strip_width() if narrow else dock_width()
        at_left = self.edge == "left"
        left = self._screen.left() if at_left else self._screen.right() + 1 - width
        place = QRect(left, self._screen.top(), width, self._screen.height())
        if self.geometry() != place:
            self.setFixedWidth(width)
            self.setGeometry(place)
        self._line.setGeometry(width - 1 if at_left else 0, 0, 1, place.height())
        self._line.raise_()

    def _set_pace(self) -> None:
        view = self._view
        counting = bool(view.case or view.open_cases or view.undo)
        pace = _SECOND_MS if counting else _IDLE_MS
        if not self.isVisible():
            self.timer.stop()
        elif not self.timer.isActive() or self.timer.interval() != pace:
            self.timer.setTimerType(
                Qt.TimerType.PreciseTimer if counting else Qt.TimerType.VeryCoarseTimer
            )
            self.timer.start(pace)


class _Line(QWidget):
    """One pixel of line against the register."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = painter_for(self)
        down(painter, 0, 0, self.height(), self._look.tokens.line)
        painter.end()
