"""The secret that is mixed into a PIN before it is hashed: a hash alone protects no four digits.

It is in the system's keyring where there is one, else in the PIN file itself, where it is weaker.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from cashier.config.keychain import SECRET_BYTES, Entropy, KeyChain
from cashier.config.lockout import PinRecord
from cashier.config.pin import PinPepperMissing

PEPPER = "pin-pepper"


class Pepper:
    """The pepper of one installation. The keyring is opened when it is first needed.

    Args:
        file: the PIN file, for whoever has to look why a pepper is missing.
        keyring: the keyring, or what finds it; None where there is none.
        entropy: where a new one comes from.
    """

    def __init__(
        self, file: Path, keyring: KeyChain | Callable[[], KeyChain | None] | None, entropy: Entropy
    ) -> None:
        self._file = file
        self._keyring = keyring
        self._entropy = entropy

    @cached_property
    def _chain(self) -> KeyChain | None:
        return self._keyring() if callable(self._keyring) else self._keyring

    def first(self) -> tuple[bytes, str | None]:
        """Return the pepper of a first PIN, and what the file has to keep of it."""
        if self._chain is None:
            new = self._entropy(SECRET_BYTES)
            return new, new.hex()
        kept = self._chain.read(PEPPER)
        if kept is None:
            kept = self._entropy(SECRET_BYTES)
            self._chain.write(PEPPER, kept)
        return kept, None

    def of(self, record: PinRecord) -> bytes:
        """Return the pepper that a record was made with.

        Raises:
            PinPepperMissing: the keyring that has it is closed, gone or another one now.
        """
        if record.pepper is not None:
            return bytes.fromhex(record.pepper)
        kept = None if self._chain is None else self._chain.read(PEPPER)
        if kept is None:
            raise PinPepperMissing(file=str(self._file))
        return kept
