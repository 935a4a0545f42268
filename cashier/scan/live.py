"""Camera to readings, live: newest frame wins, and a camera that fails is looked for again.

Capture, decode and judge are three objects: a `Capture` fills a slot of one frame from its own
thread, the `Scanner` it is given decodes and judges on another, and the listeners get frozen
`Sight`s and the camera's state there. A hard look is cut short when a newer frame waits. What the
state is, and when to open anew, is decided by the pure `Watchdog`. No Qt here; whoever shows a
Sight brings it to the window's thread itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import current_thread
from typing import Protocol, TypeVar

import structlog

from cashier.core.threads import start_thread
from cashier.scan.camera import FrameSource
from cashier.scan.capture import Capture, Opener, Shot, Slot, Time
from cashier.scan.errors import CameraAbsent, CameraLost
from cashier.scan.hunt import Cancelled
from cashier.scan.motion import Attention, Glance, Pace, glance
from cashier.scan.packed import AnyFrame
from cashier.scan.reading import Reading
from cashier.scan.watchdog import CameraState, FrameSign, Limits, Watchdog

MOST_HUNG = 4
"""Captures that hang at the same time; until one of them ends, no other is begun.

So many there are when a driver holds every call for ten seconds, as V4L2's does.
"""

_JOIN_SECONDS = 2.0
_HANDOVER_SECONDS = 0.5

_log = structlog.get_logger()

Result = TypeVar("Result")


class Reader(Protocol):
    """What decodes and judges: a `Scanner`."""

    def read(self, frame: AnyFrame, cancelled: Cancelled) -> Reading:
        """Return what one frame gives; what there is by then, once `cancelled`."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A frame and what was read in it; the frame is not written to any more.

    Attributes:
        repeated: the frame was not read: it shows what the one before it did, so that it is no
            second witness.
    """

    frame: AnyFrame
    reading: Reading
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How a camera is treated."""

    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=Pace)
    time: Time = field(default_factory=Time)


class CameraLoop:
    """Runs from construction until `close`, whatever the camera does.

    Failure policy: a camera that is absent, lost, hung or frozen is opened anew, with pauses, and
    `on_state` is told each change. A frame that cannot be read is skipped and counted. What the
    listeners raise ends the loop, is logged and told as a lost camera: a listener must not raise.
    """

    def __init__(
        self,
        opener: Opener,
        reader: Reader,
        on_sight: Callable[[Sight], None],
        on_state: Callable[[CameraState], None],
        habits: Habits | None = None,
    ) -> None:
        habits = habits if habits is not None else Habits()
        self.failed_frames = 0
        self._opener = opener
        self._reader = reader
        self._on_sight = on_sight
        self._on_state = on_state
        self._clock = habits.time.clock
        self._slot = Slot(habits.time)
        now = self._clock.monotonic()
        self._attention = Attention(habits.pace, now)
        self._dog = Watchdog.begin(now, habits.limits)
        self._capture: Capture | None = None
        self._given_up: list[Capture] = []
        self._thread = start_thread("scan", self._run)

    def stop(self) -> None:
        """Ask everything to end, and wait for nothing."""
        self._slot.stop()

    def close(self) -> None:
        """Stop, and wait for the threads; a hung capture is left to end by itself. Safe twice."""
        self.stop()
        if current_thread() is not self._thread:
            self._thread.join(_JOIN_SECONDS)
        for capture in self._given_up[-1:]:
            capture.join(_JOIN_SECONDS)

    def _run(self) -> None:
        try:
            self._on_state(self._dog.state)
            self._watch()
        except Exception as error:  # noqa: BLE001 - top of a thread: nobody above could see it
            _log.error("camera_loop_ended", error=type(error).__name__)
            self._tried(lambda: self._on_state(CameraState.LOST))
        finally:
            self._slot.stop()
            self._drop_capture()
            self._attention.forget()

    def _watch(self) -> None:
        while not self._slot.is_stopped():
            now = self._clock.monotonic()
            if self._dog.should_open(now):
                self._open(now)
            shot = self._slot.take(self._dog.wakes_at - self._clock.monotonic())
            if self._slot.is_stopped():
                return
            if shot is not None:
                self._look(shot)
            else:
                self._wonder(self._clock.monotonic())

    def _open(self, now: float) -> None:
        """Begin a capture, unless too many hang already: then it counts as absent."""
        ended = [capture for capture in self._given_up if capture.ended]
        self._given_up = [capture for capture in self._given_up if capture not in ended]
        for capture in ended:
            if capture.opening_s is not None:
                self._dog = self._dog.opening_took(capture.opening_s)
        self._dog = self._dog.opened(now)
        if len(self._given_up) < MOST_HUNG:
            before = self._given_up[-1] if self._given_up else None
            self._capture = Capture(partial(self._opened_after, before), self._slot)
        else:
            self._become(self._dog.ended(now, absent=True))

    def _opened_after(self, before: Capture | None) -> FrameSource:
        """Open the source on the capture's thread; most drivers give a camera to one at a time."""
        if before is not None:
            before.join(_HANDOVER_SECONDS)
        return self._opener()

    def _wonder(self, now: float) -> None:
        """No frame came: has the capture ended, or does it hang?"""
        capture = self._capture
        if capture is None or not capture.ended:
            self._become(self._dog.ticked(now))
            return
        gone = isinstance(capture.problem, CameraAbsent | CameraLost)
        self._become(self._dog.ended(now, absent=gone))

    def _look(self, shot: Shot) -> None:
        """Judge the camera by a frame, and read the frame where that is worth it."""
        seen = self._tried(lambda: glance(shot.frame))
        if seen is None:
            self._become(self._dog.spoilt(shot.at))
            return
        dog = self._dog.framed(shot.at, FrameSign(seen.digest, black=seen.black))
        if dog.state is CameraState.FROZEN:
            # Of a picture that stands still nobody knows whether the code is still there.
            self._become(dog)
            return
        sight = self._tried(lambda: self._sight(shot, seen))
        self._slot.interval = self._attention.interval(shot.at)
        if sight is None:
            # The last verdict must not stand as if it were seen still.
            self._become(self._dog.spoilt(shot.at))
            return
        self._become(dog.read(self._clock.monotonic()))
        self._on_sight(sight)

    def _sight(self, shot: Shot, seen: Glance) -> Sight:
        known = self._attention.known(seen, shot.at)
        if known is not None:
            return Sight(shot.frame, known, repeated=True)
        reading = self._reader.read(shot.frame, self._slot.is_full)
        self._attention.learn(seen, shot.at, reading)
        return Sight(shot.frame, reading)

    def _tried(self, work: Callable[[], Result]) -> Result | None:
        """Do something with a frame; one that fails is skipped and counted."""
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - one frame must not end the watch over the next
            self.failed_frames += 1
            # The first, the tenth, the hundredth: a broken driver must not fill the disk.
            if self.failed_frames == 10 ** (len(str(self.failed_frames)) - 1):
                kind = type(error).__name__
                _log.warning("frame_failed", error=kind, frames=self.failed_frames)
            return None

    def _become(self, dog: Watchdog) -> None:
        """Take a new judgement: abandon a capture it has given up, tell a state that changed."""
        before, self._dog = self._dog.state, dog
        if not dog.holds:
            self._drop_capture()
        if dog.state is not before:
            _log.info("camera_state", state=dog.state.value)
            if dog.state is not CameraState.LIVE:
                self._attention.forget()
            self._on_state(dog.state)

    def _drop_capture(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None:
            self._slot.own(None)
            capture.abandon()
            self._given_up.append(capture)
