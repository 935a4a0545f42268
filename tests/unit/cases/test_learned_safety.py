"""What was learned moves the order of causes, never the money, the lock or what is offered."""

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from cashier.cases.advice import Situation, advise
from cashier.core.money import Money
from cashier.diagnosis.actions import WHILE_UNKNOWN, NextKind
from cashier.diagnosis.learning import Counts
from cashier.diagnosis.order import OrderKind
from cashier.playbook.evidence import ORDER_STATES, Evidence
from tests.helpers.playbooks import shipped

CODES = [f"{row.provider}/{row.code}" for row in shipped().codes.rows if row.call == "charge"]
VALUES = {
    "register.code": CODES,
    "register.text": ["支付失败", "余额不足", "支付失败，条码无法识别", "龘靐"],
    "register.http": ["timeout", "200", "401", "500", "refused"],
    "register.outcome": ["failed", "waiting", "timeout", "nothing"],
    "order.state": list(ORDER_STATES),
    "health.gateway.wechat": ["ok", "warn", "fail"],
    "code.freshness": ["first_seen", "stale", "used"],
    "ask.phone_asks_password": ["yes", "no"],
    "ask.phone_shows_paid": ["yes", "no"],
    "ask.others_pay": ["yes", "no"],
    "tried.alipay": ["failed", "paid"],
}
situations = st.builds(
    Situation,
    evidence=st.lists(
        st.sampled_from(sorted(VALUES)).flatmap(
            lambda name: st.builds(Evidence, st.just(name), st.sampled_from(VALUES[name]))
        ),
        max_size=6,
    ).map(tuple),
    amount=st.none() | st.just(Money(1600)),
    method=st.sampled_from([None, "fenfu", "wechat", "alipay"]),
    charged_s=st.none() | st.floats(0, 300),
    order_kind=st.sampled_from(OrderKind),
    number_known=st.booleans(),
    overridden=st.booleans(),
)
any_counts = st.builds(
    lambda weights, unconfirmed: Counts(tuple(sorted(weights.items())), unconfirmed),
    st.dictionaries(
        st.sampled_from([cause.id for cause in shipped().causes]), st.floats(0.01, 1e6), max_size=8
    ),
    st.floats(0, 100),
)


PHONE_WITHOUT_NETWORK = Situation(
    evidence=(
        Evidence("ask.others_pay", "yes"),
        Evidence("ask.phone_asks_password", "no"),
        Evidence("order.state", "paying"),
        Evidence("register.text", "支付失败"),
    ),
    amount=None,
    method=None,
    charged_s=None,
    order_kind=OrderKind.payment_code,
    number_known=False,
    overridden=False,
)


@given(situations, any_counts)
@example(PHONE_WITHOUT_NETWORK, Counts())
def test_no_count_reaches_the_money_the_lock_or_the_offers(
    situation: Situation, learned: Counts
) -> None:
    plain = advise(situation, shipped())
    taught = advise(replace(situation, learned=learned), shipped())
    assert taught.known == plain.known
    assert taught.charge_lock == plain.charge_lock
    assert {one.method for one in taught.choice.offers} == {
        one.method for one in plain.choice.offers
    }
    assert taught.choice.withheld == plain.choice.withheld
    if taught.charge_lock:
        assert taught.choice.offers == ()
        assert taught.script.startswith("lock-")
        assert taught.next.kind is not NextKind.switch
        if taught.next.kind is NextKind.do:
            assert shipped().step(taught.next.id).remedy in WHILE_UNKNOWN


@given(situations)
def test_nothing_learned_changes_nothing(situation: Situation) -> None:
    nothing = replace(situation, learned=Counts(unconfirmed=30.0))
    assert advise(nothing, shipped()) == advise(situation, shipped())
