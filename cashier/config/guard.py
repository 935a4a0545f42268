"""Whether something asks for a PIN here, and asking it.

Where no PIN was ever chosen, nothing is shut: a shop decides that by choosing one.
"""

from cashier.config.access import Access
from cashier.config.roles import Role, Room
from cashier.core.errors import CashierError
from cashier.core.privacy import Secret


class Guard:
    """Stands before what needs a PIN. Judging one takes its time: never on the main thread.

    Failure policy: a PIN that cannot be read counts as chosen; when in doubt the door is shut.

    Args:
        access: the PINs.
        needs_pin: False where the shop wants no PIN for this.
    """

    def __init__(self, access: Access, *, needs_pin: bool) -> None:
        self._access = access
        self._needs_pin = needs_pin

    def has_pin(self, role: Role = Role.manager) -> bool:
        """Whether a PIN was chosen for a role."""
        try:
            return self._access.has_pin(role)
        except CashierError:
            return True

    @property
    def asks(self) -> bool:
        """Whether a PIN is asked at all."""
        return self._needs_pin and self.has_pin()

    def allow(self, pin: Secret, room: Room) -> None:
        """Let somebody pass, if nothing is asked or the PIN is right.

        Raises:
            CashierError: as `Access.require`.
        """
        if self.asks:
            self._access.require(pin, room)
