import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cashier.core.background import Background, Worker
from cashier.core.clock import ManualClock
from cashier.desk.housekeeping import FIRST_LOOK_S, LOOK_EVERY_S, Housekeeping, Kept
from cashier.history.retention import Retention
from cashier.history.store import Store
from tests.helpers.desks import HandNetwork
from tests.helpers.histories import NOON, Sale, open_store
from tests.helpers.logbook import Logbook


class House:
    """A history, its purge and time in the test's hand."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock(NOON)
        self.disk = Worker("disk")
        self.background = Background()
        self.network = HandNetwork(self.background, self.clock)
        self.store: Store = self.disk.submit(open_store, folder / "h.sqlite", self.clock).result()
        kept = Kept(Retention(texts_days=30), 30, folder)
        self.keeping = Housekeeping(self.store, kept, self.clock, self.disk, self.network)

    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.network.fire_due()
        for _ in range(6):
            self.disk.submit(lambda: None).result(60)

    def texts(self) -> str:
        found = self.disk.submit(self.store.events, "A").result()
        return str([one.record for one in found])

    def close(self) -> None:
        self.keeping.stop()
        self.background.close()
        self.disk.submit(self.store.close).result(60)
        self.disk.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.close()


def test_what_is_over_goes_once_a_day(house: House, logbook: Logbook) -> None:
    logbook.allow("purged")
    house.disk.submit(house.store.append, Sale("A", cause="network.slow").events()).result()
    house.keeping.start()
    house.wait(FIRST_LOOK_S)
    assert "NOTENOUGH" in house.texts()
    first = house.disk.submit(house.store.last_purge).result()
    house.wait(LOOK_EVERY_S)
    assert house.disk.submit(house.store.last_purge).result() == first
    for _ in range(7):
        house.wait(7 * 86_400)
    assert "NOTENOUGH" not in house.texts()


def test_old_logs_go_and_the_present_one_stays(house: House, tmp_path: Path) -> None:
    old, present = tmp_path / "cashier.log.1", tmp_path / "cashier.log"
    for file in (old, present):
        file.write_text("line\n", "utf-8")
        long_ago = NOON.timestamp() - 40 * 86_400
        os.utime(file, (long_ago, long_ago))
    house.keeping.start()
    house.wait(FIRST_LOOK_S)
    assert present.exists()
    assert not old.exists()


def test_nothing_is_planned_after_the_end(house: House) -> None:
    house.keeping.start()
    house.keeping.stop()
    assert house.network.planned == []
