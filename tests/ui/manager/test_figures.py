from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cashier.core.money import Money
from cashier.history.series import CauseCount
from cashier.ui.manager.figures import (
    causes_of,
    grouped,
    in_doubt,
    moment,
    paid_twice,
    saved_in_ten,
)
from tests.ui.manager.samples import OLD, ROWS, case


def test_causes_count_what_was_saved_and_lost_the_commonest_first() -> None:
    counts = causes_of(ROWS)
    assert counts[:2] == (
        CauseCount("customer.password_pending", "customer", 4, 0),
        CauseCount("customer.account", "customer", 3, 0),
    )
    assert CauseCount("provider.outage", "provider", 0, 1) in counts
    assert sum(count.times for count in counts) == sum(row.saved or row.lost for row in ROWS)


def test_a_case_without_a_cause_is_unclear() -> None:
    assert causes_of([case(1, 1, cause_kept="", side="customer")]) == (
        CauseCount("unclear", "none", 1, 0),
    )


def test_only_an_open_case_with_unknown_money_is_in_doubt() -> None:
    assert [row.case_id for row in (*ROWS, *OLD) if in_doubt(row)] == ["c01", "c20"]
    assert [row.case_id for row in ROWS if paid_twice(row)] == ["c12"]


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_share_is_never_better_than_it_was(saved: int, lost: int) -> None:
    if saved + lost:
        assert saved_in_ten(saved, lost) / 10 <= saved / (saved + lost)


def test_amounts_are_grouped() -> None:
    assert grouped(Money(128450)) == "1,284.50"
    assert grouped(Money(5)) == "0.05"


def test_another_day_is_named() -> None:
    now = datetime(2026, 11, 22, 12, 0).astimezone(UTC)
    assert moment(now, now) == "12:00"
    assert moment(now - timedelta(days=1), now) == "11-21 12:00"
