"""Whatever comes back over the wire, a gateway says one of its own errors or leaves it open."""

import asyncio
import gzip
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.core.clock import ManualClock
from cashier.core.words import Words
from cashier.providers.errors import GatewayError
from cashier.providers.gateway import Gateway, OrderState, ReverseAnswer, ReverseOutcome
from cashier.providers.wechat_hosts import WeChatHosts
from cashier.providers.wechat_v2 import WeChatV2Gateway
from cashier.providers.wechat_v3 import WeChatGateway
from cashier.sandbox.papers import tls_papers
from tests.helpers import sandbox as helper

CLOCK = ManualClock()
CERTIFICATE = tls_papers(helper.keys(), CLOCK.now()).merchant_certificate
PORTAL = b"<html><body>Welcome, please log in</body></html>"
Made = Callable[[str], Gateway]


def hosts(base: str) -> WeChatHosts:
    return WeChatHosts(base, None, helper.PATIENT, helper.PATIENT)


def newer(base: str) -> Gateway:
    return WeChatGateway(helper.credentials(), CLOCK, hosts(base))


def certified(base: str) -> Gateway:
    entered = helper.by_certificates(helper.keys())
    return WeChatGateway(entered, CLOCK, hosts(base))


def older(base: str) -> Gateway:
    entered = helper.v2_credentials(helper.keys(), CERTIFICATE)
    return WeChatV2Gateway(entered, CLOCK, hosts(base))


def whole(status: str, body: bytes, *headers: str) -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers])
    return head.encode() + b"\r\n\r\n" + body


class Stranger:
    """Sends the same bytes to whoever asks, and hangs up."""

    def __init__(self, sends: bytes) -> None:
        self._sends = sends

    async def __aenter__(self) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(self._sends)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


async def heard(made: Made, sends: bytes) -> list[object]:
    """Ask everything of a gateway that meets a stranger."""
    found: list[object] = []
    async with Stranger(sends) as base:
        gateway = made(base)
        for call in (gateway.query, gateway.reverse, gateway.cancel):
            try:
                found.append(await call("T1"))
            except GatewayError as error:
                found.append(error)
        assert all(
            one.value != "ok" or "merchant" not in one.name for one in await gateway.readiness()
        )
        await gateway.close_client()
    return found


def check(found: list[object]) -> None:
    """Nothing may be settled, and every error has words."""
    words = Words("zh_CN", ("errors",))
    for one in found:
        if isinstance(one, GatewayError):
            assert words(f"error-{one.code}", **one.fields)
        elif isinstance(one, ReverseAnswer):
            assert one.outcome is ReverseOutcome.unknown
        else:
            assert getattr(one, "state", None) in {OrderState.unknown, OrderState.not_found}


@pytest.mark.parametrize("made", [newer, certified, older])
@pytest.mark.parametrize(
    "sends",
    [
        whole("200 OK", PORTAL, "Content-Type: text/html"),
        whole("302 Found", b"", "Location: http://127.0.0.1:9/login"),
        whole("200 OK", b""),
        whole("204 No Content", b""),
        whole("200 OK", b"{" * 100_000),
        whole("200 OK", b"<xml>" * 40_000),
        whole("200 OK", b"x" * 300_000),
        whole("200 OK", gzip.compress(b"x" * 20_000_000), "Content-Encoding: gzip"),
        whole("200 OK", b"not gzip", "Content-Encoding: gzip"),
        whole("407 Proxy Authentication Required", PORTAL),
        whole("404 Not Found", PORTAL),
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"\x16\x03\x01\x00\x05",
        b"",
    ],
)
def test_a_stranger_settles_nothing(made: Made, sends: bytes) -> None:
    check(asyncio.run(heard(made, sends)))


@settings(max_examples=8)
@given(
    status=st.sampled_from(["200 OK", "202 Accepted", "204 No Content", "400 x", "401 x", "500 x"]),
    body=st.binary(max_size=80)
    | st.sampled_from(
        [
            b'{"code":"SIGN_ERROR","message":1}',
            b'{"code":["ORDER_PAID"]}',
            b'{"trade_state":"SUCCESS","out_trade_no":"T1"}',
            b"<xml><return_code>SUCCESS</return_code><result_code>SUCCESS</result_code></xml>",
            b"<xml><return_code>FAIL</return_code></xml>",
        ]
    ),
)
def test_no_bytes_settle_anything(status: str, body: bytes) -> None:
    sends = whole(status, b"" if status.startswith("204") else body)
    for made in (newer, certified, older):
        # A 400 may say that a code is closed or unknown; it says so to acts only with a code.
        found = asyncio.run(heard(made, sends))
        check([one for one in found if not status.startswith("400")])
