"""Hosts and name servers on loopback that really refuse, drop, cut, hold, lie and hesitate."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import dns.message
import dns.rcode
import dns.rrset
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cashier.core.clock import SystemClock

_SLOW_S = 1.6
_QUEUE = 4


class Front:
    """One host. `how` is one of the kinds' words; changing it changes the next connection."""

    def __init__(self, contexts: dict[str, ssl.SSLContext] | None) -> None:
        self._contexts = contexts
        self._server: asyncio.Server | None = None
        self._full: list[socket.socket] = []
        self._open: set[asyncio.StreamWriter] = set()
        self._speaks: ssl.SSLContext | None = None
        self.port = 0
        self.how = ""

    def _context(self) -> ssl.SSLContext | None:
        if self._contexts is None or self.how in ("cut", "hold"):
            return None
        return self._contexts.get(self.how, self._contexts["fine"])

    async def open(self) -> None:
        """Listen, on the same port as before."""
        wanted = self._context()
        if self._server is not None and wanted is self._speaks:
            return
        self.close()
        self._speaks = wanted
        self._server = await asyncio.start_server(
            self._meet, "127.0.0.1", self.port, ssl=wanted, reuse_address=True
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def behave(self, how: str) -> None:
        """Behave so from now on."""
        self.how = how
        self._unfill()
        if how in ("refuse", "drop"):
            self.close()
            if how == "drop":
                self._fill()
        else:
            await self.open()

    def close(self) -> None:
        """Stop listening and cut what is open."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in tuple(self._open):
            writer.transport.abort()
        self._unfill()

    def _fill(self) -> None:
        """Listen with a queue that is full: the kernel drops every further SYN."""
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self.port))
        listening.listen(0)
        self._full = [listening]
        for _ in range(_QUEUE):
            waiting = socket.socket()
            waiting.settimeout(0)
            waiting.connect_ex(("127.0.0.1", self.port))
            self._full.append(waiting)

    def _unfill(self) -> None:
        for one in reversed(self._full):
            one.close()
        self._full = []

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            await self._serve(reader, writer)
        except (OSError, EOFError, asyncio.LimitOverrunError):
            pass
        finally:
            self._open.discard(writer)
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        how = self.how
        if how == "cut":
            return
        if how == "hold":
            await reader.read()
            return
        await reader.readuntil(b"\r\n\r\n")
        if how == "slow":
            await asyncio.sleep(_SLOW_S)
        writer.write(_answer(how, portal=self._contexts is None))
        await writer.drain()
        writer.close()
        await writer.wait_closed()


def _answer(how: str, *, portal: bool) -> bytes:
    status = 503 if how == "error" else 302 if how == "portal" else 204 if portal else 404
    date = format_datetime(SystemClock().now(), usegmt=True)
    head = f"HTTP/1.1 {status} X\r\nDate: {date}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    return head.encode("ascii")


class NameServer(asyncio.DatagramProtocol):
    """Says 127.0.0.1 to everything, unless it is silent or has forgotten a name."""

    def __init__(self) -> None:
        self.silent = False
        self.forgotten: tuple[str, ...] = ()
        self.port = 0
        self._transport: asyncio.DatagramTransport | None = None

    async def open(self) -> None:
        """Listen."""
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, ("127.0.0.1", 0))
        self._transport = transport
        self.port = transport.get_extra_info("sockname")[1]

    def close(self) -> None:
        """Stop."""
        if self._transport is not None:
            self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer a question."""
        if self.silent or self._transport is None:
            return
        query = dns.message.from_wire(data)
        answer = dns.message.make_response(query)
        name = query.question[0].name
        if name.to_text(omit_final_dot=True) in self.forgotten:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        else:
            answer.answer.append(dns.rrset.from_text(name, 5, "IN", "A", "127.0.0.1"))
        self._transport.sendto(answer.to_wire(), addr)


Resolve = Callable[[str], Awaitable[tuple[str, ...]]]


def contexts(folder: Path, names: tuple[str, ...]) -> tuple[dict[str, ssl.SSLContext], Path]:
    """Return what hosts speak TLS with: fine, untrusted, unborn; and the file to be trusted."""
    now = SystemClock().now()
    year = timedelta(days=365)
    made = {}
    for how, start in (("fine", now - year), ("untrusted", now - year), ("unborn", now + year)):
        files = _certificate(folder, how, names, (start, start + 2 * year))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*files)
        made[how] = context
    trusted = folder / "trusted.pem"
    trusted.write_bytes((folder / "fine.pem").read_bytes() + (folder / "unborn.pem").read_bytes())
    return made, trusted


def _certificate(
    folder: Path, how: str, names: tuple[str, ...], life: tuple[datetime, datetime]
) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, how)])
    made = (
        x509.CertificateBuilder()
        .subject_name(whose)
        .issuer_name(whose)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(life[0].astimezone(UTC))
        .not_valid_after(life[1].astimezone(UTC))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file, key_file = folder / f"{how}.pem", folder / f"{how}.key"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file, key_file
