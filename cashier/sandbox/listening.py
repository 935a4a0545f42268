"""Listening on 127.0.0.1 for the sandbox's servers: the socket, and a server that stops at once."""

import asyncio
import contextlib
import socket
import sys
import threading
from collections.abc import Iterable
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from cashier.core.closing import Closing
from cashier.core.errors import Unavailable
from cashier.core.threads import start_thread

HOST = "127.0.0.1"
_START_S = 10.0
_STOP_S = 10.0
_TURNS = 3


class SandboxUnavailable(Unavailable):
    """The sandbox cannot listen on the port asked for, or did not start."""

    code = "sandbox-unavailable"


class QuietServer(uvicorn.Server):
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

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let in nobody else, let go of everybody, and end: at once where nothing is under way.

        Uvicorn waits a tenth of a second all the same.
        """
        await stop_accepting(self.servers)
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await _let_others_run()
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
        for held in sockets or ():
            held.close()
        for server in self.servers:
            await server.wait_closed()

    def stop(self) -> None:
        """Ask the loop to end; from any thread, any number of times."""
        self.should_exit = True
        if self._loop is not None:
            # A closed loop has let go of everything already.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._closing.set)


class Listening(Closing):
    """A server on a port of loopback, in a thread of its own, until it is closed.

    Failure policy: a port that is taken raises `SandboxUnavailable` at once. Closing cuts every
    connection that is still held open and joins the thread; it is safe to call twice.

    Args:
        config: what is served.
        closing: set on the server's loop when it is told to stop.
        port: where; 0 takes any.
        name: of its thread.
    """

    def __init__(
        self, config: uvicorn.Config, closing: asyncio.Event, *, port: int, name: str
    ) -> None:
        self._socket = listen(port)
        self.port: int = self._socket.getsockname()[1]
        scheme = "https" if config.is_ssl else "http"
        self.base_url = f"{scheme}://{HOST}:{self.port}"
        self._server = QuietServer(config, closing)
        self._thread = start_thread(name, self._run)
        if not self._server.ready.wait(_START_S):
            self.close()
            raise SandboxUnavailable(port=str(self.port), reason="start")

    def close(self) -> None:
        """Stop answering, drop what is held, end the thread."""
        self._server.stop()
        self._thread.join(_STOP_S)
        self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])


def quiet_config(app: ASGIApp, http: type[asyncio.Protocol], **secured: Any) -> uvicorn.Config:
    """Return what the sandbox's servers have in common; `secured` has uvicorn's words for TLS."""
    return uvicorn.Config(
        app,
        http=http,
        ws="none",
        loop="asyncio",
        lifespan="off",
        access_log=False,
        log_config=None,
        log_level="critical",
        date_header=False,
        server_header=False,
        **secured,
    )


async def stop_accepting(servers: Iterable[asyncio.Server]) -> None:
    """Stop letting callers in, and finish with those at the door.

    Closing a server while it lets somebody in would leave that connection open and unowned.
    """
    loop = asyncio.get_running_loop()
    for server in servers:
        for listener in server.sockets:
            # The loop of Windows has no readers; there the door is closed at once.
            with contextlib.suppress(NotImplementedError):
                loop.remove_reader(listener.fileno())
    await _let_others_run()


async def _let_others_run() -> None:
    for _ in range(_TURNS):
        await asyncio.sleep(0)


def listen(port: int) -> socket.socket:
    """Return a socket that listens on loopback.

    Raises:
        SandboxUnavailable: the port is taken or cannot be.
    """
    listener = hold(port)
    listener.listen(256)
    listener.settimeout(0.0)
    return listener


def hold(port: int = 0) -> socket.socket:
    """Return a socket that has a port of loopback without listening on it; 0 takes any.

    Raises:
        SandboxUnavailable: the port is taken or cannot be.
    """
    # With the protocol named, the loop turns Nagle's delay off; it would cost 40 ms an answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            # There it would let two programs share a port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise SandboxUnavailable(port=str(port), reason=reason) from error
    return listener
