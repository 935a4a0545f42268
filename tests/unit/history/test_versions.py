"""What versions of scripts did, counted from a real history."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Mood, Outcome
from cashier.cases.records import EventUnreadable
from cashier.core.intervals import Interval, Share
from cashier.history.model import CaseFilter
from cashier.history.store import Store
from cashier.history.versions import FEW, ShownScript, figures, script_key
from tests.helpers.histories import NOON, Sale, open_store, without_guards

EXPIRED = "cause-code-expired"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def shown(case_id: str, script: str, version: str = "") -> Event:
    return happened.ScriptShown(
        case_id=case_id, at=NOON, elapsed_s=3.0, script=script, version=version
    )


def keep(store: Store, sale: Sale, *scripts: tuple[str, str]) -> None:
    """Store a sale that showed these scripts before it ended."""
    events = sale.events()
    words = [shown(sale.case_id, *script) for script in scripts]
    store.append([*events[:2], *words, *events[2:]])


def found(store: Store, wanted: CaseFilter | None = None) -> list[tuple[str, str, str]]:
    return [
        (one.case.case_id, one.key, one.version)
        for one in store.shown_scripts(wanted or CaseFilter())
    ]


def test_a_case_counts_for_its_last_cause_and_for_every_lock(path: Path) -> None:
    with open_store(path) as store:
        keep(store, Sale("A"), ("lock-wait", ""), ("lock-password", "b"),
             ("code.used", ""), ("code.expired", "b"))  # fmt: skip
        keep(store, Sale("B"), ("code.expired", "b"), ("unclear", ""))
        keep(store, Sale("C"))
        keep(store, Sale("D", outcome=None), ("lock-password", "a"), ("lock-password", "b"))
        assert found(store) == [
            ("D", "lock-password", "b"),
            ("B", "cause-unclear", "a"),
            ("A", EXPIRED, "b"),
            ("A", "lock-password", "b"),
            ("A", "lock-wait", "a"),
        ]


def test_a_period_and_other_filters_hold(path: Path) -> None:
    with open_store(path) as store:
        keep(store, Sale("A"), ("code.expired", "a"))
        keep(store, Sale("B", NOON + timedelta(days=1)), ("code.expired", "b"))
        keep(store, Sale("C", NOON + timedelta(days=2), "alipay"), ("code.expired", "b"))
        assert found(store, CaseFilter(opened_before=NOON + timedelta(days=1))) == [
            ("A", EXPIRED, "a")
        ]
        later = CaseFilter(opened_from=NOON + timedelta(days=1), method="fenfu")
        assert found(store, later) == [("B", EXPIRED, "b")]


def test_a_script_about_credit_is_kept_as_the_account(path: Path) -> None:
    with open_store(path) as store:
        keep(store, Sale("A"), ("customer.fenfu_limit", "b"))
        keep(store, Sale("B"), ("customer.fenfu_frozen", "b"))
        assert [(key, version) for _, key, version in found(store)] == [
            ("cause-customer-account", "b")
        ] * 2
        assert "fenfu_" not in repr([store.events(case) for case in ("A", "B")])


def test_the_figures_of_some_cases(path: Path) -> None:
    with open_store(path) as store:
        for number, waited in enumerate((10.0, 20.0, 30.0, 40.0, 50.0, 90.0)):
            keep(store, Sale(f"paid-{number}", waited_s=waited), ("code.expired", "b"))
        keep(
            store, Sale("left", outcome=Outcome.customer_left, waited_s=300), ("code.expired", "b")
        )
        keep(store, Sale("later", outcome=Outcome.check_later), ("code.expired", "b"))
        keep(store, Sale("open", outcome=None), ("code.expired", "b"))
        keep(store, Sale("slip", outcome=Outcome.cancelled), ("code.expired", "b"))
        counted = figures(one.case for one in store.shown_scripts())
    assert counted.shown == 9
    assert counted.recovered == Share(6, 7)
    assert counted.fine == Share(7, 7)
    assert (counted.so_so, counted.upset, counted.enough) == (0, 0, False)
    assert counted.seconds is not None
    assert (counted.seconds.value, counted.seconds.count) == (40.0, 7)
    assert counted.seconds.interval == Interval(10.0, 300.0)


def test_faces_are_counted_where_somebody_noted_them(path: Path) -> None:
    with open_store(path) as store:
        for number, mood in enumerate([*Mood, Mood.upset, None]):
            sale = Sale(str(number))
            end = happened.CaseClosed(
                case_id=sale.case_id, at=NOON, elapsed_s=9.0, outcome=Outcome.paid_same, mood=mood
            )
            store.append([*sale.events()[:2], shown(sale.case_id, "lock-wait"), end])
        counted = figures(one.case for one in store.shown_scripts())
    assert (counted.fine, counted.so_so, counted.upset) == (Share(1, 4), 1, 2)
    assert counted.recovered == Share(5, 5)


def test_nothing_comes_of_nothing(path: Path) -> None:
    with open_store(path) as store:
        assert store.shown_scripts() == ()
    nothing = figures([])
    assert (nothing.shown, nothing.seconds, nothing.recovered) == (0, None, Share(0, 0))


def test_thirty_cases_are_enough(path: Path) -> None:
    with open_store(path) as store:
        for number in range(FEW):
            keep(store, Sale(f"{number:03d}"), ("code.expired", "b"))
        cases = [one.case for one in store.shown_scripts()]
    assert figures(cases).enough
    assert not figures(cases[1:]).enough


def test_scripts_survive_a_rebuild_and_the_chain_is_whole(path: Path) -> None:
    with open_store(path) as store:
        keep(store, Sale("A"), ("lock-password", "b"), ("code.expired", "a"))
        before = store.shown_scripts()
        store.rebuild()
        assert store.shown_scripts() == before
        assert store.verify().sound


def test_records_from_before_there_were_versions_are_the_plain_one(path: Path) -> None:
    with open_store(path) as store:
        keep(store, Sale("A"), ("code.expired", ""))
        raw = sqlite3.connect(path)
        bodies = raw.execute("SELECT body FROM events WHERE kind = 'ScriptShown'").fetchall()
        raw.close()
        assert "version" not in bodies[0][0]
        assert found(store) == [("A", EXPIRED, "a")]


@pytest.mark.parametrize("body", ["{", "[]", "5", '{"kind": "ScriptShown"}'])
def test_a_record_of_somebody_elses_hand_is_told_when_the_lists_are_made_anew(
    path: Path, body: str
) -> None:
    with open_store(path) as store:
        keep(store, Sale("A"), ("code.expired", "a"))
    without_guards(path, f"UPDATE events SET body = '{body}' WHERE kind = 'ScriptShown'")
    with open_store(path) as store, pytest.raises(EventUnreadable):
        store.rebuild()


@pytest.mark.parametrize(
    ("kept", "key"),
    [("code.expired", EXPIRED), ("unclear", "cause-unclear"), ("lock-wait", "lock-wait"),
     ("customer.account", "cause-customer-account"),
     ("customer.account_restricted", "cause-customer-account_restricted")],
)  # fmt: skip
def test_what_is_kept_leads_back_to_the_script(kept: str, key: str) -> None:
    assert script_key(kept) == key


def test_a_case_is_frozen_with_its_script(path: Path) -> None:
    with open_store(path) as store:
        keep(store, Sale("A"), ("lock-wait", ""))
        (case,) = store.cases()
        assert store.shown_scripts() == (ShownScript("lock-wait", "a", case),)
