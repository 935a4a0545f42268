"""Showing a code to the camera to register it: the picture, what was found, and one button."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from cashier.core.privacy import Secret
from cashier.desk.own_code_views import OwnCodeDesk, OwnCodesView, Task
from cashier.desk.views import ScanView
from cashier.ui.answers import Answers
from cashier.ui.live_picture import Lens, LivePicture
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.settings_keys import refusal_parts
from cashier.ui.theme import BODY_BOLD, HINT, M, S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section


class RegisterPart(Column):
    """Looks while it is visible. `changed` carries what is registered after each change."""

    changed = Signal(object)

    def __init__(self, look: Look, desk: OwnCodeDesk, lens: Lens) -> None:
        super().__init__(M)
        self.look = look
        self._desk = desk
        self._view = OwnCodesView()
        self._answers: Answers[OwnCodesView] = Answers(self._arrived)
        self.hint = Label(look, LabelSpec(look.words("owncodes-register.hint"), HINT, "ink2"))
        self.picture = LivePicture(look, lens, "register")
        self.pin = Field(look, icon="lock", secret=True)
        self.pin.name(look.words("manager-guide-pin"))
        self.pin.hide()
        self.found = Section(look, S)
        self.put([self.hint, self.found, self.pin, self.picture])
        self._show()

    def show_scan(self, scan: ScanView | None) -> None:
        """Show what the camera sees."""
        self.picture.show_scan(scan)

    def keep(self) -> None:
        """Register what was found."""
        typed = self.pin.text()
        self.pin.set_text("")
        self._desk.keep(Secret(typed), self._answers.tell)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for codes."""
        super().showEvent(event)
        self._desk.begin(Task.register, self._answers.tell)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._desk.end()

    def _arrived(self, view: OwnCodesView) -> None:
        known = view.codes != self._view.codes
        self._view = view
        self.pin.setVisible(view.asks_pin and bool(view.found))
        self._show()
        if known or view.said is not None:
            self.changed.emit(view)

    def _show(self) -> None:
        view = self._view
        self.found.show_parts((view.found, view.refused, view.said), self._parts)

    def _parts(self) -> list[QWidget]:
        words, view = self.look.words, self._view
        parts: list[QWidget] = []
        if view.refused is not None:
            parts += refusal_parts(self.look, view.refused)
        if view.said is not None:
            done = LabelSpec(words.phrase(view.said), HINT, "ok", "check")
            parts.append(Label(self.look, done))
        if view.found:
            text = words("owncodes-found", kind=words(f"kind-{view.found}"))
            keep = Button(self.look, ButtonSpec(words("owncodes-keep"), "check", solid=True))
            keep.clicked.connect(self.keep)
            parts += [Label(self.look, LabelSpec(text, BODY_BOLD, "ink")), in_line(keep)]
        elif not parts:
            text = words("owncodes-looking")
            parts.append(Label(self.look, LabelSpec(text, HINT, "ink3")))
        return parts
