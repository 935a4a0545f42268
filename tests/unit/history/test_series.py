from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.figures import Switched
from cashier.history.model import CaseFilter, WeekPart
from cashier.history.series import BUCKETS, CauseCount, DayCount, HourCount, Waits
from cashier.history.store import Store
from tests.helpers.histories import NOON, Sale, any_events, open_store

CHINA = timezone(timedelta(hours=8))
SATURDAY = datetime(2026, 11, 21, 19, 30, tzinfo=CHINA).astimezone(UTC)
HALF_HOURS = timezone(timedelta(hours=5, minutes=30))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def weekend(store: Store) -> None:
    left = Outcome.customer_left
    for number in range(3):
        at = SATURDAY + timedelta(minutes=20 * number)
        store.append(Sale(f"L{number}", at, "wechat", 5000, left, None, "provider.outage").events())
    store.append(Sale("S", SATURDAY, cause="code.expired").events())
    store.append(Sale("N", NOON, fen=None, outcome=left, cause="code.expired").events())
    store.append(Sale("X", NOON, outcome=Outcome.cancelled).events())
    store.append(Sale("O", NOON, outcome=None).events())


def test_the_evening_that_lost_most_comes_first_with_its_causes(path: Path) -> None:
    with open_store(path) as store:
        weekend(store)
        told = store.series(zone=CHINA)
    first, second = told.week
    assert first.part == WeekPart(5, 18, 21)
    assert (first.failures, first.lost, first.money_lost) == (4, 3, Money(15000))
    assert first.causes == (
        CauseCount("provider.outage", "provider", 0, 3, Money(15000)),
        CauseCount("code.expired", "code", 1, 0),
    )
    assert (second.part, second.failures, second.lost) == (WeekPart(6, 12, 15), 2, 1)
    assert told.causes[1] == CauseCount("code.expired", "code", 1, 1)
    assert told.hours == (
        HourCount(12, "code", 1),
        HourCount(12, "none", 1),
        HourCount(19, "code", 1),
        HourCount(19, "provider", 2),
        HourCount(20, "provider", 1),
    )
    assert told.days == (
        DayCount(date(2026, 11, 21), 4, 1, 3),
        DayCount(date(2026, 11, 22), 2, 0, 1),
    )
    assert [day.saved_of_hundred for day in told.days] == [25.0, 0.0]
    assert told.switched_to == (Switched("wechat", 1, 1),)
    assert told.split is None


def test_the_part_of_the_week_lists_the_cases_it_counts(path: Path) -> None:
    with open_store(path) as store:
        weekend(store)
        for cell in store.series().week:
            assert store.count(CaseFilter(week=cell.part)) == cell.failures + (
                1 if cell.failures == 2 else 0
            )
            left = CaseFilter(week=cell.part, outcome=Outcome.customer_left)
            assert store.count(left) == cell.lost


def test_zones_of_half_hours_are_right_too(path: Path) -> None:
    with open_store(path) as store:
        store.append(Sale("A", datetime(2026, 11, 22, 12, 20, tzinfo=UTC)).events())
        store.append(Sale("B", datetime(2026, 11, 22, 12, 40, tzinfo=UTC)).events())
        hours = store.series(zone=HALF_HOURS).hours
    assert [one.hour for one in hours] == [17, 18]


def test_waits_before_and_after_a_change_of_words(path: Path) -> None:
    with open_store(path) as store:
        for number in range(4):
            at = NOON + timedelta(hours=number)
            waited = 60.0 - 10 * number
            first, *rest = Sale(str(number), at, waited_s=waited).events()
            words = happened.ScriptShown(
                case_id=str(number), at=at, elapsed_s=1.0, script="lock-password"
            )
            store.append([first, words, *rest])
        store.append(Sale("other", NOON, waited_s=500.0).events())
        change = AuditRecord(
            kind=AuditKind.script_pinned,
            at=NOON + timedelta(hours=2),
            by="manager",
            what="lock-password",
            after="b",
        )
        store.note_change(change)
        split = store.series().split
        assert split is not None
        assert (split.script, split.at, split.version) == ("lock-password", change.at, "b")
        assert (split.before.count, split.after.count) == (2, 2)
        assert split.before.median is not None
        assert split.before.median.value == 55.0
        assert store.series(CaseFilter(opened_before=NOON)).split is None
        assert store.series().waits.count == 5


def test_every_wait_has_its_bucket() -> None:
    waits = Waits.of([0.0, 9.9, 10.0, 159.0, 1e6, -3.0])
    assert waits.buckets[:2] == (3, 1)
    assert waits.buckets[-1] == 2
    assert (len(waits.buckets), waits.count) == (BUCKETS, 6)
    assert Waits.of([]).median is None


@given(any_events())
@settings(max_examples=50)
def test_the_series_hold_every_case_once(
    tmp_path_factory: pytest.TempPathFactory, events: list[Event]
) -> None:
    with open_store(tmp_path_factory.mktemp("store") / "history.sqlite") as store:
        store.append(events)
        told, figures = store.series(), store.figures()
    assert sum(cell.failures for cell in told.week) == figures.failures
    assert sum(cell.lost for cell in told.week) == figures.lost
    assert sum(one.times for one in told.hours) == figures.failures
    assert sum(one.saved for one in told.days) == figures.saved
    assert sum(one.lost for one in told.causes) == figures.lost
    assert sum(cell.money_lost.fen for cell in told.week) == figures.money_lost.fen
    assert told.switched_to == figures.switched_to
