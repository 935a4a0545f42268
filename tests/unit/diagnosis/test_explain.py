"""Why a cause is believed, and which answers would change that."""

from cashier.diagnosis.explain import most_telling, reasons, turns
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.posterior import Posterior, posterior
from cashier.playbook.evidence import Evidence
from tests.helpers.playbooks import shipped


def judge(*said: tuple[str, str]) -> Posterior:
    facts = Facts.of(Evidence(name, value) for name, value in said)
    return posterior(facts, shipped(), "fenfu")


def test_reasons_are_heaviest_first_and_of_the_cause_that_was_asked_for() -> None:
    found = judge(("register.code", "wechat/USERPAYING"), ("ask.others_pay", "yes"))
    why = reasons(found, "customer.password_pending")
    assert why[0].evidence == "register.code=wechat/USERPAYING"
    assert {reason.cause for reason in why} == {"customer.password_pending"}
    assert [abs(r.weight) for r in why] == sorted((abs(r.weight) for r in why), reverse=True)
    assert found.probability("no.such_cause") == 0.0


def test_what_would_change_the_judgement_does_when_it_is_answered() -> None:
    said = [("register.code", "wechat/NOTENOUGH")]
    before = judge(*said)
    found = turns(before, shipped().questions, shipped())
    assert found
    for turn in found:
        name, _, value = turn.evidence.partition("=")
        assert judge(*said, (name, value)).top.cause == turn.cause != before.top.cause
    assert [turn.chance for turn in found] == sorted((t.chance for t in found), reverse=True)


def test_where_nothing_may_be_asked_nothing_would_change() -> None:
    assert turns(judge(("register.code", "wechat/USERPAYING")), (), shipped()) == ()


def test_the_question_that_names_most_causes_comes_first_and_the_till_before_it() -> None:
    found = judge(("register.text", "支付失败"), ("order.state", "failed"))
    asked = [one.name for one in most_telling(found, shipped().questions, shipped())]
    assert sorted(asked) == sorted(one.name for one in shipped().questions)
    assert asked[:3] == ["register.text", "register.outcome", "order.state"]
    assert set(asked[3:5]) == {"ask.phone_notice", "ask.fenfu_choice"}
    assert asked[-1] == "ask.payee_ours"
