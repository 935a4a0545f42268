"""One payment method across the till: fine, degraded, on trial, and when it changes. Pure.

Damped in both directions: a light has to be bad for a while, a method has to be quiet for longer,
and lights alone change what is offered at most once in `hold_s`. Failed payments are heard at once.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from cashier.cases.recent import Failure, Lately
from cashier.playbook.timings import Damping

# One slip happens and two may be chance; a third on the same side without a success is a pattern.
BURST = 3
# Whoever is to blame: a method that fails five times in ten minutes holds the queue up.
LOAD = 5
_BAD = ("fail", "warn")


class Why(StrEnum):
    """Why a method is degraded: its light fails, it kept failing, or it is slow or overloaded."""

    outage = "outage"
    burst = "burst"
    slow = "slow"


@dataclass(frozen=True, slots=True)
class Degraded:
    """A method that is not what it should be.

    Args:
        why: outage, burst or slow.
        since_s: when the trouble began.
        fault: the light that speaks for it, as in `health.<name>`, or the newest failure's cause.
        failures: how many failures were counted; 0 where a light decided.
        trial: it is offered again, after the others, to see whether it works.
    """

    why: Why
    since_s: float
    fault: str
    failures: int = 0
    trial: bool = False

    @property
    def withheld(self) -> bool:
        """Whether it is not offered at all; what is only slow still saves a sale."""
        return self.why is not Why.slow and not self.trial


@dataclass(frozen=True, slots=True)
class MethodLight:
    """The merged light of one method and the name of the light that speaks for it."""

    state: str = "unknown"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a track is judged by: the failures that count, and how patient to be."""

    lately: Lately
    damping: Damping


Due = tuple[float, "Track"]


@dataclass(frozen=True, slots=True)
class Track:
    """What is remembered of one method. What never happened is endlessly long ago."""

    method: str
    light: MethodLight = MethodLight()
    light_since_s: float = -inf
    light_twice_s: float = inf
    degraded: Degraded | None = None
    changed_s: float = -inf
    wait_s: float = 0.0
    worked_s: float = -inf
    tried_s: float = -inf

    @property
    def on_trial(self) -> bool:
        """Whether it is offered again to see whether it works."""
        return self.degraded is not None and self.degraded.trial

    def lit(self, light: MethodLight, now_s: float) -> "Track":
        """Take one judgement of its light."""
        if light.state == self.light.state:
            return replace(self, light=light, light_twice_s=min(self.light_twice_s, now_s))
        return replace(self, light=light, light_since_s=now_s, light_twice_s=inf)

    def settled(self, grounds: Grounds, now_s: float) -> "Track":
        """Do what has fallen due by now, each at its own time."""
        track = self
        while (due := track.due(grounds)) is not None and due[0] <= now_s:
            track = due[1]
        return track

    def due(self, grounds: Grounds) -> Due | None:
        """Return what comes next if nothing is heard until then, and when."""
        now = self.degraded
        if self.light.state in _BAD:
            return self._light_due(grounds.damping)
        if now is None:
            return None
        if now.trial:
            at_s = max(self.changed_s + grounds.damping.trial_quiet_s, self.light_since_s)
            return at_s, self._fine(at_s)
        at_s = self._trial_s(now, grounds)
        trial = replace(now, trial=True)
        return at_s, replace(self, degraded=trial, changed_s=at_s, tried_s=at_s)

    def failed(self, failure: Failure, grounds: Grounds, now_s: float) -> "Track":
        """Hear of a failed payment that is among the failures already."""
        now, lately = self.degraded, grounds.lately
        since_s = now_s - grounds.damping.failures_within_s
        telling = lately.tells_of(failure, self.method)
        if self.on_trial and telling and failure.at_s >= self.changed_s:
            found = Degraded(Why.burst, failure.at_s, failure.cause, 1)
            return self._worse(found, now_s, grounds.damping)
        open_to_more = now is None or now.trial or now.why is Why.slow
        alike = lately.on_one_side(self.method, max(since_s, self.worked_s, self.tried_s))
        if telling and open_to_more and len(alike) >= BURST:
            found = Degraded(Why.burst, alike[0].at_s, failure.cause, len(alike))
            return self._worse(found, now_s, grounds.damping)
        if telling and now is not None and now.why is Why.burst:
            return replace(self, degraded=replace(now, failures=max(now.failures, len(alike))))
        load = lately.of_method(self.method, max(since_s, self.tried_s))
        if (now is None or now.trial) and failure in load and len(load) >= LOAD:
            found = Degraded(Why.slow, load[0].at_s, failure.cause, len(load))
            return self._worse(found, now_s, grounds.damping)
        return self

    def worked(self, at_s: float, now_s: float) -> "Track":
        """Hear of a payment that went through, sent at `at_s`."""
        worked_s = max(self.worked_s, at_s)
        passed = self.on_trial and at_s >= self.changed_s
        return replace(self._fine(now_s) if passed else self, worked_s=worked_s)

    def _light_due(self, damping: Damping) -> Due | None:
        """Return when the bad light counts, unless it says nothing new."""
        why, at_s = Why.slow, self.light_since_s + damping.slow_after_s
        if self.light.state == "fail":
            why = Why.outage
            at_s = min(self.light_since_s + damping.outage_after_s, self.light_twice_s)
        now = self.degraded
        if now is not None and not now.trial and (why is now.why or _milder(why, now.why)):
            return None
        at_s = max(at_s, self.changed_s + damping.hold_s)
        found = Degraded(why, self.light_since_s, self.light.name)
        return at_s, self._worse(found, at_s, damping)

    def _trial_s(self, now: Degraded, grounds: Grounds) -> float:
        """Return when it is tried again: its light was fine and nothing like it happened."""
        damping = grounds.damping
        such = (
            one.at_s
            for one in grounds.lately.failures
            if (
                one.method == self.method
                if now.why is Why.slow
                else grounds.lately.tells_of(one, self.method)
            )
        )
        longer = self.wait_s / damping.return_quiet_s
        return max(
            self.light_since_s + damping.return_light_s * longer,
            max(such, default=-inf) + self.wait_s,
            self.changed_s + damping.hold_s,
        )

    def _worse(self, found: Degraded, at_s: float, damping: Damping) -> "Track":
        """Degrade it; trouble that comes back in a trial is the old one, and waits longer."""
        before, wait_s = self.degraded, damping.return_quiet_s
        if before is not None:
            found = replace(found, since_s=before.since_s)
            wait_s = self.wait_s
            if before.trial:
                wait_s = min(2 * wait_s, damping.longest_quiet_s)
        return replace(self, degraded=found, changed_s=at_s, wait_s=wait_s)

    def _fine(self, at_s: float) -> "Track":
        return replace(self, degraded=None, changed_s=at_s, wait_s=0.0)


def _milder(why: Why, than: Why) -> bool:
    """Whether a slow light would hide that payments kept failing; an outage that is over may."""
    return why is Why.slow and than is Why.burst
