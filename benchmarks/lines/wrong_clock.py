"""Starts programs whose clock is wrong by so much, and lets them measure it (libfaketime)."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from email.utils import format_datetime
from pathlib import Path

from benchmarks.figures import Absent
from cashier.core.clock import SystemClock

_ROOT = Path(__file__).resolve().parent.parent.parent
_PLACES = ("/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime")
_HOSTS = 3


def library() -> Path:
    """Return libfaketime.

    Raises:
        Absent: it is not installed here.
    """
    for place in _PLACES:
        file = Path(place, "libfaketime.so.1")
        if file.exists():
            return file
    raise Absent("libfaketime is not installed")


def measured(offsets: Sequence[float]) -> list[float | None]:
    """Return what a program measures whose clock is off by each of these seconds; None: nothing."""
    return asyncio.run(_measure(library(), offsets))


async def _measure(faketime: Path, offsets: Sequence[float]) -> list[float | None]:
    async with _hosts() as ports:
        loop = asyncio.get_running_loop()
        return [
            await loop.run_in_executor(None, _child, faketime, offset, ports) for offset in offsets
        ]


def _child(faketime: Path, offset: float, ports: Sequence[int]) -> float | None:
    around = {
        **os.environ,
        "LD_PRELOAD": str(faketime),
        "FAKETIME": f"{offset:+.3f}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.child.offset", *map(str, ports)],
        cwd=_ROOT,
        env=around,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    words = done.stdout.split()
    return None if words == ["unknown"] else float(words[0])


@asynccontextmanager
async def _hosts() -> AsyncIterator[list[int]]:
    """Run hosts that know the right time."""

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        now = SystemClock().now()
        head = f"HTTP/1.1 404 X\r\nDate: {format_datetime(now, usegmt=True)}\r\n\r\n"
        writer.write(head.encode("ascii"))
        writer.close()

    servers = [await asyncio.start_server(meet, "127.0.0.1", 0) for _ in range(_HOSTS)]
    try:
        yield [server.sockets[0].getsockname()[1] for server in servers]
    finally:
        for server in servers:
            server.close()
