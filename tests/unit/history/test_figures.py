from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Mood, Outcome
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.history import counting
from cashier.history.errors import NoteTooLong
from cashier.history.figures import Count, Faces, FailureRate, PeriodFigures, Switched
from cashier.history.model import CaseFilter
from cashier.history.shifts import NOTE_MOST, Handover
from cashier.history.store import Store
from tests.helpers.histories import NOON, Sale, any_events, of_rows, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def said(case_id: str, after_s: float) -> Event:
    at = NOON + timedelta(seconds=after_s)
    return happened.ScriptShown(case_id=case_id, at=at, elapsed_s=after_s, script="code.expired")


def evening(store: Store) -> None:
    """Three paid, one lost, one open, one opened by mistake."""
    for number, (outcome, seconds) in enumerate(
        [(Outcome.paid_same, 4.0), (Outcome.paid_other, 6.0), (Outcome.customer_left, 9.0)]
    ):
        first, *rest = Sale(f"{number}", outcome=outcome, waited_s=30.0 + 10 * number).events()
        store.append([first, said(str(number), seconds), said(str(number), 20.0), *rest])
    store.append(Sale("3", method="alipay", fen=None, outcome=Outcome.paid_same).events())
    store.append(Sale("4", outcome=None, method=None).events())
    store.append(Sale("5", outcome=Outcome.cancelled).events())


def test_what_a_manager_asks_of_a_shift(path: Path) -> None:
    with open_store(path) as store:
        shift = store.open_shift("小李")
        evening(store)
        told = store.shift_figures(shift.id).figures
    assert (told.failures, told.saved, told.switched, told.lost) == (5, 3, 1, 1)
    assert (told.still_open, told.cancelled, told.without_amount) == (1, 1, 1)
    assert (told.money_saved, told.money_lost) == (Money(3200), Money(1600))
    assert told.methods == (Count("fenfu", 3), Count("", 1), Count("alipay", 1))
    assert told.switched_to == (Switched("wechat", 1, 1),)
    assert told.faces == Faces(fine=4)
    assert told.faces.noted == 4
    assert told.to_sentence is not None
    assert (told.to_sentence.value, told.to_sentence.count) == (6.0, 3)
    assert told.to_close is not None
    assert told.to_close.value == 39.0
    assert told.rate is None


def test_a_shift_whose_payments_were_counted_has_a_rate(path: Path) -> None:
    with open_store(path) as store:
        shift = store.open_shift()
        evening(store)
        store.close_shift(Handover("小李", payments=250))
        assert store.shift_figures(shift.id).figures.rate == FailureRate(5, 250)
        assert store.figures().rate == FailureRate(5, 250)
        assert store.figures(CaseFilter(opened_from=NOON + timedelta(days=1))).rate is None
        assert store.figures(CaseFilter(side="customer")).rate is None
    assert FailureRate(5, 250).per_hundred == 2.0
    assert FailureRate(0, 0).per_hundred is None


def test_open_cases_are_handed_over_by_name_and_shown_as_they_stand_now(path: Path) -> None:
    with open_store(path) as store:
        shift = store.open_shift("小李")
        evening(store)
        closed = store.close_shift(Handover("小李", "柜台有一张小票", "小王"))
        assert (closed.handed_to, closed.open_cases) == ("小王", ("4",))
        assert [row.open for row in store.shift_figures(shift.id).handed_over] == [True]
        at = NOON + timedelta(hours=1)
        store.append(
            [happened.CaseClosed(case_id="4", at=at, elapsed_s=3600.0, outcome=Outcome.paid_same)]
        )
        (row,) = store.shift_figures(shift.id).handed_over
        assert (row.case_id, row.open, row.outcome) == ("4", False, "paid_same")
        store.rebuild()
        assert store.shifts()[0] == closed


def test_a_note_that_is_a_document_is_refused_and_the_shift_stays_open(path: Path) -> None:
    with open_store(path) as store:
        shift = store.open_shift()
        with pytest.raises(NoteTooLong) as refused:
            store.close_shift(Handover(note="交" * 1_000_000))
        assert refused.value.fields == {"length": 1_000_000, "most": NOTE_MOST}
        assert store.current_shift() == shift
        store.close_shift(Handover(note="交" * NOTE_MOST))
        assert store.current_shift() is None


@given(st.lists(st.integers(-400, 400), min_size=1, max_size=6))
@settings(max_examples=20)
def test_a_clock_that_jumps_moves_no_case_to_another_shift(
    tmp_path_factory: pytest.TempPathFactory, jumps: list[int]
) -> None:
    clock = ManualClock(NOON)
    with open_store(tmp_path_factory.mktemp("store") / "history.sqlite", clock) as store:
        shifts = []
        for number, days in enumerate(jumps):
            shifts.append(store.open_shift())
            at = NOON + timedelta(days=days)
            store.append(Sale(f"{number}a", at).events())
            store.append(Sale(f"{number}b", at - timedelta(days=3)).events())
            store.close_shift(Handover(payments=10))
        for shift in shifts:
            told = store.shift_figures(shift.id).figures
            assert (told.failures, told.saved, told.mean_wait_s) == (2, 2, 38.0)
            assert told.rate == FailureRate(2, 10)


@given(any_events())
@settings(max_examples=50)
def test_the_disk_counts_as_memory_does(
    tmp_path_factory: pytest.TempPathFactory, events: list[Event]
) -> None:
    with open_store(tmp_path_factory.mktemp("store") / "history.sqlite") as store:
        shift = store.open_shift()
        store.append(events)
        counted = of_rows(store.cases(limit=None))
        assert store.figures() == counted
        of_shift = store.shift_figures(shift.id).figures
        assert replace(of_shift, causes=()) == replace(counted, causes=())


def test_nothing_comes_of_nothing(path: Path) -> None:
    with open_store(path) as store:
        assert store.figures() == PeriodFigures()


def test_every_face_counts_for_itself() -> None:
    rows = [counting.Failure("paid_same", False, "code", "", "", "", "", mood, None, None, None)
            for mood in (*Mood, Mood.upset, "")]  # fmt: skip
    assert counting.count_up(rows).faces == Faces(1, 1, 2)
