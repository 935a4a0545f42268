"""Cases on their way to disk: a store that fails loses nothing and stops nobody."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from cashier.cases.outcome import Outcome
from cashier.cases.records import EventUnreadable
from cashier.core.clock import ManualClock
from cashier.desk.case_views import CasePage
from cashier.desk.manager import ManagerView
from cashier.history.errors import StorageFull
from cashier.history.model import CaseFilter
from cashier.history.shifts import Handover
from cashier.history.store import Store
from tests.helpers.desks import Till
from tests.helpers.logbook import Logbook

UNREADABLE = "支付失败，条码无法识别"


def full(*_args: object, **_kwargs: object) -> NoReturn:
    raise StorageFull(file="history.sqlite")


def on_disk(till: Till, call: Callable[[], object]) -> None:
    till.disk.submit(call).result(60)


def test_a_full_disk_is_told_and_everything_is_written_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.settle()
        with monkeypatch.context() as broken:
            broken.setattr(Store, "append", full)
            till.desk.say_till_text(UNREADABLE)
            assert till.case().page is CasePage.locked
            assert [notice.id for notice in till.view().notices] == ["storage-full"]
            before = till.kinds()
        till.desk.clerk_order_state("not_paid")
        kinds = till.kinds()
        assert kinds[: len(before)] == before
        assert kinds.index("EvidenceSeen", len(before)) < kinds.index("OrderAnswered")
        assert kinds.count("ChargeLocked") == 1


def test_what_could_not_be_written_is_tried_once_more_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Till(tmp_path) as till:
        with monkeypatch.context() as broken:
            broken.setattr(Store, "append", full)
            till.desk.open_case()
            till.settle()
        assert till.kinds() == []
    with Till(tmp_path) as again:
        assert len(again.view().open_cases) == 1


def test_a_disk_full_at_the_start_still_shows_what_is_in_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.settle()
        on_disk(till, lambda: till.store.close_shift())
    with monkeypatch.context() as broken:
        for name in ("append", "open_shift"):
            broken.setattr(Store, name, full)
        with Till(tmp_path) as again:
            view = again.view()
            assert len(view.open_cases) == 1
            assert "storage-full" in {notice.id for notice in view.notices}
            assert view.shift.since is None


def test_a_case_that_cannot_be_read_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Till(tmp_path) as till:
        for _ in range(2):
            till.desk.open_case()
            till.desk.say_till_text(UNREADABLE)
            till.desk.close_case(Outcome.check_later, None, None)
        broken_case = till.view().open_cases[0].case_id
    sound = Store.events

    def events(store: Store, case_id: str) -> object:
        if case_id == broken_case:
            raise EventUnreadable(kind="Nonsense")
        return sound(store, case_id)

    monkeypatch.setattr(Store, "events", events)
    with Till(tmp_path) as again:
        view = again.view()
        assert [pinned.case_id for pinned in view.open_cases] != [broken_case]
        assert len(view.open_cases) == 1
        assert [notice.id for notice in view.notices] == ["event-unreadable"]


def test_a_history_that_cannot_be_read_does_not_keep_a_case_from_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.settle()
        with monkeypatch.context() as broken:
            broken.setattr(Store, "cases", full)
            till.desk.close_case(Outcome.check_later, None, None)
            view = till.view()
        assert view.case is None
        assert len(view.open_cases) == 1


def test_the_lock_is_written_with_what_made_it_before_anybody_sees_it(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        seen: list[list[str]] = []

        def look(_view: object) -> None:
            rows = till.store.open_cases()
            if rows:
                seen.append([str(e.record["kind"]) for e in till.store.events(rows[0].case_id)])

        till.desk.subscribe(look)
        till.desk.open_case()
        till.settle()
        assert seen[0][:3] == ["CaseOpened", "EvidenceSeen", "ChargeLocked"]


def test_a_shift_can_be_changed_and_its_figures_read(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text("余额不足")
        till.desk.close_case(Outcome.customer_left, None, None)
        assert till.view().shift.failures == 1
        got: list[ManagerView] = []
        till.desk.ask_manager(CaseFilter(), got.append)
        till.desk.change_shift(Handover())
        view = till.view()
        assert len(got[0].rows) == 1
        assert view.shift.failures == 0
        on_disk(till, lambda: till.store.close_shift())
        till.desk.change_shift(Handover())
        assert till.view().shift.since is not None


def test_a_clock_put_forward_or_back_shortens_no_lock(tmp_path: Path) -> None:
    clock = ManualClock()
    with Till(tmp_path, clock=clock) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        for jump in (86_400.0, -200_000.0):
            till.settle()
            clock.jump(jump)
            till.desk.override_lock()
            assert till.case().page is CasePage.locked
        till.wait(46)
        till.desk.override_lock()
        assert till.case().page is not CasePage.locked


def test_wishes_after_the_end_are_nobodys(tmp_path: Path, logbook: Logbook) -> None:
    till = Till(tmp_path)
    till.desk.open_case()
    till.settle()
    shown = len(till.views)
    till.close()
    till.desk.open_case()
    till.desk.query_now()
    till.desk.close().result(60)
    assert len(till.views) == shown
    assert logbook.lines == []
