"""When a method is degraded, and when it comes back."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.cases.outage import Degradation
from cashier.cases.recent import Failure
from cashier.cases.track import BURST, LOAD, Degraded, MethodLight, Why
from tests.helpers.playbooks import shipped

DAMPING = shipped().timings.damping
METHODS = [method.id for method in shipped().methods]
NEVER = {"cash", "split"}
OUTAGE = "provider.outage"


def fresh() -> Degradation:
    return Degradation.begin(shipped().methods, DAMPING)


def lit(state: str, method: str = "alipay") -> dict[str, MethodLight]:
    return {method: MethodLight(state, "gateway.alipay")}


def failing(
    state: Degradation, times: Iterable[float], cause: str = OUTAGE, method: str = "alipay"
) -> Degradation:
    for at_s in times:
        state = state.with_failure(Failure(f"{method} {at_s}", at_s, method, cause), at_s)
    return state


def broken() -> Degradation:
    """Alipay after a burst that ended at 20."""
    return failing(fresh(), (0.0, 10.0, 20.0))


def test_an_outage_takes_two_judgements_or_a_while() -> None:
    state = fresh().with_lights(lit("ok"), 0.0).with_lights(lit("fail"), 10.0)
    assert not state.degraded
    assert not state.at(29.9).degraded
    assert state.at(30.0).degraded["alipay"] == Degraded(Why.outage, 10.0, "gateway.alipay")
    assert state.with_lights(lit("fail"), 14.0).degraded["alipay"].withheld
    assert not state.with_lights(lit("ok"), 14.0).at(900.0).degraded


def test_a_slow_light_has_to_last() -> None:
    state = fresh().with_lights(lit("warn"), 0.0).with_lights(lit("warn"), 20.0)
    assert not state.at(59.0).degraded
    slow = state.at(60.0).degraded["alipay"]
    assert (slow.why, slow.since_s, slow.withheld) == (Why.slow, 0.0, False)


def test_three_failures_on_one_side_are_a_burst() -> None:
    assert not failing(fresh(), (0.0, 10.0)).degraded
    found = broken().degraded
    assert found["alipay"] == Degraded(Why.burst, 0.0, OUTAGE, BURST)
    assert set(found) == {"alipay", "alipay_instalment"}
    assert set(failing(fresh(), (0.0, 10.0, 20.0), "network.dns").degraded) == {
        one.id for one in shipped().methods if "internet" in one.shares
    }


def test_a_burst_that_goes_on_is_counted_on() -> None:
    assert failing(broken(), (30.0, 40.0)).degraded["alipay"].failures == BURST + 2
    assert failing(broken(), (30.0,), "customer.no_funds").degraded["alipay"].failures == BURST


@pytest.mark.parametrize("cause", ["customer.no_funds", "code.expired", "unclear"])
def test_the_customers_and_the_codes_failures_are_no_burst(cause: str) -> None:
    assert not failing(fresh(), (0.0, 10.0, 20.0), cause).degraded


def test_two_sides_a_success_or_a_long_time_between_are_no_burst() -> None:
    mixed = failing(failing(fresh(), (0.0, 10.0)), (20.0,), "network.slow")
    assert not mixed.degraded
    between = failing(fresh(), (0.0, 10.0)).with_success("alipay", 15.0, 15.0)
    assert "alipay" not in failing(between, (20.0,)).degraded
    assert not failing(fresh(), (0.0, 10.0, 611.0)).degraded
    recovered = failing(fresh(), (0.0, 10.0)).with_recovery("alipay 10.0", 15.0)
    assert not failing(recovered, (20.0,)).degraded


def test_many_failures_of_any_kind_are_high_load() -> None:
    four = failing(fresh(), (0.0, 10.0, 20.0, 30.0), "customer.no_funds")
    assert not four.degraded
    five = failing(four, (40.0,), "code.used").degraded
    assert five == {"alipay": Degraded(Why.slow, 0.0, "code.used", LOAD)}


def test_slow_gets_worse_but_a_burst_is_not_covered_up_by_slowness() -> None:
    slow = fresh().with_lights(lit("warn"), 0.0).at(60.0)
    assert failing(slow, (61.0, 62.0, 63.0)).degraded["alipay"].why is Why.burst
    down = slow.with_lights(lit("fail"), 100.0)
    assert down.at(119.0).degraded["alipay"].why is Why.slow
    assert down.at(120.0).degraded["alipay"] == Degraded(Why.outage, 0.0, "gateway.alipay")
    burst = broken().with_lights(lit("warn"), 30.0).at(4000.0)
    assert burst.degraded["alipay"].why is Why.burst
    over = down.at(120.0).with_lights(lit("warn"), 130.0)
    assert over.at(190.0).degraded["alipay"].why is Why.slow


def test_back_after_quiet_then_on_trial_then_fine() -> None:
    state = broken()
    assert not state.at(319.0).degraded["alipay"].trial
    trial = state.at(320.0)
    assert trial.degraded["alipay"].trial
    assert not trial.degraded["alipay"].withheld
    assert trial.at(619.0).degraded
    assert not trial.at(620.0).degraded
    assert "alipay" not in trial.with_success("alipay", 330.0, 331.0).degraded
    before = trial.with_success("alipay", 310.0, 331.0)
    assert before.degraded["alipay"].trial


def test_an_outage_is_tried_again_once_its_light_was_fine_for_a_while() -> None:
    state = fresh().with_lights(lit("fail"), 0.0).with_lights(lit("ok"), 40.0)
    assert not state.at(99.0).degraded["alipay"].trial
    assert state.at(100.0).degraded["alipay"].trial
    again = state.with_lights(lit("fail"), 90.0).with_lights(lit("ok"), 95.0)
    assert not again.at(154.0).degraded["alipay"].trial


def test_a_failed_trial_doubles_the_wait_up_to_half_an_hour() -> None:
    state, at_s, waits = broken(), 20.0, []
    for _ in range(5):
        start = at_s
        due = state.next_due_s
        assert due is not None
        at_s = due + 1
        state = failing(state.at(at_s), (at_s,))
        waits.append(due - start)
        assert not state.degraded["alipay"].trial
        assert state.degraded["alipay"].since_s == 0.0
    assert waits == [300.0, 600.0, 1200.0, 1800.0, 1800.0]


def test_a_failure_of_the_customers_own_ends_no_trial() -> None:
    trial = broken().at(320.0)
    assert failing(trial, (330.0,), "customer.no_funds").degraded["alipay"].trial
    assert "alipay" not in failing(trial, (330.0,), "customer.no_funds").at(620.0).degraded
    late = trial.with_failure(Failure("opened before", 319.0, "alipay", OUTAGE), 330.0)
    assert late.degraded["alipay"].trial


def test_a_light_that_fails_on_trial_ends_it_after_its_hold() -> None:
    trial = broken().at(320.0).with_lights(lit("fail"), 325.0)
    assert trial.at(379.0).degraded["alipay"].trial
    assert trial.at(380.0).degraded["alipay"].why is Why.outage


def test_failures_counted_once_do_not_count_again() -> None:
    back = broken().at(620.0)
    assert not back.degraded
    assert not failing(back, (621.0, 622.0)).degraded
    assert failing(back, (621.0, 622.0, 623.0)).degraded


def test_what_nobody_knows_changes_nothing() -> None:
    state = broken()
    assert state.with_success("cash", 30.0, 30.0) == state
    assert state.with_recovery("no such", 30.0) == state
    assert fresh().next_due_s is None


CAUSES = st.sampled_from(
    [OUTAGE, "provider.bank", "network.dns", "merchant.credentials", "customer.no_funds",
     "code.used", "unclear"]
)  # fmt: skip
GAPS = st.sampled_from([0.0, 1.0, 5.0, 19.0, 20.0, 21.0, 59.0, 61.0, 250.0, 400.0, 2000.0])
LIGHTS = st.dictionaries(
    st.sampled_from(METHODS),
    st.sampled_from(["ok", "warn", "fail", "unknown"]).map(lambda state: MethodLight(state, "dns")),
)
LIGHT_NEWS = st.tuples(GAPS, LIGHTS)
NEWS = st.tuples(
    GAPS,
    st.one_of(
        LIGHTS,
        st.tuples(st.sampled_from([None, *METHODS]), CAUSES, st.sampled_from([0.0, 30.0, 700.0])),
        st.sampled_from(METHODS),
    ),
)
News = dict[str, MethodLight] | tuple[str | None, str, float] | str


def hear(state: Degradation, news: News, now_s: float) -> Degradation:
    if isinstance(news, str):
        return state.with_success(news, now_s, now_s)
    if isinstance(news, tuple):
        method, cause, ago = news
        return state.with_failure(Failure(str(now_s), now_s - ago, method, cause), now_s)
    return state.with_lights(news, now_s)


def played(history: list[tuple[float, News]], *, asking: bool = False) -> tuple[Degradation, float]:
    state, now_s = fresh(), 0.0
    for gap, news in history:
        if asking:
            state = state.at(now_s + gap / 3).at(now_s + gap / 2)
        now_s += gap
        state = hear(state, news, now_s)
    return state, now_s


@given(st.lists(LIGHT_NEWS, max_size=60))
def test_lights_alone_never_make_it_flap(
    history: list[tuple[float, dict[str, MethodLight]]],
) -> None:
    state, now_s = fresh(), 0.0
    changes: dict[str, list[float]] = {name: [] for name in METHODS}
    for gap, lights in [*history, (0.0, {}), (5000.0, {})]:
        end = now_s + gap
        while (due := state.next_due_s) is not None and due <= end:
            before, state = state, state.at(due)
            note(changes, before, state, due)
        before, state, now_s = state, state.with_lights(lights, end), end
        note(changes, before, state, now_s)
    for times in changes.values():
        gaps = [later - earlier for earlier, later in pairwise(times)]
        assert all(gap >= DAMPING.hold_s for gap in gaps)


def note(
    changes: dict[str, list[float]], before: Degradation, after: Degradation, at_s: float
) -> None:
    for name in METHODS:
        was, now = before.degraded.get(name), after.degraded.get(name)
        if (was and (was.why, was.trial)) != (now and (now.why, now.trial)):
            changes[name].append(at_s)


@given(st.lists(NEWS, max_size=40))
def test_cash_is_never_degraded_and_all_comes_back_once_all_is_well(
    history: list[tuple[float, News]],
) -> None:
    state, now_s = played(history)
    assert not NEVER & set(state.degraded)
    well = {name: MethodLight("ok") for name in METHODS}
    state = state.with_lights(well, now_s)
    long_enough = DAMPING.longest_quiet_s + DAMPING.trial_quiet_s + DAMPING.hold_s
    assert not state.at(now_s + long_enough).degraded


@given(st.lists(NEWS, max_size=40))
def test_it_does_not_matter_how_often_anybody_asks(history: list[tuple[float, News]]) -> None:
    once, now_s = played(history)
    assert played(history)[0] == once
    often, _ = played(history, asking=True)
    assert often.degraded == once.degraded
    assert often.at(now_s + 777.0) == once.at(now_s + 777.0)


@given(st.lists(NEWS, max_size=40))
def test_what_is_withheld_has_its_reason(history: list[tuple[float, News]]) -> None:
    state, _ = played(history)
    for name, found in state.degraded.items():
        assert found.fault or found.why is not Why.outage
        assert replace(found, trial=True).withheld is False
        assert name in state.tracks
