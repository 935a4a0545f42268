"""The cause: what it is in plain words, who can mend it, how sure that is, and why."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from cashier.desk.case_views import Certainty
from cashier.ui.look import Look
from cashier.ui.marks import certainty_bars
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, TITLE
from cashier.ui.widgets.base import Painted
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.small import Link, LinkSpec

_BARS = 30


@dataclass(frozen=True, slots=True)
class CauseTexts:
    """The words of a cause. Without `sure`, how sure it is is for the clerk's eyes as well."""

    title: str
    mender: str
    mender_icon: str
    certainty: Certainty
    sure: str
    why: str
    why_icon: str = ""


class _Sure(Painted):
    """Three bars and a word, never a number."""

    def __init__(self, look: Look, how: Certainty, word: str) -> None:
        super().__init__(look)
        self._how = how
        self._word = word
        self.setAccessibleName(word)

    def line_width(self) -> int:
        """Width on one line."""
        return _BARS + self.look.setter.width(self._word, BODY)

    def natural_width(self) -> int:
        """Bars and the longest word."""
        return _BARS + self.look.setter.longest_word(self._word, BODY)

    def height_for(self, width: int) -> int:
        """One line, or more."""
        return self._block(width).height

    def paint(self, painter: QPainter) -> None:
        """Draw bars and word."""
        tokens = self.look.tokens
        certainty_bars(painter, tokens, self._how, 0, BODY.line / 2 + 6)
        self._block(self.width()).draw(painter, _BARS, 0, tokens.ink2)

    def _block(self, width: int) -> Block:
        return self.look.setter.block(self._word, Setting(BODY, max(width - _BARS, 1)))


class CauseBlock(Column):
    """No box: the cause stands on the page itself."""

    why_wanted = Signal()

    def __init__(self, look: Look, texts: CauseTexts) -> None:
        super().__init__()
        title = Label(look, LabelSpec(texts.title, TITLE, "ink", balanced=True))
        first = Flow(8, 0, spread=True)
        first.addWidget(title)
        if texts.why:
            why = Link(look, LinkSpec(texts.why, texts.why_icon, arrow="chevron-right"))
            why.clicked.connect(self.why_wanted)
            first.addWidget(why)
        head = QWidget()
        head.setLayout(first)
        parts = [head]
        if texts.sure:
            second = Flow(16, 0)
            for part in certainty_parts(look, texts):
                second.addWidget(part)
            meta = QWidget()
            meta.setLayout(second)
            parts.append(meta)
        line = Column(0, (0, 0, 0, 8))
        line.put(parts)
        self.put([line])


def certainty_parts(look: Look, texts: CauseTexts) -> list[QWidget]:
    """Return who can mend it, where somebody can, and how sure that is."""
    sure = _Sure(look, texts.certainty, texts.sure)
    if not texts.mender:
        return [sure]
    return [Label(look, LabelSpec(texts.mender, BODY, "ink2", texts.mender_icon)), sure]
