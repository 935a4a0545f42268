"""What moved, what is worth reading, and how often to look."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.motion import Attention, Pace, glance
from cashier.scan.reading import Reading, Unread, Verdict
from tests.helpers.cameras import Frame
from tests.helpers.readings import reading as a_reading

NOW = datetime(2026, 11, 22, tzinfo=UTC)
CORNERS = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
BLANK = Reading(Verdict.NONE, (), (), 4.0, NOW)
BLURRED = Reading(Verdict.UNCLEAR, (), (Unread(CORNERS),), 4.0, NOW)


GROUND = np.linspace(60, 140, 640, dtype=np.float32)[None, :, None]
NOISE = np.random.default_rng(0).normal(0, 4, 800_003).astype(np.float32)
"""Longer than a frame has values, so that each frame begins elsewhere in it."""


def scene(seed: int = 0, *, light: int = 0, phone: int | None = None) -> Frame:
    """Return a counter with sensor noise, perhaps with a bright phone at a column."""
    noise = np.roll(NOISE, seed * 7919)[: 360 * 640 * 3].reshape(360, 640, 3)
    picture = GROUND + light + noise
    if phone is not None:
        picture[120:240, phone : phone + 60] += 90
    return np.asarray(np.clip(picture, 0, 255), np.uint8)


def test_noise_and_light_are_no_motion_a_phone_is() -> None:
    before = glance(scene(1))
    assert not glance(scene(2)).moved_from(before)
    assert not glance(scene(3, light=25)).moved_from(before)
    held = glance(scene(4, phone=300))
    assert held.moved_from(before)
    assert not glance(scene(5, phone=300)).moved_from(held)
    assert glance(scene(6, phone=310)).moved_from(held)


def test_digest_tells_frames_apart() -> None:
    assert glance(scene(1)).digest == glance(scene(1)).digest
    assert glance(scene(1)).digest != glance(scene(2)).digest


def test_black_is_where_nothing_could_be_read() -> None:
    dark = np.random.default_rng(0).integers(0, 20, (480, 640, 3)).astype(np.uint8)
    assert glance(dark).black
    dark[100:200, 100:200] = 90
    assert not glance(dark).black


@given(
    st.tuples(st.integers(1, 400), st.integers(1, 400)),
    st.sampled_from((None, 1, 3, 4)),
)
def test_a_frame_of_any_size_is_seen(size: tuple[int, int], channels: int | None) -> None:
    shape = size if channels is None else (*size, channels)
    seen = glance(np.full(shape, 90, np.uint8))
    assert not seen.black
    assert not seen.moved_from(glance(scene(1))) or seen.cells.shape == (18, 32)


@pytest.mark.parametrize(
    "bad",
    [
        np.zeros((0, 4), np.uint8),
        np.zeros((4, 4), np.float64),
        np.zeros(4, np.uint8),
        np.zeros((4, 4, 2), np.uint8),
    ],
)
def test_what_is_no_picture_is_refused(bad: Frame) -> None:
    with pytest.raises(ValueError):
        glance(bad)


def test_pace_falls_when_nothing_moves_and_is_back_with_the_first_motion() -> None:
    attention = Attention(Pace(15, 4, 3), at=0.0)
    for number in range(30):
        seen, at = glance(scene(number)), number / 10
        if attention.known(seen, at) is None:
            attention.learn(seen, at, BLANK)
        assert attention.interval(at) == pytest.approx(1 / 15)
    assert attention.interval(3.0) == pytest.approx(1 / 4)
    moved = glance(scene(99, phone=300))
    assert attention.known(moved, 3.25) is None
    assert attention.interval(3.25) == pytest.approx(1 / 15)
    assert attention.interval(6.3) == pytest.approx(1 / 4)


@pytest.mark.parametrize("reading", [BLURRED, a_reading(3.5)])
def test_a_code_in_sight_keeps_the_pace_and_is_read_each_time(reading: Reading) -> None:
    attention = Attention(Pace(15, 4, 3), at=0.0)
    for number in range(100):
        seen, at = glance(scene(number)), number / 10
        assert attention.known(seen, at) is None
        attention.learn(seen, at, reading)
        assert attention.interval(at) == pytest.approx(1 / 15)


def test_a_still_scene_without_a_code_is_read_twice_a_second() -> None:
    attention = Attention(Pace(), at=0.0)
    reads = 0
    for number in range(150):
        seen, at = glance(scene(number)), number / 15
        if attention.known(seen, at) is None:
            reads += 1
            attention.learn(seen, at, BLANK)
    assert 15 <= reads <= 20


def test_what_was_not_looked_for_is_looked_for_in_the_same_frame_and_in_the_next() -> None:
    seen = glance(scene(1))
    attention = Attention(Pace(), at=0.0)
    attention.learn(seen, 0.0, replace(BLANK, thorough=False))
    assert attention.known(seen, 0.1) is None
    assert attention.known(glance(scene(2)), 0.1) is None
    attention.learn(seen, 0.1, BLANK)
    assert attention.known(seen, 0.2) is not None
    attention.learn(seen, 0.3, replace(a_reading(3.5), thorough=False))
    known = attention.known(seen, 0.4)
    assert known is not None
    assert known.reads


def test_the_same_frame_gives_the_same_later_unless_something_was_left_unread() -> None:
    seen = glance(scene(1))
    attention = Attention(Pace(), at=0.0)
    code = a_reading(3.5)
    attention.learn(seen, 0.0, code)
    known = attention.known(seen, 5.0)
    assert known is not None
    assert (known.reads, known.ms) == (code.reads, 0.0)
    assert known.seen_at == code.seen_at + timedelta(seconds=5)
    attention.learn(seen, 5.0, BLURRED)
    assert attention.known(seen, 5.1) is None
