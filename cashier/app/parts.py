"""Joins the whole program over what stands first, and takes it down again in the right order.

The only module that names all rooms. It holds no judgement of its own.
"""

from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cashier.app.asking import alarms_of, certificate_end, order_numbers
from cashier.app.books import own_code_book, settings_book
from cashier.app.eyes import Eyes
from cashier.app.first import First
from cashier.app.storing import open_history
from cashier.config.access import open_home_access
from cashier.config.places import Places, save_places
from cashier.config.roles import Room
from cashier.config.settings import Settings
from cashier.core.background import Worker
from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.core.paths import passing_folder
from cashier.core.privacy import Secret
from cashier.desk.desk import Desk
from cashier.desk.dock_views import DockView
from cashier.desk.doors import Doors
from cashier.desk.experience import merchant_readiness
from cashier.desk.exporting import Exporting
from cashier.desk.housekeeping import Housekeeping, Kept
from cashier.desk.ports import AlarmWishes, Around, TillInfo
from cashier.desk.rulebook import Rulebook
from cashier.desk.setup_note import SetUpFile
from cashier.health.timeline_file import TimelineFile
from cashier.history.retention import Retention
from cashier.history.store import Store
from cashier.playbook.pins import PinFile
from cashier.playbook.playbook import Playbook
from cashier.providers.from_settings import gateways
from cashier.providers.gateways import Gateways
from cashier.register.report import OrderNumber, Report

if TYPE_CHECKING:
    from cashier.sandbox.till import TillScreen

_UNDO_S = 5.0


class App:
    """All parts of a running assistant.

    Failure policy: settings, vault, history, provider and camera may each be missing or broken; the
    rest works, and the window says what is missing. Only a damaged installation stops it.
    """

    def __init__(self, first: First) -> None:
        self.first = first
        self.clock, self.home, self.settings = first.clock, first.home, first.settings
        self.problems, self.demo, self.begun = first.problems, first.demo, first.begun
        self.background, self.monitor = first.background, first.monitor
        self.rulebook = Rulebook(first.pack, self.home.playbook_dir)
        laid = self.rulebook.current()
        self.playbook: Playbook = laid.playbook
        self.problems += [laid.problem] if laid.problem else []
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
        self.housekeeping = self._housekeeping()
        self.exports = Exporting(self.home, self.settings, self.clock)
        film = str(self.demo.film) if self.demo else self.settings.camera.source
        self.eyes = Eyes(first.launch.camera or film, self.desk, self.clock, self.home)
        self.book = settings_book(first, self.access, self._pins, self.desk.notice, self._use)
        self.own_codes = own_code_book(first, self.access, self._pins, self.eyes.codes_changed)
        self.eyes.watched_by(self.own_codes.saw)
        self.set_up = SetUpFile(self.home, self._pins)
        if self.monitor is not None:
            self._watch_account()
        if self.demo is not None:
            self.demo.open_till()

    def start(self) -> None:
        """Let everything run: the desk first, then what reports to it."""
        self.desk.start()
        for problem in self.problems:
            self.desk.notice(problem)
        self.desk.on_camera(self.eyes.toggle, self.eyes.use)
        self.housekeeping.start()
        self.desk.keep_house()
        if self.settings.startup.autostart and not self.demo:
            self.book.keep_autostart()
        if self.monitor is not None:
            self.lights.start()
            self.first.hand_over()
            self.first.begin()
            for listener in (
                self.desk.health_changed,
                self.exports.health_changed,
                self.lights.health_changed,
            ):
                self.monitor.add_listener(listener)
            self.monitor.on_wake(self.desk.woke)
            self.desk.subscribe(self._hurry_for_a_case)

    def _watch_account(self) -> None:
        ask = merchant_readiness(self.gateways, self.store, self.disk, self.clock)
        until = certificate_end(self.settings, self.home) if self.demo is None else None
        self.first.know_account(ask, until)

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
        self.eyes.close()
        self.first.rest()
        self.housekeeping.stop()
        self.exports.close()
        self._pins.close()
        self.desk.close().result()
        self.background.submit(self.gateways.close_clients()).result()
        self.background.close()
        self.disk.submit(self.store.close).result()
        self.disk.close()
        self.first.close()
        self._spare.cleanup()

    def _use(self, settings: Settings) -> None:
        """Let saved settings hold that can hold at once: here, another camera."""
        if self.demo is None:
            self.eyes.use(settings.camera.source)

    def _charged(self, done: "Future[TillScreen]", amount: Money, method: str) -> None:
        if done.cancelled() or done.exception() is not None:
            return
        number = OrderNumber.parse(done.result().order_number)
        told = Report(order_number=number, amount=amount, method=method, source="register")
        self.desk.register_reported(told)

    def _gateways(self) -> Gateways:
        """Build every provider from the demo's keys or the vault's; without keys there is none."""
        if self.demo is not None:
            from cashier.app.demo_links import demo_gateways

            return demo_gateways(self.demo, self.clock)
        found, problems = gateways(self.settings, self.home, self.clock)
        self.problems += problems
        return found

    def _desk(self) -> Desk:
        access, demo = self.access, self.demo is not None
        try:
            access.has_pin()
        except CashierError as error:
            self.problems.append(error)

        def check(pin: Secret, room: Room = Room.reverse) -> bool:
            access.require(pin, room)
            return True

        pins = PinFile(self.home.settings_dir)
        numbers = None if demo else order_numbers(self.gateways, self.home, self.problems)
        around = Around(
            playbook=self.playbook,
            store=self.store,
            clock=self.clock,
            worker=self.disk,
            network=self.background,
            gateways=self.gateways,
            numbers=numbers,
            who=self._who(pins),
            check_pin=check,
            check_restore=partial(check, room=Room.restore),
            learn=self.settings.guidance.learn,
            rulebook=self.rulebook,
            pins=pins,
            alarms=self._alarms(),
            timeline=self.lights.between,
        )
        return Desk(around)

    def _alarms(self) -> AlarmWishes:
        home = None if self.demo is not None else self.home
        return alarms_of(self.settings, home, self.background, self.problems)

    def _who(self, pins: PinFile) -> TillInfo:
        store, demo = self.settings.store, self.demo is not None
        return TillInfo(
            till=store.till,
            needs_pin=self.settings.access.reverse_needs_pin and not demo,
            industry=store.industry,
            customer_group=store.customer_group,
            records=store.records,
            # The demo tells the same story each time: no lots are drawn for its scripts.
            read_pins=self.playbook.variants.settled if demo else pins.read,
            restore_needs_pin=self.doors.shut,
            undo_s=_UNDO_S * self.first.launch.demo_pace,
        )

    def _housekeeping(self) -> Housekeeping:
        keep = self.settings.retention
        days = Retention(
            texts_days=keep.texts_days,
            notes_days=keep.notes_days,
            records_days=keep.records_days,
        )
        kept = Kept(days, keep.logs_days, self.home.log_dir)
        return Housekeeping(self.store, kept, self.clock, self.disk, self.background)
