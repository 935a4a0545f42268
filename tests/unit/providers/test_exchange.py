import asyncio
import gzip
import logging
import socket
import ssl
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from cashier.core.clock import SystemClock
from cashier.providers.client_certificate import ClientCertificate
from cashier.providers.errors import (
    GatewayAddressInvalid,
    GatewayAnswerUnverified,
    GatewayUnreachable,
    UnreachableKind,
)
from cashier.providers.exchange import (
    Exchange,
    Patience,
    Received,
    clock_offset,
    new_client,
    unreachable_kind,
)
from cashier.sandbox.papers import tls_papers
from tests.helpers import sandbox as helper

NOW = datetime(2026, 11, 22, 6, 32, 7, tzinfo=UTC)


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = OSError("in between")
    error.__cause__.__context__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (caused(httpx.ConnectError("x"), socket.gaierror()), UnreachableKind.dns),
        (caused(httpx.ConnectError("x"), ssl.SSLCertVerificationError()), UnreachableKind.tls),
        (httpx.ConnectError("x"), UnreachableKind.connect),
        (httpx.ConnectTimeout("x"), UnreachableKind.connect),
        (httpx.ProxyError("x"), UnreachableKind.connect),
        (httpx.UnsupportedProtocol("x"), UnreachableKind.connect),
        (httpx.ReadTimeout("x"), UnreachableKind.timeout),
        (httpx.WriteTimeout("x"), UnreachableKind.timeout),
        (httpx.PoolTimeout("x"), UnreachableKind.timeout),
        (TimeoutError(), UnreachableKind.timeout),
        (httpx.ReadError("x"), UnreachableKind.reset),
        (httpx.RemoteProtocolError("x"), UnreachableKind.reset),
        (httpx.DecodingError("x"), UnreachableKind.reset),
        (ConnectionResetError(), UnreachableKind.reset),
    ],
)
def test_every_library_error_has_a_kind(error: Exception, kind: UnreachableKind) -> None:
    assert unreachable_kind(error) is kind


@pytest.mark.parametrize(
    ("date", "offset"),
    [
        ("Sun, 22 Nov 2026 06:32:07 GMT", 0.5),
        ("Sun, 22 Nov 2026 06:20:07 GMT", 720.5),
        ("Sun, 22 Nov 2026 14:40:07 +0800", -479.5),
        ("Sun, 22 Nov 2026 06:32:07 -0000", 0.5),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_offset_is_local_minus_theirs(date: str, offset: float | None) -> None:
    after = NOW + timedelta(seconds=2)
    assert clock_offset({"date": date}, NOW, after) == offset


@pytest.mark.parametrize(
    "address",
    [
        "http://api.mch.weixin.qq.com",
        "ftp://127.0.0.1",
        "127.0.0.1:80",
        "",
        "https://",
        "http://[",
        "http://127.0.0.1:port",
        "http://127.0.0.1.evil.test",
    ],
)
def test_only_https_or_loopback(address: str) -> None:
    with pytest.raises(GatewayAddressInvalid):
        new_client(address)
    with pytest.raises(GatewayAddressInvalid):
        new_client("http://127.0.0.1:1", address)


def test_the_library_logs_no_addresses() -> None:
    asyncio.run(new_client("https://api.mch.weixin.qq.com", "http://127.0.0.1:1").aclose())
    assert logging.getLogger("httpx").level == logging.WARNING


class Peer:
    """A server of a few bytes: sends `answer` to whoever asks, then keeps the line open or not."""

    def __init__(self, answer: bytes, *, hold: bool = False) -> None:
        self._answer = answer
        self._hold = hold
        self._served = asyncio.Event()

    async def ask(self, patience: Patience) -> Received:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        client = new_client(f"http://127.0.0.1:{port}")
        try:
            request = httpx.Request("GET", f"http://127.0.0.1:{port}/")
            return await Exchange(client, SystemClock()).send(request, httpx.Auth(), patience)
        finally:
            await client.aclose()
            server.close()
            await self._served.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(self._answer)
            await writer.drain()
            if self._hold:
                await reader.read()
            writer.close()
            await writer.wait_closed()
        except ConnectionError:
            writer.close()
        finally:
            self._served.set()


def ask(answer: bytes, *, hold: bool = False, answer_s: float = 5.0) -> Received:
    return asyncio.run(Peer(answer, hold=hold).ask(Patience(1.0, answer_s)))


def test_a_whole_answer_comes_back_with_time_and_offset() -> None:
    received = ask(b"HTTP/1.1 302 Found\r\nContent-Length: 2\r\nLocation: /x\r\n\r\nhi")
    assert (received.status, received.body) == (302, b"hi")
    assert received.ms > 0
    assert received.clock_offset_s is None


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", b"SSH\r\n\r\n"]
)
def test_a_broken_answer_is_a_reset(answer: bytes) -> None:
    with pytest.raises(GatewayUnreachable) as failed:
        ask(answer)
    assert failed.value.kind is UnreachableKind.reset


def test_silence_is_a_time_out() -> None:
    with pytest.raises(GatewayUnreachable) as failed:
        ask(b"", hold=True, answer_s=0.05)
    assert failed.value.kind is UnreachableKind.timeout


def test_a_body_without_end_is_not_read() -> None:
    huge = b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n" + b"x" * 400_000
    with pytest.raises(GatewayAnswerUnverified) as refused:
        ask(huge, hold=True)
    assert refused.value.kind == "unreadable"


def test_a_zip_bomb_is_not_read() -> None:
    packed = gzip.compress(b"x" * 20_000_000)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    with pytest.raises(GatewayAnswerUnverified):
        ask(head.encode() + packed)


def test_a_certificate_and_an_authority_go_into_real_and_loopback_clients() -> None:
    papers = tls_papers(helper.keys(), SystemClock().now())
    held = ClientCertificate(papers.merchant_certificate, helper.keys().till.private_key)
    for address in ("https://api.mch.weixin.qq.com", "https://127.0.0.1:1"):
        client = new_client(address, certificate=held, authority=papers.authority)
        asyncio.run(client.aclose())
