"""One round of reaching hosts says the right thing about each light."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.config.settings import Settings
from cashier.core.clock import SystemClock
from cashier.health.own_network import OwnNetwork
from cashier.health.plan import Plan, plan_of
from cashier.health.prober import Prober, Round, Tried
from cashier.health.probes import (
    certificate_until,
    clock_offset,
    detail,
    gateway,
    internet,
    judge,
    name_service,
    peer_certificate,
    security,
    version,
)
from cashier.health.reach import Reach
from cashier.health.reached import Reached, Stage, Target
from tests.helpers.hosts import HostPlan, host

_NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
_WAY: tuple[Stage, ...] = ("dns", "tcp", "tls", "first_byte")


def _at(stage: Stage, reason: str = "", url: str = "https://pay.example.com") -> Reached:
    passed = _WAY if stage in ("http", "done") else _WAY[: _WAY.index(stage)]
    return Reached(Target(url), stage, reason, 40.0, tuple((name, 10.0) for name in passed))


def _round(*every: Reached, elsewhere: bool | None = None, route: bool | None = None) -> Round:
    tried = {f"gateway.{number}": Tried(one, (one,)) for number, one in enumerate(every)}
    return Round(tried, names_elsewhere=elsewhere, own=OwnNetwork(route))


def _off(seconds: float | None, error: float = 0.6) -> Reached:
    return Reached(Target("https://a.b"), "done", offset_s=seconds, offset_error_s=error)


@pytest.mark.parametrize(
    ("reached", "key"),
    [
        (_at("done"), "health-ok"),
        (_at("dns", "timeout"), "health-dns-timeout"),
        (_at("tcp", "refused"), "health-tcp-refused"),
        (_at("tls", "clockish"), "health-tls-clockish"),
        (_at("first_byte", "cut"), "health-first_byte-cut"),
        (_at("http", "503"), "health-http"),
    ],
)
def test_a_gateway_names_the_stage(reached: Reached, key: str) -> None:
    probe = gateway("gateway.wechat", reached)
    assert (probe.detail_key, probe.ok) == (key, key == "health-ok")
    assert detail(reached) == key
    assert dict(probe.fields)["host"] == "pay.example.com"


def test_any_host_that_speaks_is_internet() -> None:
    assert internet(_round(_at("tcp", "timeout"), _at("http", "500"))).state == "ok"
    assert internet(_round(_at("dns", "timeout"), elsewhere=True)).state == "ok"
    assert internet(_round(_at("first_byte", "late"))).state == "warn"
    assert internet(_round()).state == "unknown"


def test_a_machine_without_a_way_out_says_so() -> None:
    probe = internet(_round(_at("tcp", "cut"), route=False))
    assert probe.detail_key == "health-internet-no_route"


@pytest.mark.parametrize(
    ("every", "key"),
    [
        ([_at("dns", "timeout"), _at("dns", "cut")], "health-internet-no_names"),
        ([_at("dns", "timeout"), _at("tls", "certificate")], "health-internet-intercepted"),
        ([_at("tcp", "timeout"), _at("dns", "cut")], "health-internet-nothing"),
    ],
)
def test_no_internet_says_how(every: list[Reached], key: str) -> None:
    probe = internet(_round(*every))
    assert (probe.state, probe.detail_key) == ("fail", key)


def test_names_are_judged_apart() -> None:
    assert name_service([_at("done", url="http://127.0.0.1:1")]).state == "unknown"
    assert name_service([_at("done"), _at("tcp", "cut")]).state == "ok"
    assert name_service([_at("done"), _at("dns", "timeout")]).state == "warn"
    assert name_service([_at("dns", "cut"), _at("dns", "timeout")]).state == "fail"


def test_tls_is_judged_only_where_tcp_was_made() -> None:
    assert security([_at("tcp", "cut"), _at("done", url="http://a")]).state == "unknown"
    assert security([_at("done"), _at("tcp", "cut")]).state == "ok"
    assert security([_at("done"), _at("tls", "certificate")]).state == "fail"


@pytest.mark.parametrize(
    ("offsets", "state", "key"),
    [
        ((0.4, -0.3), "ok", "health-clock-ok"),
        ((61.0,), "warn", "health-clock-behind"),
        ((-90.0, -90.5, 4000.0), "warn", "health-clock-ahead"),
        ((301.0,), "fail", "health-clock-behind"),
        ((-86400.0,), "fail", "health-clock-ahead"),
        ((60.5,), "ok", "health-clock-ok"),
    ],
)
def test_the_clock_is_judged_by_the_median(
    offsets: tuple[float, ...], state: str, key: str
) -> None:
    probe = clock_offset([_off(offset) for offset in offsets])
    assert (probe.state, probe.detail_key) == (state, key)


def test_a_clock_so_wrong_that_nothing_can_be_reached_is_still_told() -> None:
    assert clock_offset([_at("tls", "clockish")]).detail_key == "health-clock-tls"
    assert clock_offset([_at("tls", "certificate"), _off(None)]).state == "unknown"


@given(st.floats(-299, 299))
def test_the_clock_never_fails_below_five_minutes(offset: float) -> None:
    assert clock_offset([_off(offset)]).state != "fail"


@pytest.mark.parametrize(
    ("days", "state", "key"),
    [
        (-2.5, "fail", "x_expired"),
        (0.5, "warn", "x_soon"),
        (29.5, "warn", "x_soon"),
        (30.5, "ok", "health-certificate-ok"),
    ],
)
def test_certificates_end(days: float, state: str, key: str) -> None:
    probe = certificate_until(_NOW + timedelta(days=days), _NOW, warn_days=30, key="x")
    assert (probe.state, probe.detail_key) == (state, key)


def test_the_earliest_peer_certificate_counts() -> None:
    soon = Reached(Target("https://a"), "done", certificate_until=_NOW + timedelta(days=2))
    late = Reached(Target("https://b"), "done", certificate_until=_NOW + timedelta(days=200))
    assert peer_certificate([late, soon], _NOW).state == "warn"
    assert peer_certificate([_at("tcp", "cut")], _NOW).state == "unknown"


def test_versions_are_compared_as_numbers() -> None:
    assert version("0.10.0", "0.9.1").state == "ok"
    assert version("0.1.0", "0.2.0").state == "fail"


def test_the_plan_follows_the_settings() -> None:
    plan = plan_of(Settings())
    assert plan.gateways["gateway.wechat"].host == "api.mch.weixin.qq.com"
    assert plan.gateways["gateway.wechat_backup"].host == "api2.mch.weixin.qq.com"
    assert plan.internet[0].url == "https://www.baidu.com:443"


def test_other_hosts_are_asked_only_when_no_gateway_answers() -> None:
    async def run(plan: HostPlan) -> dict[str, str]:
        async with host(plan) as one, host(HostPlan()) as two:
            places = Plan(
                {"gateway.wechat": Target(f"http://127.0.0.1:{one}")},
                (Target(f"http://127.0.0.1:{two}"),),
            )
            found = await Prober(Reach(SystemClock(), 30.0), places).round()
            return {probe.name: probe.state for probe in judge(found, SystemClock().now())}

    fine = asyncio.run(run(HostPlan()))
    assert fine["gateway.wechat"] == fine["internet"] == fine["clock"] == "ok"
    assert fine["dns"] == fine["tls"] == fine["certificate"] == "unknown"
    cut = asyncio.run(run(HostPlan("broken")))
    assert (cut["gateway.wechat"], cut["internet"]) == ("fail", "ok")
