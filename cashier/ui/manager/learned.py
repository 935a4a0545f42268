"""What this store has taught: for each cause two thin bars, the playbook's and the learned one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.desk.manager import LearnedView, LearningView
from cashier.ui.look import Look
from cashier.ui.manager.causes import cause_name
from cashier.ui.manager.guidance_words import learning_lines, per_hundred, weight_text
from cashier.ui.manager.scrolled import scrolled
from cashier.ui.manager.today import PAGE
from cashier.ui.paint import rounded
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, BODY_BOLD, HINT, SECTION, L, S
from cashier.ui.widgets.base import Painted
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.words import Book

_PAD = 20
_HIGH = 6
_AIR = 9
_BARS = 0.36
_TAIL = 16
_NUMBER, _ARROW = "00.0", " → "


@dataclass(frozen=True, slots=True)
class PairTexts:
    """A cause, what was counted for it, both shares, and the largest share of the list."""

    name: str
    below: str
    numbers: tuple[str, str]
    spoken: str
    shares: tuple[float, float]
    most: float
    on: bool


class PairLine(Painted):
    """Cause at the left, the pair of bars, how many of a hundred at the right."""

    def __init__(self, look: Look, texts: PairTexts) -> None:
        super().__init__(look)
        self.texts = texts
        self.setAccessibleName(texts.spoken)

    def natural_width(self) -> int:
        """Text beside the bars and the figures."""
        setter = self.look.setter
        word = max(
            setter.longest_word(self.texts.name, BODY), setter.longest_word(self.texts.below, HINT)
        )
        return round((word + 2 * _PAD + S + self._numbers()) / (1 - _BARS))

    def height_for(self, width: int) -> int:
        """Two lines of text with air, more when the cause wraps."""
        return sum(block.height for block in self._blocks(width)) + 2 * _AIR

    def paint(self, painter: QPainter) -> None:
        """Draw text, bars and figures."""
        tokens, texts = self.look.tokens, self.texts
        name, below = self._blocks(self.width())
        name.draw(painter, _PAD, _AIR, tokens.ink)
        below.draw(painter, _PAD, _AIR + name.height - 1, tokens.ink3)
        middle = self.height() / 2
        self._paint_numbers(painter, middle - BODY.line / 2)
        left, room = self._bars(self.width())
        inks = (tokens.edge, tokens.accent if texts.on else tokens.ctl)
        tops = (middle - _HIGH - 2, middle + 2)
        for share, ink, top in zip(texts.shares, inks, tops, strict=True):
            long = max(room * share / max(texts.most, 1e-9), 2.0)
            rounded(painter, QRectF(round(left), round(top), round(long), _HIGH), ink, _HIGH / 2)

    def _paint_numbers(self, painter: QPainter, top: float) -> None:
        """Draw the figures to the right, so that all arrows stand below each other."""
        tokens, setter = self.look.tokens, self.look.setter
        right: float = self.width() - _PAD
        inks = (tokens.ink if self.texts.on else tokens.ink2, tokens.ink3, tokens.ink2)
        before, after = self.texts.numbers
        for text, ink in zip((after, _ARROW, before), inks, strict=True):
            word = setter.line(text, BODY)
            word.draw(painter, right - word.width, top, ink)
            right -= self._room(text) if text == _ARROW else self._room(text, _NUMBER)

    def _numbers(self) -> int:
        before, after = self.texts.numbers
        return self._room(before, _NUMBER) + self._room(_ARROW) + self._room(after, _NUMBER)

    def _room(self, *texts: str) -> int:
        return max(self.look.setter.width(text, BODY) for text in texts)

    def _bars(self, width: int) -> tuple[float, float]:
        room = width * _BARS
        return width - _PAD - self._numbers() - _TAIL - room, room

    def _blocks(self, width: int) -> tuple[Block, Block]:
        room = max(int(self._bars(width)[0]) - _PAD - S, 1)
        setter = self.look.setter
        name = setter.block(self.texts.name, Setting(BODY, room))
        return name, setter.block(self.texts.below, Setting(HINT, room))


class _Key(Painted):
    """What a bar means: the bar and its word."""

    def __init__(self, look: Look, text: str, ink: str) -> None:
        super().__init__(look)
        self._text = text
        self._ink = ink
        self.setAccessibleName(text)

    def natural_width(self) -> int:
        """Bar and word."""
        return 24 + self.look.setter.width(self._text, HINT)

    def height_for(self, width: int) -> int:
        """One line of small print."""
        return HINT.line

    def paint(self, painter: QPainter) -> None:
        """Draw the bar and the word."""
        tokens = self.look.tokens
        rounded(painter, QRectF(0, 7, 17, _HIGH), getattr(tokens, self._ink), _HIGH / 2)
        self.look.setter.line(self._text, HINT).draw(painter, 24, 0, tokens.ink2)


class LearnedPart(QWidget):
    """The state of learning and the list of causes."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.parts = Section(look, L)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE.left(), 0, 0, 0)
        column.addWidget(scrolled(look, self.parts, right=PAGE.right()))

    def show_learning(self, view: LearningView) -> None:
        """Draw what was learned."""
        self.parts.show_parts(view, lambda: self._parts(view))

    def _parts(self, view: LearningView) -> list[QWidget]:
        words = self.look.words
        if view.confirmed:
            return [self._state(view), self._card(view)]
        spec = EmptySpec(
            "history", words("manager-guide-learn-empty"), words("manager-guide-learn-empty.how")
        )
        return [self._state(view), EmptyState(self.look, spec)]

    def _state(self, view: LearningView) -> QWidget:
        words = self.look.words
        card = Card(self.look, CardSpec(pad=(_PAD - 1, 13, _PAD - 1, 13)))
        title, counted = learning_lines(words, view)
        icon, ink = ("check", "ok") if view.on else ("quiet", "ink2")
        card.box.addWidget(Label(self.look, LabelSpec(title, BODY_BOLD, ink, icon)))
        card.box.addWidget(Label(self.look, LabelSpec(counted, HINT, "ink2")))
        how = words("manager-guide-learn-how")
        card.box.addWidget(Label(self.look, LabelSpec(how, HINT, "ink3")))
        return card

    def _card(self, view: LearningView) -> QWidget:
        card = Card(self.look, CardSpec(pad=(1, 14, 1, 10)))
        head = Column(margins=(_PAD - 1, 0, _PAD - 1, 6))
        flow = Flow(gap=12, line_gap=2, spread=True)
        title = LabelSpec(self.look.words("manager-guide-learn-title"), SECTION, "ink")
        flow.addWidget(Label(self.look, title))
        flow.addWidget(self._keys(view))
        head.put_layout(flow)
        card.box.addWidget(head)
        lines = Card(self.look, CardSpec(border="surface", pad=(0, 0, 0, 0), hair=_PAD))
        lines.put(PairLine(self.look, one) for one in pair_texts(self.look.words, view))
        card.box.addWidget(lines)
        return card

    def _keys(self, view: LearningView) -> QWidget:
        words = self.look.words
        keys = QWidget()
        row = QHBoxLayout(keys)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(_Key(self.look, words("manager-guide-learn-before"), "edge"))
        ink = "accent" if view.on else "ctl"
        row.addWidget(_Key(self.look, words("manager-guide-learn-after"), ink))
        return keys


def pair_texts(words: Book, view: LearningView) -> Sequence[PairTexts]:
    """Return the lines of the list."""
    most = max((max(one.playbook, one.learned) for one in view.learned), default=0.0)
    return [_pair(words, one, most, on=view.on) for one in view.learned]


def _pair(words: Book, one: LearnedView, most: float, *, on: bool) -> PairTexts:
    before, after = per_hundred(one.playbook), per_hundred(one.learned)
    name, below = cause_name(words, one.cause), weight_text(words, one.weight)
    return PairTexts(
        name=name,
        below=below,
        numbers=(before, after),
        spoken=words(
            "manager-guide-learn-spoken", cause=name, before=before, after=after, weight=below
        ),
        shares=(one.playbook, one.learned),
        most=most,
        on=on,
    )
