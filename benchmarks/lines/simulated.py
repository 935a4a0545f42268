"""A network in virtual time: stages take round trips; lost packets are sent again as TCP does.

Lost packets of a connection's start come again after 1, 3 and 7 s, later ones after 0.25 s and
twice as long each time, name queries after 0.4 s (RFC 6298; Linux; our resolver).
"""

import asyncio
import random
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.lines.kinds import HOSTS, OTHERS, Kind
from benchmarks.lines.virtual import VirtualClock
from cashier.health.own_network import OwnNetwork
from cashier.health.plan import Plan
from cashier.health.reach import Reach
from cashier.health.reached import Reached, Stage, Target

_TIMEOUT_S = 4.0
_AGAIN_S: dict[Stage, tuple[float, ...]] = {
    "dns": (0.0, 0.4, 0.8, 1.2),
    "tcp": (0.0, 1.0, 3.0),
    "tls": (0.0, 0.25, 0.75, 1.75),
    "first_byte": (0.0, 0.25, 0.75, 1.75),
}
_NEVER = 1e9


@dataclass
class Weather:
    """How the line is just now. Times in seconds; loss is of one packet."""

    kind: Kind | None = None
    loss: float = 0.002
    trip_s: float = 0.03
    serving_s: float = 0.04


def plan() -> Plan:
    """Return hosts whose names are those of the kinds."""
    targets = {name: Target(f"https://{name}") for name in HOSTS}
    gateways = {name: target for name, target in targets.items() if name not in OTHERS}
    return Plan(
        gateways, tuple(targets[name] for name in OTHERS), (Target("http://portal"),), ("x:53",)
    )


class SimulatedReach(Reach):
    """Reaches simulated hosts, with the limits and reasons of the real thing."""

    def __init__(self, clock: VirtualClock, weather: Weather, chance: random.Random) -> None:
        super().__init__(clock, _TIMEOUT_S, ssl.create_default_context())
        self._now = clock
        self._weather = weather
        self._chance = chance

    def look(self) -> OwnNetwork:
        """Return what this machine would say of its own network."""
        kind = self._weather.kind
        return OwnNetwork(kind is None or kind.route, "")

    async def name_servers(
        self, host: str, servers: Sequence[str], within_s: float
    ) -> tuple[str, ...]:
        """Let public name servers answer, unless nothing comes through."""
        kind = self._weather.kind
        if host and (kind is None or kind.elsewhere):
            return tuple(servers)
        await asyncio.sleep(within_s)
        return ()

    async def attempt(
        self, target: Target, patience_s: float | None = None, *, hear_out: bool = False
    ) -> Reached:
        """Walk through the stages."""
        began, passed = self._now.monotonic(), list[tuple[Stage, float]]()
        stages: tuple[Stage, ...] = ("dns", "tcp", "tls", "first_byte")
        for stage in stages if target.secured else ("dns", "tcp", "first_byte"):
            left = _TIMEOUT_S - (self._now.monotonic() - began)
            patient = patience_s is None or (hear_out and stage == "first_byte")
            limit = left if patient else min(left, patience_s or left)
            spent, reason = await self._stage(stage, target, limit)
            if reason == "timeout" and stage == "first_byte" and limit < left:
                reason = "late"
            if reason:
                whole = (self._now.monotonic() - began) * 1000
                return Reached(target, stage, reason, whole, tuple(passed))
            passed.append((stage, spent * 1000))
        return self._answered(target, tuple(passed), self._now.monotonic() - began)

    def _answered(
        self, target: Target, passed: tuple[tuple[Stage, float], ...], spent: float
    ) -> Reached:
        how, portal = self._how(target), target.host == "portal"
        status = 503 if how == "error" else 302 if how == "portal" else 204 if portal else 404
        stage: Stage = "http" if status >= 500 else "done"
        reason = str(status) if status >= 500 else ""
        return Reached(target, stage, reason, spent * 1000, passed, 0.1, 0.6, None, status)

    async def _stage(self, stage: Stage, target: Target, limit: float) -> tuple[float, str]:
        """Let one stage happen; return its seconds and, if it went no further, why."""
        began = self._now.monotonic()
        for again in _AGAIN_S[stage]:
            if again >= limit:
                break
            await asyncio.sleep(max(0.0, began + again - self._now.monotonic()))
            takes, reason = self._once(stage, target)
            if takes < _NEVER:
                until = again + takes
                if until >= limit:
                    break
                await asyncio.sleep(max(0.0, began + until - self._now.monotonic()))
                return until, reason
        await asyncio.sleep(max(0.0, began + limit - self._now.monotonic()))
        return limit, "timeout"

    def _once(self, stage: Stage, target: Target) -> tuple[float, str]:
        """Return how long one sending takes until an answer, and a reason if that is bad."""
        weather, how = self._weather, self._how(target)
        trip = weather.trip_s * self._chance.uniform(0.8, 1.5)
        kind = weather.kind
        if stage == "dns":
            if kind is not None and kind.names == "silent":
                return _NEVER, ""
            if kind is not None and kind.names == "forget" and target.host in kind.hosts:
                return trip, "unknown_name"
            return (_NEVER, "") if self._lost() else (trip, "")
        if how == "drop" or self._lost():
            return _NEVER, ""
        if stage == "tcp" and how == "refuse":
            return trip, "refused"
        if stage == "tls":
            return self._handshake(how, trip)
        if stage == "first_byte":
            return trip + self._serving(how), ""
        return trip, ""

    def _handshake(self, how: str, trip: float) -> tuple[float, str]:
        if how == "hold":
            return _NEVER, ""
        reasons = {"cut": "cut", "untrusted": "certificate", "unborn": "clockish"}
        return 2 * trip, reasons.get(how, "")

    def _serving(self, how: str) -> float:
        usual = self._weather.serving_s * self._chance.lognormvariate(0.0, 0.5)
        return usual + (1.6 if how == "slow" else 0.0)

    def _lost(self) -> bool:
        kind, loss = self._weather.kind, self._weather.loss
        if kind is not None and kind.how == "lossy":
            loss = 0.2
        return self._chance.random() < 1 - (1 - loss) ** 2

    def _how(self, target: Target) -> str:
        kind = self._weather.kind
        if kind is None:
            return ""
        if target.host == "portal":
            dead = kind.how == "drop" and kind.hosts == HOSTS
            return "portal" if kind.names == "portal" else "drop" if dead else ""
        return kind.how if target.host in kind.hosts else ""
