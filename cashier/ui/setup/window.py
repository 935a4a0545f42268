"""The window of the guided set-up: a question, its page, and the ways on. The dock works behind it.

An ordinary window, never modal: a payment that fails meanwhile is handled as ever.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.core.privacy import Secret
from cashier.desk.dock_views import DockView
from cashier.desk.own_code_views import OwnCodeDesk
from cashier.desk.settings_views import SettingsDesk, SettingsView
from cashier.desk.setup_note import SetUp, SetUpNotes
from cashier.desk.views import Phrase
from cashier.ui.answers import Answers
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.choices import ChoiceList
from cashier.ui.manager.settings_camera import Lens
from cashier.ui.manager.settings_keys import refusal_parts
from cashier.ui.manager.today import PageHead
from cashier.ui.reading_order import InReadingOrder
from cashier.ui.setup.steps import (
    ALARMS,
    AUTOSTART,
    CAMERA,
    LANGUAGE,
    LINK,
    OWN_CODE,
    PIN,
    READY,
    AskStep,
    CameraStep,
    CodeStep,
    LanguageStep,
    LinkStep,
    PinStep,
    Step,
    alarm_paths,
)
from cashier.ui.theme import BODY, HINT, L, M, S
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.containers import Bar, Card, CardSpec, Column, Scroll
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.focus_ring import FocusRing
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import Link, LinkSpec

_SIZE = QSize(640, 700)
_LEAST = QSize(480, 480)
_PAGE = (24, 20, 24, 20)


@dataclass(frozen=True, slots=True)
class SetUpOffer:
    """What the set-up works with, and where it begins."""

    settings: SettingsDesk
    own_codes: OwnCodeDesk
    lens: Lens
    notes: SetUpNotes
    begun: SetUp


class SetUpWindow(InReadingOrder):
    """One page at a time. `saved` carries settings that hold from now on."""

    saved = Signal(object)

    def __init__(self, look: Look, offer: SetUpOffer) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.look = look
        self.offer = offer
        self._view: SettingsView | None = None
        self._leaving = False
        self._refused: Phrase | None = None
        self._answers: Answers[SettingsView] = Answers(self._arrived)
        self._over = ChoiceList(look, self)
        self.pages = _pages()
        begun = offer.begun.page
        self.page = begun if begun in self.pages and not offer.begun.done else self.pages[0]
        self.head = PageHead(look)
        self.step: Step = Step(look)
        self.place = Section(look)
        self.pin = Field(look, icon="lock", secret=True)
        self.refusal = Section(look, S)
        self.foot = Section(look)
        self.on = Button(look, ButtonSpec(""))
        self.ring = FocusRing(look, self)
        self._arrange()
        look.restyled.connect(self.restyle)
        self.restyle()
        # Nothing is ringed until somebody uses the keyboard.
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: DockView) -> None:
        """Take what the desk shows: the camera's picture."""
        self.step.show_scan(view.scan)

    def go_on(self) -> None:
        """Keep what was said on this page, then turn to the next."""
        settings = self.step.draft.judged().settings
        if self.step.keep():
            self._leaving = True
        elif not self.step.draft.changed:
            self._turn(1)
        elif settings is not None:
            self._leaving = True
            self.offer.settings.save(settings, self._typed_pin(), self._answers.tell)

    def skip(self) -> None:
        """Turn to the next page and keep nothing of this one."""
        self._turn(1)

    def go_back(self) -> None:
        """Turn to the page before."""
        self._turn(-1)

    def leave(self) -> None:
        """Ask nothing any more; the menu opens it again."""
        self.offer.notes.note(SetUp(self.pages[0], done=True))
        self.pin.set_text("")
        self.close()

    def begin_anew(self) -> None:
        """Show the first page, whatever was done before."""
        self.page = self.pages[0]
        self._show_page()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self.setWindowTitle(self.look.words("setup-window"))
        self.pin.name(self.look.words("manager-guide-pin"))
        for field in self.findChildren(Field):
            field.restyle()
        self._show_page()
        for part in self.findChildren(QWidget):
            part.update()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the settings."""
        super().showEvent(event)
        self.offer.settings.ask(self._answers.tell)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = painter_for(self)
        painter.fillRect(self.rect(), QColor(self.look.tokens.canvas))
        painter.end()

    def _arrange(self) -> None:
        inner = Column(L, _PAGE)
        inner.put([self.head, self.place, self.pin, self.refusal])
        inner.box.addStretch(1)
        self.area = Scroll(self.look, inner)
        bar = Bar(self.look, (24, 10, 24, 12))
        bar.box.addWidget(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(bar)
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE.boundedTo(self.screen().availableSize()).expandedTo(_LEAST))

    def _turn(self, by: int) -> None:
        here = self.pages.index(self.page)
        self.page = self.pages[max(0, min(here + by, len(self.pages) - 1))]
        self.offer.notes.note(SetUp(self.page, done=self.page == READY))
        self._refused = None
        self._show_page()
        self.area.to_top()

    def _show_page(self) -> None:
        words = self.look.words
        number = self.pages.index(self.page) + 1
        place = words("setup-place", number=number, count=len(self.pages))
        self.head.show_texts(words(f"setup-{self.page}"), place)
        self.place.show_parts(self.page, self._build)
        self.foot.show_parts(self.page, self._foot)
        self._show()

    def _show(self) -> None:
        if self._view is not None:
            self.step.show_view(self._view)
        asks = self._view is not None and self._view.asks_pin
        self.on.setEnabled(self.step.ready)
        self.pin.setVisible(asks and self.page not in (OWN_CODE, PIN, READY))
        refused = self._refused
        self.refusal.show_parts(
            refused, lambda: refusal_parts(self.look, refused) if refused is not None else []
        )

    def _build(self) -> list[QWidget]:
        self.step = self._steps()[self.page]()
        words = self.look.words
        text = words(f"setup-{self.page}.hint")
        if self.page == READY:
            return [EmptyState(self.look, EmptySpec("check", words("setup-ready.first"), text))]
        hint = Label(self.look, LabelSpec(text, BODY, "ink2", balanced=True))
        self.step.moved.connect(self._forget_refusal)
        card = Card(self.look, CardSpec(pad=(19, 16, 19, 18), gap=M))
        card.box.addWidget(self.step)
        return [hint, _gap(), card]

    def _steps(self) -> dict[str, Callable[[], Step]]:
        look, offer, told = self.look, self.offer, self._answers.tell
        desk = offer.settings
        return {
            LANGUAGE: lambda: LanguageStep(look, self._over),
            CAMERA: lambda: CameraStep(look, desk, offer.lens),
            OWN_CODE: lambda: CodeStep(look, offer.own_codes, offer.lens),
            PIN: lambda: PinStep(look, desk, told),
            LINK: lambda: LinkStep(look, desk, self._over, self._typed_pin, told),
            ALARMS: lambda: AskStep(look, alarm_paths(), self._over),
            AUTOSTART: lambda: AskStep(look, ("startup.autostart",), self._over),
            READY: lambda: Step(look),
        }

    def _foot(self) -> list[QWidget]:
        words = self.look.words
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        last = self.page == READY
        if self.page == PIN:
            # One way of not setting it, with what that means beside it.
            risk = LabelSpec(words("setup-pin-skip"), HINT, "ink2", "warn", balanced=True)
            row.addWidget(Label(self.look, risk), 1, Qt.AlignmentFlag.AlignVCenter)
        elif not last:
            leave = Link(self.look, LinkSpec(words("setup-leave"), ink="ink2"))
            leave.clicked.connect(self.leave)
            row.addWidget(leave)
        if self.page != PIN:
            row.addStretch(1)
        if self.page != self.pages[0]:
            row.addWidget(self._button("setup-back", self.go_back))
        if not last:
            row.addWidget(self._button("setup-skip", self.skip))
        on = self.leave if last else self.go_on
        # There the one thing to do is to register what is in sight.
        solid = self.page != OWN_CODE
        self.on = self._button("setup-finish" if last else "setup-next", on, solid=solid)
        row.addWidget(self.on)
        return [line]

    def _button(self, key: str, act: Callable[[], None], *, solid: bool = False) -> Button:
        button = Button(self.look, ButtonSpec(self.look.words(key), solid=solid))
        button.clicked.connect(act)
        return button

    def _typed_pin(self) -> Secret:
        return Secret(self.pin.text())

    def _forget_refusal(self) -> None:
        self._refused = None
        self._show()

    def _arrived(self, view: SettingsView) -> None:
        self._view = view
        # A PIN that is refused says why where it was typed.
        self._refused = view.refused if self._leaving and self.page != PIN else None
        saved = self._leaving and view.refused is None
        self._leaving = False
        if saved:
            self.saved.emit(view.stored)
            self._turn(1)
        else:
            self._show()


def _pages() -> tuple[str, ...]:
    """Return the questions in their order; those about messages only where there are any."""
    alarms = (ALARMS,) if alarm_paths() else ()
    return (LANGUAGE, CAMERA, OWN_CODE, PIN, LINK, *alarms, AUTOSTART, READY)


def _gap() -> QWidget:
    gap = QWidget()
    gap.setFixedHeight(M)
    return gap
