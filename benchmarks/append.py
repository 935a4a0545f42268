"""The event store as it grows: one append, its cost from 10 thousand to a million events, chain.

Events are appended one a transaction, as the desk does, with the judge that replays each case, and
each is on the disk when it counts. The history between the points is filled in large transactions
through the same code.
"""

import math
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import structlog

from benchmarks.child.power import case_events
from benchmarks.figures import Figure
from cashier.cases.events import Event
from cashier.core.clock import ManualClock
from cashier.history.backup import backups
from cashier.history.database import raw_connection
from cashier.history.derive import judge_by_replay
from cashier.history.errors import HistorySetAside
from cashier.history.rules import Rules, StoreOptions
from cashier.history.store import Store
from cashier.playbook.load import load_playbook

POINTS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
_CHAIN = 100_000
_SAMPLE = 1_000
_FILL = 5_000
_PAGE = 4096


def measure() -> list[Figure]:
    """Fill a history to a million events, measuring on the way; then damage it."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with tempfile.TemporaryDirectory(prefix="cashier-append-") as place:
        return Growth(Path(place) / "history.sqlite").figures()


class Growth:
    """One history that grows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._clock = ManualClock()
        self._judged = StoreOptions(self._clock, Rules(judge=judge_by_replay(load_playbook())))
        self._names = count()

    def figures(self) -> list[Figure]:
        """Return all figures."""
        cost: dict[int, list[float]] = {}
        worked: dict[int, float] = {}
        chain: list[Figure] = []
        for point in POINTS:
            self._fill(point)
            cost[point], worked[point] = self._sample()
            if point == _CHAIN:
                chain = self._chain()
        every = [one for sample in cost.values() for one in sample]
        medians = {point: statistics.median(one) for point, one in cost.items()}
        return [
            Figure("one append, median", statistics.median(every) * 1e3, "ms"),
            Figure("one append, 99th percentile", _percentile(every, 99) * 1e3, "ms", 20),
            *(
                Figure(f"median at {point:,} events", medians[point] * 1e3, "ms")
                for point in POINTS
            ),
            Figure("the disk alone, 32 KB synced, 99th", _percentile(self._bare(), 99) * 1e3, "ms"),
            *(Figure(f"of it our own, {point:,}", worked[point] * 1e3, "ms") for point in POINTS),
            Figure("our own grows as events to the power", _exponent(worked), ""),
            *chain,
            *self._opening(),
        ]

    def _fill(self, until: int) -> None:
        with Store.open(self._path, StoreOptions(self._clock)).store as store:
            if store.current_shift() is None:
                store.open_shift("bench")
            seq = store.head().seq
            while seq < until:
                batch = list(self._events(min(_FILL, until - seq)))
                seq = store.append(batch)[-1]

    def _events(self, most: int) -> Iterator[Event]:
        done = 0
        while done < most:
            one = case_events(f"case-{next(self._names)}", self._clock)
            self._clock.advance(60)
            done += len(one)
            yield from one

    def _sample(self) -> tuple[list[float], float]:
        """Return the seconds of each append, and how long the processor worked for one."""
        taken = []
        # What filling left to write would count against the first appends.
        os.sync()
        with Store.open(self._path, self._judged).store as store:
            worked = time.process_time()
            for event in self._events(_SAMPLE):
                begun = time.perf_counter()
                store.append([event])
                taken.append(time.perf_counter() - begun)
            worked = time.process_time() - worked
        return taken, worked / len(taken)

    def _bare(self) -> list[float]:
        """What the disk takes for as much as an append writes: to judge a slow one by."""
        taken = []
        with self._path.with_name("bare").open("wb", buffering=0) as file:
            for _ in range(_SAMPLE):
                begun = time.perf_counter()
                file.write(b"x" * 8 * _PAGE)
                os.fsync(file.fileno())
                taken.append(time.perf_counter() - begun)
        return taken

    def _chain(self) -> list[Figure]:
        with Store.open(self._path, StoreOptions(self._clock)).store as store:
            begun = time.perf_counter()
            report = store.verify()
            taken = (time.perf_counter() - begun) * _CHAIN / report.checked
            assert report.sound
        with Store.open(self._path, self._judged).store as store:
            # What was filled in bulk was not judged; the second time nothing may differ.
            store.rebuild()
            begun = time.perf_counter()
            assert store.rebuild().equal
            rebuilt = time.perf_counter() - begun
        return [
            Figure("chain of 100,000 events verified", taken, "s", 2),
            Figure("lists of 100,000 events rebuilt and compared", rebuilt, "s"),
        ]

    def _opening(self) -> list[Figure]:
        """Open it sound, back it up, damage it, and open it again: each as a till would."""
        with Store.open(self._path, StoreOptions(self._clock)).store as store:
            size = raw_connection(store._engine).execute("PRAGMA page_count").fetchone()[0]  # noqa: SLF001 - how large it is
            waits: list[float] = []
            last = time.perf_counter()

            def give_way() -> bool:
                nonlocal last
                now = time.perf_counter()
                waits.append(now - last)
                last = now
                return True

            begun = time.perf_counter()
            store.back_up(give_way)
            backed_up = time.perf_counter() - begun
            assert len(backups(store.backup_folder)) == 1
        sound = self._open()
        with self._path.open("r+b") as file:
            header = file.read(100)
            file.seek(0)
            file.write(b"\xff" * len(header))
        headless = self._open(set_aside=True)
        self._put_back(header)
        with self._path.open("r+b") as file:
            file.seek(size // 2 * _PAGE)
            file.write(b"\xff" * _PAGE * 8)
        damaged = self._open(set_aside=True)
        return [
            Figure("file with a million events", size * _PAGE / 1e6, "MB"),
            Figure("opened with it", sound, "s", 3),
            Figure("opened after damage in the middle", damaged, "s", 3),
            Figure("opened after damage of the header", headless, "s", 3),
            Figure("backup of a million events, checked", backed_up, "s"),
            Figure("longest wait for the disk thread meanwhile", max(waits) * 1e3, "ms"),
        ]

    def _put_back(self, header: bytes) -> None:
        """Take the large file as it was in place of the new one that was begun."""
        aside = next(self._path.parent.glob(f"{self._path.name}.corrupt-*Z"))
        aside.replace(self._path)
        with self._path.open("r+b") as file:
            file.write(header)

    def _open(self, *, set_aside: bool = False) -> float:
        begun = time.perf_counter()
        opened = Store.open(self._path, StoreOptions())
        with opened.store as store:
            store.open_shift() if set_aside else store.current_shift()
            store.append(case_events(f"case-{next(self._names)}", self._clock))
            taken = time.perf_counter() - begun
        found = isinstance(opened.problem, HistorySetAside)
        return taken if found == set_aside else math.inf


def _percentile(values: Sequence[float], share: int) -> float:
    return statistics.quantiles(values, n=100)[share - 1]


def _exponent(cost: dict[int, float]) -> float:
    """Return the slope of the cost over the number of events, both as logarithms."""
    x = [math.log(point) for point in cost]
    slope, _ = statistics.linear_regression(x, [math.log(one) for one in cost.values()])
    return slope


if __name__ == "__main__":
    for figure in measure():
        print(*figure.cells, sep="  ")
