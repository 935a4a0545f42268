"""What is asked when a shift changes: who hands over to whom, how many payments were counted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cashier.ui.look import Look
from cashier.ui.theme import HINT, M, S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section

_MOST_DIGITS = 6


class HandoverQuestions(Column):
    """All may stay empty. Tells when what was typed becomes wrong or right."""

    judged = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(S, (0, M, 0, 0))
        self.look = look
        self.wrong = False
        self._holder = ""
        self._by = Field(look, icon="customer")
        self._to = Field(look, icon="customer")
        self._payments = Field(look, icon="receipt")
        self._payments.typed.connect(lambda _text: self.payments())
        self._error = Section(look)
        for part in (self._by, self._to, self._payments, self._error):
            self.box.addWidget(part)
        self.restyle()

    def begin(self, by: str) -> None:
        """Ask; whoever has the till hands over, if no other name is given."""
        self._holder = by
        self.restyle()

    def by(self) -> str:
        """Return who hands over; empty stands for whoever has the till."""
        return self._by.text()

    def to(self) -> str:
        """Return who takes over."""
        return self._to.text()

    def payments(self) -> int | None:
        """Return how many payments were counted; None where nobody said, or it is no number."""
        text = self._payments.text()
        right = not text or (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS)
        self.wrong = not right
        self._payments.show_wrong(wrong=self.wrong)
        self._error.show_parts(self.wrong, self._errors)
        self.judged.emit()
        return int(text) if text and right else None

    def empty(self) -> None:
        """Forget what was typed."""
        self._by.set_text("")
        self._to.set_text("")
        self._payments.set_text("")
        self.payments()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        words = self.look.words
        hint = words("manager-change-by.hint")
        if self._holder:
            hint = words("manager-change-by.holder", who=self._holder)
        self._by.name(words("manager-change-by"), hint)
        self._to.name(words("manager-change-to"), words("manager-change-to.hint"))
        name, hint = words("manager-change-payments"), words("manager-change-payments.hint")
        self._payments.name(name, hint)
        self._by.restyle()
        self._to.restyle()
        self._payments.restyle()

    def _errors(self) -> list[QWidget]:
        if not self.wrong:
            return []
        text = self.look.words("manager-change-payments_wrong")
        return [Label(self.look, LabelSpec(text, HINT, "fail", icon="warn", icon_size=16))]
