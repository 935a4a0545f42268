"""Runs the sandbox gateway on 127.0.0.1, in a thread of its own, until it is closed."""

from collections.abc import Iterable

import uvicorn

from cashier.core.clock import Clock, SystemClock
from cashier.sandbox import alipay_endpoints
from cashier.sandbox.control import Control
from cashier.sandbox.endpoints import Gateway, Surroundings, application
from cashier.sandbox.faults import FaultBoard
from cashier.sandbox.keys import SandboxKeys, make_keys
from cashier.sandbox.limits import bounded_bodies
from cashier.sandbox.listening import Listening, quiet_config
from cashier.sandbox.listening import SandboxUnavailable as SandboxUnavailable
from cashier.sandbox.orders import OrderBook
from cashier.sandbox.wechat_callbacks import Notice


class SandboxGateway(Listening):
    """A payment gateway on loopback with keys of its own."""

    def __init__(
        self,
        port: int = 0,
        faults: Iterable[str] = (),
        clock: Clock | None = None,
        keys: SandboxKeys | None = None,
        *,
        pace: float = 1.0,
    ) -> None:
        self.keys = keys or make_keys()
        self.faults = FaultBoard(faults)
        self.orders = OrderBook(clock or SystemClock())
        self.around = Surroundings(
            keys=self.keys,
            orders=self.orders,
            faults=self.faults,
            clock=clock or SystemClock(),
            pace=pace,
        )
        self._gateway = Gateway(self.around)
        super().__init__(self._config(), self.around.closing, port=port, name="sandbox")

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Every try so far to tell a shop's own server that a customer paid."""
        return tuple(self._gateway.callbacks.tries)

    def _config(self) -> uvicorn.Config:
        control = Control(self.keys.control_token, self.orders, self.faults, self.around.clock)
        private = [*alipay_endpoints.routes(self.around), *control.routes()]
        return quiet_config(
            bounded_bodies(application(self._gateway, private)), self.around.connections.protocol()
        )
