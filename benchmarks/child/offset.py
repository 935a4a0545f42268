"""Measures how far this process's clock is off by the `Date` of hosts on loopback; prints seconds.

Run under libfaketime, so that its clock is wrong and nobody else's: `offset PORT [PORT ...]`.
"""

import asyncio
import sys

from cashier.core.clock import SystemClock
from cashier.health.plan import Plan
from cashier.health.prober import Prober
from cashier.health.probes import agreed_offset
from cashier.health.reach import Reach
from cashier.health.reached import Target


async def _measure(ports: list[str]) -> str:
    hosts = {f"host.{port}": Target(f"http://127.0.0.1:{port}") for port in ports}
    found = await Prober(Reach(SystemClock(), 4.0), Plan(hosts, ())).round()
    offset = agreed_offset(found.every)
    return "unknown" if offset is None else f"{offset.seconds:.3f} {offset.error_s:.3f}"


if __name__ == "__main__":
    print(asyncio.run(_measure(sys.argv[1:])))
