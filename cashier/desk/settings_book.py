"""Reads and changes the settings, the keys and the PINs for the windows, on a thread of its own.

The keyring may want to be unlocked, and a PIN takes its time to be judged: no window waits for
either. What is stored in the vault is never handed out, only how it ends.
"""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from cashier.config.access import Access
from cashier.config.autostart import Autostart
from cashier.config.guard import Guard
from cashier.config.roles import Role, Room
from cashier.config.settings import Settings, fields, value_at
from cashier.config.settings_file import LoadedSettings, load, save
from cashier.core.background import Worker
from cashier.core.errors import CashierError, WrongUse
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.desk.key_book import KeyBook
from cashier.desk.settings_views import CameraChoice, NewPin, SettingsView, Told
from cashier.desk.views import Phrase, error_phrase
from cashier.scan.grammar.payment import hides_payment


class SettingsHoldCode(WrongUse):
    """A setting holds what may be a payment code; those are never stored. Fields: setting."""

    code = "settings-hold-code"


class SettingsChangedMeanwhile(WrongUse):
    """Somebody wrote the settings file while the form was open; the form now shows what stands."""

    code = "settings-changed-meanwhile"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookAround:
    """What a settings book works with.

    Args:
        home: where the settings lie.
        access: the PINs.
        autostart: what opens at log-in.
        keys: the keys and what is done with them, on the book's thread.
        cameras: lists what is plugged in.
        needs_pin: whether changes ask for a PIN where one was chosen.
        saved: hears of settings that were saved, on the book's thread.
        trouble: hears of what could not be kept though nobody waits for an answer.
    """

    home: Home
    access: Access
    autostart: Autostart
    keys: KeyBook
    cameras: Callable[[], Iterable[CameraChoice]]
    needs_pin: bool = True
    saved: Callable[[Settings], None] = lambda _: None
    trouble: Callable[[CashierError], None] = lambda _: None


class SettingsBook:
    """The settings behind a form.

    Failure policy: what is refused changes nothing and is told as a phrase; nothing is raised.
    """

    def __init__(self, loaded: LoadedSettings, around: BookAround, worker: Worker) -> None:
        self._stored = loaded.stored
        self._file_problem: CashierError | None = None
        self._overridden = loaded.overridden
        self._around = around
        self._keys = around.keys
        self._guard = Guard(around.access, needs_pin=around.needs_pin)
        self._worker = worker

    def ask(self, told: Told) -> None:
        """Read everything anew."""
        self._do(self._take_up_file, told)

    def save(self, settings: Settings, pin: Secret, told: Told) -> None:
        """Keep these settings, whole or not at all; never over what somebody else has written."""

        def keep() -> Phrase:
            self._guard.allow(pin, Room.settings)
            _refuse_codes(settings)
            before = self._stored
            self._take_up_file()
            if self._stored != before:
                raise SettingsChangedMeanwhile
            on = settings.startup.autostart
            if on != self._around.autostart.is_on():
                self._around.autostart.turn(on=on)
            keys = self._keys.to_carry(self._stored, settings)
            save(settings, self._around.home)
            self._stored = settings
            if keys is not None:
                keys.rebind(settings.wechat.mchid)
            self._around.saved(settings)
            return Phrase("settings-said-saved")

        self._do(keep, told)

    def keep_taste(self, language: str, theme: str) -> None:
        """Remember language and theme as they were chosen in the dock; no PIN is asked for that."""

        def keep() -> None:
            self._take_up_file()
            liked = self._stored.appearance.model_copy(update={"theme": theme})
            after = self._stored.model_copy(update={"language": language, "appearance": liked})
            self._stored = after
            try:
                if self._file_problem is not None:
                    # It would take the place of what a person wrote and has yet to mend.
                    raise self._file_problem
                save(after, self._around.home)
            except CashierError as error:
                self._around.trouble(error)

        self._worker.offer(keep)

    def keep_autostart(self) -> None:
        """Let the window open at log-in where the file says so: somebody may have written it."""

        def keep() -> None:
            with contextlib.suppress(CashierError):
                if not self._around.autostart.is_on():
                    self._around.autostart.turn(on=True)

        self._worker.offer(keep)

    def put_secret(self, name: str, value: Secret, pin: Secret, told: Told) -> None:
        """Keep a key, if it is one."""

        def keep() -> Phrase:
            self._guard.allow(pin, self._keys_room())
            self._keys.put(self._stored, name, value)
            return Phrase("settings-said-key")

        self._do(keep, told)

    def remove_secret(self, name: str, pin: Secret, told: Told) -> None:
        """Forget a key."""

        def forget() -> Phrase:
            self._guard.allow(pin, self._keys_room())
            self._keys.remove(self._stored, name)
            return Phrase("settings-said-key_gone")

        self._do(forget, told)

    def empty_vault(self, pin: Secret, told: Told) -> None:
        """Throw away keys that cannot be read any more; an open vault is left alone."""

        def empty() -> Phrase | None:
            self._guard.allow(pin, self._keys_room())
            gone = self._keys.discard_unreadable(self._stored)
            return Phrase("settings-said-key_gone") if gone else None

        self._do(empty, told)

    def set_pin(self, wish: NewPin, told: Told) -> None:
        """Choose or change a PIN; the manager's goes before IT's."""

        def choose() -> Phrase:
            if wish.role is Role.it:
                self._around.access.set_it_pin(wish.new, wish.current)
                return Phrase("settings-said-pin")
            kept = self._around.access.set_pin(wish.new, wish.current)
            return Phrase("settings-said-pin_file" if kept == "file" else "settings-said-pin")

        self._do(choose, told)

    def try_link(self, settings: Settings, told: Told) -> None:
        """Ask the provider one harmless question."""

        def ask() -> None:
            try:
                tried = self._keys.tried(self._stored, settings)
                told(replace(self._view(), tried=tried))
            except CashierError as error:
                told(replace(self._view(), refused=error_phrase(error)))

        self._worker.offer(ask)

    def list_cameras(self, told: Callable[[tuple[CameraChoice, ...]], None]) -> None:
        """Look which cameras are plugged in."""
        self._worker.offer(lambda: told(tuple(self._around.cameras())))

    def _take_up_file(self) -> None:
        """Read what stands in the file now."""
        found = load(self._around.home)
        self._file_problem = None if found.source == "file" else found.problem
        if found.source == "file":
            self._stored, self._overridden = found.stored, found.overridden

    def _do(self, work: Callable[[], Phrase | None], told: Told) -> None:
        def run() -> None:
            said = refused = None
            try:
                said = work()
            except CashierError as error:
                refused = error_phrase(error)
            told(replace(self._view(), said=said, refused=refused))

        self._worker.offer(run)

    def _keys_room(self) -> Room:
        """The keys are IT's; where nobody is, they are the manager's."""
        return Room.keys if self._guard.has_pin(Role.it) else Room.settings

    def _view(self) -> SettingsView:
        secrets, shut = self._keys.view(self._stored)
        startup = self._stored.startup.model_copy(
            update={"autostart": self._around.autostart.is_on()}
        )
        return SettingsView(
            stored=self._stored.model_copy(update={"startup": startup}),
            overridden=self._overridden,
            secrets=secrets,
            keys_shut=shut,
            asks_pin=self._guard.asks,
            has_pin=self._guard.has_pin(),
            has_it_pin=self._guard.has_pin(Role.it),
        )


def _refuse_codes(settings: Settings) -> None:
    """A hand scanner may have typed into the form: no payment code gets into the file."""
    for known in fields():
        value = value_at(settings, known.path)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and hides_payment(text):
                raise SettingsHoldCode(setting=known.path)
