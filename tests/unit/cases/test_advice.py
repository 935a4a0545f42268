"""The whole judgement: what is said, offered and done next, also where evidence contradicts."""

from dataclasses import replace

import pytest

from cashier.cases.advice import GUESSED, Advice, Situation, advise, certainty, likely_side
from cashier.cases.track import Degraded, Why
from cashier.diagnosis.actions import NextKind
from cashier.diagnosis.order import MoneyState, OrderKind
from cashier.playbook.evidence import Evidence
from cashier.playbook.model import UNCLEAR
from tests.helpers.playbooks import shipped


def judge(
    *said: tuple[str, str],
    kind: OrderKind = OrderKind.payment_code,
    charged_s: float | None = None,
    number_known: bool = False,
) -> Advice:
    situation = Situation(
        evidence=tuple(Evidence(name, value) for name, value in said),
        method="fenfu",
        charged_s=charged_s,
        order_kind=kind,
        number_known=number_known,
    )
    return advise(situation, shipped())


FINAL = ("register.code", "wechat/NOTENOUGH")
TEXT = ("register.text", "支付失败")


def test_all_causes_are_ranked_and_add_up() -> None:
    ranked = judge(FINAL).after.ranked
    assert {one.cause for one in ranked} == {*(c.id for c in shipped().causes), "unclear"}
    assert sum(one.probability for one in ranked) == pytest.approx(1.0)
    assert [one.probability for one in ranked] == sorted(
        (one.probability for one in ranked), reverse=True
    )


@pytest.mark.parametrize(
    ("said", "side"),
    [
        # A code that was held up, fresh and clear: no single cause, but hardly anything else.
        ((("order.state", "failed"), ("code.kind", "wechat_payment"), ("code.clarity", "A"),
          ("code.fault", "none"), ("code.freshness", "first_seen"), TEXT), "customer"),
        ((("health.internet", "fail"), ("health.dns", "fail")), "network"),
        ((("register.text", "系统繁忙"), ("order.state", "failed")), "none"),
    ],
)  # fmt: skip
def test_most_of_the_belief_may_lie_on_one_side(
    said: tuple[tuple[str, str], ...], side: str
) -> None:
    assert likely_side(judge(*said).after, shipped()) == side


def test_where_nothing_stands_out_unclear_is_the_first_answer() -> None:
    vague = judge(("register.outcome", "failed"))
    assert vague.after.top.probability < GUESSED
    assert vague.causes[0].cause == UNCLEAR
    assert vague.causes[1:4] == vague.after.ranked[:3]
    plain = judge(FINAL)
    assert plain.causes == plain.after.ranked


def test_what_happens_only_after_a_charge_explains_nothing_before_one() -> None:
    before, sent = judge(), judge(charged_s=3.0)
    for cause in ("customer.password_pending", "customer.cancelled"):
        assert before.after.probability(cause) < sent.after.probability(cause) / 10
    missing = judge(("ask.fenfu_choice", "missing"), ("ask.phone_notice", "update"))
    assert missing.causes[0].cause == "customer.app_outdated"


def test_a_reason_is_asked_for_where_an_answer_tells_it_and_once_only() -> None:
    failed = (("register.text", "支付失败，条码无法识别"), ("order.state", "failed"))
    asked = judge(*failed, number_known=True)
    assert (asked.next.kind, asked.next.id) == (NextKind.ask, "ask.fenfu_choice")
    told = judge(*failed, ("ask.fenfu_choice", "greyed"), number_known=True)
    assert told.cause == "customer.fenfu_limit"
    assert told.next.kind is not NextKind.ask
    tried = judge(*failed, ("tried.alipay", "failed"), number_known=True)
    assert tried.next.kind is not NextKind.ask


def test_a_customer_who_has_paid_another_way_is_asked_for_nothing_more() -> None:
    advice = judge(FINAL, ("tried.alipay", "paid"))
    assert advice.choice.offers == ()
    assert (advice.next.kind, advice.next.id) == (NextKind.close, "paid")
    assert advice.script == "lock-paid"


def test_another_way_paid_does_not_end_the_search_for_an_order_in_doubt() -> None:
    advice = judge(TEXT, ("tried.alipay", "paid"))
    assert advice.charge_lock
    assert advice.next.kind is not NextKind.close
    assert advice.script.startswith("lock-")


def test_a_customer_who_scanned_is_guided_as_one() -> None:
    scanned = ("ask.who_scanned", "customer")
    advice = judge(FINAL, scanned, ("order.state", "not_paid"), charged_s=60.0, number_known=True)
    assert advice.script == "lock-dynamic"
    assert advice.next.kind in (NextKind.query, NextKind.ask)
    static = judge(TEXT, scanned, ("code.kind", "wechat_receive"))
    assert static.script == "lock-static"
    assert (static.next.kind, static.next.id) == (NextKind.ask, "ask.phone_shows_paid")


def test_the_phone_is_looked_at_again_once_the_customer_is_known_to_have_scanned() -> None:
    showed_nothing = ("ask.phone_shows_paid", "no")
    found = (TEXT, showed_nothing, ("ask.who_scanned", "customer"), ("code.kind", "wechat_receive"))
    again = judge(*found, charged_s=60.0)
    assert (again.charge_lock, again.choice.offers) == (True, ())
    assert (again.next.kind, again.next.id) == (NextKind.ask, "ask.phone_shows_paid")
    assert not judge(*found, showed_nothing, charged_s=60.0).charge_lock


def test_an_unpaid_order_that_the_customer_scanned_is_cancelled_in_its_time() -> None:
    said = [TEXT, ("ask.who_scanned", "customer"), ("order.state", "not_paid")]
    early = judge(*said, charged_s=10.0, number_known=True).next
    assert early.kind is not NextKind.cancel_order
    late = judge(*said, charged_s=60.0, number_known=True).next
    assert (late.kind, late.id) == (NextKind.cancel_order, "order")


def test_a_payment_into_a_changed_code_is_asked_whose_name_is_on_the_phone() -> None:
    said = [
        ("ask.who_scanned", "customer"),
        ("code.kind", "wechat_receive"),
        ("code.registered", "changed"),
        ("ask.phone_shows_paid", "yes"),
    ]
    asked = judge(*said)
    assert (asked.next.kind, asked.next.id) == (NextKind.ask, "ask.payee_ours")
    strangers = judge(*said, ("ask.payee_ours", "no"))
    assert (strangers.charge_lock, strangers.script) == (True, "lock-swapped")
    assert strangers.choice.offers == ()
    evidence = tuple(Evidence(name, value) for name, value in [*said, ("ask.payee_ours", "no")])
    claimed = advise(Situation(evidence=evidence, method="fenfu", claimed=True), shipped())
    assert claimed.script == "lock-swapped"
    ours = judge(*said, ("ask.payee_ours", "yes"))
    assert (ours.next.kind, ours.script) == (NextKind.close, "lock-paid")


def test_while_the_customer_confirms_only_what_the_clerk_knows_is_asked() -> None:
    said = [("register.text", "等待用户支付"), ("register.outcome", "waiting")]
    waits = Situation(evidence=tuple(Evidence(name, value) for name, value in said), charged_s=3.0)
    asked = advise(waits, shipped())
    assert (asked.next.kind, asked.next.id) == (NextKind.ask, "ask.who_scanned")
    answered = (*waits.evidence, Evidence("ask.who_scanned", "clerk"))
    for can_query in (False, True):
        told = replace(waits, evidence=answered, number_known=can_query, can_query=can_query)
        assert advise(told, shipped()).next.kind is not NextKind.ask


def test_whoever_confirms_on_the_phone_has_the_whole_window() -> None:
    step = judge(("register.code", "wechat/USERPAYING"), charged_s=3.0).next
    assert (step.kind, step.id) == (NextKind.wait, "customer_confirms_on_phone")
    assert step.seconds == shipped().timings.query_window_s


def test_a_reverse_follows_a_query_that_brought_an_answer() -> None:
    asked = [TEXT, ("order.state", "not_paid")]
    assert judge(*asked, charged_s=60.0, number_known=True).next.kind is NextKind.reverse
    asked.append(("order.state", "unknown"))
    late = judge(*asked, charged_s=60.0, number_known=True)
    assert late.known.state is MoneyState.unknown
    assert late.next.kind is not NextKind.reverse


def test_a_method_on_trial_or_down_across_the_till_is_never_the_next_step() -> None:
    told = tuple(Evidence(name, "ok") for name in ("health.gateway.wechat", "health.internet"))
    down = Degraded(Why.burst, 0.0, "provider.outage", 3)
    for state in (down, replace(down, trial=True)):
        situation = Situation(
            evidence=(*told, Evidence("register.code", "alipay/ACQ.PULL_MOBILE_CASHIER_FAIL")),
            method="alipay",
            degraded={"wechat": state, "unionpay": state, "ecny": state},
        )
        advice = advise(situation, shipped())
        assert not advice.charge_lock
        assert advice.next.id not in situation.degraded


@pytest.mark.parametrize(
    ("share", "word"), [(0.9, "likely"), (0.7, "likely"), (0.5, "possible"), (0.1, "unsure")]
)
def test_how_sure_is_a_word(share: float, word: str) -> None:
    assert certainty(share) == word


@pytest.mark.parametrize(
    ("charged_s", "said", "script"),
    [
        (14.0, "not_paid", "lock-password"),
        (15.0, "not_paid", "lock-over"),
        (44.0, "paying", "lock-password"),
        (90.0, "paying", "lock-password"),
        (44.0, "", "lock-password"),
        (45.0, "", "lock-over"),
    ],
)
def test_a_password_is_asked_for_while_one_can_be_typed(
    charged_s: float, said: str, script: str
) -> None:
    state = (("order.state", said),) if said else ()
    typing = ("register.text", "用户支付中，需要输入密码")
    advice = judge(typing, ("ask.phone_asks_password", "yes"), *state, charged_s=charged_s)
    assert advice.charge_lock
    assert advice.script == script


PASSWORD = (("register.text", "用户支付中，需要输入密码"), ("ask.phone_asks_password", "yes"))


@pytest.mark.parametrize("shown", ["yes", "no", "unknown"])
def test_what_the_phone_shows_is_asked_once_and_takes_no_lock_off(shown: str) -> None:
    advice = judge(*PASSWORD, ("ask.phone_shows_paid", shown), charged_s=50.0)
    assert advice.charge_lock
    assert advice.script == "lock-over_asked"


def test_nobody_is_asked_to_confirm_what_was_given_up() -> None:
    situation = Situation(
        tuple(Evidence(name, value) for name, value in PASSWORD), method="wechat", charged_s=60.0
    )
    opened = advise(replace(situation, overridden=True), shipped())
    assert not opened.charge_lock
    assert opened.cause == "customer.password_pending"
    assert opened.script == "unlocked-by_hand"


@pytest.mark.parametrize(
    ("state", "script"), [("failed", "settled-not_charged"), ("reversed", "settled-reversed")]
)
def test_an_order_that_is_over_is_not_confirmed_either(state: str, script: str) -> None:
    advice = judge(*PASSWORD, ("order.state", state), charged_s=60.0)
    assert (advice.charge_lock, advice.cause) == (False, "customer.password_pending")
    assert advice.script == script
