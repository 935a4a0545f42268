"""Trying the rules on a payment: what is typed, and what the desk made of it.

What holds and what is offered is the desk's to say; here an amount and a time are only read.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cashier.cases.trial import Outcome
from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.desk.guidance_views import TrialView, TryWish
from cashier.desk.rule_views import Standing
from cashier.playbook.rules import ORDER_KINDS
from cashier.ui.look import Look
from cashier.ui.manager.choices import ChoiceButton, ChoiceList, ChoiceTexts
from cashier.ui.manager.guidance_words import held_text, rule_line
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.wanted import METHODS
from cashier.ui.theme import HINT, HINT_BOLD, XS, M, S
from cashier.ui.widgets.containers import Card, CardSpec
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section, section_title
from cashier.ui.widgets.segmented import Choice
from cashier.ui.widgets.small import Tag, TagSpec

_PAD = 19


@dataclass(frozen=True, slots=True)
class _Kind:
    """A choice that opens a list: its id and what can be chosen."""

    id: str
    values: tuple[str, ...]


_NAMES = ("amount", "time", "method", "kind")
_KINDS = (_Kind("method", METHODS), _Kind("kind", ("", *ORDER_KINDS)))


class TryForm(Card):
    """Amount, time, method and how it is paid; below them what would be offered."""

    wished = Signal(object)

    def __init__(self, look: Look, over: ChoiceList) -> None:
        super().__init__(look, CardSpec(pad=(_PAD, 14, _PAD, 16)))
        self.wish = TryWish()
        self._over = over
        self.title = Section(look)
        self.amount = Field(look)
        self.at = Field(look, icon="clock")
        self.buttons = {kind.id: ChoiceButton(look, ChoiceTexts("", "", "")) for kind in _KINDS}
        self.names = {name: Label(look, LabelSpec("")) for name in _NAMES}
        self.wrong = Section(look)
        self.result = Section(look, S)
        self._arrange()
        self._connect()
        self.restyle()

    def choose_rule(self, rule: str) -> None:
        """Try this rule the other way round as well."""
        self._take(replace(self.wish, rule=rule))

    def show_trial(self, trial: TrialView, tried: Standing | None) -> None:
        """Show what became of the payment; `tried` is the rule that was turned round."""
        self.result.show_parts((trial, tried), lambda: self._found(trial, tried))

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        words = self.look.words
        self.title.show_parts("title", self._title)
        for name, label in self.names.items():
            label.show_spec(LabelSpec(words(f"manager-guide-try-{name}"), HINT, "ink2"))
        for name, field in (("amount", self.amount), ("time", self.at)):
            key = f"manager-guide-try-{name}"
            field.name(words(key), words(f"{key}.hint"))
        for field in (self.amount, self.at):
            field.restyle()
        for kind in _KINDS:
            self.buttons[kind.id].show_texts(self._texts(kind))
        self._show_wrong()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        parts = (self.amount, self.at, *self.buttons.values())
        for number, (label, part) in enumerate(zip(self.names.values(), parts, strict=True)):
            row, column = number // 2 * 2, number % 2
            grid.addWidget(label, row, column)
            grid.addWidget(part, row + 1, column)
        self.box.addWidget(self.title)
        self.box.addSpacing(S)
        self.put_layout(grid)
        self.box.addWidget(self.wrong)
        self.box.addSpacing(M)
        self.box.addWidget(self.result)

    def _connect(self) -> None:
        for field in (self.amount, self.at):
            field.entered.connect(self._typed)
            field.typed.connect(self._typed)
        for kind in _KINDS:
            self.buttons[kind.id].clicked.connect(lambda _=False, kind=kind: self._open(kind))

    def _title(self) -> list[QWidget]:
        words = self.look.words
        return [
            section_title(self.look, words("manager-guide-try"), words("manager-guide-try.hint"))
        ]

    def _typed(self, _text: str) -> None:
        amount, at = read_amount(self.amount.text()), read_time(self.at.text())
        self.amount.show_wrong(wrong=bool(self.amount.text()) and amount is None)
        self.at.show_wrong(wrong=bool(self.at.text()) and at is None)
        self._show_wrong()
        if not (self.amount.wrong or self.at.wrong):
            self._take(replace(self.wish, amount=amount, at=at))

    def _show_wrong(self) -> None:
        keys = [
            f"manager-guide-try-{name}_wrong"
            for name, field in (("amount", self.amount), ("time", self.at))
            if field.wrong
        ]
        self.wrong.show_parts(
            keys,
            lambda: [Label(self.look, LabelSpec(self._word(key), HINT, "fail")) for key in keys],
        )

    def _word(self, key: str) -> str:
        return self.look.words(key)

    def _open(self, kind: _Kind) -> None:
        choices = [Choice(value, self._value(kind, value)) for value in kind.values]
        chosen = self._chosen(kind)
        self._over.open(
            self.buttons[kind.id], choices, chosen, lambda value: self._choose(kind, value)
        )

    def _choose(self, kind: _Kind, value: str) -> None:
        if kind.id == "method":
            self._take(replace(self.wish, method=value or None))
        else:
            self._take(replace(self.wish, order_kind=value))

    def _take(self, wish: TryWish) -> None:
        if wish == self.wish:
            return
        self.wish = wish
        for kind in _KINDS:
            self.buttons[kind.id].show_texts(self._texts(kind))
        self.wished.emit(wish)

    def _chosen(self, kind: _Kind) -> str:
        return (self.wish.method or "") if kind.id == "method" else self.wish.order_kind

    def _value(self, kind: _Kind, value: str) -> str:
        words = self.look.words
        if not value:
            return words("manager-guide-try-unsaid")
        return words.method(value) if kind.id == "method" else words(f"manager-guide-kind-{value}")

    def _texts(self, kind: _Kind) -> ChoiceTexts:
        words, value = self.look.words, self._chosen(kind)
        name = words(f"manager-guide-try-{kind.id}")
        word = self._value(kind, value)
        spoken = words("manager-filter-spoken", name=name, value=word)
        # The name stands above; the button says what is chosen, also where that is nothing.
        return ChoiceTexts(word, word if value else "", spoken)

    def _found(self, trial: TrialView, tried: Standing | None) -> list[QWidget]:
        words, found = self.look.words, trial.found
        if found is None:
            return [Label(self.look, LabelSpec(words("manager-guide-try-none"), HINT, "ink2"))]
        if tried is None:
            return [self._outcome(words("manager-guide-try-now"), found.now)]
        turn = "on" if tried.place == "off" else "off"
        said = words(f"manager-guide-try-{turn}_{'differs' if found.differs else 'same'}")
        icon = "swap" if found.differs else "check"
        parts: list[QWidget] = [
            Label(self.look, LabelSpec(said, HINT_BOLD, "ink", icon)),
            self._outcome(words("manager-guide-try-now"), found.now),
        ]
        if found.edited != found.now:
            parts.append(self._outcome(words(f"manager-guide-try-{turn}"), found.edited))
        return parts

    def _outcome(self, title: str, outcome: Outcome) -> QWidget:
        look, words = self.look, self.look.words
        block = Card(look, CardSpec(fill="canvas", border="canvas", pad=(12, 8, 12, 9), gap=4))
        offers = [TagSpec(words.method(one), ink="ink", fill="surface") for one in outcome.offered]
        parts: list[QWidget] = [
            Label(look, LabelSpec(title, HINT_BOLD, "ink2")),
            in_line(*(Tag(look, spec) for spec in offers), gap=XS),
        ]
        held = held_text(words, outcome)
        if held:
            parts.append(Label(look, LabelSpec(held, HINT, "ink2")))
        for one in outcome.fired:
            line = rule_line(words, one.rule)
            parts.append(Label(look, LabelSpec(line, HINT, "ink2", "checklist", 16)))
        block.put(parts)
        return block


def read_amount(text: str) -> Money | None:
    """Return what was typed as an amount; None when it is none."""
    try:
        return Money.parse(text)
    except CashierError:
        return None


def read_time(text: str) -> time | None:
    """Return what was typed as a time of day, `22:30` or `22`; None when it is none."""
    plain = text.replace("：", ":").strip()
    for form in ("%H:%M", "%H"):
        try:
            return datetime.strptime(plain, form).time()  # noqa: DTZ007 - a time of no day
        except ValueError:
            continue
    return None
