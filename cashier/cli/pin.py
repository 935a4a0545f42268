"""Asks for a PIN without showing it, and holds a command back until the manager has given it."""

import sys

import typer

from cashier.config.access import open_home_access
from cashier.config.roles import Room
from cashier.core.clock import SystemClock
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.core.words import Words


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


def ask_manager(place: Home, words: Words) -> bool:
    """Ask for the manager's PIN; true when it is the right one.

    Raises:
        PinWrong, PinWait, PinNotSet, PinStoreBroken, PinPepperMissing, KeyringLocked,
            RoleNotEnough: it is not.
    """
    access = open_home_access(place.make(), SystemClock())
    access.require(ask_secret(words("pin-ask")), Room.reverse)
    return True
