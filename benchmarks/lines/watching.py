"""Watches the lights through one trouble: when they name it, what they say, when they clear."""

import asyncio
import random
from collections.abc import Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from benchmarks.lines.kinds import HOSTS, Kind
from benchmarks.lines.simulated import SimulatedReach, Weather, plan
from benchmarks.lines.virtual import VirtualClock, VirtualLoop, run_virtual
from cashier.core.background import Background
from cashier.core.clock import Clock
from cashier.health.lights import Snapshot
from cashier.health.monitor import Monitor, Watch

Result = TypeVar("Result")
CALM_BEFORE_S = 200.0
_WATCHED = ("internet", "dns", "tls", *(name for name in HOSTS if name.startswith("gateway.")))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One trouble as the lights saw it.

    Attributes:
        said: what they named when the time allowed was over, `cause @ light`, or `nothing`.
        named_s: seconds until they named it rightly, None if never within the time watched.
        red_s: seconds until the right light was red, None likewise.
        cleared_s: seconds after its end until no light was red any more, None likewise.
        green_s: seconds after its end until every light was green again, None likewise.
    """

    kind: Kind
    said: str
    named_s: float | None
    red_s: float | None
    cleared_s: float | None
    green_s: float | None

    @property
    def right(self) -> bool:
        """Whether the right cause and the right light were named in time."""
        return self.said == f"{self.kind.cause} @ {self.kind.light}"


class Log:
    """Every snapshot with when it came; a listener."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.entries: list[tuple[float, Snapshot]] = []

    def __call__(self, snapshot: Snapshot) -> None:
        self.entries.append((self._clock.monotonic(), snapshot))

    def at(self, moment_s: float) -> Snapshot:
        """Return what was shown at a moment."""
        return [one for when, one in self.entries if when <= moment_s][-1]

    def outcome(self, kind: Kind, began_s: float, ended_s: float, allowed_s: float) -> Outcome:
        """Judge what was shown of a trouble that began and ended at these moments."""
        during = [(when, one) for when, one in self.entries if began_s <= when <= ended_s]
        named = next((when for when, one in during if said(one) == _right(kind)), None)
        red = next((when for when, one in during if said(one, red=True) == _right(kind)), None)
        after = [(when, one) for when, one in self.entries if when >= ended_s]
        cleared = next((when for when, one in after if not _red(one)), None)
        green = next((when for when, one in after if clear(one)), None)
        return Outcome(
            kind,
            said(self.at(began_s + allowed_s)),
            None if named is None else named - began_s,
            None if red is None else red - began_s,
            None if cleared is None else cleared - ended_s,
            None if green is None else green - ended_s,
        )


def said(snapshot: Snapshot, *, red: bool = False) -> str:
    """Return what is named; its light must be amber at least, or red."""
    trouble = snapshot.trouble
    if trouble is None:
        return "nothing"
    shown = snapshot.light(trouble.light).state in (("fail",) if red else ("fail", "warn"))
    return f"{trouble.cause} @ {trouble.light}" if shown else "nothing"


def _red(snapshot: Snapshot) -> bool:
    return any(snapshot.light(name).state == "fail" for name in _WATCHED)


def clear(snapshot: Snapshot) -> bool:
    """Whether every light of the network is green."""
    return all(snapshot.light(name).state in ("ok", "unknown") for name in _WATCHED)


def _right(kind: Kind) -> str:
    return f"{kind.cause} @ {kind.light}"


def simulate(kind: Kind, seed: int, *, case_open: bool, allowed_s: float) -> Outcome:
    """Let one trouble come and go in virtual time, at a moment of chance."""
    loop = VirtualLoop()
    return run_virtual(loop, _through(loop, kind, seed, allowed_s, case_open=case_open))


async def _through(
    loop: VirtualLoop, kind: Kind, seed: int, allowed_s: float, *, case_open: bool
) -> Outcome:
    clock, chance, weather = VirtualClock(loop), random.Random(f"{kind.name} {seed}"), Weather()
    reach = SimulatedReach(clock, weather, chance)
    monitor = Monitor(NoThread(), clock, reach, Watch(plan(), look=reach.look), chance)
    log = Log(clock)
    monitor.add_listener(log)
    watching = asyncio.create_task(monitor.run())
    await asyncio.sleep(CALM_BEFORE_S + chance.uniform(0, 40))
    monitor.hurry(on=case_open)
    await asyncio.sleep(5 + chance.uniform(0, 4))
    began, weather.kind = clock.monotonic(), kind
    # Long and short ones: each leaves the monitor in another state when it ends.
    await asyncio.sleep(allowed_s * chance.uniform(1.1, 2.2))
    ended, weather.kind = clock.monotonic(), None
    await asyncio.sleep(200)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    return log.outcome(kind, began, ended, allowed_s)


class NoThread(Background):
    """Stands in for the network thread where everything runs in one virtual loop."""

    def __init__(self) -> None:
        self._kept: set[asyncio.Task[Any]] = set()

    def submit(self, work: Coroutine[Any, Any, Result]) -> "Future[Result]":
        """Run it on the loop that is running; nobody waits for what this returns."""
        task = asyncio.get_running_loop().create_task(work)
        self._kept.add(task)
        task.add_done_callback(self._kept.discard)
        return Future()
