import socket
from concurrent.futures import Future

import httpx
import pytest

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.core.threads import start_thread
from cashier.sandbox.listening import SandboxUnavailable
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till_charge import Outcome, TillClient
from tests.helpers import sandbox as helper


def test_it_listens_on_loopback_only_and_stops(sandbox: SandboxGateway) -> None:
    assert sandbox.base_url == f"http://127.0.0.1:{sandbox.port}"
    assert httpx.get(sandbox.base_url).status_code == 200
    sandbox.close()
    sandbox.close()
    with pytest.raises(httpx.ConnectError):
        httpx.get(sandbox.base_url)


@pytest.mark.parametrize("port", [70000, -1])
def test_a_port_that_cannot_be_is_refused(port: int) -> None:
    with pytest.raises(SandboxUnavailable):
        SandboxGateway(port, keys=helper.keys())


def test_a_port_that_is_taken_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SandboxUnavailable) as refused:
            SandboxGateway(port, keys=helper.keys())
    assert refused.value.fields["port"] == str(port)


def test_closing_lets_go_of_a_caller_that_is_kept_waiting() -> None:
    clock = ManualClock()
    sandbox = SandboxGateway(clock=clock, keys=helper.keys(), faults=["no_answer"])
    till = TillClient(sandbox.base_url, sandbox.keys.till, clock, timeout_s=helper.PATIENCE_S)
    heard: Future[Outcome] = Future()

    def charge() -> None:
        heard.set_result(till.charge("T1", Money(1), helper.payment_code()))

    caller = start_thread("caller", charge)
    while not sandbox.orders.all():
        caller.join(0.01)
    sandbox.close()
    assert heard.result(helper.PATIENCE_S).kind == "broken"
    caller.join(helper.PATIENCE_S)
    till.close()
