"""A hundred thousand cases as files: how long it takes and how much memory."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import create_engine

from benchmarks.figures import Figure
from cashier.cases.outcome import Mood, Outcome
from cashier.core.money import Money
from cashier.history import caselist
from cashier.history.derive import side_of
from cashier.history.model import CaseRow
from cashier.history.store import Store

CASES = 100_000
_LIMITS = {
    ".csv": (20.0, 200.0),
    ".json": (20.0, 200.0),
    ".xlsx": (None, None),
    ".pdf": (None, None),
}
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_CAUSES = ("network.slow", "customer.account", "code.expired", "merchant.scanner_fault", "unclear")
_METHODS = ("fenfu", "wechat", "alipay", "unionpay", "card")


def rows(count: int, seed: int = 3) -> Iterator[CaseRow]:
    """Make up ended cases, one every seven minutes."""
    lot = Random(seed)
    for number in range(1, count + 1):
        at, cause = _BEGIN + timedelta(minutes=7 * number), lot.choice(_CAUSES)
        outcome = lot.choice((Outcome.paid_other, Outcome.paid_same, Outcome.customer_left))
        yield CaseRow(
            case_id=f"01HZZZZZZZZZZZZZ{number:010}",
            opened_seq=8 * number,
            opened_at=at,
            closed_at=at + timedelta(seconds=40),
            till="1",
            cashier=lot.choice(("小李", "小王", "小张")),
            amount=Money(lot.randrange(100, 50_000)),
            order_tail=f"{lot.randrange(10**6):06}",
            method_failed=lot.choice(_METHODS),
            method_paid="wechat" if outcome is not Outcome.customer_left else "",
            cause_kept=cause,
            side=side_of(cause),
            outcome=outcome.value,
            mood=lot.choice(tuple(Mood)).value,
            state="failed",
            waited_s=lot.uniform(5, 120),
            open=False,
        )


def fill(database: Path, count: int) -> None:
    """Make a history with that many rows of cases; exports read nothing else."""
    Store.open(database).store.close()
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        caselist.write(connection, rows(count))
    engine.dispose()


def measure() -> list[Figure]:
    """Export everything as each kind, each in a process of its own."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "history.sqlite"
        fill(database, CASES)
        for kind, (most_s, most_mb) in _LIMITS.items():
            command = [sys.executable, "-m", "benchmarks.child.export", str(database)]
            target = str(Path(folder) / f"all{kind}")
            done = subprocess.run([*command, target], capture_output=True, text=True, check=True)
            found = json.loads(done.stdout)
            figures.append(
                Figure(f"{found['cases']} cases as {kind}", found["seconds"], "s", most_s)
            )
            figures.append(Figure(f"{kind}: most memory", found["mb"], "MB", most_mb))
    return figures
