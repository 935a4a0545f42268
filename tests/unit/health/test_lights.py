"""Lights merge to the worst of what is known, and become evidence the vocabulary accepts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.health.lights import (
    NAMES,
    Beat,
    Light,
    Snapshot,
    State,
    evidence,
    method_beats,
    method_light,
    nothing_known,
    worst,
)
from cashier.playbook.evidence import CONTRACT

_AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
_states: st.SearchStrategy[State] = st.sampled_from(["ok", "warn", "fail", "unknown"])


def _snapshot(**states: State) -> Snapshot:
    lights = {name.replace("__", "."): state for name, state in states.items()}
    return Snapshot(
        {name: Light(name, state, at=_AT) for name, state in lights.items()},
        {"gateway.wechat": (Beat("ok", 20.0),)},
        _AT,
    )


@pytest.mark.parametrize(
    ("states", "merged"),
    [
        (("ok", "warn", "fail"), "fail"),
        (("ok", "warn"), "warn"),
        (("unknown", "ok"), "ok"),
        (("unknown", "unknown"), "unknown"),
    ],
)
def test_a_method_is_as_well_as_the_worst_it_needs(
    states: tuple[State, ...], merged: State
) -> None:
    lights = {f"light{number}": state for number, state in enumerate(states)}
    assert method_light(lights, _snapshot(**lights)).state == merged


def test_the_worst_need_speaks() -> None:
    snapshot = _snapshot(internet="ok", gateway__wechat="fail", clock="fail")
    needs = ("health.internet", "health.gateway.wechat", "health.clock")
    assert method_light(needs, snapshot).name == "gateway.wechat"


def test_cash_needs_nothing() -> None:
    light = method_light((), _snapshot())
    assert (light.state, light.detail_key) == ("ok", "health-needs_nothing")


def test_what_was_never_probed_is_unknown() -> None:
    snapshot = nothing_known(_AT)
    assert {light.state for light in snapshot.lights.values()} == {"unknown"}
    assert snapshot.light("health.merchant.fenfu").state == "unknown"
    assert snapshot.light("something.new").state == "unknown"
    assert evidence(snapshot) == ()


def test_a_chip_shows_the_first_heartbeat_there_is() -> None:
    snapshot = _snapshot(internet="ok")
    assert method_beats(("merchant.fenfu", "health.gateway.wechat"), snapshot)[0].ms == 20.0
    assert method_beats(("merchant.fenfu",), snapshot) == ()


@given(st.lists(_states, min_size=1))
def test_more_trouble_never_makes_it_better(states: list[State]) -> None:
    rank = {"unknown": 0, "ok": 1, "warn": 2, "fail": 3}
    lights = [Light("x", state) for state in states]
    merged = worst(lights)
    assert merged is not None
    assert rank[merged.state] == max(rank[state] for state in states)


@pytest.mark.parametrize("name", NAMES)
def test_every_light_is_evidence_the_vocabulary_knows(name: str) -> None:
    snapshot = Snapshot({name: Light(name, "warn", at=_AT)}, {}, _AT)
    (item,) = evidence(snapshot)
    CONTRACT.check(item.name, item.value)
    assert (item.source, item.seen_at) == ("probe", _AT)
