"""Builds the parts from the settings, joins them, and takes them down again in the right order.

The only module that names all rooms. It holds no judgement of its own.
"""

import random
import tempfile
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cashier.config.access import open_home_access
from cashier.config.roles import Room
from cashier.config.settings import Settings
from cashier.config.settings_file import load, save
from cashier.core.background import Background, Worker
from cashier.core.clock import Clock, SystemClock
from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.desk.desk import Desk
from cashier.desk.doors import Doors
from cashier.desk.exporting import Exporting
from cashier.desk.housekeeping import Housekeeping, Kept
from cashier.desk.ports import Around, TillInfo
from cashier.desk.rulebook import Rulebook
from cashier.health.monitor import Monitor, Watch
from cashier.health.probes import Plan, plan_of
from cashier.health.reach import Reach, Target
from cashier.history.derive import judge_by_replay
from cashier.history.privacy import Privacy
from cashier.history.retention import Retention
from cashier.history.rules import Rules, StoreOptions
from cashier.history.store import Store
from cashier.playbook.load import load_playbook
from cashier.playbook.pins import PinFile
from cashier.playbook.playbook import Playbook
from cashier.providers.from_settings import wechat_gateway
from cashier.providers.gateway import Gateway
from cashier.providers.signing import WeChatCredentials
from cashier.providers.wechat_v3 import WeChatGateway, WeChatHosts
from cashier.register.report import OrderNumber, Report
from cashier.sandbox.demo import DemoShop
from cashier.sandbox.till import TillScreen
from cashier.sandbox.till_outcome import Shows

if TYPE_CHECKING:
    from cashier.desk.camera import CameraSwitch
    from cashier.scan.own_code import OwnCodes

_SPARE = "history.spare.sqlite"
# A case must not wait for another program that holds the history; what is written waits instead.
_PATIENCE_S = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What a run of the program was asked for."""

    home: Home
    demo: bool = False
    demo_pace: float = 1.0
    camera: str | None = None
    demo_shows: Shows = "text"


class App:
    """All parts of a running assistant.

    Failure policy: settings, vault, history, provider and camera may each be missing or broken; the
    rest works, and the window says what is missing. Only a home folder that cannot be made, or a
    damaged installation, stops it.
    """

    def __init__(self, launch: Launch, clock: Clock | None = None) -> None:
        self.clock = clock or SystemClock()
        self.home = launch.home.make()
        loaded = load(self.home)
        self.settings: Settings = loaded.settings
        self.stored: Settings = loaded.stored
        self.problems: list[CashierError] = [loaded.problem] if loaded.problem else []
        self.rulebook = Rulebook(load_playbook(), self.home.playbook_dir)
        laid = self.rulebook.current()
        self.playbook: Playbook = laid.playbook
        self.problems += [laid.problem] if laid.problem else []
        self.demo = _demo_shop(launch, self.clock) if launch.demo else None
        self.background = Background("network")
        self.disk = Worker("disk")
        self._spare = tempfile.TemporaryDirectory(prefix="cashier-", ignore_cleanup_errors=True)
        self.store: Store = self.disk.submit(self._open_store).result()
        self.gateway = self._gateway()
        self.access = open_home_access(self.home, self.clock)
        self._pins = Worker("pins")
        asked = self.settings.access.manager_needs_pin and self.demo is None
        self.doors = Doors(self.access, self._pins, needs_pin=asked)
        self.desk = self._desk()
        self.monitor = self._monitor()
        self.housekeeping = self._housekeeping()
        self.exports = Exporting(self.home, self.settings, self.clock)
        film = str(self.demo.film) if self.demo else self.settings.camera.source
        self._camera_source = launch.camera or film
        self._camera: CameraSwitch | None = None

    def start(self) -> None:
        """Let everything run: the desk first, then what reports to it."""
        self.desk.start()
        for problem in self.problems:
            self.desk.notice(problem)
        self.desk.on_camera(self._toggle_camera)
        self.housekeeping.start()
        self.desk.keep_house()
        if self.monitor is not None:
            self.monitor.add_listener(self.desk.health_changed)
            self.monitor.add_listener(self.exports.health_changed)
            self.monitor.start()

    def keep_taste(self, language: str, theme: str) -> None:
        """Remember language and theme; a file that cannot be written is told, not fatal."""
        self.disk.submit(self._save_taste, language, theme)

    @property
    def has_demo(self) -> bool:
        """Whether there is a demo till."""
        return self.demo is not None

    def settle(self, order_number: str) -> "Future[TillScreen]":
        """Let the demo's till ask again what became of an order."""
        if self.demo is None:
            raise RuntimeError("only the demo has a till")
        return self.demo.settle(order_number)

    def charge(self, amount: Money, method: str) -> "Future[TillScreen]":
        """Let the demo's till charge; the desk learns the order's number, as from a register link.

        Raises:
            RuntimeError: there is no demo: the program itself cannot charge.
        """
        if self.demo is None:
            raise RuntimeError("only the demo has a till that charges")
        future = self.demo.charge(amount, method)
        future.add_done_callback(lambda done: self._charged(done, amount, method))
        return future

    def close(self) -> None:
        """Take everything down once the window is gone."""
        if self._camera is not None:
            self._camera.close()
        if self.monitor is not None:
            self.monitor.stop()
        self.housekeeping.stop()
        self.exports.close()
        self._pins.close()
        self.desk.close().result()
        if self.gateway is not None:
            self.background.submit(self.gateway.close_client()).result()
        self.background.close()
        self.disk.submit(self.store.close).result()
        self.disk.close()
        if self.demo is not None:
            self.demo.close()
        self._spare.cleanup()

    def _save_taste(self, language: str, theme: str) -> None:
        liked = {
            "language": language,
            "appearance": self.stored.appearance.model_copy(update={"theme": theme}),
        }
        self.stored = self.stored.model_copy(update=liked)
        try:
            save(self.stored, self.home)
        except CashierError as error:
            self.desk.notice(error)

    def _toggle_camera(self) -> bool:
        """Switch the camera; the libraries that read pictures load when it is first wanted."""
        if self._camera is None:
            from cashier.desk.camera import CameraSwitch

            self._camera = CameraSwitch(self._camera_source, self.desk, self.clock, self._own_codes)
        return self._camera.toggle()

    def _own_codes(self) -> "OwnCodes":
        """Return the shop's registered codes; where they cannot be had, nothing is compared."""
        from cashier.scan.own_code import NO_OWN_CODES
        from cashier.scan.own_code_file import home_own_codes

        try:
            return home_own_codes(self.home).load()
        except CashierError as error:
            self.desk.notice(error)
            return NO_OWN_CODES

    def _charged(self, done: "Future[TillScreen]", amount: Money, method: str) -> None:
        if done.cancelled() or done.exception() is not None:
            return
        number = OrderNumber.parse(done.result().order_number)
        told = Report(order_number=number, amount=amount, method=method, source="register")
        self.desk.register_reported(told)

    def _open_store(self) -> Store:
        """Open the history; if it cannot be, keep today's cases in a spare file and say so."""
        credit = frozenset(cause.id for cause in self.playbook.causes if cause.credit)
        rules = Rules(Privacy(credit), judge_by_replay(self.playbook))
        options = StoreOptions(self.clock, rules, busy_s=_PATIENCE_S, alone=True)
        spare = self.home.database.with_name(_SPARE)
        try:
            opened = Store.open(self.home.database, options)
        except CashierError as error:
            self.problems.append(error)
            return self._open_spare(spare, options)
        if opened.problem is not None:
            self.problems.append(opened.problem)
        try:
            opened.store.take_in(spare)
        except CashierError as error:
            self.problems.append(error)
        return opened.store

    def _open_spare(self, spare: Path, options: StoreOptions) -> Store:
        """Open a file that stands in for the history: beside it, else where it ends with us."""
        try:
            store = Store.open(spare, options).store
        except CashierError:
            store = Store.open(Path(self._spare.name) / _SPARE, options).store
        store.stand_in_for(self.home.database, options)
        return store

    def _gateway(self) -> Gateway | None:
        """Build the provider from the demo's keys or the vault's; without keys there is none."""
        if self.demo is not None:
            keys = self.demo.gateway.keys.till
            credentials = WeChatCredentials(
                mchid=keys.mchid,
                appid=keys.appid,
                serial_no=keys.serial_no,
                private_key=keys.private_key,
                platform_keys={keys.public_key_id: keys.platform_public_key},
            )
            hosts = WeChatHosts(main=self.demo.gateway.base_url, backup=None)
            return WeChatGateway(credentials, self.clock, hosts)
        if not self.settings.wechat.enabled:
            return None
        try:
            return wechat_gateway(self.settings.wechat, self.home, self.clock)
        except CashierError as error:
            self.problems.append(error)
            return None

    def _desk(self) -> Desk:
        access = self.access
        try:
            access.has_pin()
        except CashierError as error:
            self.problems.append(error)
        needs_pin = self.settings.access.reverse_needs_pin and self.demo is None
        store = self.settings.store
        # The demo tells the same story each time: no lots are drawn for its scripts.
        pins = PinFile(self.home.settings_dir)
        who = TillInfo(
            till=store.till,
            needs_pin=needs_pin,
            industry=store.industry,
            customer_group=store.customer_group,
            read_pins=self.playbook.variants.settled if self.demo else pins.read,
            restore_needs_pin=self.doors.shut,
        )

        def check(pin: Secret, room: Room = Room.reverse) -> bool:
            access.require(pin, room)
            return True

        around = Around(
            playbook=self.playbook,
            store=self.store,
            clock=self.clock,
            worker=self.disk,
            network=self.background,
            gateway=self.gateway,
            who=who,
            check_pin=check,
            check_restore=partial(check, room=Room.restore),
            learn=self.settings.guidance.learn,
            rulebook=self.rulebook,
            pins=pins,
        )
        return Desk(around)

    def _housekeeping(self) -> Housekeeping:
        keep = self.settings.retention
        days = Retention(
            texts_days=keep.texts_days,
            notes_days=keep.notes_days,
            records_days=keep.records_days,
        )
        kept = Kept(days, keep.logs_days, self.home.log_dir)
        return Housekeeping(self.store, kept, self.clock, self.disk, self.background)

    def _monitor(self) -> Monitor | None:
        if not self.settings.health.enabled:
            return None
        plan = plan_of(self.settings) if self.demo is None else _demo_plan(self.demo)
        readiness = self.gateway.readiness if self.gateway is not None else None
        watch = Watch(plan, interval_s=self.settings.health.interval_s, readiness=readiness)
        reach = Reach(self.clock, self.settings.health.timeout_s)
        return Monitor(self.background, self.clock, reach, watch, random.Random())


def _demo_shop(launch: Launch, clock: Clock) -> DemoShop:
    return DemoShop(clock, wallet_pace=launch.demo_pace, shows=launch.demo_shows)


def _demo_plan(demo: DemoShop) -> Plan:
    target = Target(demo.gateway.base_url)
    names = ("gateway.wechat", "gateway.wechat_backup", "gateway.alipay")
    return Plan(dict.fromkeys(names, target), (target,))
