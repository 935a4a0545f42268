"""What a start needs before all else: settings, words of the guidance, the probes and their loop.

It is small, so that the lights are live while the rest of the program still loads. It may not
import what is not needed for that: no history, no desk, no provider.
"""

import asyncio
import random
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from cashier.app.launch import Launch, set_up_of
from cashier.config.settings import Settings
from cashier.config.settings_file import load
from cashier.core.background import Background
from cashier.core.clock import Clock, SystemClock
from cashier.core.errors import CashierError
from cashier.desk.dock_views import DockView, ShiftView
from cashier.desk.headline import chips, head, light_views
from cashier.desk.setup_note import is_new
from cashier.health.cadence import Cadence
from cashier.health.lights import Snapshot
from cashier.health.monitor import Monitor, Readiness, Watch
from cashier.health.plan import Plan, plan_of
from cashier.health.reach import Reach
from cashier.health.sntp import ask_time
from cashier.playbook.evidence import Evidence
from cashier.playbook.load import load_playbook

if TYPE_CHECKING:
    from cashier.sandbox.demo import DemoShop


class First:
    """What stands first, and is taken down last.

    Failure policy: settings that cannot be used are passed over and told. Only a home folder that
    cannot be made, or a damaged installation, stops it.
    """

    def __init__(self, launch: Launch, clock: Clock | None = None) -> None:
        self.launch = launch
        self.clock = clock or SystemClock()
        fresh = is_new(launch.home)
        self.home = launch.home.make()
        self.begun = set_up_of(launch, fresh=fresh)
        self.loaded = load(self.home)
        self.settings: Settings = self.loaded.settings
        met = (launch.problem, self.loaded.problem)
        self.problems: list[CashierError] = [one for one in met if one is not None]
        self.pack = load_playbook()
        self.demo = _demo_shop(launch, self.clock) if launch.demo else None
        self.background = Background("network")
        self._account: Future[Readiness] = Future()
        self._certificate_until: datetime | None = None
        self._end_showing: Callable[[], None] = lambda: None
        self._probes = False
        self.monitor = self._monitor()

    def begin(self, show: Callable[[DockView], None] | None = None) -> None:
        """Begin to probe, once.

        Args:
            show: is handed the lights, on the network thread, until `hand_over`.
        """
        if self.monitor is None or self._probes:
            return
        self._probes = True
        if show is not None:
            self._end_showing = self.monitor.add_listener(lambda seen: show(self._view(seen)))
        self.monitor.start()

    def hand_over(self) -> None:
        """Show the lights no more: somebody who knows more does."""
        self._end_showing()

    def know_account(self, ask: Readiness, certificate_until: datetime | None) -> None:
        """Let the merchant's account be watched too, now that somebody can be asked about it."""
        self._certificate_until = certificate_until
        if self._account.set_running_or_notify_cancel():
            self._account.set_result(ask)

    def rest(self) -> None:
        """Probe no more: whoever is told of it ends next."""
        if self.monitor is not None and self._probes:
            self._probes = False
            self.monitor.stop()

    def close(self) -> None:
        """Take it down, last of all. Safe to call twice."""
        self.rest()
        self.background.close()
        if self.demo is not None:
            self.demo.close()

    def _view(self, snapshot: Snapshot) -> DockView:
        shown = chips(snapshot, self.pack)
        top = head(shown, snapshot, self.clock.monotonic())
        return DockView(top, ShiftView(None), chips=shown, lights=light_views(snapshot))

    async def _readiness(self) -> tuple[Evidence, ...]:
        ask = await asyncio.wrap_future(self._account)
        return await ask()

    def _monitor(self) -> Monitor | None:
        if not self.settings.health.enabled:
            return None
        servers = self.settings.health.time_servers if self.demo is None else ()
        watch = Watch(
            self._plan(),
            Cadence(calm_s=self.settings.health.interval_s),
            readiness=self._readiness,
            time=partial(ask_time, servers, self.clock),
            merchant_certificate_until=lambda: self._certificate_until,
        )
        reach = Reach(self.clock, self.settings.health.timeout_s)
        return Monitor(self.background, self.clock, reach, watch, random.Random())

    def _plan(self) -> Plan:
        """Return what is probed."""
        if self.demo is None:
            return plan_of(self.settings)
        from cashier.app.demo import demo_plan

        return demo_plan(self.demo)


def _demo_shop(launch: Launch, clock: Clock) -> "DemoShop":
    from cashier.app.demo import DemoShop

    keys = launch.demo_keys() if launch.demo_keys is not None else None
    return DemoShop(clock, wallet_pace=launch.demo_pace, shows=launch.demo_shows, keys=keys)
