"""Which methods are offered, and in which order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.cases.fallback import (
    Choice,
    Conditions,
    Withheld,
    advised_ids,
    choose,
    offered_ids,
)
from cashier.cases.rules import NOWHERE, Context, fired
from cashier.cases.track import Degraded, Why
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


def chosen(
    lights: dict[str, str],
    failed: str | None = None,
    amount: Money | None = None,
    degraded: dict[str, Degraded] | None = None,
    *,
    rules: tuple[Rule, ...] | None = (),
    context: Context = NOWHERE,
) -> Choice:
    facts = Facts.of(Evidence(name, value) for name, value in lights.items())
    after = posterior(facts, shipped(), failed)
    found = fired(shipped().rules if rules is None else rules, context, amount, METHODS)
    return choose(facts, after, shipped(), Conditions(failed, amount, degraded or {}, fired=found))


def offered(
    lights: dict[str, str],
    failed: str | None = None,
    amount: Money | None = None,
    rules: tuple[Rule, ...] | None = None,
    context: Context = NOWHERE,
) -> list[str]:
    return list(offered_ids(chosen(lights, failed, amount, rules=rules, context=context).offers))


def why(choice: Choice) -> dict[str, str]:
    said = {one.method: one.why for one in choice.offers}
    return said | {one.method: one.why for one in choice.withheld}


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


OUT = Degraded(Why.outage, 0.0, "gateway.wechat")
FAILING = Degraded(Why.burst, 0.0, "provider.outage", 3)
SLOW = Degraded(Why.slow, 0.0, "gateway.wechat")
TRIAL = Degraded(Why.burst, 0.0, "provider.outage", 3, trial=True)
RICH = Money(100_000)


@pytest.mark.parametrize("state", [OUT, FAILING])
def test_a_degraded_method_is_not_offered_and_says_why(state: Degraded) -> None:
    choice = chosen(ALL_FINE, "alipay", degraded={"wechat": state, "fenfu": state})
    assert not {"wechat", "fenfu"} & set(offered_ids(choice.offers))
    assert why(choice)["wechat"] == "degraded"
    failing = chosen(
        {**ALL_FINE, "health.gateway.wechat": "fail"}, "alipay", degraded={"wechat": state}
    )
    assert why(failing)["wechat"] == "broken"


def test_a_slow_method_saves_a_sale_after_all_that_works_well() -> None:
    ways = chosen(ALL_FINE, "unionpay", degraded={"wechat": SLOW})
    order = offered_ids(ways.offers)
    assert order.index("cash") < order.index("wechat")
    assert why(ways)["wechat"] == "slow"


def test_a_method_on_trial_is_the_last_of_the_plain_ones_and_marked() -> None:
    lights = {**ALL_FINE, "health.gateway.alipay": "warn"}
    ways = chosen(lights, "unionpay", RICH, {"wechat": TRIAL, "alipay": SLOW})
    plain = [one for one in ways.offers if one.method not in CREDIT_METHODS | {"split"}]
    assert (plain[-1].method, plain[-1].health, plain[-1].why) == ("wechat", "warn", "trial")


def test_a_phone_without_network_ranks_low_whatever_needs_it() -> None:
    ways = chosen({**ALL_FINE, "ask.phone_notice": "network"}, "fenfu")
    order = offered_ids(ways.offers)
    assert set(order[:2]) == {"card", "cash"}
    assert why(ways)["alipay"] == "needs_phone"
    assert ways.offers[order.index("wechat")].health == "ok"


@pytest.mark.parametrize("seen", ["greyed", "missing"])
def test_what_the_phone_does_not_let_choose_is_not_offered(seen: str) -> None:
    assert why(chosen({**ALL_FINE, "ask.fenfu_choice": seen}, "wechat"))["fenfu"] == "not_on_phone"
    assert "fenfu" in offered({**ALL_FINE, "ask.fenfu_choice": "offered"}, "wechat")


def test_instalments_come_after_every_plain_way_and_only_if_asked_for() -> None:
    lights = {**ALL_FINE, "health.gateway.wechat": "warn", "ask.phone_notice": "network"}
    order = offered(lights, "unionpay", RICH)
    first_credit = min(order.index(one) for one in CREDIT_METHODS)
    plain = [one for one in METHODS if one not in CREDIT_METHODS | {"split", "unionpay"}]
    assert max(order.index(one) for one in plain) < first_credit
    assert why(chosen(ALL_FINE, "wechat", RICH))["alipay_instalment"] == "if_asked"


def test_splitting_stands_last_and_only_where_it_helps() -> None:
    trouble = {**ALL_FINE, "health.gateway.alipay": "fail"}
    assert offered(trouble, "fenfu", RICH)[-1] == "split"
    assert "split" not in offered(trouble, "fenfu", Money(1600))
    assert "split" not in offered(trouble, "fenfu")
    assert why(chosen(ALL_FINE, "fenfu", RICH))["split"] == "not_needed"
    assert offered({**ALL_FINE, "ask.phone_notice": "network"}, "fenfu", RICH)[-1] == "split"


def test_only_what_is_sure_and_no_credit_is_named_as_the_next_step() -> None:
    lights = {**ALL_FINE, "health.gateway.wechat": "warn"}
    choice = chosen(lights, "unionpay", RICH, {"alipay": TRIAL})
    assert {"alipay", "fenfu", "alipay_instalment"} <= set(offered_ids(choice.offers))
    assert advised_ids(choice.offers) == ("ecny", "card", "cash", "wechat")
    offline = chosen({**ALL_FINE, "ask.phone_notice": "network"}, "unionpay", RICH)
    assert set(advised_ids(offline.offers)) == {"card", "cash"}
    only_split = [one for one in choice.offers if one.method == "split"]
    assert advised_ids(only_split) == ("split",)


STATES = st.sampled_from(["ok", "warn", "fail", "unknown"])
LIGHTS = st.dictionaries(
    st.sampled_from(sorted({need for method in shipped().methods for need in method.needs})), STATES
)


PHONES = st.fixed_dictionaries(
    {},
    optional={
        "ask.phone_notice": st.sampled_from(["none", "network", "limit", "unknown"]),
        "ask.fenfu_choice": st.sampled_from(["offered", "greyed", "missing"]),
        "tried.alipay": st.sampled_from(["failed", "unknown"]),
    },
)
DEGRADED = st.dictionaries(
    st.sampled_from([one for one in METHODS if one not in ("cash", "split")]),
    st.sampled_from([OUT, FAILING, SLOW, TRIAL]),
)
AMOUNTS = st.sampled_from([None, Money(100), Money(5000), RICH])


@given(LIGHTS, PHONES, DEGRADED, AMOUNTS, st.sampled_from([None, *METHODS]))
def test_whatever_happens_cash_is_there_and_nothing_broken_is(
    lights: dict[str, str],
    phone: dict[str, str],
    degraded: dict[str, Degraded],
    amount: Money | None,
    failed: str | None,
) -> None:
    choice = chosen({**lights, **phone}, failed, amount, degraded)
    ways = offered_ids(choice.offers)
    assert failed == "cash" or "cash" in ways
    assert sorted(why(choice)) == sorted(METHODS)
    assert len(ways) + len(choice.withheld) == len(METHODS)
    assert failed not in ways
    for way in ways:
        assert not any(lights.get(need) == "fail" for need in shipped().method(way).needs)
        assert way not in degraded or not degraded[way].withheld
    groups = [2 if way == "split" else int(way in CREDIT_METHODS) for way in ways]
    assert groups == sorted(groups)
    assert "tried.alipay" not in phone or phone["tried.alipay"] != "failed" or "alipay" not in ways


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
