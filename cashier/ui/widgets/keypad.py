"""Digits to tap, for a till without a keyboard at hand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cashier.ui.look import Look
from cashier.ui.theme import BODY_BOLD
from cashier.ui.widgets.small import ChoiceSpec, ChoiceTap

_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "back")


class Keypad(QWidget):
    """Sends the digit that was tapped, or `back`."""

    pressed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, key in enumerate(_KEYS):
            text = look.words("keypad-back") if key == "back" else key
            tap = ChoiceTap(look, ChoiceSpec(text, type_=BODY_BOLD))
            tap.clicked.connect(lambda _=False, name=key: self.pressed.emit(name))
            grid.addWidget(tap, number // 3, number % 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)
