"""`cashier pin`; and asking for a PIN without showing it, before a command that needs one."""

import sys

import typer

from cashier.config.access import open_home_access
from cashier.config.pin import PinNotSet
from cashier.config.roles import Room
from cashier.core.clock import SystemClock
from cashier.core.errors import WrongUse
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.core.words import Words


class PinDiffers(WrongUse):
    """A new PIN was typed differently the second time."""

    code = "pin-differs"


def somebody_there() -> bool:
    """Whether a person can answer a question; a program that runs us cannot."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask_secret(text: str) -> Secret:
    """Ask without showing what is typed; a program that runs us writes lines instead.

    Raises:
        typer.Abort: the input ended, or was broken off.
    """
    if somebody_there():
        return Secret(str(typer.prompt(text, hide_input=True, err=True)))
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise typer.Abort
    return Secret(line.rstrip("\r\n"))


def ask_manager(place: Home, words: Words) -> None:
    """Ask for the manager's PIN; return once it is the right one.

    Raises:
        PinNotSet: there is none, and none is asked for.
        PinWrong, PinWait, PinStoreBroken, PinPepperMissing, KeyringLocked, RoleNotEnough: it is
            not.
    """
    access = open_home_access(place.make(), SystemClock())
    if not access.has_pin():
        raise PinNotSet
    access.require(ask_secret(words("pin-ask")), Room.reverse)


def choose_pin(place: Home, words: Words, *, for_it: bool = False) -> int:
    """Ask for a new PIN twice and keep it.

    Raises:
        PinNotSet: the technician's cannot come before the manager's.
        PinDiffers: the two are not the same.
        CashierError: the current one is wrong, or the new one not fit or not kept.
    """
    access = open_home_access(place.make(), SystemClock())
    if for_it and not access.has_pin():
        raise PinNotSet
    current = ask_secret(words("pin-current")) if access.has_pin() else None
    new = ask_secret(words("pin-new"))
    if ask_secret(words("pin-again")) != new:
        raise PinDiffers
    if for_it and current is not None:
        access.set_it_pin(new, current)
        print(words("pin-set-it"))
        return 0
    kept = access.set_pin(new, current)
    print(words(f"pin-set-{kept}"))
    return 0
