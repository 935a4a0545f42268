"""The judgement of the causes: what moves it, what says nothing, and why."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.diagnosis.facts import Facts
from cashier.diagnosis.posterior import Posterior, posterior, priors, updated
from cashier.diagnosis.weigh import weigh, weigh_one
from cashier.playbook.evidence import CONTRACT, Evidence
from cashier.playbook.model import UNCLEAR
from tests.helpers.playbooks import shipped


def facts(*said: tuple[str, str]) -> Facts:
    return Facts.of(Evidence(name, value) for name, value in said)


def judge(*said: tuple[str, str], method: str | None = None) -> Posterior:
    return posterior(facts(*said), shipped(), method)


def test_before_anything_is_seen_the_priors_add_up_and_foreign_causes_are_rare() -> None:
    for method in (None, "fenfu", "alipay"):
        assert sum(priors(shipped(), method).values()) == pytest.approx(1.0)
    limit = "customer.fenfu_limit"
    assert priors(shipped(), "alipay")[limit] < priors(shipped(), "fenfu")[limit] / 10


def test_a_text_that_is_near_a_known_one_points_to_its_cause_but_less_surely() -> None:
    exact = judge(("register.text", "余额不足"))
    near = judge(("register.text", "您的账户余额不足，请更换付款方式或充值"))
    cause = exact.top.cause
    assert exact.probability(cause) >= near.probability(cause)


def test_taking_an_order_back_does_not_take_back_what_it_told() -> None:
    said = (("register.text", "支付失败"), ("order.state", "paying"))
    before, after = judge(*said), judge(*said, ("order.state", "reversed"))
    assert before.top.cause == "customer.password_pending"
    assert dict(after.shares) == pytest.approx(dict(before.shares))


def test_an_order_that_came_to_nothing_is_hardly_one_that_is_paid() -> None:
    for end in ("failed", "reversed", "closed"):
        said = [("tried.alipay", "failed"), ("tried.cash", "failed"), ("order.state", end)]
        assert judge(*said).probability("merchant.order_already_paid") < 0.05


def test_a_code_of_another_call_does_not_hide_a_text_known_word_for_word() -> None:
    said = (("register.code", "wechat/PAYERROR"), ("register.text", "用户没有输入支付密码"))
    assert judge(*said).top.cause == "customer.cancelled"


LOOKS = (("code.clarity", "A"), ("code.fault", "none"), ("code.freshness", "first_seen"))


@pytest.mark.parametrize("looks", [LOOKS[:1], LOOKS[:2], LOOKS])
def test_one_good_look_at_a_code_leaves_a_fault_that_it_did_not_see(
    looks: tuple[tuple[str, str], ...],
) -> None:
    before, after = judge(), judge(*looks)
    least = shipped().leaks.unseen
    for cause in ("code.blurred", "code.glare", "code.expired"):
        rarer = after.probability(cause) / before.probability(cause)
        assert rarer >= least * 0.9


def test_a_look_that_sees_the_fault_names_it() -> None:
    seen = judge(("code.clarity", "F"), ("code.fault", "glare"))
    assert seen.top.cause == "code.glare"


def test_a_text_like_nothing_known_says_nothing() -> None:
    assert list(weigh(facts(("register.text", "龘靐齉爩")), shipped())) == []


def test_a_phrase_of_the_registers_own_is_weighed() -> None:
    items = list(weigh(facts(("register.text", "支付失败")), shipped()))
    assert [item.evidence for item in items] == ["register.text=支付失败"]


def test_a_step_says_how_far_its_causes_are_to_be_believed() -> None:
    before = judge()
    mended = [
        cause.id for cause in shipped().causes if "refresh_code" in [m.step for m in cause.mends]
    ]
    helped = judge(("step.refresh_code", "helped"))
    for share in ("helped", "no_help"):
        assert weigh_one("step.refresh_code", share, shipped()) is not None
    assert sum(map(helped.probability, mended)) > sum(map(before.probability, mended))
    assert weigh_one("step.refresh_code", "skipped", shipped()) is None
    assert weigh_one("step.nothing_like_it", "helped", shipped()) is None


def test_what_every_cause_shows_alike_says_nothing() -> None:
    assert weigh_one("health.internet", "unknown", shipped()) is None


def test_looking_ahead_agrees_with_looking_back() -> None:
    item = weigh_one("ask.others_pay", "no", shipped())
    assert item is not None
    before = judge()
    chance, after = updated(before.shares, item)
    assert 0 < chance < 1
    seen = judge(("ask.others_pay", "no")).shares
    assert after == pytest.approx(dict(seen))


ITEMS = st.sampled_from(CONTRACT.names).flatmap(
    lambda name: st.builds(
        Evidence,
        st.just(name),
        st.sampled_from(CONTRACT.values(name)) if CONTRACT.values(name)[1:] else st.just("unknown"),
    )
)


@given(st.lists(ITEMS, max_size=12), st.sampled_from([None, "fenfu", "alipay", "cash"]))
def test_whatever_is_seen_all_causes_keep_a_share(
    items: list[Evidence], method: str | None
) -> None:
    found = posterior(Facts.of(items), shipped(), method)
    assert math.isclose(sum(one.probability for one in found.ranked), 1.0, rel_tol=1e-9)
    assert all(one.probability > 0 for one in found.ranked)
    assert {one.cause for one in found.ranked} == {*(c.id for c in shipped().causes), UNCLEAR}
