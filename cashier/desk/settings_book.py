"""Reads and changes the settings, the keys and the PINs for the windows, on a thread of its own.

The keyring may want to be unlocked, and a PIN takes its time to be judged: no window waits for
either. What is stored in the vault is never handed out, only how it ends.
"""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from cashier.config.access import Access
from cashier.config.autostart import Autostart
from cashier.config.guard import Guard
from cashier.config.roles import Role, Room
from cashier.config.settings import Settings, fields, value_at
from cashier.config.settings_file import LoadedSettings, load, save
from cashier.config.vault import Vault, VaultState, discard
from cashier.core.background import Worker
from cashier.core.errors import CashierError, Unavailable, WrongUse
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.desk.settings_views import (
    CameraChoice,
    NewPin,
    SecretView,
    SettingsView,
    Told,
    TriedView,
)
from cashier.desk.views import Light, Phrase, error_phrase
from cashier.playbook.evidence import Evidence
from cashier.scan.grammar.payment import hides_payment

_TAIL = 4
_LONGEST_KEY = 20_000


class SettingsHoldCode(WrongUse):
    """A setting holds what may be a payment code; those are never stored. Fields: setting."""

    code = "settings-hold-code"


class SettingsChangedMeanwhile(WrongUse):
    """Somebody wrote the settings file while the form was open; the form now shows what stands."""

    code = "settings-changed-meanwhile"


class KeyTooLong(WrongUse):
    """Far longer than any key."""

    code = "key-too-long"


class LinkOff(WrongUse):
    """The link to the provider is not switched on, so there is nothing to try."""

    code = "link-off"


class LinkKeysMissing(Unavailable):
    """The link is switched on, but its keys are not stored."""

    code = "link-keys-missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookAround:
    """What a settings book works with.

    Args:
        home: where the settings lie.
        access: the PINs.
        autostart: what opens at log-in.
        open_vault: opens the keys that fit these settings.
        secrets: the names under which keys may be stored.
        check_key: raises a CashierError when this is no key of that name.
        try_link: asks the provider, with settings that may not be saved yet and the keys as they
            are; called on the book's thread, may take seconds.
        cameras: lists what is plugged in.
        needs_pin: whether changes ask for a PIN where one was chosen.
        saved: hears of settings that were saved, on the book's thread.
        trouble: hears of what could not be kept though nobody waits for an answer.
    """

    home: Home
    access: Access
    autostart: Autostart
    open_vault: Callable[[Settings], VaultState]
    secrets: Sequence[str]
    check_key: Callable[[str, Secret], None]
    try_link: Callable[[Settings, VaultState], Iterable[Evidence]]
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
        self._guard = Guard(around.access, needs_pin=around.needs_pin)
        self._worker = worker

    def ask(self, told: Told) -> None:
        """Read everything anew."""

        def read() -> None:
            self._take_up_file()

        self._do(read, told)

    def save(self, settings: Settings, pin: Secret, told: Told) -> None:
        """Keep these settings, whole or not at all; never over what somebody else has written."""

        def keep() -> Phrase:
            self._guard.allow(pin, Room.settings)
            _refuse_codes(settings)
            if self._take_up_file():
                raise SettingsChangedMeanwhile
            on = settings.startup.autostart
            if on != self._around.autostart.is_on():
                self._around.autostart.turn(on=on)
            keys = self._keys_to_carry(settings)
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
            if len(value) > _LONGEST_KEY:
                raise KeyTooLong
            self._around.check_key(name, value)
            self._vault().put(name, value)
            return Phrase("settings-said-key")

        self._do(keep, told)

    def remove_secret(self, name: str, pin: Secret, told: Told) -> None:
        """Forget a key."""

        def forget() -> Phrase:
            self._guard.allow(pin, self._keys_room())
            self._vault().remove(name)
            return Phrase("settings-said-key_gone")

        self._do(forget, told)

    def empty_vault(self, pin: Secret, told: Told) -> None:
        """Throw away keys that cannot be read any more; an open vault is left alone."""

        def empty() -> Phrase | None:
            self._guard.allow(pin, self._keys_room())
            if self._around.open_vault(self._stored).problem is None:
                return None
            discard(self._around.home)
            return Phrase("settings-said-key_gone")

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
            found = [
                TriedView(item.name.removeprefix("health."), Light(item.value))
                for item in self._around.try_link(settings, self._around.open_vault(self._stored))
            ]
            told(replace(self._view(), tried=tuple(found)))

        def guarded() -> None:
            try:
                ask()
            except CashierError as error:
                told(replace(self._view(), refused=error_phrase(error)))

        self._worker.offer(guarded)

    def list_cameras(self, told: Callable[[tuple[CameraChoice, ...]], None]) -> None:
        """Look which cameras are plugged in."""
        self._worker.offer(lambda: told(tuple(self._around.cameras())))

    def _take_up_file(self) -> bool:
        """Read what stands in the file now; whether somebody has changed it meanwhile."""
        found, before = load(self._around.home), self._stored
        self._file_problem = None if found.source == "file" else found.problem
        if found.source == "file":
            self._stored, self._overridden = found.stored, found.overridden
        return self._stored != before

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

    def _keys_to_carry(self, after: Settings) -> Vault | None:
        """Return the open vault where its keys have to go on under another merchant number.

        In the set-up the keys are stored before the number beside them is saved.
        """
        if after.wechat.mchid == self._stored.wechat.mchid:
            return None
        return self._around.open_vault(self._stored).vault

    def _vault(self) -> Vault:
        state = self._around.open_vault(self._stored)
        if state.vault is None:
            raise state.problem or LinkKeysMissing()
        return state.vault

    def _view(self) -> SettingsView:
        state = self._around.open_vault(self._stored)
        startup = self._stored.startup.model_copy(
            update={"autostart": self._around.autostart.is_on()}
        )
        return SettingsView(
            stored=self._stored.model_copy(update={"startup": startup}),
            overridden=self._overridden,
            secrets=tuple(SecretView(name, _tail(state, name)) for name in self._around.secrets),
            keys_shut=None if state.problem is None else error_phrase(state.problem),
            asks_pin=self._guard.asks,
            has_pin=self._guard.has_pin(),
            has_it_pin=self._guard.has_pin(Role.it),
        )


def _tail(state: VaultState, name: str) -> str:
    """Return how a key ends, without the frame that all keys share."""
    secret = state.get(name)
    if secret is None:
        return ""
    lines = [line for line in secret.reveal().splitlines() if line and not line.startswith("-")]
    body = (lines[-1] if lines else "").rstrip("= ")
    return body[-_TAIL:] or "…"


def _refuse_codes(settings: Settings) -> None:
    """A hand scanner may have typed into the form: no payment code gets into the file."""
    for known in fields():
        value = value_at(settings, known.path)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and hides_payment(text):
                raise SettingsHoldCode(setting=known.path)
