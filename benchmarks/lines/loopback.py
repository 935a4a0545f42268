"""The lights through real troubles: real sockets, TLS and names, on loopback, with a case open.

Several troubles are watched at the same time, each with hosts, name servers and a monitor of its
own.
"""

import asyncio
import random
import ssl
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import dns.asyncresolver

from benchmarks.lines.fronts import Front, NameServer, contexts
from benchmarks.lines.kinds import HOSTS, OTHERS, Kind
from benchmarks.lines.watching import Log, NoThread, Outcome, clear
from cashier.core.clock import SystemClock
from cashier.health.monitor import Monitor, Watch
from cashier.health.own_network import OwnNetwork
from cashier.health.plan import Plan
from cashier.health.reach import Reach
from cashier.health.reached import Target
from cashier.health.resolve import resolve_by_dns

_AT_ONCE = 20
_TROUBLED_S, _MENDED_S = 5.0, 12.0


class Shop:
    """One shop's surroundings on loopback."""

    def __init__(self, made: dict[str, ssl.SSLContext]) -> None:
        self.hosts = {name: Front(made) for name in HOSTS}
        self.portal = Front(None)
        self.names, self.elsewhere = NameServer(), NameServer()
        self.route = True

    async def open(self) -> None:
        """Open everything."""
        for front in (*self.hosts.values(), self.portal):
            await front.open()
        await self.names.open()
        await self.elsewhere.open()

    def close(self) -> None:
        """Close everything."""
        for front in (*self.hosts.values(), self.portal):
            front.close()
        self.names.close()
        self.elsewhere.close()

    async def suffer(self, kind: Kind | None) -> None:
        """Let a trouble begin; None ends it."""
        for name, front in self.hosts.items():
            how = kind.how if kind is not None and name in kind.hosts else ""
            await front.behave(how)
        dead = kind is not None and kind.how == "drop" and kind.hosts == HOSTS
        led_astray = kind is not None and kind.names == "portal"
        await self.portal.behave("drop" if dead else "portal" if led_astray else "")
        self.names.silent = kind is not None and kind.names == "silent"
        forgets = kind is not None and kind.names == "forget"
        self.names.forgotten = kind.hosts if kind is not None and forgets else ()
        self.elsewhere.silent = kind is not None and not kind.elsewhere
        self.route = kind is None or kind.route

    def monitor(self, trusted: Path, chance: random.Random) -> Monitor:
        """Return a monitor that watches this shop."""
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], self.names.port
        clock = SystemClock()
        context = ssl.create_default_context(cafile=str(trusted))
        reach = Reach(clock, 4.0, context, partial(resolve_by_dns, resolver=resolver))
        watch = Watch(self._plan(), look=lambda: OwnNetwork(self.route))
        return Monitor(NoThread(), clock, reach, watch, chance)

    def _plan(self) -> Plan:
        targets = {
            name: Target(f"https://{name}:{front.port}") for name, front in self.hosts.items()
        }
        gateways = {name: target for name, target in targets.items() if name not in OTHERS}
        others = tuple(targets[name] for name in OTHERS)
        portals = (Target(f"http://portal.one:{self.portal.port}/generate_204"),)
        return Plan(gateways, others, portals, (f"127.0.0.1:{self.elsewhere.port}",))


def watch_all(kinds: Sequence[Kind], seeds: Sequence[int], allowed_s: float) -> list[Outcome]:
    """Watch every kind of trouble with every seed."""
    return asyncio.run(_all(kinds, seeds, allowed_s))


async def _all(kinds: Sequence[Kind], seeds: Sequence[int], allowed_s: float) -> list[Outcome]:
    free = asyncio.Semaphore(_AT_ONCE)
    with tempfile.TemporaryDirectory(prefix="cashier-bench-") as folder:
        made, trusted = contexts(Path(folder), HOSTS)

        async def one(kind: Kind, seed: int) -> Outcome:
            async with free:
                return await _through(kind, Shop(made), trusted, (seed, allowed_s))

        return await asyncio.gather(*(one(kind, seed) for kind in kinds for seed in seeds))


async def _through(kind: Kind, shop: Shop, trusted: Path, how: tuple[int, float]) -> Outcome:
    seed, allowed_s = how
    clock, chance = SystemClock(), random.Random(f"{kind.name} {seed}")
    await shop.open()
    monitor, log = shop.monitor(trusted, chance), Log(clock)
    monitor.add_listener(log)
    monitor.hurry(on=True)
    watching = asyncio.create_task(monitor.run())
    try:
        await asyncio.sleep(4.5 + chance.uniform(0, 2))
        began = clock.monotonic()
        await shop.suffer(kind)
        await asyncio.sleep(_TROUBLED_S)
        ended = clock.monotonic()
        await shop.suffer(None)
        await _until_clear(log, ended + _MENDED_S)
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        shop.close()
    return log.outcome(kind, began, ended, allowed_s)


async def _until_clear(log: Log, until_s: float) -> None:
    clock, seen = SystemClock(), len(log.entries)
    while clock.monotonic() < until_s:
        await asyncio.sleep(0.1)
        if len(log.entries) > seen and clear(log.entries[-1][1]):
            return
