from datetime import datetime, timedelta

import pytest

from cashier.history.model import CaseFilter
from cashier.ui.manager.wanted import Wanted
from tests.ui.fixtures import NOW


def test_the_present_shift_is_asked_for_first() -> None:
    assert Wanted().as_filter("S1", NOW) == CaseFilter(shift="S1")
    assert not Wanted().narrowed


def test_without_a_shift_nothing_is_listed() -> None:
    assert Wanted().as_filter(None, NOW) == CaseFilter(shift="")


def test_today_is_the_day_of_the_shops_clock() -> None:
    wanted = Wanted(time="today").as_filter("S1", NOW)
    begin, end = wanted.opened_from, wanted.opened_before
    assert begin is not None
    assert end is not None
    assert begin <= NOW < end
    assert begin.astimezone().time() == end.astimezone().time() == datetime.min.time()
    assert end - begin == timedelta(days=1)
    assert wanted.shift is None


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        (Wanted("all"), CaseFilter()),
        (Wanted("all", outcome="open"), CaseFilter(open=True)),
        (Wanted("all", outcome="customer_left"), CaseFilter(outcome="customer_left")),
        (Wanted("all", side="network"), CaseFilter(side="network")),
        (Wanted("shift", method="fenfu"), CaseFilter(shift="S1", method="fenfu")),
        (
            Wanted("shift", "paid_other", "customer", "wechat"),
            CaseFilter(shift="S1", outcome="paid_other", side="customer", method="wechat"),
        ),
    ],
)
def test_choices_become_the_filter(wanted: Wanted, asked: CaseFilter) -> None:
    assert wanted.as_filter("S1", NOW) == asked
