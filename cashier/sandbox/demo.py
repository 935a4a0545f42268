"""A shop to try things in: the gateway, the till that charges it, the film of a phone.

The till is the only part that charges. Paying with 分付 goes wrong the way it does in real shops:
the phone asks for a password, the till says that it could not read the code, and in the end the
wallet refuses. Every other method works.
"""

from concurrent.futures import Future
from pathlib import Path

from cashier.core.clock import Clock
from cashier.core.money import Money
from cashier.core.resources import resource
from cashier.sandbox.keys import SandboxKeys
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till import TillScreen
from cashier.sandbox.till_outcome import Shows
from cashier.sandbox.till_process import TillProcess, till_command
from cashier.sandbox.wallet import fresh_payment_code

FENFU_STORY = "fenfu_password_then_limit"


class DemoShop:
    """A gateway and a till with throw-away keys. Closing ends both and is safe to do twice."""

    def __init__(
        self,
        clock: Clock,
        *,
        pace: float = 1.0,
        wallet_pace: float = 1.0,
        shows: Shows = "text",
        keys: SandboxKeys | None = None,
    ) -> None:
        self.gateway = SandboxGateway(clock=clock, keys=keys, pace=pace)
        self.gateway.orders.pace = wallet_pace
        self._shows: Shows = shows
        self._till: TillProcess | None = None

    @property
    def till(self) -> TillProcess:
        """The till; opened when it is first asked for."""
        return self._till or self.open_till()

    def open_till(self) -> TillProcess:
        """Open the till, unless it is: a process of its own, which takes a second to load."""
        if self._till is None:
            command = till_command(self.gateway.base_url, shows=self._shows)
            self._till = TillProcess(command, self.gateway.keys.till)
        return self._till

    @property
    def film(self) -> Path:
        """A film of a phone that shows a payment code."""
        return resource("samples", "phone.avi")

    def charge(self, amount: Money, method: str) -> "Future[TillScreen]":
        """Let the till charge a new code of the customer; the future holds what its screen says."""
        if method == "fenfu":
            self.gateway.faults.queue(FENFU_STORY)
        return self.till.start_charge(amount, fresh_payment_code(method=method), method)

    def settle(self, order_number: str) -> "Future[TillScreen]":
        """Let the till ask again what became of an order."""
        return self.till.start_settle(order_number)

    def close(self) -> None:
        """End the till and the gateway."""
        if self._till is not None:
            self._till.close()
        self.gateway.close()
