"""Where frames come from: a camera by number, a film, or a stream by URL, behind one small port.

A source is used by one thread. `read` waits for the next frame; None means that there are no more.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Protocol
from urllib.parse import urlsplit

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.core.clock import Clock, SystemClock
from cashier.scan.errors import CameraAbsent
from cashier.scan.quiet import hush

Frame = NDArray[np.uint8]

_STREAMS = frozenset({"http", "https", "rtsp", "rtmp"})
_TIME_LIMITS = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, 5000, cv2.CAP_PROP_READ_TIMEOUT_MSEC, 2000]
_USUAL_FPS = 15.0


class FrameSource(Protocol):
    """A camera, or what stands for one."""

    def read(self) -> Frame | None:
        """Wait for the next frame; None when the source has ended, is lost or was closed."""

    def close(self) -> None:
        """Let go of the camera; safe to call twice, and never from another thread than `read`."""


def open_source(name: str, clock: Clock | None = None) -> FrameSource:
    """Open a camera by index ("0"), a stream by URL, or a film file, which then plays in a loop.

    Raises:
        CameraAbsent: nothing answers under that name.
    """
    if name.isdecimal():
        return OpenCvSource(int(name))
    if urlsplit(name).scheme.lower() in _STREAMS:
        return OpenCvSource(name)
    return FileSource(Path(name), clock if clock is not None else SystemClock())


class OpenCvSource:
    """Frames by OpenCV from a camera index, a URL or a film, once through, as fast as they come.

    Failure policy: what cannot be opened is CameraAbsent; a frame that does not come is None.
    """

    def __init__(self, name: int | str) -> None:
        hush()
        self._capture = _opened(name)

    @property
    def fps(self) -> float:
        """Frames a second that the source claims; a usual figure where it claims nonsense."""
        claimed = float(self._capture.get(cv2.CAP_PROP_FPS))
        return claimed if 1.0 <= claimed <= 240.0 else _USUAL_FPS

    def read(self) -> Frame | None:
        """Wait for the next frame; None when there are no more."""
        try:
            ok, frame = self._capture.read()
        except cv2.error:
            return None
        return np.asarray(frame, np.uint8) if ok and frame.size else None

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
        self._source = OpenCvSource(str(film))
        self._pause = 1 / self._source.fps
        self._due = clock.monotonic()

    def read(self) -> Frame | None:
        """Wait until the next frame is due and return it; None when the film is over or closed."""
        if self._closed:
            return None
        early = self._due - self._clock.monotonic()
        if early > 0:
            self._wait(early)
        self._due = max(self._due, self._clock.monotonic() - self._pause) + self._pause
        frame = self._source.read()
        return self._from_start() if frame is None and self._loop else frame

    def close(self) -> None:
        """Let go of the film."""
        self._closed = True
        self._source.close()

    def _from_start(self) -> Frame | None:
        self._source.close()
        try:
            self._source = OpenCvSource(str(self._film))
        except CameraAbsent:
            return None
        return self._source.read()


def _opened(name: int | str) -> cv2.VideoCapture:
    shown = str(name) if isinstance(name, int) else _plain(name)
    try:
        if isinstance(name, int):
            capture = cv2.VideoCapture(name)
        elif urlsplit(name).scheme.lower() in _STREAMS:
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


def _plain(name: str) -> str:
    """Return a name that may be shown: of a URL only scheme and host, never a password in it."""
    parts = urlsplit(name)
    return f"{parts.scheme}://{parts.hostname}" if parts.scheme in _STREAMS else Path(name).name
