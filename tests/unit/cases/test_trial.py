from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cashier.cases.rules import Context
from cashier.cases.trial import Payment, try_rules, what_if
from cashier.core.money import Money
from cashier.playbook.evidence import METHODS
from cashier.playbook.rules import Rule
from tests.helpers.playbooks import shipped
from tests.helpers.rules import any_rules

NO_ALIPAY = Rule(id="no_alipay", effect="do_not_offer", methods=("alipay",), min_fen=50_000)
EDITED = replace(shipped(), rules=(*shipped().rules, NO_ALIPAY))


def test_an_edit_shows_what_it_would_change() -> None:
    found = try_rules(shipped(), EDITED, Payment(amount=Money(60_000), method="fenfu"))
    assert found.differs
    assert set(found.now.offered) - set(found.edited.offered) == {"alipay"}
    assert "no_alipay" in [one.rule.id for one in found.edited.fired]
    assert "fenfu" not in found.now.offered


def test_a_line_for_the_clerk_changes_no_offer() -> None:
    lines = replace(shipped(), rules=(*shipped().rules, Rule(id="x", effect="warn", note="x")))
    found = try_rules(shipped(), lines, Payment(amount=Money(60_000)))
    assert not found.differs
    assert len(found.edited.fired) == len(found.now.fired) + 1


def test_past_payments_are_told_apart() -> None:
    payments = [Payment(amount=Money(fen)) for fen in (1_600, 49_999, 50_000, 80_000)]
    assert [one.differs for one in what_if(shipped(), EDITED, [*payments, Payment()])] == [
        *(False, False, True, True, False),
    ]


@given(any_rules(), st.integers(0, 10**7), st.sampled_from([None, *METHODS]))
def test_cash_is_always_among_the_offers(
    rules: tuple[Rule, ...], fen: int, method: str | None
) -> None:
    payment = Payment(Context(), Money(fen), method)
    found = try_rules(shipped(), replace(shipped(), rules=rules), payment)
    assert method == "cash" or "cash" in found.edited.offered
    assert not try_rules(shipped(), shipped(), payment).differs
