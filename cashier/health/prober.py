"""One round of probes: the gateways first, whoever else can tell troubles apart when they need it.

Two paces. Calm: one try a host, patient enough that one lost packet is repaired by TCP itself
(its first repeat comes after 1 s, RFC 6298). Hurried, or until a host in trouble has been good for
a while: up to three tries, a tenth of a second apart; hurried, each stage is given up after half a
second or four times its usual. The first good try counts. So a dead line is known within a second,
and a lost packet is no trouble, nor does it look like the trouble that has just ended.
Nothing raises; everything is bounded and cancelled together.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import median

from cashier.health.own_network import OwnFiles, OwnNetwork
from cashier.health.plan import Plan
from cashier.health.reach import Reach
from cashier.health.reached import Reached, Target

CALM_PATIENCE_S = 1.5
HURRIED_PATIENCE_S = 0.5
_TRIES = 3
_GOOD_ROUNDS = 4
_APART_S = 0.1
_USUAL_TIMES = 4.0
_USUAL_OF = 9
_WONDER_CALM_S, _WONDER_HURRIED_S = 1.0, 0.2


@dataclass(frozen=True, slots=True)
class Tried:
    """What a host gave in one round: the best try, and all that ended.

    `lost` is how many tries of the round before, overtaken then, came to nothing since.
    """

    best: Reached
    tries: tuple[Reached, ...]
    lost: int = 0

    @property
    def weight(self) -> int:
        """How many probes this counts for: the failed tries of one moment, two of them at most.

        So it takes a second moment to redden a light: a second's gap in the air is no outage.
        """
        return 1 if self.best.ok or self.best.late else min(len(self.tries), 2)


@dataclass(frozen=True, slots=True)
class Round:
    """Everything one round found out; the last four only where a gateway was in trouble.

    `portal` is the answer of a page that always answers 204, None where none came;
    `names_elsewhere` says whether a public name server answered, None where none was asked.
    """

    gateways: Mapping[str, Tried]
    others: tuple[Reached, ...] = ()
    portal: Reached | None = None
    names_elsewhere: bool | None = None
    own: OwnNetwork = field(default_factory=OwnNetwork)

    @property
    def every(self) -> tuple[Reached, ...]:
        """The best try of each host that was asked for an answer."""
        return (*(tried.best for tried in self.gateways.values()), *self.others)


@dataclass(frozen=True, slots=True)
class _Helpers:
    others: tuple[Reached, ...]
    portal: Reached | None
    names_elsewhere: bool | None


class Prober:
    """Runs rounds; remembers how long each host usually takes and who was in trouble last time."""

    def __init__(
        self, reach: Reach, plan: Plan, look: Callable[[], OwnNetwork] | None = None
    ) -> None:
        self._reach = reach
        self._plan = plan
        self._look = look or OwnFiles().look
        self._usual: dict[Target, deque[float]] = defaultdict(lambda: deque(maxlen=_USUAL_OF))
        # By light, not by target: two lights may stand for one host.
        self._under_way: dict[str, list[asyncio.Task[Reached]]] = {}
        # How many good rounds each host in trouble still owes before one try is enough again.
        self._owes: dict[Target, int] = {}
        self._late: set[Target] = set()

    async def round(self, *, hurried: bool = False) -> Round:
        """Probe everything once."""
        names = tuple(self._plan.gateways)
        async with asyncio.TaskGroup() as group:
            tries = [
                group.create_task(self._host(name, target, hurried=hurried))
                for name, target in self._plan.gateways.items()
            ]
            wonder_s = _WONDER_HURRIED_S if hurried else _WONDER_CALM_S
            await asyncio.wait(tries, timeout=wonder_s)
            helping = None
            if not all(task.done() and task.result().best.ok for task in tries):
                helping = group.create_task(self._help(hurried=hurried))
            await asyncio.wait(tries)
            if helping is not None and all(task.result().best.ok for task in tries):
                helping.cancel()
                helping = None
        gateways = {name: task.result() for name, task in zip(names, tries, strict=True)}
        for tried in gateways.values():
            self._remember(tried.best)
        if helping is None:
            return Round(gateways)
        found = helping.result()
        return Round(gateways, found.others, found.portal, found.names_elsewhere, self._look())

    async def _host(self, name: str, target: Target, *, hurried: bool) -> Tried:
        most = _TRIES if hurried or target in self._owes else 1
        patience_s = self._patience(target, hurried=hurried)
        # Whoever was late last time may take all the time there is, once it has been reached.
        attempt = partial(self._reach.attempt, hear_out=target in self._late)
        lost = self._lost_since(name)
        every: list[asyncio.Task[Reached]] = []
        self._under_way[name] = every
        for number in range(most):
            every.append(asyncio.create_task(attempt(target, patience_s)))
            best = await _first_good(every, _APART_S if number + 1 < most else None)
            if best is not None:
                done = tuple(task.result() for task in every if task.done())
                self._under_way[name] = [task for task in every if not task.done()]
                return Tried(best, done, lost)
        results = tuple(task.result() for task in self._under_way.pop(name))
        return Tried(_furthest(results), results, lost)

    def _lost_since(self, name: str) -> int:
        """Count the tries that the last round left under way and that came to nothing."""
        left = self._under_way.pop(name, [])
        for task in left:
            task.cancel()
        ended = [task.result() for task in left if task.done() and not task.cancelled()]
        return sum(one.reason == "timeout" for one in ended)

    async def rest(self) -> None:
        """Call off every try that is still under way, and wait until it has ended."""
        every = [task for left in self._under_way.values() for task in left]
        self._under_way.clear()
        for task in every:
            task.cancel()
        await asyncio.gather(*every, return_exceptions=True)

    async def _help(self, *, hurried: bool) -> _Helpers:
        """Ask whoever can tell what kind of trouble it is, all at the same time."""
        plan, patience_s = self._plan, HURRIED_PATIENCE_S if hurried else CALM_PATIENCE_S
        name = next((one.host for one in plan.gateways.values() if one.by_name), "")
        others, portal, answering = await asyncio.gather(
            asyncio.gather(*(self._reach.attempt(one, patience_s) for one in plan.internet)),
            self._portal(patience_s),
            self._reach.name_servers(name, plan.name_servers if name else (), patience_s),
        )
        asked = bool(name and plan.name_servers)
        return _Helpers(tuple(others), portal, bool(answering) if asked else None)

    async def _portal(self, patience_s: float) -> Reached | None:
        tries = (self._reach.attempt(one, patience_s) for one in self._plan.portals)
        return next((one for one in await asyncio.gather(*tries) if one.status is not None), None)

    def _patience(self, target: Target, *, hurried: bool) -> float:
        least = HURRIED_PATIENCE_S if hurried else CALM_PATIENCE_S
        usual = self._usual[target]
        return max(least, _USUAL_TIMES * median(usual) / 1000 if usual else 0.0)

    def _remember(self, best: Reached) -> None:
        target = best.target
        (self._late.add if best.late else self._late.discard)(target)
        if not best.ok:
            self._owes[target] = _GOOD_ROUNDS
            return
        self._usual[target].append(best.longest_ms)
        owed = self._owes.pop(target, 0)
        if owed > 1:
            self._owes[target] = owed - 1


async def _first_good(
    tasks: Sequence["asyncio.Task[Reached]"], seconds: float | None
) -> Reached | None:
    """Wait for a good try: for so many seconds, or until all have ended."""
    try:
        async with asyncio.timeout(seconds):
            while _good(tasks) is None and (left := [one for one in tasks if not one.done()]):
                await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
            if _good(tasks) is None and seconds is not None:
                await asyncio.sleep(seconds)
    except TimeoutError:
        pass
    return _good(tasks)


def _good(tasks: Sequence["asyncio.Task[Reached]"]) -> Reached | None:
    return next((task.result() for task in tasks if task.done() and task.result().ok), None)


_ORDER = ("dns", "tcp", "tls", "first_byte", "http", "done")


def _furthest(tries: Sequence[Reached]) -> Reached:
    """Return the failed try that came furthest; of equal ones the last speaks."""
    return max(enumerate(tries), key=lambda one: (_ORDER.index(one[1].stage), one[0]))[1]
