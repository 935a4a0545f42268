"""A tiny name server on loopback, over UDP, that answers, denies, fails or is gone."""

import asyncio
from enum import StrEnum
from typing import cast

import dns.asyncresolver
import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from cashier.core.background import Background
from cashier.core.closing import Closing
from cashier.sandbox.listening import HOST

_TTL_S = 1


class NameFault(StrEnum):
    """How the name server behaves."""

    answers = "answers"
    nxdomain = "nxdomain"
    servfail = "servfail"
    silent = "silent"


_CODES = {NameFault.nxdomain: dns.rcode.NXDOMAIN, NameFault.servfail: dns.rcode.SERVFAIL}


class NameServer(Closing):
    """Every name has the same address, while it answers.

    Failure policy: what it cannot read it leaves unanswered. Closing is safe to call twice.

    Args:
        address: what every name resolves to.
    """

    def __init__(self, address: str = HOST) -> None:
        self._answerer = _Answerer(address)
        self._background = Background("name server")
        self._transport = self._background.submit(self._begin()).result()
        self.port: int = self._transport.get_extra_info("sockname")[1]
        self._closed = False

    def be(self, fault: NameFault) -> None:
        """Behave like `fault` from now on."""
        self._answerer.fault = fault

    def resolver(self) -> dns.asyncresolver.Resolver:
        """Return a resolver that asks nobody else."""
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.nameservers = [HOST]
        resolver.port = self.port
        return resolver

    def close(self) -> None:
        """Stop answering and end the thread."""
        if self._closed:
            return
        self._closed = True
        self._background.submit(self._end()).result()
        self._background.close()

    async def _begin(self) -> asyncio.DatagramTransport:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(
            lambda: self._answerer, local_addr=(HOST, 0)
        )
        return transport

    async def _end(self) -> None:
        self._transport.abort()


class _Answerer(asyncio.DatagramProtocol):
    def __init__(self, address: str) -> None:
        self.fault = NameFault.answers
        self._address = address
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # The loop's own class is none of asyncio's; it does what they promise.
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if self._transport is None or self.fault is NameFault.silent:
            return
        try:
            asked = dns.message.from_wire(data)
            answer = self._answer(asked)
        except (dns.exception.DNSException, ValueError):
            return
        self._transport.sendto(answer.to_wire(), addr)

    def _answer(self, asked: dns.message.Message) -> dns.message.Message:
        answer = dns.message.make_response(asked)
        answer.flags |= dns.flags.RA
        answer.set_rcode(_CODES.get(self.fault, dns.rcode.NOERROR))
        if self.fault is NameFault.answers:
            for question in asked.question:
                if question.rdtype is dns.rdatatype.A:
                    found = dns.rrset.from_text(question.name, _TTL_S, "IN", "A", self._address)
                    answer.answer.append(found)
        return answer
