"""Four figures in one card, side by side where there is room: failed, saved, money, waiting."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from cashier.desk.views import Light
from cashier.history.figures import PeriodFigures
from cashier.ui.look import Look
from cashier.ui.manager.figures import grouped, saved_in_ten
from cashier.ui.marks import mark
from cashier.ui.paint import across, boxed, down
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, FIGURE, HINT, XS
from cashier.ui.widgets.base import Painted
from cashier.ui.words import Book

_PAD = 20
_TOP = 15
_GAP = 8
_MARK = 16
_ENOUGH = 10
_GOOD = 8
# The dot stays with what stands before it.
_PARTS = "\u00a0· "


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts."""

    number: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class StatTile:
    """Label, figures, and a quiet line that puts them in place."""

    label: str
    figures: tuple[Figure, ...]
    beside: str
    good: bool = False

    @property
    def spoken(self) -> str:
        """The tile as a sentence."""
        said = " ".join(f"{one.number} {one.unit}".strip() for one in self.figures)
        return f"{self.label} {said} {self.beside}"


class StatTiles(Painted):
    """One card, split by hairlines: one row, or two where the words need it."""

    def __init__(self, look: Look, tiles: Sequence[StatTile]) -> None:
        super().__init__(look)
        self.tiles = tuple(tiles)
        self.setAccessibleName(". ".join(tile.spoken for tile in tiles))

    def natural_width(self) -> int:
        """The widest tile: the others can stand below it."""
        return max((self._least(tile) for tile in self.tiles), default=0)

    def line_width(self) -> int:
        """All tiles beside each other, each as wide as the widest."""
        return len(self.tiles) * self.natural_width()

    def height_for(self, width: int) -> int:
        """Label, figure, line in every row; label and line may wrap."""
        cells = self._cells(width)
        return sum(self._row_height(row, cells) for row in self._rows(len(cells)))

    def paint(self, painter: QPainter) -> None:
        """Draw the card and the tiles."""
        tokens = self.look.tokens
        boxed(painter, QRectF(self.rect()), tokens.surface, tokens.line)
        cells, top = self._cells(self.width()), 0
        for row in self._rows(len(cells)):
            if top:
                across(painter, 1, top, self.width() - 1, tokens.line)
            self._paint_row(painter, row, cells, top)
            top += self._row_height(row, cells)

    def _paint_row(
        self, painter: QPainter, row: Sequence[StatTile], cells: Sequence[float], top: int
    ) -> None:
        high, label, left = self._row_height(row, cells), self._label_height(row, cells), 0.0
        for tile, cell in zip(row, cells, strict=False):
            if left:
                down(painter, round(left), top + 1, top + high - 1, self.look.tokens.line)
            place = QRectF(round(left) + _PAD, top + _TOP, cell, label)
            self._paint_tile(painter, tile, place)
            left += cell

    def _paint_tile(self, painter: QPainter, tile: StatTile, place: QRectF) -> None:
        """Draw a tile; `place` has its corner, its width and how high the labels are."""
        tokens, setter = self.look.tokens, self.look.setter
        cell, x = place.width(), place.x()
        self._label(tile, cell).draw(painter, x, place.y(), tokens.ink2)
        top = place.bottom() + XS
        left = x
        for figure in tile.figures:
            number = setter.line(figure.number, FIGURE)
            number.draw(painter, left, top, tokens.ink)
            left += number.width + _GAP
            if figure.unit:
                unit = setter.line(figure.unit, BODY)
                unit.draw(painter, left, top + 14, tokens.ink2)
                left += unit.width + _GAP
        top += FIGURE.line + 4
        if tile.good:
            mark(painter, tokens, Light.ok, QPointF(x + 5, top + HINT.line / 2), 10)
        indent = _MARK if tile.good else 0
        ink = tokens.ok if tile.good else tokens.ink3
        self._beside(tile, cell).draw(painter, x + indent, top, ink)

    def _rows(self, count: int) -> list[tuple[StatTile, ...]]:
        return [self.tiles[start : start + count] for start in range(0, len(self.tiles), count)]

    def _cells(self, width: int) -> list[float]:
        """Return the columns: even if that will do, else by their words, else half as many."""
        count = max(len(self.tiles), 1)
        while True:
            rows = zip_longest(*self._rows(count))
            needs = [max(self._least(tile) for tile in column if tile) for column in rows]
            if count == 1 or max(needs) * count <= width:
                return [width / count] * count
            spare = width - sum(needs)
            if spare >= 0:
                return [need + spare / count for need in needs]
            count = (count + 1) // 2

    def _row_height(self, row: Sequence[StatTile], cells: Sequence[float]) -> int:
        pairs = zip(row, cells, strict=False)
        below = max(self._beside(tile, cell).height for tile, cell in pairs)
        return _TOP + self._label_height(row, cells) + XS + FIGURE.line + 4 + below + _TOP

    def _label_height(self, row: Sequence[StatTile], cells: Sequence[float]) -> int:
        return max(self._label(tile, cell).height for tile, cell in zip(row, cells, strict=False))

    def _label(self, tile: StatTile, cell: float) -> Block:
        room = max(int(cell) - 2 * _PAD, 1)
        return self.look.setter.block(tile.label, Setting(HINT, room))

    def _beside(self, tile: StatTile, cell: float) -> Block:
        room = max(int(cell) - 2 * _PAD - (_MARK if tile.good else 0), 1)
        return self.look.setter.block(tile.beside, Setting(HINT, room, balanced=True))

    def _least(self, tile: StatTile) -> int:
        setter = self.look.setter
        figures = sum(
            setter.width(one.number, FIGURE)
            + (_GAP + setter.width(one.unit, BODY) if one.unit else 0)
            for one in tile.figures
        ) + _GAP * (len(tile.figures) - 1)
        words = setter.longest_word(tile.label, HINT)
        below = setter.longest_word(tile.beside, HINT) + (_MARK if tile.good else 0)
        return max(figures, words, below) + 2 * _PAD


def shift_tiles(words: Book, figures: PeriodFigures) -> tuple[StatTile, ...]:
    """Return the four figures of a shift."""
    return (
        StatTile(
            words("manager-tile-failures"),
            (_count(words, figures.failures),),
            _shared_out(words, figures),
        ),
        _saved(words, figures),
        StatTile(
            words("manager-tile-money"),
            (_figure(words, "manager-money", amount=grouped(figures.money_saved)),),
            _lost_money(words, figures),
        ),
        _wait(words, figures),
    )


def _shared_out(words: Book, figures: PeriodFigures) -> str:
    """Return what became of the failures: parts that add up to their number."""
    if not figures.failures:
        return words("manager-failures-none")
    saved, lost, rest = figures.saved, figures.lost, figures.failures - figures.saved - figures.lost
    parts = [
        words("manager-failures-saved", count=saved),
        words("manager-failures-lost", count=lost),
    ]
    if rest:
        key = "open" if rest == figures.still_open else "rest"
        parts.append(words(f"manager-failures-{key}", count=rest))
    return _PARTS.join(parts)


def _saved(words: Book, figures: PeriodFigures) -> StatTile:
    saved, lost = figures.saved, figures.lost
    good = False
    if not saved + lost:
        beside = words("manager-saved-none")
    elif not lost:
        beside, good = words("manager-saved-all"), not figures.still_open
    elif saved + lost < _ENOUGH:
        beside = words("manager-saved-lost", count=lost)
    else:
        share = saved_in_ten(saved, lost)
        beside, good = words("manager-saved-share", count=share), share >= _GOOD
    return StatTile(words("manager-tile-saved"), (_count(words, saved),), beside, good)


def _lost_money(words: Book, figures: PeriodFigures) -> str:
    if not figures.lost and not figures.without_amount:
        return words("manager-saved-all" if figures.saved else "manager-saved-none")
    lost = words("manager-money-lost", amount=grouped(figures.money_lost))
    if figures.without_amount:
        return words("manager-money-partly", lost=lost, count=figures.without_amount)
    return lost


def _wait(words: Book, told: PeriodFigures) -> StatTile:
    label, seconds = words("manager-tile-wait"), told.mean_wait_s
    if seconds is None:
        nothing = (Figure(words("manager-nothing")),)
        return StatTile(label, nothing, words("manager-wait-none"))
    minutes, rest = divmod(round(seconds), 60)
    figures = [_figure(words, "manager-minutes", count=minutes)] if minutes else []
    figures.append(_figure(words, "manager-seconds", count=rest))
    beside = words("manager-wait-from")
    if told.to_sentence is not None:
        first = told.to_sentence.value
        instant = round(first) < 1
        key = "manager-wait-instant" if instant else "manager-wait-first"
        beside = words(key, seconds=round(first))
    return StatTile(label, tuple(figures), beside)


def _count(words: Book, count: int) -> Figure:
    return _figure(words, "manager-count", count=count)


def _figure(words: Book, key: str, **values: str | int) -> Figure:
    return Figure(words(key, **values), words.optional(f"{key}.unit"))
