"""The foot of the form: how much is not saved yet, save and undo, and what became of it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.core.privacy import Secret
from cashier.desk.settings_views import SettingsView
from cashier.desk.views import Phrase
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.settings_keys import refusal_parts
from cashier.ui.theme import BODY, HINT, S
from cashier.ui.widgets.containers import Bar
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import Link, LinkSpec
from cashier.ui.words import key_part

_MARGINS = (24, 10, 24, 12)
_PIN_WIDTH = 200
_NAMED = 3


@dataclass(frozen=True, slots=True)
class BarState:
    """How many settings are changed, which cannot be kept, whether a PIN is asked.

    `away` is one of those that stands on another page of the form, if any does.
    """

    changed: int = 0
    wrong: tuple[str, ...] = ()
    away: str = ""
    asks_pin: bool = False


class SaveBar(Bar):
    """Always there, as saving is. Sends that it is to be saved, undone, or mended elsewhere."""

    save_wanted = Signal()
    mend_wanted = Signal(str)
    undo_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, _MARGINS)
        self._state = BarState()
        self._waits = False
        self._restart: tuple[str, ...] = ()
        self._answer: tuple[Phrase | None, Phrase | None] = (None, None)
        self.pin: Field | None = None
        self.line = Section(look, S)
        self.put([self.line])
        self._show()

    def show_state(self, state: BarState) -> None:
        """Say how much is not saved yet."""
        if state.changed and not self._state.changed:
            self._answer = (None, None)
        self._state = state
        self._show()

    def begin(self, restart: tuple[str, ...]) -> None:
        """Saving is under way; these settings hold from the next start."""
        self._waits, self._restart = True, restart

    def show_answer(self, view: SettingsView) -> bool:
        """Say what became of saving; return whether it was saved."""
        if not self._waits:
            return False
        self._waits = False
        self._answer = (view.refused, view.said)
        return view.refused is None

    def take_pin(self) -> Secret:
        """Return the PIN that was typed, and forget it."""
        typed = self.pin.text() if self.pin is not None else ""
        if self.pin is not None:
            self.pin.set_text("")
        return Secret(typed)

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        if self.pin is not None:
            self.pin.restyle()
        self._show()

    def _show(self) -> None:
        self.line.show_parts((self._state, self._answer), self._parts)

    def _parts(self) -> list[QWidget]:
        self.pin = None
        refused, said = self._answer
        parts: list[QWidget] = []
        if refused is not None:
            parts += refusal_parts(self.look, refused)
        if self._state.changed:
            parts += self._unsaved()
        elif said is not None:
            parts += self._saved(said)
        else:
            none = Label(self.look, LabelSpec(self.look.words("settings-bar-none"), BODY, "ink3"))
            parts.append(_across(none, self._save(can=False)))
        return parts

    def _save(self, *, can: bool) -> Button:
        save = Button(self.look, ButtonSpec(self.look.words("settings-save"), solid=True))
        save.setEnabled(can)
        save.clicked.connect(self.save_wanted)
        return save

    def _wrong(self) -> str:
        """Return which settings cannot be kept, by their names."""
        words, wrong = self.look.words, self._state.wrong
        names = [words(f"settings-{key_part(path)}") for path in wrong[:_NAMED]]
        named = words("settings-and").join([*names, *(["…"] if len(wrong) > _NAMED else [])])
        return words("settings-bar-wrong", names=named)

    def _unsaved(self) -> list[QWidget]:
        words, state = self.look.words, self._state
        if state.wrong:
            told = Label(self.look, LabelSpec(self._wrong(), BODY, "fail", "warn", balanced=True))
        else:
            text = words("settings-bar-unsaved", count=state.changed)
            told = Label(self.look, LabelSpec(text, BODY, "ink"))
        line: list[QWidget] = []
        if state.asks_pin and not state.wrong:
            self.pin = Field(self.look, icon="lock", secret=True)
            self.pin.name(words("manager-guide-pin"))
            self.pin.setFixedWidth(_PIN_WIDTH)
            self.pin.entered.connect(lambda _: self.save_wanted.emit())
            line.append(self.pin)
        if state.away:
            mend = Link(self.look, LinkSpec(words("settings-bar-mend")))
            mend.clicked.connect(lambda: self.mend_wanted.emit(state.away))
            line.append(mend)
        undo = Button(self.look, ButtonSpec(words("settings-undo"), "undo"))
        undo.clicked.connect(self.undo_wanted)
        return [_across(told, *line, undo, self._save(can=not state.wrong))]

    def _saved(self, said: Phrase) -> list[QWidget]:
        words = self.look.words
        parts: list[QWidget] = [
            Label(self.look, LabelSpec(words.phrase(said), BODY, "ok", "check"))
        ]
        if self._restart:
            names = words("settings-and").join(
                words(f"settings-{key_part(path)}") for path in self._restart
            )
            text = words("settings-after_restart", names=names)
            parts.append(Label(self.look, LabelSpec(text, HINT, "ink2")))
        return parts


def _across(told: QWidget, *controls: QWidget) -> QWidget:
    """Return a line: the sentence at the left, what can be done about it at the right."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    row.addWidget(told, 1, Qt.AlignmentFlag.AlignVCenter)
    for control in controls:
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    return line
