"""Reads what the manager's page of health shows: strips of the probes, alarms from the record.

Runs on the desk's thread; it changes nothing.
"""

from collections.abc import Mapping, Sequence

from cashier.alarms.sight import Grade
from cashier.alarms.wording import sentence_of
from cashier.desk.alarming import LOST
from cashier.desk.health_views import (
    HealthNow,
    HealthPageView,
    HealthWish,
    PastAlarm,
    ReadTimeline,
    StripPoint,
    StripView,
    TimelinePoint,
)
from cashier.desk.views import Light, LightView, Phrase
from cashier.history.audit import ALARM_KINDS, AuditKind, AuditRecord
from cashier.history.store import Store

_MOST = 2000


class HealthBook:
    """The probes' timeline and the alarms on record."""

    def __init__(self, store: Store, timeline: ReadTimeline) -> None:
        self._store = store
        self._timeline = timeline

    def view(self, wish: HealthWish, now: HealthNow) -> HealthPageView:
        """Return the page for a period.

        Raises:
            CashierError: the history cannot be read.
        """
        points = self._timeline(wish.begin, wish.end)
        records = self._store.changes(_MOST, kinds=tuple(ALARM_KINDS))
        return HealthPageView(
            wish=wish,
            strips=tuple(strip(light, points) for light in now.lights if points.get(light.name)),
            links=now.links,
            open=now.alarms,
            alarms=past_alarms(records, wish),
        )


def strip(light: LightView, points: Mapping[str, Sequence[TimelinePoint]]) -> StripView:
    """Return one light over time."""
    return StripView(
        light.name,
        light.state,
        tuple(
            StripPoint(one.at, Light(one.state), one.ms_median, one.ms_worst, one.loss, one.probes)
            for one in points.get(light.name, ())
        ),
        light.detail,
    )


def past_alarms(records: Sequence[AuditRecord], wish: HealthWish) -> tuple[PastAlarm, ...]:
    """Return the alarms that touched a period, newest first.

    Args:
        records: of alarms, newest first, as the history has them.
        wish: the period.
    """
    found: list[PastAlarm] = []
    ended: dict[str, AuditRecord] = {}
    taken: dict[str, str] = {}
    for record in records:
        if record.kind is AuditKind.alarm_cleared:
            ended[record.what] = record
            taken.pop(record.what, None)
        elif record.kind is AuditKind.alarm_acknowledged:
            taken.setdefault(record.what, record.by)
        elif record.kind is AuditKind.alarm_raised:
            end, by = ended.pop(record.what, None), taken.pop(record.what, "")
            if record.at < wish.end and (end is None or end.at >= wish.begin):
                found.append(_past(record, end, by))
    return tuple(found)


def _past(record: AuditRecord, end: AuditRecord | None, by: str) -> PastAlarm:
    # What an alarm was at its worst stands in the record of its end.
    grade = Grade.warn if (end.before if end else record.after) == Grade.warn.name else Grade.fail
    state = Light.warn if grade is Grade.warn else Light.fail
    return PastAlarm(
        sentence=Phrase(sentence_of(record.what, grade)),
        state=state,
        began=record.at,
        ended=end.at if end else None,
        by=by,
        lost=end is not None and end.after == LOST,
    )
