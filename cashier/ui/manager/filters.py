"""The bar above the list: what to look for, which time, and six choices that combine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.causes import cause_name
from cashier.ui.manager.choices import ChoiceButton, ChoiceList, ChoiceTexts
from cashier.ui.manager.wanted import AMOUNTS, ANY, METHODS, OUTCOMES, SIDES, TIMES, Wanted
from cashier.ui.manager.week_words import part_text
from cashier.ui.theme import S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.segmented import Choice, Segmented
from cashier.ui.words import Book

_SEARCH_LEAST = 180


@dataclass(frozen=True, slots=True)
class _Kind:
    """A choice that opens a list: its id and what can always be chosen."""

    id: str
    values: tuple[str, ...] = ()


_KINDS = (
    _Kind("outcome", OUTCOMES),
    _Kind("cause"),
    _Kind("method", METHODS),
    _Kind("side", SIDES),
    _Kind("cashier"),
    _Kind("amount", AMOUNTS),
)


class FilterBar(Column):
    """Sends the choices whenever one changes."""

    changed = Signal(object)

    def __init__(self, look: Look, over: ChoiceList) -> None:
        super().__init__(S)
        self.look = look
        self.wanted = Wanted()
        self.buttons: dict[str, ChoiceButton] = {}
        self.times: Segmented | None = None
        self._over = over
        self._known: dict[str, tuple[str, ...]] = {"cause": (), "cashier": ()}
        self.search = Field(look, icon="search")
        self.search.setMinimumWidth(_SEARCH_LEAST)
        self.search.typed.connect(self._search)
        self.search.entered.connect(self._search)
        self._times = Section(look)
        self._choices = Section(look)
        first = QHBoxLayout()
        first.setSpacing(S)
        first.addWidget(self.search, 1)
        first.addWidget(self._times)
        self.put_layout(first)
        self.box.addWidget(self._choices)
        self.restyle()

    def restyle(self) -> None:
        """Take the language that is on now."""
        words = self.look.words
        self._over.close_list()
        self.search.restyle()
        self.search.name(words("manager-search"), words("manager-search.hint"))
        self._times.show_parts("times", self._build_times)
        self._choices.show_parts(self.wanted.week, self._build_choices)
        self._show()

    def show_known(self, cashiers: Sequence[str], causes: Sequence[str]) -> None:
        """Offer these people and causes."""
        self._known = {"cause": tuple(causes), "cashier": tuple(cashiers)}

    def choose(self, wanted: Wanted) -> None:
        """Take other choices, as if they had been tapped."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        self._choices.show_parts(wanted.week, self._build_choices)
        self._show()
        self.changed.emit(wanted)

    def _build_times(self) -> list[QWidget]:
        words = self.look.words
        times = Segmented(
            self.look,
            [Choice(name, words(f"manager-time-{name}")) for name in TIMES],
            tall=True,
        )
        times.chosen.connect(lambda name: self.choose(replace(self.wanted, time=name)))
        self.times = times
        return [times]

    def _build_choices(self) -> list[QWidget]:
        flow = Flow(gap=S, line_gap=S)
        if self.wanted.week is not None:
            flow.addWidget(self._week_button())
        self.buttons = {kind.id: self._button(kind) for kind in _KINDS}
        for button in self.buttons.values():
            flow.addWidget(button)
        line = Column()
        line.put_layout(flow)
        return [line]

    def _button(self, kind: _Kind) -> ChoiceButton:
        button = ChoiceButton(self.look, self._texts(kind))
        button.clicked.connect(lambda _=False: self._open(kind))
        return button

    def _week_button(self) -> Button:
        """The part of the week that a chart led to; a tap lets it go."""
        words, part = self.look.words, self.wanted.week
        text = part_text(words, part) if part is not None else ""
        button = Button(self.look, ButtonSpec(text, "close"))
        button.setAccessibleName(words("manager-week-drop", part=text))
        button.clicked.connect(lambda: self.choose(replace(self.wanted, week=None)))
        return button

    def _show(self) -> None:
        if self.times is not None:
            self.times.choose(self.wanted.time)
        if self.search.text() != self.wanted.text:
            self.search.set_text(self.wanted.text)
        for kind in _KINDS:
            self.buttons[kind.id].show_texts(self._texts(kind))

    def _search(self, text: str) -> None:
        self.choose(replace(self.wanted, text=text))

    def _open(self, kind: _Kind) -> None:
        words, chosen = self.look.words, str(getattr(self.wanted, kind.id))
        values = kind.values or tuple(dict.fromkeys((ANY, chosen, *self._known[kind.id])))
        choices = [Choice(value, value_word(words, kind.id, value)) for value in values]
        self._over.open(
            self.buttons[kind.id], choices, chosen, lambda value: self._take(kind, value)
        )

    def _take(self, kind: _Kind, value: str) -> None:
        self.choose(self.wanted.with_choice(kind.id, value))

    def _texts(self, kind: _Kind) -> ChoiceTexts:
        words = self.look.words
        name = words(f"manager-filter-{kind.id}")
        value = str(getattr(self.wanted, kind.id))
        word = value_word(words, kind.id, value)
        spoken = words("manager-filter-spoken", name=name, value=word)
        return ChoiceTexts(name, word if value else "", spoken)


def value_word(words: Book, kind: str, value: str) -> str:
    """Return a choice in words."""
    if not value:
        return words("manager-filter-any")
    if kind == "cashier":
        return value
    if kind == "cause":
        return cause_name(words, value)
    if kind == "method":
        return words.method(value)
    if kind == "side":
        return words(f"manager-side-{value}")
    return words(f"manager-amount-{value}" if kind == "amount" else f"manager-choice-{value}")
