"""What may be said aloud: one quiet sentence, large, in the cashier's or customer's language."""

import re

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.core.words import LANGUAGES
from cashier.ui.look import Look
from cashier.ui.paint import boxed, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import ALOUD, HINT, SECTION
from cashier.ui.widgets.base import Painted, painter_for
from cashier.ui.widgets.segmented import Choice, Segmented

_PAD = 16
_SHORT = {"zh_CN": "中", "en": "EN"}
_SENTENCE = re.compile(r".+?(?:[。！？]|[.!?](?=\s)|$)")


class _Head(Painted):
    """Speaker, 说, and that it may be said; the hint goes below when there is no room."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)

    def natural_width(self) -> int:
        """Icon and title."""
        title = self.look.setter.width(self.look.words("say-title"), SECTION)
        hint = self.look.setter.longest_word(self.look.words("say-hint"), HINT)
        return 28 + max(title, hint)

    def height_for(self, width: int) -> int:
        """One line or two."""
        title, hint, beside = self._blocks(width)
        return 32 if beside else title.height + hint.height + 4

    def paint(self, painter: QPainter) -> None:
        """Draw icon, title and hint."""
        tokens = self.look.tokens
        title, hint, beside = self._blocks(self.width())
        middle = self.height() / 2 if beside else title.height / 2 + 2
        self.look.icons.draw(painter, "say", square(10, middle, 22), tokens.accent_ink)
        title.draw(painter, 28, middle - SECTION.line / 2, tokens.accent_ink)
        x = 28 + title.width + 10 if beside else 28
        y = middle - HINT.line / 2 if beside else middle + SECTION.line / 2
        hint.draw(painter, x, y, tokens.ink2)

    def _blocks(self, width: int) -> tuple[Block, Block, bool]:
        setter, words = self.look.setter, self.look.words
        title = setter.line(words("say-title"), SECTION)
        hint = setter.line(words("say-hint"), HINT)
        beside = 28 + title.width + 10 + hint.width <= width
        if not beside:
            hint = setter.block(words("say-hint"), Setting(HINT, max(width - 28, 1)))
        return title, hint, beside


class _Sentences(Painted):
    """The words themselves, a sentence a line, balanced."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.text = ""

    def natural_width(self) -> int:
        """As wide as the longest word."""
        return self.look.setter.longest_word(self.text, ALOUD)

    def height_for(self, width: int) -> int:
        """All sentences below each other."""
        return sum(block.height for block in self._blocks(width))

    def paint(self, painter: QPainter) -> None:
        """Draw the sentences."""
        y = 0.0
        for block in self._blocks(self.width()):
            block.draw(painter, 0, y, self.look.tokens.ink)
            y += block.height

    def _blocks(self, width: int) -> list[Block]:
        setting = Setting(ALOUD, max(width, 1), balanced=True)
        return [self.look.setter.block(piece, setting) for piece in sentences(self.text)]


class SayCard(QWidget):
    """The only tinted card of a case. `spoken_in` tells which language was asked for."""

    spoken_in = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._said: tuple[str, ...] = ()
        self.head = _Head(look)
        self.body = _Sentences(look)
        choices = [Choice(name, _SHORT[name], look.words(f"language-{name}")) for name in LANGUAGES]
        self.switch = Segmented(look, choices, on_tint=True)
        self.switch.chosen.connect(self.spoken_in)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.head, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, 3, _PAD, 12)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.body)

    def say(self, text: str, language: str) -> None:
        """Show a text and which language it is in."""
        self.switch.choose(language)
        said = (text, language, self.look.taste.language)
        if said == self._said:
            return
        self._said = said
        self.body.text = text
        self.body.setAccessibleName(text)
        self.head.setAccessibleName(self.look.words("say-hint"))
        self.head.updateGeometry()
        self.body.updateGeometry()
        self.update()
        self.head.update()
        self.body.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tinted box."""
        painter = painter_for(self)
        tokens = self.look.tokens
        boxed(painter, QRectF(self.rect()), tokens.accent_tint, tokens.accent_line)
        painter.end()


def sentences(text: str) -> list[str]:
    """Split a text after each full stop, so that every sentence begins a line."""
    return [piece.strip() for piece in _SENTENCE.findall(text) if piece.strip()] or [text]
