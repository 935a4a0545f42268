"""The keys behind the settings form: kept, forgotten, tried, and told by how they end.

A stored key is never handed out. Each call may wait for the keyring, or for a provider.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cashier.config.settings import Settings
from cashier.config.vault import Vault, VaultState, discard
from cashier.core.errors import Unavailable, WrongUse
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.desk.settings_views import SecretView, TriedView
from cashier.desk.views import Light, Phrase, error_phrase
from cashier.playbook.evidence import Evidence

_TAIL = 4
_LONGEST = 20_000


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
class KeyBook:
    """The vault as the form sees it; it is opened anew for each call.

    Args:
        home: where the vault lies.
        open_vault: opens the keys that fit these settings.
        names: the names under which keys may be stored.
        check: raises a CashierError when this is no key of that name.
        try_link: asks the provider, with settings that may not be saved yet and the keys as they
            are; may take seconds.
    """

    home: Home
    open_vault: Callable[[Settings], VaultState]
    names: Sequence[str]
    check: Callable[[str, Secret], None]
    try_link: Callable[[Settings, VaultState], Iterable[Evidence]]

    def put(self, stored: Settings, name: str, value: Secret) -> None:
        """Keep a key, if it is one.

        Raises:
            CashierError: it is none, or cannot be kept.
        """
        if len(value) > _LONGEST:
            raise KeyTooLong
        self.check(name, value)
        self._opened(stored).put(name, value)

    def remove(self, stored: Settings, name: str) -> None:
        """Forget a key.

        Raises:
            CashierError: the vault cannot be opened or written.
        """
        self._opened(stored).remove(name)

    def discard_unreadable(self, stored: Settings) -> bool:
        """Throw keys away that cannot be read any more; whether there were such.

        Raises:
            VaultNotSaved: they are still there.
        """
        if self.open_vault(stored).problem is None:
            return False
        discard(self.home)
        return True

    def to_carry(self, before: Settings, after: Settings) -> Vault | None:
        """Return the open vault where its keys have to go on under another merchant number.

        In the set-up the keys are stored before the number beside them is saved.
        """
        same = after.wechat.mchid == before.wechat.mchid
        return None if same else self.open_vault(before).vault

    def tried(self, stored: Settings, wanted: Settings) -> tuple[TriedView, ...]:
        """Ask the provider one harmless question with the settings that are wanted.

        Raises:
            CashierError: nobody can be asked.
        """
        found = self.try_link(wanted, self.open_vault(stored))
        return tuple(
            TriedView(item.name.removeprefix("health."), Light(item.value)) for item in found
        )

    def view(self, stored: Settings) -> tuple[tuple[SecretView, ...], Phrase | None]:
        """Return how each key ends, and why none can be read or stored, if that is so."""
        state = self.open_vault(stored)
        shut = None if state.problem is None else error_phrase(state.problem)
        return tuple(SecretView(name, _tail(state, name)) for name in self.names), shut

    def _opened(self, stored: Settings) -> Vault:
        state = self.open_vault(stored)
        if state.vault is None:
            raise state.problem or LinkKeysMissing()
        return state.vault


def _tail(state: VaultState, name: str) -> str:
    """Return how a key ends, without the frame that all keys share."""
    secret = state.get(name)
    if secret is None:
        return ""
    lines = [line for line in secret.reveal().splitlines() if line and not line.startswith("-")]
    body = (lines[-1] if lines else "").rstrip("= ")
    return body[-_TAIL:] or "…"
