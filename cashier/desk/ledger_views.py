"""What the manager's pages of history and charts may know: pages, replays, series; word-free."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from cashier.desk.case_views import WhyView
from cashier.desk.views import Phrase
from cashier.history.charted import Series
from cashier.history.figures import ShiftFigures
from cashier.history.model import CaseFilter, CaseRow

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class PageWish:
    """Which page of which cases; `before_seq` is the `opened_seq` of the last row seen, if any."""

    wanted: CaseFilter
    before_seq: int | None = None


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of the history.

    Args:
        wish: what was asked for.
        rows: newest first, at most `PAGE_ROWS`.
        total: how many cases fit, on all pages.
        more: whether older ones fit.
        shift: the present shift with its figures.
        cashiers: who can be asked for.
        causes: which causes can be asked for.
    """

    wish: PageWish
    rows: tuple[CaseRow, ...]
    total: int
    more: bool
    shift: ShiftFigures | None
    cashiers: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


class StepKind(StrEnum):
    """What kind of step it was: the till and the senses, a person, a judgement, the end."""

    seen = "seen"
    person = "person"
    judged = "judged"
    locked = "locked"
    ended = "ended"


Said: TypeAlias = Phrase | WhyView


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """One step of a case: when, what, and the small print below it."""

    after_s: float
    kind: StepKind
    title: Said
    details: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplayView:
    """A case step by step; `row` is None for a case that nobody knows."""

    case_id: str
    row: CaseRow | None
    steps: tuple[ReplayStep, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartsView:
    """The series of a period, and how it was asked for."""

    wanted: CaseFilter
    series: Series


DeliverPage = Callable[[PageView], None]
DeliverReplay = Callable[[ReplayView], None]
DeliverCharts = Callable[[ChartsView], None]
