from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.core.words import Words
from cashier.history.exports.wording import CATALOGUES, Wording
from cashier.history.shifts import Handover
from tests.helpers.histories import NOON, Sale, open_store

Fill = Callable[[int], str]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def wording() -> Wording:
    return Wording(Words("zh_CN", CATALOGUES), UTC)


@pytest.fixture
def fill(database: Path) -> Fill:
    """Write one closed shift with some cases; return its id."""

    def write(cases: int) -> str:
        outcomes = [Outcome.paid_other, Outcome.customer_left, Outcome.check_later]
        causes = ["network.dns", "customer.fenfu_limit", "code.expired"]
        with open_store(database, ManualClock(NOON)) as store:
            shift = store.open_shift("=SUM(A1)")
            for number in range(cases):
                at = NOON + timedelta(minutes=number)
                end = outcomes[number % 3]
                store.append(
                    Sale(f"{number:05}", at, outcome=end, cause=causes[number % 3]).events()
                )
            store.close_shift(Handover("小王", "一笔还在查 😀", "小张", 200))
        return shift.id

    return write
