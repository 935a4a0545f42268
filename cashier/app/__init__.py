"""Builds the parts from the settings, joins them, and takes them down again in the right order.

The only module that names all rooms. It holds no judgement of its own.
"""

import os
import random
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cashier.alarms.addresses import CHAT_ADDRESSES
from cashier.app.asking import (
    alarm_wishes,
    certificate_end,
    chat_of,
    check_secret,
    try_link,
)
from cashier.app.storing import open_history
from cashier.config.access import open_home_access
from cashier.config.autostart import home_autostart
from cashier.config.open_orders import OpenOrdersFile
from cashier.config.places import Places, save_places
from cashier.config.roles import Room
from cashier.config.settings import Settings
from cashier.config.settings_file import LoadedSettings, load
from cashier.config.vault import open_home_vault
from cashier.core.background import Background, Worker
from cashier.core.clock import Clock, SystemClock
from cashier.core.errors import CashierError, Unavailable
from cashier.core.money import Money
from cashier.core.paths import Home, passing_folder
from cashier.core.privacy import Secret
from cashier.desk.desk import Desk
from cashier.desk.doors import Doors
from cashier.desk.experience import merchant_readiness
from cashier.desk.exporting import Exporting
from cashier.desk.housekeeping import Housekeeping, Kept
from cashier.desk.own_code_book import CodesAround, OwnCodeBook
from cashier.desk.ports import AlarmWishes, Around, TillInfo
from cashier.desk.rulebook import Rulebook
from cashier.desk.settings_book import BookAround, SettingsBook
from cashier.desk.settings_views import CameraChoice
from cashier.desk.setup_note import SetUp, SetUpFile, is_new, read_set_up
from cashier.desk.views import DockView
from cashier.health.cadence import Cadence
from cashier.health.monitor import Monitor, Watch
from cashier.health.plan import Plan, plan_of
from cashier.health.reach import Reach
from cashier.health.sntp import ask_time
from cashier.health.timeline_file import TimelineFile
from cashier.history.retention import Retention
from cashier.history.store import Store
from cashier.playbook.load import load_playbook
from cashier.playbook.pins import PinFile
from cashier.playbook.playbook import Playbook
from cashier.providers.from_settings import gateways
from cashier.providers.gateways import Gateways
from cashier.providers.keys import NAMES
from cashier.register.report import OrderNumber, Report
from cashier.scan.own_code_file import home_own_codes

if TYPE_CHECKING:
    from cashier.desk.camera import CameraSwitch
    from cashier.sandbox.demo import DemoShop
    from cashier.sandbox.keys import SandboxKeys
    from cashier.sandbox.till import TillScreen
    from cashier.sandbox.till_outcome import Shows
    from cashier.scan.own_code import OwnCodes

_UNDO_S = 5.0


class PicturesUnreadable(Unavailable):
    """What reads pictures cannot be loaded; everything but the camera works."""

    code = "pictures-unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What a run of the program was asked for; `problem` was met on the way to its home."""

    home: Home
    demo: bool = False
    demo_pace: float = 1.0
    camera: str | None = None
    set_up: bool = False
    demo_shows: "Shows" = "text"
    demo_keys: "Callable[[], SandboxKeys] | None" = None
    problem: CashierError | None = None


class App:
    """All parts of a running assistant.

    Failure policy: settings, vault, history, provider and camera may each be missing or broken; the
    rest works, and the window says what is missing. Only a home folder that cannot be made, or a
    damaged installation, stops it.
    """

    def __init__(self, launch: Launch, clock: Clock | None = None) -> None:
        self.clock = clock or SystemClock()
        fresh = is_new(launch.home)
        self.home = launch.home.make()
        self.begun = _set_up_of(launch, fresh=fresh)
        loaded = load(self.home)
        self.settings: Settings = loaded.settings
        met = (launch.problem, loaded.problem)
        self.problems: list[CashierError] = [one for one in met if one is not None]
        self.rulebook = Rulebook(load_playbook(), self.home.playbook_dir)
        laid = self.rulebook.current()
        self.playbook: Playbook = laid.playbook
        self.problems += [laid.problem] if laid.problem else []
        self._pace = launch.demo_pace
        self.demo = _demo_shop(launch, self.clock) if launch.demo else None
        self.background = Background("network")
        self.disk = Worker("disk")
        self._spare = passing_folder()
        self.store: Store = self.disk.submit(
            open_history,
            self.home,
            self.playbook,
            self.clock,
            Path(self._spare.name),
            self.problems,
        ).result()
        self.gateways = self._gateways()
        self.access = open_home_access(self.home, self.clock)
        self._pins = Worker("pins")
        asked = self.settings.access.manager_needs_pin and self.demo is None
        self.doors = Doors(self.access, self._pins, needs_pin=asked)
        self.lights = TimelineFile(self.home.timeline_file, self.disk, self.clock)
        self.desk = self._desk()
        self.monitor = self._monitor()
        self.housekeeping = self._housekeeping()
        self.exports = Exporting(self.home, self.settings, self.clock)
        film = str(self.demo.film) if self.demo else self.settings.camera.source
        self._camera_source = launch.camera or film
        self._camera: CameraSwitch | None = None
        self.book = self._book(loaded)
        self.own_codes = self._own_code_book()
        self.set_up = SetUpFile(self.home, self._pins)
        self._eyes = Worker("eyes")

    def start(self) -> None:
        """Let everything run: the desk first, then what reports to it."""
        self.desk.start()
        for problem in self.problems:
            self.desk.notice(problem)
        self.desk.on_camera(self._toggle_camera, self.use_camera)
        self.housekeeping.start()
        self.desk.keep_house()
        if self.settings.startup.autostart and not self.demo:
            self.book.keep_autostart()
        if self.monitor is not None:
            self.monitor.add_listener(self.desk.health_changed)
            self.monitor.add_listener(self.exports.health_changed)
            self.lights.start()
            self.monitor.add_listener(self.lights.health_changed)
            self.monitor.on_wake(self.desk.woke)
            self.desk.subscribe(self._hurry_for_a_case)
            self.monitor.start()

    def _hurry_for_a_case(self, view: DockView) -> None:
        if self.monitor is not None:
            self.monitor.hurry(on=view.case is not None)

    def keep_taste(self, language: str, theme: str) -> None:
        """Remember language and theme."""
        self.book.keep_taste(language, theme)

    def keep_places(self, places: Places) -> None:
        """Remember where the window stands; where that cannot be written it is forgotten."""
        self.disk.submit(save_places, self.home, places)

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
        self._eyes.close()
        if self._camera is not None:
            self._camera.close()
        if self.monitor is not None:
            self.monitor.stop()
        self.housekeeping.stop()
        self.exports.close()
        self._pins.close()
        self.desk.close().result()
        self.background.submit(self.gateways.close_clients()).result()
        self.background.close()
        self.disk.submit(self.store.close).result()
        self.disk.close()
        if self.demo is not None:
            self.demo.close()
        self._spare.cleanup()

    def use_camera(self, source: str) -> None:
        """Look through another camera from now on, without keeping that; on any thread."""
        self._camera_source = source
        if self._camera is not None:
            self._camera.use(source)

    def _toggle_camera(self) -> None:
        """Switch the camera, on a thread of its own: what reads pictures takes long to load."""
        self._eyes.submit(self._switch_camera)

    def _switch_camera(self) -> None:
        try:
            if self._camera is None:
                from cashier.desk.camera import CameraSwitch

                self._camera = CameraSwitch(
                    self._camera_source, self.desk, self.clock, self._own_codes
                )
                self._camera.watched_by(self.own_codes.saw)
        except ImportError as error:
            self.desk.notice(PicturesUnreadable(library=error.name or "?"))
            self.desk.camera_stopped()
            return
        self._camera.toggle()

    def _use(self, settings: Settings) -> None:
        """Let saved settings hold that can hold at once: here, another camera."""
        if self.demo is None:
            self.use_camera(settings.camera.source)

    def _book(self, loaded: LoadedSettings) -> SettingsBook:
        def cameras() -> list[CameraChoice]:
            from cashier.scan.cameras import cameras as plugged_in

            return [CameraChoice(one.source, one.label) for one in plugged_in()]

        around = BookAround(
            home=self.home,
            access=self.access,
            autostart=home_autostart(self.home),
            open_vault=lambda settings: open_home_vault(self.home, settings.wechat.mchid),
            secrets=(*NAMES, CHAT_ADDRESSES),
            check_key=check_secret,
            try_link=partial(try_link, self.clock, self.background),
            cameras=cameras,
            needs_pin=self.demo is None,
            saved=self._use,
            trouble=self.desk.notice,
        )
        return SettingsBook(loaded, around, self._pins)

    def _own_code_book(self) -> OwnCodeBook:
        def changed() -> None:
            if self._camera is not None:
                self._camera.codes_changed()

        around = CodesAround(
            file=home_own_codes(self.home),
            folder=self.home.settings_dir,
            access=self.access,
            clock=self.clock,
            needs_pin=self.demo is None,
            changed=changed,
        )
        return OwnCodeBook(around, self._pins)

    def _own_codes(self) -> "OwnCodes":
        """Return the shop's registered codes; where they cannot be had, nothing is compared."""
        from cashier.scan.own_code import NO_OWN_CODES

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

    def _gateways(self) -> Gateways:
        """Build every provider from the demo's keys or the vault's; without keys there is none."""
        if self.demo is not None:
            from cashier.app.demo import demo_gateways

            return demo_gateways(self.demo, self.clock)
        found, problems = gateways(self.settings, self.home, self.clock)
        self.problems += problems
        return found

    def _order_numbers(self) -> OpenOrdersFile | None:
        """Return where order numbers outlive the program; without keys there is nothing to ask."""
        if self.demo is not None or not len(self.gateways):
            return None
        try:
            return OpenOrdersFile.at_home(self.home, os.urandom)
        except CashierError as error:
            self.problems.append(error)
            return None

    def _alarms(self) -> AlarmWishes:
        """Say who hears of what is broken; a chat that cannot be used is told, and not needed."""
        chat = None
        if self.demo is None:
            try:
                chat = chat_of(self.settings, self.home, self.background)
            except CashierError as error:
                self.problems.append(error)
        return alarm_wishes(self.settings, chat)

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
            undo_s=_UNDO_S * self._pace,
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
            gateways=self.gateways,
            numbers=self._order_numbers(),
            who=who,
            check_pin=check,
            check_restore=partial(check, room=Room.restore),
            learn=self.settings.guidance.learn,
            rulebook=self.rulebook,
            pins=pins,
            alarms=self._alarms(),
            timeline=self.lights.between,
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
        plan = self._plan()
        servers = self.settings.health.time_servers if self.demo is None else ()
        until = certificate_end(self.settings, self.home) if self.demo is None else None
        watch = Watch(
            plan,
            Cadence(calm_s=self.settings.health.interval_s),
            readiness=merchant_readiness(self.gateways, self.store, self.disk, self.clock),
            time=partial(ask_time, servers, self.clock),
            merchant_certificate_until=until,
        )
        reach = Reach(self.clock, self.settings.health.timeout_s)
        return Monitor(self.background, self.clock, reach, watch, random.Random())

    def _plan(self) -> Plan:
        """Return what is probed."""
        if self.demo is None:
            return plan_of(self.settings)
        from cashier.app.demo import demo_plan

        return demo_plan(self.demo)


def _set_up_of(launch: Launch, *, fresh: bool) -> SetUp | None:
    """Return where the guided set-up is to go on at once; None where nobody needs it."""
    before = read_set_up(launch.home)
    if launch.set_up:
        return before or SetUp()
    if launch.demo or (before is None and not fresh) or (before is not None and before.done):
        return None
    return before or SetUp()


def _demo_shop(launch: Launch, clock: Clock) -> "DemoShop":
    from cashier.app.demo import DemoShop

    keys = launch.demo_keys() if launch.demo_keys is not None else None
    return DemoShop(clock, wallet_pace=launch.demo_pace, shows=launch.demo_shows, keys=keys)
