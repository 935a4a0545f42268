"""Evidence that contradicts itself, says nothing or never ends: still the safest step."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.cases.advice import Advice, Situation, advise
from cashier.diagnosis.actions import NextKind
from cashier.diagnosis.order import MoneyState, OrderKind
from cashier.playbook.evidence import OPEN_NAMES, UNKNOWN, Evidence
from cashier.playbook.texts import script_keys
from tests.helpers.playbooks import shipped

OPEN_VALUES = {
    "register.code": ("wechat/USERPAYING", "wechat/NOTENOUGH", "card/51", "alipay/NO.SUCH"),
    "register.text": ("支付失败", "余额不足", "用户支付中", "？", "x" * 5000),
    "register.http": ("200", "timeout", "refused", "401"),
}
EVERYTHING = tuple(
    Evidence(name, value)
    for name in shipped().vocabulary.names
    for value in (*OPEN_VALUES.get(name, ()), *shipped().vocabulary.values(name))
)


def hold(advice: Advice) -> None:
    """What has to be true of every advice, whatever it was made from."""
    playbook = shipped()
    shares = [one.probability for one in advice.after.ranked]
    assert math.isclose(sum(shares), 1, abs_tol=1e-6)
    assert all(0 <= share <= 1 for share in shares)
    assert advice.script in script_keys(playbook)
    if advice.charge_lock:
        assert advice.choice.offers == ()
        assert advice.next.kind is not NextKind.switch
        if advice.next.kind is NextKind.do:
            assert not playbook.step(advice.next.id).charges


@pytest.mark.parametrize("kind", OrderKind)
def test_when_nobody_knows_anything_the_order_stays_locked(kind: OrderKind) -> None:
    nothing = tuple(Evidence(name, UNKNOWN) for name in shipped().vocabulary.names)
    advice = advise(Situation(nothing, order_kind=kind), shipped())
    hold(advice)
    assert advice.known.state is MoneyState.unknown
    assert advice.charge_lock
    assert advice.ask == ()
    assert {one.cause: one.probability for one in advice.after.ranked} == pytest.approx(
        advice.after.prior
    )


@pytest.mark.parametrize("order", [1, -1])
def test_everything_at_once_is_judged_by_what_is_most_cautious(order: int) -> None:
    advice = advise(Situation(EVERYTHING[::order]), shipped())
    hold(advice)
    assert advice.known.state is MoneyState.paid


@given(
    st.lists(st.sampled_from(EVERYTHING), max_size=40),
    st.sampled_from(OrderKind),
    st.sampled_from([None, *(method.id for method in shipped().methods)]),
    st.sampled_from([None, 0.0, 20.0, 1e8]),
)
def test_evidence_that_contradicts_itself_never_stumbles(
    evidence: list[Evidence], kind: OrderKind, method: str | None, charged_s: float | None
) -> None:
    situation = Situation(tuple(evidence), method=method, charged_s=charged_s, order_kind=kind)
    hold(advise(situation, shipped()))


@pytest.mark.parametrize("name", OPEN_NAMES)
def test_a_text_without_end_is_a_strangers(name: str) -> None:
    advice = advise(Situation((Evidence(name, "支付失败" * 2_500_000),)), shipped())
    hold(advice)
    assert advice.known.state is MoneyState.unknown
