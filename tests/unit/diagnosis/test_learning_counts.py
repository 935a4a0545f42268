"""Counting what was confirmed: older failures weigh less, and no bad week outweighs months."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.diagnosis.learning import (
    HALF_LIFE_DAYS,
    HORIZON,
    MOST_A_DAY,
    MOST_CHANGE,
    UNCONFIRMED,
    Counts,
    DatedCount,
)
from cashier.diagnosis.posterior import priors
from tests.helpers.playbooks import shipped

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CAUSES = tuple(priors(shipped()))


def on_day(age: int, cause: str, times: int) -> DatedCount:
    """A shift of eight hours, `age` days ago."""
    closed = NOW - age * DAY
    return DatedCount(cause, times, closed - timedelta(hours=8), closed)


dated = st.lists(
    st.builds(
        on_day,
        st.integers(-2, 200),
        st.sampled_from((*CAUSES, UNCONFIRMED, "gone.cause")),
        st.integers(1, 500),
    ),
    max_size=30,
)


# --------------------------------------------------------------------- counting


def test_a_count_halves_in_a_month_and_ends_after_half_a_year() -> None:
    today, later = (
        Counts.of([on_day(age, "code.used", 2)], NOW).weight("code.used")
        for age in (0, HALF_LIFE_DAYS)
    )
    assert [today, later] == pytest.approx([2.0, 1.0])
    assert Counts.of([on_day(HORIZON // DAY, "code.used", 2)], NOW) == Counts()


@given(st.integers(0, 179), st.integers(1, 1000), st.integers(0, 1000))
def test_no_day_weighs_more_than_its_bound(age: int, times: int, others: int) -> None:
    seen = Counts.of([on_day(age, "code.used", times), on_day(age, UNCONFIRMED, others)], NOW)
    whole = seen.confirmed + seen.unconfirmed
    assert whole <= MOST_A_DAY * (1 + 1e-9)
    assert seen.confirmed / whole == pytest.approx(times / (times + others))


@given(dated, st.randoms(use_true_random=False))
def test_the_order_of_shifts_means_nothing(shifts: list[DatedCount], chance: Random) -> None:
    shuffled = list(shifts)
    chance.shuffle(shuffled)
    assert Counts.of(shuffled, NOW) == Counts.of(shifts, NOW)


@given(dated, st.sampled_from(CAUSES), st.integers(0, 179))
def test_one_more_confirmed_failure_never_makes_its_cause_rarer(
    shifts: list[DatedCount], cause: str, age: int
) -> None:
    before = priors(shipped(), None, Counts.of(shifts, NOW))
    after = priors(shipped(), None, Counts.of([*shifts, on_day(age, cause, 1)], NOW))
    assert after[cause] >= before[cause] * (1 - 1e-9)


def test_a_shift_left_open_counts_evenly_for_each_of_its_days() -> None:
    left_open = [DatedCount("code.used", 40, NOW - 20 * DAY)]
    each_day = [on_day(age, "code.used", 2) for age in range(20)]
    seen = Counts.of(left_open, NOW)
    assert seen.weights[0][1] == pytest.approx(Counts.of(each_day, NOW).weights[0][1])
    assert seen.since == NOW - 20 * DAY


@pytest.mark.parametrize(
    ("opened", "closed"), [(5, None), (5, 6), (-3, -9), (-400, None), (-(10**5), -1)]
)
def test_a_wrong_clock_still_gives_weights(opened: int, closed: int | None) -> None:
    ends = None if closed is None else NOW + closed * DAY
    seen = Counts.of([DatedCount("code.used", 30, NOW + opened * DAY, ends)], NOW)
    assert 0 < seen.weight("code.used") <= 30
    assert seen.since is not None
    assert seen.since >= NOW - HORIZON


# --------------------------------------------------------------------- a bad week


@given(
    st.lists(st.sampled_from(CAUSES), min_size=1, max_size=12),
    st.integers(1, 20),
    st.integers(0, 150),
    st.sampled_from(CAUSES),
)
def test_a_bad_week_takes_less_than_half_of_what_months_have_shown(
    usual: list[str], a_day: int, days: int, bad: str
) -> None:
    usually = [
        on_day(7 + age, usual[(age + n) % len(usual)], 1)
        for age in range(days)
        for n in range(a_day)
    ]
    week = [on_day(age, bad, 1000) for age in range(7)]
    before = priors(shipped(), None, Counts.of(usually, NOW - 7 * DAY))
    after = priors(shipped(), None, Counts.of([*usually, *week], NOW))
    assert after[bad] <= priors(shipped())[bad] * MOST_CHANGE * (1 + 1e-12)
    assert all(after[cause] >= before[cause] * 0.5 for cause in CAUSES)


def test_a_bad_day_moves_little_and_is_over_soon() -> None:
    usually = [on_day(age, "code.expired", 1) for age in range(1, 90)]
    base = priors(shipped())
    usual = priors(shipped(), None, Counts.of(usually, NOW))
    hit = priors(shipped(), None, Counts.of([*usually, on_day(0, "provider.outage", 900)], NOW))
    assert hit["code.expired"] >= usual["code.expired"] * 0.9
    assert hit["provider.outage"] <= base["provider.outage"] * MOST_CHANGE
    months = Counts.of([*usually, on_day(150, "provider.outage", 900)], NOW)
    assert priors(shipped(), None, months)["provider.outage"] == pytest.approx(
        usual["provider.outage"], rel=0.2
    )
