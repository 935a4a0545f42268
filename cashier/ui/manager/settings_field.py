"""One setting in the form: its label, what it says, help, and what is wrong, beside each other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.config.settings import SettingField
from cashier.config.settings_draft import LIVE, Draft, Judged, Said
from cashier.ui.look import Look
from cashier.ui.manager.choices import ChoiceButton, ChoiceList, ChoiceTexts
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.settings_words import choices, wrong_text
from cashier.ui.theme import BODY_BOLD, HINT, HINT_BOLD, S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.segmented import Segmented
from cashier.ui.widgets.small import Link, LinkSpec, Tag, TagSpec

_FEW = 4
_WIDEST = 480
_NUMBERS = frozenset({"digits", "name"})


class SettingPart(Column):
    """Sends what was typed or chosen; shows what the draft says, without disturbing who types."""

    said = Signal(str, object)

    def __init__(self, look: Look, known: SettingField, over: ChoiceList) -> None:
        super().__init__(2)
        self.look = look
        self.known = known
        self._over = over
        self.field: Field | None = None
        self.switch: Segmented | None = None
        self.list: ChoiceButton | None = None
        words = look.words
        self.head = Section(look)
        self.back = Link(look, LinkSpec(words("settings-default"), type_=HINT_BOLD))
        self.back.clicked.connect(self._to_default)
        self.help = Label(look, LabelSpec(words(f"{known.label_key}.help"), HINT, "ink3"))
        self.wrong = Section(look)
        self.put([self.head, self._line(), self.help, self.wrong])

    def show_draft(self, draft: Draft, judged: Judged, *, held: bool) -> None:
        """Show what the draft says; `held` where the environment decides."""
        path, words = self.known.path, self.look.words
        changed = path in draft.changed
        self.head.show_parts((changed, held), lambda: [self._head(changed=changed, held=held)])
        self._show_said(draft.said(path))
        self.back.setVisible(not draft.is_default(path))
        wrong = judged.of(path)
        if self.field is not None:
            self.field.show_wrong(wrong=wrong is not None)
        text = wrong_text(words, wrong) if wrong is not None else ""
        self.wrong.show_parts(
            text,
            lambda: [Label(self.look, LabelSpec(text, HINT, "fail", "warn"))] if text else [],
        )

    def _line(self) -> QWidget:
        line = QWidget()
        control = self._control()
        if self.field is None:
            # Where the words of a choice are long, the way back stands below them.
            flow = Flow(gap=S, line_gap=0)
            flow.addWidget(control)
            flow.addWidget(self.back)
            line.setLayout(flow)
            return line
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(control, 1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _control(self) -> QWidget:
        known = self.known
        options = choices(self.look.words, known)
        name = self.look.words(known.label_key)
        track = Segmented(self.look, options, tall=True) if 0 < len(options) <= _FEW else None
        if track is not None and track.minimumSizeHint().width() <= _WIDEST:
            self.switch = track
            self.switch.chosen.connect(self._chosen)
            return self.switch
        if options:
            self.list = ChoiceButton(self.look, ChoiceTexts(name, "", name))
            self.list.clicked.connect(self._open_list)
            return self.list
        self.field = Field(self.look)
        self.field.name(name, " ")
        if known.kind in _NUMBERS:
            self.field.take_account_numbers()
        self.field.line.setMaxLength(200)
        self.field.changed.connect(self._typed)
        return self.field

    def _head(self, *, changed: bool, held: bool) -> QWidget:
        words = self.look.words
        parts: list[QWidget] = [
            Label(self.look, LabelSpec(words(self.known.label_key), BODY_BOLD, "ink"))
        ]
        if changed:
            waits = self.known.path not in LIVE
            text = words("settings-changed-restart" if waits else "settings-changed")
            parts.append(Tag(self.look, TagSpec(text, ink="accent_ink", fill="accent_tint")))
        if held:
            parts.append(Tag(self.look, TagSpec(words("settings-held"), "lock")))
        return in_line(*parts)

    def _show_said(self, said: Said) -> None:
        if self.switch is not None:
            self.switch.choose(("on" if said else "off") if isinstance(said, bool) else said)
        elif self.list is not None:
            name = self.look.words(self.known.label_key)
            named = {one.id: one.text for one in choices(self.look.words, self.known)}
            word = named.get(str(said), str(said))
            self.list.show_texts(ChoiceTexts(name, word, f"{name}: {word}"))
        elif self.field is not None and not self.field.line.hasFocus():
            self.field.set_text(str(said))

    def _open_list(self) -> None:
        if self.list is None:
            return
        options = choices(self.look.words, self.known)
        word = self.list.texts.chosen
        now = next((one.id for one in options if one.text == word), "")
        self._over.open(self.list, options, now, self._chosen)

    def _chosen(self, choice: str) -> None:
        said: Said = choice == "on" if self.known.kind == "switch" else choice
        self.said.emit(self.known.path, said)

    def _typed(self, text: str) -> None:
        self.said.emit(self.known.path, text)

    def _to_default(self) -> None:
        if self.field is not None:
            self.field.line.clearFocus()
        self.said.emit(self.known.path, None)
