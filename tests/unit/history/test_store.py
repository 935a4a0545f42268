import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.cases.records import EventUnreadable, from_record, to_record
from cashier.core.background import Worker
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.history import beside
from cashier.history.chain import ChainFault, Head
from cashier.history.errors import (
    HistoryMisused,
    HistoryRolledBack,
    NoShiftOpen,
    ShiftAlreadyOpen,
    ShiftUnknown,
    StorageFailed,
)
from cashier.history.figures import Count
from cashier.history.model import CaseFilter, Standing
from cashier.history.privacy import Privacy, readable
from cashier.history.shifts import Handover
from cashier.history.store import Store
from tests.helpers.histories import (
    CREDIT,
    NOON,
    Sale,
    any_events,
    open_store,
    options,
    without_guards,
)
from tests.helpers.logbook import Logbook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def sales(store: Store) -> None:
    day = timedelta(days=1)
    store.append(Sale("A").events())
    store.append(
        Sale("B", NOON + day, "alipay", 500, Outcome.customer_left, None, "network.dns").events()
    )
    store.append(Sale("C", NOON + 2 * day, "fenfu", None, None).events())


@given(any_events())
@settings(max_examples=50)
def test_any_list_of_events_comes_back_and_rebuilds_to_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, events: list[Event]
) -> None:
    path = tmp_path_factory.mktemp("store") / "history.sqlite"
    with open_store(path) as store:
        shift = store.open_shift()
        half = len(events) // 2
        seqs = (*store.append(events[:half]), *store.append(events[half:]))
        assert seqs == tuple(range(2, len(events) + 2))
        kept = [Privacy(CREDIT).kept(to_record(event)) for event in events]
        for case_id in ("A", "B", "C"):
            found = store.events(case_id)
            wanted = [record for record in kept if record["case_id"] == case_id]
            for item, record in zip(found, wanted, strict=True):
                # An ended case may have lost what its register showed; nothing else ever goes.
                dropped = beside.whole(beside.part(record, "salt").record, None)
                assert item.record in (record, dropped)
                kept_event = from_record(readable(dict(item.record)))
                assert to_record(item.event) == to_record(kept_event)
        before = (store.cases(limit=None), store.shift_figures(shift.id))
        store.rebuild()
        assert (store.cases(limit=None), store.shift_figures(shift.id)) == before
        assert store.verify(store.head()).sound


def test_filters_combine_and_the_newest_comes_first(path: Path) -> None:
    with open_store(path) as store:
        sales(store)

        def ids(wanted: CaseFilter) -> str:
            return "".join(row.case_id for row in store.cases(wanted))

        assert ids(CaseFilter()) == "CBA"
        assert ids(CaseFilter(opened_from=NOON + timedelta(days=1))) == "CB"
        assert ids(CaseFilter(opened_before=NOON + timedelta(days=1))) == "A"
        assert ids(CaseFilter(cause="network.dns")) == "B"
        assert ids(CaseFilter(side="customer")) == "A"
        assert ids(CaseFilter(method="fenfu")) == "CA"
        assert ids(CaseFilter(outcome="customer_left")) == "B"
        assert ids(CaseFilter(open=True)) == "C"
        assert ids(CaseFilter(method="fenfu", open=False)) == "A"
        assert ids(CaseFilter(shift="none")) == ""
        assert [row.case_id for row in store.cases(limit=1)] == ["C"]
        assert [row.case_id for row in store.open_cases()] == ["C"]


def test_the_order_follows_the_chain_when_the_clock_is_set_back(path: Path) -> None:
    with open_store(path) as store:
        store.append(Sale("A").events())
        store.append(Sale("B", NOON - timedelta(days=400)).events())
        assert [row.case_id for row in store.cases()] == ["B", "A"]


def test_a_clock_set_back_and_forth_changes_neither_order_nor_shift(path: Path) -> None:
    clock = ManualClock(NOON)
    with open_store(path, clock) as store:
        first = store.open_shift("小李")
        for number, jump in enumerate((0.0, 86_400.0, -300_000.0, 7.0)):
            clock.jump(jump)
            store.append(Sale(f"case-{number}", clock.now()).events())
        clock.jump(-500_000)
        store.close_shift(Handover("小李"))
        second = store.open_shift("小王")
        clock.jump(900_000)
        store.append(Sale("late", clock.now()).events())
        names = [row.case_id for row in store.cases()]
        assert names == ["late", "case-3", "case-2", "case-1", "case-0"]
        assert store.shift_figures(first.id).figures.failures == 4
        assert store.shift_figures(first.id).figures.mean_wait_s == pytest.approx(38)
        assert store.shift_figures(second.id).figures.failures == 1
        assert store.current_shift() == second
        assert store.latest_shift() == second
        assert [shift.id for shift in store.shifts()] == [second.id, first.id]
        assert store.verify().sound
        assert store.rebuild().equal


def test_a_shift_and_its_figures(path: Path) -> None:
    clock = ManualClock(NOON)
    with open_store(path, clock) as store:
        assert store.current_shift() is None
        shift = store.open_shift("小李")
        sales(store)
        store.append(Sale("D", outcome=Outcome.cancelled).events())
        store.append(Sale("E", fen=None, waited_s=100.0).events())
        clock.advance(3600)
        closed = store.close_shift(Handover("小王", "付款码 134567890123456789 的顾客会回来"))
        assert (closed.closed_by, closed.opened_by) == ("小王", "小李")
        assert closed.closed_at == NOON + timedelta(hours=1)
        assert "«…»" in closed.note
        summary = store.shift_figures(shift.id)
        figures = summary.figures
        assert summary.head == store.head()
        assert (figures.failures, figures.saved, figures.lost) == (4, 2, 1)
        assert (figures.still_open, figures.cancelled, figures.without_amount) == (1, 1, 1)
        assert (figures.money_saved, figures.money_lost) == (Money(1600), Money(500))
        assert figures.causes == (Count("customer.fenfu_limit", 2), Count("network.dns", 1))
        assert figures.sides == (Count("customer", 2), Count("network", 1))
        assert [(item.method, item.times, item.paid) for item in figures.switched_to] == [
            ("wechat", 2, 2)
        ]
        assert figures.mean_wait_s == pytest.approx((38 + 38 + 100) / 3)
        assert store.current_shift() is None
        assert store.latest_shift() == closed
        later = store.open_shift()
        assert [item.id for item in store.shifts()] == [later.id, shift.id]
        assert store.shift_figures(later.id).figures.failures == 0


def test_a_case_keeps_no_credit_cause_while_the_shift_counts_it(path: Path) -> None:
    with open_store(path) as store:
        shift = store.open_shift()
        store.append(Sale("A").events())
        store.append(
            [
                happened.QuestionAnswered(
                    case_id="A", at=NOON, elapsed_s=1.0, name="ask.fenfu_choice", value="greyed"
                )
            ]
        )
        assert store.cases()[0].cause_kept == "customer.account"
        assert store.shift_figures(shift.id).figures.causes == (Count("customer.fenfu_limit", 1),)
        assert store.figures().causes == (Count("customer.account", 1),)
        chain = "".join(json.dumps(dict(item.record)) for item in store.events("A"))
        assert "fenfu_limit" not in chain
        assert "greyed" not in chain


def test_a_cause_is_counted_once_although_the_case_ends_twice(path: Path) -> None:
    with open_store(path) as store:
        shift = store.open_shift()
        store.append(Sale("A", outcome=Outcome.check_later).events())
        store.append(Sale("A").events()[-1:])
        assert store.shift_figures(shift.id).figures.causes[0].times == 1


def test_shifts_that_cannot_be(path: Path) -> None:
    with open_store(path) as store:
        with pytest.raises(NoShiftOpen):
            store.close_shift()
        with pytest.raises(ShiftUnknown):
            store.shift_figures("nobody")
        store.open_shift()
        with pytest.raises(ShiftAlreadyOpen):
            store.open_shift()


def test_the_judge_says_how_a_case_stands(path: Path) -> None:
    opened = Store.open(path, options(judge=lambda events: Standing("failed", len(events) < 3)))
    with opened.store as store:
        store.append(Sale("A").events()[:2])
        assert (store.cases()[0].state, store.cases()[0].open) == ("failed", True)
        store.append(Sale("A").events()[2:])
        assert (store.cases()[0].state, store.cases()[0].open) == ("failed", False)


def test_a_case_the_judge_cannot_read_is_stored_all_the_same(path: Path, logbook: Logbook) -> None:
    def judge(events: object) -> Standing:
        raise EventUnreadable(kind="Odd")

    logbook.allow("cases_not_replayed")
    with Store.open(path, options(judge=judge)).store as store:
        store.append(Sale("A").events())
        assert not store.cases()[0].open
    assert logbook.events == ["cases_not_replayed"]


def test_append_is_all_or_nothing(path: Path) -> None:
    broken = replace(Sale("A").events()[0], elapsed_s=float("nan"))
    with open_store(path) as store:
        with pytest.raises(ValueError):
            store.append([*Sale("B").events(), broken])
        assert store.cases() == ()
        assert store.append(Sale("A").events()) == (1, 2, 3)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events SET body = '{}' WHERE seq = 2",
        "DELETE FROM events WHERE seq = 3",
        "INSERT INTO events SELECT 9, case_id, kind, at, body, prev_hash, hash FROM events LIMIT 1",
        "INSERT OR REPLACE INTO events SELECT seq, case_id, kind, at, body, hash, hash FROM events",
    ],
)
def test_the_file_itself_refuses_changes(path: Path, change: str) -> None:
    with open_store(path) as store:
        store.append(Sale("A").events())
        with sqlite3.connect(path) as other, pytest.raises(sqlite3.IntegrityError):
            other.execute(change)
        other.close()
        assert store.verify().sound


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events SET body = replace(body, 'till-1', 'till-2') WHERE seq = 1",
        "UPDATE events SET at = '2026-11-22T05:00:00.000000+00:00' WHERE seq = 2",
        "UPDATE events SET case_id = 'Z' WHERE seq = 3",
        "DELETE FROM events WHERE seq = 2",
        "UPDATE events SET body = (SELECT body FROM events b WHERE b.seq = 4 - events.seq)",
    ],
)
def test_a_quiet_change_is_found(path: Path, change: str) -> None:
    with open_store(path) as store:
        store.append(Sale("A").events())
    without_guards(path, change)
    with open_store(path) as store:
        assert store.verify().fault in (ChainFault.changed, ChainFault.gap)


@pytest.mark.parametrize("change", ["DELETE FROM events", "UPDATE events SET seq = 9"])
def test_a_cut_tail_is_found_at_the_next_start(path: Path, change: str, logbook: Logbook) -> None:
    logbook.allow("history_rolled_back")
    with open_store(path) as store:
        store.append(Sale("A").events())
    without_guards(path, f"{change} WHERE seq = 3")
    opened = Store.open(path, options())
    with opened.store:
        assert isinstance(opened.problem, HistoryRolledBack)
        assert opened.problem.fields["seq"] == "3"
    # It is told once; the noted heads are kept under another name.
    assert len(list(path.parent.glob("history.sqlite-heads.lost-*"))) == 1
    open_store(path).close()


def test_a_cut_tail_is_found_against_the_printed_head(path: Path, logbook: Logbook) -> None:
    logbook.allow("history_rolled_back")
    with open_store(path) as store:
        store.append(Sale("A").events())
        printed = Head.read(store.head().printed)
    without_guards(path, "DELETE FROM events WHERE seq = 3")
    with Store.open(path, options()).store as store:
        assert store.verify(printed).fault is ChainFault.head_missing
        assert store.verify(printed).at_seq == 3
        # Without a head noted elsewhere only the missing guards give it away.
        assert store.verify().fault is ChainFault.guard_missing


@pytest.mark.parametrize("body", ["x", "[]", '{"kind":"Other"}'])
def test_a_body_that_is_no_event_is_ours_to_report(path: Path, body: str) -> None:
    with open_store(path) as store:
        store.append(Sale("A").events())
    without_guards(path, f"UPDATE events SET body = '{body}' WHERE seq = 1")
    with open_store(path) as store:
        with pytest.raises(EventUnreadable):
            store.events("A")
        with pytest.raises(EventUnreadable):
            store.rebuild()
        assert len(store.cases()) == 1


def test_another_thread_and_a_closed_store_are_refused(path: Path) -> None:
    store = open_store(path)
    with Worker("other") as other, pytest.raises(HistoryMisused):
        other.submit(store.head).result()
    store.close()
    store.close()
    with pytest.raises(HistoryMisused):
        store.head()


def test_it_lives_on_the_disk_worker(path: Path) -> None:
    with Worker("disk") as disk:
        store = disk.submit(open_store, path).result()
        disk.submit(store.append, Sale("A").events()).result()
        assert disk.submit(store.head).result().seq == 3
        disk.submit(store.close).result()


def test_the_installation_keeps_its_name(path: Path) -> None:
    with open_store(path) as store:
        name = store.installation
        assert store.head() == Head()
    with open_store(path) as store:
        assert store.installation == name
        assert len(name) == 26


def test_what_sqlite_refuses_for_no_known_reason_is_ours_too(path: Path) -> None:
    with open_store(path) as store:
        store.append(Sale("A").events())
    without_guards(path, "DROP TABLE cases")
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE cases (case_id TEXT)")
    raw.close()
    with open_store(path) as store, pytest.raises(StorageFailed):
        store.cases()
