"""One capture: it paces itself, lets other frames pass, and never holds anybody up."""

from threading import Event
from typing import Self

import pytest

from cashier.core.clock import ManualClock
from cashier.scan.capture import Capture, Shot, Slot, Time, first_frame
from cashier.scan.errors import CameraAbsent
from tests.helpers.cameras import PATIENCE, FakeSource, Frame, frame


class Ticking:
    """A camera of thirty frames a second by the clock in hand, for two seconds; counts the rest."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.read_at: list[float] = []
        self.skipped = 0
        self.over = Event()

    def open(self) -> Self:
        return self

    def read(self) -> Frame | None:
        if not self.skip():
            return None
        self.skipped -= 1
        self.read_at.append(self._clock.monotonic())
        return frame()

    def skip(self) -> bool:
        self._clock.advance(1 / 30)
        self.skipped += 1
        return self._clock.monotonic() < 2

    def close(self) -> None:
        self.over.set()


@pytest.mark.parametrize(("wanted", "reads"), [(60, 59), (15, 30), (12, 30), (4, 8)])
def test_frames_nobody_waits_for_are_let_pass(wanted: float, reads: int) -> None:
    clock = ManualClock()
    source, slot = Ticking(clock), Slot(Time(clock))
    slot.interval = 1 / wanted
    capture = Capture(source.open, slot)
    assert source.over.wait(PATIENCE)
    capture.join(PATIENCE)
    assert len(source.read_at) == pytest.approx(reads, abs=1)
    assert len(source.read_at) + source.skipped == pytest.approx(60, abs=1)


def test_a_capture_that_lost_the_slot_puts_nothing_in() -> None:
    slot = Slot(Time())
    source = FakeSource([], hang=True)
    old = Capture(lambda: source, slot)
    slot.own(None)
    slot.put(old, Shot(frame(), 0.0))
    slot.stir(old)
    assert slot.take(0.0) is None
    source.release.set()
    old.join(PATIENCE)


def test_first_frame_comes_or_is_given_up() -> None:
    good = FakeSource([frame(7), frame(8)])
    seen = first_frame(lambda: good, PATIENCE)
    assert seen is not None
    assert good.closed.is_set()
    assert first_frame(lambda: FakeSource([]), PATIENCE) is None
    hung = FakeSource([], hang=True)
    assert first_frame(lambda: hung, 0.0) is None
    hung.release.set()


def test_first_frame_tells_what_is_not_there() -> None:
    def absent() -> FakeSource:
        raise CameraAbsent(name="0")

    with pytest.raises(CameraAbsent):
        first_frame(absent, PATIENCE)
