"""What payments prove of the merchant account, and what they do not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.playbook.evidence import CONTRACT, METHODS
from cashier.providers.learnt import FRESH, Experience, evidence_of, learnt
from cashier.providers.merchant import Readiness, age_of, rows_of

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
NO_CREDIT = "merchant.credit_not_enabled"
RESTRICTED = "merchant.account_restricted"


def paid(method: str, hours_ago: float) -> Experience:
    return Experience(method, NOW - timedelta(hours=hours_ago), paid=True)


def refused(method: str, hours_ago: float, cause: str = NO_CREDIT) -> Experience:
    return Experience(method, NOW - timedelta(hours=hours_ago), paid=False, cause=cause)


def rows(*seen: Experience) -> dict[str, Readiness]:
    return {one.name: one for one in learnt(seen, NOW)}


def state(name: str, *seen: Experience) -> str:
    return rows(*seen)[name].state


def test_nothing_seen_is_nothing_known() -> None:
    assert {one.state for one in learnt((), NOW)} == {"unknown"}
    assert evidence_of(learnt((), NOW)) == ()


def test_a_success_of_the_last_days_proves_that_fenfu_works() -> None:
    assert state("credit.fenfu", paid("fenfu", 30)) == "ok"
    assert state("credit.fenfu", paid("fenfu", 24 * 8)) == "unknown"
    assert state("credit.fenfu", paid("wechat", 1)) == "unknown"


@pytest.mark.parametrize(
    ("times", "wanted"), [(1, "unknown"), (2, "warn"), (3, "fail"), (9, "fail")]
)
def test_several_refusals_prove_that_it_does_not(times: int, wanted: str) -> None:
    seen = [refused("fenfu", hours) for hours in range(1, times + 1)]
    assert state("credit.fenfu", *seen) == wanted


def test_only_what_came_after_the_last_success_counts() -> None:
    seen = [refused("fenfu", hours) for hours in (1, 2, 4, 5)]
    assert state("credit.fenfu", *seen, paid("fenfu", 3)) == "warn"
    assert state("credit.fenfu", *seen, paid("fenfu", 0.5)) == "ok"


def test_old_refusals_and_other_causes_prove_nothing() -> None:
    assert state("credit.fenfu", *[refused("fenfu", 50 + hours) for hours in range(5)]) == "unknown"
    others = [refused("fenfu", hours, "customer.fenfu_limit") for hours in range(1, 6)]
    assert state("credit.fenfu", *others) == "unknown"


def test_a_restriction_is_the_providers_whole_account() -> None:
    seen = [refused(method, 1, RESTRICTED) for method in ("fenfu", "wechat", "wechat")]
    assert state("restriction.wechat", *seen) == "fail"
    assert state("restriction.alipay", *seen) == "unknown"
    assert state("restriction.wechat", *seen, paid("wechat", 0.1)) == "ok"


def test_a_code_that_fenfu_cannot_use_is_a_warning_at_once() -> None:
    seen = refused("fenfu", 1, "merchant.wrong_code_product")
    assert state("code_product", seen) == "warn"
    assert state("code_product", paid("fenfu", 1)) == "unknown"


def test_the_last_success_is_told_with_its_age() -> None:
    found = rows(paid("alipay", 60), paid("alipay", 30))["last_success.alipay"]
    assert (found.state, found.fields) == ("ok", (("days", 1),))


EXPERIENCES = st.lists(
    st.builds(
        Experience,
        st.sampled_from(METHODS),
        st.integers(-48, 400).map(lambda hours: NOW - timedelta(hours=hours)),
        st.booleans(),
        st.sampled_from(["", NO_CREDIT, RESTRICTED, "merchant.wrong_code_product"]),
    ),
    max_size=12,
)


@given(EXPERIENCES)
def test_nothing_is_ok_without_a_fresh_success(seen: list[Experience]) -> None:
    fresh = any(one.paid and NOW - FRESH <= one.at <= NOW for one in seen)
    found = learnt(seen, NOW)
    assert fresh or all(one.state != "ok" for one in found)
    assert all(one.do for one in found if one.state != "ok")


@given(EXPERIENCES)
def test_the_order_of_cases_does_not_matter(seen: list[Experience]) -> None:
    assert [one.state for one in learnt(seen, NOW)] == [
        one.state for one in learnt(reversed(seen), NOW)
    ]


@given(EXPERIENCES)
def test_what_the_lights_hear_is_of_the_vocabulary(seen: list[Experience]) -> None:
    for evidence in evidence_of(learnt(seen, NOW)):
        CONTRACT.check(evidence.name, evidence.value)
        assert evidence.name.startswith("health.merchant.")
        assert evidence.value != "ok" or evidence.name == "health.merchant.fenfu"


def test_a_providers_silence_is_unknown() -> None:
    found = rows_of("alipay", (), NOW)
    assert [(one.name, one.state, one.at) for one in found] == [
        ("credentials.alipay", "unknown", None),
        ("product.alipay", "unknown", None),
    ]


@pytest.mark.parametrize(
    ("days", "state", "ending"),
    [
        (31, "ok", "ok"),
        (30, "ok", "ok"),
        (29, "warn", "month"),
        (13, "warn", "fortnight"),
        (6, "warn", "week"),
        (0, "warn", "week"),
        (-1, "fail", "expired"),
    ],
)
def test_a_certificate_is_spoken_of_in_time(days: int, state: str, ending: str) -> None:
    found = age_of("alipay", NOW + timedelta(days=days, hours=1), NOW)
    assert (found.state, found.detail) == (state, f"readiness-certificate-{ending}")
    assert age_of("alipay", None, NOW).state == "unknown"
