"""The camera loop: newest frame wins, a camera that fails comes back, no thread stays."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from queue import Empty, Queue
from threading import Event

import numpy as np
import pytest

from cashier.core.clock import ManualClock
from cashier.core.errors import CashierError
from cashier.scan.camera import FileSource, FrameSource
from cashier.scan.capture import Time
from cashier.scan.errors import CameraAbsent
from cashier.scan.hunt import Cancelled
from cashier.scan.live import MOST_HUNG, CameraLoop, Habits, Sight
from cashier.scan.motion import Pace
from cashier.scan.packed import AnyFrame, grey_of
from cashier.scan.reading import Reading, Verdict
from cashier.scan.scanner import Scanner
from cashier.scan.watchdog import CameraState
from tests.helpers.cameras import PATIENCE, FakeSource, Frame, HandTime, Staged, frame
from tests.helpers.logbook import Logbook

SOON_S = 2.0
"""The longest that is waited for a camera; opening one may take longer."""
EVERY_FRAME = Pace(full=inf, slow=inf)
LOOKING, LIVE, BLACK, FROZEN, LOST, ABSENT = CameraState


class LevelReader:
    """Reads a frame as its level in `ms`; waits for leave when told to; breaks at level 13."""

    def __init__(self, *, gated: bool = False) -> None:
        self.started = Event()
        self.leave = Event()
        self.broken: Queue[int] = Queue()
        self.cut_short: list[bool] = []
        if not gated:
            self.leave.set()

    def read(self, seen: AnyFrame, cancelled: Cancelled) -> Reading:
        self.started.set()
        self.leave.wait(PATIENCE)
        self.cut_short.append(cancelled())
        level = int(grey_of(seen).flat[0])
        if level == 13:
            self.broken.put(level)
            raise RuntimeError("a code 134567890123456789 that must not be logged")
        return Reading(Verdict.NONE, (), (), float(level), datetime(2026, 11, 22, tzinfo=UTC))


class Eyes:
    """Keeps what the loop tells, and hands it sources in their order; none left: absent."""

    def __init__(self, *sources: FrameSource | CashierError) -> None:
        self.sources = list(sources)
        self.opened: Queue[FrameSource | CashierError] = Queue()
        self.sights: Queue[Sight] = Queue()
        self.states: Queue[CameraState] = Queue()

    def open(self) -> FrameSource:
        source = self.sources.pop(0) if self.sources else CameraAbsent(name="0")
        self.opened.put(source)
        if isinstance(source, CashierError):
            raise source
        return source

    def watch(self, reader: LevelReader | None = None, time: Time | None = None) -> CameraLoop:
        reader = reader if reader is not None else LevelReader()
        # Without a hand that lets it pass, no time passes: a busy machine makes no camera hang.
        habits = Habits(pace=EVERY_FRAME, time=time if time is not None else HandTime().time)
        return CameraLoop(self.open, reader, self.sights.put, self.states.put, habits)

    def next_level(self) -> int:
        return int(grey_of(self.sights.get(timeout=PATIENCE).frame).flat[0])

    def await_states(self, *wanted: CameraState) -> None:
        assert [self.states.get(timeout=PATIENCE) for _ in wanted] == list(wanted)


class Burst:
    """Gives one frame, waits until it is being read, then gives the others at once, then hangs."""

    def __init__(self, reader: LevelReader, levels: Iterable[int]) -> None:
        self._reader = reader
        self._levels = list(levels)
        self._given = 0
        self.done = Event()
        self.release = Event()

    def read(self) -> Frame | None:
        if not self._levels:
            self.done.set()
            self.release.wait(PATIENCE)
            return None
        if self._given == 1:
            self._reader.started.wait(PATIENCE)
        self._given += 1
        return frame(self._levels.pop(0))

    def skip(self) -> bool:
        return self.read() is not None

    def close(self) -> None:
        self.release.set()


def fail() -> Frame:
    raise RuntimeError("driver")


def test_newest_frame_wins() -> None:
    reader = LevelReader(gated=True)
    source = Burst(reader, range(50, 70))
    eyes = Eyes(source)
    running = eyes.watch(reader)
    assert source.done.wait(PATIENCE)
    reader.leave.set()
    assert eyes.next_level() == 50
    assert eyes.next_level() == 69
    assert reader.cut_short == [True], "a newer one waited"
    running.stop()
    source.release.set()
    running.close()
    with pytest.raises(Empty):
        eyes.sights.get_nowait()


def test_a_camera_that_is_not_there_is_looked_for_until_it_comes() -> None:
    hand = HandTime()
    eyes = Eyes(CameraAbsent(name="0"), CameraAbsent(name="0"))
    running = eyes.watch(time=hand.time)
    eyes.await_states(LOOKING, ABSENT)
    waits = [hand.let_pass(SOON_S) for _ in range(4)]
    source = FakeSource([frame(50)], hang=True)
    eyes.sources.append(source)
    while eyes.states.empty():
        waits.append(hand.let_pass(SOON_S, unless=lambda: not eyes.states.empty()))
    assert waits[:4] == [0.5, 1.0, 2.0, 2.0]
    eyes.await_states(LIVE)
    assert eyes.next_level() == 50
    running.stop()
    source.release.set()
    running.close()
    assert source.closed.is_set()


def test_unplugged_and_plugged_in_again() -> None:
    hand = HandTime()
    pulled = Staged(frame(50))
    eyes = Eyes(pulled)
    running = eyes.watch(time=hand.time)
    pulled.go()
    eyes.await_states(LOOKING, LIVE)
    assert eyes.next_level() == 50
    pulled.go()
    eyes.await_states(LOST)
    assert pulled.closed.is_set()
    back = FakeSource([frame(60)], hang=True)
    eyes.sources.append(back)
    left_at = hand.clock.monotonic()
    while eyes.states.empty():
        hand.let_pass(SOON_S, unless=lambda: not eyes.states.empty())
    eyes.await_states(LIVE)
    assert hand.clock.monotonic() - left_at < 5
    assert eyes.next_level() == 60
    running.stop()
    back.release.set()
    running.close()


@pytest.mark.parametrize("act", [fail, lambda: None], ids=["a driver that raises", "one break"])
def test_one_break_is_mended_unseen(logbook: Logbook, act: Callable[[], Frame | None]) -> None:
    logbook.allow("capture_failed")
    first, second = Staged(frame(50), act), FakeSource([frame(60)], hang=True)
    eyes = Eyes(first, second)
    running = eyes.watch()
    first.go()
    assert eyes.next_level() == 50
    first.go()
    assert eyes.next_level() == 60
    eyes.await_states(LOOKING, LIVE)
    assert eyes.states.empty()
    assert first.closed.is_set()
    running.stop()
    second.release.set()
    running.close()


def test_a_hung_capture_is_replaced_and_its_late_frame_does_not_count() -> None:
    class Late(FakeSource):
        def read(self) -> Frame | None:
            seen = super().read()
            return seen if seen is not None else frame(99)

    hand = HandTime()
    hung, second = Late([frame(50)], hang=True), FakeSource([frame(60)], hang=True)
    eyes = Eyes(hung, second)
    running = eyes.watch(time=hand.time)
    assert eyes.next_level() == 50
    eyes.await_states(LOOKING, LIVE)
    assert hung.hanging.wait(PATIENCE)
    assert hand.let_pass() == pytest.approx(2.0)
    eyes.await_states(LOST, LIVE)
    assert eyes.next_level() == 60
    hung.release.set()
    assert hung.closed.wait(PATIENCE)
    running.stop()
    second.release.set()
    running.close()
    assert eyes.sights.empty()


def test_an_opening_that_was_given_up_tells_how_long_the_next_may_take() -> None:
    hand = HandTime()
    hung, late = FakeSource([frame(50)], hang=True), Staged(frame(60))
    third, fourth = FakeSource([], hang=True), FakeSource([], hang=True)
    eyes = Eyes(hung, late, third, fourth)
    running = eyes.watch(time=hand.time)
    eyes.await_states(LOOKING, LIVE)
    assert hung.hanging.wait(PATIENCE)
    assert hand.let_pass() == pytest.approx(2.0)
    eyes.await_states(LOST)
    # It waits a moment for the hung one; the third must not overtake it.
    assert [eyes.opened.get(timeout=PATIENCE) for _ in range(2)] == [hung, late]
    assert hand.let_pass() == pytest.approx(2.0), "the first one took no time at all"
    assert hand.let_pass() == pytest.approx(0.5)
    assert third.hanging.wait(PATIENCE)
    late.go()
    running._given_up[-1].join(PATIENCE)
    assert hand.let_pass() == pytest.approx(2.0)
    assert hand.let_pass() == pytest.approx(1.0)
    assert fourth.hanging.wait(PATIENCE)
    assert hand.let_pass() == pytest.approx(7.5)
    running.stop()
    for source in (hung, third, fourth):
        source.release.set()
    running.close()


def test_captures_that_hang_are_bounded() -> None:
    hand = HandTime()
    hung = [FakeSource([], hang=True) for _ in range(MOST_HUNG + 2)]
    eyes = Eyes(*hung)
    running = eyes.watch(time=hand.time)
    for number, source in enumerate(hung[:MOST_HUNG]):
        if number > 1:
            hand.let_pass()  # until the next one is tried; after the first that is at once
        assert source.hanging.wait(PATIENCE)
        assert hand.let_pass() == pytest.approx(10.0)
    for _ in range(20):
        hand.let_pass()
    assert len(eyes.sources) == 2, "no further one is begun"
    for source in hung:
        source.release.set()
    assert hung[0].closed.wait(PATIENCE)
    running.close()
    assert all(source.closed.wait(PATIENCE) for source in hung[:MOST_HUNG])


def test_a_frozen_camera_is_told_opened_anew_and_its_readings_do_not_come_out() -> None:
    hand = HandTime()
    still = np.arange(24 * 32, dtype=np.uint8).reshape(24, 32)

    def later() -> Frame:
        hand.clock.advance(2.5)
        return still.copy()

    frozen, second = Staged(still, later), Staged(frame(80))
    eyes = Eyes(frozen, second)
    running = eyes.watch(time=hand.time)
    frozen.go()
    eyes.await_states(LOOKING, LIVE)
    assert eyes.next_level() == 0
    frozen.go()
    eyes.await_states(FROZEN)
    assert eyes.sights.empty()
    frozen.go()
    second.go()
    eyes.await_states(LIVE)
    assert eyes.next_level() == 80
    running.stop()
    second.go()
    running.close()


def test_a_covered_lens_is_told_and_a_changed_size_is_nothing() -> None:
    hand = HandTime()

    def dark(level: int) -> Callable[[], Frame]:
        def one() -> Frame:
            hand.clock.advance(0.9)
            return frame(level)

        return one

    wide = np.full((48, 99, 3), 90, np.uint8)
    source = Staged(frame(70), wide, *(dark(level) for level in (1, 2, 3, 4)), frame(71))
    eyes = Eyes(source)
    running = eyes.watch(time=hand.time)
    eyes.await_states(LOOKING)
    shapes = []
    for state in ((LIVE,), (), (), (), (), (BLACK,), (LIVE,)):
        source.go()
        shapes.append(eyes.sights.get(timeout=PATIENCE).frame.shape)
        eyes.await_states(*state)
    assert shapes[1] == (48, 99, 3)
    assert eyes.states.empty()
    running.stop()
    source.go()
    running.close()


def test_a_frame_that_cannot_be_read_is_skipped_counted_and_not_quoted(logbook: Logbook) -> None:
    logbook.allow("frame_failed")
    source = Staged(frame(13), frame(13), frame(13), frame(50))
    eyes, reader = Eyes(source), LevelReader()
    running = eyes.watch(reader)
    for _ in range(3):
        source.go()
        assert reader.broken.get(timeout=PATIENCE) == 13
    source.go()
    assert eyes.next_level() == 50
    running.stop()
    source.go()
    running.close()
    assert running.failed_frames == 3
    assert "1345" not in str(logbook.lines)
    assert logbook.events == ["frame_failed"], "the first is logged, the second and third are not"


def test_frames_that_are_no_pictures_are_no_sign_of_life(logbook: Logbook) -> None:
    logbook.allow("frame_failed")
    hand = HandTime()

    def nothing() -> Frame:
        hand.clock.advance(2.5)
        return np.zeros((0, 0, 3), np.uint8)

    source, second = Staged(frame(50), nothing), FakeSource([frame(60)], hang=True)
    eyes = Eyes(source, second)
    running = eyes.watch(time=hand.time)
    source.go()
    assert eyes.next_level() == 50
    source.go(2)
    eyes.await_states(LOOKING, LIVE, LOST, LIVE)
    assert eyes.next_level() == 60
    running.stop()
    second.release.set()
    running.close()


def test_frames_that_none_can_read_leave_no_verdict_standing(logbook: Logbook) -> None:
    logbook.allow("frame_failed")
    hand = HandTime()

    def unread() -> Frame:
        hand.clock.advance(1.1)
        return frame(13)

    source, second = Staged(frame(50), unread, unread), FakeSource([frame(60)], hang=True)
    eyes = Eyes(source, second)
    running = eyes.watch(time=hand.time)
    source.go()
    assert eyes.next_level() == 50
    source.go(3)
    eyes.await_states(LOOKING, LIVE, LOST, LIVE)
    assert eyes.next_level() == 60
    running.stop()
    second.release.set()
    running.close()


def test_one_frame_that_cannot_be_read_after_a_long_look_is_nothing(logbook: Logbook) -> None:
    logbook.allow("frame_failed")
    hand = HandTime()

    class SlowAtFirst(LevelReader):
        def read(self, seen: AnyFrame, cancelled: Cancelled) -> Reading:
            if int(grey_of(seen).flat[0]) == 50:
                hand.clock.advance(2.5)
            return super().read(seen, cancelled)

    reader = SlowAtFirst(gated=True)
    source = Burst(reader, [50, 13])
    eyes = Eyes(source)
    running = eyes.watch(reader, time=hand.time)
    assert source.done.wait(PATIENCE)
    reader.leave.set()
    assert eyes.next_level() == 50
    assert reader.broken.get(timeout=PATIENCE) == 13
    assert hand.let_pass() == pytest.approx(2.0), "it waits for the next one"
    eyes.await_states(LOOKING, LIVE, LOST)
    running.stop()
    source.release.set()
    running.close()


def test_the_same_frame_is_not_read_twice_and_says_so() -> None:
    source = Staged(frame(50), frame(50), frame(99))
    eyes, reader = Eyes(source), LevelReader()
    running = eyes.watch(reader)
    repeated = []
    for _ in range(3):
        source.go()
        repeated.append(eyes.sights.get(timeout=PATIENCE).repeated)
    # The third is brighter all over, which is no motion, but it is not the same frame either:
    # it is read again only after a while.
    assert repeated[:2] == [False, True]
    assert not any(reader.cut_short), "none was waiting meanwhile"
    running.stop()
    source.go()
    running.close()


def test_a_listener_that_raises_ends_the_loop(logbook: Logbook) -> None:
    logbook.allow("camera_loop_ended")
    called = Event()

    def broken(sight: Sight) -> None:
        called.set()
        raise RuntimeError("window gone")

    source = FakeSource([frame(50)], hang=True)
    told: Queue[CameraState] = Queue()
    running = CameraLoop(lambda: source, LevelReader(), broken, told.put)
    assert called.wait(PATIENCE)
    source.release.set()
    assert source.closed.wait(PATIENCE)
    running.close()
    assert [told.get(timeout=PATIENCE) for _ in range(3)] == [LOOKING, LIVE, LOST]
    assert running._attention._read is None
    assert "camera_loop_ended" in logbook.events


def test_close_twice_and_from_the_listener() -> None:
    closed = Event()
    running: list[CameraLoop] = []
    ready = Event()

    def close_at_once(sight: Sight) -> None:
        ready.wait(PATIENCE)
        running[0].close()
        closed.set()

    source = FakeSource([frame(50)])
    running.append(CameraLoop(lambda: source, LevelReader(), close_at_once, lambda state: None))
    ready.set()
    assert closed.wait(PATIENCE)
    running[0].close()
    running[0].close()


def test_the_demo_film_becomes_ready() -> None:
    film = Path(__file__).resolve().parents[3] / "resources" / "samples" / "phone.avi"
    clock = ManualClock()
    ready: Queue[Sight] = Queue()

    def saw(sight: Sight) -> None:
        if sight.reading.verdict is Verdict.READY:
            ready.put(sight)

    running = CameraLoop(
        lambda: FileSource(film, clock, wait=clock.advance),
        Scanner(clock),
        saw,
        lambda state: None,
        Habits(pace=EVERY_FRAME),
    )
    sight = ready.get(timeout=PATIENCE)
    running.close()
    assert sight.reading.reads[0].kind == "wechat_payment"
    assert sight.frame.shape == (480, 640, 3)
