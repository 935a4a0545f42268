import json
from typing import Any

import pytest

from cashier.core.clock import ManualClock
from cashier.sandbox.merchant_calls import Answer, MerchantCalls
from cashier.sandbox.orders import OrderBook, Plan
from cashier.sandbox.wire import Refusal, Refused, TradeState, TradeType
from tests.helpers import sandbox as helper


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def calls(clock: ManualClock) -> MerchantCalls:
    return MerchantCalls("1900000109", "wx1", OrderBook(clock))


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
    answer = calls.charge(body(), Plan())
    assert isinstance(answer, Answer)
    assert answer.status == 200
    assert answer.content["trade_state"] == "SUCCESS"
    assert answer.content["amount"] == {"total": 1600, "currency": "CNY"}
    assert {"transaction_id", "bank_type", "payer"} <= answer.content.keys()
    assert answer.content["success_time"] == "2026-11-22T14:32:07+08:00"


def test_asked_later_it_still_tells_when_it_was_paid(
    calls: MerchantCalls, clock: ManualClock
) -> None:
    charged = calls.charge(body(), Plan())
    clock.advance(3600)
    assert calls.query("T1", "1900000109") == charged


@pytest.mark.parametrize("state", [TradeState.USERPAYING, TradeState.NOTPAY])
def test_an_open_charge_is_202_but_200_when_asked(calls: MerchantCalls, state: TradeState) -> None:
    charged = calls.charge(body(), Plan(state))
    asked = calls.query("T1", "1900000109")
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
    assert calls.charge(body(**changes), Plan()) is told
    assert calls.orders.all() == ()


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff"])
def test_a_body_that_is_no_object_is_refused(calls: MerchantCalls, raw: bytes) -> None:
    assert calls.charge(raw, Plan()) is Refused.parameters
    assert calls.reverse("T1", raw) is Refused.parameters


def test_a_query_needs_the_right_merchant_and_a_known_number(calls: MerchantCalls) -> None:
    assert calls.query("T1", "") is Refused.parameters
    assert calls.query("T1", "1") is Refused.other_mchid
    assert calls.query("T1", "1900000109") is Refused.unknown_order


def test_a_reverse_needs_the_right_merchant_and_a_known_number(calls: MerchantCalls) -> None:
    right = b'{"appid": "wx1", "mchid": "1900000109"}'
    assert calls.reverse("T1", right) is Refused.unknown_order
    calls.charge(body(), Plan())
    assert calls.reverse("T1", b'{"appid": "wx1", "mchid": "1"}') is Refused.other_mchid
    assert calls.reverse("T1", b'{"mchid": "1900000109"}') is Refused.other_appid
    done = calls.reverse("T1", right)
    assert done == Answer(200, {"appid": "wx1", "mchid": "1900000109", "out_trade_no": "T1"})


@pytest.fixture
def provider() -> MerchantCalls:
    return MerchantCalls("1900000109", "wx1", OrderBook(ManualClock()), "1900000110")


BOTH = {"sp_appid": "wx1", "sp_mchid": "1900000109", "sub_mchid": "1900000110"}


def for_shop(**changes: Any) -> bytes:
    asked = json.loads(body()) | BOTH | changes
    return json.dumps({name: value for name, value in asked.items() if value}).encode()


def test_a_service_provider_is_told_of_both_sides(provider: MerchantCalls) -> None:
    charged = provider.charge(for_shop(), Plan())
    assert isinstance(charged, Answer)
    assert charged.content.items() >= BOTH.items()
    assert "mchid" not in charged.content
    asked = {"sp_mchid": "1900000109", "sub_mchid": "1900000110"}
    assert provider.look(asked, out_trade_no="T1") == charged
    number = charged.content["transaction_id"]
    assert provider.look(asked, transaction=number) == charged


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sp_mchid": "1"}, Refused.other_mchid),
        ({"sub_mchid": "1"}, Refused.other_sub_mchid),
        ({"sub_mchid": ""}, Refused.no_sub_mchid),
        ({"sp_appid": "wx2"}, Refused.other_appid),
        ({"sp_appid": ""}, Refused.busy),
    ],
)
def test_a_service_provider_that_names_a_side_wrongly_is_refused(
    provider: MerchantCalls, changes: dict[str, str], told: Refusal
) -> None:
    assert provider.charge(for_shop(**changes), Plan()) is told


@pytest.mark.parametrize("extra", ["notify_url", "limit_pay"])
def test_a_charge_takes_no_fields_of_other_ways_to_pay(calls: MerchantCalls, extra: str) -> None:
    assert calls.charge(body(**{extra: "x"}), Plan()) is Refused.extra_field


HERE = "http://127.0.0.1:1/notify"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"notify_url": ""}, Refused.parameters),
        ({"notify_url": "https://example.com/"}, Refused.parameters),
        ({"notify_url": "http://["}, Refused.parameters),
        ({"notify_url": 7}, Refused.parameters),
        ({"notify_url": HERE, "description": "x" * 128}, Refused.parameters),
        ({"notify_url": HERE, "mchid": "1"}, Refused.other_mchid),
        ({"notify_url": HERE, "payer": {}}, Refused.no_openid),
    ],
)
def test_an_order_inside_the_wallet_needs_its_fields(
    calls: MerchantCalls, changes: dict[str, Any], told: Refusal
) -> None:
    assert calls.offer(body(**changes), TradeType.JSAPI, Plan()) == (None, told)
    assert calls.orders.all() == ()


def test_a_code_is_made_once_however_often_it_is_asked_for(calls: MerchantCalls) -> None:
    asked = body(notify_url=HERE)
    order, first = calls.offer(asked, TradeType.NATIVE, Plan())
    assert order is not None
    assert calls.offer(asked, TradeType.NATIVE, Plan()) == (order, first)
    other = body(notify_url=HERE, amount={"total": 1})
    assert calls.offer(other, TradeType.NATIVE, Plan()) == (None, Refused.other_sale)
    closing = b'{"mchid": "1900000109"}'
    assert calls.close("T1", closing) == Answer(204, {})
    assert calls.close("T1", closing) is Refused.already_closed
    assert calls.close("T1", b"") is Refused.parameters
    assert calls.offer(asked, TradeType.NATIVE, Plan()) == (None, Refused.already_closed)
