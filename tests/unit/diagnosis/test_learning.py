"""What was confirmed moves the priors: fairly, and within bounds."""

from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cashier.diagnosis.facts import Facts
from cashier.diagnosis.learning import MOST_CHANGE, STRENGTH, Counts, bounded, learned_priors
from cashier.diagnosis.posterior import posterior, priors
from cashier.playbook.evidence import Evidence
from cashier.playbook.model import UNCLEAR
from tests.helpers.playbooks import shipped

CAUSES = tuple(priors(shipped()))
OTHERS = tuple(cause for cause in CAUSES if cause != UNCLEAR)
METHODS = (None, *(method.id for method in shipped().methods))


def counts(**weights: float) -> Counts:
    return Counts(tuple(sorted((name.replace("__", "."), w) for name, w in weights.items())))


any_counts = st.builds(
    lambda weights, unconfirmed: Counts(tuple(sorted(weights.items())), unconfirmed),
    st.dictionaries(st.sampled_from(CAUSES), st.floats(1e-6, 1e6), max_size=10),
    st.floats(0, 1e6),
)


@st.composite
def any_priors(draw: st.DrawFn) -> dict[str, float]:
    """Priors of a playbook with few causes; the commonest may be all but certain."""
    names = ["unclear", "a.one", "a.two", "b.one", "b.two"][: draw(st.integers(1, 5))]
    raw = [draw(st.floats(1e-4, 1.0)) for _ in names]
    return {name: share / sum(raw) for name, share in zip(names, raw, strict=True)}


def keeps_bounds(moved: Mapping[str, float], base: Mapping[str, float]) -> None:
    assert moved.keys() == base.keys()
    assert sum(moved.values()) == pytest.approx(1.0, abs=1e-9)
    for cause, prior in base.items():
        lowest = prior if cause == UNCLEAR else prior / MOST_CHANGE
        assert lowest * (1 - 1e-12) <= moved[cause] <= prior * MOST_CHANGE * (1 + 1e-12)


# --------------------------------------------------------------------- priors


@given(any_counts, st.sampled_from(METHODS))
def test_priors_stay_within_bounds_for_every_method(seen: Counts, method: str | None) -> None:
    keeps_bounds(priors(shipped(), method, seen), priors(shipped(), method))


@given(any_priors(), st.lists(st.floats(0, 1e6), min_size=5, max_size=5))
def test_whatever_is_wanted_is_brought_within_bounds(
    base: dict[str, float], wanted: list[float]
) -> None:
    asked = dict(zip(base, wanted, strict=False))
    assume(any(asked.values()))
    moved = bounded({cause: share + 1e-9 for cause, share in asked.items()}, base)
    keeps_bounds(moved, base)


def test_without_counts_the_playbooks_priors_hold_exactly() -> None:
    for method in METHODS:
        base = priors(shipped(), method)
        assert priors(shipped(), method, None) == base
        assert priors(shipped(), method, Counts()) == base
        assert priors(shipped(), method, Counts(unconfirmed=500.0)) == base


def test_a_cause_that_the_playbook_no_longer_has_moves_nothing() -> None:
    base = priors(shipped())
    assert priors(shipped(), None, counts(gone__cause=300.0)) == pytest.approx(dict(base))


@given(any_counts, st.sampled_from(CAUSES), st.floats(0.01, 1e4), st.sampled_from(METHODS))
def test_more_of_a_cause_never_makes_it_rarer_nor_another_commoner(
    seen: Counts, cause: str, more: float, method: str | None
) -> None:
    weights = dict(seen.weights)
    weights[cause] = weights.get(cause, 0.0) + more
    before = priors(shipped(), method, seen)
    after = priors(shipped(), method, Counts(tuple(sorted(weights.items())), seen.unconfirmed))
    assert after[cause] >= before[cause] * (1 - 1e-9)
    assert all(after[one] <= before[one] * (1 + 1e-9) for one in CAUSES if one != cause)


@given(any_priors(), st.data())
def test_names_mean_nothing(base: dict[str, float], data: st.DataObject) -> None:
    names = [name for name in base if name != UNCLEAR]
    weights = {name: data.draw(st.floats(0.1, 1e4)) for name in names}
    other = dict(zip(names, data.draw(st.permutations(names)), strict=True))
    moved = learned_priors(base, Counts(tuple(weights.items())))
    renamed = learned_priors(
        {other.get(name, name): prior for name, prior in base.items()},
        Counts(tuple((other[name], weight) for name, weight in weights.items())),
    )
    for name in base:
        assert renamed[other.get(name, name)] == pytest.approx(moved[name])


@given(st.lists(st.floats(0.7, 1.4), min_size=len(OTHERS), max_size=len(OTHERS)))
def test_many_counts_lead_to_the_stores_own_frequencies(factors: list[float]) -> None:
    base = priors(shipped())
    raw = {cause: base[cause] * factor for cause, factor in zip(OTHERS, factors, strict=True)}
    raw[UNCLEAR] = base[UNCLEAR] * 1.5
    total = sum(raw.values())
    seen = {cause: share / total for cause, share in raw.items()}
    assume(all(1 / MOST_CHANGE < seen[cause] / base[cause] < MOST_CHANGE for cause in CAUSES))
    assume(seen[UNCLEAR] >= base[UNCLEAR])
    moved = priors(
        shipped(), None, Counts(tuple((cause, share * 1e9) for cause, share in seen.items()))
    )
    assert dict(moved) == pytest.approx(seen, rel=1e-5)


def test_half_the_weight_is_the_playbooks_after_as_many_failures() -> None:
    base = {"a.one": 0.5, "a.two": 0.3, UNCLEAR: 0.2}
    seen = {"a.one": 0.3, "a.two": 0.4, UNCLEAR: 0.3}
    weights = tuple((cause, share * STRENGTH) for cause, share in seen.items())
    halfway = {cause: (base[cause] + seen[cause]) / 2 for cause in base}
    assert learned_priors(base, Counts(weights)) == pytest.approx(halfway)
    slower = learned_priors(base, Counts(weights, unconfirmed=STRENGTH))
    assert slower == pytest.approx({c: (2 * base[c] + seen[c]) / 3 for c in base})


def test_a_method_that_a_cause_does_not_belong_to_stays_all_but_free_of_it() -> None:
    limit = "customer.fenfu_limit"
    seen = counts(customer__fenfu_limit=1e6)
    for method in ("fenfu", "alipay"):
        base = priors(shipped(), method)
        assert priors(shipped(), method, seen)[limit] == pytest.approx(base[limit] * MOST_CHANGE)
    assert priors(shipped(), "alipay", seen)[limit] < priors(shipped(), "fenfu")[limit] / 5


# --------------------------------------------------------------------- what it is for


def test_a_store_where_a_cause_is_common_sees_it_higher_and_evidence_still_wins() -> None:
    seen = counts(customer__realname=80.0)

    def place(learned: Counts | None) -> int:
        vague = Facts.of([Evidence("register.text", "支付失败")])
        ranked = posterior(vague, shipped(), "wechat", learned).ranked
        return [one.cause for one in ranked].index("customer.realname")

    assert place(seen) < place(None)
    plain = Facts.of([Evidence("register.code", "wechat/USERPAYING")])
    assert posterior(plain, shipped(), "wechat", seen).top.cause == "customer.password_pending"
