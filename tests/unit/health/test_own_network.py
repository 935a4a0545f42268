"""What the machine itself says of its network, from files as Linux writes them, and oddities."""

import os
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from cashier.core.clock import ManualClock
from cashier.health.cadence import Cadence
from cashier.health.own_network import OwnFiles, OwnNetwork
from cashier.health.ticks import Ticks

_HEAD = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
_LAN = "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
_DEFAULT = "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
_NONE_6 = "0" * 32
_LO_6 = f"{_NONE_6} 00 {_NONE_6} 00 {_NONE_6} ffffffff 00000001 00000000 00200200       lo\n"
_ETH_6 = f"{_NONE_6} 00 {_NONE_6} 00 fe80{'0' * 28} 00000400 00000001 00000000 00000003     eth0\n"


def _root(tmp_path: Path, routes: str | None, routes_6: str = "") -> Path:
    (tmp_path / "proc/net").mkdir(parents=True, exist_ok=True)
    (tmp_path / "etc").mkdir(exist_ok=True)
    if routes is not None:
        (tmp_path / "proc/net/route").write_text(routes)
    (tmp_path / "proc/net/ipv6_route").write_text(routes_6)
    return tmp_path


@pytest.mark.parametrize(
    ("routes", "routes_6", "way"),
    [
        (_HEAD + _DEFAULT + _LAN, "", True),
        (_HEAD + _LAN, _LO_6, False),
        (_HEAD, _ETH_6, True),
        (_HEAD + _DEFAULT.replace("0003", "0002"), "", False),
        (_HEAD + "eth0\t00000000\t010200C0\toops\n", "x y\n", False),
        (None, "", None),
    ],
)
def test_a_default_route_that_is_up_is_a_way_out(
    tmp_path: Path, routes: str | None, routes_6: str, way: bool | None
) -> None:
    assert OwnFiles(_root(tmp_path, routes, routes_6)).look().route is way


def test_a_change_of_route_or_name_servers_leaves_a_trace(tmp_path: Path) -> None:
    files = OwnFiles(_root(tmp_path, _HEAD + _DEFAULT))
    first = files.look().trace
    assert files.look().trace == first
    _root(tmp_path, _HEAD + _DEFAULT.replace("010200C0", "020200C0"))
    second = files.look().trace
    (tmp_path / "etc/resolv.conf").write_text("nameserver 10.0.0.1\n")
    os.utime(tmp_path / "etc/resolv.conf", ns=(5, 5))
    assert len({first, second, files.look().trace}) == 3


def test_ticks_notice_a_jump_a_sleep_and_another_network() -> None:
    clock, seen = ManualClock(), [OwnNetwork(trace="one")]
    ticks = Ticks(clock, lambda: seen[-1])
    clock.advance(1)
    assert ticks.unusual() is None
    clock.jump(-7200)
    assert ticks.unusual() == "jump"
    clock.advance(timedelta(minutes=5).total_seconds())
    assert ticks.unusual() == "resume"
    seen.append(OwnNetwork(trace="two"))
    assert ticks.unusual() == "network"
    assert ticks.unusual() is None


def test_the_pace_follows_the_need() -> None:
    cadence, chance = Cadence(), Random(1)

    def pause(
        *, confirm: bool = False, doubt: bool = False, troubled_s: float | None = None
    ) -> float:
        return cadence.pause(chance, confirm=confirm, doubt=doubt, troubled_s=troubled_s)

    calm = [pause() for _ in range(200)]
    assert min(calm) >= 30
    assert max(calm) <= 36
    assert max(calm) - min(calm) > 3
    assert (pause(doubt=True, troubled_s=9.0), pause(confirm=True, doubt=True)) == (2.0, 0.5)
    assert (pause(troubled_s=0.0), pause(troubled_s=7200.0)) == (3.0, 3.0)
    assert pause(troubled_s=7201.0) >= 30
