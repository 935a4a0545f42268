from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.cases.advice import Situation, advise
from cashier.cases.rules import Condition, Context, Fired, fired, kept_back, recommended
from cashier.core.money import Money
from cashier.core.trade import CUSTOMER_GROUPS, INDUSTRIES
from cashier.diagnosis.actions import NextKind
from cashier.diagnosis.order import OrderKind
from cashier.playbook.evidence import CONTRACT, METHODS, Evidence
from cashier.playbook.rules import CASH, CREDIT_METHODS, Hours, Rule
from tests.helpers.playbooks import shipped
from tests.helpers.rules import any_rules

SHOP = timezone(timedelta(hours=8))
EVENING = datetime(2026, 11, 22, 23, 10, tzinfo=SHOP)
NOON = EVENING.replace(hour=12)
BAR = Context(EVENING, "entertainment")

CONTEXTS = st.builds(
    Context,
    at=st.none() | st.datetimes(timezones=st.just(SHOP)),
    industry=st.sampled_from(INDUSTRIES),
    customer_group=st.sampled_from(CUSTOMER_GROUPS),
    order_kind=st.sampled_from(["", *OrderKind]),
)
AMOUNTS = st.none() | st.builds(Money, st.integers(0, 10**7))


def ids(context: Context, fen: int | None, methods: tuple[str, ...] = METHODS) -> list[str]:
    amount = None if fen is None else Money(fen)
    return [one.rule.id for one in fired(shipped().rules, context, amount, methods)]


def test_a_late_large_amount_in_a_bar_warns_and_says_why() -> None:
    found = fired(shipped().rules, BAR, Money(120_000), ["wechat"])
    late = next(one for one in found if one.rule.id == "late_evening")
    assert late.is_line
    assert late.methods == ("wechat",)
    assert late.why == (
        Condition("min_fen", "100000", "120000"),
        Condition("hours", "22:00-06:00", "23:10"),
        Condition("industry", ", ".join(late.rule.industries), "entertainment"),
    )


@pytest.mark.parametrize(
    ("context", "fen"),
    [
        (BAR, 99_999),
        (BAR, None),
        (replace(BAR, at=NOON), 120_000),
        (replace(BAR, at=None), 120_000),
        (replace(BAR, industry="any"), 120_000),
        (replace(BAR, industry="a shop no rule knows"), 120_000),
    ],
)
def test_one_condition_missing_and_it_is_silent(context: Context, fen: int | None) -> None:
    assert "late_evening" not in ids(context, fen)


def test_a_password_is_expected_just_above_the_limit() -> None:
    assert "password_wechat" not in ids(Context(), 100_000)
    assert "password_wechat" in ids(Context(), 100_001)
    assert "password_wechat" not in ids(Context(), 100_001, ("alipay", "cash"))


def test_the_static_codes_limit_holds_for_static_codes_only() -> None:
    assert "static_code_day" in ids(Context(order_kind="static"), 50_001)
    assert "static_code_day" not in ids(Context(order_kind="payment_code"), 50_001)


def test_the_young_are_offered_nothing_to_pay_later() -> None:
    young = Situation(
        evidence=(Evidence("register.code", "wechat/NOTENOUGH"),),
        amount=Money(80_000),
        method="wechat",
        context=Context(customer_group="student"),
    )
    offered = {one.method for one in advise(young, shipped()).choice.offers}
    assert not offered & CREDIT_METHODS
    grown_up = replace(young, context=Context())
    assert {one.method for one in advise(grown_up, shipped()).choice.offers} & CREDIT_METHODS


@given(any_rules(), CONTEXTS, AMOUNTS, st.lists(st.sampled_from(METHODS), unique=True))
def test_what_holds_meets_every_condition_and_touches_only_what_is_at_hand(
    rules: tuple[Rule, ...], context: Context, amount: Money | None, methods: list[str]
) -> None:
    found = fired(rules, context, amount, methods)
    assert [one.rule for one in found] == [
        rule for rule in rules if _holds(rule, context, amount) and _touches(rule, methods)
    ]
    for one in found:
        assert set(one.methods) <= set(methods)
        assert one.why or one.rule.always
    assert CASH not in kept_back(found)
    assert not recommended(found) & CREDIT_METHODS


def _touches(rule: Rule, methods: list[str]) -> bool:
    return bool(set(rule.methods or METHODS) & set(methods))


def _holds(rule: Rule, context: Context, amount: Money | None) -> bool:
    """The same judgement, written down once more and differently."""
    at = context.at
    tests = [
        (rule.min_fen, amount is not None and amount.fen >= (rule.min_fen or 0)),
        (rule.max_fen, amount is not None and amount.fen <= (rule.max_fen or 0)),
        (rule.hours, at is not None and any(_inside(h, at) for h in rule.hours)),
        (rule.industries, context.industry in rule.industries),
        (rule.customer_groups, context.customer_group in rule.customer_groups),
        (rule.order_kinds, context.order_kind in rule.order_kinds),
    ]
    return all(met for wanted, met in tests if wanted)


def _inside(hours: Hours, at: datetime) -> bool:
    since = (at.hour * 60 + at.minute - hours.begin) % 1440
    return since < (hours.end - hours.begin) % 1440


EVIDENCE = st.lists(
    st.sampled_from(
        [n for n in CONTRACT.names if n not in ("register.code", "register.text", "register.http")]
    ).flatmap(lambda n: st.builds(Evidence, st.just(n), st.sampled_from(CONTRACT.values(n)))),
    max_size=5,
)


@given(
    EVIDENCE,
    any_rules(),
    CONTEXTS,
    AMOUNTS,
    st.tuples(st.sampled_from(OrderKind), st.sampled_from([None, *METHODS])),
)
def test_no_rule_ever_changes_the_lock_or_the_money(
    evidence: list[Evidence],
    rules: tuple[Rule, ...],
    context: Context,
    amount: Money | None,
    payment: tuple[OrderKind, str | None],
) -> None:
    situation = Situation(
        tuple(evidence), amount, payment[1], order_kind=payment[0], context=context
    )
    without = advise(situation, replace(shipped(), rules=()))
    ruled = advise(situation, replace(shipped(), rules=rules))
    assert (ruled.known, ruled.charge_lock) == (without.known, without.charge_lock)
    assert ruled.after.ranked == without.after.ranked
    assert ruled.script == without.script
    if ruled.charge_lock:
        assert ruled.choice.offers == ()
        assert ruled.next == without.next
        assert ruled.next.kind is not NextKind.switch


def test_a_rule_that_names_no_method_is_about_them_all() -> None:
    rule = Rule(id="all", effect="warn")
    assert fired([rule], Context(), None, METHODS) == (Fired(rule, METHODS, ()),)
    assert fired([rule], Context(), None, ()) == ()
