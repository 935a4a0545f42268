"""What the outcomes of a world come to: figures per policy, the summary over worlds, the queue."""

import math
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.simulation.runs import Outcomes, Played
from benchmarks.simulation.truth import SECONDS_SIGMA
from benchmarks.simulation.world import World

_CUSTOMERS = 30_000


@dataclass(frozen=True, slots=True)
class Result:
    """One policy in one world. `share` and `reduction` are None without the policies they need."""

    policy: str
    mean: float
    median: float
    p90: float
    lost_pct: float
    second_charges: int
    queue_lost_per_hour: float
    share_pct: float | None
    reduction_pct: float | None


Results = dict[str, Result]


def judge_world(world: World, played: Played) -> Results:
    """Put the outcomes of a world into figures."""
    means = {policy: statistics.fmean(outcomes.waits) for policy, outcomes in played.items()}
    return {
        policy: _result(policy, outcomes, means, queue_losses(world, outcomes.waits))
        for policy, outcomes in played.items()
    }


def _result(policy: str, outcomes: Outcomes, means: dict[str, float], queue: float) -> Result:
    waits, mean = sorted(outcomes.waits), means[policy]
    checklist, oracle = means.get("checklist"), means.get("oracle")
    share = reduction = None
    if checklist is not None:
        reduction = 100 * (1 - mean / checklist)
        if oracle is not None and checklist > oracle:
            share = 100 * (checklist - mean) / (checklist - oracle)
    return Result(
        policy=policy,
        mean=mean,
        median=statistics.median(waits),
        p90=waits[min(len(waits) - 1, math.ceil(0.9 * len(waits)) - 1)],
        lost_pct=100 * outcomes.lost / len(waits),
        second_charges=outcomes.second_charges,
        queue_lost_per_hour=queue,
        share_pct=share,
        reduction_pct=reduction,
    )


def queue_losses(world: World, waits: Sequence[float]) -> float:
    """Customers an hour who leave the queue: one till, first come, first served.

    Arrivals are Poisson. A sale that fails keeps the till for the policy's waiting as well. Who
    would have to wait longer than their patience does not queue at all.
    """
    shop, drawn = world.shop, random.Random(world.seed)
    per_second = shop["payments_per_hour"] / 3600
    failing = shop["failures_per_hour"] / shop["payments_per_hour"]
    patience, sigma = math.log(shop["queue_patience_median_seconds"]), shop["patience_sigma"]
    service = math.log(shop["service_seconds"]) - SECONDS_SIGMA**2 / 2
    now = free_at = 0.0
    failed = left = 0
    for _ in range(_CUSTOMERS):
        now += drawn.expovariate(per_second)
        bears = drawn.lognormvariate(patience, sigma)
        takes = drawn.lognormvariate(service, SECONDS_SIGMA)
        fails = drawn.random() < failing
        if fails:
            takes += waits[failed % len(waits)]
            failed += 1
        if free_at - now > bears:
            left += 1
        else:
            free_at = max(now, free_at) + takes
    return left / (now / 3600)


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over the perturbed worlds: the middle and the worst."""

    median: float
    worst: float


def spread(values: Sequence[float], *, higher_is_better: bool) -> Spread:
    """Return the middle and the worst of some worlds' figures."""
    return Spread(statistics.median(values), min(values) if higher_is_better else max(values))


def reduction(results: Results, policy: str = "ours") -> float:
    """Return how much less a policy lets wait than the checklist, in percent."""
    return results[policy].reduction_pct or 0.0


def share(results: Results, policy: str = "ours") -> float:
    """Return a policy's share of the oracle's gain, in percent."""
    return results[policy].share_pct or 0.0


def lost_ratio(results: Results, policy: str = "ours") -> float:
    """Return a policy's lost sales as percent of the checklist's."""
    checklist = results["checklist"].lost_pct
    return 100 * results[policy].lost_pct / checklist if checklist else 0.0
