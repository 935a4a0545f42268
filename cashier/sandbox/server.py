"""Runs the sandbox gateway on 127.0.0.1, in a thread of its own, until it is closed."""

from collections.abc import Iterable
from types import TracebackType
from typing import Self

import uvicorn

from cashier.core.clock import Clock, SystemClock
from cashier.core.threads import start_thread
from cashier.sandbox import alipay_endpoints
from cashier.sandbox.control import Control
from cashier.sandbox.endpoints import Gateway, Surroundings, application
from cashier.sandbox.faults import FaultBoard
from cashier.sandbox.keys import SandboxKeys, make_keys
from cashier.sandbox.limits import bounded_bodies
from cashier.sandbox.listening import HOST, QuietServer, listen
from cashier.sandbox.listening import SandboxUnavailable as SandboxUnavailable
from cashier.sandbox.orders import OrderBook
from cashier.sandbox.wechat_callbacks import Notice

_START_S = 10.0
_STOP_S = 10.0


class SandboxGateway:
    """A payment gateway on loopback with keys of its own.

    Failure policy: a port that is taken raises `SandboxUnavailable` at once. Closing cuts every
    connection that is still held open and joins the thread; it is safe to call twice.
    """

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
        self._socket = listen(port)
        self.port: int = self._socket.getsockname()[1]
        self.base_url = f"http://{HOST}:{self.port}"
        self._server = QuietServer(self._config(), self.around.closing)
        self._thread = start_thread("sandbox", self._run)
        if not self._server.ready.wait(_START_S):
            self.close()
            raise SandboxUnavailable(port=str(self.port), reason="start")

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Every try so far to tell a shop's own server that a customer paid."""
        return tuple(self._gateway.callbacks.tries)

    def close(self) -> None:
        """Stop answering, drop what is held, end the thread."""
        self._server.stop()
        self._thread.join(_STOP_S)
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _config(self) -> uvicorn.Config:
        control = Control(self.keys.control_token, self.orders, self.faults, self.around.clock)
        private = [*alipay_endpoints.routes(self.around), *control.routes()]
        return uvicorn.Config(
            bounded_bodies(application(self._gateway, private)),
            http=self.around.connections.protocol(),
            ws="none",
            loop="asyncio",
            lifespan="off",
            access_log=False,
            log_config=None,
            log_level="critical",
            date_header=False,
            server_header=False,
        )

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])
