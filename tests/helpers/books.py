"""A settings book over a folder, with a keyring in memory and nobody else behind it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

from argon2 import PasswordHasher

from cashier.alarms.addresses import CHAT_ADDRESSES
from cashier.app.asking import check_secret
from cashier.config.access import Access
from cashier.config.settings import Settings
from cashier.config.settings_file import load
from cashier.config.vault import VaultState, open_home_vault
from cashier.core.background import Worker
from cashier.core.clock import ManualClock
from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.desk.key_book import KeyBook
from cashier.desk.settings_book import BookAround, SettingsBook
from cashier.desk.settings_views import CameraChoice, SettingsView
from cashier.playbook.evidence import Evidence
from cashier.providers.keys import NAMES
from tests.helpers.keyrings import TRUSTED, MemoryKeyring

PATIENCE = 60
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class FakeAutostart:
    """Remembers what it was told, or refuses."""

    def __init__(self) -> None:
        self.on = False
        self.refusal: CashierError | None = None

    def is_on(self) -> bool:
        return self.on

    def turn(self, *, on: bool) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.on = on


@dataclass
class Shelf:
    """A book with everything that a test may look at."""

    home: Home
    book: SettingsBook
    access: Access
    autostart: FakeAutostart
    ring: MemoryKeyring
    begun_anew: Callable[[], SettingsBook]
    heard: "Queue[SettingsView]" = field(default_factory=Queue)
    cameras: list[CameraChoice] = field(default_factory=list)
    found: list[Evidence] = field(default_factory=list)
    saved: list[Settings] = field(default_factory=list)
    troubles: list[CashierError] = field(default_factory=list)

    def view(self) -> SettingsView:
        """What the book says now, or said next."""
        return self.heard.get(timeout=PATIENCE)

    def asked(self) -> SettingsView:
        """Everything read anew."""
        self.book.ask(self.heard.put)
        return self.view()


@contextmanager
def shelf(folder: Path) -> Iterator[Shelf]:
    """Open a book over a home below this folder."""
    home = Home.at(folder / "home").make()
    ring = MemoryKeyring()
    access = Access(home.settings_dir / "pin.json", ManualClock(), None, QUICK)
    autostart = FakeAutostart()
    cameras: list[CameraChoice] = []
    found: list[Evidence] = []
    saved: list[Settings] = []
    troubles: list[CashierError] = []

    def open_vault(settings: Settings) -> VaultState:
        return open_home_vault(home, settings.wechat.mchid, ring, trusted=TRUSTED)

    def try_link(_settings: Settings, vault: VaultState) -> Iterable[Evidence]:
        if vault.problem is not None:
            raise vault.problem
        return found

    keys = KeyBook(
        home=home,
        open_vault=open_vault,
        names=(*NAMES, CHAT_ADDRESSES),
        check=check_secret,
        try_link=try_link,
    )
    around = BookAround(
        home=home,
        access=access,
        autostart=autostart,
        keys=keys,
        cameras=lambda: cameras,
        saved=saved.append,
        trouble=troubles.append,
    )
    with Worker("book") as worker:

        def begun_anew() -> SettingsBook:
            return SettingsBook(load(home), around, worker)

        yield Shelf(
            home,
            begun_anew(),
            access,
            autostart,
            ring,
            begun_anew,
            cameras=cameras,
            found=found,
            saved=saved,
            troubles=troubles,
        )


NO_PIN = Secret("")
