"""The six links follow from what is known, and say how it was learnt."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.health.chain import LINKS, ChainFacts, Link, broken, evidence, judge
from cashier.health.lights import Light, Snapshot, State, nothing_known
from cashier.playbook.evidence import CONTRACT, ORDER_STATES

_AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
_NOTHING = nothing_known(_AT)


def _states(facts: ChainFacts, snapshot: Snapshot = _NOTHING) -> dict[str, State]:
    return {link.name: link.state for link in judge(facts, snapshot)}


def test_nothing_known_says_nothing() -> None:
    links = judge(ChainFacts(), _NOTHING)
    assert [link.name for link in links] == list(LINKS)
    assert {(link.state, link.learnt) for link in links} == {("unknown", "nothing")}
    assert broken(links) is None
    assert evidence(links) == ()


def test_a_paid_order_went_all_the_way() -> None:
    states = _states(ChainFacts(order_state="paid"))
    assert [states[name] for name in LINKS] == ["ok"] * 5 + ["unknown"]


def test_a_paid_order_that_the_register_calls_failed_lost_its_receipt() -> None:
    links = judge(ChainFacts(order_state="paid", outcome="failed"), _NOTHING)
    assert broken(links) == Link("callback", "fail", "register")


@pytest.mark.parametrize(
    ("cause", "name"),
    [
        ("customer.fenfu_limit", "limit_check"),
        ("merchant.credit_not_enabled", "limit_check"),
        ("customer.risk_control", "risk_decision"),
    ],
)
def test_the_named_cause_breaks_its_link(cause: str, name: str) -> None:
    links = judge(ChainFacts(order_state="failed", cause=cause), _NOTHING)
    assert broken(links) == Link(name, "fail", "answer")  # type: ignore[arg-type]


def test_a_shop_that_may_not_take_fenfu_breaks_the_limit_check() -> None:
    snapshot = Snapshot({"merchant.fenfu": Light("merchant.fenfu", "fail")}, {}, _AT)
    assert _states(ChainFacts(), snapshot)["limit_check"] == "fail"


@pytest.mark.parametrize(
    ("verdict", "shown", "read"),
    [
        ("ready", "ok", "ok"),
        ("ask_again", "ok", "warn"),
        ("unclear", "ok", "fail"),
        ("expired", "fail", "unknown"),
        ("none", "fail", "unknown"),
    ],
)
def test_the_picture_tells_of_the_first_two(verdict: str, shown: State, read: State) -> None:
    states = _states(ChainFacts(verdict=verdict))
    assert (states["code_shown"], states["code_read"]) == (shown, read)


def test_an_order_that_arrived_had_its_code_read() -> None:
    states = _states(ChainFacts(verdict="unclear", order_state="paying"))
    assert (states["code_read"], states["booking"]) == ("ok", "warn")


def test_shaky_counts_when_nothing_is_broken() -> None:
    assert broken(judge(ChainFacts(order_state="paying"), _NOTHING)) == Link(
        "booking", "warn", "order"
    )


@given(
    st.sampled_from([None, "ready", "ask_again", "unclear", "none", "?"]),
    st.sampled_from([None, *ORDER_STATES]),
    st.sampled_from([None, "customer.fenfu_limit", "customer.risk_control", "unclear"]),
)
def test_what_is_said_is_evidence(
    verdict: str | None, order_state: str | None, cause: str | None
) -> None:
    for item in evidence(judge(ChainFacts(verdict, order_state, cause), _NOTHING)):
        CONTRACT.check(item.name, item.value)
