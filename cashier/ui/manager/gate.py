"""What stands before the manager's pages where a PIN was chosen: one field, and why not."""

from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cashier.config.roles import Role
from cashier.core.privacy import Secret
from cashier.desk.doors import Answer
from cashier.desk.views import Phrase
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.today import PAGE, PageHead
from cashier.ui.theme import HINT, L, M
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section

_WIDE = 420


class Doors(Protocol):
    """Who judges a PIN."""

    def shut(self) -> bool:
        """Whether a PIN is asked at all."""

    def open(self, pin: Secret, answer: Answer) -> None:
        """Judge a PIN; the answer may come on any thread."""


class _Judged(QObject):
    """Brings the answer onto the window's thread; has no parent on purpose."""

    answered = Signal(object)


class Gate(QWidget):
    """Asks for the PIN; sends for whom the way is free."""

    opened = Signal(object)

    def __init__(self, look: Look, doors: Doors) -> None:
        super().__init__()
        self.look = look
        self._doors = doors
        self._waits = False
        self._judged = _Judged()
        self._judged.answered.connect(self._answered, Qt.ConnectionType.QueuedConnection)
        self.head = PageHead(look)
        self.pin = Field(look, icon="lock", secret=True)
        self.pin.entered.connect(lambda _: self._confirm())
        self.button = Button(look, ButtonSpec("", solid=True))
        self.button.clicked.connect(self._confirm)
        self.reason = Section(look)
        card = Card(look, CardSpec(pad=(19, 18, 19, 18), gap=M))
        card.setMaximumWidth(_WIDE)
        for part in (self.pin, self.reason, in_line(self.button)):
            card.box.addWidget(part)
        inner = Column(L, (PAGE.left(), PAGE.top(), PAGE.right(), PAGE.bottom()))
        inner.put([self.head, card])
        inner.box.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inner)
        self.restyle()

    @property
    def shut(self) -> bool:
        """Whether it has to be passed at all."""
        return self._doors.shut()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        words = self.look.words
        self.head.show_texts(words("gate-title"), words("gate-title.hint"))
        self.pin.name(words("gate-pin"))
        self.pin.restyle()
        self.button.show_spec(ButtonSpec(words("gate-open"), solid=True))

    def ask(self) -> None:
        """Begin anew, with an empty field."""
        self._waits = False
        self.pin.set_text("")
        self.reason.show_parts(None, list)
        self.pin.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        typed = self.pin.text()
        if self._waits or not typed:
            return
        self._waits = True
        self.pin.set_text("")
        self._doors.open(Secret(typed), self._judged.answered.emit)

    def _answered(self, found: Role | Phrase) -> None:
        if not self._waits:
            return
        self._waits = False
        if isinstance(found, Role):
            self.opened.emit(found)
            return
        refused = found
        self.reason.show_parts(refused, lambda: self._reasons(refused))
        self.pin.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reasons(self, refused: Phrase) -> list[QWidget]:
        words = self.look.words
        why = LabelSpec(words.phrase(refused), HINT, "fail", "warn")
        what = LabelSpec(words.phrase(refused, "do"), HINT, "ink2")
        return [Label(self.look, why), Label(self.look, what)]
