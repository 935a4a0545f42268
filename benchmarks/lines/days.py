"""Whole days at a till in virtual time: small troubles that must not redden a light, and real ones.

All day 1 % of packets are lost. From 18 to 22 h everything is slow (round trips of 120 ms, answers
after half a second and more). Six times an hour a burst loses 5 % for half a minute; a dozen times
a day nothing comes through for a second. Thirty cases are open for a minute each. And one outage of
a minute comes at a moment of chance.
"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.lines.kinds import HOSTS, KINDS, Kind
from benchmarks.lines.simulated import SimulatedReach, Weather, plan
from benchmarks.lines.virtual import VirtualClock, VirtualLoop, run_virtual
from benchmarks.lines.watching import Log, NoThread
from cashier.health.monitor import Monitor, Watch

DAY_S = 24 * 3600.0
_EVENING = (18 * 3600.0, 22 * 3600.0)
_BURSTS, _BURST_S = 144, 30.0
_GAPS, _GAP_S = 12, 1.0
_CASES, _CASE_S = 30, 60.0
OUTAGE_S = 60.0
_GAP = Kind("gap", "network.slow", "internet", "drop", HOSTS)
_OUTAGES = [kind for kind in KINDS if kind.soon and kind.how in ("refuse", "drop", "error")]
_SEEN_WITHIN_S = 50.0


@dataclass(frozen=True, slots=True)
class Day:
    """What the lights made of a day.

    Attributes:
        false_reds: times that a light turned red though nothing was broken.
        ambers: times that one turned amber without an outage.
        missed: whether the outage was not shown red within 50 s.
        rounds: how many rounds were probed.
    """

    false_reds: int
    ambers: int
    missed: bool
    rounds: int


def live_through(seed: int) -> Day:
    """Live through one day."""
    loop = VirtualLoop()
    return run_virtual(loop, _day(loop, random.Random(seed)))


async def _day(loop: VirtualLoop, chance: random.Random) -> Day:
    clock, weather = VirtualClock(loop), Weather(loss=0.01)
    reach = SimulatedReach(clock, weather, chance)
    monitor = Monitor(NoThread(), clock, reach, Watch(plan(), look=reach.look), chance)
    log = Log(clock)
    monitor.add_listener(log)
    outage_at = chance.uniform(600, DAY_S - 600)
    running = [
        asyncio.create_task(monitor.run()),
        asyncio.create_task(_evening(weather)),
        asyncio.create_task(_bursts(weather, chance)),
        asyncio.create_task(_gaps(weather, chance, outage_at)),
        asyncio.create_task(_cases(monitor, chance)),
    ]
    await asyncio.sleep(outage_at)
    weather.kind = chance.choice(_OUTAGES)
    await asyncio.sleep(OUTAGE_S)
    weather.kind = None
    await asyncio.sleep(DAY_S - clock.monotonic())
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    return judge(log, outage_at)


def judge(log: Log, outage_at: float) -> Day:
    """Count what a day's snapshots show."""
    false_reds = ambers = 0
    seen = False
    before: dict[str, str] = {}
    for when, snapshot in log.entries:
        during = outage_at <= when <= outage_at + OUTAGE_S + 30
        for name, light in snapshot.lights.items():
            turned = before.get(name) != light.state
            before[name] = light.state
            if turned and not during:
                false_reds += light.state == "fail"
                ambers += light.state == "warn"
            if during and light.state == "fail" and when <= outage_at + _SEEN_WITHIN_S:
                seen = True
    return Day(false_reds, ambers, not seen, len(log.entries))


async def _evening(weather: Weather) -> None:
    await asyncio.sleep(_EVENING[0])
    weather.trip_s, weather.serving_s = 0.12, 0.5
    await asyncio.sleep(_EVENING[1] - _EVENING[0])
    weather.trip_s, weather.serving_s = 0.03, 0.04


async def _bursts(weather: Weather, chance: random.Random) -> None:
    passed = 0.0
    for at in _moments(chance, _BURSTS, _BURST_S):
        await asyncio.sleep(at - passed)
        weather.loss = 0.05
        await asyncio.sleep(_BURST_S)
        weather.loss = 0.01
        passed = at + _BURST_S


async def _gaps(weather: Weather, chance: random.Random, outage_at: float) -> None:
    passed = 0.0
    for at in _moments(chance, _GAPS, _GAP_S):
        await asyncio.sleep(at - passed)
        far = abs(at - outage_at) > 2 * OUTAGE_S
        weather.kind = _GAP if far else weather.kind
        await asyncio.sleep(_GAP_S)
        weather.kind = None if far else weather.kind
        passed = at + _GAP_S


async def _cases(monitor: Monitor, chance: random.Random) -> None:
    passed = 0.0
    for at in _moments(chance, _CASES, _CASE_S):
        await asyncio.sleep(at - passed)
        monitor.hurry(on=True)
        await asyncio.sleep(_CASE_S)
        monitor.hurry(on=False)
        passed = at + _CASE_S


def _moments(chance: random.Random, number: int, apart_s: float) -> Sequence[float]:
    """Return moments of a day, each at least so many seconds after the one before."""
    free = sorted(chance.uniform(0, DAY_S - number * apart_s - 60) for _ in range(number))
    return [at + index * apart_s for index, at in enumerate(free)]
