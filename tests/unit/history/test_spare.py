"""A spare file takes what happens while the history cannot be opened, and hands it over later."""

from pathlib import Path

import pytest

from cashier.core.clock import ManualClock
from cashier.history.errors import HistoryInUse
from cashier.history.store import Store
from tests.helpers.histories import NOON, Sale, open_store, options


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def ids(store: Store) -> list[str]:
    return [row.case_id for row in reversed(store.cases(limit=None))]


def sell(store: Store, *names: str) -> None:
    for name in names:
        store.append(Sale(name).events())


def test_a_spare_file_goes_home_when_the_history_can_be_opened(path: Path) -> None:
    spare = path.with_name("history.spare.sqlite")
    alone = options(ManualClock(NOON), alone=True)
    other = Store.open(path, alone).store
    other.open_shift("other")
    sell(other, "A")
    with pytest.raises(HistoryInUse):
        Store.open(path, alone)
    with Store.open(spare, alone).store as store:
        store.stand_in_for(path, alone)
        store.open_shift("here")
        sell(store, "B")
        with pytest.raises(HistoryInUse):
            store.go_home()
        sell(store, "C")
        other.close()
        store.go_home()
        assert not store.is_away
        assert store.path == path
        assert store.go_home() == 0
        sell(store, "D")
        assert ids(store) == ["A", "B", "C", "D"]
        assert store.verify().sound
        assert [shift.opened_by for shift in store.shifts()] == ["here", "other"]
        with pytest.raises(HistoryInUse):
            Store.open(path, alone)
    assert not spare.exists()
    assert len(list(path.parent.glob("history.spare.sqlite.taken-*"))) == 1


def test_what_an_earlier_run_left_in_a_spare_file_is_taken_in_once(path: Path) -> None:
    spare = path.with_name("history.spare.sqlite")
    with open_store(spare) as store:
        store.open_shift("x")
        sell(store, "A", "B")
    kept = spare.read_bytes()
    with open_store(path) as store:
        assert store.take_in(spare) == 7
        assert store.take_in(spare) == 0
        # A power cut between taking over and renaming: the spare file is there once more.
        spare.write_bytes(kept)
        assert store.take_in(spare) == 0
        assert ids(store) == ["A", "B"]
        assert store.verify().sound


def test_a_spare_file_in_use_is_left_alone(path: Path) -> None:
    spare = path.with_name("history.spare.sqlite")
    held = Store.open(spare, options(alone=True)).store
    sell(held, "A")
    with open_store(path) as store, pytest.raises(HistoryInUse):
        store.take_in(spare)
    held.close()
