"""What may be told about the payment and never must: amount by keypad, method, order number."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.desk.case_views import CaseView
from cashier.desk.commands import DeskCommands
from cashier.ui.look import Look
from cashier.ui.theme import HINT, S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.flow import Even
from cashier.ui.widgets.keypad import Keypad
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import ChoiceSpec, ChoiceTap

_METHODS = ("fenfu", "wechat", "alipay", "unionpay")
_LONGEST = 10


class Details(Column):
    """Three small taps; each opens what it needs below and closes again."""

    opened = Signal()

    def __init__(self, look: Look, commands: DeskCommands) -> None:
        super().__init__(S)
        self.look = look
        self._commands = commands
        self._open = ""
        self._view: CaseView | None = None
        self.heads = Section(look, 6)
        self.inside = Section(look, S)
        self.field: Field | None = None
        self.put([self.heads, self.inside])

    def show_case(self, view: CaseView) -> None:
        """Draw what is known already."""
        if self._view is not None and self._view.case_id != view.case_id:
            self._open = ""
        self._view = view
        known = (view.amount, view.method, view.order_tail, self._open)
        self.heads.show_parts(known, lambda: self._heads(view))
        inside = (self._open, view.method if self._open == "method" else None)
        self.inside.show_parts(inside, self._inside)

    def forget(self) -> None:
        """Close everything."""
        self._open = ""

    def open(self, what: str) -> None:
        """Open one of `amount`, `method`, `number`; the same again closes it."""
        self._open = "" if what == self._open else what
        if self._view is not None:
            self.show_case(self._view)
        if self._open:
            self.opened.emit()

    def _heads(self, view: CaseView) -> Sequence[QWidget]:
        words = self.look.words
        amount = words("money", amount=view.amount.grouped) if view.amount else words("till-amount")
        method = words.method(view.method) or words("till-method")
        number = f"…{view.order_tail}" if view.order_tail else words("till-number")
        line = QWidget()
        row = Even(3, S)
        for what, text in (("amount", amount), ("method", method), ("number", number)):
            tap = ChoiceTap(self.look, ChoiceSpec(text, chosen=what == self._open))
            tap.clicked.connect(lambda _=False, w=what: self.open(w))
            row.addWidget(tap)
        line.setLayout(row)
        return [Label(self.look, LabelSpec(words("till-details"), HINT, "ink2")), line]

    def _inside(self) -> Sequence[QWidget]:
        self.field = None
        if self._open == "amount":
            return self._amount()
        if self._open == "method":
            return self._methods()
        if self._open == "number":
            return self._number()
        return []

    def _amount(self) -> Sequence[QWidget]:
        words = self.look.words
        field = self.field = Field(self.look, key="Enter")
        field.name(words("till-amount"), words("till-amount_hint"))
        field.entered.connect(self.take_amount)
        pad = Keypad(self.look)
        pad.pressed.connect(self.press)
        done = ChoiceTap(self.look, ChoiceSpec(words("action-done")))
        done.clicked.connect(self.take_amount)
        return [field, pad, done]

    def press(self, key: str) -> None:
        """A key of the pad was tapped."""
        if self.field is None:
            return
        text = self.field.text()
        text = text[:-1] if key == "back" else (text + key)[:_LONGEST]
        self.field.set_text(text)
        self.field.show_wrong(wrong=False)

    def take_amount(self) -> None:
        """Hand on what was typed, or mark it as not usable."""
        if self.field is None:
            return
        try:
            amount = Money.parse(self.field.text())
        except CashierError:
            self.field.show_wrong(wrong=True)
            return
        self._commands.set_details(amount=amount)
        self.open("amount")

    def _methods(self) -> Sequence[QWidget]:
        words = self.look.words
        chosen = self._view.method if self._view else None
        line = QWidget()
        grid = Even(2, S)
        for method in _METHODS:
            spec = ChoiceSpec(words(f"chip-{method}"), chosen=method == chosen)
            tap = ChoiceTap(self.look, spec)
            tap.clicked.connect(lambda _=False, m=method: self._take_method(m))
            grid.addWidget(tap)
        line.setLayout(grid)
        return [line]

    def _take_method(self, method: str) -> None:
        self._commands.set_details(method=method)
        self.open("method")

    def _number(self) -> Sequence[QWidget]:
        words = self.look.words
        field = self.field = Field(self.look, icon="receipt", key="Enter")
        field.name(words("till-number"), words("till-number_hint"))
        field.take_long_numbers()
        field.entered.connect(self._take_number)
        return [field]

    def _take_number(self, text: str) -> None:
        self._commands.set_details(order_number=text)
        self.open("number")
