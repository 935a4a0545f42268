from datetime import timedelta
from pathlib import Path

import pytest

from cashier.cases.outcome import Outcome
from cashier.desk.ledger import Ledger
from cashier.desk.ledger_views import PAGE_ROWS, PageWish
from cashier.history.model import CaseFilter
from tests.helpers.histories import NOON, Sale, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def test_pages_follow_each_other_to_the_last_case(path: Path) -> None:
    with open_store(path) as store:
        shift = store.open_shift()
        for number in range(PAGE_ROWS + 3):
            store.append(Sale(f"{number:03d}").events())
        ledger = Ledger(store)
        first = ledger.page(PageWish(CaseFilter()))
        assert (len(first.rows), first.total, first.more) == (PAGE_ROWS, PAGE_ROWS + 3, True)
        assert first.shift is not None
        assert first.shift.shift == shift
        assert (first.cashiers, first.causes) == (("小李",), ("customer.account",))
        rest = ledger.page(PageWish(CaseFilter(), first.rows[-1].opened_seq))
        assert [row.case_id for row in rest.rows] == ["002", "001", "000"]
        assert not rest.more


def test_a_case_is_replayed_with_its_row(path: Path) -> None:
    with open_store(path) as store:
        store.append(Sale("A", cause="network.dns").events())
        ledger = Ledger(store)
        view = ledger.replay("A")
        assert view.row == store.case("A")
        assert [step.after_s for step in view.steps] == [0.0, 2.0, 38.0]
        nobody = ledger.replay("nobody")
        assert (nobody.row, nobody.steps) == (None, ())


def test_charts_are_those_of_the_period(path: Path) -> None:
    with open_store(path) as store:
        store.append(Sale("A").events())
        left = Outcome.customer_left
        store.append(Sale("B", NOON + timedelta(days=9), outcome=left).events())
        ledger = Ledger(store)
        view = ledger.charts(CaseFilter(opened_from=NOON + timedelta(days=1)))
        assert len(view.series.days) == 1
        assert view.series.days[0].lost == 1
