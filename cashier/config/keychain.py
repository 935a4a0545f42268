"""The one door to the operating system's keyring: small secrets of 32 bytes, nothing larger.

Only stores known to encrypt are let through; a plain file is never one of them. Asking may show the
system's own unlock window, so it is done off the window's thread. A keyring keeps secrets from
other users of this computer, not from other programs of the same user.
"""

import base64
import binascii
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cashier.config.files import guarded, write_atomic
from cashier.core.errors import Unavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "cashier-assistant"
SECRET_BYTES = 32
ENCRYPTING = (
    "keyring.backends.SecretService",
    "keyring.backends.Windows",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
)
_ABSENT = ("keyring.backends.fail", "keyring.backends.null")
_CHAIN = "keyring.backends.chainer"


class KeyringMissing(Unavailable):
    """This computer or session has no keyring."""

    code = "keyring-missing"


class KeyringInsecure(Unavailable):
    """The keyring on offer is not known to encrypt what it keeps. Fields: backend."""

    code = "keyring-insecure"


class KeyringLocked(Unavailable):
    """The keyring did not open, or refused: locked, prompt dismissed, service gone."""

    code = "keyring-locked"


class InstallIdUnusable(Unavailable):
    """The file that names this installation is damaged or cannot be kept. Fields: file."""

    code = "install-id-unusable"


class Entropy(Protocol):
    """Something that gives that many random bytes, `os.urandom` in the real program."""

    def __call__(self, count: int, /) -> bytes:
        """Return `count` random bytes."""


class KeyChain:
    """Secrets of one installation in the system's keyring.

    Failure policy: each call raises one of the three errors above; nothing else leaves.
    """

    def __init__(self, backend: "KeyringBackend", install_id: str) -> None:
        self._backend = backend
        self._install_id = install_id

    @classmethod
    def open(
        cls,
        install_id: str,
        backend: "KeyringBackend | None" = None,
        trusted: tuple[str, ...] = ENCRYPTING,
    ) -> "KeyChain":
        """Take the system's keyring, or the given one, if it is known to encrypt.

        Raises:
            KeyringMissing: there is none.
            KeyringInsecure: there is one, but it may keep plain text.
            KeyringLocked: it could not even be started.
        """
        try:
            chosen = backend if backend is not None else _system_keyring()
            _refuse_unsafe(chosen, trusted)
            if hasattr(chosen, "persist"):
                # Windows would let the secret roam with a domain profile to other computers.
                chosen.persist = "local machine"
        except _backend_errors() as error:
            raise KeyringLocked(reason=type(error).__name__) from error
        return cls(chosen, install_id)

    def read(self, name: str) -> bytes | None:
        """Return the secret kept under `name`, or nothing."""
        try:
            text = self._backend.get_password(f"{SERVICE}/{name}", self._install_id)
        except _backend_errors() as error:
            raise KeyringLocked(reason=type(error).__name__) from error
        if text is None:
            return None
        try:
            value = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise KeyringLocked(reason="damaged") from error
        if len(value) != SECRET_BYTES:
            raise KeyringLocked(reason="damaged")
        return value

    def write(self, name: str, value: bytes) -> None:
        """Keep a secret, and read it back: some stores accept and forget."""
        text = base64.b64encode(value).decode("ascii")
        try:
            self._backend.set_password(f"{SERVICE}/{name}", self._install_id, text)
        except _backend_errors() as error:
            raise KeyringLocked(reason=type(error).__name__) from error
        if self.read(name) != value:
            raise KeyringLocked(reason="forgetful")


def install_id(file: Path, entropy: Entropy) -> str:
    """Return the lasting random name of this installation, making it at the first call.

    Raises:
        InstallIdUnusable: the file is damaged, or cannot be read or written.
    """
    try:
        if not file.exists():
            # Two that begin at once get one name, or the secrets of one would be lost.
            with guarded(file):
                if not file.exists():
                    write_atomic(file, entropy(16).hex().encode("ascii"))
        text = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InstallIdUnusable(file=str(file)) from error
    if len(text) != 32 or not set(text) <= set("0123456789abcdef"):
        raise InstallIdUnusable(file=str(file))
    return text


# What speaks to keyrings is dear to load, and a till without keys and PIN never needs it.


def _system_keyring() -> "KeyringBackend":
    import keyring  # noqa: PLC0415 - see above

    return keyring.get_keyring()


@cache
def _backend_errors() -> tuple[type[Exception], ...]:
    """Return what keyrings raise when they do not open, or refuse."""
    from keyring.errors import KeyringError  # noqa: PLC0415 - see above

    found: tuple[type[Exception], ...] = (KeyringError, OSError)
    if sys.platform == "win32":
        from win32ctypes.pywin32 import pywintypes  # noqa: PLC0415 - see above

        found += (pywintypes.error,)
    elif sys.platform == "linux":
        from jeepney.wrappers import (  # type: ignore[import-untyped]  # noqa: PLC0415 - see above
            DBusErrorResponse,
        )
        from secretstorage.exceptions import SecretStorageException  # noqa: PLC0415 - see above

        found += (SecretStorageException, DBusErrorResponse)
    return found


def _refuse_unsafe(backend: "KeyringBackend", trusted: tuple[str, ...]) -> None:
    module = type(backend).__module__
    if module in _ABSENT:
        raise KeyringMissing
    if module == _CHAIN:
        members = tuple(getattr(backend, "backends", ()))
        if not members:
            raise KeyringMissing
        for member in members:
            _refuse_unsafe(member, trusted)
    elif module not in trusted:
        raise KeyringInsecure(backend=module)
