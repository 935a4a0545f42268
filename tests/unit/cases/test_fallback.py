"""Which methods are offered, and in which order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.cases.fallback import Choice, Conditions, Withheld, choose, offered_ids
from cashier.cases.rules import NOWHERE, Context, fired
from cashier.core.money import Money
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.posterior import posterior
from cashier.playbook.evidence import Evidence
from cashier.playbook.rules import CREDIT_METHODS, Rule
from tests.helpers.playbooks import shipped
from tests.helpers.rules import any_rules

METHODS = [method.id for method in shipped().methods]
ALL_FINE = {
    "health.internet": "ok",
    "health.gateway.wechat": "ok",
    "health.gateway.alipay": "ok",
}


def offered(
    lights: dict[str, str],
    failed: str | None = None,
    amount: Money | None = None,
    rules: tuple[Rule, ...] | None = None,
    context: Context = NOWHERE,
) -> list[str]:
    return list(offered_ids(chosen(lights, failed, amount, rules, context).offers))


def chosen(
    lights: dict[str, str],
    failed: str | None = None,
    amount: Money | None = None,
    rules: tuple[Rule, ...] | None = None,
    context: Context = NOWHERE,
) -> Choice:
    facts = Facts.of(Evidence(name, value) for name, value in lights.items())
    after = posterior(facts, shipped(), failed)
    found = fired(shipped().rules if rules is None else rules, context, amount, METHODS)
    return choose(facts, after, shipped(), Conditions(failed, amount, fired=found))


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
    assert ways[0] not in CREDIT_METHODS


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


def test_a_method_kept_back_by_a_rule_is_withheld_and_says_so() -> None:
    rule = Rule(id="no_alipay", effect="do_not_offer", methods=("alipay", "ecny"))
    choice = chosen(ALL_FINE, failed="fenfu", rules=(rule,))
    assert not {"alipay", "ecny"} & set(offered_ids(choice.offers))
    assert Withheld("alipay", "rule") in choice.withheld
    assert "cash" in offered_ids(choice.offers)


def test_rules_that_keep_everything_back_together_leave_cash_and_their_reason() -> None:
    ways = tuple(method for method in METHODS if method != "cash")
    rules = (
        Rule(id="a", effect="do_not_offer", methods=ways[:5]),
        Rule(id="b", effect="do_not_offer", methods=(*ways[5:], "cash")),
    )
    choice = chosen(ALL_FINE, rules=rules)
    assert offered_ids(choice.offers) == ("cash",)
    assert {held.why for held in choice.withheld} == {"rule"}


def test_a_recommended_method_moves_up_among_its_equals_only() -> None:
    rule = Rule(id="cards", effect="recommend", methods=("ecny", "card"))
    lights = {**ALL_FINE, "health.gateway.alipay": "warn"}
    before, after = offered(lights, rules=()), offered(lights, rules=(rule,))
    assert before.index("unionpay") < before.index("ecny")
    assert after.index("wechat") < after.index("card") < after.index("cash")
    assert after.index("ecny") < after.index("unionpay")
    assert after.index("alipay") > after.index("cash")
    assert set(before) == set(after)


def test_a_method_that_the_shop_does_not_take_is_never_offered() -> None:
    methods = tuple(replace(one, taken=one.id != "alipay") for one in shipped().methods)
    playbook = replace(shipped(), methods=methods)
    facts = Facts.of(())
    choice = choose(facts, posterior(facts, playbook), playbook, Conditions())
    assert "alipay" not in offered_ids(choice.offers)
    assert Withheld("alipay", "not_taken") in choice.withheld


@given(LIGHTS, any_rules(), st.sampled_from([None, *METHODS]), st.integers(0, 10**7))
def test_whatever_the_rules_cash_stays_and_credit_is_not_pressed(
    lights: dict[str, str], rules: tuple[Rule, ...], failed: str | None, fen: int
) -> None:
    plain = offered(lights, failed, Money(fen), ())
    ways = offered(lights, failed, Money(fen), rules)
    assert failed == "cash" or "cash" in ways
    assert set(ways) <= set(plain)
    for way in set(ways) & CREDIT_METHODS:
        overtaken = set(plain[: plain.index(way)]) & set(ways) - CREDIT_METHODS
        assert overtaken <= set(ways[: ways.index(way)])
