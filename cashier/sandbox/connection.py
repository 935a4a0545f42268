"""Cuts connections on demand, below HTTP: no other answer would look like a pulled cable."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

Address = tuple[str, int]


class Connections:
    """The open connections of one server by the caller's address."""

    def __init__(self) -> None:
        self._open: dict[Address, asyncio.Transport] = {}

    def protocol(self) -> type[H11Protocol]:
        """Return the HTTP protocol class that keeps this list."""
        connections = self._open

        class Listed(H11Protocol):
            """HTTP/1.1 as uvicorn speaks it, on the list while it is open."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                if self.client is not None:
                    connections[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                if self.client is not None:
                    connections.pop(self.client, None)

        return Listed

    def cut(self, client: Address) -> None:
        """Drop the connection of `client` without another byte."""
        transport = self._open.get(client)
        if transport is not None:
            transport.abort()
