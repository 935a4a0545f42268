"""What a PIN is, and what may be wrong with one. Pure: the file and the tries are `access`'s."""

import hmac
import unicodedata
from itertools import pairwise

from cashier.config.lockout import FREE_TRIES, wait_after
from cashier.core.errors import Unavailable, WrongUse
from cashier.core.privacy import Secret

_SHORTEST, _LONGEST = 4, 12


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


def digits_of(pin: Secret) -> str:
    """Return a PIN as it was meant: a Chinese input method may type full-width digits."""
    return unicodedata.normalize("NFKC", pin.reveal()).strip()


def fit_digits(new: Secret) -> str:
    """Return the digits of a new PIN.

    Raises:
        PinUnfit: too short, too long, not digits, or too easy.
    """
    pin = digits_of(new)
    if _too_easy(pin):
        raise PinUnfit(shortest=_SHORTEST, longest=_LONGEST)
    return pin


def peppered_pin(pin: str, pepper: bytes) -> bytes:
    """Return what is hashed: four digits alone could all be tried by whoever has the file."""
    return hmac.digest(pepper, pin.encode(), "sha256")


def refusal(tries: int) -> PinWrong | PinWait:
    """Return what a wrong PIN is told after so many tries."""
    wait = wait_after(tries)
    return PinWait(seconds=wait) if wait else PinWrong(left=FREE_TRIES - tries)


def _too_easy(pin: str) -> bool:
    if not (_SHORTEST <= len(pin) <= _LONGEST and pin.isascii() and pin.isdigit()):
        return True
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1})
