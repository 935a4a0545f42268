"""How long a manager waits for the history: pages, filters, reports and charts over 100,000 cases.

    python -m benchmarks.history [--cases N]

The history is made up by `history_data` and written by the store itself; once over a year, as a
busy till would have it, and once all within one month, which is the most that a month's chart could
meet. Each figure is the slowest of several calls on an open store, reading and building included.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure, as_table
from benchmarks.history_data import Plan, fill
from cashier.core.money import Money
from cashier.history.model import CaseFilter, WeekPart
from cashier.history.rules import StoreOptions
from cashier.history.store import Store

CASES = int(os.environ.get("BENCH_CASES", "100000"))
PAGE = 50
_CALLS = 5
_MONTH = CaseFilter(
    opened_from=datetime(2026, 11, 23, tzinfo=UTC) - timedelta(days=31),
    opened_before=datetime(2026, 11, 24, tzinfo=UTC),
)
_SATURDAY_EVENING = WeekPart(5, 18, 21)
FILTERS = {
    "time": CaseFilter(opened_from=datetime(2026, 11, 1, tzinfo=UTC)),
    "part of the week": CaseFilter(week=_SATURDAY_EVENING),
    "cause": CaseFilter(cause="provider.bank"),
    "a cause that nobody had": CaseFilter(cause="merchant.credentials"),
    "side": CaseFilter(side="network"),
    "method": CaseFilter(method="unionpay"),
    "outcome": CaseFilter(outcome="customer_left"),
    "still open": CaseFilter(open=True),
    "cashier": CaseFilter(cashier="李敏"),
    "amount": CaseFilter(least=Money(30_000)),
    "text, four signs": CaseFilter(text="系统繁忙"),
    "text, two signs": CaseFilter(text="余额"),
    "text, one sign": CaseFilter(text="付"),
    "text that nobody saw": CaseFilter(text="没有这句话"),
    "order number": CaseFilter(text="4711"),
    "all of them": CaseFilter(
        opened_from=datetime(2026, 6, 1, tzinfo=UTC),
        week=_SATURDAY_EVENING,
        cause="provider.outage",
        side="provider",
        method="wechat",
        outcome="customer_left",
        cashier="李敏",
        least=Money(1000),
        text="系统",
    ),
}


def measure(cases: int = CASES) -> list[Figure]:
    """Make both histories and time what a manager asks of them."""
    with _history(Plan(cases=cases, days=365)) as store:
        events = store.head().seq
        found = [*_pages(store), *_filters(store), *_reports(store)]
    with _history(Plan(cases=cases, days=30)) as store:
        dense = [_figure("month chart, all cases in it", lambda: store.series(_MONTH), 800)]
    return [Figure("events", events, ""), *found, *dense]


def _pages(store: Store) -> list[Figure]:
    middle = store.head().seq // 2
    return [
        _figure("history, first page and count", lambda: _page(store, CaseFilter()), 150),
        _figure(
            "history, a page in the middle",
            lambda: store.cases(CaseFilter(), PAGE, before_seq=middle),
            150,
        ),
    ]


def _filters(store: Store) -> list[Figure]:
    return [
        _figure(f"filter: {name}", partial(_page, store, wanted), 400)
        for name, wanted in FILTERS.items()
    ]


def _reports(store: Store) -> list[Figure]:
    busiest = max(store.shifts(), key=lambda one: store.count(CaseFilter(shift=one.id)))
    return [
        _figure("shift report", lambda: store.shift_figures(busiest.id), 300),
        _figure("month figures", lambda: store.figures(_MONTH), 800),
        _figure("month chart", lambda: store.series(_MONTH), 800),
        _figure("year chart", store.series, None),
    ]


def _page(store: Store, wanted: CaseFilter) -> None:
    """Read what the history page reads: its rows, and how many there are."""
    store.cases(wanted, PAGE)
    store.count(wanted)


def _figure(name: str, call: Callable[[], object], limit_ms: float | None) -> Figure:
    return Figure(name, max(_times(call)), "ms", limit_ms)


def _times(call: Callable[[], object]) -> Iterator[float]:
    for _ in range(_CALLS):
        begin = perf_counter()
        call()
        yield (perf_counter() - begin) * 1000


@contextmanager
def _history(plan: Plan) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.sqlite"
        fill(path, plan)
        with Store.open(path, StoreOptions()).store as store:
            yield store


def main(arguments: list[str]) -> int:
    """Print the table for another number of cases."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history", description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES)
    found = measure(parser.parse_args(arguments).cases)
    print(as_table(found))
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
