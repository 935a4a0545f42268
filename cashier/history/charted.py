"""What the charts of a period show: frozen values, and the few figures that follow from each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from cashier.core.intervals import Median
from cashier.core.money import Money
from cashier.history.figures import Switched
from cashier.history.model import WeekPart

PARTS = ((0, 6), (6, 9), (9, 12), (12, 15), (15, 18), (18, 21), (21, 24))
BUCKET_S = 10
BUCKETS = 16


@dataclass(frozen=True, slots=True)
class CauseCount:
    """How many failures of one cause were saved and lost, and what was lost with them."""

    cause: str
    side: str
    saved: int
    lost: int
    money_lost: Money = field(default_factory=lambda: Money(0))

    @property
    def times(self) -> int:
        """How many there were."""
        return self.saved + self.lost


@dataclass(frozen=True, slots=True)
class WeekCell:
    """A part of the week: how many payments failed in it, how many were lost, and why."""

    part: WeekPart
    failures: int
    lost: int
    money_lost: Money
    causes: tuple[CauseCount, ...]


@dataclass(frozen=True, slots=True)
class HourCount:
    """How many payments failed in one hour of the day, whatever the day, on one side."""

    hour: int
    side: str
    times: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """What became of one day's failures."""

    day: date
    failures: int
    saved: int
    lost: int

    @property
    def saved_of_hundred(self) -> float | None:
        """How many of a hundred were saved; None while nothing has ended."""
        ended = self.saved + self.lost
        return 100 * self.saved / ended if ended else None


@dataclass(frozen=True, slots=True)
class Waits:
    """How long customers waited: `buckets` of `BUCKET_S` seconds, the last one is open-ended."""

    buckets: tuple[int, ...]
    median: Median | None

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Waits":
        """Sort seconds into buckets."""
        every = list(seconds)
        buckets = [0] * BUCKETS
        for bucket, times in Counter(int(one) // BUCKET_S for one in every).items():
            buckets[min(max(bucket, 0), BUCKETS - 1)] += times
        return cls(tuple(buckets), Median.of(every))

    @property
    def count(self) -> int:
        """How many cases there were."""
        return sum(self.buckets)


@dataclass(frozen=True, slots=True)
class ScriptSplit:
    """A change of a script's version by a person, and the waits of its cases on both sides."""

    script: str
    at: datetime
    version: str
    before: Waits
    after: Waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What the charts of a period show.

    Args:
        week: every part of the week that had a failure; what was lost most comes first.
        causes: why, the commonest first.
        hours: by hour and side.
        days: every day that had a failure, oldest first.
        waits: of all cases.
        split: the last change of a script in the period; None where there was none.
        switched_to: where customers were switched to, the commonest first.
    """

    week: tuple[WeekCell, ...] = ()
    causes: tuple[CauseCount, ...] = ()
    hours: tuple[HourCount, ...] = ()
    days: tuple[DayCount, ...] = ()
    waits: Waits = field(default_factory=lambda: Waits.of(()))
    split: ScriptSplit | None = None
    switched_to: tuple[Switched, ...] = ()
