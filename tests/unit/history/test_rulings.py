from datetime import timedelta
from pathlib import Path

import pytest

from cashier.cases.events import Event, RulesFired
from cashier.cases.outcome import Outcome
from cashier.cases.records import EventUnreadable
from cashier.core.money import Money
from cashier.history.model import CaseFilter
from cashier.history.rulings import RuleFigures, figures
from cashier.history.store import Store
from tests.helpers.histories import NOON, Sale, open_store, without_guards


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def ruled(sale: Sale, *sets: tuple[str, ...]) -> list[Event]:
    """The events of a sale during which these sets of rules held, one after the other."""
    opened, *rest = sale.events()
    held = [
        RulesFired(case_id=sale.case_id, at=sale.at, elapsed_s=1.0 + place, rules=rules)
        for place, rules in enumerate(sets)
    ]
    return [opened, *held, *rest]


def keep(store: Store) -> None:
    left = Sale("B", NOON, "alipay", 150_000, Outcome.customer_left, None, "unclear", 90.0)
    store.append(ruled(Sale("A", waited_s=30.0), ("large",), (), ("large", "late")))
    store.append(ruled(left, ("large",)))
    store.append(ruled(Sale("C", NOON + timedelta(days=2), outcome=None), ("late",)))
    store.append(Sale("D").events())


def test_what_became_of_the_cases_of_each_rule(path: Path) -> None:
    with open_store(path) as store:
        keep(store)
        cases = store.ruled_cases()
    assert [case.row.case_id for case in cases] == ["D", "C", "B", "A"]
    assert cases[0].rules == frozenset()
    assert figures(cases) == (
        RuleFigures("large", 3, 2, 1, 0, 1, Money(150_000), 60.0),
        RuleFigures("late", 2, 2, 1, 0, 0, Money(0), 30.0),
    )


def test_a_period_leaves_the_others_out(path: Path) -> None:
    with open_store(path) as store:
        keep(store)
        cases = store.ruled_cases(CaseFilter(opened_from=NOON + timedelta(days=1)))
    assert [one.rule for one in figures(cases)] == ["late"]


def test_without_any_case_there_are_no_figures(path: Path) -> None:
    with open_store(path) as store:
        assert figures(store.ruled_cases()) == ()


def test_a_long_number_cannot_hide_among_the_rules(path: Path) -> None:
    with open_store(path) as store:
        store.append(ruled(Sale("A"), ("134567890123456789",)))
        assert store.ruled_cases()[0].rules == {"«…»"}


@pytest.mark.parametrize("body", ["x", "[]", '{"kind":"RulesFired","rules":"large"}'])
def test_a_record_of_somebody_elses_hand_is_ours_to_report(path: Path, body: str) -> None:
    with open_store(path) as store:
        keep(store)
    without_guards(path, f"UPDATE events SET body = '{body}' WHERE kind = 'RulesFired'")
    with open_store(path) as store, pytest.raises(EventUnreadable):
        store.ruled_cases()


def test_the_event_survives_disk_and_replay(path: Path) -> None:
    with open_store(path) as store:
        store.append(ruled(Sale("A"), ("large", "late")))
        event = store.events("A")[1].event
        store.rebuild()
        assert store.verify().sound
    assert isinstance(event, RulesFired)
    assert event.rules == ("large", "late")


def test_each_rule_is_told_when_it_comes_to_hold_and_not_while_it_holds(path: Path) -> None:
    with open_store(path) as store:
        keep(store)
        store.append(ruled(Sale("E"), ("large",), ("large", "late")))
        told = store.fired_rules()
    assert [(one.row.case_id, one.rules) for one in told] == [
        ("E", ("late",)),
        ("E", ("large",)),
        ("C", ("late",)),
        ("B", ("large",)),
        ("A", ("large", "late")),
        ("A", ()),
        ("A", ("large",)),
    ]
    assert [one.seq for one in told] == sorted((one.seq for one in told), reverse=True)
    assert told[0].row.outcome == "paid_other"


def test_what_the_rules_did_comes_page_by_page(path: Path) -> None:
    with open_store(path) as store:
        keep(store)
        whole = store.fired_rules()
        first = store.fired_rules(2)
        assert (*first, *store.fired_rules(50, first[-1].seq)) == whole
        assert store.fired_rules(2, whole[-1].seq) == ()
