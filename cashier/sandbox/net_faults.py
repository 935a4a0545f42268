"""What can go wrong on the way to the gateway, and what a middle box answers in its place."""

from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum


class NetFault(StrEnum):
    """How the way behaves.

    The money is another matter than the answer: under `cut`, `half_open`, `slow` and `drip` the
    request reaches the gateway; under every other fault it does not.
    """

    sound = "sound"
    refused = "refused"  # nobody listens
    black_hole = "black_hole"  # accepts, and nothing passes either way
    cut = "cut"  # closes in the middle of the answer
    reset = "reset"  # a reset at the first bytes
    half_open = "half_open"  # the request passes, the answer does not, the connection stays
    slow = "slow"  # the answer is held back, with jitter
    drip = "drip"  # the answer comes in drops
    http_500 = "http_500"  # a machine in between answers with an error of its own
    portal = "portal"  # 200 with a page to log in
    redirect = "redirect"  # 302 to such a page
    tls_expired = "tls_expired"
    tls_wrong_host = "tls_wrong_host"
    tls_unknown_ca = "tls_unknown_ca"

    @property
    def key(self) -> str:
        """The Fluent key of its description."""
        return f"sandbox-net-{self.replace('_', '-')}"


WRONG_CERTIFICATES = frozenset(
    {NetFault.tls_expired, NetFault.tls_wrong_host, NetFault.tls_unknown_ca}
)
"""Faults that only a way with TLS can have."""
SILENT = frozenset({NetFault.black_hole, NetFault.half_open})
"""Faults that leave open connections open."""

_LOGIN = "http://login.portal.test/"
_PAGE = "<!DOCTYPE html><html><head><title>Wi-Fi</title></head><body>请登录后上网</body></html>"
_HEADS = {
    NetFault.http_500: ("500 Internal Server Error", ""),
    NetFault.portal: ("200 OK", ""),
    NetFault.redirect: ("302 Found", f"Location: {_LOGIN}\r\n"),
}
STAND_INS = frozenset(_HEADS)
"""Faults that answer in the gateway's place."""


def stand_in(fault: NetFault, now: datetime) -> bytes:
    """Return the whole answer of a machine in between, with its own date.

    Args:
        fault: one of `STAND_INS`.
        now: an aware time.
    """
    status, more = _HEADS[fault]
    body = _PAGE.encode() if fault is NetFault.portal else b""
    head = (
        f"HTTP/1.1 {status}\r\nDate: {format_datetime(now.astimezone(UTC), usegmt=True)}\r\n"
        f"Server: middle-box\r\n{more}Content-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode("ascii") + body
