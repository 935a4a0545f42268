"""Little hosts on loopback that answer, hesitate, refuse, hang up or lie: for the probes."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Temper = Literal["answers", "silent", "hangs_up", "broken", "no_date", "odd_date", "local_date"]


UNREACHED = """
[health]
internet_hosts = ["127.0.0.1:9"]
portal_hosts = ["127.0.0.1:9"]
name_servers = ["127.0.0.1:9"]
time_servers = ["127.0.0.1:9"]
timeout_s = 1.0
alipay_url = "https://127.0.0.1:9"
[wechat]
base_url = "https://127.0.0.1:9"
backup_url = "https://127.0.0.1:9"
"""
"""Settings of a shop that reaches nobody, and leaves this machine alone in that."""


@dataclass(frozen=True)
class HostPlan:
    """How a host behaves. `ahead_s` is how far its clock is ahead of ours."""

    temper: Temper = "answers"
    status: int = 404
    ahead_s: float = 0.0


def certificate(folder: Path, until: datetime, start: datetime | None = None) -> tuple[Path, Path]:
    """Make a certificate for 127.0.0.1 that signs itself; return the files of it and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    names = [x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("localhost")]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start or until - timedelta(days=400))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    made_file, key_file = folder / "host.pem", folder / "host.key"
    made_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return made_file, key_file


def server_context(files: tuple[Path, Path]) -> ssl.SSLContext:
    """Return what a host needs to speak TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context


@asynccontextmanager
async def host(plan: HostPlan, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Run a host and yield its port."""
    writers: list[asyncio.StreamWriter] = []

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        if plan.temper == "silent":
            await reader.read()
        elif plan.temper != "hangs_up":
            await reader.readuntil(b"\r\n\r\n")
            writer.write(_answer(plan))
        writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in writers:
            writer.close()
        await asyncio.gather(*(w.wait_closed() for w in writers), return_exceptions=True)


@asynccontextmanager
async def hangs_up_at_once() -> AsyncIterator[int]:
    """Run a host that closes each connection before a word is said."""

    async def meet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def _answer(plan: HostPlan) -> bytes:
    if plan.temper == "broken":
        return b"this is not HTTP\r\n\r\n"
    now = datetime.now(UTC) + timedelta(seconds=plan.ahead_s)  # noqa: TID251 - the host's own clock
    date = {
        "no_date": "",
        "odd_date": "Date: yesterday\r\n",
        "local_date": f"Date: {format_datetime(now.replace(tzinfo=None))}\r\n",
    }.get(plan.temper, f"Date: {format_datetime(now, usegmt=True)}\r\n")
    head = f"HTTP/1.1 {plan.status} X\r\n{date}Content-Length: 0\r\nConnection: close\r\n\r\n"
    return head.encode("ascii")
