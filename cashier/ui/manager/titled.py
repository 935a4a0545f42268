"""A card with a title, a hint, and one chart below them."""

from PySide6.QtWidgets import QWidget

from cashier.ui.look import Look
from cashier.ui.theme import HINT, SECTION, M
from cashier.ui.widgets.containers import Card, CardSpec
from cashier.ui.widgets.label import Label, LabelSpec

_PAD = 19


class Titled(Card):
    """With `grows`, the chart takes what height there is."""

    def __init__(self, look: Look, inside: QWidget, *, grows: bool = False) -> None:
        super().__init__(look, CardSpec(pad=(_PAD, 14, _PAD, 16)))
        self.title = Label(look, LabelSpec("", SECTION, "ink"))
        self.hint = Label(look, LabelSpec("", HINT, "ink3"))
        self.box.addWidget(self.title)
        self.box.addWidget(self.hint)
        self.box.addSpacing(M)
        self.box.addWidget(inside, int(grows))
        if not grows:
            self.box.addStretch(1)

    def show_texts(self, title: str, hint: str) -> None:
        """Say what the chart shows."""
        self.title.show_spec(LabelSpec(title, SECTION, "ink"))
        self.hint.show_spec(LabelSpec(hint, HINT, "ink3"))
