"""The till's writer for `benchmarks.power`: appends, acknowledges, backs up once, and ends.

    python -m benchmarks.child.power DATABASE full|normal COMMITS

Prints the place of the last event after each append has returned. `normal` is the counter-proof:
the setting with which SQLite may lose what was acknowledged.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypedDict

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.history import database
from cashier.history.rules import StoreOptions
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence


class Stamp(TypedDict):
    """What every event carries."""

    case_id: str
    at: datetime
    elapsed_s: float


def case_events(name: str, clock: ManualClock) -> list[Event]:
    """Return what happens in one ordinary case."""
    at = clock.now()

    def after(seconds: float) -> Stamp:
        return {"case_id": name, "at": at + timedelta(seconds=seconds), "elapsed_s": seconds}

    evidence = Evidence("register.code", "wechat/NOTENOUGH", "clerk", at)
    paid = Outcome.paid_other
    return [
        happened.CaseOpened(**after(0), till="1", cashier="", method="wechat", amount=Money(1600)),
        happened.EvidenceSeen(**after(2), evidence=evidence),
        happened.ScriptShown(**after(2), script="customer.no_funds", version="a"),
        happened.MethodSwitched(**after(9), method="card"),
        happened.CaseClosed(**after(30), outcome=paid, cause="customer.no_funds"),
    ]


def main(path: Path, mode: str, commits: int) -> None:
    """Write so many cases, each event a commit of its own; make a backup in the middle."""
    clock = ManualClock()
    if mode == "normal":
        weaker = ("PRAGMA synchronous = NORMAL", *database._SETTINGS[1:])  # noqa: SLF001 - the counter-proof weakens it
        database._SETTINGS, database._FULL = weaker, 1  # noqa: SLF001
    with Store.open(path, StoreOptions(clock, alone=True)).store as store:
        store.open_shift("power")
        done = 0
        while done < commits:
            for event in case_events(f"case-{done}", clock):
                sys.stdout.write(f"{store.append([event])[-1]}\n")
                sys.stdout.flush()
                done += 1
            if commits // 2 <= done < commits // 2 + 5:
                store.back_up(lambda: True)
        sys.stdout.write(f"{store.head().seq}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
