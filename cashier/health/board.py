"""Keeps the lights over the rounds: takes probes, damps them, gives snapshots. No I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from statistics import median
from types import MappingProxyType

from cashier.health.blame import blame, blame_slow
from cashier.health.damping import Policy, Track, beat_of, step
from cashier.health.lights import (
    NAMES,
    Beat,
    BeatKind,
    Light,
    Snapshot,
    State,
    Trouble,
    worst,
)
from cashier.health.line import Line, lossy
from cashier.health.prober import Round
from cashier.health.probes import Probe

_AGREES: Mapping[State, BeatKind] = {"ok": "ok", "warn": "slow", "fail": "fail"}


class Board:
    """The lights of one till. Two probes of one name in a round count as the worse of them."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._tracks: dict[str, Track] = {}
        self._lights: dict[str, Light] = {}
        self._lines: dict[str, Line] = {}
        self._blamed: Trouble | None = None
        self._ran_out = False
        self._loses = False

    @property
    def doubtful(self) -> bool:
        """Whether something just failed that does not count yet, or may just have come back."""
        return any(_in_doubt(track) for track in self._tracks.values())

    @property
    def unconfirmed(self) -> bool:
        """Whether something just failed that another look would confirm."""
        tracks = self._tracks.values()
        return any(track.state != "fail" and _last(track) == "fail" for track in tracks)

    @property
    def troubled(self) -> bool:
        """Whether a damped light is red or amber, or the line loses too much."""
        return self._loses or any(one.state in ("fail", "warn") for one in self._tracks.values())

    def note(self, found: Round, now_s: float) -> None:
        """Remember whom a round blames, and how good the lines were; before `take`."""
        new = blame(found)
        if new is not None:
            failed = [tried.best for tried in found.gateways.values() if not tried.best.ok]
            self._blamed = new
            self._ran_out = all(one.reason in ("timeout", "late") for one in failed)
        for name, tried in found.gateways.items():
            if not tried.best.ok:
                continue
            line = self._lines.get(name, Line())
            for one in tried.tries:
                line = line.with_try(one, now_s)
            self._lines[name] = line.with_lost(tried.lost, now_s)
        lost = self._loses
        self._loses = lossy(list(self._lines.values()), already=lost)
        if lost and not self._loses:
            self._lines = {name: line.renewed() for name, line in self._lines.items()}

    def take(self, probes: Iterable[Probe], now: datetime) -> Snapshot:
        """Add one round and return what stands on the board."""
        fresh: dict[str, list[Light]] = {}
        for probe in probes:
            light = self._damp(probe, now) if probe.damped else settled(probe, now)
            fresh.setdefault(probe.name, []).append(light)
        for name, found in fresh.items():
            self._settle(name, worst(found))
        lights = {name: self._lights.get(name, Light(name, "unknown")) for name in NAMES}
        self._mark_loss(lights)
        beats = {name: track.beats for name, track in self._tracks.items()}
        lines = {name: line.quality for name, line in self._lines.items()}
        return Snapshot(
            MappingProxyType(lights),
            MappingProxyType(beats),
            now,
            self._trouble(lights),
            MappingProxyType(lines),
        )

    def _mark_loss(self, lights: dict[str, Light]) -> None:
        """A line that loses too much is amber, though each probe gets through in the end."""
        if self._loses and lights["internet"].state == "ok":
            lost = median(line.quality.loss for line in self._lines.values())
            said = (("percent", round(lost * 100)),)
            lights["internet"] = replace(
                lights["internet"], state="warn", detail_key="health-lossy", fields=said
            )

    def _trouble(self, lights: Mapping[str, Light]) -> Trouble | None:
        """Return what is wrong, as far as lights show it: blame is forgotten once all is green."""
        bad = [name for name in self._tracks if lights[name].state in ("warn", "fail")]
        failing = any(lights[name].state == "fail" for name in bad)
        if not bad and lights["internet"].state == "ok":
            self._blamed = None
        lossy_only = self._loses and self._ran_out and lights["internet"].state != "fail"
        if self._blamed is not None and not lossy_only and (failing or self._shaky(bad)):
            return self._blamed
        return blame_slow(lights, list(self._lines))

    def _shaky(self, names: Iterable[str]) -> bool:
        return any("fail" in self._tracks[name].window for name in names)

    def _settle(self, name: str, light: Light | None) -> None:
        # What could not be measured this time keeps what was measured before.
        if light is not None and (light.state != "unknown" or name not in self._lights):
            self._lights[name] = light

    def _damp(self, probe: Probe, now: datetime) -> Light:
        track = self._tracks.get(probe.name, Track())
        beat = single_beat(probe, track, self._policy)
        track = step(track, beat, self._policy, probe.weight, now.timestamp())
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


def _in_doubt(track: Track) -> bool:
    """Whether the last beat says something else than the state that many beats have made."""
    last = _last(track)
    return last != "none" and last != _AGREES.get(track.state)


def _last(track: Track) -> str:
    return track.beats[-1].kind if track.beats else "none"
