"""The PINs in the form: choose or change the manager's, and IT's where there is a manager's."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cashier.config.roles import Role
from cashier.core.privacy import Secret
from cashier.desk.settings_views import NewPin, SettingsView
from cashier.desk.views import Phrase
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.settings_keys import refusal_parts
from cashier.ui.theme import HINT, SECTION, M, S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section


class PinForm(Column):
    """Current one (if there is one), new one, new one again. Sends the wish once both agree."""

    wished = Signal(object)

    def __init__(self, look: Look, role: Role = Role.manager) -> None:
        super().__init__(S)
        self.look = look
        self.role = role
        self._changes = False
        self._waits = False
        self.title = Label(look, LabelSpec("", SECTION, "ink"))
        self.hint = Label(look, LabelSpec("", HINT, "ink3"))
        self.current, self.new, self.again = (
            Field(look, icon="lock", secret=True) for _ in range(3)
        )
        self.button = Button(look, ButtonSpec(""))
        self.button.clicked.connect(self.send)
        self.again.entered.connect(lambda _: self.send())
        self.outcome = Section(look, S)
        parts = (self.title, self.hint, self.current, self.new, self.again)
        self.put([*parts, in_line(self.button), self.outcome])
        self.outcome.hide()

    def show_state(self, *, asks_current: bool, changes: bool) -> None:
        """Say whether a PIN is chosen or changed."""
        self._changes = changes
        words, kind = self.look.words, f"settings-pin-{self.role}"
        self.title.show_spec(LabelSpec(words(kind), SECTION, "ink"))
        self.hint.show_spec(LabelSpec(words(f"{kind}.hint"), HINT, "ink3"))
        self.current.setVisible(asks_current)
        self.current.name(words(f"settings-pin-current_{self.role}"))
        self.new.name(words("settings-pin-new"))
        self.again.name(words("settings-pin-again"))
        key = "settings-pin-change" if changes else "settings-pin-choose"
        self.button.show_spec(ButtonSpec(words(key)))

    def show_answer(self, view: SettingsView) -> None:
        """Say what became of the wish."""
        if not self._waits:
            return
        self._waits = False
        self._say(view.refused, view.said)

    def send(self) -> bool:
        """Send the wish if both agree, else say why not; return whether it was sent."""
        new, again, current = self.new.text(), self.again.text(), self.current.text()
        if not new:
            self.new.show_wrong(wrong=True)
            return False
        if new != again:
            self.again.show_wrong(wrong=True)
            self._say(Phrase("settings-pin-differ"), None)
            return False
        for field in (self.new, self.again, self.current):
            field.set_text("")
        self._waits = True
        self.wished.emit(NewPin(Secret(new), Secret(current), self.role))
        return True

    def _say(self, refused: Phrase | None, said: Phrase | None) -> None:
        self.outcome.show_parts((refused, said), lambda: self._outcome(refused, said))
        self.outcome.setVisible((refused, said) != (None, None))

    def _outcome(self, refused: Phrase | None, said: Phrase | None) -> list[QWidget]:
        if refused is not None:
            return refusal_parts(self.look, refused)
        if said is None:
            return []
        text = self.look.words.phrase(said)
        return [Label(self.look, LabelSpec(text, HINT, "ok", "check"))]


class PinsPart(Column):
    """The manager's PIN, and IT's once there is one of the manager."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(M)
        self.manager = PinForm(look)
        self.it = PinForm(look, Role.it)
        self.forms = (self.manager, self.it)
        for form in self.forms:
            form.wished.connect(self.wished)
        self.put(self.forms)

    def show_view(self, view: SettingsView) -> None:
        """Show which PINs there are, and what became of the last wish."""
        self.manager.show_state(asks_current=view.has_pin, changes=view.has_pin)
        self.it.setVisible(view.has_pin)
        self.it.show_state(asks_current=True, changes=view.has_it_pin)
        for form in self.forms:
            form.show_answer(view)
