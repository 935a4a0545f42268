"""What the manager's window may know: figures, lists, what was learned, versions; word-free."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from cashier.core.intervals import Interval
from cashier.desk.health_views import DeliverHealth, HealthWish
from cashier.desk.ledger_views import DeliverCharts, DeliverPage, DeliverReplay, PageWish
from cashier.desk.views import AlarmView
from cashier.history.figures import ShiftFigures
from cashier.history.model import CaseFilter, CaseRow, Shift
from cashier.history.shifts import Handover
from cashier.history.versions import Figures
from cashier.playbook.variants import OwnText

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class LearnedView:
    """How common a cause is by the playbook and as learned; how much was counted for it."""

    cause: str
    playbook: float
    learned: float
    weight: float


@dataclass(frozen=True, slots=True)
class LearningView:
    """What the store's confirmed causes have taught, the greatest change first.

    Args:
        on: whether it is used; while it is off, the playbook's figures hold.
        switched_at: when that was last switched; None when it never was, or not noted yet.
        since: when the oldest shift that counts was opened; None while nothing counts.
        confirmed: the weight of the failures whose cause was confirmed.
        unconfirmed: the weight of the others, which hold the figures where the playbook has them.
        learned: every cause.
    """

    on: bool
    switched_at: datetime | None
    since: datetime | None
    confirmed: float
    unconfirmed: float
    learned: tuple[LearnedView, ...]


@dataclass(frozen=True, slots=True)
class ManagerView:
    """The present shift with its figures, and the rows that fit the filter, newest first.

    `before` is the shift that was closed last: its note is for this one. `alarms` are open now.
    """

    summary: ShiftFigures | None
    rows: tuple[CaseRow, ...]
    wanted: CaseFilter
    before: Shift | None = None
    alarms: tuple[AlarmView, ...] = ()


class Verdict(StrEnum):
    """What the figures let one say about two shares of paid cases.

    One that `leans` differs, yet either share may still be what the other seems to be.
    """

    too_few = "too_few"
    no_difference = "no_difference"
    leans_more = "leans_more"
    leans_fewer = "leans_fewer"
    more = "more"
    fewer = "fewer"


_BETTER = (Verdict.more, Verdict.leans_more)
_WORSE = (Verdict.fewer, Verdict.leans_fewer)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Paid share of one set of cases minus that of another, and what may be said of it."""

    verdict: Verdict
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version of a script with its figures.

    Args:
        state: what the playbook says of it; empty where it has this version no more.
        text_key: the key of its words; empty where there are none any more.
        own: a shop's own words, which take the place of those under `text_key`.
        share: which part of the cases gets it now.
        compared: its paid share against the version in force; None for that one itself.
    """

    id: str
    state: str
    figures: Figures
    text_key: str = ""
    own: tuple[OwnText, ...] = ()
    share: float = 0.0
    compared: Comparison | None = None
    dated: str = ""
    author: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A script's cases before and after a moment, whatever version they had."""

    at: datetime
    before: Figures
    after: Figures
    compared: Comparison


@dataclass(frozen=True, slots=True)
class ScriptView:
    """A script and its versions.

    Args:
        in_force: the version shown where no lot is drawn.
        pinned: the shop's own choice; None where it follows the playbook.
        idle: whether that choice is withdrawn, so that the active version is shown instead.
        split: its cases before and after a moment, where one was asked for or a person changed it.
    """

    key: str
    in_force: str
    pinned: str | None
    idle: bool
    versions: tuple[VersionView, ...]
    split: BeforeAfter | None = None

    @property
    def ahead(self) -> str:
        """The version that does better, or seems to; empty while none does."""
        verdicts = {one.id: one.compared.verdict for one in self.versions if one.compared}
        better = [one for one, said in verdicts.items() if said in _BETTER]
        if better:
            return better[0]
        return self.in_force if any(said in _WORSE for said in verdicts.values()) else ""


@dataclass(frozen=True, slots=True)
class ScriptChange:
    """What a person changed: the script, and the pinned version before and after, if any."""

    key: str
    before: str | None
    after: str | None


class ManagerCommands(Protocol):
    """The desk as the manager's window sees it. Calls return at once."""

    def ask_manager(self, wanted: CaseFilter, deliver: Callable[[ManagerView], None]) -> None:
        """Read the list; `deliver` is called on the desk's thread."""

    def ask_page(self, wish: PageWish, deliver: DeliverPage) -> None:
        """Read a page of the history; `deliver` is called on the desk's thread."""

    def ask_replay(self, case_id: str, deliver: DeliverReplay) -> None:
        """Read a case step by step; `deliver` is called on the desk's thread."""

    def ask_charts(self, wanted: CaseFilter, deliver: DeliverCharts) -> None:
        """Read the series of a period; `deliver` is called on the desk's thread."""

    def ask_health(self, wish: HealthWish, deliver: DeliverHealth) -> None:
        """Read a period's health; `deliver` is called on the desk's thread."""

    def change_shift(self, said: Handover) -> None:
        """Close the shift, hand over, and open the next one."""

    def silence_alarm(self, alarm_id: str, minutes: int | None) -> None:
        """Remind nobody of an alarm for so many minutes; None means until it is over."""

    def acknowledge_alarm(self, alarm_id: str) -> None:
        """Somebody takes an alarm on."""

    def test_alarm(self) -> None:
        """Write a trial to the manager's chat."""
