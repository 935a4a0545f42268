import asyncio
import socket
from collections.abc import Iterator

import pytest

from cashier.health.resolve import resolve_by_dns
from cashier.sandbox.name_server import NameFault, NameServer


@pytest.fixture
def server() -> Iterator[NameServer]:
    with NameServer() as server:
        yield server


def _ask(server: NameServer, name: str = "api.example.test") -> tuple[str, ...]:
    return asyncio.run(resolve_by_dns(name, server.resolver()))


def test_every_name_has_the_address(server: NameServer) -> None:
    assert _ask(server) == ("127.0.0.1",)


def test_a_name_that_does_not_exist(server: NameServer) -> None:
    server.be(NameFault.nxdomain)
    assert _ask(server) == ()
    server.be(NameFault.answers)
    assert _ask(server)


def test_a_server_that_fails(server: NameServer) -> None:
    server.be(NameFault.servfail)
    with pytest.raises(OSError, match="name server"):
        _ask(server)


def test_a_server_that_is_gone(server: NameServer) -> None:
    server.be(NameFault.silent)
    resolver = server.resolver()
    resolver.timeout = 0.1

    async def ask() -> tuple[str, ...]:
        async with asyncio.timeout(0.3):
            return await resolve_by_dns("api.example.test", resolver)

    with pytest.raises(TimeoutError):
        asyncio.run(ask())


def test_noise_is_left_unanswered(server: NameServer) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as noisy:
        for noise in (b"", b"\x00", b"\xff" * 600):
            noisy.sendto(noise, ("127.0.0.1", server.port))
    assert _ask(server) == ("127.0.0.1",)


def test_closing_twice_is_safe(server: NameServer) -> None:
    server.close()
    server.close()
