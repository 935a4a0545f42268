"""Names become addresses by hosts file and name server; a dead one is told in time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import dns.asyncresolver
import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from cashier.health import resolve
from cashier.health.resolve import known_without_asking, resolve_by_dns

Answer = Callable[[dns.message.Message], dns.message.Message]
_Resolver = dns.asyncresolver.Resolver


class _NameServer(asyncio.DatagramProtocol):
    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._transport.sendto(self._answer(dns.message.from_wire(data)).to_wire(), addr)


@asynccontextmanager
async def _name_server(answer: Answer) -> AsyncIterator[dns.asyncresolver.Resolver]:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: _NameServer(answer), local_addr=("127.0.0.1", 0)
    )
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers = ["127.0.0.1"]
    resolver.port = transport.get_extra_info("sockname")[1]
    try:
        yield resolver
    finally:
        transport.close()


def _two_addresses(query: dns.message.Message) -> dns.message.Message:
    answer = dns.message.make_response(query)
    name = query.question[0].name
    answer.answer.append(dns.rrset.from_text(name, 60, "IN", "A", "10.0.0.1", "10.0.0.2"))
    return answer


def _with_code(code: dns.rcode.Rcode) -> Answer:
    def answer(query: dns.message.Message) -> dns.message.Message:
        made = dns.message.make_response(query)
        made.set_rcode(code)
        return made

    return answer


def _resolve(answer: Answer) -> tuple[str, ...]:
    async def ask() -> tuple[str, ...]:
        async with _name_server(answer) as resolver:
            return await resolve_by_dns("pay.example.com", resolver)

    return asyncio.run(ask())


def test_addresses_come_from_the_name_server() -> None:
    assert sorted(_resolve(_two_addresses)) == ["10.0.0.1", "10.0.0.2"]


def test_an_unknown_name_has_none() -> None:
    assert _resolve(_with_code(dns.rcode.NXDOMAIN)) == ()
    assert _resolve(_with_code(dns.rcode.NOERROR)) == ()


def test_a_server_that_refuses_is_told() -> None:
    with pytest.raises(OSError, match="refused"):
        _resolve(_with_code(dns.rcode.REFUSED))


def test_a_server_that_is_silent_is_told_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolve, "_LIFETIME_S", 0.2)

    async def ask() -> None:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0)
        )
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = transport.get_extra_info("sockname")[1]
        try:
            await resolve_by_dns("pay.example.com", resolver)
        finally:
            transport.close()

    with pytest.raises(TimeoutError):
        asyncio.run(ask())


def test_addresses_and_this_machine_need_no_server() -> None:
    assert asyncio.run(resolve_by_dns("10.1.2.3")) == ("10.1.2.3",)
    assert asyncio.run(resolve_by_dns("[::1]")) == ("::1",)
    assert asyncio.run(resolve_by_dns("localhost")) == ("127.0.0.1",)


def test_the_hosts_file_comes_first(tmp_path: Path) -> None:
    file = tmp_path / "hosts"
    file.write_text("# note pay.example.com\n10.9.8.7 other PAY.example.com # till\n\n", "utf-8")
    assert known_without_asking("pay.example.com", file) == ("10.9.8.7",)
    assert known_without_asking("note", file) == ()
    assert known_without_asking("pay.example.com", tmp_path / "missing") == ()


def test_a_changed_hosts_file_holds_at_once(tmp_path: Path) -> None:
    file = tmp_path / "hosts"
    file.write_text("10.9.8.7 pay.example.com\n", "utf-8")
    assert known_without_asking("pay.example.com", file) == ("10.9.8.7",)
    file.write_text("10.9.8.70 pay.example.com\n10.9.8.71 pay.example.com\n", "utf-8")
    assert known_without_asking("pay.example.com", file) == ("10.9.8.70",)


def test_a_hosts_file_that_could_not_be_read_is_read_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "hosts"
    file.write_text("10.9.8.7 pay.example.com\n", "utf-8")

    def refused(*_: object, **__: object) -> str:
        raise PermissionError

    with monkeypatch.context() as held:
        held.setattr(Path, "read_text", refused)
        assert known_without_asking("pay.example.com", file) == ()
    assert known_without_asking("pay.example.com", file) == ("10.9.8.7",)


def test_the_machines_name_servers_are_read_again_only_when_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, read = tmp_path / "resolv.conf", []

    def made() -> dns.asyncresolver.Resolver:
        resolver = _Resolver(configure=False)
        resolver.nameservers = [file.read_text("ascii")]
        read.append(resolver)
        return resolver

    monkeypatch.setattr(resolve, "_NAME_SERVERS_FILE", file)
    monkeypatch.setattr(dns.asyncresolver, "Resolver", made)
    for address in ("10.0.0.1", "10.0.0.20"):
        file.write_text(address, "ascii")
        for _ in range(3):
            assert resolve._of_this_machine().nameservers == [address]
    assert len(read) == 2


def test_where_no_file_says_it_the_machine_is_asked_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolve, "_NAME_SERVERS_FILE", tmp_path / "missing")
    monkeypatch.setattr(dns.asyncresolver, "Resolver", lambda: _Resolver(configure=False))
    assert resolve._of_this_machine() is not resolve._of_this_machine()
