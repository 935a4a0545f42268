"""Which methods are degraded across the till: lights, failures and successes in, methods out.

A pure state machine; seconds are the caller's own. What falls due while nothing is heard is done at
its own time, so it does not matter how often anybody asks. It does not choose what to offer:
`fallback` does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from cashier.cases.recent import Failure, Lately
from cashier.cases.track import Degraded, Grounds, MethodLight, Track
from cashier.playbook.model import Method
from cashier.playbook.timings import Damping


@dataclass(frozen=True, slots=True)
class Degradation:
    """All methods that can fail, and what failed lately. Every change returns a new one."""

    grounds: Grounds
    tracks: Mapping[str, Track]

    @classmethod
    def begin(cls, methods: Iterable[Method], damping: Damping) -> "Degradation":
        """Begin with nothing known. What shares nothing with anything (cash) is never degraded."""
        known = {method.id: method for method in methods}
        tracks = {one.id: Track(one.id) for one in known.values() if one.needs or one.shares}
        return cls(Grounds(Lately(MappingProxyType(known)), damping), MappingProxyType(tracks))

    @property
    def lately(self) -> Lately:
        """What failed lately."""
        return self.grounds.lately

    @property
    def degraded(self) -> Mapping[str, Degraded]:
        """The methods that are degraded or on trial."""
        found = {name: one.degraded for name, one in self.tracks.items() if one.degraded}
        return MappingProxyType(found)

    @property
    def next_due_s(self) -> float | None:
        """When something changes by itself, if nothing is heard until then."""
        coming = (track.due(self.grounds) for track in self.tracks.values())
        return min((due[0] for due in coming if due is not None), default=None)

    def at(self, now_s: float) -> "Degradation":
        """Return it after what has fallen due by now."""
        due_s = self.next_due_s
        if due_s is None or due_s > now_s:
            return self
        return self.with_tracks(
            track.settled(self.grounds, now_s) for track in self.tracks.values()
        )

    def with_lights(self, lights: Mapping[str, MethodLight], now_s: float) -> "Degradation":
        """Take one judgement of the lights; a method that is not named keeps its own."""
        state = self.at(now_s)
        lit = (
            track.lit(lights[name], now_s) if name in lights else track
            for name, track in state.tracks.items()
        )
        return state.with_tracks(lit).at(now_s)

    def with_failure(self, failure: Failure, now_s: float) -> "Degradation":
        """Take a failed payment, or news about one that was heard of before."""
        state, damping = self.at(now_s), self.grounds.damping
        memory_s = max(
            damping.failures_within_s, damping.longest_quiet_s, damping.same_failure_within_s
        )
        grounds = replace(self.grounds, lately=self.lately.with_failure(failure, now_s, memory_s))
        state = replace(state, grounds=grounds)
        return state.with_tracks(
            track.failed(failure, grounds, now_s) for track in state.tracks.values()
        )

    def with_success(self, method: str, at_s: float, now_s: float) -> "Degradation":
        """Take a payment that went through with `method`, sent at `at_s`."""
        state = self.at(now_s)
        return state.with_tracks(
            track.worked(at_s, now_s) if track.method == method else track
            for track in state.tracks.values()
        )

    def with_recovery(self, key: str, now_s: float) -> "Degradation":
        """Take that a failed order was paid after all; one that nobody heard of changes nothing."""
        known = self.lately.known(key)
        if known is None or known.recovered:
            return self.at(now_s)
        return self.with_failure(replace(known, recovered=True), now_s)

    def with_tracks(self, tracks: Iterable[Track]) -> "Degradation":
        """Return it with other tracks."""
        return replace(self, tracks=MappingProxyType({one.method: one for one in tracks}))
