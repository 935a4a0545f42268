"""How a case ended: four rows; the chosen one opens the grid of methods; moods below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cashier.ui.look import Look
from cashier.ui.theme import BODY_BOLD
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.flow import Even
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.row import CHOSEN, FLAT, Row, RowSpec
from cashier.ui.widgets.small import ChoiceSpec, ChoiceTap

_PLAIN = CardSpec()
_CHOSEN = CardSpec(fill="accent_tint", border="accent_ink")
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Option:
    """A method to choose: id (empty for something else) and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class OutcomeSpec:
    """One way a case can end."""

    title: str
    icon: str
    key: str
    sub: str = ""


class OutcomeCard(Card):
    """One outcome; when chosen it tints and may open a grid."""

    chosen = Signal()

    def __init__(self, look: Look, spec: OutcomeSpec, grid: "OptionGrid | None" = None) -> None:
        super().__init__(look, _PLAIN)
        self._outcome = spec
        self.grid = grid
        self.row = Row(look, self._row(chosen=False))
        self.row.setCheckable(True)
        self.row.clicked.connect(self.chosen)
        self.box.addWidget(self.row)
        if grid is not None:
            grid.hide()
            self.box.addWidget(grid)

    def show_chosen(self, *, chosen: bool) -> None:
        """Be the chosen one, or not."""
        self.row.setChecked(chosen)
        self.row.show_spec(self._row(chosen=chosen))
        self.show_spec(_CHOSEN if chosen else _PLAIN)
        if self.grid is not None:
            self.grid.setVisible(chosen)

    def _row(self, *, chosen: bool) -> RowSpec:
        spec = self._outcome
        return RowSpec(
            spec.title,
            sub=spec.sub,
            key=spec.key,
            type_=BODY_BOLD,
            tone=CHOSEN if chosen else FLAT,
            lead=icon_at(spec.icon, 23, "accent_ink" if chosen else "ink2", 22),
            indent=45,
            pad=13,
            least=62 if spec.sub else 44,
        )


class OptionGrid(Column):
    """Methods in three columns, or fewer where their names are long."""

    picked = Signal(str)

    def __init__(self, look: Look, options: Sequence[Option]) -> None:
        super().__init__(margins=(14, 0, 14, 9))
        self.taps: dict[str, ChoiceTap] = {}
        grid = Even(_COLUMNS, 7)
        for option in options:
            tap = ChoiceTap(look, ChoiceSpec(option.name))
            tap.clicked.connect(lambda _=False, name=option.id: self.picked.emit(name))
            self.taps[option.id] = tap
            grid.addWidget(tap)
        self.put_layout(grid)

    def choose(self, option: str | None) -> None:
        """Show which one is chosen."""
        for name, tap in self.taps.items():
            tap.show_spec(ChoiceSpec(tap.spec.text, chosen=name == option))


class Faces(QWidget):
    """Three moods, none of them chosen beforehand; a second tap takes the choice back."""

    picked = Signal(str)

    def __init__(self, look: Look, moods: Sequence[Option]) -> None:
        super().__init__()
        self.taps: dict[str, ChoiceTap] = {}
        row = Even(len(moods))
        for mood in moods:
            tap = ChoiceTap(look, ChoiceSpec(mood.name))
            tap.clicked.connect(lambda _=False, name=mood.id: self.picked.emit(name))
            self.taps[mood.id] = tap
            row.addWidget(tap)
        self.setLayout(row)

    def choose(self, mood: str | None) -> None:
        """Show which face is chosen."""
        for name, tap in self.taps.items():
            tap.show_spec(ChoiceSpec(tap.spec.text, chosen=name == mood))
