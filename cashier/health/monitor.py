"""Watches the probes: a round now and then on the network thread, damped lights to whoever listens.

Failure policy: a round that breaks is logged and the next one runs; listeners are called on the
network thread and must only hand on. After a jump of the wall clock (sleep, a person, a time
server), a tick that came far too late, or a change of route or name servers, the next round starts
at once. What was known before a sleep is forgotten first: no light stays green on its account.
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
from cashier.health.cadence import Cadence
from cashier.health.damping import Policy
from cashier.health.lights import Snapshot, nothing_known
from cashier.health.offset import Offset
from cashier.health.own_network import OwnFiles, OwnNetwork
from cashier.health.plan import Plan
from cashier.health.prober import Prober
from cashier.health.probes import Probe, judge
from cashier.health.reach import Reach
from cashier.health.readiness import merchant_certificate, readiness_probes
from cashier.health.ticks import ROUND_S, Ticks, Why
from cashier.playbook.evidence import Evidence

Listener = Callable[[Snapshot], None]
Readiness = Callable[[], Awaitable[tuple[Evidence, ...]]]
AskTime = Callable[[], Awaitable[tuple[Offset, ...]]]

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Watch:
    """What to watch, how often, and what is known besides.

    `time` asks time servers, now and then; `look` reads what this machine says of its network.
    `merchant_certificate_until` returns until when it is good, None where nobody can tell (yet).
    """

    plan: Plan
    cadence: Cadence = field(default_factory=Cadence)
    tick_s: float = 1.0
    policy: Policy = field(default_factory=Policy)
    fixed: tuple[Probe, ...] = ()
    readiness: Readiness | None = None
    time: AskTime | None = None
    every_s: float = 600.0
    merchant_certificate_until: Callable[[], datetime | None] = lambda: None
    look: Callable[[], OwnNetwork] = field(default_factory=lambda: OwnFiles().look)


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
        self._watch = watch
        self._chance = chance
        self._prober = Prober(reach, watch.plan, watch.look)
        self._board = Board(watch.policy)
        self._asked: float | None = None
        self._time: tuple[Offset, ...] = ()
        self._measured: tuple[Probe, ...] = ()
        self._told: tuple[Probe, ...] = ()
        self._hurried = False
        self._rounds = 0
        self._troubled_since: float | None = None
        self._listeners: tuple[Listener, ...] = ()
        self._woken: tuple[Callable[[], None], ...] = ()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._besides: asyncio.Task[None] | None = None
        self._snapshot = nothing_known(clock.now())

    @property
    def snapshot(self) -> Snapshot:
        """The latest lights; may be read from any thread."""
        return self._snapshot

    def add_listener(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each new snapshot, on the network thread; return what ends that.

        Once the watch runs, the newest snapshot is told at once; not to be called by a listener.
        """
        if self._task is None:
            self._listeners = (*self._listeners, listener)
        else:
            self._background.submit(self._join(listener)).result()

        def remove() -> None:
            self._listeners = tuple(kept for kept in self._listeners if kept is not listener)

        return remove

    def on_wake(self, call: Callable[[], None]) -> None:
        """Call this, on the network thread, whenever the machine wakes from a sleep."""
        self._woken = (*self._woken, call)

    def start(self) -> None:
        """Begin with a round at once."""
        self._background.submit(self._begin()).result()

    def probe_now(self) -> "Future[None]":
        """Ask for a round now instead of later; returns at once."""
        return self._background.submit(self._poke())

    def hurry(self, *, on: bool) -> None:
        """A case is open, or none is any more: probe every two seconds while it is, from now on.

        May be called from any thread and as often as one likes; only a change does anything.
        """
        before, self._hurried = self._hurried, on
        if on and not before:
            self._background.submit(self._poke())

    def stop(self) -> None:
        """End the watch and wait for it. Not to be called by a listener."""
        self._background.submit(self._end()).result()

    async def _join(self, listener: Listener) -> None:
        self._listeners = (*self._listeners, listener)
        if self._rounds:
            listener(self._snapshot)

    async def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self.run(), name="health")

    async def _poke(self) -> None:
        self._wake.set()

    async def _end(self) -> None:
        for task in (self._task, self._besides):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        self._task = None

    async def run(self) -> None:
        """Watch until cancelled; `start` does this on the network thread."""
        ticks = Ticks(self._clock, self._watch.look)
        try:
            while True:
                began = self._clock.monotonic()
                await self._round_if_it_can()
                await self._rest(began, ticks)
        finally:
            await self._prober.rest()

    async def _round_if_it_can(self) -> None:
        try:
            await self._round()
        except Exception as error:  # noqa: BLE001 - the top of this task: the watch goes on
            _log.error("health_round_broke", kind=type(error).__name__)

    async def _round(self) -> None:
        self._wake.clear()
        found = await self._prober.round(hurried=self._hurried)
        self._rounds += 1
        now, now_s = self._clock.now(), self._clock.monotonic()
        self._board.note(found, now_s)
        probes = judge(found, now, self._time)
        self._measured = tuple(one for one in probes if not one.damped)
        self._publish((*probes, *self._known(now), *self._told))
        if not self._board.troubled:
            self._troubled_since = None
        elif self._troubled_since is None:
            self._troubled_since = now_s
        due = self._asked is None or now_s - self._asked >= self._watch.every_s
        if due and (self._besides is None or self._besides.done()):
            self._asked = now_s
            self._besides = asyncio.get_running_loop().create_task(self._ask_besides())

    def _publish(self, probes: tuple[Probe, ...]) -> None:
        self._snapshot = self._board.take(probes, self._clock.now())
        for listener in self._listeners:
            listener(self._snapshot)

    def _known(self, now: datetime) -> tuple[Probe, ...]:
        """Return what needs no round."""
        until = self._watch.merchant_certificate_until()
        return (*self._watch.fixed, *merchant_certificate(until, now))

    async def _ask_besides(self) -> None:
        """Ask time servers and the provider; no round waits for what they say."""
        ask = self._watch.readiness
        try:
            if self._watch.time is not None:
                self._time = await self._watch.time()
            if ask is not None:
                self._told = readiness_probes(await ask())
                # Beside what the last round measured: the worse of two words on one light counts.
                self._publish((*self._measured, *self._known(self._clock.now()), *self._told))
        except CashierError as error:
            _log.info("merchant_readiness_unknown", code=error.code)
        except Exception as error:  # noqa: BLE001 - the top of this task: the watch goes on
            _log.error("health_round_broke", kind=type(error).__name__)

    async def _rest(self, began: float, ticks: Ticks) -> None:
        """Wait for the next round, or for a reason not to wait."""
        since = self._troubled_since
        for_s = None if since is None else self._clock.monotonic() - since
        until = began + self._watch.cadence.pause(
            self._chance,
            confirm=self._hurried and self._board.unconfirmed,
            doubt=self._hurried or self._board.doubtful,
            troubled_s=for_s,
        )
        # The machine may have slept in the middle of the round as well.
        why = ticks.unusual(ROUND_S)
        while why is None and (left := until - self._clock.monotonic()) > 0:
            try:
                async with asyncio.timeout(min(left, self._watch.tick_s)):
                    await self._wake.wait()
                return
            except TimeoutError:
                why = ticks.unusual()
        if why is not None:
            self._probe_at_once(why)

    def _probe_at_once(self, why: Why) -> None:
        _log.info("health_probes_at_once", why=why)
        if why == "jump":
            # What time servers said was said about another clock.
            self._time, self._asked = (), None
        elif why == "resume":
            self._wake_up()

    def _wake_up(self) -> None:
        """Forget what was known before the sleep, and say so."""
        self._board = Board(self._watch.policy)
        self._asked = self._troubled_since = None
        self._time = self._measured = self._told = ()
        self._publish(())
        for call in self._woken:
            call()
