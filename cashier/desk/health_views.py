"""What the manager's page of health may know: strips over time, the chain, alarms; word-free."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from statistics import median
from typing import Protocol

from cashier.desk.views import AlarmView, Light, LightView, LinkView, Phrase


class TimelinePoint(Protocol):
    """A stretch of probes of one light, thinned out: what was measured from `at` on.

    `state` is the worst of it, `loss` the share of probes that failed, 0 to 1.
    """

    @property
    def at(self) -> datetime:
        """Return when the stretch began, aware."""

    @property
    def state(self) -> str:
        """Return ok, warn, fail or unknown."""

    @property
    def ms_median(self) -> float | None:
        """Return the median of the latencies."""

    @property
    def ms_worst(self) -> float | None:
        """Return the longest latency."""

    @property
    def loss(self) -> float | None:
        """Return the share of probes that failed."""

    @property
    def probes(self) -> int:
        """Return how many probes there were."""


ReadTimeline = Callable[[datetime, datetime], Mapping[str, Sequence[TimelinePoint]]]


def no_timeline(_begin: datetime, _end: datetime) -> Mapping[str, Sequence[TimelinePoint]]:
    """Stand for a timeline where nothing is probed."""
    return {}


@dataclass(frozen=True, slots=True)
class StripPoint:
    """One stretch of a strip; figures are None where nothing was measured."""

    at: datetime
    state: Light
    ms_median: float | None = None
    ms_worst: float | None = None
    loss: float | None = None
    probes: int = 1


@dataclass(frozen=True, slots=True)
class StripView:
    """One light over time; `name` as in `health.<name>`, points oldest first.

    `detail` says what was found last.
    """

    name: str
    state: Light
    points: tuple[StripPoint, ...] = ()
    detail: Phrase | None = None

    @property
    def ms_median(self) -> float | None:
        """The median of the stretches' medians."""
        known = [one.ms_median for one in self.points if one.ms_median is not None]
        return median(known) if known else None

    @property
    def ms_worst(self) -> float | None:
        """The longest latency."""
        return max((one.ms_worst for one in self.points if one.ms_worst is not None), default=None)

    @property
    def probes(self) -> int:
        """How often it was probed."""
        return sum(one.probes for one in self.points if one.loss is not None)

    @property
    def failed(self) -> int:
        """How many of the probes failed; none is lost by rounding."""
        lost = (one.loss * one.probes for one in self.points if one.loss)
        return ceil(sum(lost) - 0.5)


@dataclass(frozen=True, slots=True)
class PastAlarm:
    """An alarm of the period; `ended` is None while it is open, `by` whoever took it on.

    `lost` is one that ended because nothing was known of it any more.
    """

    sentence: Phrase
    state: Light
    began: datetime
    ended: datetime | None = None
    by: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class HealthWish:
    """Which period somebody wants to see."""

    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class HealthNow:
    """What stands now, as far as the page shows it."""

    lights: tuple[LightView, ...]
    links: tuple[LinkView, ...]
    alarms: tuple[AlarmView, ...]


@dataclass(frozen=True, slots=True)
class HealthPageView:
    """The page: `strips` in the order of the lights, `open` alarms now, `alarms` newest first."""

    wish: HealthWish
    strips: tuple[StripView, ...] = ()
    links: tuple[LinkView, ...] = ()
    open: tuple[AlarmView, ...] = ()
    alarms: tuple[PastAlarm, ...] = ()


DeliverHealth = Callable[[HealthPageView], None]
