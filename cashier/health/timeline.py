"""How each light was over time: every probe of an hour, minutes of a day, quarter hours of a month.

Older detail is folded into the next coarser bucket, the worst state winning; changes of state are
kept to the second. Time is an argument. Pure but for its own memory: no I/O, one thread at a time.
"""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Final

from cashier.health.lights import Snapshot, State

MINUTE: Final = timedelta(minutes=1)
QUARTER: Final = timedelta(minutes=15)
FINE_FOR: Final = timedelta(hours=1)
MINUTES_FOR: Final = timedelta(hours=24)
QUARTERS_FOR: Final = timedelta(days=30)
_WORST_FIRST: tuple[State, ...] = ("fail", "warn", "ok", "unknown")


@dataclass(frozen=True, slots=True)
class TimelinePoint:
    """One light over a while that begins `at`: a single probe, a minute or a quarter hour.

    `state` is the worst in it; `ms_median` and `ms_worst` are of the probes that answered, None
    where none did; `loss` is the share of the `probes` that failed, 0 to 1.
    """

    at: datetime
    state: State
    ms_median: float | None = None
    ms_worst: float | None = None
    loss: float = 0.0
    probes: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """A light that became `state` at that second; the probe that showed it."""

    at: datetime
    name: str
    state: State


def fold(points: Sequence[TimelinePoint], at: datetime) -> TimelinePoint:
    """Return several points as one that begins `at`; there must be at least one."""
    seen = {point.state for point in points}
    medians = [point.ms_median for point in points if point.ms_median is not None]
    worst = [point.ms_worst for point in points if point.ms_worst is not None]
    probes = sum(point.probes for point in points)
    return TimelinePoint(
        at=at,
        state=next(state for state in _WORST_FIRST if state in seen),
        ms_median=median(medians) if medians else None,
        ms_worst=max(worst) if worst else None,
        loss=sum(point.loss * point.probes for point in points) / probes,
        probes=probes,
    )


def bucket(at: datetime, width: timedelta) -> datetime:
    """Return when the bucket of this width began that holds `at`."""
    seconds = int(width.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)


def downsample(points: Iterable[TimelinePoint], width: timedelta) -> list[TimelinePoint]:
    """Return points of one width, oldest first; what is of one bucket becomes one point."""
    groups = groupby(points, key=lambda point: bucket(point.at, width))
    return [fold(list(group), at) for at, group in groups]


def points_of(snapshot: Snapshot) -> dict[str, TimelinePoint]:
    """Return what one round says about each light of which something is known."""
    found = {}
    for name, light in snapshot.lights.items():
        if light.state != "unknown":
            beats = snapshot.history.get(name, ())
            lost = 1.0 if beats and beats[-1].kind == "fail" else 0.0
            found[name] = TimelinePoint(snapshot.taken_at, light.state, light.ms, light.ms, lost)
    return found


@dataclass(slots=True)
class _Line:
    """One light's past: what is still fine, and what was folded already."""

    fine: deque[TimelinePoint] = field(default_factory=deque)
    minutes: deque[TimelinePoint] = field(default_factory=deque)
    quarters: deque[TimelinePoint] = field(default_factory=deque)


class Timeline:
    """All lights over time. A wall clock set back drops what then lies in the future."""

    def __init__(self) -> None:
        self._lines: defaultdict[str, _Line] = defaultdict(_Line)
        self._changes: deque[Change] = deque()
        self._state: dict[str, State] = {}
        self._last: datetime | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The lights that have a past, by name."""
        return tuple(sorted(self._lines))

    def add(self, snapshot: Snapshot) -> tuple[Change, ...]:
        """Take one round; return which lights changed with it."""
        now = snapshot.taken_at
        if self._last is not None and now < self._last:
            self._forget(after=now)
        self._last = now
        changed = []
        for name, point in points_of(snapshot).items():
            self._lines[name].fine.append(point)
            if self._state.get(name) != point.state:
                self._state[name] = point.state
                changed.append(Change(now, name, point.state))
        self._changes.extend(changed)
        self.tidy(now)
        return tuple(changed)

    def refill(self, name: str, minutes: Iterable[TimelinePoint]) -> None:
        """Take minutes of an earlier run, oldest first; call before the first round."""
        line = self._lines[name]
        line.minutes.extend(minutes)

    def refill_changes(self, changes: Iterable[Change]) -> None:
        """Take the changes of an earlier run, oldest first."""
        self._changes.extend(changes)

    def tidy(self, now: datetime) -> None:
        """Fold what is older than its width is kept for, and forget what is older than a month."""
        for line in self._lines.values():
            _move(line.fine, line.minutes, MINUTE, bucket(now - FINE_FOR, MINUTE))
            _move(line.minutes, line.quarters, QUARTER, bucket(now - MINUTES_FOR, QUARTER))
            while line.quarters and line.quarters[0].at < now - QUARTERS_FOR:
                line.quarters.popleft()
        while self._changes and self._changes[0].at < now - QUARTERS_FOR:
            self._changes.popleft()

    def view(self, name: str, since: datetime) -> tuple[TimelinePoint, ...]:
        """Return a light's points from `since` on, oldest first, each as fine as it is kept."""
        line = self._lines.get(name)
        if line is None:
            return ()
        every = [*line.quarters, *line.minutes, *line.fine]
        return tuple(every[bisect_left(every, since, key=lambda point: point.at) :])

    def changes(self, since: datetime, name: str | None = None) -> tuple[Change, ...]:
        """Return the changes from `since` on, oldest first, of one light or of all."""
        return tuple(
            change for change in self._changes if change.at >= since and name in (None, change.name)
        )

    def minute(self, at: datetime) -> dict[str, TimelinePoint]:
        """Return each light folded over the minute that holds `at`, for keeping."""
        start = bucket(at, MINUTE)
        found = {}
        for name, line in self._lines.items():
            within = [point for point in line.fine if start <= point.at < start + MINUTE]
            if within:
                found[name] = fold(within, start)
        return found

    def _forget(self, after: datetime) -> None:
        for line in self._lines.values():
            for part in (line.fine, line.minutes, line.quarters):
                while part and part[-1].at > after:
                    part.pop()
        while self._changes and self._changes[-1].at > after:
            self._changes.pop()


def _move(
    fine: deque[TimelinePoint], coarse: deque[TimelinePoint], width: timedelta, before: datetime
) -> None:
    """Fold the points before a bucket's edge into the coarser row."""
    old = []
    while fine and fine[0].at < before:
        old.append(fine.popleft())
    for point in downsample(old, width):
        if coarse and coarse[-1].at == point.at:
            point = fold((coarse.pop(), point), point.at)
        coarse.append(point)
