"""Keeps the lights over the rounds: takes probes, damps them, gives snapshots. No I/O."""

from collections.abc import Iterable
from datetime import datetime
from types import MappingProxyType

from cashier.health.damping import Policy, Track, beat_of, step
from cashier.health.lights import NAMES, Beat, Light, Snapshot, worst
from cashier.health.probes import Probe


class Board:
    """The lights of one till. Two probes of one name in a round count as the worse of them."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._tracks: dict[str, Track] = {}
        self._lights: dict[str, Light] = {}

    @property
    def doubtful(self) -> bool:
        """Whether something just failed that does not count as failing yet: look again soon."""
        tracks = self._tracks.values()
        return any(track.state != "fail" and _last(track) == "fail" for track in tracks)

    def take(self, probes: Iterable[Probe], now: datetime) -> Snapshot:
        """Add one round and return what stands on the board."""
        fresh: dict[str, list[Light]] = {}
        for probe in probes:
            light = self._damp(probe, now) if probe.damped else settled(probe, now)
            fresh.setdefault(probe.name, []).append(light)
        for name, found in fresh.items():
            self._settle(name, worst(found))
        lights = {name: self._lights.get(name, Light(name, "unknown")) for name in NAMES}
        beats = {name: track.beats for name, track in self._tracks.items()}
        return Snapshot(MappingProxyType(lights), MappingProxyType(beats), now)

    def _settle(self, name: str, light: Light | None) -> None:
        # What could not be measured this time keeps what was measured before.
        if light is not None and (light.state != "unknown" or name not in self._lights):
            self._lights[name] = light

    def _damp(self, probe: Probe, now: datetime) -> Light:
        track = self._tracks.get(probe.name, Track())
        track = step(track, single_beat(probe, track, self._policy), self._policy)
        self._tracks[probe.name] = track
        return damped_light(probe, track, now)


def single_beat(probe: Probe, track: Track, policy: Policy) -> Beat:
    """Return the beat of one damped probe; one that could not be tried shows as none."""
    if probe.state == "unknown":
        return Beat("none")
    if probe.state == "warn":
        return Beat("slow", probe.ms)
    return beat_of(track, policy, ok=probe.ok, ms=probe.ms)


def settled(probe: Probe, now: datetime) -> Light:
    """Return the light of a probe that needs no damping."""
    return Light(probe.name, probe.state, probe.ms, probe.detail_key, now, probe.fields)


def damped_light(probe: Probe, track: Track, now: datetime) -> Light:
    """Return the light of a damped probe, with words that fit both the state and the last beat."""
    key, fields, last = probe.detail_key, probe.fields, _last(track)
    if track.state == "ok":
        key, fields = "health-ok", ()
    elif last == "slow" and key == "health-ok":
        key = "health-slow"
    elif last == "ok":
        key = "health-recovering" if track.state == "fail" else "health-shaky"
    return Light(probe.name, track.state, probe.ms, key, now, fields)


def _last(track: Track) -> str:
    return track.beats[-1].kind if track.beats else "none"
