"""The head of the dock: one light, one sentence, one reason. Head and banner are one thing."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QResizeEvent

from cashier.desk.views import Light
from cashier.ui.look import Look
from cashier.ui.marks import mark
from cashier.ui.paint import across
from cashier.ui.text import Block, Setting
from cashier.ui.theme import HINT, SECTION, TARGET, TITLE, L
from cashier.ui.widgets.base import Painted
from cashier.ui.widgets.icon_tap import IconTap

_LEFT = 46
_TOP = 14
_FOOT = 12


@dataclass(frozen=True, slots=True)
class HeadTexts:
    """What the head says, and the names of its two buttons."""

    state: Light
    sentence: str
    detail: str
    panel_name: str
    menu_name: str


class StatusHead(Painted):
    """Light, sentence, reason; a tap opens the health panel or the menu."""

    def __init__(self, look: Look, texts: HeadTexts) -> None:
        super().__init__(look)
        self.texts = texts
        self.panel = IconTap(look, "chevron-down", texts.panel_name)
        self.menu = IconTap(look, "more", texts.menu_name)
        for tap in (self.panel, self.menu):
            tap.setParent(self)

    def show_texts(self, texts: HeadTexts, *, open_: bool) -> None:
        """Say something else."""
        self.setAccessibleName(f"{texts.sentence} {texts.detail}".strip())
        self.panel.show_icon("chevron-up" if open_ else "chevron-down", texts.panel_name)
        self.menu.setAccessibleName(texts.menu_name)
        self._place_taps()
        if texts != self.texts:
            self.texts = texts
            self.updateGeometry()
            self.update()

    def natural_width(self) -> int:
        """As wide as its longest word with the buttons."""
        word = self.look.setter.longest_word(self.texts.sentence, SECTION)
        return _LEFT + word + 2 * TARGET + 8

    def height_for(self, width: int) -> int:
        """As high as the sentence and its reason, and one pixel for the line when tinted."""
        sentence, detail = self._blocks(width)
        line = 0 if self.texts.state is Light.ok else 1
        below = detail.height if detail else 0
        return max(_TOP + sentence.height + below, _TOP + TARGET) + _FOOT + line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons in their corner; a layout of Qt would decide the height instead."""
        self._place_taps()

    def paint(self, painter: QPainter) -> None:
        """Draw the ground, the light and the texts."""
        tokens, state = self.look.tokens, self.texts.state
        if state is not Light.ok:
            tint, line = _clothes(self.look, state)
            painter.fillRect(self.rect(), QColor(tint))
            across(painter, 0, self.height() - 1, self.width(), line)
        sentence, detail = self._blocks(self.width())
        first = sentence.type_.line / 2
        mark(painter, tokens, state, QPointF(26, _TOP + first), 14)
        sentence.draw(painter, _LEFT, _TOP, tokens.ink)
        if detail:
            detail.draw(painter, _LEFT, _TOP + sentence.height, tokens.ink2)

    def _place_taps(self) -> None:
        """Put the buttons level with the sentence, so that a long reason runs below them."""
        sentence, _ = self._blocks(self.width())
        right, top = self.width() - 2, _TOP + (sentence.type_.line - TARGET) // 2
        self.menu.move(right - TARGET, top)
        self.panel.move(right - 2 * TARGET, top)

    def _blocks(self, width: int) -> tuple[Block, Block | None]:
        room = max(width - _LEFT - 2 * TARGET - 6, 1)
        setter = self.look.setter
        short = setter.width(self.texts.sentence, TITLE) <= room - 8
        type_ = TITLE if short else SECTION
        sentence = setter.block(self.texts.sentence, Setting(type_, room, balanced=True))
        if not self.texts.detail:
            return sentence, None
        below = max(width - _LEFT - L, 1)
        return sentence, setter.block(self.texts.detail, Setting(HINT, below, balanced=True))


def _clothes(look: Look, state: Light) -> tuple[str, str]:
    tokens = look.tokens
    if state is Light.warn:
        return tokens.warn_tint, tokens.warn_line
    if state is Light.fail:
        return tokens.fail_tint, tokens.fail_line
    return tokens.canvas, tokens.line
