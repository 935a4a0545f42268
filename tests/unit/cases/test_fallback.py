"""Which methods are offered, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.cases.fallback import choose
from cashier.core.money import Money
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.posterior import posterior
from cashier.playbook.evidence import Evidence
from tests.helpers.playbooks import shipped

METHODS = [method.id for method in shipped().methods]
CREDIT = {"fenfu", "alipay_instalment", "card_instalment"}
ALL_FINE = {
    "health.internet": "ok",
    "health.gateway.wechat": "ok",
    "health.gateway.alipay": "ok",
}


def offered(
    lights: dict[str, str], failed: str | None = None, amount: Money | None = None
) -> list[str]:
    facts = Facts.of(Evidence(name, value) for name, value in lights.items())
    after = posterior(facts, shipped(), failed)
    return [
        one.method for one in choose(facts, after, shipped(), failed=failed, amount=amount).offers
    ]


def test_the_one_that_just_failed_is_not_offered() -> None:
    ways = offered(ALL_FINE, failed="fenfu")
    assert "fenfu" not in ways
    assert ways[0] == "wechat"


def test_a_shop_without_internet_takes_cards_and_cash() -> None:
    ways = offered({"health.internet": "fail"}, failed="fenfu")
    assert "cash" in ways
    assert not {"wechat", "alipay", "unionpay", "ecny"} & set(ways)


def test_unchecked_methods_come_after_healthy_ones_and_before_cash() -> None:
    ways = offered({"health.gateway.alipay": "ok"}, failed="wechat")
    assert ways.index("alipay") < ways.index("card") < ways.index("cash")


def test_a_shaky_method_comes_after_cash() -> None:
    ways = offered({**ALL_FINE, "health.gateway.alipay": "warn"}, failed="fenfu")
    assert ways.index("cash") < ways.index("alipay")


def test_small_amounts_get_no_instalments() -> None:
    assert not {"alipay_instalment", "card_instalment"} & set(
        offered(ALL_FINE, failed="fenfu", amount=Money(1600))
    )
    assert "alipay_instalment" in offered(ALL_FINE, failed="fenfu", amount=Money(20_000))


def test_what_this_customer_already_tried_is_not_offered_again() -> None:
    assert "alipay" not in offered({**ALL_FINE, "tried.alipay": "failed"}, failed="fenfu")


@pytest.mark.parametrize("failed", [None, *METHODS])
def test_credit_never_stands_first(failed: str | None) -> None:
    ways = offered(ALL_FINE, failed=failed, amount=Money(100_000))
    assert ways[0] not in CREDIT


STATES = st.sampled_from(["ok", "warn", "fail", "unknown"])
LIGHTS = st.dictionaries(
    st.sampled_from(sorted({need for method in shipped().methods for need in method.needs})), STATES
)


@given(LIGHTS, st.sampled_from([None, *METHODS]))
def test_cash_is_always_there_and_nothing_broken_is(
    lights: dict[str, str], failed: str | None
) -> None:
    ways = offered(lights, failed=failed)
    assert failed == "cash" or "cash" in ways
    assert len(ways) == len(set(ways))
    for way in ways:
        assert way != failed
        needs = shipped().method(way).needs
        assert not any(lights.get(need) == "fail" for need in needs)
