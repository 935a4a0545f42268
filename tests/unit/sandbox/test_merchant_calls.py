import json
from typing import Any

import pytest

from cashier.core.clock import ManualClock
from cashier.sandbox.merchant_calls import Answer, MerchantCalls
from cashier.sandbox.orders import OrderBook, Plan
from cashier.sandbox.wire import Refusal, Refused, TradeState
from tests.helpers import sandbox as helper

NOW = ManualClock().now()


@pytest.fixture
def calls() -> MerchantCalls:
    return MerchantCalls("1900000109", "wx1", OrderBook(ManualClock()))


def body(**changes: Any) -> bytes:
    asked = {
        "appid": "wx1",
        "mchid": "1900000109",
        "description": "x",
        "out_trade_no": "T1",
        "payer": {"auth_code": helper.payment_code().reveal()},
        "amount": {"total": 1600},
        "scene_info": {"store_info": {"id": "1"}},
    }
    return json.dumps(asked | changes).encode()


def test_a_paid_charge_is_200_and_tells_how(calls: MerchantCalls) -> None:
    answer = calls.charge(body(), Plan(), NOW)
    assert isinstance(answer, Answer)
    assert answer.status == 200
    assert answer.content["trade_state"] == "SUCCESS"
    assert answer.content["amount"] == {"total": 1600, "currency": "CNY"}
    assert {"transaction_id", "bank_type", "success_time", "payer"} <= answer.content.keys()


@pytest.mark.parametrize("state", [TradeState.USERPAYING, TradeState.NOTPAY])
def test_an_open_charge_is_202_but_200_when_asked(calls: MerchantCalls, state: TradeState) -> None:
    charged = calls.charge(body(), Plan(state), NOW)
    asked = calls.query("T1", "1900000109", NOW)
    assert isinstance(charged, Answer)
    assert isinstance(asked, Answer)
    assert (charged.status, asked.status) == (202, 200)
    assert charged.content == asked.content
    assert "transaction_id" not in charged.content


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"mchid": "1"}, Refused.other_mchid),
        ({"appid": "wx2"}, Refused.other_appid),
        ({"out_trade_no": "a" * 33}, Refused.parameters),
        ({"out_trade_no": 7}, Refused.parameters),
        ({"description": ""}, Refused.parameters),
        ({"payer": {}}, Refused.parameters),
        ({"payer": None}, Refused.parameters),
        ({"payer": {"auth_code": "280000000000000000"}}, Refused.not_a_code),
        ({"payer": {"auth_code": "1300000000000000001"}}, Refused.not_a_code),
        ({"amount": {"total": 16.0}}, Refused.parameters),
        ({"amount": {"total": True}}, Refused.parameters),
        ({"amount": {"total": 0}}, Refused.parameters),
        ({"amount": []}, Refused.parameters),
        ({"scene_info": {}}, Refused.parameters),
        ({"scene_info": None}, Refused.parameters),
    ],
)
def test_a_bad_field_is_refused_and_no_order_made(
    calls: MerchantCalls, changes: dict[str, Any], told: Refusal
) -> None:
    assert calls.charge(body(**changes), Plan(), NOW) is told
    assert calls.orders.all() == ()


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff"])
def test_a_body_that_is_no_object_is_refused(calls: MerchantCalls, raw: bytes) -> None:
    assert calls.charge(raw, Plan(), NOW) is Refused.parameters
    assert calls.reverse("T1", raw) is Refused.parameters


def test_a_query_needs_the_right_merchant_and_a_known_number(calls: MerchantCalls) -> None:
    assert calls.query("T1", "", NOW) is Refused.parameters
    assert calls.query("T1", "1", NOW) is Refused.other_mchid
    assert calls.query("T1", "1900000109", NOW) is Refused.unknown_order


def test_a_reverse_needs_the_right_merchant_and_a_known_number(calls: MerchantCalls) -> None:
    right = b'{"appid": "wx1", "mchid": "1900000109"}'
    assert calls.reverse("T1", right) is Refused.unknown_order
    calls.charge(body(), Plan(), NOW)
    assert calls.reverse("T1", b'{"appid": "wx1", "mchid": "1"}') is Refused.other_mchid
    assert calls.reverse("T1", b'{"mchid": "1900000109"}') is Refused.other_appid
    done = calls.reverse("T1", right)
    assert done == Answer(200, {"appid": "wx1", "mchid": "1900000109", "out_trade_no": "T1"})
