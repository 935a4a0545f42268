"""Intervals against published values, against properties, and against chance itself."""

from collections.abc import Callable
from math import comb, inf
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.intervals import Interval, Median, Share, difference

shares = st.integers(1, 400).flatmap(
    lambda total: st.integers(0, total).map(lambda times: Share(times, total))
)


@pytest.mark.parametrize(
    ("times", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718), (10, 10, 0.7225, 1.0)],
)  # fmt: skip
def test_a_share_has_the_published_interval(
    times: int, total: int, low: float, high: float
) -> None:
    found = Share(times, total).interval
    assert found is not None
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [(Share(56, 70), Share(48, 80), 0.0524, 0.3339), (Share(9, 10), Share(3, 10), 0.1705, 0.8090),
     (Share(5, 56), Share(0, 29), -0.0381, 0.1926), (Share(10, 10), Share(0, 10), 0.6075, 1.0)],
)  # fmt: skip
def test_a_difference_has_the_published_interval(
    one: Share, other: Share, low: float, high: float
) -> None:
    found = difference(one, other)
    assert found is not None
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(6, 1, 6), (10, 2, 9), (15, 4, 12), (20, 6, 15), (50, 18, 33), (100, 40, 61)],
)
def test_a_median_lies_between_the_tabulated_ranks(count: int, low: int, high: int) -> None:
    found = Median.of(range(count, 0, -1))
    assert found is not None
    assert found.interval == Interval(low, high)


@pytest.mark.parametrize(("values", "middle"), [([7.0], 7.0), ([1, 2, 4, 9], 3.0), ([3, 1, 2], 2)])
def test_too_few_numbers_have_a_median_and_no_interval(values: list[float], middle: float) -> None:
    assert Median.of(values) == Median(middle, len(values), None)


def test_out_of_nothing_comes_nothing() -> None:
    assert Median.of([]) is None
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)
    assert difference(Share(0, 0), Share(1, 1)) is None
    assert difference(Share(1, 1), Share(0, 0)) is None


@pytest.mark.parametrize(("times", "total"), [(-1, 2), (3, 2)])
def test_a_share_that_cannot_be_is_refused(times: int, total: int) -> None:
    with pytest.raises(ValueError):
        Share(times, total)


@given(shares)
def test_a_share_lies_in_its_interval_and_the_rest_mirrors_it(share: Share) -> None:
    found, rest = share.interval, Share(share.total - share.times, share.total).interval
    assert found is not None
    assert rest is not None
    assert share.value is not None
    assert 0 <= found.low <= share.value <= found.high <= 1
    assert found.low == pytest.approx(1 - rest.high)


@given(shares, shares)
def test_a_difference_holds_what_was_seen_and_turns_round(one: Share, other: Share) -> None:
    found, back = difference(one, other), difference(other, one)
    assert found is not None
    assert back is not None
    assert one.value is not None
    assert other.value is not None
    assert Interval(found.low - 1e-12, found.high + 1e-12).holds(one.value - other.value)
    assert found.low == pytest.approx(-back.high)
    assert found.high == pytest.approx(-back.low)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=200), st.randoms())
def test_a_median_does_not_mind_the_order(values: list[float], random: Random) -> None:
    found = Median.of(values)
    mixed = list(values)
    random.shuffle(mixed)
    assert Median.of(mixed) == found
    assert found is not None
    if found.interval is not None:
        assert found.interval.holds(found.value)
        assert {found.interval.low, found.interval.high} <= set(values)


@given(st.integers(6, 900))
def test_the_ranks_are_the_closest_that_suffice(count: int) -> None:
    found = Median.of(range(1, count + 1))
    assert found is not None
    assert found.interval is not None
    rank = int(found.interval.low)
    assert _outside(count, rank) <= 0.05 < _outside(count, rank + 1)


def test_many_numbers_are_no_trouble() -> None:
    found = Median.of(range(1, 1_000_001))
    assert found is not None
    assert found.interval is not None
    assert found.interval.low == pytest.approx(500_000 - 0.98 * 1000, abs=3)


@pytest.mark.parametrize(("total", "chance"), [(30, 0.5), (30, 0.9), (60, 0.8), (200, 0.97)])
def test_shares_are_inside_as_often_as_promised(total: int, chance: float) -> None:
    random = Random(20261122)

    def inside() -> bool:
        times = sum(random.random() < chance for _ in range(total))
        interval = Share(times, total).interval
        return interval is not None and interval.holds(chance)

    assert _often(inside) >= 0.93


@pytest.mark.parametrize("count", [8, 31, 100])
def test_medians_are_inside_at_least_as_often_as_promised(count: int) -> None:
    random = Random(20261122)

    def inside() -> bool:
        found = Median.of(random.expovariate(1) for _ in range(count))
        interval = found.interval if found else Interval(-inf, -inf)
        return interval is not None and interval.holds(0.6931471805599453)

    assert _often(inside) >= 0.94


@pytest.mark.parametrize(("one", "other"), [(0.9, 0.8), (0.5, 0.5), (0.97, 0.95)])
def test_differences_are_inside_as_often_as_promised(one: float, other: float) -> None:
    random = Random(20261122)

    def inside() -> bool:
        first = Share(sum(random.random() < one for _ in range(40)), 40)
        second = Share(sum(random.random() < other for _ in range(60)), 60)
        interval = difference(first, second)
        return interval is not None and interval.holds(one - other)

    assert _often(inside) >= 0.93


def _outside(count: int, rank: int) -> float:
    return float(2 * sum(comb(count, k) for k in range(rank)) / 2**count)


def _often(inside: Callable[[], bool]) -> float:
    return sum(inside() for _ in range(1000)) / 1000
