"""Is the camera well? A pure state machine: events of one camera in, its state and what to do out.

No threads, no clock, no pictures here: whoever runs a camera tells what happened and when, on a
monotonic scale, and asks whether a capture should run (`holds`), whether one should be opened now
(`should_open`) and until when nothing needs to be asked (`wakes_at`). `isOpened` of a driver is
never believed: only frames count.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

_SLOWER = 3.0
"""Times as long as the last opening that the next one may take."""


class CameraState(StrEnum):
    """What is known of the camera; the window has a sentence for each."""

    LOOKING = "looking"
    LIVE = "live"
    BLACK = "black"
    FROZEN = "frozen"
    LOST = "lost"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, all of them.

    Attributes:
        hung_s: without a frame, after the first one, a capture counts as hung.
        open_s: without a first frame; opening takes long on some drivers.
        reopen_s: the same after a capture that ran has hung: so long at least, and `_SLOWER` times
            as long as its opening took.
        dark_s: of black frames until somebody is told.
        frozen_s: of one and the same frame; None where that is normal, as in a film.
        retry_s: waits before the next capture is opened; the last one is repeated.
        thaw_s: the longest time between two openings of a picture that stands still.
    """

    hung_s: float = 2.0
    open_s: float = 10.0
    reopen_s: float = 2.0
    dark_s: float = 2.0
    frozen_s: float | None = 2.0
    retry_s: tuple[float, ...] = (0.0, 0.5, 1.0, 2.0)
    thaw_s: float = 60.0


@dataclass(frozen=True, slots=True)
class FrameSign:
    """What is known of a frame before anybody reads it: a digest, and whether it is black."""

    digest: int
    black: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """The capture that runs: since when, when its newest frame came, and when one was read last."""

    since: float
    frame_at: float | None = None
    read_at: float | None = None


@dataclass(frozen=True, slots=True)
class _Streak:
    """One kind of picture that lasts."""

    since: float
    digest: int


@dataclass(frozen=True, slots=True)
class Watchdog:
    """One camera that is switched on; every event gives a new one. Made with `begin`.

    Times never go back from event to event, but for frames that waited while one was read.
    """

    limits: Limits
    state: CameraState
    retry_at: float
    run: _Run | None = None
    failures: int = 0
    same: _Streak | None = None
    black_since: float | None = None
    seen_at: float | None = None
    opening_s: float | None = None

    @staticmethod
    def begin(at: float, limits: Limits | None = None) -> "Watchdog":
        """Return the camera as it is when it has just been switched on."""
        return Watchdog(limits or Limits(), CameraState.LOOKING, retry_at=at)

    @property
    def holds(self) -> bool:
        """Whether a capture should run now; one that runs although not is to be abandoned."""
        return self.run is not None

    def should_open(self, at: float) -> bool:
        """Whether a capture should be opened now."""
        return self.run is None and at >= self.retry_at

    @property
    def wakes_at(self) -> float:
        """When `ticked` has something to say at the earliest, or a capture should be opened."""
        if self.run is None:
            return self.retry_at
        if self.run.frame_at is not None:
            read_at = self.run.read_at if self.run.read_at is not None else self.run.frame_at
            return min(self.run.frame_at, read_at) + self.limits.hung_s
        if self.state is CameraState.LIVE and self.seen_at is not None:
            return self.seen_at + self.limits.hung_s
        return self._opened_by(self.run)

    def _opened_by(self, run: _Run) -> float:
        """Until when an opening is waited for: one that hangs must not keep a camera away."""
        patience = self.limits.open_s
        if self.opening_s is not None:
            patience = min(patience, max(self.limits.reopen_s, _SLOWER * self.opening_s))
        return run.since + patience

    def opened(self, at: float) -> "Watchdog":
        """A capture was begun."""
        return replace(self, run=_Run(at))

    def framed(self, at: float, sign: FrameSign) -> "Watchdog":
        """The capture that runs gave a frame."""
        if self.run is None:
            return self
        same = self.same if self.same and self.same.digest == sign.digest else None
        fresh = same is None
        same = same or _Streak(at, sign.digest)
        since = self.black_since if self.black_since is not None else at
        seen = replace(
            self,
            run=replace(self.run, frame_at=at, read_at=at),
            same=same,
            black_since=since if sign.black else None,
            # A capture that gives one frame and breaks again has not recovered.
            failures=0 if fresh and at - self.run.since >= self.limits.hung_s else self.failures,
            seen_at=at,
        )
        if self.run.frame_at is None:
            seen = replace(seen, opening_s=at - self.run.since)
        return _judged(seen, at)

    def opening_took(self, seconds: float) -> "Watchdog":
        """An opening that was given up led to something after so long: the next may take longer."""
        if self.opening_s is None:
            return self
        return replace(self, opening_s=max(self.opening_s, seconds))

    def read(self, at: float) -> "Watchdog":
        """The newest frame has been read: what it showed stands from now on."""
        if self.run is None:
            return self
        return replace(self, run=replace(self.run, read_at=at))

    def spoilt(self, at: float) -> "Watchdog":
        """The capture gave a frame that nobody can read: it does not hang.

        It is no sign of life either, so that after a while of nothing else the capture is dropped.
        That while begins with the last one read, and reading may have taken longer than it.
        """
        if self.run is None or self.run.frame_at is None:
            return self.ticked(at)
        return replace(self, run=replace(self.run, frame_at=at)).ticked(at)

    def ended(self, at: float, *, absent: bool = False) -> "Watchdog":
        """The capture ended or raised; `absent`: it could not even be opened."""
        if self.run is None:
            return self
        # What has been unplugged is cold when it is back, and opens more slowly than before.
        cold = replace(self, opening_s=None)
        if absent or self.failures:
            return _dropped(cold, at, _gone(self))
        # The first break is mended unseen: many drivers lose a frame now and then.
        return _dropped(cold, at, self.state)

    def ticked(self, at: float) -> "Watchdog":
        """Time went by: a capture without frames counts as hung.

        One that was begun anew unseen may open for longer, but the camera is not live meanwhile.
        """
        if self.run is None or at < self.wakes_at:
            return self
        if self.run.frame_at is None and at < self._opened_by(self.run):
            return replace(self, state=_gone(self))
        return _dropped(self, at, _gone(self))


def _judged(dog: Watchdog, at: float) -> Watchdog:
    """Say what the newest frame means; a capture that stands still is dropped, to open anew."""
    dark = dog.black_since is not None and at - dog.black_since >= dog.limits.dark_s
    stuck_since = _stuck_since(dog, at)
    state = CameraState.FROZEN if stuck_since is not None else CameraState.LIVE
    judged = replace(dog, state=CameraState.BLACK if dark else state)
    if stuck_since is None or dog.run is None or dog.run.since > stuck_since:
        return judged
    # Black ones too: after the computer slept, some drivers give one black frame for ever.
    return replace(_dropped(judged, at, judged.state), retry_at=at)


def _stuck_since(dog: Watchdog, at: float) -> float | None:
    """Return when a capture must have begun, at the latest, to be opened anew because it stands.

    None where the picture does not stand still. It may do so on purpose: each time it is opened
    anew in vain the next time comes later. Meanwhile the capture goes on, for a picture that moves
    again is then seen at once.
    """
    limit = dog.limits.frozen_s
    if limit is None or dog.same is None or at - dog.same.since < limit:
        return None
    return at - min(max(limit, dog.limits.thaw_s), limit * 2.0 ** min(dog.failures, 10))


def _gone(dog: Watchdog) -> CameraState:
    return CameraState.ABSENT if dog.seen_at is None else CameraState.LOST


def _dropped(dog: Watchdog, at: float, state: CameraState) -> Watchdog:
    waits = dog.limits.retry_s
    wait = waits[min(dog.failures, len(waits) - 1)]
    return replace(dog, state=state, run=None, retry_at=at + wait, failures=dog.failures + 1)
