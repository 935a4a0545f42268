"""Turns names into addresses without a thread, so that a dead name server never delays closing.

Asks what the system asks: its hosts file first, then its name servers. Nothing raises but
OSError and TimeoutError.
"""

import ipaddress
import os
import sys
from pathlib import Path

import dns.asyncresolver
import dns.exception
import dns.resolver

_LIFETIME_S = 3.0


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
        asked = resolver or dns.asyncresolver.Resolver()
        answer = await asked.resolve(host, "A", lifetime=_LIFETIME_S)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except dns.resolver.LifetimeTimeout as error:
        raise TimeoutError from error
    except dns.exception.DNSException as error:
        raise OSError("the name server refused or is unknown") from error
    return tuple(record.to_text() for record in answer)


def known_without_asking(host: str, hosts_file: Path) -> tuple[str, ...]:
    """Return the address if the host is one, is this machine, or stands in the hosts file."""
    try:
        return (str(ipaddress.ip_address(host.strip("[]"))),)
    except ValueError:
        pass
    if host == "localhost":
        return ("127.0.0.1",)
    try:
        lines = hosts_file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    found = (line.partition("#")[0].split() for line in lines)
    return tuple(words[0] for words in found if host.lower() in map(str.lower, words[1:]))


def _hosts_file() -> Path:
    if sys.platform == "win32":
        return Path(os.environ["SYSTEMROOT"], "System32", "drivers", "etc", "hosts")
    return Path("/etc/hosts")
