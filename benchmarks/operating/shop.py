"""A till's PC for one story: real desk, history, playbook and window; nobody else to ask."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from PySide6.QtCore import QRect

from cashier.core.background import Background, Worker
from cashier.core.clock import Clock, SystemClock
from cashier.desk.desk import Desk
from cashier.desk.ports import Around, NoDesks, TillInfo
from cashier.health.lights import Light, Snapshot, State, nothing_known
from cashier.history.derive import judge_by_replay
from cashier.history.privacy import Privacy
from cashier.history.rules import Rules, StoreOptions
from cashier.history.store import Store
from cashier.playbook.playbook import Playbook
from cashier.ui.bridge import Bridge
from cashier.ui.look import Look, Taste
from cashier.ui.put_away import put_away
from cashier.ui.run import starting
from cashier.ui.window import DockWindow
from cashier.ui.words import Book

SCREEN = QRect(0, 0, 400, 740)
"""The dock on the lowest screen it has to work on, 1024 by 768, less the task bar."""


class ReadingClock(SystemClock):
    """The machine's clock, moved on by what a person takes that the model only counts."""

    def __init__(self) -> None:
        self._read_s = 0.0

    def now(self) -> datetime:
        """Return the wall time as it would be by then."""
        return super().now() + timedelta(seconds=self._read_s)

    def monotonic(self) -> float:
        """Return the seconds as they would be by then."""
        return super().monotonic() + self._read_s

    def read(self, seconds: float) -> None:
        """Somebody read for so long."""
        self._read_s += seconds


@dataclass(frozen=True, slots=True)
class Shop:
    """The window, its clock, and how to wait until the desk has done what it was asked for."""

    window: DockWindow
    words: Book
    settle: Callable[[], None]
    clock: ReadingClock


@contextmanager
def shop(
    folder: Path, playbook: Playbook, lights: Mapping[str, str], book: Book | None = None
) -> Iterator[Shop]:
    """Open the shop; the lights stand as given, all others are unknown."""
    clock, background, disk = ReadingClock(), Background(), Worker("disk")
    store = disk.submit(lambda: _store(folder, playbook, clock)).result()
    desk = Desk(
        Around(
            playbook=playbook,
            store=store,
            clock=clock,
            worker=disk,
            network=background,
            gateways=NoDesks(),
            who=TillInfo("1"),
            check_pin=lambda _pin: False,
        )
    )
    look = Look(Taste(), clock, book or Book("zh_CN"))
    window = DockWindow(look, desk, starting())
    bridge = Bridge()
    bridge.deliver_to(window, window.show_view)
    desk.start()
    desk.subscribe(bridge.listener)
    desk.health_changed(_snapshot(lights))
    window.place(SCREEN, folded=False)
    window.show()
    try:
        yield Shop(window, look.words, lambda: disk.submit(lambda: None).result(), clock)
    finally:
        bridge.close()
        put_away(window)
        desk.close().result()
        background.close()
        disk.submit(store.close).result()
        disk.close()


def _store(folder: Path, playbook: Playbook, clock: Clock) -> Store:
    private = frozenset(cause.id for cause in playbook.causes if cause.credit)
    rules = Rules(Privacy(private), judge_by_replay(playbook))
    return Store.open(folder / "history.sqlite", StoreOptions(clock, rules)).store


def _snapshot(lights: Mapping[str, str]) -> Snapshot:
    at = datetime.now(UTC)
    known = {name: Light(name, cast(State, state), at=at) for name, state in lights.items()}
    return Snapshot({**nothing_known(at).lights, **known}, {}, at)
