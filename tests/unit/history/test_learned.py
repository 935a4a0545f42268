import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.diagnosis.learning import UNCONFIRMED, DatedCount
from cashier.history.figures import Count
from cashier.history.store import Store
from tests.helpers.histories import NOON, Sale, open_store
from tests.helpers.shared import ROOT

LIMIT = "customer.fenfu_limit"
DNS = "network.dns"
LONG_AGO = NOON - timedelta(days=1000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def sell(store: Store, name: str, cause: str, *, confirmed: bool) -> None:
    store.append(Sale(name, cause=cause, confirmed=confirmed).events())


def test_what_was_confirmed_is_told_from_what_was_not(path: Path) -> None:
    with open_store(path, ManualClock(NOON)) as store:
        assert store.learned_counts(LONG_AGO) == ()
        shift = store.open_shift()
        for number, confirmed in enumerate((True, True, False)):
            sell(store, f"A{number}", LIMIT, confirmed=confirmed)
        sell(store, "B", "", confirmed=False)
        store.append(Sale("C", outcome=Outcome.cancelled).events())
        assert store.learned_counts(LONG_AGO) == (
            DatedCount(LIMIT, 2, NOON),
            DatedCount(UNCONFIRMED, 1, NOON),
            DatedCount(UNCONFIRMED, 1, NOON),
        )
        causes = store.shift_figures(shift.id).figures.causes
        assert causes == (Count(LIMIT, 3), Count("unclear", 1))


def test_each_shift_has_its_dates_and_old_ones_are_left_out(path: Path) -> None:
    clock = ManualClock(NOON)
    hours = timedelta(hours=1)
    with open_store(path, clock) as store:
        for number, cause in enumerate((LIMIT, DNS, LIMIT)):
            store.open_shift()
            sell(store, f"A{number}", cause, confirmed=True)
            clock.advance(8 * 3600)
            if number < 2:
                store.close_shift()
        first, second, running = store.learned_counts(NOON)
        assert first == DatedCount(LIMIT, 1, NOON, NOON + 8 * hours)
        assert second == DatedCount(DNS, 1, NOON + 8 * hours, NOON + 16 * hours)
        assert running == DatedCount(LIMIT, 1, NOON + 16 * hours)
        assert store.learned_counts(NOON + 9 * hours) == (second, running)
        assert store.learned_counts(NOON + 999 * hours) == (running,)


def test_a_failure_counts_once_and_a_rebuild_forgets_nothing(path: Path) -> None:
    with open_store(path, ManualClock(NOON)) as store:
        store.open_shift()
        store.append(Sale("A", outcome=Outcome.check_later).events())
        store.append(Sale("A", confirmed=True).events()[-1:])
        sell(store, "B", DNS, confirmed=True)
        before = store.learned_counts(LONG_AGO)
        assert [one.cause for one in before] == [UNCONFIRMED, DNS]
        store.rebuild()
        assert store.learned_counts(LONG_AGO) == before


def test_a_confirmed_credit_cause_is_counted_and_kept_with_no_case(path: Path) -> None:
    with open_store(path, ManualClock(NOON)) as store:
        store.open_shift()
        sell(store, "A", LIMIT, confirmed=True)
        assert store.learned_counts(LONG_AGO)[0].cause == LIMIT
        assert LIMIT not in repr(store.events("A"))
        assert store.events("A")[-1].record["confirmed"] is True


@pytest.mark.parametrize(("schema", "confirmed"), [("0001", []), ("0002", [DNS])])
def test_counters_of_the_first_schema_confirm_nothing(
    schema: str, confirmed: list[str], path: Path
) -> None:
    shutil.copy(ROOT / "tests" / "data" / "history" / f"schema-{schema}.sqlite", path)
    with open_store(path) as store:
        counted = store.learned_counts(LONG_AGO)
        assert sum(one.times for one in counted) == 2
        assert [one.cause for one in counted if one.cause != UNCONFIRMED] == confirmed
