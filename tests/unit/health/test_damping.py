"""A light is steady: it does not flap, does not hide a failure, and comes back by itself."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.health.damping import Policy, Track, beat_of, slow_from, step
from cashier.health.lights import BEATS_KEPT, Beat, BeatKind, State

_POLICY = Policy()
_LETTERS: dict[str, BeatKind] = {"o": "ok", "s": "slow", "f": "fail", "-": "none"}
_kinds = st.lists(st.sampled_from(sorted(_LETTERS.values())), max_size=80)


def _states(kinds: list[BeatKind]) -> list[State]:
    track, seen = Track(), []
    for kind in kinds:
        track = step(track, Beat(kind), _POLICY)
        seen.append(track.state)
    return seen


def _spelt(text: str) -> str:
    letters = {"ok": "o", "warn": "w", "fail": "f", "unknown": "-"}
    return "".join(letters[state] for state in _states([_LETTERS[letter] for letter in text]))


def _changes(states: list[State]) -> int:
    return sum(one != other for one, other in pairwise(states))


def test_the_first_probe_counts_alone() -> None:
    assert (_spelt("o"), _spelt("s"), _spelt("f"), _spelt("-")) == ("o", "w", "f", "-")


def test_one_failure_is_forgiven_two_warn_three_fail() -> None:
    assert _spelt("oof" + "f" + "f") == "ooowf"


def test_it_comes_back_after_two_good_ones() -> None:
    assert _spelt("f" + "oo") == "ffo"
    assert _spelt("f" + "os") == "ffw"
    assert _spelt("fofofo") == "ffffff"


def test_after_coming_back_old_failures_count_no_more() -> None:
    assert _spelt("fff" + "oo" + "f") == "ffffoo"


def test_a_warning_ends_after_a_calm_while() -> None:
    assert _spelt("ss" + "ooo" + "oo") == "wwwwwoo"


def test_two_slow_ones_are_no_trouble_three_are() -> None:
    assert _spelt("oossos") == "ooooow"
    assert _spelt("oosf") == "ooow"


def test_a_beat_of_several_failed_tries_counts_as_several() -> None:
    track = step(step(Track(), Beat("ok"), _POLICY), Beat("fail"), _POLICY, weight=3)
    assert (track.state, len(track.beats)) == ("fail", 2)
    assert step(Track(), Beat("ok"), _POLICY, weight=3).window == ("ok",)


@given(st.integers(1, 60))
def test_it_never_flaps_when_good_and_bad_alternate(rounds: int) -> None:
    kinds: list[BeatKind] = ["ok", "fail"] * rounds
    assert _changes(_states(kinds)) <= 2
    assert _changes(_states(kinds[1:])) == 0


@given(st.integers(1, 60), st.integers(1, 4))
def test_it_never_flaps_between_fine_and_slow(rounds: int, fine: int) -> None:
    kinds: list[BeatKind] = ([_LETTERS["s"]] + [_LETTERS["o"]] * fine) * rounds
    assert _changes(_states(kinds)) <= 1


@given(_kinds)
def test_enough_failures_always_show(before: list[BeatKind]) -> None:
    assert _states([*before, *["fail"] * _POLICY.fail_after])[-1] == "fail"  # type: ignore[list-item]


@given(_kinds)
def test_enough_good_ones_always_bring_it_back(before: list[BeatKind]) -> None:
    fine = _POLICY.recover_after + _POLICY.calm_after
    assert _states([*before, *["ok"] * fine])[-1] == "ok"  # type: ignore[list-item]


@given(_kinds)
def test_it_is_green_only_on_the_word_of_a_good_probe(kinds: list[BeatKind]) -> None:
    states = _states(kinds)
    for (before, after), kind in zip(pairwise(["unknown", *states]), kinds, strict=True):
        if after == "ok" != before:
            assert kind == "ok"
        if after == "fail" != before:
            assert kind == "fail"


@given(_kinds)
def test_what_was_not_probed_changes_nothing(kinds: list[BeatKind]) -> None:
    track = Track()
    for kind in kinds:
        track = step(track, Beat(kind), _POLICY)
    after = step(track, Beat("none"), _POLICY)
    assert (after.state, after.window) == (track.state, track.window)
    assert len(after.beats) <= BEATS_KEPT


def test_slow_is_measured_against_the_usual() -> None:
    track = Track()
    assert slow_from(track, _POLICY) == 3000
    for _ in range(5):
        track = step(track, beat_of(track, _POLICY, ok=True, ms=500.0), _POLICY)
    assert track.usual_ms == 500
    assert slow_from(track, _POLICY) == 1500
    assert beat_of(track, _POLICY, ok=True, ms=1600.0).kind == "slow"
    assert beat_of(track, _POLICY, ok=True, ms=1400.0).kind == "ok"
    assert beat_of(track, _POLICY, ok=False, ms=1.0).kind == "fail"
    assert beat_of(track, _POLICY, ok=True, ms=None).kind == "ok"


def test_a_quick_line_is_not_slow_below_a_second() -> None:
    track = Track()
    for _ in range(5):
        track = step(track, Beat("ok", 20.0), _POLICY)
    assert slow_from(track, _POLICY) == 1000


@pytest.mark.parametrize(("apart_s", "beats", "slow"), [(2.0, 60, 1000), (30.0, 40, 3000)])
def test_what_is_usual_is_a_matter_of_minutes_and_not_of_beats(
    apart_s: float, beats: int, slow: float
) -> None:
    track = Track()
    for number, beat in enumerate([*[Beat("ok", 20.0)] * 5, *[Beat("slow", 1600.0)] * beats]):
        track = step(track, beat, _POLICY, at_s=apart_s * number)
    assert slow_from(track, _POLICY) == slow
