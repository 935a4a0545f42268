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
from cashier.scan.camera import Frame, FrameSource

_EARLY = 0.75
"""Share of the interval after which a frame is taken: cameras do not keep time exactly."""

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

    frame: Frame
    at: float


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

    Failure policy: what opening or reading raises ends the thread; ours is kept as `problem`, what
    a driver raises is logged by its kind.
    """

    def __init__(self, opener: Opener, slot: Slot) -> None:
        self._opener = opener
        self._slot = slot
        self._abandoned = Event()
        self.problem: CashierError | None = None
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
        source = self._opener()
        clock, due = self._slot.time.clock, 0.0
        try:
            while not self._abandoned.is_set():
                if clock.monotonic() < due:
                    # Frames nobody waits for are let pass, so that the next one is a new one.
                    if not source.skip():
                        return
                    continue
                frame = source.read()
                if frame is None:
                    return
                at = clock.monotonic()
                due = at + self._slot.interval * _EARLY
                self._slot.put(self, Shot(frame, at))
        finally:
            source.close()
