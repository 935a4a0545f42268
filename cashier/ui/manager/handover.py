"""What the next shift has to know, with a note, and the change of shift itself."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.history.shifts import NOTE_MOST
from cashier.history.shifts import Handover as ShiftHandover
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.handover_questions import HandoverQuestions
from cashier.ui.manager.note_box import NoteBox
from cashier.ui.paint import rounded, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, HINT, SECTION, M, S
from cashier.ui.widgets.base import Painted
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section

_PAD = 19
_BULLET = 18


class Bullet(Painted):
    """One sentence of the list."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(look)
        self.text = text
        self.setAccessibleName(text)

    def natural_width(self) -> int:
        """Dot and the longest word."""
        return _BULLET + self.look.setter.longest_word(self.text, BODY)

    def height_for(self, width: int) -> int:
        """As many lines as it takes."""
        return self._block(width).height + S

    def paint(self, painter: QPainter) -> None:
        """Draw dot and sentence."""
        tokens = self.look.tokens
        rounded(painter, square(4, S / 2 + BODY.line / 2, 4), tokens.ink3, 2)
        self._block(self.width()).draw(painter, _BULLET, S / 2, tokens.ink)

    def _block(self, width: int) -> Block:
        return self.look.setter.block(self.text, Setting(BODY, max(width - _BULLET, 1)))


class Handover(Card):
    """The sentences, a note, a button that copies both, and the change of shift with its questions.

    `changed` carries what is handed over.
    """

    changed = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look, CardSpec(pad=(_PAD, 14, _PAD, 16)))
        self._facts: tuple[str, ...] = ()
        self._open = 0
        self._by = ""
        self._asking = False
        self._copied = False
        self.title = Section(look)
        self.list = Section(look)
        self.note = NoteBox(look)
        self.note.judged.connect(self._show)
        self.wrong = Section(look)
        self.questions = HandoverQuestions(look)
        self.questions.judged.connect(self._show)
        self.questions.hide()
        self.foot = Section(look)
        self.box.addWidget(self.title)
        self.box.addSpacing(S)
        self.box.addWidget(self.list)
        self.box.addSpacing(M)
        self.box.addStretch(1)
        for part in (self.note, self.wrong, self.questions):
            self.box.addWidget(part)
        self.box.addSpacing(M)
        self.box.addWidget(self.foot)

    def show_facts(self, sentences: Sequence[str], open_: int, by: str) -> None:
        """Show the sentences; `open_` is how many cases would go over, `by` has the till."""
        if tuple(sentences) != self._facts:
            self._copied = False
        self._facts, self._open, self._by = tuple(sentences), open_, by
        self._show()

    def restyle(self) -> None:
        """Take the colours that are on now."""
        self.note.restyle()
        self.questions.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the question back."""
        if event.key() == Qt.Key.Key_Escape and self._asking:
            self._ask(asking=False)
            return
        super().keyPressEvent(event)

    def _show(self) -> None:
        look, words = self.look, self.look.words
        self.title.show_parts("title", self._title)
        self.list.show_parts(self._facts, lambda: [Bullet(look, text) for text in self._facts])
        self.note.name(words("manager-note"), words("manager-note.hint"))
        self.wrong.show_parts(self.note.too_long, self._wrong)
        self.questions.restyle()
        self.questions.setVisible(self._asking)
        state = (self._asking, self._open if self._asking else 0, self._copied)
        self.foot.show_parts(state, self._foot)

    def _wrong(self) -> list[QWidget]:
        if not self.note.too_long:
            return []
        text = self.look.words("manager-note-long", most=NOTE_MOST)
        return [Label(self.look, LabelSpec(text, HINT, "fail", icon="warn", icon_size=16))]

    def _title(self) -> list[QWidget]:
        words = self.look.words
        line = Column()
        flow = Flow(gap=12, line_gap=0, spread=True)
        flow.addWidget(Label(self.look, LabelSpec(words("manager-handover"), SECTION, "ink")))
        hint = LabelSpec(words("manager-handover.hint"), HINT, "ink3")
        flow.addWidget(Label(self.look, hint))
        line.put_layout(flow)
        return [line]

    def _foot(self) -> list[QWidget]:
        return self._question() if self._asking else self._buttons()

    def _buttons(self) -> list[QWidget]:
        words = self.look.words
        word = words("manager-copied" if self._copied else "manager-copy")
        icon = "check" if self._copied else "copy"
        copy = Button(self.look, ButtonSpec(word, icon))
        copy.clicked.connect(self._copy)
        change = Button(self.look, ButtonSpec(words("manager-change"), "swap"))
        change.clicked.connect(lambda: self._ask(asking=True))
        return [_side_by_side(copy, change)]

    def _question(self) -> list[QWidget]:
        words = self.look.words
        text = words("manager-change-ask")
        if self._open:
            text = words("manager-change-ask_open", count=self._open)
        yes = Button(self.look, ButtonSpec(words("manager-change-yes"), solid=True))
        yes.clicked.connect(self._change)
        no = Button(self.look, ButtonSpec(words("manager-change-no")))
        no.clicked.connect(lambda: self._ask(asking=False))
        question = Column(margins=(0, 0, 0, M))
        question.put([Label(self.look, LabelSpec(text, BODY, "ink", balanced=True))])
        return [question, _side_by_side(yes, no)]

    def _ask(self, *, asking: bool) -> None:
        self._asking = asking
        self.questions.begin(self._by)
        self._show()
        # The safe answer gets the keyboard: Enter twice must not end a shift.
        self.foot.findChildren(Button)[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self) -> None:
        payments = self.questions.payments()
        if self.note.too_long or self.questions.wrong:
            return
        self._asking = False
        asked = self.questions
        said = ShiftHandover(asked.by(), self.note.text(), asked.to(), payments)
        self.note.empty()
        self.questions.empty()
        self._show()
        self.changed.emit(said)

    def _copy(self) -> None:
        note = self.note.text()
        QGuiApplication.clipboard().setText("\n".join((*self._facts, *([note] if note else []))))
        self._copied = True
        self._show()


def _side_by_side(*parts: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return line
