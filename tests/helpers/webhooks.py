"""A group robot on loopback that takes messages, says no, talks nonsense, hangs or drips."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

from cashier.core.background import Background
from tests.helpers.served import served

Temper = Literal["yes", "no", "html", "empty", "error", "redirect", "huge", "silent", "drip", "cut"]

_BODIES: dict[str, tuple[str, bytes]] = {
    "yes": ("200 OK", b'{"errcode": 0, "errmsg": "ok", "code": 0}'),
    "no": ("200 OK", b'{"errcode": 93000, "code": 19001, "msg": "invalid webhook url"}'),
    "html": ("200 OK", b"<html>Please log in to the Wi-Fi</html>"),
    "empty": ("200 OK", b""),
    "error": ("500 Internal Server Error", b"{}"),
    "redirect": ("302 Found", b""),
    "huge": ("200 OK", b"[" * 9_000_000),
}


class Webhook:
    """What it was told, and how it behaves; `arrived` once somebody has come."""

    def __init__(self, temper: Temper) -> None:
        self.temper = temper
        self.port = 0
        self.messages: list[dict[str, object]] = []
        self.visits = 0
        self.arrived = threading.Event()
        self.released = asyncio.Event()
        self.visitors: set[asyncio.Task[None]] = set()

    async def visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.visits += 1
        self.arrived.set()
        task = asyncio.current_task()
        assert task is not None
        self.visitors.add(task)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            )
            self.messages.append(json.loads(await reader.readexactly(length)))
            await self._answer(writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, writer: asyncio.StreamWriter) -> None:
        if self.temper == "cut":
            return
        if self.temper == "silent":
            await self.released.wait()
            return
        if self.temper == "drip":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
            await writer.drain()
            await self.released.wait()
            return
        status, body = _BODIES[self.temper]
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nLocation: /elsewhere\r\n\r\n"
        writer.write(head.encode() + body)


@contextmanager
def webhook(network: Background, temper: Temper = "yes") -> Iterator[Webhook]:
    """Run a robot on the network thread for a while."""
    robot = Webhook(temper)
    with served(network, robot):
        yield robot
