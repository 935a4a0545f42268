"""Evidence reduced to what it says now."""

from cashier.diagnosis.facts import Facts
from cashier.playbook.evidence import Evidence


def facts(*said: tuple[str, str]) -> Facts:
    return Facts.of(Evidence(name, value) for name, value in said)


def test_the_last_word_counts() -> None:
    found = facts(("code.clarity", "F"), ("ask.others_pay", "no"), ("code.clarity", "A"))
    assert found.get("code.clarity") == "A"
    assert list(found.values) == ["ask.others_pay", "code.clarity"]


def test_not_to_know_is_the_same_as_not_to_have_been_told_but_it_was_asked() -> None:
    found = facts(("register.code", "wechat/USERPAYING"), ("register.code", "unknown"))
    assert found.get("register.code") == "wechat/USERPAYING"
    nothing = facts(("ask.others_pay", "unknown"))
    assert nothing.get("ask.others_pay") is None
    assert nothing.asked == {"ask.others_pay"}


def test_every_state_of_the_order_is_kept() -> None:
    found = facts(("order.state", "paying"), ("order.state", "unknown"))
    assert found.order_states == ("paying", "unknown")


def test_another_method_that_was_paid() -> None:
    assert facts(("tried.alipay", "paid")).paid_otherwise
    assert not facts(("tried.alipay", "failed")).paid_otherwise


def test_what_the_order_was_tells_the_cause_and_its_end_does_not() -> None:
    for end in ("reversed", "closed", "refunded"):
        found = facts(("order.state", "paying"), ("order.state", "unknown"), ("order.state", end))
        assert found.order_found == "paying"
        assert facts(("order.state", end)).order_found == end
    assert facts(("order.state", "paying"), ("order.state", "paid")).order_found == "paid"
    assert facts().order_found is None


def test_an_answer_may_be_older_than_what_it_rests_on() -> None:
    no, ground = ("ask.phone_shows_paid", "no"), ("code.kind", "wechat_receive")
    name, kind = no[0], ground[0]
    assert not facts(ground).told_since(name, kind)
    assert not facts(no, ground).told_since(name, kind)
    assert facts(no).told_since(name, kind)
    assert facts(ground, no, ground).told_since(name, kind)
    assert not facts(ground, no, (kind, "other"), ground).told_since(name, kind)
    not_known = facts(no, ground, (name, "unknown"))
    assert not_known.asked_since(name, kind)
    assert not not_known.told_since(name, kind)
