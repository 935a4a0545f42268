"""One HTTP exchange with a provider: time-outs, size limit, clock offset, errors turned into ours.

Every exception of the HTTP library ends here. Nothing is retried here.
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import truststore

from cashier.core.clock import Clock
from cashier.providers.client_certificate import ClientCertificate
from cashier.providers.errors import (
    GatewayAddressInvalid,
    GatewayAnswerUnverified,
    GatewayUnreachable,
    UnreachableKind,
    UnverifiedKind,
)

_MAX_BODY = 256 * 1024
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# A Date header is cut to whole seconds; on average it is half a second behind.
_HALF_SECOND = timedelta(seconds=0.5)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one call may take to connect and to answer, in seconds."""

    connect_s: float = 3.0
    answer_s: float = 5.0


@dataclass(frozen=True, slots=True)
class Received:
    """A whole answer, whatever its status."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    asked_at: datetime
    ms: float
    clock_offset_s: float | None


class Exchange:
    """Sends one request and reads one answer.

    Failure policy: transport failures become `GatewayUnreachable`, an endless body
    `GatewayAnswerUnverified`. Redirects are answers, never followed.
    """

    def __init__(self, client: httpx.AsyncClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock

    async def send(self, request: httpx.Request, auth: httpx.Auth, patience: Patience) -> Received:
        """Send `request` once and return the answer.

        Raises:
            GatewayUnreachable: no whole answer came.
            GatewayAnswerUnverified: the body has no end that could be a provider's.
        """
        request.extensions["timeout"] = httpx.Timeout(
            patience.answer_s, connect=patience.connect_s
        ).as_dict()
        asked_at, start = self._clock.now(), self._clock.monotonic()
        try:
            async with asyncio.timeout(patience.connect_s + patience.answer_s):
                answer = await self._client.send(request, auth=auth, stream=True)
                try:
                    body = await _read(answer)
                finally:
                    await answer.aclose()
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            raise GatewayUnreachable(unreachable_kind(error), request.url.host) from error
        return Received(
            status=answer.status_code,
            headers=answer.headers,
            body=body,
            asked_at=asked_at,
            ms=(self._clock.monotonic() - start) * 1000,
            clock_offset_s=clock_offset(answer.headers, asked_at, self._clock.now()),
        )


def new_client(
    *addresses: str,
    certificate: ClientCertificate | None = None,
    authority: str | None = None,
) -> httpx.AsyncClient:
    """Make the client for these base addresses.

    Args:
        addresses: https, or http on loopback.
        certificate: what to show to a server that asks who calls.
        authority: a certificate (PEM) to trust as well: the sandbox's own.

    Raises:
        GatewayAddressInvalid: one is neither https nor http on loopback.
    """
    # The library would log every order number as part of an address.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    kinds = [_is_loopback(address) for address in addresses]
    trust = ssl.SSLContext if all(kinds) else truststore.SSLContext
    context = trust(ssl.PROTOCOL_TLS_CLIENT)
    if authority is not None:
        context.load_verify_locations(cadata=authority)
    if certificate is not None:
        certificate.load_into(context)
    return httpx.AsyncClient(verify=context, trust_env=not all(kinds), follow_redirects=False)


def unreachable_kind(error: BaseException) -> UnreachableKind:
    """Tell from a library's exception how far the call came."""
    if isinstance(error, httpx.ConnectTimeout):
        return UnreachableKind.connect
    if isinstance(error, (httpx.TimeoutException, TimeoutError)):
        return UnreachableKind.timeout
    if not isinstance(error, (httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol)):
        return UnreachableKind.reset
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            return UnreachableKind.dns
        if isinstance(cause, ssl.SSLError):
            return UnreachableKind.tls
        cause = cause.__cause__ or cause.__context__
    return UnreachableKind.connect


def clock_offset(
    headers: Mapping[str, str], asked_at: datetime, answered_at: datetime
) -> float | None:
    """Return this machine's clock minus the provider's in seconds, from the Date header."""
    try:
        theirs = parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=UTC)
    middle = asked_at + (answered_at - asked_at) / 2
    return (middle - theirs - _HALF_SECOND).total_seconds()


async def _read(answer: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > _MAX_BODY:
            raise GatewayAnswerUnverified(UnverifiedKind.unreadable)
    return bytes(body)


def _is_loopback(address: str) -> bool:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, TypeError) as error:
        raise GatewayAddressInvalid(address=address) from error
    loopback = url.host in _LOOPBACK
    if not url.host or (url.scheme != "https" and not (url.scheme == "http" and loopback)):
        raise GatewayAddressInvalid(address=address)
    return loopback
