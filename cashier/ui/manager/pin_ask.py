"""A change and the question for the PIN: a button first, then the field, then what was said.

It decides nothing: the PIN goes to the desk with the change, and the desk says what became of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cashier.desk.guidance_views import GuidanceAct
from cashier.desk.views import Phrase
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.theme import BODY, HINT, S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section


@dataclass(frozen=True, slots=True)
class Offered:
    """A change that may be made: what its button says, and the question that comes then."""

    act: GuidanceAct
    text: str
    question: str


class PinAsk(Section):
    """Buttons for some changes; a tap asks for the PIN. Sends the change and what was typed."""

    confirmed = Signal(object, str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, S)
        self._offered: tuple[Offered, ...] = ()
        self._asking: Offered | None = None
        self._refused: Phrase | None = None
        self._waits = False
        self.pin: Field | None = None

    def show_offered(self, offered: Sequence[Offered]) -> None:
        """Show these changes; a question that stands stays while its change is among them."""
        self._offered = tuple(offered)
        if self._asking is not None and self._asking.act not in [one.act for one in offered]:
            self._asking = self._refused = None
            self._waits = False
        self._show()

    def show_answer(self, refused: Phrase | None) -> None:
        """Say why nothing was changed; without a reason the question is answered."""
        if not self._waits:
            return
        self._waits = False
        self._refused = refused
        if refused is None:
            self._asking = None
        self._show()
        if refused is not None:
            self._focus_pin()

    def restyle(self) -> None:
        """Take the colours that are on now; the language comes with what is shown next."""
        if self.pin is not None:
            self.pin.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the question back."""
        if event.key() == Qt.Key.Key_Escape and self._asking is not None:
            self._cancel()
            return
        super().keyPressEvent(event)

    def _show(self) -> None:
        key = (self._offered, self._asking, self._refused)
        self.show_parts(key, self._parts)

    def _parts(self) -> list[QWidget]:
        self.pin = None
        if self._asking is None:
            return self._buttons()
        words, asked = self.look.words, self._asking
        parts: list[QWidget] = [
            Label(self.look, LabelSpec(asked.question, BODY, "ink", balanced=True))
        ]
        self.pin = Field(self.look, icon="lock", secret=True)
        self.pin.name(words("manager-guide-pin"))
        self.pin.entered.connect(lambda _: self._confirm())
        parts.append(self.pin)
        if self._refused is not None:
            parts += self._reasons(self._refused)
        yes = Button(self.look, ButtonSpec(asked.text, solid=True))
        yes.clicked.connect(self._confirm)
        no = Button(self.look, ButtonSpec(words("manager-guide-cancel")))
        no.clicked.connect(self._cancel)
        parts.append(in_line(yes, no))
        return parts

    def _buttons(self) -> list[QWidget]:
        buttons = [Button(self.look, ButtonSpec(one.text)) for one in self._offered]
        for button, one in zip(buttons, self._offered, strict=True):
            button.clicked.connect(self._asker(one))
        return [in_line(*buttons)] if buttons else []

    def _reasons(self, refused: Phrase) -> list[QWidget]:
        words = self.look.words
        said: list[QWidget] = [
            Label(self.look, LabelSpec(words.phrase(refused), HINT, "fail", "warn"))
        ]
        if words.has(f"{refused.key}.do"):
            said.append(Label(self.look, LabelSpec(words.phrase(refused, "do"), HINT, "ink2")))
        return said

    def _asker(self, one: Offered) -> Callable[[], None]:
        def ask() -> None:
            self._asking, self._refused = one, None
            self._show()
            self._focus_pin()

        return ask

    def _confirm(self) -> None:
        if self.pin is None or self._asking is None or self._waits:
            return
        pin = self.pin.text()
        if not pin:
            self.pin.show_wrong(wrong=True)
            return
        self._waits = True
        self.pin.set_text("")
        self.confirmed.emit(self._asking.act, pin)

    def _cancel(self) -> None:
        self._asking = self._refused = None
        self._waits = False
        self._show()
        buttons = self.findChildren(Button)
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_pin(self) -> None:
        if self.pin is not None:
            self.pin.line.setFocus(Qt.FocusReason.OtherFocusReason)


def in_line(*parts: QWidget, gap: int = S) -> QWidget:
    """Return parts side by side, on more lines where there is no room."""
    line = Column()
    flow = Flow(gap=gap, line_gap=gap)
    for part in parts:
        flow.addWidget(part)
    line.put_layout(flow)
    return line
