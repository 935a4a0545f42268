from datetime import datetime, timedelta

import pytest

from cashier.core.money import Money
from cashier.history.model import CaseFilter, WeekPart
from cashier.ui.manager.wanted import Wanted, period
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
        (Wanted("all", cause="code.glare"), CaseFilter(cause="code.glare")),
        (Wanted("all", cashier="李敏"), CaseFilter(cashier="李敏")),
        (Wanted("all", amount="20"), CaseFilter(most=Money(1999))),
        (Wanted("all", amount="more"), CaseFilter(least=Money(50000))),
        (Wanted("all", text="系统"), CaseFilter(text="系统")),
        (Wanted("all", week=WeekPart(5, 18, 21)), CaseFilter(week=WeekPart(5, 18, 21))),
    ],
)
def test_choices_become_the_filter(wanted: Wanted, asked: CaseFilter) -> None:
    assert wanted.as_filter("S1", NOW) == asked


def test_days_end_with_today() -> None:
    for name, days in (("today", 1), ("week", 7), ("month", 30)):
        begin, end = period(name, NOW)
        assert begin is not None
        assert end is not None
        assert (end.astimezone().date() - begin.astimezone().date()).days == days
        assert end - timedelta(days=1) <= NOW < end
    assert period("all", NOW) == period("shift", NOW) == (None, None)


def test_every_choice_narrows_but_the_time() -> None:
    assert not Wanted("all").narrowed
    for name, value in (("cause", "x"), ("cashier", "x"), ("amount", "20"), ("text", "x")):
        assert Wanted().with_choice(name, value).narrowed
    assert Wanted(week=WeekPart(0, 0, 6)).narrowed
