"""Keyrings for tests: one that keeps secrets in memory, and ones that misbehave."""

from keyring.backend import KeyringBackend
from keyring.errors import InitError, PasswordSetError

TRUSTED = (__name__,)
"""What the vault must be told to accept the keyrings of this module."""


class MemoryKeyring(KeyringBackend):
    """Keeps secrets until it is dropped."""

    priority = 0.1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class LockedKeyring(MemoryKeyring):
    """Refuses as a keyring does whose unlock window was dismissed."""

    def get_password(self, service: str, username: str) -> str | None:
        raise InitError("Prompt dismissed")


class FullKeyring(MemoryKeyring):
    """Takes nothing more."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("no room")


class ForgetfulKeyring(MemoryKeyring):
    """Takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return


class RoamingKeyring(MemoryKeyring):
    """Has a reach that can be set, as on Windows."""

    persist = "enterprise"
