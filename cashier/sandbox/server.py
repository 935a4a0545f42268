"""Runs the sandbox gateway on 127.0.0.1, in a thread of its own, until it is closed."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Self

import uvicorn

from cashier.core.clock import Clock, SystemClock
from cashier.core.threads import start_thread
from cashier.sandbox.control import Control
from cashier.sandbox.endpoints import Gateway, Surroundings, application
from cashier.sandbox.faults import FaultBoard
from cashier.sandbox.keys import SandboxKeys, make_keys
from cashier.sandbox.orders import OrderBook
from cashier.sandbox.sockets import HOST, SandboxUnavailable, listen

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
        self._around = Surroundings(
            keys=self.keys,
            orders=self.orders,
            faults=self.faults,
            clock=clock or SystemClock(),
            pace=pace,
        )
        self._socket = listen(port)
        self.port: int = self._socket.getsockname()[1]
        self.base_url = f"http://{HOST}:{self.port}"
        self._server = _Server(self._config(), self._around.closing)
        self._thread = start_thread("sandbox", self._run)
        if not self._server.ready.wait(_START_S):
            self.close()
            raise SandboxUnavailable(port=str(self.port), reason="start")

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
        control = Control(self.keys.control_token, self.orders, self.faults, self._around.clock)
        return uvicorn.Config(
            application(Gateway(self._around), control.routes()),
            http=self._around.connections.protocol(),
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


class _Server(uvicorn.Server):
    """uvicorn that says when it listens and lets go of held connections when it is told to stop."""

    def __init__(self, config: uvicorn.Config, closing: asyncio.Event) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._closing = closing
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does, then tell whoever waits."""
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self.ready.set()

    async def main_loop(self) -> None:
        """Wait to be told to stop; nothing here needs uvicorn's ten ticks a second."""
        await self._closing.wait()

    def stop(self) -> None:
        """Ask the loop to end; from any thread, any number of times."""
        self.should_exit = True
        if self._loop is not None:
            # A closed loop has let go of everything already.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._closing.set)
