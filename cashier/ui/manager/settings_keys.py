"""The keys of a provider in the form: pasted or chosen, shown by their end only, tried, deleted.

No field ever holds a key: it goes from the clipboard or a file straight to the vault, and the
clipboard is emptied.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from cashier.core.privacy import Secret
from cashier.desk.settings_views import SecretView, SettingsView, TriedView
from cashier.desk.views import Phrase
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.settings_words import secret_line, secret_title, tried_texts
from cashier.ui.theme import BODY_BOLD, HINT, M, S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section

_MOST_BYTES = 20_000
Choose = Callable[[], str]


@dataclass(frozen=True, slots=True)
class _State:
    """What the part shows."""

    secrets: tuple[SecretView, ...] = ()
    shut: Phrase | None = None
    refused: Phrase | None = None
    said: Phrase | None = None
    tried: tuple[TriedView, ...] = ()
    trying: bool = False


class KeysPart(Column):
    """Keys of one provider, and the try. Sends what is to be stored or forgotten."""

    put_wanted = Signal(str, object)
    remove_wanted = Signal(str)
    empty_wanted = Signal()
    try_wanted = Signal()

    def __init__(
        self, look: Look, group: str, choose: Choose | None = None, *, tries: bool = True
    ) -> None:
        super().__init__(M)
        self.look = look
        self._group = group
        self._tries = tries
        self._choose = choose or self._ask_file
        self._state = _State()
        self.pin = Field(look, icon="lock", secret=True)
        self.pin.hide()
        self.keys = Section(look, M)
        self.outcome = Section(look, S)
        self.put([self.pin, self.keys, self.outcome])

    def take_pin(self) -> Secret:
        """Return the PIN that was typed, and forget it."""
        typed = self.pin.text()
        self.pin.set_text("")
        return Secret(typed)

    def show_view(self, view: SettingsView) -> None:
        """Show which keys are stored, and what became of the last wish."""
        mine = tuple(one for one in view.secrets if one.name.startswith(f"{self._group}."))
        # Once there is a technician, the keys are theirs alone.
        whose = "settings-pin-it" if view.has_it_pin else "manager-guide-pin"
        self.pin.name(self.look.words(whose))
        self.pin.setVisible(view.asks_pin)
        self._state = _State(mine, view.keys_shut, view.refused, view.said, view.tried)
        self._show()

    def begin_try(self) -> None:
        """Say that the answer is on its way."""
        self._state = replace(self._state, trying=True, tried=(), refused=None, said=None)
        self._show()
        self.try_wanted.emit()

    def paste(self, name: str) -> None:
        """Take a key from the clipboard, which is emptied."""
        clipboard = QGuiApplication.clipboard()
        text = clipboard.text().strip()
        if text:
            clipboard.clear()
        self.put_wanted.emit(name, Secret(text))

    def choose(self, name: str) -> None:
        """Take a key from a file."""
        where = self._choose()
        if not where:
            return
        try:
            with Path(where).open("rb") as file:
                raw = file.read(_MOST_BYTES)
        except OSError:
            raw = b""
        self.put_wanted.emit(name, Secret(raw.decode("utf-8", "replace").strip()))

    def _show(self) -> None:
        state = self._state
        self.keys.show_parts((state.secrets, state.shut), self._key_parts)
        key = (state.refused, state.said, state.tried, state.trying)
        self.outcome.show_parts(key, self._outcome_parts)

    def _key_parts(self) -> list[QWidget]:
        words, shut = self.look.words, self._state.shut
        parts: list[QWidget] = [self._one(secret) for secret in self._state.secrets]
        if shut is not None and self._state.secrets:
            parts += self._said(shut, "warn")
            empty = Button(self.look, ButtonSpec(words("settings-keys-empty")))
            empty.clicked.connect(self.empty_wanted)
            parts.append(in_line(empty))
        return parts

    def _one(self, secret: SecretView) -> QWidget:
        words = self.look.words
        column = Column(2)
        stored = bool(secret.tail)
        line = secret_line(words, secret)
        paste = Button(self.look, ButtonSpec(words("settings-key-paste"), "copy"))
        paste.clicked.connect(lambda: self.paste(secret.name))
        choose = Button(self.look, ButtonSpec(words("settings-key-file")))
        choose.clicked.connect(lambda: self.choose(secret.name))
        buttons = [paste, choose]
        if stored:
            remove = Button(self.look, ButtonSpec(words("settings-key-remove")))
            remove.clicked.connect(lambda: self.remove_wanted.emit(secret.name))
            buttons.append(remove)
        for button in buttons:
            spoken = f"{button.spec.text}: {secret_title(words, secret)}"
            button.setAccessibleName(spoken)
        state = LabelSpec(line, HINT, "ok", "check") if stored else LabelSpec(line, HINT, "ink3")
        column.put(
            [
                Label(self.look, LabelSpec(secret_title(words, secret), BODY_BOLD, "ink")),
                Label(self.look, state),
                in_line(*buttons),
            ]
        )
        return column

    def _outcome_parts(self) -> list[QWidget]:
        words, state = self.look.words, self._state
        ask = Button(self.look, ButtonSpec(words("settings-try_link"), "network"))
        ask.clicked.connect(self.begin_try)
        parts: list[QWidget] = [in_line(ask)] if self._tries else []
        if state.trying:
            return [Label(self.look, LabelSpec(words("settings-trying"), HINT, "ink2"))]
        if state.refused is not None:
            parts += self._said(state.refused, "fail")
        elif state.said is not None and state.said.key != "settings-said-saved":
            said = LabelSpec(words.phrase(state.said), HINT, "ok", "check")
            parts.append(Label(self.look, said))
        for tried in state.tried:
            parts += self._tried(tried)
        return parts

    def _tried(self, tried: TriedView) -> list[QWidget]:
        line, todo = tried_texts(self.look.words, tried)
        ink = tried.state.value if tried.state != "unknown" else "ink3"
        icon = "check" if tried.state == "ok" else "warn"
        parts: list[QWidget] = [Label(self.look, LabelSpec(line, HINT, ink, icon))]
        if todo:
            parts.append(Label(self.look, LabelSpec(todo, HINT, "ink2")))
        return parts

    def _said(self, phrase: Phrase, ink: str) -> list[QWidget]:
        return refusal_parts(self.look, phrase, ink)

    def _ask_file(self) -> str:
        title = self.look.words("settings-key-file")
        return QFileDialog.getOpenFileName(self, title, "", "PEM (*.pem *.key *.txt);;* (*)")[0]


def refusal_parts(look: Look, phrase: Phrase, ink: str = "fail") -> list[QWidget]:
    """Return why something was not done, and what to do."""
    words = look.words
    parts: list[QWidget] = [Label(look, LabelSpec(words.phrase(phrase), HINT, ink, "warn"))]
    if words.has(f"{phrase.key}.do"):
        parts.append(Label(look, LabelSpec(words.phrase(phrase, "do"), HINT, "ink2")))
    return parts
