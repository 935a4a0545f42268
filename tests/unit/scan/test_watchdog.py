"""The watchdog over a camera: what it says, and that it never gives up or runs wild."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.watchdog import CameraState, FrameSign, Limits, Watchdog

LOOKING, LIVE, BLACK, FROZEN, LOST, ABSENT = CameraState
LIMITS = Limits()


@dataclass(frozen=True)
class Happening:
    """Something that happens `after` so many seconds."""

    kind: str
    after: float
    digest: int = 0
    black: bool = False


HAPPENINGS = st.lists(
    st.builds(
        Happening,
        kind=st.sampled_from(("frame", "read", "spoilt", "end", "absent", "tick")),
        after=st.sampled_from((0.0, 0.07, 0.3, 1.0, 2.1, 11.0)),
        digest=st.integers(0, 2),
        black=st.booleans(),
    ),
    max_size=60,
)


class Camera:
    """Runs a watchdog as the loop does: opens what it wants opened."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.at = 100.0
        self.dog = Watchdog.begin(self.at, limits)
        self.openings: list[float] = []
        self.settle()

    def settle(self) -> None:
        if self.dog.should_open(self.at):
            self.openings.append(self.at)
            self.dog = self.dog.opened(self.at)

    def happen(self, one: Happening) -> None:
        self.at += one.after
        match one.kind:
            case "frame":
                self.dog = self.dog.framed(self.at, FrameSign(one.digest, black=one.black))
            case "end" | "absent":
                self.dog = self.dog.ended(self.at, absent=one.kind == "absent")
            case "read":
                self.dog = self.dog.read(self.at)
            case "spoilt":
                self.dog = self.dog.spoilt(self.at)
            case _:
                self.dog = self.dog.ticked(self.at)
        self.settle()

    def frames(self, digests: Sequence[int], every: float = 0.1, *, black: bool = False) -> None:
        for digest in digests:
            self.happen(Happening("frame", every, digest, black))

    def wait(self) -> None:
        """Let time pass until the watchdog has something to say."""
        self.at = max(self.at, self.dog.wakes_at)
        self.dog = self.dog.ticked(self.at)
        self.settle()


def test_a_good_camera_is_live_and_never_opened_again() -> None:
    camera = Camera()
    assert camera.dog.state is LOOKING
    camera.frames(range(100))
    assert camera.dog.state is LIVE
    assert len(camera.openings) == 1


def test_a_hung_capture_is_lost_after_two_seconds_and_opened_at_once() -> None:
    camera = Camera()
    camera.frames([1])
    begun = camera.at
    camera.wait()
    assert camera.dog.state is LOST
    assert camera.at - begun == pytest.approx(2.0)
    assert camera.openings[-1] == camera.at


@pytest.mark.parametrize("reading", [0.1, 1.5, 2.5])
def test_one_frame_that_cannot_be_read_is_nothing_however_long_the_one_before_took(
    reading: float,
) -> None:
    camera = Camera()
    camera.frames([1])
    camera.happen(Happening("read", reading))
    camera.happen(Happening("spoilt", 0.0))
    camera.happen(Happening("tick", 0.05))
    assert camera.dog.state is LIVE
    camera.frames([2])
    assert len(camera.openings) == 1


def test_two_seconds_of_frames_that_cannot_be_read_are_a_lost_camera() -> None:
    camera = Camera()
    camera.frames([1])
    camera.happen(Happening("read", 0.05))
    begun = camera.at
    while camera.dog.state is LIVE:
        camera.happen(Happening("spoilt", 0.1))
    assert camera.dog.state is LOST
    assert camera.at - begun == pytest.approx(2.0, abs=0.11)


def test_a_capture_that_hangs_after_a_frame_that_cannot_be_read_is_lost_as_soon() -> None:
    camera = Camera()
    camera.frames([1])
    begun = camera.at
    camera.happen(Happening("spoilt", 1.9))
    assert camera.dog.state is LIVE
    camera.wait()
    assert camera.dog.state is LOST
    assert camera.at - begun == pytest.approx(2.0)


def test_a_break_whose_mending_hangs_is_lost_after_two_seconds_and_may_open_slowly() -> None:
    camera = Camera()
    camera.frames(range(30))
    begun = camera.at
    camera.happen(Happening("end", 0.1))
    assert camera.dog.state is LIVE
    camera.wait()
    assert camera.dog.state is LOST
    assert camera.at - begun == pytest.approx(2.0)
    assert len(camera.openings) == 2, "the one that hangs may come to something yet"
    camera.wait()
    assert camera.at - camera.openings[1] == pytest.approx(10.0)
    camera.wait()
    assert len(camera.openings) == 3


@pytest.mark.parametrize("kind", ["end", "absent"])
def test_a_camera_that_opened_quickly_and_is_plugged_in_again_may_open_slowly(kind: str) -> None:
    camera = Camera()
    camera.frames(range(30))
    for _ in range(3):
        camera.happen(Happening(kind, 0.1))
        while not camera.dog.holds:
            camera.wait()
    camera.dog = camera.dog.opening_took(0.1)
    openings = len(camera.openings)
    camera.happen(Happening("tick", 6.0))
    assert len(camera.openings) == openings
    camera.frames([99])
    assert camera.dog.state is LIVE


def test_an_opening_given_up_that_was_quick_takes_no_time_from_the_next() -> None:
    camera = Camera()
    camera.happen(Happening("frame", 1.5, 1))
    camera.wait()
    camera.dog = camera.dog.opening_took(0.1)
    hangs = camera.openings[-1]
    camera.wait()
    assert camera.at - hangs == pytest.approx(4.5)


@pytest.mark.parametrize(("took", "patience"), [(0.3, 2.0), (1.5, 4.5), (6.0, 10.0)])
def test_an_opening_may_take_three_times_as_long_as_the_one_before(
    took: float, patience: float
) -> None:
    camera = Camera()
    camera.happen(Happening("frame", took, 1))
    camera.wait()
    assert camera.dog.state is LOST
    hangs = camera.openings[-1]
    camera.wait()
    assert camera.at - hangs == pytest.approx(patience)


def test_an_opening_given_up_too_soon_says_how_long_the_next_may_take() -> None:
    camera = Camera()
    camera.frames([1])
    camera.wait()
    camera.dog = camera.dog.opening_took(3.0)
    hangs = camera.openings[-1]
    camera.wait()
    assert camera.at - hangs == pytest.approx(9.0)


def test_an_opening_that_hangs_is_given_ten_seconds() -> None:
    camera = Camera()
    camera.wait()
    assert (camera.dog.state, camera.at) == (ABSENT, 110.0)
    assert len(camera.openings) == 2


def test_unplugged_for_an_hour_it_is_tried_every_two_seconds() -> None:
    camera = Camera()
    camera.frames(range(30))
    camera.happen(Happening("end", 0.1))
    assert camera.dog.state is LIVE, "one break may be mended unseen"
    while camera.at < 3700:
        camera.happen(Happening("absent", 0.01))
        assert camera.dog.state is LOST
        camera.wait()
    gaps = [b - a for a, b in zip(camera.openings, camera.openings[1:], strict=False)]
    assert max(gaps[1:]) <= 2.02
    assert min(gaps[-100:]) >= 2.0


def test_a_covered_lens_is_black_after_two_seconds_and_not_opened_again() -> None:
    camera = Camera()
    camera.frames(range(20))
    camera.frames(range(19), black=True)
    assert camera.dog.state is LIVE
    camera.frames(range(20, 60), black=True)
    assert camera.dog.state is BLACK
    camera.frames([99])
    assert camera.dog.state is LIVE
    assert len(camera.openings) == 1


def test_a_picture_that_stands_still_is_frozen_and_opened_more_and_more_seldom() -> None:
    camera = Camera()
    while camera.at < 1000:
        camera.frames([7])
        if not camera.dog.holds:
            assert camera.dog.state is FROZEN
            camera.wait()
    assert camera.dog.state is FROZEN
    assert 5 <= len(camera.openings) <= 30
    camera.frames([8])
    assert camera.dog.state is LIVE


@pytest.mark.parametrize("seconds", [3, 20, 100, 300])
def test_a_picture_that_moves_again_is_live_at_once_however_long_it_stood(seconds: int) -> None:
    camera = Camera()
    camera.frames([7] * (10 * seconds))
    assert camera.dog.state is FROZEN
    assert camera.dog.holds, "or nobody would see that it moves"
    camera.frames([8])
    assert camera.dog.state is LIVE


def test_black_frames_that_are_all_the_same_are_a_driver_that_stands() -> None:
    camera = Camera()
    camera.frames([0] * 40, black=True)
    assert camera.dog.state is BLACK
    assert len(camera.openings) == 2


def test_a_film_may_stand_still() -> None:
    camera = Camera(Limits(frozen_s=None))
    camera.frames([7] * 100)
    assert camera.dog.state is LIVE
    assert len(camera.openings) == 1


def test_a_capture_that_breaks_after_one_frame_is_not_opened_wildly() -> None:
    camera = Camera()
    for number in range(200):
        camera.happen(Happening("frame", 0.01, number))
        camera.happen(Happening("end", 0.01))
        camera.wait()
    assert camera.at > 300


@given(HAPPENINGS)
def test_whatever_happens(happenings: Sequence[Happening]) -> None:
    camera = Camera()
    seen = False
    for one in happenings:
        held = camera.dog.holds
        camera.happen(one)
        seen = seen or (held and one.kind == "frame")
        dog = camera.dog
        # Something is always about to happen: a capture runs, or one will soon be begun.
        assert dog.holds or dog.retry_at > camera.at
        assert dog.retry_at - camera.at <= LIMITS.thaw_s or dog.holds
        assert dog.state is not LOST or seen
        assert dog.state is not ABSENT or not seen
        assert seen or dog.state in (LOOKING, ABSENT)


@given(HAPPENINGS)
def test_after_anything_a_good_camera_is_live_at_once(happenings: Sequence[Happening]) -> None:
    camera = Camera()
    for one in happenings:
        camera.happen(one)
    while not camera.dog.holds:
        camera.wait()
    camera.frames([1000, 1001])
    assert camera.dog.state is LIVE


@given(HAPPENINGS)
def test_after_anything_a_dead_camera_is_told_within_twelve_seconds(
    happenings: Sequence[Happening],
) -> None:
    camera = Camera()
    for one in happenings:
        camera.happen(one)
    until = camera.at + 12.1 + LIMITS.thaw_s * (camera.dog.state in (FROZEN, BLACK))
    while camera.dog.state not in (LOST, ABSENT):
        assert camera.at <= until
        camera.wait()


@given(st.lists(st.sampled_from((0.05, 0.2, 0.9)), min_size=1, max_size=50))
def test_openings_are_bounded_by_time(steps: Sequence[float]) -> None:
    camera = Camera()
    for step in steps:
        camera.happen(Happening("absent", step))
    passed = camera.at - 100.0
    assert len(camera.openings) <= 4 + passed / LIMITS.retry_s[-1]


def test_what_happens_without_a_capture_changes_nothing() -> None:
    camera = Camera()
    camera.happen(Happening("absent", 1.0))
    camera.happen(Happening("absent", 0.0))
    assert not camera.dog.holds
    assert camera.dog.framed(camera.at, FrameSign(1)) is camera.dog
    assert camera.dog.ended(camera.at) is camera.dog
    assert camera.dog.ticked(camera.at) is camera.dog
    assert camera.dog.read(camera.at) is camera.dog
    assert camera.dog.spoilt(camera.at) is camera.dog
