"""What stands on a page: figures in tiles, bars, notes, rows of a table. Each knows its height."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt

from cashier.ui.printing.paper import (
    FIGURE,
    FINE,
    HEADING,
    INNER,
    SMALL,
    STRONG,
    TEXT,
    Measure,
    Pen,
    Set,
)

_RIGHT = Qt.AlignmentFlag.AlignRight
_GAP = 120.0
_BAR_ROW = 210.0
_ROW = 215.0
_PAD = 52.0
_AIR = 90.0


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a page: its height, how it is drawn, and whether the next one must follow it.

    `head` is what stands over it once more when a new page begins with it.
    """

    height: float
    draw: Callable[[Pen, QRectF], None]
    keep_next: bool = False
    head: "Item | None" = None


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: its name, the number, a second line, the colour of the number, its width."""

    name: str
    value: str
    more: str = ""
    ink: str = "ink"
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name and how often."""

    name: str
    times: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under one heading."""

    title: str
    bars: Sequence[Bar]

    @property
    def height(self) -> float:
        """How high they get."""
        return 260.0 + _BAR_ROW * len(self.bars)


def space(height: float) -> Item:
    """Leave air."""
    return Item(height, lambda _pen, _box: None)


def heading(text: str, hint: str = "") -> Item:
    """Begin a part; the next thing stays with it."""

    def draw(pen: Pen, box: QRectF) -> None:
        pen.line(QRectF(box.left(), box.top(), box.width(), 200), text, Set(HEADING))
        if hint:
            place = QRectF(box.left(), box.top() + 20, box.width(), 190)
            pen.line(place, hint, Set(SMALL, "ink3", _RIGHT))

    return Item(260.0, draw, keep_next=True)


def tiles(shown: Sequence[Tile], *, large: bool) -> Item:
    """Set figures side by side, in boxes that share the width."""
    height = 800.0 if large else 480.0

    def draw(pen: Pen, box: QRectF) -> None:
        unit = (box.width() - _GAP * (len(shown) - 1)) / sum(tile.share for tile in shown)
        left = box.left()
        for tile in shown:
            width = unit * tile.share
            _tile(pen, QRectF(left, box.top(), width, height), tile, large=large)
            left += width + _GAP

    return Item(height + _GAP, draw)


def _tile(pen: Pen, box: QRectF, tile: Tile, *, large: bool) -> None:
    pen.box(box, "canvas")
    inner = box.adjusted(120, 0, -60, 0)
    pen.line(
        QRectF(inner.left(), box.top() + 80, inner.width(), 150), tile.name, Set(SMALL, "ink2")
    )
    step, top, high = (FIGURE, 240.0, 320.0) if large else (HEADING, 230.0, 180.0)
    place = QRectF(inner.left(), box.top() + top, inner.width(), high)
    pen.line(place, tile.value, Set(step, tile.ink))
    if tile.more:
        place = QRectF(inner.left(), box.bottom() - 220, inner.width(), 150)
        pen.line(place, tile.more, Set(SMALL, "ink2"))


def bars(left: Bars, right: Sequence[Bars]) -> Item:
    """Set one list of bars beside a column of shorter ones."""
    height = max(left.height, sum(one.height for one in right))

    def draw(pen: Pen, box: QRectF) -> None:
        room = box.width() - 3 * _GAP
        _bars(pen, QRectF(box.left(), box.top(), 0.56 * room, left.height), left)
        top, width = box.top(), 0.44 * room
        for one in right:
            _bars(pen, QRectF(box.right() - width, top, width, one.height), one)
            top += one.height

    return Item(height + _GAP, draw)


def _bars(pen: Pen, box: QRectF, shown: Bars) -> None:
    pen.line(QRectF(box.left(), box.top(), box.width(), 190), shown.title, Set(HEADING))
    most = max((one.times for one in shown.bars), default=1)
    name, number = box.width() * 0.62, 190.0
    room = box.width() - name - number
    for place, one in enumerate(shown.bars):
        top = box.top() + 230 + place * _BAR_ROW
        pen.line(QRectF(box.left(), top, name - 60, _BAR_ROW), one.name, Set(TEXT, "ink"))
        long = max(room * one.times / max(most, 1), 24.0)
        pen.box(QRectF(box.left() + name, top + 65, long, 80), "accent" if not place else "bar", 20)
        end = QRectF(box.right() - number, top, number, _BAR_ROW)
        pen.line(end, str(one.times), Set(STRONG, "ink", _RIGHT))


def note(title: str, text: str, measure: Measure) -> Item:
    """Set what somebody wrote, in a tinted box."""
    width = INNER - 320
    high = measure.height(text, TEXT, width)

    def draw(pen: Pen, box: QRectF) -> None:
        pen.box(QRectF(box.left(), box.top(), box.width(), high + 420), "accent_tint")
        pen.box(QRectF(box.left(), box.top(), 40, high + 420), "accent", 20)
        head = QRectF(box.left() + 160, box.top() + 90, width, 160)
        pen.line(head, title, Set(STRONG, "accent_ink"))
        pen.lines(QRectF(box.left() + 160, box.top() + 270, width, high + 60), text, Set(TEXT))

    return Item(high + 420 + 2 * _GAP, draw)


def facts(pairs: Sequence[tuple[str, str]]) -> Item:
    """Set names and what they are, line by line."""

    def draw(pen: Pen, box: QRectF) -> None:
        for place, (name, text) in enumerate(pairs):
            top = box.top() + place * 175
            pen.line(QRectF(box.left(), top, 900, 175), name, Set(TEXT, "ink3"))
            pen.line(QRectF(box.left() + 900, top, box.width() - 900, 175), text, Set(TEXT))

    return Item(175.0 * len(pairs) + _GAP, draw)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: heads, shares of the width, and which stand at the right."""

    heads: Sequence[str]
    shares: Sequence[float]
    measure: Measure
    right: frozenset[int] = frozenset()

    def head(self) -> Item:
        """Return the line over the rows; the first row stays with it."""

        def draw(pen: Pen, box: QRectF) -> None:
            self._cells(pen, box, self.heads, Set(SMALL, "ink3"))
            pen.rule(box.left(), box.bottom() - 6, box.width(), "edge")

        return Item(self._height(self.heads), draw, keep_next=True)

    def row(self, cells: Sequence[str], ink: str = "ink") -> Item:
        """Return a row of cells; a text that is too long for its column goes on below."""

        def draw(pen: Pen, box: QRectF) -> None:
            self._cells(pen, box, cells, Set(SMALL, ink))
            pen.rule(box.left(), box.bottom() - 6, box.width())

        return Item(self._height(cells), draw, head=self.head())

    def _cells(self, pen: Pen, box: QRectF, cells: Sequence[str], how: Set) -> None:
        left = box.left()
        for place, text in enumerate(cells):
            width = self._width(box.width(), place)
            align = _RIGHT if place in self.right else how.align
            room = QRectF(left, box.top() + _PAD, width - _AIR, box.height() - _PAD)
            pen.lines(room, text, Set(how.step, how.ink, align))
            left += width

    def _height(self, cells: Sequence[str]) -> float:
        text = (
            self.measure.height(cell, SMALL, self._width(INNER, place) - _AIR)
            for place, cell in enumerate(cells)
        )
        return max(_ROW, *(high + 2 * _PAD for high in text))

    def _width(self, whole: float, place: int) -> float:
        return whole * self.shares[place] / sum(self.shares)


def small_print(text: str) -> Item:
    """Set one line in the smallest step."""
    return Item(200.0, lambda pen, box: pen.line(box, text, Set(FINE, "ink3")))
