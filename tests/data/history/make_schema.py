"""Writes `schema-<number>.sqlite` beside this file: a small history as the present schema keeps it.

Run it once for each released schema, with the program of that release, and never again: the saved
file proves that later versions open what an earlier one wrote.
"""

from datetime import timedelta
from pathlib import Path

from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.history.shifts import Handover
from cashier.history.store import Store
from cashier.history.tables import SCHEMA
from tests.helpers.histories import NOON, Sale, options

TARGET = Path(__file__).with_name(f"schema-{SCHEMA}.sqlite")


def main() -> None:
    """Write the file: a closed shift, an open one, a saved, a lost and an open case."""
    TARGET.unlink(missing_ok=True)
    clock = ManualClock(NOON)
    with Store.open(TARGET, options(clock)).store as store:
        store.open_shift("小李")
        store.append(Sale("01SAVED").events())
        store.append(
            Sale(
                "01LOST",
                NOON,
                "alipay",
                500,
                Outcome.customer_left,
                None,
                "network.dns",
                confirmed=True,
            ).events()
        )
        clock.advance(8 * 3600)
        store.close_shift(Handover("小李", "一笔还在查", "小王", 412))
        store.open_shift("小王")
        store.append(Sale("01OPEN", NOON + timedelta(hours=9), outcome=None).events())
    for ending in ("-wal", "-shm", "-heads"):
        TARGET.with_name(TARGET.name + ending).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
