"""Whatever is sent to the sandbox: no traceback, a clean close, nothing left behind."""

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.sandbox import signing
from cashier.sandbox.limits import MOST_BYTES
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till_charge import TillClient
from tests.helpers import sandbox as helper

ADDRESSES = (
    "/v3/pay/transactions/codepay",
    "/v3/pay/transactions/native",
    "/v3/pay/transactions/out-trade-no/T1",
    "/v3/pay/transactions/out-trade-no/T1/reverse",
    "/v3/certificates",
    "/pay/micropay",
    "/pay/orderquery",
    "/secapi/pay/reverse",
    "/gateway.do",
    "/sandbox/faults",
    "/sandbox/script",
    "/sandbox/customer",
    "/sandbox/orders",
    "/",
    "/nowhere",
)
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW")
BODIES = (
    b"",
    b"\x00\xff" * 50,
    b"{",
    b"[" * 50_000,
    b'{"out_trade_no": 1, "amount": [], "payer": null}',
    b"<xml>",
    b"<xml><a>1</b></xml>",
    b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><xml><a>&c;</a></xml>',
    "method=alipay.trade.pay&biz_content={&timestamp=昨天".encode(),
)
CUT = (httpx.RemoteProtocolError, httpx.ReadError)
"""A reverse of the older protocol without a certificate is cut off, as the real one is."""


@pytest.fixture
def http(sandbox: SandboxGateway) -> Iterator[httpx.Client]:
    headers = {"accept": "*/*", "authorization": f"Bearer {_token(sandbox)}"}
    with httpx.Client(
        base_url=sandbox.base_url, headers=headers, timeout=helper.PATIENCE_S, trust_env=False
    ) as client:
        yield client


def _token(sandbox: SandboxGateway) -> str:
    return sandbox.keys.control_token.reveal()


def _works(till: TillClient) -> bool:
    return till.charge(helper.order_number(), Money(1), helper.payment_code()).state == "paid"


@pytest.mark.parametrize("method", METHODS)
def test_a_wrong_method_or_address_is_refused(http: httpx.Client, method: str) -> None:
    for address in ADDRESSES:
        with contextlib.suppress(*CUT):
            assert http.request(method, address).status_code < 500


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_a_bad_body_is_refused(http: httpx.Client, till: TillClient, body: bytes) -> None:
    for address in ADDRESSES:
        with contextlib.suppress(*CUT):
            assert http.post(address, content=body).status_code < 500
    assert _works(till)


def test_a_bad_body_with_a_sound_signature_is_a_wrong_parameter(
    sandbox: SandboxGateway, http: httpx.Client, clock: ManualClock
) -> None:
    till = sandbox.keys.till
    merchant = signing.Merchant(till.mchid, till.serial_no, "")
    for body in BODIES:
        request = signing.Received("POST", ADDRESSES[0], body, None)
        header = signing.request_header(request, merchant, till.private_key, clock.now(), "n" * 32)
        answer = http.post(ADDRESSES[0], content=body, headers={"authorization": header})
        assert (answer.status_code, answer.json()["code"]) == (400, "PARAM_ERROR")


def test_a_huge_body_is_not_read(http: httpx.Client, till: TillClient) -> None:
    huge = b"x" * (MOST_BYTES + 1)

    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 65_536

    for content in (huge, pieces()):
        with contextlib.suppress(httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
            assert http.post(ADDRESSES[0], content=content).status_code == 413
    assert http.post(ADDRESSES[0], content=b"x" * MOST_BYTES).status_code == 401
    assert _works(till)


def test_two_hundred_silent_callers_keep_nobody_out(
    sandbox: SandboxGateway, till: TillClient
) -> None:
    callers = [socket.create_connection(("127.0.0.1", sandbox.port)) for _ in range(200)]
    try:
        for number, caller in enumerate(callers):
            caller.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nX: "[: number % 36])
        assert _works(till)
        sandbox.close()
        for caller in callers:
            caller.settimeout(helper.PATIENCE_S)
            with contextlib.suppress(ConnectionResetError):
                assert caller.recv(1) == b""
    finally:
        for caller in callers:
            caller.close()


def test_a_caller_that_never_finishes_its_request_is_dropped(clock: ManualClock) -> None:
    with SandboxGateway(clock=clock, keys=helper.keys()) as gateway:
        gateway.around.connections.silent_s = 0.1
        with socket.create_connection(("127.0.0.1", gateway.port)) as slow:
            slow.settimeout(helper.PATIENCE_S)
            slow.sendall(b"GET / HTTP/1.1\r\nHo")
            with contextlib.suppress(ConnectionResetError):
                assert slow.recv(1) == b""
        answer = httpx.get(gateway.base_url, trust_env=False)
    assert answer.status_code == 200


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    noise=st.binary(max_size=300)
    | st.tuples(st.sampled_from(METHODS), st.sampled_from(ADDRESSES), st.binary(max_size=100)).map(
        lambda one: f"{one[0]} {one[1]} HTTP/1.1\r\nHost: x\r\n".encode() + one[2] + b"\r\n\r\n"
    )
)
def test_noise_ends_nothing(sandbox: SandboxGateway, noise: bytes) -> None:
    with socket.create_connection(("127.0.0.1", sandbox.port)) as caller:
        caller.settimeout(helper.PATIENCE_S)
        with contextlib.suppress(OSError):
            caller.sendall(noise)
            caller.shutdown(socket.SHUT_WR)
            while caller.recv(4096):
                continue
    assert httpx.get(sandbox.base_url, trust_env=False).status_code == 200


def test_closing_leaves_no_thread(clock: ManualClock) -> None:
    before = set(threading.enumerate())
    gateway = SandboxGateway(clock=clock, keys=helper.keys())
    with socket.create_connection(("127.0.0.1", gateway.port)) as caller:
        caller.sendall(b"POST /v3/pay/transactions/codepay HTTP/1.1\r\nContent-Length: 9\r\n\r\n")
        gateway.close()
        gateway.close()
    assert set(threading.enumerate()) <= before


Script = Callable[[str], httpx.Response]


@pytest.fixture
def send_script(sandbox: SandboxGateway, http: httpx.Client) -> Script:
    return lambda text: http.post("/sandbox/script", content=text.encode())


def test_a_script_is_set_from_outside_and_refused_by_line(
    sandbox: SandboxGateway, http: httpx.Client, clock: ManualClock, send_script: Script
) -> None:
    assert send_script("at 5s bank_error for 5s").json() == {"steps": 1, "active": []}
    clock.advance(5)
    assert http.get("/sandbox/faults").json()["active"] == ["bank_error"]
    refused = send_script("at 1s slow\nat 2s bank_eror")
    assert refused.status_code == 400
    assert refused.json() == {"line": 2, "word": "bank_eror", "nearest": "bank_error"}
    assert send_script("").json() == {"steps": 0, "active": []}
    asked = httpx.post(f"{sandbox.base_url}/sandbox/script", content=b"", trust_env=False)
    assert asked.status_code == 403
    assert json.loads(asked.text) == {}
