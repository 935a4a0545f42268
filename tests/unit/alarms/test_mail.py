"""Alarms by mail, over a real mail server on loopback: taken, refused, hanging."""

import queue
from collections.abc import Callable, Iterator

import pytest

from cashier.alarms.addresses import Address, read_addresses
from cashier.alarms.courier import deliver
from cashier.alarms.errors import ChatRefused, ChatSilent
from cashier.alarms.send import After, GroupChat
from cashier.core.background import Background
from cashier.core.errors import CashierError
from cashier.core.privacy import Secret
from tests.helpers.mailboxes import MailServer, MailTemper, mail_server

# Python 3.11 says so of what the library looks for when it is loaded.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

PASSWORD = "canary-77ab-never-shown"
TITLE, TEXT = "【收银助手】店里断网了", "2 号收银台\n14:05 开始\n.先看一眼路由器"


class Outcomes(queue.SimpleQueue[tuple[CashierError, ...]]):
    """What was told, waited for."""

    def problems(self) -> list[type[CashierError]]:
        return [type(one) for one in self.get(timeout=30)]


@pytest.fixture
def network() -> Iterator[Background]:
    with Background("test-network") as background:
        yield background


@pytest.fixture(autouse=True)
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this machine a name: to find one out, a mail client would ask the name servers."""
    monkeypatch.setattr("socket.getfqdn", lambda: "till.shop.example")


def never(_seconds: float, _call: Callable[[], None]) -> Callable[[], None]:
    """Stand for a deadline that is far away."""
    return lambda: None


def address_of(server: MailServer) -> Address:
    line = (
        f"mailto://till:{PASSWORD}@127.0.0.1:{server.port}"
        "?from=till@shop.example&to=manager@shop.example"
    )
    (found,) = read_addresses(Secret(line))
    return found


def sent(server: MailServer, after: After = never) -> Outcomes:
    outcomes = Outcomes()
    GroupChat([address_of(server)], lambda: deliver, after).send(TITLE, TEXT, outcomes.put)
    return outcomes


def test_a_mail_arrives_as_it_was_written(network: Background) -> None:
    with mail_server(network) as server:
        assert sent(server).problems() == []
    (message,) = server.messages
    assert message["Subject"] == TITLE
    assert "manager@shop.example" in message["To"]
    body = message.get_body()
    assert body is not None
    for line in TEXT.splitlines():
        assert line in body.get_content()


@pytest.mark.parametrize("temper", ["wrong_password", "no_such_box", "cut"])
def test_a_mail_that_was_not_taken_is_a_refusal_without_any_address(
    network: Background, temper: MailTemper, caplog: pytest.LogCaptureFixture
) -> None:
    with mail_server(network, temper) as server:
        (problem,) = sent(server).get(timeout=30)
    assert (type(problem), problem.fields) == (ChatRefused, {"chat": "mail"})
    assert not server.messages
    assert PASSWORD not in f"{problem!r} {caplog.text}"


@pytest.mark.parametrize("temper", ["silent", "drip"])
def test_a_mail_server_that_hangs_is_given_up(network: Background, temper: MailTemper) -> None:
    with mail_server(network, temper) as server:
        soon = sent(server, lambda _seconds, call: network.after(0.05, call))
        assert soon.problems() == [ChatSilent]
        assert server.arrived.wait(30)
        assert server.visits == 1
    assert soon.empty()


def test_nobody_at_the_port_is_a_refusal(network: Background) -> None:
    with mail_server(network) as gone:
        pass
    assert sent(gone).problems() == [ChatRefused]
