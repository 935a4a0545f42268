"""A case in the middle of the dock: strip, head, settled line, and the page of the moment."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cashier.desk.case_views import CasePage, CaseView
from cashier.desk.commands import DeskCommands
from cashier.desk.dock_views import DockView
from cashier.ui.case_parts import settled_spec
from cashier.ui.dock_parts import strip_spec
from cashier.ui.health_panel import health_cards
from cashier.ui.look import Look
from cashier.ui.notices import NoticeList
from cashier.ui.pages.cause import CausePage
from cashier.ui.pages.closing import ClosingPage, is_paid
from cashier.ui.pages.locked import LockedPage
from cashier.ui.pages.page import Page
from cashier.ui.pages.question import QuestionPage
from cashier.ui.pages.till_message import TillMessagePage
from cashier.ui.paint import across
from cashier.ui.theme import BODY, MARGIN, M, S
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.case_head import CaseHead, Strip
from cashier.ui.widgets.containers import Column, Scroll
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.settled import SettledLine
from cashier.ui.widgets.small import Link, LinkSpec
from cashier.ui.widgets.switcher import AnotherOffer, Switcher


class CaseScreen(QWidget):
    """Shows one case; which page is shown is the desk's word, never the window's."""

    def __init__(self, look: Look, commands: DeskCommands) -> None:
        super().__init__()
        self.look = look
        self._dock: DockView | None = None
        self._case: CaseView | None = None
        self._panel_open = False
        self.strip = Strip(look)
        self.strip.clicked.connect(self.toggle_panel)
        self.plus = Link(look, self._plus_spec())
        self.plus.clicked.connect(self.another)
        self.switcher = Switcher(look)
        self.switcher.wanted.connect(commands.resume_case)
        self.offer = AnotherOffer(look)
        self.offer.row.clicked.connect(commands.open_another)
        self.notices = NoticeList(look)
        self.head = CaseHead(look)
        self.head.cross.clicked.connect(commands.start_closing)
        self.settled = SettledLine(look)
        self.stack = QStackedWidget()
        self.till = TillMessagePage(look, commands)
        self.locked = LockedPage(look, commands)
        self.closing = ClosingPage(look, commands)
        self.cause = CausePage(look, commands)
        self.pages: dict[CasePage, Page] = {
            CasePage.till_message: self.till,
            CasePage.question: QuestionPage(look, commands),
            CasePage.locked: self.locked,
            CasePage.cause: self.cause,
            CasePage.closing: self.closing,
            CasePage.done: self.closing,
        }
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line below the strip, from edge to edge."""
        painter = painter_for(self)
        across(painter, 0, self.strip.geometry().bottom(), self.width(), self.look.tokens.line)
        painter.end()

    def show_view(self, view: DockView) -> None:
        """Draw the case in front."""
        case, before = view.case, self._case
        if case is None:
            return
        self._dock, self._case = view, case
        turned = before is None or (before.case_id, before.page) != (case.case_id, case.page)
        if before is None or before.case_id != case.case_id:
            self.till.forget()
        if turned:
            self._panel_open = False
            self.offer.hide()
        self._show_top(view, case)
        self.page.show_case(case)
        self._bring()
        if turned:
            self.page.area.to_top()
            self.page.focus_first()

    def tick(self) -> None:
        """Show the second that it is now."""
        self.head.tick()
        self.page.tick()
        self.offer.tick()

    def another(self) -> None:
        """Offer to open another case; asked for again, open it."""
        if self.offer.isVisible():
            self.offer.take()
        else:
            self.offer.offer()

    def toggle_panel(self) -> None:
        """Show all lights in place of the page, or the page again."""
        self._panel_open = not self._panel_open
        if self._dock is not None and self._case is not None:
            self._show_top(self._dock, self._case)
            self._bring()

    def back(self) -> bool:
        """Esc: close the lights, or what the page has open."""
        if self.offer.isVisible():
            self.offer.hide()
            return True
        if self._panel_open:
            self.toggle_panel()
            return True
        return self.page.back()

    @property
    def page(self) -> Page:
        """The page that the case asks for."""
        return self.pages[self._case.page if self._case else CasePage.till_message]

    def _show_top(self, view: DockView, case: CaseView) -> None:
        self.strip.show_spec(strip_spec(self.look.words, view), open_=self._panel_open)
        self.notices.show_notices(view.notices)
        self._notices.setVisible(bool(view.notices))
        self.plus.show_spec(self._plus_spec())
        self.switcher.show_cases(case, view.open_cases)
        self.offer.show_words()
        self.head.show_case(case)
        # That it is paid is the closing page itself.
        known = case.settled if not is_paid(case) else None
        self._line.setVisible(known is not None)
        if known is not None:
            self.settled.show_spec(settled_spec(self.look.words, case, known))
        lights = (view.chips, view.lights, view.links) if self._panel_open else None
        self._health.show_parts(lights, lambda: health_cards(self.look, view) if lights else [])

    def _plus_spec(self) -> LinkSpec:
        return LinkSpec(self.look.words("action-another.short"), "plus", ink="ink2", type_=BODY)

    def _bring(self) -> None:
        wanted = self._panel if self._panel_open else self.page
        if self.stack.currentWidget() is not wanted:
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)
            self.stack.setCurrentWidget(wanted)

    def _arrange(self) -> None:
        for page in dict.fromkeys(self.pages.values()):
            self.stack.addWidget(page)
        self._health = Section(self.look, S)
        lights = Column(0, (MARGIN, 0, MARGIN, M))
        lights.put([self._health])
        lights.box.addStretch(1)
        self._panel = Scroll(self.look, lights)
        self.stack.addWidget(self._panel)
        self._notices = Column(0, (MARGIN, M, MARGIN, 0))
        self._notices.put([self.notices])
        self._line = Column(0, (MARGIN, 0, MARGIN, 10))
        self._line.put([self.settled])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.strip, 1)
        top.addWidget(self.plus)
        top.addSpacing(12)
        column.addLayout(top)
        for part in (self.switcher, self.offer, self._notices, self.head, self._line):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
