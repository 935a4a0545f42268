"""The bar above the list: which time, which result, whose side, which method."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cashier.ui.look import Look
from cashier.ui.manager.choices import ChoiceButton, ChoiceList, ChoiceTexts
from cashier.ui.manager.wanted import METHODS, OUTCOMES, SIDES, TIMES, Wanted
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.segmented import Choice, Segmented
from cashier.ui.words import Book


@dataclass(frozen=True, slots=True)
class _Kind:
    """A choice that opens a list: its id and what can be chosen."""

    id: str
    values: tuple[str, ...]


_KINDS = (_Kind("outcome", OUTCOMES), _Kind("side", SIDES), _Kind("method", METHODS))


class FilterBar(Section):
    """Sends the choices whenever one changes."""

    changed = Signal(object)

    def __init__(self, look: Look, over: ChoiceList) -> None:
        super().__init__(look)
        self.wanted = Wanted()
        self.buttons: dict[str, ChoiceButton] = {}
        self.times: Segmented | None = None
        self._over = over
        self.restyle()

    def restyle(self) -> None:
        """Take the language that is on now."""
        self._over.close_list()
        self.show_parts("filters", self._build)
        self._show()

    def choose(self, wanted: Wanted) -> None:
        """Take other choices, as if they had been tapped."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        self._show()
        self.changed.emit(wanted)

    def _build(self) -> list[QWidget]:
        words = self.look.words
        times = Segmented(
            self.look, [Choice(name, words(f"manager-time-{name}")) for name in TIMES]
        )
        times.chosen.connect(lambda name: self.choose(replace(self.wanted, time=name)))
        self.times = times
        flow = Flow(gap=8, line_gap=8)
        flow.addWidget(times)
        for kind in _KINDS:
            button = ChoiceButton(self.look, self._texts(kind))
            button.clicked.connect(lambda _=False, kind=kind: self._open(kind))
            self.buttons[kind.id] = button
            flow.addWidget(button)
        line = Column()
        line.put_layout(flow)
        return [line]

    def _show(self) -> None:
        if self.times is not None:
            self.times.choose(self.wanted.time)
        for kind in _KINDS:
            self.buttons[kind.id].show_texts(self._texts(kind))

    def _open(self, kind: _Kind) -> None:
        words = self.look.words
        choices = [Choice(value, value_word(words, kind.id, value)) for value in kind.values]
        self._over.open(
            self.buttons[kind.id],
            choices,
            getattr(self.wanted, kind.id),
            lambda value: self._take(kind, value),
        )

    def _take(self, kind: _Kind, value: str) -> None:
        now = self.wanted
        taken = {
            "outcome": lambda: replace(now, outcome=value),
            "side": lambda: replace(now, side=value),
            "method": lambda: replace(now, method=value),
        }
        self.choose(taken[kind.id]())

    def _texts(self, kind: _Kind) -> ChoiceTexts:
        words = self.look.words
        name = words(f"manager-filter-{kind.id}")
        value = getattr(self.wanted, kind.id)
        word = value_word(words, kind.id, value)
        spoken = words("manager-filter-spoken", name=name, value=word)
        return ChoiceTexts(name, word if value else "", spoken)


def value_word(words: Book, kind: str, value: str) -> str:
    """Return a choice in words."""
    if not value:
        return words("manager-filter-any")
    if kind == "method":
        return words.method(value)
    return words(f"manager-side-{value}") if kind == "side" else words(f"manager-choice-{value}")
