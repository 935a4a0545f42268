"""Each way of breaking the way is what a probe and a till meet, and the way comes back."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import httpx
import pytest

from cashier.core.clock import ManualClock, SystemClock
from cashier.health.reach import Reach
from cashier.health.reached import Reached, Target
from cashier.sandbox.net import NetNotSecured, NetRig
from cashier.sandbox.net_faults import WRONG_CERTIFICATES, NetFault
from cashier.sandbox.server import SandboxGateway
from tests.helpers import sandbox as helper

SOON_S = 1.0
# What a probe must say: the stage at which it stopped, and why.
PLAIN = {
    NetFault.sound: ("done", ""),
    NetFault.refused: ("tcp", "refused"),
    NetFault.black_hole: ("first_byte", "timeout"),
    NetFault.cut: ("first_byte", "cut"),
    NetFault.reset: ("first_byte", "cut"),
    NetFault.half_open: ("first_byte", "timeout"),
    NetFault.slow: ("done", ""),
    NetFault.drip: ("done", ""),
    NetFault.http_500: ("http", "500"),
    NetFault.portal: ("done", ""),
    NetFault.redirect: ("done", ""),
}
SECURED = PLAIN | {
    NetFault.black_hole: ("tls", "timeout"),
    NetFault.reset: ("tls", "cut"),
    NetFault.portal: ("tls", "certificate"),
    NetFault.redirect: ("tls", "certificate"),
    NetFault.tls_expired: ("tls", "clockish"),
    NetFault.tls_wrong_host: ("tls", "certificate"),
    NetFault.tls_unknown_ca: ("tls", "certificate"),
}
SILENT = {kind for kind, (_, reason) in PLAIN.items() if reason == "timeout"}
REACHES_THE_GATEWAY = {NetFault.sound, NetFault.cut, NetFault.half_open, NetFault.drip}


@pytest.fixture
def plain(sandbox: SandboxGateway) -> Iterator[NetRig]:
    with NetRig(sandbox.port, delay_s=0.1) as rig:
        yield rig


@pytest.fixture
def secured(sandbox: SandboxGateway) -> Iterator[NetRig]:
    with NetRig(sandbox.port, secured=True, delay_s=0.1) as rig:
        yield rig


def _patience(kind: NetFault) -> httpx.Timeout:
    """Be as patient as a busy machine needs, but with what never answers."""
    return httpx.Timeout(helper.PATIENCE_S, read=SOON_S if kind in SILENT else helper.PATIENCE_S)


def _reach(rig: NetRig) -> Reached:
    trust = rig.context() if rig.authority else None
    reach = Reach(SystemClock(), SOON_S if rig.kind in SILENT else helper.PATIENCE_S, trust)
    return asyncio.run(reach.attempt(Target(rig.base_url)))


@pytest.mark.parametrize("kind", PLAIN)
def test_a_probe_stops_where_the_way_is_broken(plain: NetRig, kind: NetFault) -> None:
    plain.be(kind)
    reached = _reach(plain)
    assert (reached.stage, reached.reason) == PLAIN[kind]
    plain.be(NetFault.sound)
    assert _reach(plain).ok


@pytest.mark.parametrize("kind", SECURED)
def test_a_probe_over_tls_stops_where_the_way_is_broken(secured: NetRig, kind: NetFault) -> None:
    secured.be(kind)
    reached = _reach(secured)
    assert (reached.stage, reached.reason) == SECURED[kind]
    secured.be(NetFault.sound)
    assert _reach(secured).ok


def _token(sandbox: SandboxGateway) -> dict[str, str]:
    return {"authorization": f"Bearer {sandbox.keys.control_token.reveal()}"}


def test_the_tables_leave_no_fault_out() -> None:
    assert set(SECURED) == set(NetFault)
    assert set(PLAIN) == set(NetFault) - WRONG_CERTIFICATES


@pytest.mark.parametrize("kind", sorted(set(PLAIN) - {NetFault.slow}))
def test_whether_a_request_reaches_the_gateway_is_as_told(
    plain: NetRig, sandbox: SandboxGateway, kind: NetFault
) -> None:
    plain.be(kind)
    address = f"{plain.base_url}/sandbox/faults"
    token, asked = _token(sandbox), {"active": ["slow"]}
    with contextlib.suppress(httpx.HTTPError):
        httpx.post(address, headers=token, json=asked, timeout=_patience(kind), trust_env=False)
    assert (sandbox.faults.active == ("slow",)) is (kind in REACHES_THE_GATEWAY)


def test_a_login_page_is_no_answer_of_a_gateway(plain: NetRig) -> None:
    plain.be(NetFault.portal)
    page = httpx.get(plain.base_url, trust_env=False)
    assert (page.status_code, "登录" in page.text) == (200, True)
    plain.be(NetFault.redirect)
    assert httpx.get(plain.base_url, trust_env=False).headers["location"].startswith("http://")


def test_a_middle_box_tells_the_time_it_was_given(sandbox: SandboxGateway) -> None:
    with NetRig(sandbox.port, clock=ManualClock()) as rig:
        rig.be(NetFault.http_500)
        answer = httpx.get(rig.base_url, trust_env=False)
    assert answer.headers["date"] == "Sun, 22 Nov 2026 06:32:07 GMT"


def test_an_open_connection_falls_silent_and_is_dropped_when_the_way_returns(
    plain: NetRig,
) -> None:
    patient = _patience(NetFault.sound)
    with httpx.Client(base_url=plain.base_url, timeout=patient, trust_env=False) as client:
        assert client.get("/").status_code == 200
        plain.be(NetFault.half_open)
        with pytest.raises(httpx.ReadTimeout):
            client.get("/", timeout=_patience(plain.kind))
        plain.be(NetFault.sound)
        assert client.get("/").status_code == 200


def test_the_port_is_kept_while_nobody_listens(plain: NetRig) -> None:
    plain.be(NetFault.refused)
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", plain.port))
    plain.be(NetFault.sound)
    assert _reach(plain).ok


def test_wrong_certificates_need_tls(plain: NetRig) -> None:
    for kind in WRONG_CERTIFICATES:
        with pytest.raises(NetNotSecured):
            plain.be(kind)
    with pytest.raises(NetNotSecured):
        plain.context()
    assert plain.kind is NetFault.sound


def test_a_gateway_that_is_gone_ends_no_rig() -> None:
    with SandboxGateway(keys=helper.keys()) as gateway:
        port = gateway.port
    with NetRig(port) as rig:
        assert _reach(rig).reason == "cut"
        rig.close()
