"""What happens while the disk refuses: nothing is lost, nobody waits, and it is said."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.desk import keeping
from cashier.desk.case_views import CasePage
from cashier.desk.keeping import Keeping
from cashier.desk.views import Light
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.errors import DatabaseDamaged, StorageFull, StoreBusy
from cashier.history.hold import Hold
from cashier.history.shifts import Handover
from cashier.history.store import Store
from tests.helpers.desks import Till
from tests.helpers.histories import NOON, Sale, options, spoil
from tests.helpers.logbook import Logbook

UNREADABLE = "支付失败，条码无法识别"


def full(*_args: object, **_kwargs: object) -> NoReturn:
    raise StorageFull(file="history.sqlite")


def notices(till: Till) -> dict[str, Light]:
    return {notice.id: notice.state for notice in till.view().notices}


def test_a_full_disk_is_told_while_it_lasts_and_written_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.settle()
        with monkeypatch.context() as broken:
            broken.setattr(Store, "append", full)
            till.desk.say_till_text(UNREADABLE)
            assert notices(till) == {"storage-full": Light.fail}
            assert till.case().page is CasePage.locked
            till.wait(7)
            assert notices(till) == {"storage-full": Light.fail}
            before = till.kinds()
        till.wait(3)
        assert notices(till) == {}
        assert len(till.kinds()) > len(before)
        assert till.network.planned == [] or min(till.network.planned) > 3


def test_what_waits_belongs_to_the_shift_that_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.settle()
        with monkeypatch.context() as broken:
            broken.setattr(Store, "append", full)
            till.desk.say_till_text(UNREADABLE)
            till.settle()
        till.desk.change_shift(Handover(to="小王"))
        till.settle()
        assert notices(till) == {}
    raw = sqlite3.connect(tmp_path / "history.sqlite")
    kinds = [row[0] for row in raw.execute("SELECT kind FROM events ORDER BY seq")]
    raw.close()
    assert "EvidenceSeen" in kinds
    assert kinds[-2:] == ["ShiftClosed", "ShiftOpened"]


def test_a_shift_that_could_not_be_opened_is_opened_before_what_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        for name in ("append", "open_shift"):
            broken.setattr(Store, name, full)
        till = Till(tmp_path)
        till.desk.open_case()
        assert notices(till) == {"storage-full": Light.fail}
    with till:
        till.wait(3)
        assert notices(till) == {}
        till.desk.close_case(Outcome.customer_left, None, None)
        assert till.view().shift.failures == 1


def test_damage_in_the_middle_of_a_case_costs_none_of_it(tmp_path: Path, logbook: Logbook) -> None:
    logbook.allow("history_set_aside")
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        kinds = till.kinds()
        till.disk.submit(till.store._engine.dispose).result(60)
        spoil(till.file)
        till.desk.clerk_order_state("not_paid")
        view = till.view()
        assert view.case is not None
        assert notices(till) == {"history-set-aside": Light.warn}
        assert view.shift.since is not None
        assert till.kinds()[: len(kinds)] == kinds
        assert till.disk.submit(till.store.verify).result(60).sound
    assert len(list(tmp_path.glob("history.sqlite.corrupt-*"))) >= 1
    with Till(tmp_path) as again:
        assert len(again.view().open_cases) == 1


class Shelf(Store):
    """A store that takes nothing while it has an error to raise."""

    error: Exception | None = None
    tries = 0

    def append(self, events: Sequence[Event | AuditRecord]) -> tuple[int, ...]:
        self.tries += 1
        if self.error is not None:
            raise self.error
        return super().append(events)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def shelf(tmp_path: Path, clock: ManualClock) -> Iterator[Shelf]:
    with Shelf(tmp_path / "history.sqlite", options(clock), Hold(None)) as shelf:
        yield shelf


def test_at_the_bound_the_newest_are_not_kept_and_the_record_says_so(
    shelf: Shelf, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_WAITING", 9)
    way = Keeping(shelf, clock, "小李")
    shelf.error = StorageFull(file="x")
    for number in range(5):
        way.save(Sale(f"case-{number}").events())
    assert way.waiting == 9
    assert way.missed is not None
    assert way.missed.fields == {"count": 6}
    shelf.error = None
    way.flush()
    told: list[object] = [way.waiting, way.missed, way.problem]
    assert told == [0, None, None]
    assert [row.case_id for row in shelf.cases()] == ["case-2", "case-1", "case-0"]
    gap = shelf.changes(kinds=(AuditKind.events_not_kept,))[0]
    assert (gap.before, gap.after) == (NOON.isoformat(), "6")
    way.save(Sale("later").events())
    assert shelf.head().seq == 13


def test_another_program_in_the_way_costs_its_patience_once_a_second(
    shelf: Shelf, clock: ManualClock
) -> None:
    way = Keeping(shelf, clock, "")
    shelf.error = StoreBusy(file="x")
    for event in Sale("A").events() * 5:
        way.save([event])
    assert shelf.tries == 1
    shelf.error = None
    clock.advance(1.5)
    way.save([])
    assert shelf.head().seq == 15


def test_what_can_never_be_written_does_not_hold_up_the_rest(
    shelf: Shelf, clock: ManualClock
) -> None:
    way = Keeping(shelf, clock, "")
    shelf.error = StorageFull(file="x")
    way.save(Sale("A").events())
    shelf.error = ValueError("not JSON")
    with pytest.raises(ValueError, match="not JSON"):
        way.save(Sale("B").events())
    shelf.error = None
    way.flush()
    assert [row.case_id for row in shelf.cases()] == ["A"]


def test_a_damaged_file_that_cannot_be_set_aside_is_a_problem_and_no_more(
    shelf: Shelf, clock: ManualClock
) -> None:
    way = Keeping(shelf, clock, "")
    way.save(Sale("A").events())
    shelf.error = DatabaseDamaged(file="x", reason="y")
    moved = shelf.path.rename(shelf.path.with_name("elsewhere"))
    way.save(Sale("B").events())
    assert isinstance(way.problem, DatabaseDamaged)
    assert way.waiting == 3
    moved.rename(shelf.path)


def test_a_long_wait_is_written_in_pieces_and_tried_once_a_second(
    shelf: Shelf, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_PIECE", 6)
    way = Keeping(shelf, clock, "")
    shelf.error = StorageFull(file="x")
    for number in range(100):
        way.save(Sale(f"case-{number}").events())
    assert way.waiting == 300
    assert shelf.tries < 20
    shelf.error = None
    clock.advance(1.5)
    way.flush()
    assert (shelf.head().seq, way.waiting) == (60, 240)
    way.save(Sale("newest").events())
    assert (shelf.head().seq, way.waiting) == (120, 183)
    while way.waiting:
        way.flush()
    names = [row.case_id for row in reversed(shelf.cases())]
    assert names == [*(f"case-{number}" for number in range(100)), "newest"]
