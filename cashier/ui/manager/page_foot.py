"""The foot of a list: how many there are, and the way to the pages before and after."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.ui.look import Look
from cashier.ui.theme import HINT, TARGET
from cashier.ui.widgets.icon_tap import IconTap
from cashier.ui.widgets.label import Label, LabelSpec


class PageFoot(QWidget):
    """Sends -1 for the page before and 1 for the next."""

    turned = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.count = Label(look, LabelSpec("", HINT, "ink2"))
        self.back = IconTap(look, "chevron-left", "")
        self.on = IconTap(look, "chevron-right", "")
        self.back.clicked.connect(lambda: self.turned.emit(-1))
        self.on.clicked.connect(lambda: self.turned.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 6, 2)
        row.setSpacing(0)
        row.addWidget(self.count, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.back)
        row.addWidget(self.on)
        self.setMinimumHeight(TARGET + 4)

    def show_place(self, text: str, *, back: bool, on: bool) -> None:
        """Say how many there are, and which ways there are."""
        words = self.look.words
        self.count.show_spec(LabelSpec(text, HINT, "ink2"))
        self.back.show_icon("chevron-left", words("manager-page-back"))
        self.on.show_icon("chevron-right", words("manager-page-on"))
        self.back.setVisible(back)
        self.on.setVisible(on)
