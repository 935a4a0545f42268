"""Keeps what callers send within bounds: a body that is too big is refused and not kept."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 256 * 1024
"""Ten times what any call of the real gateways may hold."""

_TOO_BIG = 413


def bounded_bodies(app: ASGIApp) -> ASGIApp:
    """Return the application, to which bodies over the bound are a 413."""

    async def bounded(scope: Scope, receive: Receive, send: Send) -> None:
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > MOST_BYTES:
                raise HTTPException(_TOO_BIG)
            return message

        await app(scope, counted, send)

    return bounded
