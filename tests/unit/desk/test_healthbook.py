"""The page of health as the desk reads it: strips of what was probed, alarms from the record."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cashier.core.clock import ManualClock
from cashier.desk.alarming import LOST
from cashier.desk.health_views import (
    HealthPageView,
    HealthWish,
    StripPoint,
    StripView,
    TimelinePoint,
)
from cashier.desk.healthbook import past_alarms
from cashier.desk.views import Light
from cashier.health.lights import NAMES, Snapshot
from cashier.health.lights import Light as Lamp
from cashier.history.audit import AuditKind, AuditRecord
from tests.helpers.desks import Till

NOON = ManualClock().now()
DAY = HealthWish(NOON - timedelta(days=1), NOON + timedelta(days=1))


def record(kind: AuditKind, minutes: float, what: str = "health.dns", **more: str) -> AuditRecord:
    return AuditRecord(
        kind=kind,
        at=NOON + timedelta(minutes=minutes),
        by=more.get("by", "program"),
        what=what,
        before=more.get("before", ""),
        after=more.get("after", ""),
    )


def test_an_alarm_has_its_end_and_who_took_it_on() -> None:
    newest_first = [
        record(AuditKind.alarm_raised, 60, after="fail"),
        record(AuditKind.alarm_cleared, 30, before="fail"),
        record(AuditKind.alarm_acknowledged, 10, by="李敏"),
        record(AuditKind.alarm_silenced, 5, after="30"),
        record(AuditKind.alarm_raised, 0, after="warn"),
    ]
    again, first = past_alarms(newest_first, DAY)
    assert (again.began, again.ended, again.by) == (NOON + timedelta(hours=1), None, "")
    assert first.ended == NOON + timedelta(minutes=30)
    assert (first.by, first.state) == ("李敏", Light.fail)


def test_an_end_that_nobody_saw_is_no_mending() -> None:
    newest_first = [
        record(AuditKind.alarm_cleared, 90, before="fail", after=LOST),
        record(AuditKind.alarm_raised, 0, after="fail"),
    ]
    assert [one.lost for one in past_alarms(newest_first, DAY)] == [True]


def test_amber_stays_amber_and_has_the_words_for_it() -> None:
    found = past_alarms(
        [record(AuditKind.alarm_raised, 0, "health.certificate", after="warn")], DAY
    )
    assert [(one.state, one.sentence.key) for one in found] == [
        (Light.warn, "alarm-health-certificate_soon")
    ]


@pytest.mark.parametrize(
    ("begin", "end", "shown"), [(-10, -5, 0), (-10, 5, 1), (10, 20, 1), (31, 40, 0)]
)
def test_only_what_touched_the_period(begin: float, end: float, shown: int) -> None:
    records = [
        record(AuditKind.alarm_cleared, 30, before="fail"),
        record(AuditKind.alarm_raised, 0, after="fail"),
    ]
    wish = HealthWish(NOON + timedelta(minutes=begin), NOON + timedelta(minutes=end))
    assert len(past_alarms(records, wish)) == shown


def test_an_end_whose_beginning_is_forgotten_is_left_out() -> None:
    assert past_alarms([record(AuditKind.alarm_cleared, 0, before="fail")], DAY) == ()


def test_the_desk_gives_strips_in_the_lights_order_and_its_own_alarms(tmp_path: Path) -> None:
    asked: list[tuple[datetime, datetime]] = []

    def timeline(begin: datetime, end: datetime) -> Mapping[str, Sequence[TimelinePoint]]:
        asked.append((begin, end))
        point = StripPoint(NOON, Light.ok, 40.0, 90.0, 0.0)
        return {"dns": (point,), "internet": (point, point), "gone": (point,), "tls": ()}

    pages: list[HealthPageView] = []
    with Till(tmp_path, timeline=timeline) as till:
        down = {name: Lamp(name, "fail" if name == "internet" else "ok") for name in NAMES}
        till.desk.health_changed(Snapshot(down, {}, till.clock.now()))
        till.wait(21)
        till.desk.ask_health(DAY, pages.append)
        till.settle()
    (page,) = pages
    assert asked == [(DAY.begin, DAY.end)]
    assert [(one.name, one.state, len(one.points)) for one in page.strips] == [
        ("internet", Light.fail, 2),
        ("dns", Light.ok, 1),
    ]
    assert [one.sentence.key for one in page.open] == ["alarm-health-internet"]
    assert [one.ended for one in page.alarms] == [None]


def test_a_strip_says_its_usual_and_its_worst() -> None:
    points = (
        StripPoint(NOON, Light.ok, 10.0, 30.0, 0.0, 2),
        StripPoint(NOON, Light.fail, None, None, 1.0, 2),
        StripPoint(NOON, Light.ok, 20.0, 25.0, 0.5, 2),
    )
    strip = StripView("dns", Light.ok, points)
    assert (strip.ms_median, strip.ms_worst) == (15.0, 30.0)
    assert (strip.probes, strip.failed) == (6, 3)
    empty = StripView("dns", Light.unknown)
    assert (empty.ms_median, empty.ms_worst, empty.probes, empty.failed) == (None, None, 0, 0)
