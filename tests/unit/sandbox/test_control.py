from typing import Any

import httpx
import pytest

from cashier.sandbox.orders import Plan
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wire import TradeState
from tests.helpers import sandbox as helper


def call(sandbox: SandboxGateway, method: str, path: str, **more: Any) -> httpx.Response:
    token = sandbox.keys.control_token.reveal()
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.request(method, sandbox.base_url + path, headers=headers, **more)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/sandbox/faults"),
        ("POST", "/sandbox/faults"),
        ("POST", "/sandbox/customer"),
        ("GET", "/sandbox/orders"),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "é"}])
def test_nobody_gets_in_without_the_token(
    sandbox: SandboxGateway, method: str, path: str, headers: dict[str, str]
) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    answer = httpx.request(method, sandbox.base_url + path, headers=raw)
    assert (answer.status_code, answer.json()) == (403, {})


def test_faults_are_set_queued_and_shown(sandbox: SandboxGateway) -> None:
    asked = {"active": ["slow"], "next": ["no-answer"]}
    assert call(sandbox, "POST", "/sandbox/faults", json=asked).json() == {"active": ["slow"]}
    shown = call(sandbox, "GET", "/sandbox/faults").json()
    assert shown["active"] == ["slow"]
    assert "userpaying_forever" in shown["known"]
    refused = call(sandbox, "POST", "/sandbox/faults", json={"active": ["nope"]})
    assert (refused.status_code, refused.json()) == (400, {"unknown": "nope"})
    assert call(sandbox, "POST", "/sandbox/faults", content=b"{").json() == {"active": ["slow"]}
    assert call(sandbox, "POST", "/sandbox/faults", json={"active": 1}).json() == {"active": []}


def test_the_customer_acts_from_outside(sandbox: SandboxGateway) -> None:
    number = helper.place(sandbox.orders, Plan(TradeState.USERPAYING)).out_trade_no
    asked = {"out_trade_no": number, "act": "enters_password"}
    done = call(sandbox, "POST", "/sandbox/customer", json=asked)
    assert done.json()["state"] == "SUCCESS"
    assert call(sandbox, "POST", "/sandbox/customer", json=asked).status_code == 409
    unknown = call(sandbox, "POST", "/sandbox/customer", json=["x"])
    assert (unknown.status_code, len(unknown.json()["known"])) == (400, 4)


def test_the_truth_about_the_money_is_shown(sandbox: SandboxGateway) -> None:
    order = helper.place(sandbox.orders)
    assert call(sandbox, "GET", "/sandbox/orders").json() == [
        {
            "out_trade_no": order.out_trade_no,
            "amount_fen": 1600,
            "state": "SUCCESS",
            "taken": 1,
            "given_back": 0,
        }
    ]
