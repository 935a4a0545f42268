"""What the manager sees of the rules: where each stands, and what an edit would have changed."""

from dataclasses import replace
from datetime import timedelta

from cashier.core.money import Money
from cashier.desk.rule_views import Standing, changed_cases, payment_of, review, standings
from cashier.history.model import CaseRow
from cashier.history.rulings import RuledCase
from cashier.playbook.overlay import LaidOver, Overlay
from cashier.playbook.rules import Rule
from tests.helpers.histories import NOON
from tests.helpers.playbooks import shipped

NO_ALIPAY = Rule(id="x", effect="do_not_offer", methods=("alipay",), min_fen=5_000, note="x")
EDITED = replace(shipped(), rules=(*shipped().rules, NO_ALIPAY))
ROWS = [
    CaseRow(str(fen), 1, NOON + timedelta(hours=1), amount=Money(fen), method_failed="fenfu")
    for fen in (4_999, 5_000, 9_000)
]


def test_past_cases_that_would_have_seen_other_offers() -> None:
    payments = [payment_of(row, "grocery") for row in ROWS]
    assert payments[0].context.industry == "grocery"
    changed = changed_cases(shipped(), EDITED, payments)
    assert [one.payment.amount for one in changed] == [Money(5_000), Money(9_000)]


def test_a_review_asks_what_if_only_with_an_edit() -> None:
    cases = tuple(RuledCase(row, (("x",),)) for row in ROWS)
    assert review(cases, shipped()).changed is None
    found = review(cases, shipped(), EDITED)
    assert found.cases == 3
    assert [one.rule for one in found.figures] == ["x"]
    assert found.changed is not None
    assert len(found.changed) == 2


def test_where_each_rule_stands() -> None:
    lower = replace(shipped().rule("password_wechat"), min_fen=5)
    overlay = Overlay({"password_wechat": lower, "late_evening": None, "x": NO_ALIPAY})
    found = standings(shipped(), LaidOver(overlay.over(shipped()), overlay))
    assert found[0] == Standing(lower, "changed")
    assert found[-2:] == (
        Standing(NO_ALIPAY, "own"),
        Standing(shipped().rule("late_evening"), "off"),
    )
    assert {one.place for one in found[1:-2]} == {"pack"}
