"""The camera loop: newest frame wins, a hung capture is replaced once, no thread stays."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, Queue
from threading import Event

import pytest

from cashier.core.clock import ManualClock
from cashier.core.errors import CashierError
from cashier.scan.camera import FileSource, FrameSource
from cashier.scan.errors import CameraAbsent, CameraLost
from cashier.scan.live import CameraLoop, Sight
from cashier.scan.reading import Reading, Verdict
from cashier.scan.scanner import Scanner
from tests.helpers.cameras import FakeSource, Frame, frame
from tests.helpers.logbook import Logbook

PATIENCE = 10


class SlowReader:
    """Reads a frame as its level in `ms`; waits for leave when told to."""

    def __init__(self, *, gated: bool = False) -> None:
        self.started = Event()
        self.leave = Event()
        if not gated:
            self.leave.set()

    def read(self, seen: Frame) -> Reading:
        self.started.set()
        self.leave.wait(PATIENCE)
        return Reading(Verdict.NONE, (), (), float(seen[0, 0]), datetime(2026, 11, 22, tzinfo=UTC))


class Eyes:
    """Keeps what the loop tells."""

    def __init__(self) -> None:
        self.levels: Queue[int] = Queue()
        self.trouble: Queue[CashierError] = Queue()

    def saw(self, sight: Sight) -> None:
        self.levels.put(int(sight.reading.ms))

    def next_level(self) -> int:
        return self.levels.get(timeout=PATIENCE)

    def next_trouble(self) -> CashierError:
        return self.trouble.get(timeout=PATIENCE)


def opener(*sources: FrameSource | CashierError) -> Callable[[], FrameSource]:
    left = list(sources)

    def open_next() -> FrameSource:
        source = left.pop(0)
        if isinstance(source, CashierError):
            raise source
        return source

    return open_next


def loop(
    open_next: Callable[[], FrameSource],
    eyes: Eyes,
    reader: SlowReader | None = None,
    hung_after: float = PATIENCE,
) -> CameraLoop:
    return CameraLoop(
        open_next,
        reader if reader is not None else SlowReader(),
        eyes.saw,
        eyes.trouble.put,
        hung_after=hung_after,
    )


class Burst:
    """Gives one frame, waits until it is being read, then gives the others at once, then hangs."""

    def __init__(self, reader: SlowReader, levels: range) -> None:
        self._reader = reader
        self._levels = list(levels)
        self.done = Event()
        self.release = Event()

    def read(self) -> Frame | None:
        if not self._levels:
            self.done.set()
            self.release.wait(PATIENCE)
            return None
        level = self._levels.pop(0)
        if level == 2:
            self._reader.started.wait(PATIENCE)
        return frame(level)

    def close(self) -> None:
        self.release.set()


def test_newest_frame_wins() -> None:
    reader, eyes = SlowReader(gated=True), Eyes()
    source = Burst(reader, range(1, 20))
    running = loop(opener(source), eyes, reader)
    assert source.done.wait(PATIENCE)
    reader.leave.set()
    assert eyes.next_level() == 1
    assert eyes.next_level() == 19
    source.release.set()
    running.close()
    with pytest.raises(Empty):
        eyes.levels.get_nowait()


def test_hung_capture_is_replaced_once(logbook: Logbook) -> None:
    logbook.allow("capture_", "camera_loop_ended")
    eyes = Eyes()
    first = FakeSource([frame(1)], hang=True)
    second = FakeSource([frame(2)], hang=True)
    running = loop(opener(first, second), eyes, hung_after=0.05)
    assert eyes.next_level() == 1
    assert eyes.next_level() == 2
    assert isinstance(eyes.next_trouble(), CameraLost)
    first.release.set()
    second.release.set()
    running.close()
    assert first.closed.wait(PATIENCE)
    assert second.closed.wait(PATIENCE)
    assert eyes.trouble.empty(), "trouble is told once"
    assert "capture_replaced" in logbook.events


def test_a_frame_of_an_abandoned_capture_does_not_count(logbook: Logbook) -> None:
    logbook.allow("capture_", "camera_loop_ended")

    class Late(FakeSource):
        def read(self) -> Frame | None:
            super().read()
            return frame(99)

    eyes = Eyes()
    first = Late([], hang=True)
    second = FakeSource([frame(2)], hang=True)
    running = loop(opener(first, second), eyes, hung_after=0.05)
    assert eyes.next_level() == 2
    first.release.set()
    assert first.closed.wait(PATIENCE)
    second.release.set()
    running.close()
    assert eyes.levels.empty()
    assert "capture_replaced" in logbook.events


def test_an_ended_source_is_replaced_at_once_then_lost(logbook: Logbook) -> None:
    logbook.allow("capture_", "camera_loop_ended")
    eyes = Eyes()
    first, second = FakeSource([frame(1)]), FakeSource([frame(2)])
    running = loop(opener(first, second), eyes)
    assert isinstance(eyes.next_trouble(), CameraLost)
    running.close()
    assert first.closed.is_set()
    assert second.closed.is_set()
    assert "capture_replaced" in logbook.events


def test_absent_camera_is_told_and_not_tried_again() -> None:
    eyes = Eyes()
    running = loop(opener(CameraAbsent(name="0")), eyes)
    assert isinstance(eyes.next_trouble(), CameraAbsent)
    running.close()


def test_a_driver_that_raises_is_a_lost_camera(logbook: Logbook) -> None:
    logbook.allow("capture_", "camera_loop_ended")
    eyes = Eyes()
    broken = [FakeSource([], error=RuntimeError("driver")) for _ in range(2)]
    running = loop(opener(*broken), eyes)
    assert isinstance(eyes.next_trouble(), CameraLost)
    running.close()
    assert all(source.closed.is_set() for source in broken)
    assert "capture_failed" in logbook.events
    assert "capture_replaced" in logbook.events


def test_a_listener_that_raises_ends_the_loop(logbook: Logbook) -> None:
    logbook.allow("capture_", "camera_loop_ended")

    def fail(sight: Sight) -> None:
        raise RuntimeError("window gone")

    source = FakeSource([frame(1)], hang=True)
    running = CameraLoop(opener(source), SlowReader(), fail, lambda error: None)
    assert source.hanging.wait(PATIENCE)
    source.release.set()
    assert source.closed.wait(PATIENCE)
    running.close()
    assert "camera_loop_ended" in logbook.events


def test_close_twice_and_from_the_listener() -> None:
    closed = Event()
    running: list[CameraLoop] = []
    ready = Event()

    def close_at_once(sight: Sight) -> None:
        ready.wait(PATIENCE)
        running[0].close()
        closed.set()

    source = FakeSource([frame(1)])
    running.append(CameraLoop(opener(source), SlowReader(), close_at_once, lambda error: None))
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
        lambda: FileSource(film, clock, wait=clock.advance), Scanner(clock), saw, lambda error: None
    )
    sight = ready.get(timeout=PATIENCE)
    running.close()
    assert sight.reading.reads[0].kind == "wechat_payment"
    assert sight.frame.shape == (480, 640, 3)
