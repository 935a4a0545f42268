"""Who may open what. Pure: one table, read by everything that asks for a PIN.

The cashier needs no PIN and has the dock. The manager has the shop's figures and its rules; IT has
what makes the program run, and no figure of any shift.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from cashier.core.errors import WrongUse


class Role(StrEnum):
    """Who is acting."""

    cashier = "cashier"
    manager = "manager"
    it = "it"


class Room(StrEnum):
    """What can be opened or done."""

    cases = "cases"
    handover = "handover"
    figures = "figures"
    export = "export"
    reverse = "reverse"
    guidance = "guidance"
    settings = "settings"
    keys = "keys"
    health = "health"
    support = "support"
    restore = "restore"


class RoleNotEnough(WrongUse):
    """The PIN is right, but its owner may not do this. Fields: role."""

    code = "role-not-enough"


_EVERYBODY = frozenset({Room.cases, Room.health, Room.handover})
_MAY: Mapping[Role, frozenset[Room]] = MappingProxyType(
    {
        Role.cashier: _EVERYBODY,
        Role.manager: _EVERYBODY
        | {Room.figures, Room.export, Room.reverse, Room.guidance, Room.settings, Room.support}
        | {Room.restore},
        Role.it: _EVERYBODY | {Room.settings, Room.keys, Room.support, Room.restore},
    }
)


def may(role: Role, room: Room) -> bool:
    """Whether a role may open or do something."""
    return room in _MAY[role]
