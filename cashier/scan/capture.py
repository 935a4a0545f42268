"""One capture on one thread, and the room for one frame between it and whoever reads frames.

Nothing is judged here. A capture that hangs in its driver is abandoned: its frames do not count any
more, and its thread ends when the driver lets it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition, Event

import structlog

from cashier.core.clock import Clock, SystemClock
from cashier.core.errors import CashierError
from cashier.core.threads import start_thread
from cashier.scan.camera import FrameSource
from cashier.scan.packed import AnyFrame

_PARTING_S = 1.0

_log = structlog.get_logger()

Opener = Callable[[], FrameSource]
Wait = Callable[[Condition, Callable[[], bool], float], bool]
"""Wait on a condition until something holds or seconds have passed: `Condition.wait_for`."""


@dataclass(frozen=True, slots=True)
class Time:
    """Where time comes from, and how it is waited for."""

    clock: Clock = field(default_factory=SystemClock)
    wait: Wait = Condition.wait_for


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A frame and when it came, on the monotonic clock."""

    frame: AnyFrame
    at: float


def first_frame(opener: Opener, patience_s: float) -> AnyFrame | None:
    """Open a source for one frame; None where none comes in time, however the driver hangs.

    Raises:
        CashierError: what opening raised, such as CameraAbsent.
    """
    slot = Slot(Time())
    capture = Capture(opener, slot)
    shot = slot.take(patience_s)
    capture.abandon()
    capture.join(_PARTING_S)
    if shot is None and capture.problem is not None:
        raise capture.problem
    return shot.frame if shot is not None else None


class Slot:
    """Room for one frame: a newer one takes the place of an older one, so there is no queue.

    `interval` is how many seconds apart frames are wanted; whoever reads them sets it.
    """

    def __init__(self, time: Time) -> None:
        self.time = time
        self.interval = 0.0
        self._changed = Condition()
        self._shot: Shot | None = None
        self._owner: Capture | None = None
        self._stirred = False
        self._stopped = False

    def own(self, capture: "Capture | None") -> None:
        """From now on only this capture's frames count."""
        with self._changed:
            self._owner, self._shot, self._stirred = capture, None, False

    def put(self, capture: "Capture", shot: Shot) -> None:
        """Set the newest frame."""
        with self._changed:
            if capture is self._owner:
                self._shot = shot
                self._changed.notify_all()

    def stir(self, capture: "Capture") -> None:
        """Wake the taker although there is no frame: this capture has ended."""
        with self._changed:
            if capture is self._owner:
                self._stirred = True
                self._changed.notify_all()

    def is_stopped(self) -> bool:
        """Whether the taker was dismissed."""
        return self._stopped

    def stop(self) -> None:
        """Wake and dismiss the taker for good."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def is_full(self) -> bool:
        """Whether a frame waits that is newer than the one that was taken last."""
        return self._shot is not None

    def take(self, timeout: float) -> Shot | None:
        """Wait for a frame; None after so many seconds, when stirred, or when stopped."""
        with self._changed:
            self.time.wait(
                self._changed,
                lambda: self._shot is not None or self._stirred or self._stopped,
                timeout,
            )
            shot, self._shot = self._shot, None
            if shot is None:
                self._stirred = False
            return shot


class Capture:
    """Opens the source, hands frames over, closes what it opened.

    Opening happens here too, since it may hang as well. Only this thread touches the source.

    `opening_s` is how long it took to the first frame, or to being open where none has come.

    Failure policy: what opening or reading raises ends the thread; ours is kept as `problem`, what
    a driver raises is logged by its kind.
    """

    def __init__(self, opener: Opener, slot: Slot) -> None:
        self._opener = opener
        self._slot = slot
        self._abandoned = Event()
        self.problem: CashierError | None = None
        self.opening_s: float | None = None
        self.ended = False
        slot.own(self)
        self._thread = start_thread("camera", self._run)

    def abandon(self) -> None:
        """Ask the thread to end after the call it is in, if that ever returns."""
        self._abandoned.set()

    def join(self, timeout: float) -> None:
        """Wait for the thread to end, but not for a hung one."""
        self._thread.join(timeout)

    def _run(self) -> None:
        try:
            self._grab()
        except CashierError as error:
            self.problem = error
        except Exception as error:  # noqa: BLE001 - top of a thread: a driver may raise anything
            _log.warning("capture_failed", error=type(error).__name__)
        finally:
            self.ended = True
            self._slot.stir(self)

    def _grab(self) -> None:
        clock = self._slot.time.clock
        begun = clock.monotonic()
        source = self._opener()
        timing = _Timing(clock)
        self.opening_s = clock.monotonic() - begun
        first = True
        try:
            while not self._abandoned.is_set():
                if not timing.wants_next():
                    # Frames nobody waits for are let pass, so that the next one is a new one.
                    if not source.skip():
                        return
                    timing.passed()
                    continue
                frame = source.read()
                if frame is None:
                    return
                at = timing.took(self._slot.interval)
                if first:
                    self.opening_s, first = at - begun, False
                self._slot.put(self, Shot(frame, at))
        finally:
            source.close()


class _Timing:
    """Which frames to take of a camera that has a pace of its own."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = clock.monotonic()
        self._gap = 0.0
        self._due = self._last

    def wants_next(self) -> bool:
        """Whether the frame that comes next is closer to the time one is wanted than later ones."""
        return self._last + 1.5 * self._gap >= self._due

    def passed(self) -> float:
        """A frame came; return when."""
        now = self._clock.monotonic()
        self._last, self._gap = now, now - self._last
        return now

    def took(self, interval: float) -> float:
        """A frame came and was taken; the next one is wanted after so many seconds."""
        now = self.passed()
        self._due = now + interval
        return now
