"""Alarms under bad weather: one for each outage, the right link named, and never a flood.

Lights are drawn at random and fed to the judgement as the desk does it, on a clock of its own:

* outages of the whole shop, in which every light that follows goes red, each up to one round apart
  and in any order, and comes back likewise;
* days at a till whose lights flap without rest, each on its own: the worst that can be sent.
"""

import random
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from benchmarks.figures import Figure
from cashier.alarms.alarm import HOUR_S, Patience
from cashier.alarms.alarms import Alarms, Taken
from cashier.alarms.sight import look
from cashier.health.lights import NAMES, Light, Snapshot, State
from cashier.playbook.load import load_playbook

_OUTAGES = 1000
_DAYS = 20
_PACE_S = 20.0
_ROUND_S = 20.0
_AT = datetime(2026, 11, 22, tzinfo=UTC)
_ROOT = "internet"
_FOLLOW = ("dns", "tls", "gateway.wechat", "gateway.wechat_backup", "gateway.alipay")
_FLAPS = (*_FOLLOW, _ROOT, "clock", "certificate", "merchant.wechat", "merchant.fenfu", "version")


@dataclass
class Watch:
    """A till's alarms, looked at in steps."""

    alarms: Alarms
    now_s: float = 0.0
    sent: list[float] = field(default_factory=list)
    spent_s: list[float] = field(default_factory=list)

    def look(self, red: Mapping[str, bool], after_s: float) -> Taken:
        """Take the lights after so many seconds."""
        self.now_s += after_s
        states: dict[str, State] = {name: "fail" if red.get(name) else "ok" for name in NAMES}
        lights = {name: Light(name, state) for name, state in states.items()}
        begun = time.perf_counter()
        sight = look(Snapshot(lights, {}, _AT), (), {}, _PLAYBOOK.methods)
        self.alarms, taken = self.alarms.take(sight, self.now_s)
        self.spent_s.append(time.perf_counter() - begun)
        self.sent += [self.now_s] * len(taken.messages)
        return taken


@dataclass
class Outage:
    """What one outage brought."""

    names: list[str]
    raised_after_s: float
    cleared_after_s: float


_PLAYBOOK = load_playbook()
_PATIENCE = Patience.of(_PLAYBOOK.timings.damping)


def measure() -> list[Figure]:
    """Run both, and say what it cost."""
    outages = [_outage(random.Random(seed)) for seed in range(_OUTAGES)]
    named = sum(outage.names == [f"health.{_ROOT}"] for outage in outages)
    raised = [outage.raised_after_s for outage in outages]
    watch, causeless = _flapping(random.Random(1))
    return [
        Figure("outages named by the one right alarm", 100 * named / _OUTAGES, "%", 100, "higher"),
        Figure("alarms raised in an outage, worst", max(len(one.names) for one in outages), "", 1),
        Figure("the root's red light to the alarm, median", statistics.median(raised), "s"),
        Figure("the root's red light to the alarm, worst", max(raised), "s", 45),
        Figure(
            "all lights fine to the all-clear, worst",
            max(outage.cleared_after_s for outage in outages),
            "s",
            120,
        ),
        Figure("flapping without rest: alarms without a red light", causeless, "", 0),
        Figure("flapping without rest: most messages in an hour", _most(watch.sent), "", 12),
        Figure("flapping without rest: messages a day", len(watch.sent) / _DAYS, ""),
        Figure("one look, median", 1e6 * statistics.median(watch.spent_s), "µs", 1000),
    ]


def _outage(chance: random.Random) -> Outage:
    """Let the shop go offline for two to thirty minutes."""
    watch = Watch(Alarms(_PATIENCE))
    lasts_s = chance.uniform(120, 1800)
    reds = {name: chance.uniform(0, _ROUND_S) for name in (_ROOT, *_FOLLOW)}
    fines = {name: lasts_s + chance.uniform(0, _ROUND_S) for name in reds}
    names: list[str] = []
    raised_s = cleared_s = 0.0
    while watch.now_s < lasts_s + 400:
        red = {name: reds[name] <= watch.now_s < fines[name] for name in reds}
        taken = watch.look(red, chance.uniform(1, 5))
        names += [alarm.name for alarm in taken.raised]
        raised_s = raised_s or (watch.now_s if taken.raised else 0.0)
        cleared_s = watch.now_s if taken.cleared else cleared_s
    return Outage(names, raised_s - reds[_ROOT], cleared_s - max(fines.values()))


def _flapping(chance: random.Random) -> tuple[Watch, int]:
    """Let every light go red and fine by turns, for days; count alarms that had no cause."""
    watch, causeless = Watch(Alarms(_PATIENCE)), 0
    turns = dict.fromkeys(_FLAPS, 0.0)
    red = dict.fromkeys(_FLAPS, False)
    while watch.now_s < _DAYS * 24 * HOUR_S:
        for name in _FLAPS:
            if turns[name] <= watch.now_s:
                red[name] = not red[name]
                turns[name] = watch.now_s + chance.uniform(20, 600)
        taken = watch.look(red, _PACE_S)
        causeless += sum(not red[one.name.removeprefix("health.")] for one in taken.raised)
    return watch, causeless


def _most(times: list[float]) -> int:
    """Return how many of these moments lie in the fullest hour."""
    most, first = 0, 0
    for last, moment in enumerate(times):
        while moment - times[first] >= HOUR_S:
            first += 1
        most = max(most, last - first + 1)
    return most
