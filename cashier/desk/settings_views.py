"""What the settings page and the first start may know, and what they may ask for; word-free.

A stored key is known by its last characters only; nothing here holds one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cashier.config.roles import Role
from cashier.config.settings import Settings
from cashier.core.privacy import Secret
from cashier.desk.views import Light, Phrase


@dataclass(frozen=True, slots=True)
class SecretView:
    """A key that a link to a provider needs; `tail` is how a stored one ends, else empty."""

    name: str
    tail: str = ""


@dataclass(frozen=True, slots=True)
class TriedView:
    """One thing that a try found out: an evidence name of health, and its light."""

    name: str
    state: Light


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """A camera that is plugged in: what the setting takes, and what people call it."""

    source: str
    label: str


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The settings as they are stored, and what became of the last wish.

    Args:
        stored: what the form edits.
        overridden: settings that the environment holds; the form cannot change them.
        secrets: the keys that may be stored.
        keys_shut: why no key can be stored or read; None where the vault is open.
        asks_pin: whether a change asks for a PIN.
        has_pin: whether the manager has chosen one.
        has_it_pin: whether IT has one of its own.
        refused: why the last wish was not done.
        said: what was done.
        tried: what a try found out.
    """

    stored: Settings
    overridden: tuple[str, ...] = ()
    secrets: tuple[SecretView, ...] = ()
    keys_shut: Phrase | None = None
    asks_pin: bool = False
    has_pin: bool = False
    has_it_pin: bool = False
    refused: Phrase | None = None
    said: Phrase | None = None
    tried: tuple[TriedView, ...] = ()


Told = Callable[[SettingsView], None]
NO_PIN = Secret("")


@dataclass(frozen=True, slots=True)
class NewPin:
    """A PIN to be chosen; `current` is the one that allows it, empty where there is none yet."""

    new: Secret
    current: Secret = NO_PIN
    role: Role = Role.manager


class SettingsDesk(Protocol):
    """The settings as a window sees them. Calls return at once; answers come on any thread."""

    def ask(self, told: Told) -> None:
        """Read everything anew."""

    def save(self, settings: Settings, pin: Secret, told: Told) -> None:
        """Keep these settings, if the PIN allows it."""

    def put_secret(self, name: str, value: Secret, pin: Secret, told: Told) -> None:
        """Keep a key in the vault, if it is one and the PIN allows it."""

    def remove_secret(self, name: str, pin: Secret, told: Told) -> None:
        """Forget a key."""

    def empty_vault(self, pin: Secret, told: Told) -> None:
        """Throw away keys that cannot be read any more."""

    def set_pin(self, wish: NewPin, told: Told) -> None:
        """Choose or change a PIN."""

    def try_link(self, settings: Settings, told: Told) -> None:
        """Ask the provider one harmless signed question with these settings and the stored keys."""

    def list_cameras(self, told: Callable[[tuple[CameraChoice, ...]], None]) -> None:
        """Look which cameras are plugged in."""
