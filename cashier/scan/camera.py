"""Where frames come from: a camera by number or name, a film, or a stream, behind one small port.

A source is used by one thread. `read` waits for the next frame; None means that there are no more.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Protocol
from urllib.parse import urlsplit

import cv2
import numpy as np

from cashier.core.clock import Clock, SystemClock
from cashier.scan.cameras import PREFIX, find
from cashier.scan.errors import CameraAbsent
from cashier.scan.packed import AnyFrame, Frame, Packed
from cashier.scan.preview import step_of
from cashier.scan.quiet import hush, keep_to_one_thread
from cashier.scan.wishes import ask_for_720p, keeps_packed

_STREAMS = frozenset({"http", "https", "rtsp", "rtmp"})
_TIME_LIMITS = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, 5000, cv2.CAP_PROP_READ_TIMEOUT_MSEC, 2000]
_USUAL_FPS = 15.0
_DAMAGED_IN_A_ROW = 3


class FrameSource(Protocol):
    """A camera, or what stands for one."""

    def read(self) -> AnyFrame | None:
        """Wait for the next frame; None when the source has ended, is lost or was closed."""

    def skip(self) -> bool:
        """Let the next frame pass unseen, for less work than `read`; False as `read` gives None."""

    def close(self) -> None:
        """Let go of the camera; safe to call twice, and never from another thread than `read`."""


def open_source(name: str, clock: Clock | None = None) -> FrameSource:
    """Open a camera, a stream or a film by its name.

    Args:
        name: an index ("0"), a stable name as `cameras` lists it ("name:…"), a URL, or a film
            file, which then plays in a loop.
        clock: gives a film its pace.

    Raises:
        CameraAbsent: nothing answers under that name.
    """
    if name.startswith(PREFIX):
        found = find(name)
        return OpenCvSource(found.index, found.backend, packed=True)
    if name.isdecimal():
        return OpenCvSource(int(name), packed=True)
    if _is_stream(name):
        return OpenCvSource(name, packed=True)
    return FileSource(Path(name), clock if clock is not None else SystemClock())


class OpenCvSource:
    """Frames by OpenCV from a camera index, a URL or a film, once through, as fast as they come.

    Failure policy: what cannot be opened is CameraAbsent; a frame that does not come is None. A
    few in a row that are not packed as was promised make it open anew and leave that to OpenCV.

    Args:
        packed: take JPEGs as they come, where they do, for whoever reads to unpack.
    """

    def __init__(
        self, name: int | str, backend: int = cv2.CAP_ANY, *, packed: bool = False
    ) -> None:
        hush()
        keep_to_one_thread()
        self._name, self._backend = name, backend
        self._capture = _opened(name, backend)
        self._packed = packed and keeps_packed(self._capture)
        self._unpacks = False

    @property
    def fps(self) -> float:
        """Frames a second that the source claims; a usual figure where it claims nonsense."""
        claimed = float(self._capture.get(cv2.CAP_PROP_FPS))
        return claimed if 1.0 <= claimed <= 240.0 else _USUAL_FPS

    def read(self) -> AnyFrame | None:
        """Wait for the next frame; None when there are no more."""
        for _ in range(_DAMAGED_IN_A_ROW):
            frame = self._next()
            if frame is None or not self._packed:
                return frame
            with suppress(ValueError):
                return self._checked(Packed(frame.tobytes()))
        self._packed = False
        self._capture.release()
        self._capture = _opened(self._name, self._backend)
        return self._next()

    def _checked(self, frame: Packed) -> Packed:
        """Return a frame; the first is tried, since a film's JPEGs may be none that we unpack."""
        if not self._unpacks:
            frame.small(step_of(frame.shape))
            self._unpacks = True
        return frame

    def _next(self) -> Frame | None:
        try:
            ok, frame = self._capture.read()
        except cv2.error:
            return None
        return np.asarray(frame, np.uint8) if ok and frame.size else None

    def skip(self) -> bool:
        """Wait for the next frame without unpacking it; False when there are no more."""
        try:
            return bool(self._capture.grab())
        except cv2.error:
            return False

    def close(self) -> None:
        """Let go of the camera."""
        self._capture.release()


class FileSource:
    """A film as if it were a camera: at its own pace, and again from the start.

    Failure policy: as OpenCvSource; a film that gives no frame even from its start has ended.
    """

    def __init__(
        self,
        film: Path,
        clock: Clock,
        *,
        loop: bool = True,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._film = film
        self._clock = clock
        self._loop = loop
        self._wait = wait if wait is not None else Event().wait
        self._closed = False
        self._source = OpenCvSource(str(film), packed=True)
        self._pause = 1 / self._source.fps
        self._due = clock.monotonic()

    def read(self) -> AnyFrame | None:
        """Wait until the next frame is due and return it; None when the film is over or closed."""
        if self._closed:
            return None
        self._wait_until_due()
        frame = self._source.read()
        if frame is None and self._loop and self._rewind():
            frame = self._source.read()
        return frame

    def skip(self) -> bool:
        """Wait until the next frame is due and pass over it; False when the film is over."""
        if self._closed:
            return False
        self._wait_until_due()
        return self._source.skip() or (self._loop and self._rewind() and self._source.skip())

    def close(self) -> None:
        """Let go of the film."""
        self._closed = True
        self._source.close()

    def _wait_until_due(self) -> None:
        early = self._due - self._clock.monotonic()
        if early > 0:
            self._wait(early)
        self._due = max(self._due, self._clock.monotonic() - self._pause) + self._pause

    def _rewind(self) -> bool:
        self._source.close()
        try:
            self._source = OpenCvSource(str(self._film), packed=True)
        except CameraAbsent:
            return False
        return True


def is_film(name: str) -> bool:
    """Whether a source is a film, which may show one picture for long and starts again."""
    return not (name.isdecimal() or name.startswith(PREFIX) or _is_stream(name))


def shown_source(name: str) -> str:
    """Return a source as it may be shown: of a URL only scheme and host, never a password in it."""
    if name.isdecimal() or name.startswith(PREFIX):
        return name
    parts = urlsplit(name)
    return f"{parts.scheme}://{parts.hostname}" if _is_stream(name) else Path(name).name


def _is_stream(name: str) -> bool:
    return urlsplit(name).scheme.lower() in _STREAMS


def _opened(name: int | str, backend: int = cv2.CAP_ANY) -> cv2.VideoCapture:
    shown = shown_source(str(name))
    try:
        if isinstance(name, int):
            capture = cv2.VideoCapture(name, backend)
            if capture.isOpened():
                ask_for_720p(capture)
        elif _is_stream(name):
            capture = cv2.VideoCapture(name, cv2.CAP_FFMPEG, _TIME_LIMITS)
        elif Path(name).is_file():
            capture = cv2.VideoCapture(name)
        else:
            raise CameraAbsent(name=shown)
    except cv2.error as error:
        raise CameraAbsent(name=shown) from error
    if not capture.isOpened():
        capture.release()
        raise CameraAbsent(name=shown)
    return capture
