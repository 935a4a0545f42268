"""Every probe over time: a strip of bars each, its figures, how often it failed; hours below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from cashier.desk.health_views import HealthWish, StripPoint, StripView
from cashier.desk.views import Beat, BeatView, Light
from cashier.ui.heartbeat import bar
from cashier.ui.look import Look
from cashier.ui.marks import mark
from cashier.ui.paint import across
from cashier.ui.theme import BODY, HINT, grown
from cashier.ui.widgets.base import Painted
from cashier.ui.words import Book, key_part

_ROW = 54
_HEAD = 22
_FEET = 26
_LEFT = 24
_GAP = 16
_BAR, _BETWEEN, _HIGH = 3.0, 2.0, 22.0
_LEAST_STRIP = 140
_PART, _APART = 14, 10
_FIGURES = ("median", "worst")
# What these are has no speed: they say how they stand instead.
_STANDS = ("clock", "certificate", "merchant", "version")
_BEATS = {
    Light.fail: Beat.fail,
    Light.warn: Beat.slow,
    Light.ok: Beat.ok,
    Light.unknown: Beat.none,
}
_WORST_FIRST = tuple(_BEATS)
# A heartbeat's bar of this latency is about half as high as it can be.
_HALF_HIGH_MS = 600.0
# Points closer than this many times the usual distance are one stretch; wider apart is a gap.
_HOLDS = 2.5


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the strips begin and end, and where each column of figures ends."""

    strip: float
    strip_end: float
    figures: tuple[float, ...]


class Strips(Painted):
    """The strips of a period below each other."""

    def __init__(self, look: Look, strips: Sequence[StripView], wish: HealthWish) -> None:
        super().__init__(look)
        self.strips = tuple(strips)
        self.wish = wish
        words = look.words
        spoken = [f"{name_of(words, one)}: {_spoken(words, one)}" for one in strips]
        self.setAccessibleName(". ".join(spoken))

    def natural_width(self) -> int:
        """Names, a strip that says something, figures."""
        return round(self._names() + _LEAST_STRIP + _GAP + sum(self._figures()))

    def height_for(self, width: int) -> int:
        """Heads, one line a strip, and the hours."""
        return grown(_HEAD) + len(self.strips) * grown(_ROW) + grown(_FEET)

    def paint(self, painter: QPainter) -> None:
        """Draw heads, strips, figures and hours."""
        columns, tokens = self._columns(), self.look.tokens
        for name, right in zip(_FIGURES, columns.figures, strict=True):
            head = self.look.setter.line(self.look.words(f"manager-health-{name}"), HINT)
            head.draw(painter, right - head.width, 0, tokens.ink3)
        for number, strip in enumerate(self.strips):
            self._paint_strip(painter, strip, grown(_HEAD) + number * grown(_ROW), columns)
        self._paint_hours(painter, columns)

    def _paint_strip(
        self, painter: QPainter, strip: StripView, top: int, columns: _Columns
    ) -> None:
        tokens, setter = self.look.tokens, self.look.setter
        middle = top + grown(_ROW) / 2
        across(painter, 0, top, self.width(), tokens.line)
        mark(painter, tokens, strip.state, QPointF(7, middle), 10)
        lines = (BODY.line + HINT.line) / 2
        name = setter.line(name_of(self.look.words, strip), BODY)
        name.draw(painter, _LEFT, middle - lines, tokens.ink)
        probed = setter.line(probed_text(self.look.words, strip), HINT)
        probed.draw(painter, _LEFT, middle - lines + BODY.line, tokens.ink2)
        count = int((columns.strip_end - columns.strip + _BETWEEN) // (_BAR + _BETWEEN))
        for number, beat in enumerate(beats(strip.points, self.wish, count)):
            left = columns.strip + number * (_BAR + _BETWEEN)
            place = QRectF(left, middle - _HIGH / 2, _BAR, _HIGH)
            bar(painter, tokens, against(beat, strip.ms_median), place)
        texts = figures(self.look.words, strip)
        # What stands in place of a speed reaches over both columns.
        rights = columns.figures if len(texts) == len(_FIGURES) else columns.figures[1:]
        for text, right in zip(texts, rights, strict=True):
            figure = setter.line(text, HINT)
            figure.draw(painter, right - figure.width, middle - HINT.line / 2, tokens.ink2)

    def _paint_hours(self, painter: QPainter, columns: _Columns) -> None:
        foot = grown(_HEAD) + len(self.strips) * grown(_ROW)
        across(painter, 0, foot, self.width(), self.look.tokens.line)
        room = columns.strip_end - columns.strip
        free = columns.strip_end + 1
        for share, text in reversed(axis(self.look.words, self.wish)):
            block = self.look.setter.line(text, HINT)
            x = columns.strip + share * room - block.width * (share if share in (0, 1) else 0.5)
            if columns.strip - 1 <= x and x + block.width <= free:
                block.draw(painter, x, foot + 5, self.look.tokens.ink3)
                free = x - _APART

    def _columns(self) -> _Columns:
        widths = self._figures()
        ends = tuple(self.width() - sum(widths[number + 1 :]) for number in range(len(widths)))
        begin = self._names()
        return _Columns(begin, max(ends[0] - widths[0] - _GAP, begin), ends)

    def _names(self) -> float:
        words, setter = self.look.words, self.look.setter
        names = [setter.width(name_of(words, one), BODY) for one in self.strips]
        names += [setter.width(probed_text(words, one), HINT) for one in self.strips]
        return _LEFT + max(names, default=0) + _GAP

    def _figures(self) -> tuple[float, ...]:
        """Return how wide each column of figures is; both together may have to hold one text."""
        words, setter = self.look.words, self.look.setter
        wide = [setter.width(words(f"manager-health-{name}"), HINT) for name in _FIGURES]
        both = 0
        for strip in self.strips:
            shown = [setter.width(text, HINT) for text in figures(words, strip)]
            if len(shown) == len(wide):
                wide = list(map(max, wide, shown))
            else:
                both = max(both, *shown)
        wide[0] = max(wide[0], both - wide[1] - _PART)
        return tuple(width + _PART for width in wide)


def name_of(words: Book, strip: StripView) -> str:
    """Return what a light is called."""
    return words(f"health-name-{key_part(strip.name)}")


def figures(words: Book, strip: StripView) -> tuple[str, ...]:
    """Return usual and longest latency as people read them.

    What has no speed says in one sentence how it stands.
    """
    if strip.name.partition(".")[0] in _STANDS:
        stands = words.phrase(strip.detail) if strip.detail else ""
        return (stands or words(f"health-state-{strip.state}"),)
    return (_seconds(words, strip.ms_median), _seconds(words, strip.ms_worst))


def probed_text(words: Book, strip: StripView) -> str:
    """Return how often something was probed, and how often in vain."""
    return words("manager-health-probed", count=strip.probes, failed=strip.failed)


def beats(points: Sequence[StripPoint], wish: HealthWish, count: int) -> list[BeatView]:
    """Return one bar for each of `count` equal parts of the period: the worst that was in it."""
    whole = (wish.end - wish.begin).total_seconds()
    if count <= 0 or whole <= 0:
        return []
    inside: list[list[StripPoint]] = [[] for _ in range(count)]
    for point, until in zip(points, _ends(points), strict=True):
        first = int((point.at - wish.begin).total_seconds() / whole * count)
        last = int(((until - wish.begin).total_seconds() - 1e-6) / whole * count)
        for number in range(max(first, 0), min(max(last, first), count - 1) + 1):
            inside[number].append(point)
    return [_beat(part) for part in inside]


def against(beat: BeatView, usual: float | None) -> BeatView:
    """Return a bar that is drawn against its own strip's usual latency: that is half high."""
    if beat.ms is None or not usual:
        return replace(beat, ms=_HALF_HIGH_MS)
    return replace(beat, ms=_HALF_HIGH_MS * beat.ms / usual)


def axis(words: Book, wish: HealthWish) -> list[tuple[float, str]]:
    """Return which round moments stand where on the strip, from its begin to now.

    The first moment and the first of each day say their day.
    """
    whole, step = wish.end - wish.begin, _step(wish)
    marks, at, day = [], _round_up(wish.begin.astimezone(), step), None
    while at < wish.end:
        marks.append(((at - wish.begin) / whole, _tick(words, at, wish, told=at.date() == day)))
        day, at = at.date(), at + step
    return [*marks, (1.0, words("manager-health-now"))]


def _step(wish: HealthWish) -> timedelta:
    whole = wish.end - wish.begin
    if whole <= timedelta(hours=1):
        return timedelta(minutes=15)
    return timedelta(hours=6) if whole <= timedelta(days=1) else timedelta(days=1)


def _round_up(at: datetime, step: timedelta) -> datetime:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - (midnight - at) // step * step


def _ends(points: Sequence[StripPoint]) -> list[datetime]:
    """Return until when each point speaks: to the next one, unless that is much later."""
    gaps = [(later.at - one.at).total_seconds() for one, later in pairwise(points)]
    usual = median(gaps) if gaps else 60.0
    held = [gap if gap <= _HOLDS * usual else usual for gap in gaps]
    return [
        one.at + timedelta(seconds=gap) for one, gap in zip(points, [*held, usual], strict=False)
    ]


def _beat(part: Sequence[StripPoint]) -> BeatView:
    known = [one for one in part if one.state is not Light.unknown]
    if not known:
        return BeatView(Beat.none)
    state = min((one.state for one in known), key=_WORST_FIRST.index)
    latencies = [one.ms_median for one in known if one.ms_median is not None]
    return BeatView(_BEATS[state], median(latencies) if latencies else None)


def _tick(words: Book, at: datetime, wish: HealthWish, *, told: bool) -> str:
    if wish.end - wish.begin > timedelta(days=1):
        return f"{at:%m-%d}"
    if told or wish.end - wish.begin <= timedelta(hours=1):
        return f"{at:%H:%M}"
    today = at.date() == wish.end.astimezone().date()
    return words(
        "manager-health-today" if today else "manager-health-yesterday", time=f"{at:%H:%M}"
    )


def _seconds(words: Book, ms: float | None) -> str:
    if ms is None:
        return "–"
    seconds = ms / 1000
    return words("manager-health-seconds", seconds=f"{seconds:.{2 if seconds < 1 else 1}f}")


def _spoken(words: Book, strip: StripView) -> str:
    texts = figures(words, strip)
    if len(texts) == len(_FIGURES):
        heads = [words(f"manager-health-{name}") for name in _FIGURES]
        texts = tuple(f"{head} {text}" for head, text in zip(heads, texts, strict=True))
    return ", ".join([words(f"health-state-{strip.state}"), *texts, probed_text(words, strip)])
