"""The PINs of manager and IT: who may reverse an order, change settings, open the history.

The PIN is kept as argon2id over an HMAC with a pepper from the keyring, because a hash alone cannot
protect four digits. Each try is counted on disk before it is judged, so killing the program gives
no try back. A PIN guards against colleagues at the till, not against the owner of the computer.
"""

import hmac
import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from cashier.config.files import guarded
from cashier.config.keychain import ENCRYPTING, SECRET_BYTES, Entropy, KeyChain, install_id
from cashier.config.lockout import (
    FREE_TRIES,
    Lockout,
    PinRecord,
    PinStoreBroken,
    read_record,
    wait_after,
    write_record,
)
from cashier.config.roles import Role, RoleNotEnough, Room, may
from cashier.core.clock import Clock
from cashier.core.errors import Unavailable, WrongUse
from cashier.core.paths import Home
from cashier.core.privacy import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

PEPPER = "pin-pepper"
PIN_FILE = "pin.json"
_SHORTEST, _LONGEST = 4, 12

_log = structlog.get_logger()


class PinNotSet(WrongUse):
    """Nobody has chosen a manager's PIN yet."""

    code = "pin-not-set"


class PinUnfit(WrongUse):
    """A new PIN is not 4 to 12 digits, or is one that everybody tries first."""

    code = "pin-unfit"


class PinTaken(WrongUse):
    """The new PIN is the other role's."""

    code = "pin-taken"


class PinWrong(WrongUse):
    """Not the PIN. Fields: left (tries before the next wait)."""

    code = "pin-wrong"


class PinWait(WrongUse):
    """Too many wrong tries. Fields: seconds."""

    code = "pin-wait"


class PinPepperMissing(Unavailable):
    """The PIN was set with the system's keyring, which is closed, gone or another one now."""

    code = "pin-pepper-missing"


class Access:
    """The PINs of one installation. Judging takes 0.1 to 0.6 s: never on the main thread.

    Both roles share one count of wrong tries: two PINs give nobody twice as many.

    Failure policy: when in doubt nobody is manager; every trouble is one of this module's errors,
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
        self._keyring = chain
        self._hasher = hasher or PasswordHasher()
        self._entropy = entropy

    @cached_property
    def _chain(self) -> KeyChain | None:
        return self._keyring() if callable(self._keyring) else self._keyring

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
        pin = _digits(new)
        if _too_easy(pin):
            raise PinUnfit(shortest=_SHORTEST, longest=_LONGEST)
        before = read_record(self._file)
        if before is not None:
            self.require(current or Secret(""), Room.reverse)
        record = self._record(pin, before)
        with self._alone():
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
        pin = _digits(new)
        if _too_easy(pin):
            raise PinUnfit(shortest=_SHORTEST, longest=_LONGEST)
        self.check(current)
        with self._alone():
            record = read_record(self._file)
            if record is None:
                raise PinNotSet
            peppered = _peppered(pin, self._pepper_of(record))
            if self._fits(record.hash, peppered):
                raise PinTaken
            write_record(self._file, replace(record, it_hash=self._hasher.hash(peppered)))

    def require(self, pin: Secret, room: Room) -> Role:
        """Return whose PIN it is, if that role may open or do this.

        Raises:
            RoleNotEnough: the PIN is right, its owner may not.
            PinWrong, PinNotSet, PinWait, PinStoreBroken, PinPepperMissing, KeyringLocked: see
                `check`.
        """
        role = self.check(pin)
        if not may(role, room):
            raise RoleNotEnough(role=role.value)
        return role

    def check(self, pin: Secret) -> Role:
        """Return whose PIN it is.

        Raises:
            PinWrong: and the try is on disk already.
            PinNotSet, PinWait, PinStoreBroken, PinPepperMissing, KeyringLocked: not judged; no try
                is used up.
        """
        with self._alone():
            record = read_record(self._file)
            if record is None:
                raise PinNotSet
            pepper = self._pepper_of(record)
            if (seconds := self._lockout.remaining(record)) > 0:
                raise PinWait(seconds=int(seconds) + 1)
            counted = self._lockout.counted(record)
            write_record(self._file, counted)
            role = self._owner(record, _peppered(_digits(pin), pepper))
            if role is None:
                raise _refusal(counted.tries)
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
            pepper = self._new_pepper()
            kept = None if self._chain is not None else pepper.hex()
            return PinRecord(self._hasher.hash(_peppered(pin, pepper)), kept)
        peppered = _peppered(pin, self._pepper_of(before))
        if self._fits(it_hash, peppered):
            raise PinTaken
        return PinRecord(self._hasher.hash(peppered), before.pepper, it_hash=it_hash)

    def _new_pepper(self) -> bytes:
        if self._chain is None:
            return self._entropy(SECRET_BYTES)
        kept = self._chain.read(PEPPER)
        if kept is None:
            kept = self._entropy(SECRET_BYTES)
            self._chain.write(PEPPER, kept)
        return kept

    def _pepper_of(self, record: PinRecord) -> bytes:
        if record.pepper is not None:
            return bytes.fromhex(record.pepper)
        kept = None if self._chain is None else self._chain.read(PEPPER)
        if kept is None:
            raise PinPepperMissing(file=str(self._file))
        return kept


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


def _digits(pin: Secret) -> str:
    # A Chinese input method may type full-width digits.
    return unicodedata.normalize("NFKC", pin.reveal()).strip()


def _hash_of(record: PinRecord, role: Role) -> str | None:
    return {Role.manager: record.hash, Role.it: record.it_hash}.get(role)


def _too_easy(pin: str) -> bool:
    if not (_SHORTEST <= len(pin) <= _LONGEST and pin.isascii() and pin.isdigit()):
        return True
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1})


def _peppered(pin: str, pepper: bytes) -> bytes:
    return hmac.digest(pepper, pin.encode(), "sha256")


def _refusal(tries: int) -> PinWrong | PinWait:
    wait = wait_after(tries)
    return PinWait(seconds=wait) if wait else PinWrong(left=FREE_TRIES - tries)
