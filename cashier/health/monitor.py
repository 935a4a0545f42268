"""Watches the probes: a round now and then on the network thread, damped lights to whoever listens.

Failure policy: a round that breaks is logged and the next one runs; listeners are called on the
network thread and must only hand on. After a jump of the wall clock (sleep, a person, a time
server) the next round starts at once.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from cashier.core.background import Background
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.health.board import Board
from cashier.health.damping import Policy
from cashier.health.lights import Snapshot, State, nothing_known
from cashier.health.probes import Plan, Probe, certificate_until, probe_round
from cashier.health.reach import Reach
from cashier.playbook.evidence import Evidence

JUMP_S = 60.0
_MERCHANT_WARN_DAYS = 30

_STATES: dict[str, State] = {"ok": "ok", "warn": "warn", "fail": "fail"}

Listener = Callable[[Snapshot], None]
Readiness = Callable[[], Awaitable[tuple[Evidence, ...]]]

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Watch:
    """What to watch, how often, and what is known besides."""

    plan: Plan
    interval_s: float = 20.0
    jitter: float = 0.2
    tick_s: float = 2.0
    policy: Policy = field(default_factory=Policy)
    fixed: tuple[Probe, ...] = ()
    readiness: Readiness | None = None
    readiness_every_s: float = 600.0
    merchant_certificate_until: datetime | None = None


class Monitor:
    """Runs the probes and keeps the lights. Start once; stop before the background closes."""

    def __init__(
        self,
        background: Background,
        clock: Clock,
        reach: Reach,
        watch: Watch,
        chance: random.Random,
    ) -> None:
        self._background = background
        self._clock = clock
        self._reach = reach
        self._watch = watch
        self._chance = chance
        self._board = Board(watch.policy)
        self._asked: float | None = None
        self._listeners: tuple[Listener, ...] = ()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._snapshot = nothing_known(clock.now())

    @property
    def snapshot(self) -> Snapshot:
        """The latest lights; may be read from any thread."""
        return self._snapshot

    def add_listener(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each new snapshot, on the network thread; return what ends that."""
        self._listeners = (*self._listeners, listener)

        def remove() -> None:
            self._listeners = tuple(kept for kept in self._listeners if kept is not listener)

        return remove

    def start(self) -> None:
        """Begin with a round at once."""
        self._background.submit(self._begin()).result()

    def probe_now(self) -> "Future[None]":
        """Ask for a round now instead of later; returns at once."""
        return self._background.submit(self._poke())

    def stop(self) -> None:
        """End the watch and wait for it. Not to be called by a listener."""
        self._background.submit(self._end()).result()

    async def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run(), name="health")

    async def _poke(self) -> None:
        self._wake.set()

    async def _end(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        while True:
            try:
                await self._round()
            except Exception as error:  # noqa: BLE001 - the top of this task: the watch goes on
                _log.error("health_round_broke", kind=type(error).__name__)
            await self._rest(self._pause())

    async def _round(self) -> None:
        self._wake.clear()
        probes = await probe_round(self._reach, self._watch.plan, self._clock.now())
        now = self._clock.now()
        known = (*self._watch.fixed, *self._merchant_certificate(now), *await self._merchant())
        self._snapshot = self._board.take((*probes, *known), now)
        for listener in self._listeners:
            listener(self._snapshot)

    def _merchant_certificate(self, now: datetime) -> tuple[Probe, ...]:
        until = self._watch.merchant_certificate_until
        if until is None:
            return ()
        key, days = "health-certificate-merchant", _MERCHANT_WARN_DAYS
        return (certificate_until(until, now, warn_days=days, key=key),)

    async def _merchant(self) -> tuple[Probe, ...]:
        ask, now = self._watch.readiness, self._clock.monotonic()
        due = self._asked is None or now - self._asked >= self._watch.readiness_every_s
        if ask is None or not due:
            return ()
        self._asked = now
        try:
            return readiness_probes(await ask())
        except CashierError as error:
            _log.info("merchant_readiness_unknown", code=error.code)
            return ()

    def _pause(self) -> float:
        share = self._chance.uniform(1 - self._watch.jitter, 1 + self._watch.jitter)
        return self._watch.interval_s * share / (4 if self._board.doubtful else 1)

    async def _rest(self, seconds: float) -> None:
        until = self._clock.monotonic() + seconds
        wall, steady = self._clock.now(), self._clock.monotonic()
        while (left := until - self._clock.monotonic()) > 0:
            try:
                async with asyncio.timeout(min(left, self._watch.tick_s)):
                    await self._wake.wait()
                return
            except TimeoutError:
                passed = (self._clock.now() - wall).total_seconds()
                jump = passed - (self._clock.monotonic() - steady)
            if abs(jump) > JUMP_S:
                _log.info("wall_clock_jumped", seconds=round(jump))
                return


def readiness_probes(found: tuple[Evidence, ...]) -> tuple[Probe, ...]:
    """Turn what the provider says of the merchant account into probes."""
    return tuple(
        Probe(item.name.removeprefix("health."), _STATES[item.value], None, _words(item))
        for item in found
        if item.name.startswith("health.") and item.value in _STATES
    )


def _words(item: Evidence) -> str:
    return f"health-merchant-{item.value}"
