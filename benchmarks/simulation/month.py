"""What the program has learnt from a shop's own failures before the ones that are measured.

A month of the world's failures, a day's worth at a time, is led by the program without learning;
what it would have confirmed at the end of each is counted by the product's own rules. The failures
are others than those that are measured, and nothing of the world's tables is looked at.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from benchmarks.simulation.guided import METHOD, Closed, Guided, Judge
from benchmarks.simulation.sale import Finals, Sale
from benchmarks.simulation.truth import Truth
from benchmarks.simulation.world import World
from cashier.cases.advice import SURE
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.learning import UNCONFIRMED, Counts, DatedCount
from cashier.diagnosis.posterior import posterior
from cashier.playbook.evidence import Evidence
from cashier.playbook.playbook import Playbook

DAYS = 28
_HOURS = 12
# Far from the numbers of the failures that are measured.
_FIRST = 10_000_000
_NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


def learned_in_a_month(world: World, judge: Judge, finals: Finals) -> Counts:
    """Return what a program without any past has counted after a month in this world."""
    a_day = round(world.shop["failures_per_hour"] * _HOURS)
    dated: list[DatedCount] = []
    for day in range(DAYS):
        closed: list[Closed] = []
        for number in range(day * a_day, (day + 1) * a_day):
            sale = Sale(Truth(world, _FIRST + number), finals)
            Guided(sale, judge).play(closed.append)
        dated += _counted(closed, _NOW - timedelta(days=DAYS - day), judge.playbook)
    return Counts.of(dated, _NOW)


def _counted(closed: Sequence[Closed], opened_at: datetime, playbook: Playbook) -> list[DatedCount]:
    """Return one shift's counts."""
    causes = Counter(confirmed(one, playbook) for one in closed)
    ended_at = opened_at + timedelta(hours=_HOURS)
    return [DatedCount(cause, times, opened_at, ended_at) for cause, times in causes.items()]


def confirmed(closed: Closed, playbook: Playbook) -> str:
    """Return the cause that the end of a sale confirms, as `cases.confirm` judges a case."""
    evidence = [Evidence(name, value) for name, value in closed.evidence]
    if any(step.id == closed.by for step in playbook.steps):
        evidence.append(Evidence(f"step.{closed.by}", "helped"))
    top = posterior(Facts.of(evidence), playbook, METHOD).top
    return top.cause if top.cause == closed.cause and top.probability >= SURE else UNCONFIRMED
