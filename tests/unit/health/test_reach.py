"""An attempt names the stage at which it stopped, against real hosts on loopback."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cashier.core.clock import SystemClock
from cashier.health.reach import Reach
from cashier.health.reached import Reached, Target
from tests.helpers.hosts import HostPlan, certificate, hangs_up_at_once, host, server_context

_PATIENCE_S = 30.0
_SOON_S = 1.0
_YEAR = timedelta(days=365)


def _now() -> datetime:
    return SystemClock().now()


def _trusting(files: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(files[0]))


async def _ask(
    plan: HostPlan, served: ssl.SSLContext | None, trusted: ssl.SSLContext | None, seconds: float
) -> Reached:
    async with host(plan, served) as port:
        scheme = "http" if served is None else "https"
        reach = Reach(SystemClock(), seconds, trusted)
        return await reach.attempt(Target(f"{scheme}://127.0.0.1:{port}"))


def _plain(plan: HostPlan, seconds: float = _PATIENCE_S) -> Reached:
    return asyncio.run(_ask(plan, None, None, seconds))


def test_a_host_that_answers_is_done() -> None:
    reached = _plain(HostPlan())
    assert reached.ok
    assert [stage for stage, _ in reached.stages_ms] == ["dns", "tcp", "first_byte"]
    assert reached.ms is not None
    assert reached.ms == pytest.approx(sum(ms for _, ms in reached.stages_ms))
    assert reached.certificate_until is None


def test_tls_is_a_stage_and_shows_its_end(tmp_path: Path) -> None:
    until = (_now() + timedelta(days=90)).replace(microsecond=0)
    files = certificate(tmp_path, until)
    reached = asyncio.run(_ask(HostPlan(), server_context(files), _trusting(files), _PATIENCE_S))
    assert reached.ok
    assert [stage for stage, _ in reached.stages_ms] == ["dns", "tcp", "tls", "first_byte"]
    assert reached.certificate_until == until


def test_a_certificate_nobody_trusts_is_told(tmp_path: Path) -> None:
    files = certificate(tmp_path, _now() + _YEAR)
    reached = asyncio.run(_ask(HostPlan(), server_context(files), None, _PATIENCE_S))
    assert (reached.stage, reached.reason) == ("tls", "certificate")
    assert reached.passed("tcp")


@pytest.mark.parametrize("days", [-1, 500])
def test_dates_that_do_not_fit_point_at_the_clock(tmp_path: Path, days: int) -> None:
    files = certificate(tmp_path, _now() + timedelta(days=days))
    reached = asyncio.run(_ask(HostPlan(), server_context(files), _trusting(files), _PATIENCE_S))
    assert (reached.stage, reached.reason) == ("tls", "clockish")


def test_another_host_s_certificate_is_told(tmp_path: Path) -> None:
    files = certificate(tmp_path, _now() + _YEAR)

    async def ask() -> Reached:
        async with host(HostPlan(), server_context(files)) as port:
            reach = Reach(SystemClock(), _PATIENCE_S, _trusting(files), _always("127.0.0.1"))
            return await reach.attempt(Target(f"https://pay.example.com:{port}"))

    reached = asyncio.run(ask())
    assert (reached.stage, reached.reason) == ("tls", "certificate")


def test_the_name_is_what_the_certificate_is_held_to(tmp_path: Path) -> None:
    files = certificate(tmp_path, _now() + _YEAR)

    async def ask() -> Reached:
        async with host(HostPlan(), server_context(files)) as port:
            reach = Reach(SystemClock(), _PATIENCE_S, _trusting(files), _always("127.0.0.1"))
            return await reach.attempt(Target(f"https://localhost:{port}/"))

    assert asyncio.run(ask()).ok


def test_a_closed_port_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        target = Target(f"http://127.0.0.1:{taken.getsockname()[1]}")
        reached = asyncio.run(Reach(SystemClock(), _PATIENCE_S).attempt(target))
    assert (reached.stage, reached.reason) == ("tcp", "refused")


def test_a_silent_host_times_out_at_the_first_byte() -> None:
    reached = _plain(HostPlan("silent"), seconds=_SOON_S)
    assert (reached.stage, reached.reason) == ("first_byte", "timeout")


def test_a_host_that_is_silent_at_the_handshake_times_out_at_tls() -> None:
    async def ask() -> Reached:
        async with host(HostPlan("silent")) as port:
            return await Reach(SystemClock(), _SOON_S).attempt(Target(f"https://127.0.0.1:{port}"))

    reached = asyncio.run(ask())
    assert (reached.stage, reached.reason) == ("tls", "timeout")


@pytest.mark.parametrize(("scheme", "stage"), [("http", "first_byte"), ("https", "tls")])
def test_a_host_that_hangs_up_is_cut(scheme: str, stage: str) -> None:
    async def ask() -> Reached:
        async with hangs_up_at_once() as port:
            return await Reach(SystemClock(), _PATIENCE_S).attempt(
                Target(f"{scheme}://127.0.0.1:{port}")
            )

    reached = asyncio.run(ask())
    assert (reached.stage, reached.reason) == (stage, "cut")


def test_what_is_not_http_is_cut() -> None:
    assert _plain(HostPlan("broken")).stage == "first_byte"


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_error_is_no_answer(status: int) -> None:
    reached = _plain(HostPlan(status=status))
    assert (reached.ok, reached.stage, reached.reason) == (False, "http", str(status))
    assert reached.passed("first_byte")


@pytest.mark.parametrize("status", [200, 302, 401, 404])
def test_any_other_answer_is_one(status: int) -> None:
    assert _plain(HostPlan(status=status)).ok


@pytest.mark.parametrize("ahead", [-400.0, 0.0, 90.0])
def test_the_clock_is_measured_by_the_date(ahead: float) -> None:
    reached = _plain(HostPlan(ahead_s=ahead))
    assert reached.offset_s is not None
    assert abs(reached.offset_s - ahead) <= reached.offset_error_s + 0.1
    assert reached.offset_error_s >= 0.5


@pytest.mark.parametrize("temper", ["no_date", "odd_date"])
def test_no_date_says_nothing_of_the_clock(temper: str) -> None:
    assert _plain(HostPlan(temper)).offset_s is None  # type: ignore[arg-type]


def test_a_date_without_zone_is_taken_as_utc() -> None:
    reached = _plain(HostPlan("local_date"))
    assert reached.offset_s is not None
    assert abs(reached.offset_s) < 3


@pytest.mark.parametrize(
    ("error", "reason"), [(TimeoutError(), "timeout"), (OSError("no server"), "cut")]
)
def test_a_name_service_in_trouble_is_told(error: OSError, reason: str) -> None:
    async def fail(_host: str) -> tuple[str, ...]:
        raise error

    reach = Reach(SystemClock(), resolve=fail)
    reached = asyncio.run(reach.attempt(Target("https://pay.example.com")))
    assert (reached.stage, reached.reason) == ("dns", reason)
    assert not reached.passed("dns")


def test_an_unknown_name_is_told() -> None:
    reach = Reach(SystemClock(), resolve=_always())
    reached = asyncio.run(reach.attempt(Target("https://pay.example.com")))
    assert (reached.stage, reached.reason) == ("dns", "unknown_name")


def test_a_target_knows_whether_it_needs_names() -> None:
    assert Target("https://pay.example.com").by_name
    assert not Target("http://127.0.0.1:80").by_name
    assert not Target("http://localhost").by_name
    assert Target("https://a").secured
    assert not Target("http://a").secured


def _always(*addresses: str) -> Callable[[str], Awaitable[tuple[str, ...]]]:
    async def resolve(_host: str) -> tuple[str, ...]:
        return addresses

    return resolve


def test_now_is_aware() -> None:
    assert _now().tzinfo is UTC
