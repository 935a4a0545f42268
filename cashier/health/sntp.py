"""Asks time servers by SNTP (RFC 4330), one small packet each, and never sets a clock.

Where a firewall lets nothing through, or a server answers oddly, there is simply no answer.
"""

import asyncio
import struct
from collections.abc import Sequence
from datetime import datetime

from cashier.core.clock import Clock
from cashier.health.offset import Offset
from cashier.health.resolve import resolve_by_dns

WITHIN_S = 1.0
# Seconds between the epochs of NTP (1900) and Unix (1970); after 2036 NTP counts anew from 0.
_EPOCHS_APART = 2_208_988_800
_ERA_S = 2**32
_PACKET = struct.Struct("!B B b b 11I")
_ASK = 0x23  # no warning, version 4, client
_CLIENT_OK = 4
_UNSET_ALARM = 3


async def ask_time(servers: Sequence[str], clock: Clock) -> tuple[Offset, ...]:
    """Ask every server (`host:port`) at once; return what came back within a second."""
    heard = await asyncio.gather(*(_ask(server, clock) for server in servers))
    return tuple(offset for offset in heard if offset is not None)


async def _ask(server: str, clock: Clock) -> Offset | None:
    from_host, _, port = server.rpartition(":")
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[bytes] = loop.create_future()
    try:
        number = int(port)
        async with asyncio.timeout(WITHIN_S):
            # Not left to the loop: it would ask a thread, which a dead name server holds for long.
            found = await resolve_by_dns(from_host.strip("[]"))
            if not found:
                return None
            address = (found[0], number)
            transport, _ = await loop.create_datagram_endpoint(
                lambda: _Answers(answer), remote_addr=address
            )
            try:
                sent = clock.now()
                transport.sendto(_PACKET.pack(_ASK, 0, 0, 0, *[0] * 9, *_stamp(sent)))
                data = await answer
                return read_answer(data, sent, clock.now())
            finally:
                transport.close()
    except (OSError, ValueError):
        return None


class _Answers(asyncio.DatagramProtocol):
    """Takes the first packet that comes back."""

    def __init__(self, answer: "asyncio.Future[bytes]") -> None:
        self._answer = answer

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """A packet came; whose it is, its contents must show."""
        del addr
        if not self._answer.done():
            self._answer.set_result(data)

    def error_received(self, exc: Exception) -> None:
        """The port is closed, as an ICMP message says."""
        if not self._answer.done():
            self._answer.set_exception(exc)


def read_answer(data: bytes, sent: datetime, received: datetime) -> Offset | None:
    """Return the offset that an answer to a packet sent then shows; None if it shows none."""
    if len(data) < _PACKET.size:
        return None
    first, stratum, _, _, *words = _PACKET.unpack(data[: _PACKET.size])
    unset = first >> 6 == _UNSET_ALARM or not 0 < stratum < 16
    ours = (words[5], words[6]) == _stamp(sent)
    if first & 7 != _CLIENT_OK or unset or not ours:
        return None
    left, back = sent.timestamp(), received.timestamp()
    arrived, answered = _seconds(words[7], words[8]), _seconds(words[9], words[10])
    delay = max(0.0, (back - left) - (answered - arrived))
    return Offset(((arrived - left) + (answered - back)) / 2, delay / 2 + 0.01)


def _stamp(at: datetime) -> tuple[int, int]:
    seconds, fraction = divmod(at.timestamp() + _EPOCHS_APART, 1)
    return int(seconds) % _ERA_S, int(fraction * _ERA_S)


def _seconds(whole: int, fraction: int) -> float:
    # The first bit of today's stamps is set until 2036; without it they are of the next era.
    era = 0 if whole & 0x8000_0000 else _ERA_S
    return whole + era - _EPOCHS_APART + fraction / _ERA_S
