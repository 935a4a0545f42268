"""The PINs of manager and IT: who may reverse an order, change settings, open the history.

The PIN is kept as argon2id over an HMAC with a `pepper`. Each try is counted on disk before it is
judged, so killing the program gives no try back. A PIN guards against colleagues at the till, not
against the owner of the computer.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from cashier.config.files import guarded
from cashier.config.keychain import ENCRYPTING, Entropy, KeyChain, install_id
from cashier.config.lockout import (
    Lockout,
    PinRecord,
    PinStoreBroken,
    read_record,
    write_record,
)
from cashier.config.pepper import Pepper
from cashier.config.pin import (
    PinNotSet,
    PinTaken,
    PinWait,
    digits_of,
    fit_digits,
    peppered_pin,
    refusal,
)
from cashier.config.roles import Role, RoleNotEnough, Room, may
from cashier.core.clock import Clock
from cashier.core.errors import Unavailable
from cashier.core.paths import Home
from cashier.core.privacy import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

PIN_FILE = "pin.json"

_log = structlog.get_logger()


class Access:
    """The PINs of one installation. Judging takes 0.1 to 0.6 s: never on the main thread.

    Both roles share one count of wrong tries: two PINs give nobody twice as many.

    Failure policy: when in doubt nobody is manager; every trouble is one of `pin`'s errors,
    PinStoreBroken, or KeyringLocked.
    """

    def __init__(
        self,
        file: Path,
        clock: Clock,
        chain: KeyChain | Callable[[], KeyChain | None] | None = None,
        hasher: PasswordHasher | None = None,
        entropy: Entropy = os.urandom,
    ) -> None:
        self._file = file
        self._lockout = Lockout(clock)
        self._pepper = Pepper(file, chain, entropy)
        self._hasher = hasher or PasswordHasher()

    def has_pin(self, role: Role = Role.manager) -> bool:
        """Whether a PIN was chosen for a role."""
        record = read_record(self._file)
        return record is not None and _hash_of(record, role) is not None

    def wait_s(self) -> float:
        """Return how long until the next try is allowed, for a countdown."""
        record = read_record(self._file)
        return 0.0 if record is None else self._lockout.remaining(record)

    def set_pin(self, new: Secret, current: Secret | None = None) -> Literal["keyring", "file"]:
        """Choose the PIN; to change it the current one is asked first.

        Returns:
            Where the pepper is kept: with "file" the PIN is weaker, and the form says so.

        Raises:
            PinUnfit: too short, too long, not digits, or too easy.
            PinWrong, PinWait: the current PIN does not open.
        """
        pin = fit_digits(new)
        with self._alone():
            before = read_record(self._file)
            if before is not None:
                # Judged and replaced without letting go: of two at once the second is asked anew.
                _may_or_refuse(self._judged(before, current or Secret("")), Room.reverse)
            record = self._record(pin, before)
            write_record(self._file, self._lockout.cleared(record))
        return "keyring" if record.pepper is None else "file"

    def set_it_pin(self, new: Secret, current: Secret) -> None:
        """Choose IT's PIN; the manager's stays as it is.

        Args:
            new: the PIN of IT from now on.
            current: the manager's PIN, or IT's own until now.

        Raises:
            PinUnfit, PinTaken: not a PIN, or the manager's.
            PinNotSet, PinWrong, PinWait: there is no manager's PIN yet, or `current` opens nothing.
        """
        pin = fit_digits(new)
        with self._alone():
            record = self._kept()
            self._judged(record, current)
            peppered = peppered_pin(pin, self._pepper.of(record))
            if self._fits(record.hash, peppered):
                raise PinTaken
            with_its = replace(record, it_hash=self._hasher.hash(peppered))
            write_record(self._file, self._lockout.cleared(with_its))

    def require(self, pin: Secret, room: Room) -> Role:
        """Return whose PIN it is, if that role may open or do this.

        Raises:
            RoleNotEnough: the PIN is right, its owner may not.
            PinWrong, PinNotSet, PinWait, PinStoreBroken, PinPepperMissing, KeyringLocked: see
                `check`.
        """
        return _may_or_refuse(self.check(pin), room)

    def check(self, pin: Secret) -> Role:
        """Return whose PIN it is.

        Raises:
            PinWrong: and the try is on disk already.
            PinNotSet, PinWait, PinStoreBroken, PinPepperMissing, KeyringLocked: not judged; no try
                is used up.
        """
        with self._alone():
            return self._judged(self._kept(), pin)

    def _kept(self) -> PinRecord:
        record = read_record(self._file)
        if record is None:
            raise PinNotSet
        return record

    def _judged(self, record: PinRecord, pin: Secret) -> Role:
        """Return whose PIN it is; only for whoever holds the lock."""
        pepper = self._pepper.of(record)
        if (seconds := self._lockout.remaining(record)) > 0:
            raise PinWait(seconds=int(seconds) + 1)
        counted = self._lockout.counted(record)
        write_record(self._file, counted)
        role = self._owner(record, peppered_pin(digits_of(pin), pepper))
        if role is None:
            raise refusal(counted.tries)
        write_record(self._file, self._lockout.cleared(counted))
        return role

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with guarded(self._file):
                yield
        except OSError as error:
            raise PinStoreBroken(file=str(self._file)) from error

    def _owner(self, record: PinRecord, peppered: bytes) -> Role | None:
        """Compare with every PIN there is, so that the time says nothing about whose it was."""
        found: Role | None = None
        for role in (Role.manager, Role.it):
            kept = _hash_of(record, role)
            if kept is not None and self._fits(kept, peppered):
                found = found or role
        return found

    def _fits(self, kept: str, peppered: bytes) -> bool:
        try:
            self._hasher.verify(kept, peppered)
        except VerifyMismatchError:
            return False
        except (VerificationError, InvalidHashError) as error:
            raise PinStoreBroken(file=str(self._file)) from error
        return True

    def _record(self, pin: str, before: PinRecord | None) -> PinRecord:
        """Return a record of the manager's new PIN; IT's goes on as long as its pepper does."""
        it_hash = before.it_hash if before is not None else None
        if before is None or it_hash is None:
            pepper, kept = self._pepper.first()
            return PinRecord(self._hasher.hash(peppered_pin(pin, pepper)), kept)
        peppered = peppered_pin(pin, self._pepper.of(before))
        if self._fits(it_hash, peppered):
            raise PinTaken
        return PinRecord(self._hasher.hash(peppered), before.pepper, it_hash=it_hash)


def open_home_access(
    home: Home,
    clock: Clock,
    backend: "KeyringBackend | None" = None,
    *,
    trusted: tuple[str, ...] = ENCRYPTING,
    hasher: PasswordHasher | None = None,
) -> Access:
    """Return the access of an installation, with the system's keyring where there is one.

    The keyring is opened when the first PIN is judged or set: the start does not wait for it.
    """

    def find() -> KeyChain | None:
        try:
            here = install_id(home.settings_dir / "install-id", os.urandom)
            return KeyChain.open(here, backend, trusted)
        except Unavailable as problem:
            _log.info("pin_without_keyring", code=problem.code)
            return None

    return Access(home.settings_dir / PIN_FILE, clock, find, hasher)


def _may_or_refuse(role: Role, room: Room) -> Role:
    if not may(role, room):
        raise RoleNotEnough(role=role.value)
    return role


def _hash_of(record: PinRecord, role: Role) -> str | None:
    return {Role.manager: record.hash, Role.it: record.it_hash}.get(role)
