"""Keeps whole order numbers of open orders in one sealed file, for as long as somebody asks.

Sealed like the vault and with the same data key, which only the system's keyring holds; bound to
this installation. It makes no key of its own: a shop without provider keys has nothing to follow.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from cashier.config.files import guarded, write_atomic
from cashier.config.keychain import ENCRYPTING, Entropy, KeyChain, install_id
from cashier.config.sealing import (
    VaultKeyMissing,
    VaultNotSaved,
    VaultPlace,
    VaultUnreadable,
    seal,
    unseal,
)
from cashier.config.vault import DATA_KEY
from cashier.core.paths import Home

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_NONCE_BYTES = 12
_BOUND_TO = "open orders"


class OpenOrdersFile:
    """The sealed file `open-orders.bin`.

    Failure policy: reading raises a VaultProblem and changes nothing; what cannot be read is
    replaced by the next write, as nothing in it is worth more than one look at a receipt.
    """

    def __init__(self, place: VaultPlace, key: bytes, entropy: Entropy) -> None:
        self._place = place
        self._key = key
        self._entropy = entropy

    @classmethod
    def at_home(
        cls,
        home: Home,
        entropy: Entropy,
        backend: "KeyringBackend | None" = None,
        *,
        trusted: tuple[str, ...] = ENCRYPTING,
    ) -> Self:
        """Open the file of an installation; asks the keyring, so not on the window's thread.

        Raises:
            Unavailable: no keyring, no data key in it, or an installation without a name.
        """
        here = install_id(home.settings_dir / "install-id", entropy)
        key = KeyChain.open(here, backend, trusted).read(DATA_KEY)
        if key is None:
            raise VaultKeyMissing
        return cls(VaultPlace(home.open_orders_file, _BOUND_TO, here), key, entropy)

    def read(self) -> Mapping[str, str]:
        """Return the numbers by the id of their case; empty where nothing is kept.

        Raises:
            VaultProblem: the file is not what was written, or cannot be opened.
        """
        file = self._place.file
        try:
            sealed = file.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise VaultUnreadable(file=str(file)) from error
        return unseal(sealed, self._key, self._place)

    def write(self, numbers: Mapping[str, str]) -> None:
        """Keep exactly these, durable before this returns; nothing to keep leaves no file.

        Raises:
            VaultNotSaved: the old file still stands.
        """
        file = self._place.file
        try:
            with guarded(file):
                if numbers:
                    nonce = self._entropy(_NONCE_BYTES)
                    write_atomic(file, seal(dict(numbers), self._key, self._place, nonce))
                else:
                    file.unlink(missing_ok=True)
        except OSError as error:
            raise VaultNotSaved(file=str(file)) from error
