"""The face of the demo's register: plain widgets in greys of its own, without any logic."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cashier.ui.look import Look
from cashier.ui.theme import BODY, BODY_BOLD, FIGURE, HINT, SECTION, TITLE, Type

METHODS = ("fenfu", "wechat", "alipay", "cash")
SIZE = (420, 560)
FIRST_AMOUNT = "16.00"
# Its own greys, not our tokens: it must not look like a part of the assistant.
_STYLE = """
#till { background: #D9DCE1; }
#bar { background: #6B7280; }
#bar QLabel { color: #FFFFFF; }
#screen { background: #F7F7F5; border: 1px solid #9AA0A8; }
QLabel { color: #3B414B; background: transparent; }
#says { color: #23272E; }
#says[state="failed"], #says[state="timeout"], #wrong { color: #96281F; }
QLineEdit { background: #FFFFFF; color: #23272E; border: 1px solid #7C838D; padding: 2px 10px;
            selection-background-color: #7C838D; selection-color: #FFFFFF; }
QLineEdit:focus { border: 2px solid #23272E; padding: 1px 9px; }
QPushButton { background: #C5C9D0; color: #23272E; border: 1px solid #9AA0A8; padding: 4px 8px; }
QPushButton:pressed { background: #AEB4BD; }
QPushButton:checked { background: #F7F7F5; border: 2px solid #4A515C; }
QPushButton:focus { border: 2px solid #23272E; }
QPushButton:disabled { color: #6B7280; background: #D0D3D9; }
#charge { background: #4A515C; color: #FFFFFF; border: 1px solid #4A515C; }
#charge:pressed { background: #363C45; }
#charge:focus { border: 2px solid #FFFFFF; }
#charge:disabled { background: #868D98; color: #FFFFFF; }
"""


class Face(QWidget):
    """Amount, methods, the button, the screen, and the button that asks again."""

    def __init__(self, look: Look) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.look = look
        self.setObjectName("till")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(_STYLE)
        self.heading, self.note = QLabel(), QLabel()
        self.amount_name, self.method_name = QLabel(), QLabel()
        self.amount = QLineEdit(FIRST_AMOUNT)
        self.wrong = _named(QLabel(), "wrong")
        self.methods = {method: QPushButton() for method in METHODS}
        self.says, self.number = _named(QLabel(), "says"), QLabel()
        self.charge_button = _named(QPushButton(), "charge")
        self.settle_button = QPushButton()
        self._prepare()
        self._arrange()

    @property
    def method(self) -> str:
        """The method that is chosen."""
        return next(name for name, button in self.methods.items() if button.isChecked())

    def name_parts(self) -> None:
        """Put the words of the language that is on now on everything that keeps its words."""
        words = self.look.words
        self.setWindowTitle(words("demo_till-title"))
        self.heading.setText(words("demo_till-title"))
        self.note.setText(words("demo_till-note"))
        self.amount_name.setText(words("demo_till-amount"))
        self.amount.setAccessibleName(words("demo_till-amount"))
        self.wrong.setText(words("demo_till-amount_wrong"))
        self.method_name.setText(words("demo_till-method"))
        for method, button in self.methods.items():
            button.setText(words(f"demo_till-method-{method}"))
        self.charge_button.setText(words("demo_till-charge"))
        self.settle_button.setText(words("demo_till-settle"))
        self._set_fonts()

    def show_screen(self, text: str, below: str, state: str) -> None:
        """Show what the till says, with the line below it."""
        self.says.setProperty("state", state)
        self.says.style().polish(self.says)
        for label, words, type_ in ((self.says, text, TITLE), (self.number, below, HINT)):
            label.setText(words)
            label.setFont(self.look.setter.font(words, type_))

    def _prepare(self) -> None:
        self.amount.setMaxLength(12)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.textEdited.connect(self.wrong.hide)
        self.amount_name.setBuddy(self.amount)
        self.wrong.hide()
        for button in self.methods.values():
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setMinimumHeight(44)
        self.methods[METHODS[0]].setChecked(True)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.note, self.says, self.number, self.wrong):
            label.setWordWrap(True)
        self.charge_button.setMinimumHeight(64)
        self.settle_button.setMinimumHeight(44)

    def _arrange(self) -> None:
        bar = _column(_frame("bar"), (16, 10, 16, 10), 0, (self.heading, self.note))
        screen = _column(_frame("screen"), (16, 14, 16, 12), 6, (self.says, self.number))
        middle = QVBoxLayout()
        middle.setContentsMargins(16, 12, 16, 16)
        middle.setSpacing(6)
        for part in (self.amount_name, self.amount, self.wrong):
            middle.addWidget(part)
        middle.addSpacing(6)
        middle.addWidget(self.method_name)
        middle.addLayout(_row(list(self.methods.values())))
        middle.addSpacing(10)
        middle.addWidget(self.charge_button)
        middle.addSpacing(10)
        middle.addWidget(screen, 1)
        middle.addSpacing(2)
        middle.addWidget(self.settle_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addLayout(middle, 1)
        self.setMinimumSize(*SIZE)
        self.resize(*SIZE)

    def _set_fonts(self) -> None:
        steps: dict[Type, Sequence[QWidget]] = {
            BODY_BOLD: (self.heading, self.settle_button),
            HINT: (self.note, self.amount_name, self.method_name, self.wrong),
            FIGURE: (self.amount,),
            BODY: tuple(self.methods.values()),
            SECTION: (self.charge_button,),
        }
        for type_, parts in steps.items():
            for part in parts:
                text = part.text() if isinstance(part, QLabel | QPushButton) else "0"
                part.setFont(self.look.setter.font(text, type_))


Named = TypeVar("Named", bound=QWidget)


def _named(widget: Named, name: str) -> Named:
    widget.setObjectName(name)
    return widget


def _frame(name: str) -> QFrame:
    return _named(QFrame(), name)


def _column(
    frame: QFrame, margins: tuple[int, int, int, int], gap: int, parts: Sequence[QWidget]
) -> QFrame:
    column = QVBoxLayout(frame)
    column.setContentsMargins(*margins)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return frame


def _row(parts: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for part in parts:
        row.addWidget(part, 1)
    return row
