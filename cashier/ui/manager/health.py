"""The page `health`: open alarms, every probe over time, the six links, alarms of the period."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.desk.health_views import HealthPageView, HealthWish, PastAlarm
from cashier.desk.views import LinkView
from cashier.ui.alarms import AlarmCommands, AlarmList
from cashier.ui.health_panel import LightRow, LightTexts
from cashier.ui.look import Look
from cashier.ui.manager.figures import moment
from cashier.ui.manager.pair import Pair
from cashier.ui.manager.strips import Strips
from cashier.ui.manager.titled import Titled
from cashier.ui.manager.today import PAGE, PageHead
from cashier.ui.marks import mark
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, HINT, L, M
from cashier.ui.widgets.base import Painted
from cashier.ui.widgets.containers import Card, CardSpec, Column, Scroll
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.section import Section, section_title
from cashier.ui.widgets.segmented import Choice, Segmented
from cashier.ui.words import Book, clock_time

SPANS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
_MOST_OPEN = 20
_MOST_PAST = 50
_INDENT = 40
_PAD = 16


class PastRow(Painted):
    """An alarm that is over, or not yet: what, from when to when, who took it on."""

    def __init__(self, look: Look, view: PastAlarm) -> None:
        super().__init__(look)
        self.view = view
        self.title = look.words.phrase(view.sentence)
        self.time = past_time(look.words, view, look.clock.now())
        self.setAccessibleName(f"{self.title}: {self.time}")

    def natural_width(self) -> int:
        """The longest word of either text."""
        setter = self.look.setter
        word = setter.longest_word(self.title, BODY)
        return _INDENT + max(word, setter.longest_word(self.time, HINT)) + _PAD

    def height_for(self, width: int) -> int:
        """One line, or two."""
        title, time, beside = self._blocks(width)
        return max(44, title.height + 16) if beside else title.height + time.height + 14

    def paint(self, painter: QPainter) -> None:
        """Draw the row."""
        tokens = self.look.tokens
        title, time, beside = self._blocks(self.width())
        mark(painter, tokens, self.view.state, QPointF(22, self.height() / 2), 10)
        ink = tokens.ink2 if self.view.ended else tokens.ink
        if beside:
            title.draw(painter, _INDENT, (self.height() - title.height) / 2, tokens.ink)
            x = self.width() - _PAD - time.width
            time.draw(painter, x, (self.height() - time.height) / 2, ink)
            return
        title.draw(painter, _INDENT, 7, tokens.ink)
        time.draw(painter, _INDENT, 7 + title.height, ink)

    def _blocks(self, width: int) -> tuple[Block, Block, bool]:
        setter = self.look.setter
        room = max(width - _INDENT - _PAD, 1)
        beside = setter.width(self.title, BODY) + 16 + setter.width(self.time, HINT) <= room
        time = setter.line(self.time, HINT)
        if not beside:
            time = setter.block(self.time, Setting(HINT, room))
        return setter.block(self.title, Setting(BODY, room)), time, beside


class HealthPage(QWidget):
    """Sends that another period is wanted."""

    period_wanted = Signal()

    def __init__(self, look: Look, commands: AlarmCommands) -> None:
        super().__init__()
        self.look = look
        self.span = "day"
        self._view: HealthPageView | None = None
        self.head = PageHead(look)
        self._times = Section(look)
        self.times: Segmented | None = None
        self.open = AlarmList(look, commands, _MOST_OPEN)
        self.strips = Section(look)
        self.links = Section(look, M)
        self.past = Section(look, M)
        self._arrange()
        self.restyle()

    @property
    def wish(self) -> HealthWish:
        """The period that is asked for, up to now."""
        now = self.look.clock.now()
        return HealthWish(now - SPANS[self.span], now)

    def show_view(self, view: HealthPageView | None) -> None:
        """Draw what is known; None while nothing has been read yet."""
        self._view = view
        words = self.look.words
        count = len(view.open) if view else 0
        line = words("manager-health-line", count=count) if view else ""
        self.head.show_texts(words("manager-page-health"), line)
        theme = self.look.tokens.name
        self.open.show_alarms(view.open if view else ())
        self.strips.show_parts((view and (view.wish, view.strips), theme), self._strips)
        self.links.show_parts((view and view.links, theme), self._links)
        self.past.show_parts((view and view.alarms, theme), self._past)

    def choose_span(self, name: str) -> None:
        """Take another period."""
        self.span = name
        self._show_times()
        self.period_wanted.emit()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self._times.show_parts("times", self._build_times)
        self._show_times()
        self.show_view(self._view)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PAGE.left(), PAGE.top(), PAGE.right(), L)
        head.addWidget(self.head, 1)
        head.addWidget(self._times, 0, Qt.AlignmentFlag.AlignVCenter)
        inner = Column(L, (PAGE.left(), 0, PAGE.right(), PAGE.bottom()))
        inner.put([self.open, self.strips, self.links, self.past])
        inner.box.addStretch(1)
        self.area = Scroll(self.look, inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.area, 1)

    def _build_times(self) -> list[QWidget]:
        words = self.look.words
        choices = [Choice(name, words(f"manager-health-span-{name}")) for name in SPANS]
        self.times = Segmented(self.look, choices, tall=True)
        self.times.chosen.connect(self.choose_span)
        return [self.times]

    def _show_times(self) -> None:
        if self.times is not None:
            self.times.choose(self.span)

    def _strips(self) -> list[QWidget]:
        view, words = self._view, self.look.words
        if view is None or not view.strips:
            key = "manager-health-none" if view else "manager-reading"
            return [EmptyState(self.look, EmptySpec("network", words(key), words(f"{key}.how")))]
        card = Titled(self.look, Strips(self.look, view.strips, view.wish))
        card.show_texts(words("manager-health-strips"), words("manager-health-strips.hint"))
        return [card]

    def _links(self) -> list[QWidget]:
        links = self._view.links if self._view else ()
        if not links:
            return []
        words, half = self.look.words, (len(links) + 1) // 2
        cards = []
        for part in (links[:half], links[half:]):
            card = Card(self.look, CardSpec(gap=1, hair=_INDENT))
            card.put([LightRow(self.look, link_texts(words, link)) for link in part])
            cards.append((card, 1))
        title = words("manager-health-chain")
        hint = words("manager-health-chain.hint")
        return [section_title(self.look, title, hint), Pair(*cards)]

    def _past(self) -> list[QWidget]:
        if self._view is None:
            return []
        words, alarms = self.look.words, self._view.alarms
        title = section_title(
            self.look,
            words("manager-health-past"),
            words("manager-health-count", count=len(alarms)),
        )
        if not alarms:
            key = "manager-health-past-none"
            spec = EmptySpec("fine", words(key), words(f"{key}.how"), slim=True)
            return [title, EmptyState(self.look, spec)]
        card = Card(self.look, CardSpec(gap=1, hair=_INDENT))
        card.put([PastRow(self.look, one) for one in alarms[:_MOST_PAST]])
        return [title, card]


def link_texts(words: Book, link: LinkView) -> LightTexts:
    """Return a link's name, how it was learnt and when."""
    learnt = words(f"health-learnt-{link.learnt}")
    figure = f"{learnt} · {clock_time(link.at)}" if link.at else learnt
    return LightTexts(words(f"health-chain-{link.name}"), figure, link.state, ())


def past_time(words: Book, view: PastAlarm, now: datetime) -> str:
    """Return from when to when, how long, and who took it on."""
    begin = moment(view.began, now)
    parts: Sequence[str]
    if view.ended is None:
        parts = [words("manager-health-still", time=begin)]
    else:
        minutes = max(round((view.ended - view.began).total_seconds() / 60), 1)
        same_day = view.ended.astimezone().date() == view.began.astimezone().date()
        end = clock_time(view.ended) if same_day else moment(view.ended, now)
        took = words("manager-health-lost" if view.lost else "manager-health-took", minutes=minutes)
        parts = [f"{begin} – {end}", took]
    by = [words("manager-health-by", who=view.by)] if view.by not in ("", "clerk") else []
    return " · ".join([*parts, *by])
