"""What a failure speaks about, and whether two are alike."""

import pytest

from cashier.cases.recent import Failure, Lately
from tests.helpers.playbooks import shipped

METHODS = {method.id: method for method in shipped().methods}
ONLINE = {name for name, method in METHODS.items() if "internet" in method.shares}


def failure(
    method: str | None = "fenfu", cause: str = "provider.outage", at_s: float = 0.0, **more: object
) -> Failure:
    fields: dict[str, object] = {"key": "a", "at_s": at_s, "method": method, "cause": cause}
    return Failure(**{**fields, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("method", "cause", "touched"),
    [
        ("fenfu", "network.dns", ONLINE),
        (None, "network.shop_offline", ONLINE),
        ("card", "network.slow", {"card"}),
        ("fenfu", "provider.outage", {"fenfu", "wechat"}),
        ("alipay", "provider.outage", {"alipay", "alipay_instalment"}),
        ("fenfu", "provider.bank", {"fenfu"}),
        ("fenfu", "merchant.credit_not_enabled", {"fenfu"}),
        (None, "provider.outage", set()),
    ],
)
def test_methods_that_share_the_broken_part_go_together(
    method: str | None, cause: str, touched: set[str]
) -> None:
    one = failure(method, cause)
    assert {name for name, found in METHODS.items() if one.touches(found, METHODS)} == touched


def test_an_outage_is_the_providers_whose_code_the_register_showed() -> None:
    said = frozenset({"wechat/SYSTEMERROR", "支付失败/请重试"})
    one = failure(None, "provider.outage", said=said)
    touched = {name for name, found in METHODS.items() if one.touches(found, METHODS)}
    assert touched == {"fenfu", "wechat"}


@pytest.mark.parametrize(
    ("cause", "telling"),
    [
        ("provider.outage", True),
        ("network.slow", True),
        ("merchant.credentials", True),
        ("merchant.order_already_paid", False),
        ("merchant.scanner_fault", False),
        ("customer.fenfu_limit", False),
        ("code.expired", False),
        ("unclear", False),
        ("", False),
    ],
)
def test_only_what_may_be_the_methods_fault_tells(cause: str, telling: bool) -> None:
    assert failure(cause=cause).telling is telling
    assert not failure(cause=cause, recovered=True).telling


def now(method: str | None = "fenfu", *said: str) -> Failure:
    return Failure("this", 1000.0, method, said=frozenset(said))


@pytest.mark.parametrize(
    ("other", "this", "value"),
    [
        (failure(at_s=200.0), now(), "this_till"),
        (failure(at_s=100.0), now(), "none"),
        (failure(at_s=200.0, key="this"), now(), "none"),
        (failure("wechat", at_s=200.0), now(), "this_till"),
        (failure("alipay", at_s=200.0), now(), "none"),
        (failure(cause="customer.no_funds", at_s=200.0), now(), "none"),
        (failure("card", "unclear", 200.0, said=frozenset({"x"})), now("fenfu", "x"), "this_till"),
        (failure("fenfu", "code.used", 200.0, said=frozenset({"x"})), now("fenfu", "x"), "none"),
        (failure(None, "", 200.0, said=frozenset({"x"})), now(None, "x"), "this_till"),
        (failure(at_s=200.0), now(None), None),
    ],
)  # fmt: skip
def test_the_same_failure(other: Failure, this: Failure, value: str | None) -> None:
    assert Lately(METHODS, (other,)).same_failure(this, 900.0) == value


def test_news_of_a_failure_takes_the_place_of_what_was_known() -> None:
    lately = Lately(METHODS).with_failure(failure(), 0.0, 100.0)
    lately = lately.with_failure(failure(recovered=True), 50.0, 100.0)
    assert [one.recovered for one in lately.failures] == [True]
    lately = lately.with_failure(failure(key="b", at_s=101.0), 101.0, 100.0)
    assert [one.key for one in lately.failures] == ["b"]
