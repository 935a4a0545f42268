"""Camera to readings, live: newest frame wins, a hung capture is abandoned and replaced, once.

Capture, decode and judge are three objects: `_Grabber` fills a slot of one frame from its own
thread, the `Scanner` it is given decodes and judges on another, and the listener gets frozen
`Sight`s there.
No Qt here; whoever shows a Sight brings it to the window's thread itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Event, current_thread
from typing import Protocol

import structlog

from cashier.core.errors import CashierError
from cashier.core.threads import start_thread
from cashier.scan.camera import Frame, FrameSource
from cashier.scan.errors import CameraLost
from cashier.scan.reading import Reading

HUNG_AFTER = 2.0
"""Seconds without a frame after which a capture counts as hung; `isOpened` is never believed."""

_JOIN_SECONDS = 2.0

_log = structlog.get_logger()

Opener = Callable[[], FrameSource]


class Reader(Protocol):
    """What decodes and judges: a `Scanner`."""

    def read(self, frame: Frame) -> Reading:
        """Return what one frame gives."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A frame and what was read in it; the frame is not written to any more."""

    frame: Frame
    reading: Reading


class CameraLoop:
    """Runs from construction until `close`, or until the camera is lost.

    Failure policy: `on_trouble` is told once, with CameraAbsent or CameraLost, and the loop ends.
    What the listeners raise ends the loop too, and is logged: a listener must not raise.
    """

    def __init__(
        self,
        opener: Opener,
        reader: Reader,
        on_sight: Callable[[Sight], None],
        on_trouble: Callable[[CashierError], None],
        *,
        hung_after: float = HUNG_AFTER,
    ) -> None:
        self._opener = opener
        self._reader = reader
        self._on_sight = on_sight
        self._on_trouble = on_trouble
        self._hung_after = hung_after
        self._slot = _Slot()
        self._replaced = False
        self._grabber = _Grabber(opener, self._slot)
        self._thread = start_thread("scan", self._run)

    def close(self) -> None:
        """Stop, and wait for both threads; a hung capture is left to end by itself. Safe twice."""
        self._slot.stop()
        self._grabber.abandon()
        if current_thread() is not self._thread:
            self._thread.join(_JOIN_SECONDS)
        self._grabber.join(_JOIN_SECONDS)

    def _run(self) -> None:
        try:
            self._watch()
        except Exception as error:  # noqa: BLE001 - top of a thread: nobody above could see it
            _log.error("camera_loop_ended", error=type(error).__name__)
        finally:
            self._slot.stop()
            self._grabber.abandon()

    def _watch(self) -> None:
        while True:
            frame = self._slot.take(self._hung_after)
            if self._slot.is_stopped():
                return
            if frame is not None:
                self._on_sight(Sight(frame, self._reader.read(frame)))
            elif not self._recovered():
                return

    def _recovered(self) -> bool:
        """Replace the capture, once; otherwise tell why there are no frames and give up."""
        problem = self._grabber.problem
        if problem is None and not self._replaced:
            self._replaced = True
            _log.warning("capture_replaced", ended=self._grabber.ended)
            self._grabber.abandon()
            self._grabber = _Grabber(self._opener, self._slot)
            return True
        self._on_trouble(problem if problem is not None else CameraLost())
        return False


class _Slot:
    """Room for one frame: a newer one takes the place of an older one, so there is no queue."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._frame: Frame | None = None
        self._owner: _Grabber | None = None
        self._stirred = False
        self._stopped = False

    def own(self, grabber: "_Grabber") -> None:
        """From now on only this grabber's frames count."""
        with self._changed:
            self._owner, self._frame, self._stirred = grabber, None, False

    def put(self, grabber: "_Grabber", frame: Frame) -> None:
        """Set the newest frame."""
        with self._changed:
            if grabber is self._owner:
                self._frame = frame
                self._changed.notify_all()

    def stir(self, grabber: "_Grabber") -> None:
        """Wake the taker although there is no frame: this grabber has ended."""
        with self._changed:
            if grabber is self._owner:
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

    def take(self, timeout: float) -> Frame | None:
        """Wait for a frame; None after the timeout, when stirred, or when stopped."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._frame is not None or self._stirred or self._stopped, timeout
            )
            frame, self._frame = self._frame, None
            if frame is None:
                self._stirred = False
            return frame


class _Grabber:
    """One capture on one thread: opens the source, hands frames over, closes what it opened.

    Opening happens here too, since it may hang as well. Only this thread touches the source.
    """

    def __init__(self, opener: Opener, slot: _Slot) -> None:
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
            _log.error("capture_failed", error=type(error).__name__)
        finally:
            self.ended = True
            self._slot.stir(self)

    def _grab(self) -> None:
        source = self._opener()
        try:
            while not self._abandoned.is_set():
                frame = source.read()
                if frame is None:
                    return
                self._slot.put(self, frame)
        finally:
            source.close()
