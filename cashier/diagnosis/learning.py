"""How the store's own confirmed causes move the priors: counted, decaying, bounded.

A Dirichlet posterior whose pseudo-counts are the playbook's priors. It moves priors and nothing
else: what is known about the money and whether to lock is `diagnosis.order`'s, and no count ever
reaches it. Pure: the counts and the time are handed in.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cashier.playbook.model import UNCLEAR

# Failures that nobody could pin to a cause; they hold the priors where the playbook has them.
UNCONFIRMED = ""
# A season, a new version of a wallet or a changed contract shows within weeks; a month is also what
# a quiet till needs to confirm enough failures to tell a habit from chance.
HALF_LIFE_DAYS = 30
# Six half-lives: what is older would weigh less than a sixtieth.
HORIZON = timedelta(days=180)
# The playbook weighs as much as sixty failures: about a month at a till with two failures a day.
STRENGTH = 60.0
# A tenth of the playbook a day. So a whole bad week, seven such days, weighs less than the playbook
# alone, and it cannot unlearn what months have shown.
MOST_A_DAY = STRENGTH / 10
# What the store has seen makes a cause at most this many times likelier or rarer than the playbook.
MOST_CHANGE = 3.0

_DAY = timedelta(days=1)

Shares = Mapping[str, float]
Ranges = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class DatedCount:
    """How often a cause was confirmed in one shift; an open shift has not closed yet."""

    cause: str
    times: int
    opened_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What the store has confirmed, as weights of failures today.

    Args:
        weights: each confirmed cause and its weight, by name.
        unconfirmed: the weight of the failures whose cause nobody could confirm.
        since: when the oldest shift that counts was opened.
    """

    weights: tuple[tuple[str, float], ...] = ()
    unconfirmed: float = 0.0
    since: datetime | None = None

    @classmethod
    def of(cls, dated: Iterable[DatedCount], now: datetime) -> "Counts":
        """Weigh counts as of `now`: older ones less, and no day more than `MOST_A_DAY`.

        A shift that was open for days counts evenly for each of them.
        """
        counted = sorted(dated, key=lambda one: (one.opened_at, one.cause, one.times))
        days: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for one in counted:
            for age, times in _by_day(one, now):
                days[age][one.cause] += times
        weights: dict[str, float] = defaultdict(float)
        for age, causes in sorted(days.items()):
            total = sum(causes.values())
            fade = min(1.0, MOST_A_DAY / total) * 0.5 ** (age / HALF_LIFE_DAYS)
            for cause, times in causes.items():
                weights[cause] += times * fade
        unconfirmed = weights.pop(UNCONFIRMED, 0.0)
        since = max(counted[0].opened_at, now - HORIZON) if days else None
        return cls(tuple(sorted(weights.items())), unconfirmed, since)

    @property
    def confirmed(self) -> float:
        """The weight of all confirmed failures."""
        return sum((weight for _, weight in self.weights), 0.0)

    def weight(self, cause: str) -> float:
        """Return the weight of one cause; 0 when it was never confirmed."""
        return dict(self.weights).get(cause, 0.0)


def learned_priors(base: Shares, counts: Counts, whole: Shares | None = None) -> Shares:
    """Return the priors after what the store has confirmed; `base` itself when that is nothing.

    Args:
        base: the playbook's priors, for the method that failed or for all; they sum to 1.
        counts: what was confirmed, whatever the method.
        whole: the playbook's priors for all methods, where `base` is for one of them.
    """
    if not counts.weights:
        return base
    of_all = base if whole is None else whole
    weights = dict(counts.weights)
    held = STRENGTH + counts.unconfirmed
    # With `whole` equal to `base` this is `held * prior + weight`, the Dirichlet's own sum.
    pulled = {
        cause: prior * (held + weights.get(cause, 0.0) / of_all[cause]) if prior else 0.0
        for cause, prior in base.items()
    }
    return bounded(pulled, base)


def bounded(wanted: Shares, base: Shares) -> dict[str, float]:
    """Scale `wanted` to shares that sum to 1 and stay within `MOST_CHANGE` of `base`.

    One factor for all, then each share is cut at its bounds; the factor is the one that makes the
    whole sum to 1. There is always one: all lower bounds sum to at most 1, all upper to at least.
    `unclear` never falls below its own prior, so that honesty is not unlearned.
    """
    ranges = {
        cause: (prior if cause == UNCLEAR else prior / MOST_CHANGE, prior * MOST_CHANGE)
        for cause, prior in base.items()
    }
    return _cut(wanted, _whole_factor(wanted, ranges), ranges)


def _cut(wanted: Shares, factor: float, ranges: Ranges) -> dict[str, float]:
    """Return the shares times a factor, each cut at its bounds."""
    return {
        cause: min(max(share * factor, ranges[cause][0]), ranges[cause][1])
        for cause, share in wanted.items()
    }


def _whole_factor(wanted: Shares, ranges: Ranges) -> float:
    """Return the factor with which the cut shares sum to 1.

    Between two factors at which some share meets a bound, the sum is a straight line.
    """

    def total(factor: float) -> float:
        return sum(_cut(wanted, factor, ranges).values())

    meets = (bound / share for cause, share in wanted.items() if share for bound in ranges[cause])
    turns = sorted(meets)
    right = bisect_left(turns, 1.0, key=total)
    if right == 0:
        return turns[0]
    low, high = turns[right - 1], turns[right]
    return low + (high - low) * (1.0 - total(low)) / (total(high) - total(low))


def _by_day(one: DatedCount, now: datetime) -> Iterator[tuple[int, float]]:
    """Spread a shift's count over its days: pairs of a day's age and its part of the count.

    A shift that a wrong clock dated into the future, or closed before it opened, is of one day.
    """
    closed = now if one.closed_at is None else one.closed_at
    newest = max(0, (now - closed) // _DAY)
    days = max(1, -((one.opened_at - closed) // _DAY))
    for age in range(newest, min(newest + days, HORIZON // _DAY)):
        yield age, one.times / days
