"""The way to the gateway, for breaking it: a front on loopback that passes bytes on, or does not.

Stands before any plain HTTP server on this machine. What it does can be switched at any moment;
it keeps no bytes and reads none but a request's first lines.
"""

import asyncio
import contextlib
import random
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable

from cashier.core.background import Background
from cashier.core.clock import Clock, SystemClock
from cashier.core.closing import Closing
from cashier.core.errors import WrongUse
from cashier.sandbox.listening import HOST, hold, listen, stop_accepting
from cashier.sandbox.net_certificates import Papers, make_papers
from cashier.sandbox.net_faults import (
    SILENT,
    STAND_INS,
    WRONG_CERTIFICATES,
    NetFault,
    stand_in,
)

_PIECE = 65536
_HEAD = b"\r\n\r\n"
_JITTER = 0.25
_DROPS = 40
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_ENDS = (OSError, EOFError, asyncio.LimitOverrunError)

Pass = Callable[[bytes, asyncio.StreamWriter], Awaitable[bool]]


class NetNotSecured(WrongUse):
    """A wrong certificate was asked for on a way without TLS."""

    code = "net-not-secured"


class NetRig(Closing):
    """A way to `upstream_port` on this machine that can be broken and mended.

    Failure policy: nothing that a caller or the gateway does ends it. When it is switched, open
    connections are dropped; under the silent faults they stay open and hear nothing. Closing drops
    everything, joins its thread and is safe to call twice.

    Args:
        upstream_port: where the gateway listens, without TLS.
        secured: speak TLS to callers (`context()` is what they need to trust).
        delay_s: how long `slow` holds an answer back, up to a quarter more; `drip` takes as
            long for each piece.
        clock: for the dates of what a middle box answers.
    """

    def __init__(
        self,
        upstream_port: int,
        *,
        secured: bool = False,
        delay_s: float = 3.0,
        clock: Clock | None = None,
    ) -> None:
        self._upstream = upstream_port
        self._delay_s = delay_s
        self._clock = clock or SystemClock()
        self._chance = random.Random(upstream_port)
        self._papers = make_papers(SystemClock().now()) if secured else None
        self._kind = NetFault.sound
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._server: asyncio.Server | None = None
        # Holds the port while nobody listens, so that no other program gets it.
        self._holder = hold()
        self.port: int = self._holder.getsockname()[1]
        self.base_url = f"{'https' if secured else 'http'}://{HOST}:{self.port}"
        self._closed = False
        self._background = Background("net rig")
        self.be(NetFault.sound)

    @property
    def kind(self) -> NetFault:
        """How the way behaves now."""
        return self._kind

    @property
    def authority(self) -> str:
        """The throw-away authority's certificate (PEM); empty without TLS."""
        return self._papers.authority if self._papers else ""

    def context(self) -> ssl.SSLContext:
        """Return a client's TLS that trusts this way.

        Raises:
            NetNotSecured: it speaks no TLS.
        """
        return self._secure().trusting()

    def be(self, kind: NetFault) -> None:
        """Behave like `kind` from now on. Returns when it does.

        Raises:
            NetNotSecured: a wrong certificate, but no TLS.
        """
        if kind in WRONG_CERTIFICATES:
            self._secure()
        self._background.submit(self._turn(kind)).result()

    def close(self) -> None:
        """Drop every connection and end."""
        if self._closed:
            return
        self._closed = True
        self._background.submit(self._end()).result()
        self._background.close()
        self._holder.close()

    def _secure(self) -> Papers:
        if self._papers is None:
            raise NetNotSecured
        return self._papers

    async def _turn(self, kind: NetFault) -> None:
        self._kind = kind
        if kind not in SILENT:
            self._drop()
        if kind is NetFault.refused:
            await self._stop_listening()
        elif self._server is None:
            door = listen(self.port)
            self._server = await asyncio.start_server(self._meet, sock=door)

    async def _end(self) -> None:
        await self._stop_listening()
        waiting = list(self._open)
        self._drop()
        await asyncio.gather(*waiting, return_exceptions=True)

    async def _stop_listening(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            await stop_accepting([server])
            server.close()

    def _drop(self) -> None:
        for task, writer in self._open.items():
            writer.transport.abort()
            task.cancel()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self._open[task] = writer
        try:
            with contextlib.suppress(*_ENDS, asyncio.CancelledError):
                await self._serve(self._kind, reader, writer)
        finally:
            self._open.pop(task)
            writer.transport.abort()

    async def _serve(
        self, kind: NetFault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if kind is NetFault.black_hole:
            await asyncio.Event().wait()
        if kind is NetFault.reset:
            await reader.read(1)
            _reset(writer)
            return
        if self._papers is not None:
            await writer.start_tls(self._papers.present(kind))
        if kind in STAND_INS:
            await reader.readuntil(_HEAD)
            writer.write(stand_in(kind, self._clock.now()))
            await writer.drain()
            writer.close()
            await writer.wait_closed()
            return
        await self._connect_through(kind, reader, writer)

    async def _connect_through(
        self, kind: NetFault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        passes: dict[NetFault, Pass] = {
            NetFault.cut: _cut,
            NetFault.slow: self._late,
            NetFault.drip: self._drip,
        }
        from_gateway, to_gateway = await asyncio.open_connection(HOST, self._upstream)
        asked = asyncio.create_task(self._pump(reader, to_gateway, self._ask))
        try:
            await self._pump(from_gateway, writer, passes.get(kind, self._answer))
            if self._kind in SILENT:
                # Nobody tells the caller that the gateway has hung up.
                await asyncio.Event().wait()
        finally:
            to_gateway.transport.abort()
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)

    async def _pump(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, onward: Pass
    ) -> None:
        while piece := await source.read(_PIECE):
            if not await onward(piece, target):
                return

    async def _ask(self, piece: bytes, target: asyncio.StreamWriter) -> bool:
        if self._kind is not NetFault.black_hole:
            target.write(piece)
            await target.drain()
        return True

    async def _answer(self, piece: bytes, target: asyncio.StreamWriter) -> bool:
        if self._kind not in SILENT:
            target.write(piece)
            await target.drain()
        return True

    async def _late(self, piece: bytes, target: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(self._delay_s * self._chance.uniform(1, 1 + _JITTER))
        return await self._answer(piece, target)

    async def _drip(self, piece: bytes, target: asyncio.StreamWriter) -> bool:
        size = len(piece) // _DROPS + 1
        for start in range(0, len(piece), size):
            await self._answer(piece[start : start + size], target)
            await asyncio.sleep(self._delay_s / _DROPS)
        return True


async def _cut(piece: bytes, target: asyncio.StreamWriter) -> bool:
    target.write(piece[: len(piece) // 2])
    await target.drain()
    return False


def _reset(writer: asyncio.StreamWriter) -> None:
    found: socket.socket = writer.get_extra_info("socket")
    found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    writer.transport.abort()
