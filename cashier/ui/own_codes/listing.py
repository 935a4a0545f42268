"""The registered codes in the settings: which there are, forget one, register another."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cashier.core.privacy import Secret
from cashier.desk.own_code_views import OwnCodeDesk, OwnCodesView
from cashier.desk.views import ScanView
from cashier.ui.answers import Answers
from cashier.ui.live_picture import Lens
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.settings_keys import refusal_parts
from cashier.ui.own_codes.register import RegisterPart
from cashier.ui.theme import BODY, BODY_BOLD, HINT, SECTION, M, S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section


class OwnCodesPart(Column):
    """The list, and the camera while another code is to be registered."""

    def __init__(self, look: Look, desk: OwnCodeDesk, lens: Lens) -> None:
        super().__init__(M)
        self.look = look
        self._desk = desk
        self._view: OwnCodesView | None = None
        self._asked = ""
        self._answers: Answers[OwnCodesView] = Answers(self.show_view)
        words = look.words
        self.title = Label(look, LabelSpec(words("settings-own_codes"), SECTION, "ink"))
        self.hint = Label(look, LabelSpec(words("owncodes-hint"), HINT, "ink3"))
        self.list = Section(look, M)
        self.register = RegisterPart(look, desk, lens)
        self.register.hide()
        self.register.changed.connect(self.show_view)
        self.switch = Section(look)
        self.put([self.title, self.hint, self.list, self.register, self.switch])
        self._show()
        desk.ask(self._answers.tell)

    def show_scan(self, scan: ScanView | None) -> None:
        """Show what the camera sees, if another code is to be registered."""
        self.register.show_scan(scan)

    def show_view(self, view: OwnCodesView) -> None:
        """Show which codes are registered, and what became of the last wish."""
        self._view = view
        if view.said is not None:
            self._asked = ""
        self._show()

    def look_for_another(self, *, on: bool) -> None:
        """Open the camera's picture, or close it."""
        self.register.setVisible(on)
        self._show()

    def _show(self) -> None:
        view = self._view
        key = (view.codes, view.refused, view.asks_pin, self._asked) if view is not None else None
        self.list.show_parts(key, self._list)
        self.switch.show_parts(self.register.isVisibleTo(self), self._buttons)

    def _list(self) -> list[QWidget]:
        words, view = self.look.words, self._view
        if view is None:
            return [Label(self.look, LabelSpec(words("manager-reading"), HINT, "ink3"))]
        parts: list[QWidget] = []
        if view.refused is not None:
            parts += refusal_parts(self.look, view.refused)
        elif not view.codes:
            parts.append(Label(self.look, LabelSpec(words("owncodes-none"), BODY, "ink2")))
        for number, code in enumerate(view.codes, start=1):
            title = words("owncodes-one", number=number, kind=words(f"kind-{code.kind}"))
            parts.append(self._one(title, code.mark))
        return parts

    def _one(self, title: str, mark: str) -> QWidget:
        words, view = self.look.words, self._view
        column = Column(S)
        forget = Button(self.look, ButtonSpec(words("owncodes-forget")))
        forget.setAccessibleName(f"{forget.spec.text}: {title}")
        column.box.addWidget(Label(self.look, LabelSpec(title, BODY_BOLD, "ink")))
        if self._asked != mark:
            forget.clicked.connect(self._asker(mark))
            column.box.addWidget(in_line(forget))
            return column
        sure = LabelSpec(words("owncodes-forget.sure"), HINT, "ink2")
        column.box.addWidget(Label(self.look, sure))
        pin = Field(self.look, icon="lock", secret=True)
        pin.name(words("manager-guide-pin"))
        pin.setVisible(view is not None and view.asks_pin)
        if view is not None and view.asks_pin:
            column.box.addWidget(pin)
        forget.clicked.connect(lambda: self._forget(mark, pin))
        leave = Button(self.look, ButtonSpec(words("manager-guide-cancel")))
        leave.clicked.connect(self._asker(""))
        column.box.addWidget(in_line(forget, leave))
        return column

    def _asker(self, mark: str) -> Callable[[], None]:
        def ask() -> None:
            self._asked = mark
            self._show()

        return ask

    def _forget(self, mark: str, pin: Field) -> None:
        typed = pin.text()
        pin.set_text("")
        self._desk.forget(mark, Secret(typed), self._answers.tell)

    def _buttons(self) -> list[QWidget]:
        on = self.register.isVisibleTo(self)
        key, icon = ("settings-camera-stop", "close") if on else ("owncodes-register", "qr")
        tap = Button(self.look, ButtonSpec(self.look.words(key), icon))
        tap.clicked.connect(lambda: self.look_for_another(on=not on))
        return [in_line(tap)]
