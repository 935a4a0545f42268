"""Keeps provider keys in one encrypted file beside the settings.

The file is AES-256-GCM under a random data key that only the system's keyring holds, bound to the
merchant number and to this installation: a copy is useless elsewhere. Without keyring or file the
program works through the clerk, so opening never raises: the state says what is wrong.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cashier.config.files import guarded, write_atomic
from cashier.config.keychain import ENCRYPTING, SECRET_BYTES, Entropy, KeyChain, install_id
from cashier.config.sealing import (
    VaultDamaged,
    VaultKeyMissing,
    VaultNotSaved,
    VaultPlace,
    VaultUnreadable,
    seal,
    unseal,
)
from cashier.core.errors import CashierError, Unavailable
from cashier.core.paths import Home
from cashier.core.privacy import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

DATA_KEY = "data-key"
_MOST = 1 << 20


class Vault:
    """Named secrets, read once and written whole at each change.

    Failure policy: reading never fails once open; `put`, `remove` and `rebind` raise KeyringLocked
    or VaultNotSaved and leave the old file standing.
    """

    def __init__(
        self, place: VaultPlace, chain: KeyChain, entropy: Entropy, held: dict[str, str]
    ) -> None:
        self._place = place
        self._chain = chain
        self._entropy = entropy
        self._held = held

    def names(self) -> tuple[str, ...]:
        """Return what is kept, without the values."""
        return tuple(sorted(self._held))

    def get(self, name: str) -> Secret | None:
        """Return a secret, or nothing when none is kept under that name."""
        value = self._held.get(name)
        return None if value is None else Secret(value)

    def put(self, name: str, value: Secret) -> None:
        """Keep a secret, durable before this returns."""
        self._store({**self._held, name: value.reveal()}, self._place)

    def remove(self, name: str) -> None:
        """Forget a secret; one that is not there is forgotten already."""
        held = {kept: value for kept, value in self._held.items() if kept != name}
        self._store(held, self._place)

    def rebind(self, merchant_id: str) -> None:
        """Go on under another merchant number: a person entered or corrected it here."""
        place = replace(self._place, merchant_id=merchant_id)
        if self._held:
            self._store(self._held, place)
        self._place = place

    def _store(self, held: dict[str, str], place: VaultPlace) -> None:
        key = self._chain.read(DATA_KEY)
        if key is None:
            key = self._entropy(SECRET_BYTES)
            self._chain.write(DATA_KEY, key)
        try:
            with guarded(place.file):
                write_atomic(place.file, seal(held, key, place, self._entropy(12)))
        except OSError as error:
            raise VaultNotSaved(file=str(place.file)) from error
        self._held = held


@dataclass(frozen=True, slots=True)
class VaultState:
    """An open vault, or the one reason why there is none."""

    vault: Vault | None
    problem: CashierError | None = None

    def get(self, name: str) -> Secret | None:
        """Return a secret if the vault is open and keeps one."""
        return None if self.vault is None else self.vault.get(name)


def open_vault(
    place: VaultPlace,
    backend: "KeyringBackend | None" = None,
    *,
    trusted: tuple[str, ...] = ENCRYPTING,
    entropy: Entropy = os.urandom,
) -> VaultState:
    """Open the vault at `place`; no file is an empty vault, and asks nothing of the keyring."""
    try:
        chain = KeyChain.open(place.install_id, backend, trusted)
        sealed = _read(place.file)
        held = {} if sealed is None else _unseal(sealed, chain, place)
    except Unavailable as problem:
        return VaultState(None, problem)
    return VaultState(Vault(place, chain, entropy, held))


def open_home_vault(
    home: Home,
    merchant_id: str,
    backend: "KeyringBackend | None" = None,
    *,
    trusted: tuple[str, ...] = ENCRYPTING,
    entropy: Entropy = os.urandom,
) -> VaultState:
    """Open the vault of an installation, naming the installation at the first call."""
    try:
        here = install_id(home.settings_dir / "install-id", entropy)
    except Unavailable as problem:
        return VaultState(None, problem)
    place = VaultPlace(home.vault_file, merchant_id, here)
    return open_vault(place, backend, trusted=trusted, entropy=entropy)


def discard(home: Home) -> None:
    """Throw the vault's file away: for keys that nobody can read any more.

    Raises:
        VaultNotSaved: it is still there.
    """
    try:
        with guarded(home.vault_file):
            home.vault_file.unlink(missing_ok=True)
    except OSError as error:
        raise VaultNotSaved(file=str(home.vault_file)) from error


def _unseal(sealed: bytes, chain: KeyChain, place: VaultPlace) -> dict[str, str]:
    key = chain.read(DATA_KEY)
    if key is None:
        raise VaultKeyMissing
    return unseal(sealed, key, place)


def _read(file: Path) -> bytes | None:
    try:
        if file.stat().st_size > _MOST:
            raise VaultDamaged
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise VaultUnreadable(file=str(file)) from error
