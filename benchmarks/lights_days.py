"""Whole days: no light reddens for nothing, and no outage of a minute is missed.

`BENCH_DAYS` simulated days (10 by default; benchmarks/lines/days.py says what happens in one), a
program whose clock is wrong by up to an hour (libfaketime), and what watching costs an idle till:
the processor time of a real minute, the hosts that answer included.
"""

import asyncio
import os
import random
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Absent, Figure
from benchmarks.lines.days import live_through
from benchmarks.lines.fronts import contexts
from benchmarks.lines.kinds import HOSTS
from benchmarks.lines.loopback import Shop
from benchmarks.lines.wrong_clock import measured

DAYS = int(os.environ.get("BENCH_DAYS", "10"))
_MINUTE_S = 60.0
_WRONG_BY_S = (-3600.0, -1800.0, -301.0, -60.0, -1.0, 0.0, 1.0, 60.0, 301.0, 1800.0, 3600.0)


def measure() -> list[Figure]:
    """Live through the days, then measure clock and cost."""
    days = [live_through(seed) for seed in range(DAYS)]
    return [
        Figure("simulated days", len(days), ""),
        Figure("lights that reddened for nothing", sum(day.false_reds for day in days), "", 0),
        Figure("outages of a minute missed", sum(day.missed for day in days), "", 0),
        Figure("ambers without an outage, a day", sum(day.ambers for day in days) / DAYS, ""),
        Figure("rounds of probes, a day", sum(day.rounds for day in days) / DAYS, ""),
        *_clock(),
        Figure("processor time of watching, idle", asyncio.run(_cost()), "% of a core", 1),
    ]


def _clock() -> list[Figure]:
    try:
        found = measured(_WRONG_BY_S)
    except Absent as absent:
        print(f"clock not measured: {absent}")
        return []
    wrong = [
        999.0 if offset is None else abs(offset + real)
        for real, offset in zip(_WRONG_BY_S, found, strict=True)
    ]
    return [Figure("clock offset from -1 h to +1 h, worst error", max(wrong), "s", 1)]


async def _cost() -> float:
    with tempfile.TemporaryDirectory(prefix="cashier-bench-") as folder:
        made, trusted = contexts(Path(folder), HOSTS)
        shop = Shop(made)
        await shop.open()
        watching = asyncio.create_task(shop.monitor(trusted, random.Random(1)).run())
        await asyncio.sleep(2)
        began, spent = time.perf_counter(), time.process_time()
        await asyncio.sleep(_MINUTE_S)
        used = (time.process_time() - spent) / (time.perf_counter() - began)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        shop.close()
    return 100 * used
