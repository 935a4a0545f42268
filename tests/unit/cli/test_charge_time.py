"""When an order was charged, read from the history of this till."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cli.charge_time import charged_by
from cashier.core.clock import ManualClock
from cashier.core.paths import Home
from tests.helpers.histories import NOON, open_store

NUMBER = "20261122063207000042"
TAIL = "000042"


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home").make()


def keep(place: Home, events: Sequence[Event]) -> None:
    with open_store(place.database, ManualClock(NOON)) as store:
        store.append(events)


def opened(case_id: str, at: datetime, tail: str = TAIL) -> Event:
    return happened.CaseOpened(
        case_id=case_id, at=at, elapsed_s=0.0, till="till-1", order_tail=tail
    )


def noted(case_id: str, at: datetime, tail: str | None = TAIL) -> Event:
    return happened.DetailsNoted(case_id=case_id, at=at, elapsed_s=0.0, order_tail=tail)


def known(place: Home, after: timedelta = timedelta(0)) -> datetime | None:
    return charged_by(NUMBER, place, ManualClock(NOON + after))


def test_a_case_that_opened_with_the_number_tells(place: Home) -> None:
    keep(place, [opened("A", NOON), noted("A", NOON + timedelta(seconds=9), None)])
    assert known(place, timedelta(minutes=1)) == NOON


def test_a_number_noted_later_counts_from_then(place: Home) -> None:
    late = NOON + timedelta(seconds=20)
    keep(place, [opened("A", NOON, ""), noted("A", late)])
    assert known(place, timedelta(minutes=1)) == late


def test_of_two_cases_the_later_one_counts(place: Home) -> None:
    late = NOON + timedelta(seconds=30)
    keep(place, [opened("A", NOON), opened("B", late)])
    assert known(place, timedelta(minutes=1)) == late


def test_other_numbers_old_ones_and_a_clock_put_back_tell_nothing(place: Home) -> None:
    keep(place, [opened("A", NOON, "000043"), opened("B", NOON - timedelta(days=1))])
    assert known(place) is None
    keep(place, [opened("C", NOON + timedelta(hours=1))])
    assert known(place) is None


def test_without_a_history_nothing_is_known_and_none_is_begun(place: Home) -> None:
    assert known(place) is None
    assert not place.database.exists()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_history_that_cannot_be_read_tells_nothing(place: Home, content: bytes) -> None:
    place.database.write_bytes(content)
    assert known(place) is None
    assert place.database.read_bytes() == content
