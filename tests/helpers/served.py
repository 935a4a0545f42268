"""A small server of a test's own on the network thread, for a while."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from cashier.core.background import Background


class Host(Protocol):
    """Who answers; `released` lets go of the visitors that it keeps waiting."""

    port: int
    released: asyncio.Event
    visitors: set[asyncio.Task[None]]

    async def visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one visitor."""


@contextmanager
def served(network: Background, host: Host) -> Iterator[None]:
    """Let a host answer on a free port of loopback, which it is told; wait for its visitors."""

    async def begin() -> asyncio.Server:
        server = await asyncio.start_server(host.visit, "127.0.0.1", 0)
        host.port = server.sockets[0].getsockname()[1]
        return server

    async def end(server: asyncio.Server) -> None:
        server.close()
        host.released.set()
        await asyncio.gather(*host.visitors)

    server = network.submit(begin()).result(60)
    try:
        yield
    finally:
        network.submit(end(server)).result(60)
