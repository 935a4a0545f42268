"""Turns single probes into a steady light: it does not flap, and it does not stay green too long.

* fails when `fail_after` of the last `window` probes failed; the very first probe counts alone;
* comes back only after `recover_after` good ones in a row;
* warns when `warn_after` of the window were bad and one of them failed, or `slow_after` were slow,
  until `calm_after` in a row were fine;
* a beat of several failed tries counts as several;
* counts anew after each recovery, so that old trouble is not held against it twice;
* slow is measured against this till's own usual latency, not against somebody else's: what was
  fine within a quarter of an hour. After that long, slowness is what is usual here.

Pure: from one state and one probe to the next state.
"""

from dataclasses import dataclass, replace
from statistics import median

from cashier.health.lights import BEATS_KEPT, Beat, BeatKind, State

_RECOVERIES = {("fail", "ok"), ("fail", "warn"), ("warn", "ok")}
_USUAL_FOR_S = 900.0


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient the light is, and what is slow."""

    window: int = 5
    fail_after: int = 3
    recover_after: int = 2
    warn_after: int = 2
    slow_after: int = 3
    calm_after: int = 4
    slow_factor: float = 3.0
    slow_floor_ms: float = 1000.0
    slow_always_ms: float = 3000.0
    baseline_from: int = 5


@dataclass(frozen=True, slots=True)
class Track:
    """What is remembered of one probe: its state, the window it is judged by, its heartbeat.

    `fine` has when (seconds of any steady scale) and milliseconds of the fine beats of late.
    """

    state: State = "unknown"
    window: tuple[BeatKind, ...] = ()
    beats: tuple[Beat, ...] = ()
    fine: tuple[tuple[float, float], ...] = ()

    @property
    def usual_ms(self) -> float | None:
        """The median of the fine probes remembered, None before the first."""
        return median(ms for _, ms in self.fine) if self.fine else None


def slow_from(track: Track, policy: Policy) -> float:
    """Return the latency from which a probe counts as slow here."""
    usual = track.usual_ms
    if usual is None or len(track.fine) < policy.baseline_from:
        return policy.slow_always_ms
    return min(policy.slow_always_ms, max(policy.slow_floor_ms, policy.slow_factor * usual))


def beat_of(track: Track, policy: Policy, *, ok: bool, ms: float | None) -> Beat:
    """Judge one probe by itself: fine, slow or failed."""
    if not ok:
        return Beat("fail", ms)
    slow = ms is not None and ms >= slow_from(track, policy)
    return Beat("slow" if slow else "ok", ms)


def step(track: Track, beat: Beat, policy: Policy, weight: int = 1, at_s: float = 0.0) -> Track:
    """Return the track after one more beat, come at `at_s`; one of kind `none` only shows.

    A failed beat of several tries counts as so many failures, and shows as one.
    """
    beats = (*track.beats, beat)[-BEATS_KEPT:]
    if beat.kind == "none":
        return replace(track, beats=beats)
    fine = _fine(track, beat, at_s)
    times = weight if beat.kind == "fail" else 1
    window = (*track.window, *(beat.kind,) * times)[-_longest(policy) :]
    state = _next(track.state, window, policy)
    better = (track.state, state) in _RECOVERIES
    return Track(state, () if better else window, beats, fine)


def _fine(track: Track, beat: Beat, at_s: float) -> tuple[tuple[float, float], ...]:
    """Return the fine beats of late: by the clock, for beats come at more than one pace."""
    kept = [one for one in track.fine if abs(at_s - one[0]) <= _USUAL_FOR_S]
    if beat.kind == "ok" and beat.ms is not None:
        kept.append((at_s, beat.ms))
    return tuple(kept[-BEATS_KEPT:])


def _longest(policy: Policy) -> int:
    return max(policy.window, policy.recover_after, policy.calm_after)


def _next(state: State, window: tuple[BeatKind, ...], policy: Policy) -> State:
    if state == "unknown":
        first: dict[BeatKind, State] = {"ok": "ok", "slow": "warn", "fail": "fail"}
        return first[window[-1]]
    if state == "fail":
        return _after_failing(window, policy)
    seen = window[-policy.window :]
    if seen.count("fail") >= policy.fail_after:
        return "fail"
    if state == "ok":
        failed, slow = seen.count("fail"), seen.count("slow")
        shaky = failed > 0 and failed + slow >= policy.warn_after
        return "warn" if shaky or slow >= policy.slow_after else "ok"
    last = window[-policy.calm_after :]
    calm = len(last) == policy.calm_after and set(last) == {"ok"}
    return "ok" if calm else "warn"


def _after_failing(window: tuple[BeatKind, ...], policy: Policy) -> State:
    last = window[-policy.recover_after :]
    if len(last) < policy.recover_after or "fail" in last:
        return "fail"
    # A slow one before a good one is the connection that was under way when the line came back.
    return "warn" if last[-1] == "slow" else "ok"
