import json

import pytest

from cashier.providers.errors import OrderNumberInvalid
from cashier.providers.wechat_account import Account

ALONE = Account("1900000109", "wx1")
PARTNER = Account("1900000109", "wx1", "1900000110")


def test_a_merchant_names_itself() -> None:
    path = "/v3/pay/transactions/out-trade-no/T1"
    assert ALONE.query_target("T1") == f"{path}?mchid=1900000109"
    assert ALONE.reverse_target("T1") == f"{path}/reverse"
    assert ALONE.close_target("T1") == f"{path}/close"
    assert json.loads(ALONE.reverse_body()) == {"appid": "wx1", "mchid": "1900000109"}
    assert json.loads(ALONE.close_body()) == {"mchid": "1900000109"}


def test_a_service_provider_names_both_sides_at_addresses_of_its_own() -> None:
    path = "/v3/pay/partner/transactions/out-trade-no/T1"
    both = {"sp_mchid": "1900000109", "sub_mchid": "1900000110"}
    assert PARTNER.query_target("T1") == f"{path}?sp_mchid=1900000109&sub_mchid=1900000110"
    assert json.loads(PARTNER.reverse_body()) == {"sp_appid": "wx1"} | both
    assert json.loads(PARTNER.close_body()) == both


def test_odd_characters_are_quoted_and_foreign_ones_refused() -> None:
    assert "/T_1-2%2A3%7C4?" in ALONE.query_target("T_1-2*3|4")
    for number in ("", "a/b", "../x", "1" * 33, "订单", "a?b"):
        for target in (ALONE.query_target, ALONE.reverse_target, ALONE.close_target):
            with pytest.raises(OrderNumberInvalid):
                target(number)
