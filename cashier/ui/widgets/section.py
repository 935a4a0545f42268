"""A group of parts that is built anew only when what it shows, or the language, has changed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cashier.ui.look import Look
from cashier.ui.theme import HINT, SECTION, Type
from cashier.ui.widgets.base import Tap
from cashier.ui.widgets.containers import Column, clear
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec


class Section(Column):
    """Keeps the focus on the same place when it is built anew."""

    def __init__(self, look: Look, gap: int = 0) -> None:
        super().__init__(gap)
        self.look = look
        self._key: object = None

    def show_parts(self, key: object, build: Callable[[], Sequence[QWidget]]) -> None:
        """Show what `build` makes, unless `key` is what is shown already."""
        full = (key, self.look.taste.language)
        if full == self._key:
            return
        self._key = full
        place = self._focused()
        clear(self.box)
        parts = build()
        for part in parts:
            self.box.addWidget(part)
        self.setVisible(bool(parts))
        if place is not None:
            self._focus(place)

    def _taps(self) -> list[Tap]:
        return [tap for tap in self.findChildren(Tap) if tap.isEnabled()]

    def _focused(self) -> int | None:
        taps = self._taps()
        places = [number for number, tap in enumerate(taps) if tap.hasFocus()]
        return places[0] if places else None

    def _focus(self, place: int) -> None:
        taps = self._taps()
        if taps:
            taps[min(place, len(taps) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)


def section_title(look: Look, title: str, hint: str = "", type_: Type = SECTION) -> QWidget:
    """Return a heading with a quiet remark beside it, or below when there is no room."""
    line = QWidget()
    flow = Flow(gap=9, line_gap=0)
    flow.addWidget(Label(look, LabelSpec(title, type_, "ink")))
    if hint:
        flow.addWidget(Label(look, LabelSpec(hint, HINT, "ink3")))
    line.setLayout(flow)
    return line
