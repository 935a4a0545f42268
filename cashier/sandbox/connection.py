"""The open connections, below HTTP: cut on demand, and dropped when nothing is asked on them.

No other answer would look like a pulled cable.
"""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

Address = tuple[str, int]


class Connections:
    """The open connections of one server by the caller's address.

    Args:
        silent_s: a connection on which no whole request came for so long is dropped.
    """

    def __init__(self, silent_s: float = 30.0) -> None:
        self.silent_s = silent_s
        self._open: dict[Address, asyncio.Transport] = {}

    def protocol(self) -> type[H11Protocol]:
        """Return the HTTP protocol class that keeps this list."""
        connections = self

        class Listed(H11Protocol):
            """HTTP/1.1 as uvicorn speaks it, on the list while it is open."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                self.unheard = self.loop.call_later(connections.silent_s, self.drop_unheard)
                if self.client is not None:
                    connections.keep(self.client, transport)

            def connection_lost(self, exc: Exception | None) -> None:
                self.unheard.cancel()
                super().connection_lost(exc)
                if self.client is not None:
                    connections.forget(self.client)

            def drop_unheard(self) -> None:
                # Its type leaves out that there is none before the first whole request.
                if getattr(self, "cycle", None) is None:
                    self.transport.abort()

        return Listed

    def keep(self, client: Address, transport: asyncio.Transport) -> None:
        """Put a connection on the list."""
        self._open[client] = transport

    def forget(self, client: Address) -> None:
        """Take a connection off the list."""
        self._open.pop(client, None)

    def cut(self, client: Address) -> None:
        """Drop the connection of `client` without another byte."""
        transport = self._open.get(client)
        if transport is not None:
            transport.abort()
