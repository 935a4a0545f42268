"""Reaches one host by stages and says at which one it stopped: name, TCP, TLS, first byte, HTTP.

A fresh connection each time, so that every stage is really tried; plain streams, because an HTTP
client hides the stages and keeps the socket when it is cancelled at the handshake. The system's
certificate store judges (truststore), no proxy is used, no body is read. Nothing raises: the result
says what went wrong.
"""

import asyncio
import re
import ssl
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import truststore

from cashier.core.clock import Clock
from cashier.health.reached import Reached, Stage, Target
from cashier.health.resolve import resolve_by_dns, servers_that_answer

Resolve = Callable[[str], Awaitable[tuple[str, ...]]]

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})\b")
_DATE = re.compile(rb"\r\ndate:[ \t]*([^\r\n]*)", re.IGNORECASE)
_CLOCKISH = (9, 10)  # OpenSSL: certificate not yet valid, certificate has expired


class Reach:
    """Reaches hosts; one for the whole program, since its TLS context is dear to make."""

    def __init__(
        self,
        clock: Clock,
        timeout_s: float = 4.0,
        context: ssl.SSLContext | None = None,
        resolve: Resolve = resolve_by_dns,
    ) -> None:
        self._clock = clock
        self._timeout_s = timeout_s
        self._context = context or truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._resolve = resolve

    async def attempt(
        self, target: Target, patience_s: float | None = None, *, hear_out: bool = False
    ) -> Reached:
        """Try every stage once, within the time allowed for all of them together.

        With `patience_s`, a stage is given up after so long; an answer that takes longer is `late`,
        unless the host is to be heard out.
        """
        trip = _Trip(self._clock, target)
        try:
            async with asyncio.timeout(self._timeout_s) as limit:
                trip.bound_by(limit, patience_s, hear_out=hear_out)
                addresses = await self._resolve(target.host)
                if not addresses:
                    return trip.stopped("unknown_name")
                trip.passed("tcp")
                return await self._ask(addresses[0], trip)
        except TimeoutError:
            return trip.gave_up()
        except (OSError, EOFError, asyncio.LimitOverrunError) as error:
            return trip.stopped(_reason(error))

    async def name_servers(
        self, host: str, servers: Sequence[str], within_s: float
    ) -> tuple[str, ...]:
        """Return those of the name servers (`address:port`) that answer when asked for a host."""
        return await servers_that_answer(host, servers, within_s)

    async def _ask(self, address: str, trip: "_Trip") -> Reached:
        target = trip.target
        reader, writer = await asyncio.open_connection(address, target.port)
        try:
            if target.secured:
                trip.passed("tls")
                await self._secure(writer, target.host)
            trip.passed("first_byte")
            writer.write(_request(target))
            head = await reader.readuntil(b"\r\n\r\n")
            return trip.answered(head, _certificate_until(writer))
        finally:
            writer.transport.abort()

    async def _secure(self, writer: asyncio.StreamWriter, host: str) -> None:
        plain = writer.transport
        try:
            await writer.start_tls(self._context, server_hostname=host)
        except AttributeError as error:
            # Python 3.11, when the other side hangs up in the very moment: it is left without any.
            writer._transport = plain  # type: ignore[attr-defined]  # noqa: SLF001 - or it complains
            raise ConnectionResetError from error


class _Trip:
    """The stages of one attempt, each timed when the next begins."""

    def __init__(self, clock: Clock, target: Target) -> None:
        self.target = target
        self._clock = clock
        self._began = self._last = clock.monotonic()
        self._asked_at = clock.now()
        self._stage: Stage = "dns"
        self._timed: list[tuple[Stage, float]] = []
        self._limit: asyncio.Timeout | None = None
        self._until: float | None = None
        self._patience_s: float | None = None
        self._hear_out = False

    def bound_by(self, limit: asyncio.Timeout, patience_s: float | None, *, hear_out: bool) -> None:
        """Let each stage have so many seconds, and all of them together what the limit says."""
        self._limit, self._until, self._patience_s = limit, limit.when(), patience_s
        self._hear_out = hear_out
        self._bound_stage()

    def _bound_stage(self) -> None:
        if self._limit is None or self._until is None or self._patience_s is None:
            return
        until = asyncio.get_running_loop().time() + self._patience_s
        if self._hear_out and self._stage == "first_byte":
            until = self._until
        self._limit.reschedule(min(self._until, until))

    def passed(self, then: Stage) -> None:
        """Note that the stage under way went well and that `then` begins."""
        now = self._clock.monotonic()
        self._timed.append((self._stage, (now - self._last) * 1000))
        self._stage, self._last, self._asked_at = then, now, self._clock.now()
        self._bound_stage()

    def gave_up(self) -> Reached:
        """Return an attempt whose time was over; who was reached but has not answered is late."""
        all_of_it = self._until is None or asyncio.get_running_loop().time() >= self._until
        late = self._stage == "first_byte" and not all_of_it
        return self.stopped("late" if late else "timeout")

    def stopped(self, reason: str) -> Reached:
        """Return an attempt that went no further."""
        spent = (self._clock.monotonic() - self._began) * 1000
        return Reached(self.target, self._stage, reason, spent, tuple(self._timed))

    def answered(self, head: bytes, certificate_until: datetime | None) -> Reached:
        """Return an attempt that was answered with this head."""
        status = _STATUS.match(head)
        if status is None:
            return self.stopped("cut")
        offset, error = self._offset(head)
        broken = int(status[1]) >= 500
        self.passed("http" if broken else "done")
        return Reached(
            target=self.target,
            stage=self._stage,
            reason=status[1].decode("ascii") if broken else "",
            ms=(self._last - self._began) * 1000,
            stages_ms=tuple(self._timed),
            offset_s=offset,
            offset_error_s=error,
            certificate_until=certificate_until,
            status=int(status[1]),
        )

    def _offset(self, head: bytes) -> tuple[float | None, float]:
        received, date = self._clock.now(), _DATE.search(head)
        try:
            server = parsedate_to_datetime(date[1].decode("ascii") if date else "")
        except ValueError:
            return None, 0.0
        if server.tzinfo is None:
            server = server.replace(tzinfo=UTC)
        trip = max(0.0, (received - self._asked_at).total_seconds())
        # The header is cut to whole seconds, so half a second later is the better guess.
        middle = self._asked_at.timestamp() + trip / 2
        return server.timestamp() + 0.5 - middle, trip / 2 + 0.5


def _request(target: Target) -> bytes:
    parts = urlsplit(target.url)
    lines = (
        f"GET {parts.path or '/'} HTTP/1.1",
        f"Host: {parts.netloc}",
        "User-Agent: cashier-assistant",
        "Accept: */*",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _certificate_until(writer: asyncio.StreamWriter) -> datetime | None:
    until = (writer.get_extra_info("peercert") or {}).get("notAfter")
    if not isinstance(until, str):
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(until), UTC)


def _reason(error: BaseException) -> str:
    """Name what ended a stage; a word of ours, never the library's text."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "clockish" if error.verify_code in _CLOCKISH else "certificate"
    return "refused" if isinstance(error, ConnectionRefusedError) else "cut"
