"""The proof that this room cannot charge: no such method, no such address, no such word."""

import inspect
import pkgutil
import re
from importlib import import_module

import pytest

import cashier.providers
from cashier.providers.alipay import AlipayGateway
from cashier.providers.gateway import Gateway
from cashier.providers.wechat_v3 import WeChatGateway

ALLOWED = {"name", "versions", "query", "reverse", "cancel", "readiness", "close_client"}
FORBIDDEN = re.compile(
    r"codepay|micropay|trade[._]pay|trade\.create|precreate|/native|jsapi|h5pay|auth_code|"
    r"transactions/(?!out-trade-no)|/refunds?\b|\bpayer\b|bar_code",
    re.IGNORECASE,
)
MODULES = [
    import_module(f"cashier.providers.{found.name}")
    for found in pkgutil.iter_modules(cashier.providers.__path__)
]


def public_names(kind: type) -> set[str]:
    return {name for name in dir(kind) if not name.startswith("_")}


def gateways() -> list[type]:
    """Every class of the room that can be asked about an order."""
    return [
        kind
        for module in MODULES
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__ and {"query", "readiness"} <= public_names(kind)
    ]


def test_the_protocol_has_seven_members_and_none_charges() -> None:
    assert public_names(Gateway) == ALLOWED


@pytest.mark.parametrize("kind", gateways(), ids=lambda kind: kind.__name__)
def test_no_gateway_can_do_more_than_the_protocol(kind: type) -> None:
    assert public_names(kind) == ALLOWED


def test_the_gateways_were_found() -> None:
    assert {WeChatGateway, AlipayGateway} <= set(gateways())


def test_the_modules_were_found() -> None:
    assert len(MODULES) >= 7


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_no_source_knows_a_way_to_charge(module: object) -> None:
    source = inspect.getsource(module)  # type: ignore[arg-type]
    assert FORBIDDEN.findall(source) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_no_name_speaks_of_charging(module: object) -> None:
    names = [
        f"{name}.{member}"
        for name, kind in inspect.getmembers(module, inspect.isclass)
        for member in [name, *public_names(kind)]
    ] + [name for name, _ in inspect.getmembers(module, inspect.isfunction)]
    found = [n for n in names if re.search(r"charge|(^|[._])pay($|_)|refund_|collect", n)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        '"/v3/pay/transactions/codepay"',
        '"/pay/micropay"',
        '"alipay.trade.pay"',
        '"/v3/pay/transactions/native"',
        '{"auth_code": code}',
    ],
)
def test_the_search_bites(text: str) -> None:
    assert FORBIDDEN.search(text)
