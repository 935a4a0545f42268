"""The camera at work: what scanning costs, how soon a frame is judged, how soon it is back.

A film of phones before a counter, 720p at 15 frames a second, is rendered once and played at its
own pace. Faults come from sources that are unplugged, end, raise and change their size. The
soak is short: `python -m benchmarks.live --long` takes 100,000 frames.
"""

import resource
import statistics
import sys
import tempfile
import threading
import time
from math import inf
from pathlib import Path
from threading import Event

import cv2
import numpy as np
import structlog

from benchmarks.figures import Figure, as_table
from benchmarks.render import idle, phones
from cashier.core.clock import SystemClock
from cashier.scan.camera import FileSource, FrameSource
from cashier.scan.errors import CameraAbsent
from cashier.scan.live import CameraLoop, Habits, Sight
from cashier.scan.motion import Pace
from cashier.scan.packed import AnyFrame, Frame
from cashier.scan.recall import Recall
from cashier.scan.scanner import Scanner
from cashier.scan.shown import preview
from cashier.scan.watchdog import CameraState, Limits

_SIZE = (1280, 720)
_PHONES = (("approach", 3), ("shaking", 4), ("glare", 5))
_COUNTER_FRAMES = 45
_SCAN_S = 20
_OFF_S = 5
_REPLUGS = 5
_SOAK, _LONG_SOAK = 4_000, 100_000
_WARM = 1_000
_PATIENCE = 60


def measure(*, long: bool = False) -> list[Figure]:
    """Play the film, then the faults."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with tempfile.TemporaryDirectory(prefix="cashier-live-") as folder:
        film = Path(folder) / "counter.avi"
        _write(film, with_phones=True)
        still = Path(folder) / "still.avi"
        _write(still, with_phones=False)
        scanning = Scanning(film)
        return [
            *scanning.figures(),
            Figure("empty counter, nothing moves, of one core", Scanning(still).cost(), "%"),
            *_off(film),
            Figure("plugged in again to the first sight, worst of 5", _replug(), "s", limit=5),
            *_soak(_LONG_SOAK if long else _SOAK),
        ]


class Timed:
    """A film that remembers when each frame was handed over."""

    def __init__(self, film: Path) -> None:
        self._source = FileSource(film, SystemClock())
        self.handed: dict[int, float] = {}

    def read(self) -> AnyFrame | None:
        frame = self._source.read()
        self.handed[id(frame)] = time.perf_counter()
        return frame

    def skip(self) -> bool:
        return self._source.skip()

    def close(self) -> None:
        self._source.close()


class Scanning:
    """The loop on a film, with the preview that the window shows."""

    def __init__(self, film: Path) -> None:
        self._film = film
        self._source: Timed | None = None
        self._taken: list[float] = []
        self._shown: list[float] = []
        self._read = 0

    def figures(self) -> list[Figure]:
        """Return cost, latency and how much was looked at."""
        cost = self.cost()
        taken = statistics.quantiles(self._taken, n=100)
        return [
            Figure("scanning 720p at 15 fps, with preview, of one core", cost, "%", limit=25),
            Figure("frames judged a second", len(self._taken) / _SCAN_S, ""),
            Figure("of them read anew", 100 * self._read / len(self._taken), "%"),
            Figure("frame to verdict, median", taken[49], "ms"),
            Figure("frame to verdict, 95th percentile", taken[94], "ms", limit=60),
            Figure("frame to preview, 95th percentile", _p95(self._shown), "ms"),
        ]

    def cost(self) -> float:
        """Return the share of one core, in percent, over twenty seconds."""
        running = CameraLoop(
            self._open,
            Scanner(recall=Recall()),
            self._saw,
            _ignore,
            Habits(Limits(frozen_s=None)),
        )
        Event().wait(4)
        self._taken.clear()
        self._shown.clear()
        self._read = 0
        before = _cpu()
        Event().wait(_SCAN_S)
        used = _cpu() - before
        running.close()
        return 100 * used / _SCAN_S

    def _open(self) -> FrameSource:
        self._source = Timed(self._film)
        return self._source

    def _saw(self, sight: Sight) -> None:
        now = time.perf_counter()
        if self._source is None:
            return
        handed = self._source.handed.pop(id(sight.frame), now)
        self._taken.append((now - handed) * 1000)
        self._read += not sight.repeated
        preview(sight.frame)
        self._shown.append((time.perf_counter() - handed) * 1000)


class Plug:
    """A camera whose plug is in our hand: frames of a counter, or nothing."""

    def __init__(self, frames: list[Frame]) -> None:
        self.plugged = Event()
        self._frames = frames
        self._next = 0

    def open(self) -> "Plug":
        if not self.plugged.is_set():
            raise CameraAbsent(name="0")
        return self

    def read(self) -> Frame | None:
        Event().wait(1 / 15)
        if not self.plugged.is_set():
            return None
        self._next += 1
        return self._frames[self._next % len(self._frames)]

    def skip(self) -> bool:
        return self.read() is not None

    def close(self) -> None:
        """Nothing to let go of."""


def _replug() -> float:
    """Pull the plug and put it in again, later each time; return the worst time to be back."""
    plug = Plug(_counter(30))
    plug.plugged.set()
    seen, lost = Event(), Event()

    def became(state: CameraState) -> None:
        if state is CameraState.LOST:
            lost.set()

    running = CameraLoop(plug.open, Scanner(), lambda _: seen.set(), became)
    worst = 0.0
    for number in range(_REPLUGS):
        _await(seen)
        plug.plugged.clear()
        _await(lost)
        Event().wait(0.7 * number)
        seen.clear()
        lost.clear()
        begun = time.perf_counter()
        plug.plugged.set()
        _await(seen)
        worst = max(worst, time.perf_counter() - begun)
        seen.clear()
    running.close()
    return worst


def _off(film: Path) -> list[Figure]:
    """Switch on, see something, switch off: what is left."""
    threads = threading.active_count()
    seen = Event()
    running = CameraLoop(
        lambda: FileSource(film, SystemClock()),
        Scanner(),
        lambda _: seen.set(),
        _ignore,
    )
    _await(seen)
    running.close()
    left = threading.active_count() - threads
    before = _cpu()
    Event().wait(_OFF_S)
    return [
        Figure("switched off, of one core", 100 * (_cpu() - before) / _OFF_S, "%", limit=0.1),
        Figure("switched off, threads left", left, "", limit=0),
    ]


class Faulty:
    """Frames as fast as they are judged; every 500th something goes wrong, in turn."""

    def __init__(self, frames: list[Frame], count: int) -> None:
        self._frames = frames
        self._count = count
        self.given = 0
        self.warm = Event()
        self.over = Event()
        self.judged = Event()
        self.judged.set()

    def open(self) -> "Faulty":
        return self

    def read(self) -> Frame | None:
        self.judged.wait(1)
        self.given += 1
        if self.given == _WARM:
            self.warm.set()
        if self.given >= self._count:
            self.over.set()
        frame = self._frames[self.given % len(self._frames)]
        if self.given % 500:
            # As a driver does: a new array each time.
            self.judged.clear()
            return frame.copy()
        match self.given % 2500:
            case 500:
                return None
            case 1000:
                raise RuntimeError("driver")
            case 1500:
                return np.zeros((1, 1), np.uint8)
            case _:
                return np.zeros((0, 0, 3), np.uint8)

    def skip(self) -> bool:
        return self.read() is not None

    def close(self) -> None:
        """Nothing to let go of."""


def _soak(count: int) -> list[Figure]:
    name, seed = _PHONES[0]
    shots = [shot.picture for shot in phones.film(name, seed).frames()]
    half = (_SIZE[0] // 2, _SIZE[1] // 2)
    small = [_smaller(one, half) for one in shots]
    source = Faulty(small, count)
    threads = threading.active_count()
    every = Habits(Limits(retry_s=(0.0,)), Pace(full=inf, slow=inf))
    judged = [0]

    def saw(_: Sight) -> None:
        judged[0] += 1
        source.judged.set()

    running = CameraLoop(source.open, Scanner(), saw, _ignore, every)
    _await(source.warm)
    before = _memory()
    _await(source.over, patience=7200)
    grown = _memory() - before
    running.close()
    return [
        Figure("soak with faults, frames", source.given, ""),
        Figure("soak: frames judged", judged[0], ""),
        Figure("soak: memory grown", grown, "MB", limit=30),
        Figure("soak: threads left", threading.active_count() - threads, "", limit=0),
    ]


def _counter(count: int) -> list[Frame]:
    return list(idle.frames("counter", _SIZE, count))


def _write(path: Path, *, with_phones: bool) -> None:
    """Write a film as cameras deliver it: one JPEG a frame."""
    writer = cv2.VideoWriter(
        str(path), cv2.CAP_OPENCV_MJPEG, cv2.VideoWriter.fourcc(*"MJPG"), phones.RATE, _SIZE
    )
    if with_phones:
        for frame in _counter(_COUNTER_FRAMES):
            writer.write(_colour(frame))
        for name, seed in _PHONES:
            for shot in phones.film(name, seed).frames():
                writer.write(_colour(shot.picture))
    else:
        rng = np.random.default_rng(1)
        ground = next(iter(idle.frames("counter", _SIZE, 1))).astype(np.int16)
        for _ in range(60):
            noisy = ground + rng.normal(0, 2, ground.shape)
            writer.write(_colour(np.clip(noisy, 0, 255).astype(np.uint8)))
    writer.release()


def _smaller(frame: Frame, size: tuple[int, int]) -> Frame:
    return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.uint8)


def _colour(frame: Frame) -> Frame:
    if frame.ndim == 3:
        return frame
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR), np.uint8)


def _ignore(_: object) -> None:
    """Listen to nothing."""


def _await(event: Event, patience: float = _PATIENCE) -> None:
    if not event.wait(patience):
        raise TimeoutError("the camera loop did not do what is measured")


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[94]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    print(as_table(measure(long="--long" in sys.argv)))
