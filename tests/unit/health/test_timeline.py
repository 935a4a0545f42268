"""The past of a light: nothing lost but detail, changes to the second, bounded for ever."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.health.lights import Beat, Light, Snapshot, State
from cashier.health.timeline import (
    MINUTE,
    QUARTER,
    Change,
    Timeline,
    TimelinePoint,
    bucket,
    downsample,
    fold,
)

_AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
_states: st.SearchStrategy[State] = st.sampled_from(["ok", "warn", "fail"])


def _round(at: datetime, state: State = "ok", ms: float | None = 40.0) -> Snapshot:
    beat = Beat("fail" if state == "fail" else "ok", ms)
    light = Light("internet", state, ms, at=at)
    return Snapshot(MappingProxyType({"internet": light}), {"internet": (beat,)}, at)


def test_every_probe_of_the_last_hour_is_there() -> None:
    timeline = Timeline()
    for number in range(120):
        timeline.add(_round(_AT + timedelta(seconds=30 * number), ms=float(number)))
    seen = timeline.view("internet", _AT)
    assert [point.ms_median for point in seen] == [float(number) for number in range(120)]
    assert timeline.view("dns", _AT) == ()
    assert timeline.names == ("internet",)


def test_older_ones_become_minutes_and_then_quarters() -> None:
    timeline = Timeline()
    for number in range(26 * 120):
        state: State = "fail" if number == 5 else "ok"
        timeline.add(_round(_AT + timedelta(seconds=30 * number), state))
    seen = timeline.view("internet", _AT)
    gaps = {later.at - former.at for former, later in pairwise(seen)}
    assert gaps == {timedelta(seconds=30), MINUTE, QUARTER}
    assert seen[0].state == "fail"
    assert seen[0].loss == pytest.approx(1 / 30)
    assert [change.state for change in timeline.changes(_AT)] == ["ok", "fail", "ok"]
    assert timeline.changes(_AT)[1].at == _AT + timedelta(seconds=150)
    assert timeline.changes(_AT, "dns") == ()


def test_a_month_is_the_end_and_memory_is_bounded() -> None:
    timeline = Timeline()
    timeline.add(_round(_AT, "fail"))
    timeline.add(_round(_AT + timedelta(days=31)))
    assert [point.state for point in timeline.view("internet", _AT)] == ["ok"]
    assert [change.state for change in timeline.changes(_AT)] == ["ok"]


def test_a_clock_set_back_leaves_nothing_in_the_future() -> None:
    timeline = Timeline()
    timeline.add(_round(_AT + timedelta(hours=2), "fail"))
    timeline.add(_round(_AT))
    assert [point.at for point in timeline.view("internet", _AT)] == [_AT]
    assert [change.at for change in timeline.changes(_AT)] == [_AT]


def test_what_was_kept_is_taken_back() -> None:
    timeline = Timeline()
    timeline.refill("dns", [TimelinePoint(_AT, "warn", 10.0, 12.0, 0.5)])
    timeline.refill_changes([Change(_AT, "dns", "warn")])
    timeline.add(_round(_AT + timedelta(hours=1)))
    assert timeline.view("dns", _AT)[0].loss == 0.5
    assert [change.name for change in timeline.changes(_AT)] == ["dns", "internet"]


def test_probes_are_counted_and_each_counts_alike() -> None:
    many = TimelinePoint(_AT, "ok", 10.0, 12.0, 0.0, 9)
    folded = fold([many, TimelinePoint(_AT, "fail", None, None, 1.0)], _AT)
    assert folded.probes == 10
    assert folded.loss == pytest.approx(0.1)


def test_a_minute_is_folded_for_keeping() -> None:
    timeline = Timeline()
    timeline.add(_round(_AT, "ok", 10.0))
    timeline.add(_round(_AT + timedelta(seconds=30), "fail", None))
    kept = timeline.minute(_AT + timedelta(seconds=59))["internet"]
    assert kept == TimelinePoint(_AT, "fail", 10.0, 10.0, 0.5, 2)
    assert timeline.minute(_AT + MINUTE) == {}


@given(st.lists(st.tuples(_states, st.floats(0, 9000)), min_size=1, max_size=50))
def test_folding_keeps_the_worst(seen: list[tuple[State, float]]) -> None:
    points = [TimelinePoint(_AT, state, ms, ms) for state, ms in seen]
    folded = fold(points, _AT)
    rank = ["ok", "warn", "fail"]
    assert rank.index(folded.state) == max(rank.index(state) for state, _ in seen)
    assert folded.ms_worst == max(ms for _, ms in seen)
    assert folded.ms_median is not None
    assert folded.ms_median <= folded.ms_worst


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_downsampling_keeps_order_and_every_bucket(seconds: list[int]) -> None:
    points = [TimelinePoint(_AT + timedelta(seconds=one), "ok") for one in sorted(seconds)]
    found = downsample(points, QUARTER)
    assert [point.at for point in found] == sorted({bucket(p.at, QUARTER) for p in points})
