"""What faults do to a call on its way: delays, silence, cuts. The same for every protocol."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from cashier.sandbox.connection import Connections
from cashier.sandbox.faults import Delivery, Fault


@dataclass(frozen=True, slots=True)
class Transit:
    """Carries one call to its answer, or loses it. `closing` ends every wait."""

    connections: Connections
    closing: asyncio.Event
    pace: float

    async def carry(
        self, request: Request, terms: Fault, answer: Callable[[], Awaitable[Response]]
    ) -> Response:
        """Return what `answer` makes, unless the terms keep it from being made or from arriving."""
        await self.delay(terms)
        if terms.lost_request:
            return await self._never(request)
        made = await answer()
        if terms.delivery is Delivery.cut:
            return await self.cut(request)
        if terms.delivery is Delivery.silent:
            return await self._never(request)
        return made

    async def delay(self, terms: Fault) -> None:
        """Hold the call back as long as the terms say."""
        if terms.delay_s:
            # Not a plain sleep: closing the sandbox must not wait for it.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), terms.delay_s * self.pace)

    async def cut(self, request: Request) -> Response:
        """Drop the caller's connection without another byte."""
        if request.client is not None:
            self.connections.cut((request.client.host, request.client.port))
        return await _gone(request)

    async def _never(self, request: Request) -> Response:
        leaving = asyncio.ensure_future(_gone(request))
        stopping = asyncio.ensure_future(self.closing.wait())
        await asyncio.wait({leaving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not leaving.done() and request.client is not None:
            self.connections.cut((request.client.host, request.client.port))
        return await leaving


async def _gone(request: Request) -> Response:
    while (await request.receive())["type"] != "http.disconnect":
        continue
    return Response(status_code=204)
