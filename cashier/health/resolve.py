"""Turns names into addresses without a thread, so that a dead name server never delays closing.

Asks what the system asks: its hosts file first, then its name servers. Nothing raises but
OSError and TimeoutError.
"""

import asyncio
import ipaddress
import os
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import dns.asyncresolver
import dns.exception
import dns.resolver

_LIFETIME_S = 3.0
# One lost packet must not use up the patience for a stage: ask again before that.
_ASK_AGAIN_S = 0.4
_NAME_SERVERS_FILE = Path("/etc/resolv.conf")
_Stamp = tuple[int, int, int]


async def resolve_by_dns(
    host: str, resolver: dns.asyncresolver.Resolver | None = None
) -> tuple[str, ...]:
    """Return the addresses of a host; none when the name does not exist.

    Without a resolver the name servers of this machine are asked, as they are set just now.

    Raises:
        TimeoutError: no name server answered in time.
        OSError: this machine knows no name server, or cannot ask it.
    """
    fixed = known_without_asking(host, _hosts_file())
    if fixed:
        return fixed
    try:
        asked = resolver or _of_this_machine()
        asked.timeout = _ASK_AGAIN_S
        answer = await asked.resolve(host, "A", lifetime=_LIFETIME_S)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except dns.resolver.LifetimeTimeout as error:
        raise TimeoutError from error
    except dns.exception.DNSException as error:
        raise OSError("the name server refused or is unknown") from error
    return tuple(record.to_text() for record in answer)


async def servers_that_answer(
    host: str, servers: Sequence[str], within_s: float
) -> tuple[str, ...]:
    """Return those of the name servers (`address:port`) that answer at all, each asked by itself.

    So that a dead name server of the shop is told from a dead line. "There is no such name" is an
    answer too.
    """
    heard = await asyncio.gather(*(_answers(host, server, within_s) for server in servers))
    return tuple(server for server, answered in zip(servers, heard, strict=True) if answered)


async def _answers(host: str, server: str, within_s: float) -> bool:
    address, _, port = server.rpartition(":")
    resolver = dns.asyncresolver.Resolver(configure=False)
    try:
        resolver.nameservers = [address.strip("[]")]
        resolver.port = int(port)
        async with asyncio.timeout(within_s):
            await resolve_by_dns(host, resolver)
    except (OSError, ValueError):
        return False
    return True


def known_without_asking(host: str, hosts_file: Path) -> tuple[str, ...]:
    """Return the address if the host is one, is this machine, or stands in the hosts file."""
    try:
        return (str(ipaddress.ip_address(host.strip("[]"))),)
    except ValueError:
        pass
    if host == "localhost":
        return ("127.0.0.1",)
    stamp = _stamp(hosts_file)
    try:
        address = _hosts(hosts_file, stamp).get(host.lower()) if stamp is not None else None
    except OSError:  # held by another program: read again next time
        return ()
    return (address,) if address is not None else ()


@lru_cache(maxsize=1)
def _hosts(file: Path, _stamp: _Stamp) -> Mapping[str, str]:
    """Return the addresses of a hosts file by name; read again only when it has changed.

    Raises:
        OSError: it could not be read; that is not remembered.
    """
    found: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        address, *names = line.partition("#")[0].split() or ("",)
        for name in names:
            found.setdefault(name.lower(), address)
    return found


def _of_this_machine() -> dns.asyncresolver.Resolver:
    """Return what asks this machine's name servers as they are set just now."""
    stamp = _stamp(_NAME_SERVERS_FILE)
    # Where no file says it, as on Windows, only asking tells whether it has changed.
    return dns.asyncresolver.Resolver() if stamp is None else _by_file(stamp)


@lru_cache(maxsize=1)
def _by_file(_stamp: _Stamp) -> dns.asyncresolver.Resolver:
    return dns.asyncresolver.Resolver()


def _stamp(file: Path) -> _Stamp | None:
    """Return what differs once a file has been written anew; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _hosts_file() -> Path:
    if sys.platform == "win32":
        return Path(os.environ["SYSTEMROOT"], "System32", "drivers", "etc", "hosts")
    return Path("/etc/hosts")
