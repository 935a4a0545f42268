"""Keeps the timeline of the lights on disk: one line a minute, folded at each start and each day.

So a till that is never switched off does not fill its disk. All of it runs on the disk's worker.
A line is `{"at": …, "points": {light: [state, median ms, worst ms, loss, probes]}, "changes": [[at,
light, state], …]}`; lines of earlier versions say no probes and count as one. None of it is about a
payment.

Failure policy: a file that cannot be read or written costs the past, never the present; a line that
is not understood is left out. Losing the last minute when the power goes is fine.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import structlog

from cashier.core.background import Worker
from cashier.core.clock import Clock
from cashier.core.json_text import json_object
from cashier.health.lights import Snapshot, State
from cashier.health.timeline import (
    MINUTE,
    QUARTERS_FOR,
    Change,
    Timeline,
    TimelinePoint,
    bucket,
    downsample,
)

_PROBES = 4
_STATES: tuple[State, ...] = get_args(State)
_log = structlog.get_logger()


class TimelineFile:
    """A timeline that outlives the program; `timeline` is to be read on the worker only."""

    def __init__(self, file: Path, worker: Worker, clock: Clock) -> None:
        self.timeline = Timeline()
        self._file = file
        self._worker = worker
        self._clock = clock
        self._changes: list[Change] = []
        self._minute: datetime | None = None
        self._writable = True

    def between(self, begin: datetime, end: datetime) -> dict[str, tuple[TimelinePoint, ...]]:
        """Return the points of a period, by light; to be called on the worker only."""
        return {
            name: tuple(one for one in self.timeline.view(name, begin) if one.at < end)
            for name in self.timeline.names
        }

    def start(self) -> None:
        """Take up what earlier runs have seen; returns at once."""
        self._worker.submit(self._load)

    def health_changed(self, snapshot: Snapshot) -> None:
        """Take one round; may be called from any thread."""
        self._worker.submit(self._take, snapshot)

    def _take(self, snapshot: Snapshot) -> None:
        minute = bucket(snapshot.taken_at, MINUTE)
        if self._minute is not None and minute != self._minute:
            self._append(self._minute)
            if minute.date() != self._minute.date():
                self._rewrite(minute)
        self._minute = minute
        self._changes.extend(self.timeline.add(snapshot))

    def _append(self, minute: datetime) -> None:
        line = _line(minute, self.timeline.minute(minute), self._changes)
        self._changes = []
        try:
            with self._file.open("a", encoding="utf-8") as out:
                out.write(line)
        except OSError as error:
            self._tell(error)

    def _load(self) -> None:
        points: defaultdict[str, list[TimelinePoint]] = defaultdict(list)
        changes: list[Change] = []
        now = self._clock.now()
        for line in self._lines():
            try:
                at, found, changed = _read(line)
            except (ValueError, TypeError, LookupError, AttributeError, StopIteration):
                continue
            if now - QUARTERS_FOR <= at <= now:
                changes.extend(changed)
                for name, point in found.items():
                    points[name].append(point)
        for name, past in points.items():
            self.timeline.refill(name, sorted(past, key=lambda point: point.at))
        self.timeline.refill_changes(sorted(changes, key=lambda change: change.at))
        self.timeline.tidy(now)
        self._rewrite(now)

    def _lines(self) -> list[str]:
        try:
            return self._file.read_text("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            self._tell(error)
            return []

    def _rewrite(self, now: datetime) -> None:
        """Write the folded past over the long one, all or nothing."""
        rows: defaultdict[datetime, dict[str, TimelinePoint]] = defaultdict(dict)
        since = now - QUARTERS_FOR
        for name in self.timeline.names:
            for point in downsample(self.timeline.view(name, since), MINUTE):
                rows[point.at][name] = point
        lines = [_line(at, rows[at], ()) for at in sorted(rows)]
        changes = self.timeline.changes(since)
        if changes:
            lines.append(_line(changes[-1].at, {}, changes))
        if not lines:
            return
        fresh = self._file.with_suffix(".new")
        try:
            fresh.write_text("".join(lines), encoding="utf-8")
            fresh.replace(self._file)
        except OSError as error:
            self._tell(error)

    def _tell(self, error: OSError) -> None:
        if self._writable:
            self._writable = False
            _log.warning("health_timeline_not_kept", kind=type(error).__name__)


def _line(at: datetime, points: dict[str, TimelinePoint], changes: Iterable[Change]) -> str:
    content = {
        "at": at.isoformat(),
        "points": {
            name: [
                one.state,
                _short(one.ms_median),
                _short(one.ms_worst),
                round(one.loss, 3),
                one.probes,
            ]
            for name, one in points.items()
        },
        "changes": [[one.at.isoformat(), one.name, one.state] for one in changes],
    }
    return json.dumps(content, separators=(",", ":")) + "\n"


def _short(ms: float | None) -> float | None:
    return None if ms is None else round(ms, 1)


def _read(line: str) -> tuple[datetime, dict[str, TimelinePoint], list[Change]]:
    """Read one line.

    Raises:
        ValueError, TypeError, LookupError, AttributeError, StopIteration: it is not one of ours.
    """
    content = json_object(line)
    if content is None:
        raise ValueError("not an object")
    at = _moment(content["at"])
    points = {str(name): _point(at, row) for name, row in content["points"].items()}
    changes = [Change(_moment(when), str(name), _state(s)) for when, name, s in content["changes"]]
    return at, points, changes


def _point(at: datetime, row: list[Any]) -> TimelinePoint:
    probes = int(row[4]) if len(row) > _PROBES else 1
    return TimelinePoint(
        at, _state(row[0]), _ms(row[1]), _ms(row[2]), float(row[3]), max(probes, 1)
    )


def _moment(text: object) -> datetime:
    at = datetime.fromisoformat(str(text))
    if at.tzinfo is None:
        raise ValueError(at)
    return at


def _state(text: object) -> State:
    return next(state for state in _STATES if state == text)


def _ms(value: object) -> float | None:
    return None if value is None else float(str(value))
