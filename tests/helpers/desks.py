"""A desk on a real store and real threads, with time in the test's hand."""

from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any, TypeVar

from cashier.config.sealing import VaultDamaged
from cashier.core.background import Background, Worker
from cashier.core.clock import ManualClock
from cashier.core.closing import Closing
from cashier.core.money import Money
from cashier.desk.case_views import CaseView, LockView, SettledView
from cashier.desk.desk import Desk
from cashier.desk.dock_views import DockView
from cashier.desk.health_views import ReadTimeline, no_timeline
from cashier.desk.ports import (
    AlarmWishes,
    Around,
    CheckPin,
    NumberSafe,
    OrderDesk,
    OrderDesks,
    ReadPins,
    TillInfo,
)
from cashier.desk.rulebook import Rulebook
from cashier.history.derive import judge_by_replay
from cashier.history.privacy import Privacy
from cashier.history.rules import Rules, StoreOptions
from cashier.history.store import Store
from cashier.playbook.pins import PinFile
from cashier.playbook.variants import NO_PINS
from cashier.register.report import OrderNumber, Report
from tests.helpers.playbooks import shipped

Answer = TypeVar("Answer")
PATIENCE_S = 60.0
"""What a busy machine may take; whoever waits goes on as soon as the answer is there."""


class HandNetwork:
    """The network thread, but planned calls wait until the test lets time pass."""

    def __init__(self, background: Background, clock: ManualClock) -> None:
        self._background = background
        self._clock = clock
        self._planned: list[tuple[float, Callable[[], None]]] = []
        self.running: list[Future[Any]] = []

    def submit(self, work: Coroutine[Any, Any, Answer]) -> "Future[Answer]":
        future = self._background.submit(work)
        self.running.append(future)
        return future

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        entry = (self._clock.monotonic() + seconds, call)
        self._planned.append(entry)
        return lambda: self._planned.remove(entry) if entry in self._planned else None

    @property
    def planned(self) -> list[float]:
        """Seconds from now of every planned call."""
        return sorted(due - self._clock.monotonic() for due, _ in self._planned)

    def fire_due(self) -> None:
        """Run what is due by now."""
        due = [entry for entry in self._planned if entry[0] <= self._clock.monotonic()]
        for entry in due:
            self._planned.remove(entry)
            entry[1]()


@dataclass(frozen=True, slots=True)
class Desks:
    """Providers by the methods whose orders they have; `others` has all that are not named."""

    others: OrderDesk | None = None
    named: Mapping[str, OrderDesk] = field(default_factory=dict)

    def for_method(self, method: str | None) -> OrderDesk | None:
        return self.named.get(method or "", self.others)


@dataclass
class Safe:
    """A place for order numbers that outlives the desk."""

    held: Mapping[str, str] = field(default_factory=dict)
    broken: bool = False

    def read(self) -> Mapping[str, str]:
        self._check()
        return self.held

    def write(self, numbers: Mapping[str, str]) -> None:
        self._check()
        self.held = dict(numbers)

    def _check(self) -> None:
        if self.broken:
            raise VaultDamaged


class Till(Closing):
    """A desk at work; `view` is what the window would draw now."""

    def __init__(
        self,
        folder: Path,
        *,
        gateway: OrderDesk | None = None,
        gateways: OrderDesks | None = None,
        numbers: NumberSafe | None = None,
        clock: ManualClock | None = None,
        needs_pin: bool = False,
        who: TillInfo | None = None,
        rulebook: Rulebook | None = None,
        check_pin: CheckPin = lambda _pin: True,
        check_restore: CheckPin = lambda _pin: True,
        pins: ReadPins = lambda: NO_PINS,
        learn: bool = True,
        pin_file: PinFile | None = None,
        alarms: AlarmWishes = AlarmWishes(),  # noqa: B008 - frozen
        timeline: ReadTimeline = no_timeline,
    ) -> None:
        self.clock = clock or ManualClock()
        self.background = Background()
        self.disk = Worker("disk")
        self.network = HandNetwork(self.background, self.clock)
        self.file = folder / "history.sqlite"
        self.store: Store = self.disk.submit(self._open).result()
        self.views: list[DockView] = []
        around = Around(
            playbook=shipped(),
            store=self.store,
            clock=self.clock,
            worker=self.disk,
            network=self.network,
            gateways=gateways or Desks(gateway),
            numbers=numbers,
            who=who or TillInfo("1", needs_pin=needs_pin, read_pins=pins),
            check_pin=check_pin,
            check_restore=check_restore,
            learn=learn,
            rulebook=rulebook,
            pins=pin_file,
            alarms=alarms,
            timeline=timeline,
        )
        self.desk = Desk(around)
        self.desk.start()
        self.desk.subscribe(self.views.append)

    def charges(
        self, number: str = "", *, fen: int = 1600, method: str | None = "fenfu", code: str = ""
    ) -> None:
        """Let the register tell of a charge, and what it was answered where there is a code."""
        order = OrderNumber.parse(number) if number else OrderNumber()
        told = Report(
            code=code, order_number=order, amount=Money(fen), method=method, source="register"
        )
        self.desk.register_reported(told)

    def view(self) -> DockView:
        """The newest view, once everything asked for has been done."""
        self.settle()
        return self.views[-1]

    def case(self) -> CaseView:
        """The case in front."""
        case = self.view().case
        assert case is not None
        return case

    def lock(self) -> LockView:
        """The lock on the case in front."""
        lock = self.case().lock
        assert lock is not None
        return lock

    def settled(self) -> SettledView:
        """How the order of the case in front became known."""
        settled = self.case().settled
        assert settled is not None
        return settled

    def settle(self) -> None:
        """Wait until the desk and the network have nothing left to do."""
        self.disk.submit(lambda: None).result(PATIENCE_S)
        # Long work of the housekeeping lets even this through.
        while self.desk._keeper._busy:
            self.disk.submit(lambda: None).result(PATIENCE_S)
        while self.network.running:
            wait_for([self.network.running.pop()], PATIENCE_S)
            self.disk.submit(lambda: None).result(PATIENCE_S)
            self.disk.submit(lambda: None).result(PATIENCE_S)

    def wait(self, seconds: float) -> DockView:
        """Let time pass, and do what falls due at each second's end; idle seconds go by at once."""
        self.settle()
        left = seconds
        while left > 0:
            planned = self.network.planned
            step = min(left, max(1.0, ceil(planned[0])) if planned else left)
            left -= step
            self.clock.advance(step)
            self.network.fire_due()
            self.settle()
        return self.view()

    def kinds(self) -> list[str]:
        """The kinds of all stored events, oldest first."""
        self.settle()
        rows = self.disk.submit(self.store.cases).result()
        events = [
            stored
            for row in rows
            for stored in self.disk.submit(self.store.events, row.case_id).result()
        ]
        return [str(one.record["kind"]) for one in sorted(events, key=lambda one: one.seq)]

    def close(self) -> None:
        """End the desk as the program does; what is open stays open on disk."""
        self.settle()
        self.desk.close().result(PATIENCE_S)
        self.background.close()
        self.disk.submit(self.store.close).result(PATIENCE_S)
        self.disk.close()

    def _open(self) -> Store:
        rules = Rules(
            Privacy(frozenset(cause.id for cause in shipped().causes if cause.credit)),
            judge_by_replay(shipped()),
        )
        return Store.open(self.file, StoreOptions(self.clock, rules)).store
