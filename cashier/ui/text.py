"""Text with our own line height and baseline, balanced lines, and Chinese signs set close.

Widgets ask for a `Block` of a text at a width and draw it; measured blocks are kept, because the
same few sentences are painted again and again.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import ceil
from typing import TypeVar

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from cashier.ui.fonts import Fonts, is_latin
from cashier.ui.theme import Type

_K = TypeVar("_K")
_V = TypeVar("_V")

_KEPT = 600
_WIDE = 100_000
# What is read as one: short quotations, and words that a break would make into others.
_WHOLE = re.compile("「[^」]{1,6}」|刷新|付款码|收银机|支付宝|微信|密码|金额")
_CLOSE = re.compile("[」）』、，。：；](?=[，、。；「（『」）』])|[：，、；。](?=「|（)")
_OPENING, _CLOSING = "「『（《", "」』）》"
# Without any of these nothing is set closer, which is so for most texts.
_MARKS = re.compile(f"[{_OPENING}{_CLOSING}·]|{_CLOSE.pattern}")
# How much air a bracket keeps on its inner side, in parts of an em; some fonts give far more.
_AIR = 0.08
_JOINER = "\u2060"
_LINE = "\u2028"
# What is longer than any word is broken wherever the line ends.
_PIECE = re.compile(r"[A-Za-z0-9.,:¥/_'’-]{1,24}|.")
_CLAUSE = re.compile("[^，。；：！？]+[，。；：！？]?」?")
_STUB = 0.3
_NEARLY = 4
_MOST_CLAUSES = 8


@dataclass(frozen=True, slots=True)
class Block:
    """A laid out text: draw it with `draw`."""

    layout: QTextLayout
    type_: Type
    width: int
    height: int
    lines: int

    def draw(self, painter: QPainter, x: float, y: float, colour: str) -> None:
        """Paint with the upper left corner at (x, y)."""
        painter.setPen(QColor(colour))
        self.layout.draw(painter, QPointF(x, y))


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is to be set; `strong` is a part of it that stands out in bold."""

    type_: Type
    width: int = 0
    balanced: bool = False
    centred: bool = False
    strong: str = ""


class Typesetter:
    """Lays texts out and remembers them."""

    def __init__(self) -> None:
        self._fonts = Fonts()
        self._blocks: OrderedDict[tuple[str, Setting], Block] = OrderedDict()
        self._longest: OrderedDict[tuple[str, Type], int] = OrderedDict()

    def block(self, text: str, setting: Setting) -> Block:
        """Return the text set in `setting`; width 0 means one line as wide as it needs."""
        return _kept(self._blocks, (text, setting), lambda: self._set(text, setting))

    def forget(self) -> None:
        """Forget what was laid out: text has another size now."""
        self._blocks.clear()
        self._longest.clear()

    def line(self, text: str, type_: Type) -> Block:
        """Return the text on one line."""
        return self.block(text, Setting(type_))

    def font(self, text: str, type_: Type) -> QFont:
        """Return the font that `text` is set in, for Qt's own input fields."""
        return self._fonts.font(type_, latin=is_latin(text))

    def width(self, text: str, type_: Type) -> int:
        """Return how wide the text is on one line."""
        return self.line(text, type_).width

    def longest_word(self, text: str, type_: Type) -> int:
        """Return the width under which the text would have to be cut."""
        return _kept(self._longest, (text, type_), lambda: self._longest_of(text, type_))

    def _longest_of(self, text: str, type_: Type) -> int:
        metrics = QFontMetricsF(self.font(text, type_))
        # What has no ink, as the mark of a place to break, has no measure either: some fonts
        # answer with nonsense.
        pieces = {piece for piece in _PIECE.findall(text) if piece.isprintable()}
        return ceil(max((_room_for(metrics, piece) for piece in pieces), default=0.0))

    def _set(self, text: str, setting: Setting) -> Block:
        block = self._lay(text, setting, setting.width or _WIDE)
        if setting.balanced and block.lines > 1:
            block = self._balance(text, setting, block)
        if setting.centred and block.lines > 1:
            block = self._lay(block.layout.text(), setting, block.width, centred=True)
        return block

    def _balance(self, text: str, setting: Setting, widest: Block) -> Block:
        clauses = [] if is_latin(text) else self._by_clause(text, setting, widest.lines)
        if clauses:
            return self._lay(_LINE.join(clauses), setting, setting.width)
        least = self.longest_word(text, setting.type_) if is_latin(text) else 0
        # Narrower than this the text has no room on so many lines: there is no need to try.
        whole = sum(widest.layout.lineAt(n).naturalTextWidth() for n in range(widest.lines))
        fill = int(whole / widest.lines) - 1
        low, high = max(setting.width // 2, least - 1, fill), setting.width
        while high - low > _NEARLY:
            middle = (low + high) // 2
            if _placed(widest.layout, setting.type_, middle).lines <= widest.lines:
                high = middle
            else:
                low = middle
        return _placed(widest.layout, setting.type_, high)

    def _by_clause(self, text: str, setting: Setting, lines: int) -> list[str]:
        """Break Chinese after its commas, where that takes no more lines and leaves no stub."""
        clauses = _CLAUSE.findall(text)
        if len(clauses) > _MOST_CLAUSES:
            return []
        best: tuple[int, list[str]] = (setting.width + 1, [])
        for places in combinations(range(1, len(clauses)), lines - 1):
            ends = (0, *places, len(clauses))
            parts = ["".join(clauses[a:b]) for a, b in pairwise(ends)]
            widths = [self.width(part, setting.type_) for part in parts]
            if min(widths) >= _STUB * max(widths) and max(widths) < best[0]:
                best = (max(widths), parts)
        return best[1]

    def _lay(self, text: str, setting: Setting, width: int, *, centred: bool = False) -> Block:
        shown = _keep_together(text)
        type_ = setting.type_
        layout = QTextLayout(shown, self.font(text, type_))
        layout.setCacheEnabled(True)
        align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([*_bold(shown, setting.strong), *_squeezed(shown, type_, layout.font())])
        return _placed(layout, type_, width)


def _kept(store: OrderedDict[_K, _V], key: _K, make: Callable[[], _V]) -> _V:
    """Return what `store` has for the key, made now if it has none; the oldest goes."""
    value = store.get(key)
    if value is None:
        value = store[key] = make()
        if len(store) > _KEPT:
            store.popitem(last=False)
    else:
        store.move_to_end(key)
    return value


def _room_for(metrics: QFontMetricsF, piece: str) -> float:
    """Return what a layout wants: in some fonts the last letters, as `r` or `ff`, lean over."""
    leaning = metrics.horizontalAdvance(piece) - min(metrics.rightBearing(piece[-1]), 0.0)
    return max(leaning, metrics.boundingRect(piece).right())


def _placed(layout: QTextLayout, type_: Type, width: int) -> Block:
    """Break the text into lines of a width; what was broken before is broken anew."""
    natural, count = 0.0, 0
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        baseline = count * type_.line + type_.line / 2 + 0.37 * type_.size
        line.setPosition(QPointF(0, round(baseline) - line.ascent()))
        natural = max(natural, line.naturalTextWidth())
        count += 1
    layout.endLayout()
    count = max(count, 1)
    return Block(layout, type_, ceil(natural), count * type_.line, count)


def _keep_together(text: str) -> str:
    plain = text.replace(_JOINER, "")
    return _WHOLE.sub(lambda found: _JOINER.join(found[0]), plain)


def _squeezed(text: str, type_: Type, font: QFont) -> list[QTextLayout.FormatRange]:
    """Return what sits closer than the font has it: signs after each other, brackets, dots."""
    if not _MARKS.search(text):
        return []
    metrics = QFontMetricsF(font)
    tight = {found.start(): -_half(metrics, found[0], type_) for found in _CLOSE.finditer(text)}
    for place, letter in enumerate(text):
        if letter in _OPENING:
            tight[place] = tight.get(place, 0.0) - _loose(metrics, letter, type_)
        elif letter in _CLOSING:
            before = len(text[:place].rstrip(_JOINER)) - 1
            if before >= 0:
                tight[before] = tight.get(before, 0.0) - _loose(metrics, letter, type_)
    ranges = [_range(place, _spaced(pixels)) for place, pixels in tight.items() if pixels]
    ranges.extend(_range(found.start(), _proportional()) for found in re.finditer("·", text))
    return ranges


def _bold(text: str, part: str) -> list[QTextLayout.FormatRange]:
    """Return the part of a text that stands out, wherever lines or joiners have come into it."""
    between = f"[{_JOINER}{_LINE}]*"
    found = re.search(between.join(map(re.escape, part)), text) if part else None
    if found is None:
        return []
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.Bold)
    piece = _range(found.start(), form)
    piece.length = found.end() - found.start()
    return [piece]


def _half(metrics: QFontMetricsF, letter: str, type_: Type) -> float:
    """Return how much closer the sign after this one comes: half an em, never onto its ink."""
    if letter not in _CLOSING:
        return type_.size / 2
    free = metrics.horizontalAdvance(letter) - metrics.tightBoundingRect(letter).right()
    return max(0.0, min(type_.size / 2, free - _AIR * type_.size))


def _loose(metrics: QFontMetricsF, letter: str, type_: Type) -> float:
    """Return how many pixels too many a font leaves between a bracket and what is inside it."""
    ink = metrics.tightBoundingRect(letter)
    air = metrics.horizontalAdvance(letter) - ink.right() if letter in _OPENING else ink.left()
    return max(0.0, round(air - _AIR * type_.size, 1))


def _spaced(pixels: float) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    form.setFontLetterSpacing(pixels)
    return form


def _proportional() -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontFeatures({QFont.Tag("palt"): 1})
    return form


def _range(start: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    piece = QTextLayout.FormatRange()
    piece.start = start
    piece.length = 1
    piece.format = form
    return piece
