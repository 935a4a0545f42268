"""How sure a share or a median can be: intervals of 95 % from few or many observations.

Pure arithmetic on counts and numbers. It knows nothing about what was counted, and it does not
decide anything: whether an interval is narrow enough is for the caller to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, isqrt, lgamma, log, sqrt

_Z = 1.959963984540054
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether the value lies inside."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Share:
    """So many `times` out of `total`; without a total there is no share."""

    times: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.times <= self.total:
            raise ValueError(f"{self.times} of {self.total}")

    @property
    def value(self) -> float | None:
        """The share itself, None out of nothing."""
        return self.times / self.total if self.total else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's score interval: honest for small totals and for shares near 0 or 1."""
        if not self.total:
            return None
        n, share = self.total, self.times / self.total
        middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
        low = 0.0 if self.times == 0 else max(0.0, middle - half)
        high = 1.0 if self.times == n else min(1.0, middle + half)
        return Interval(low, high)


@dataclass(frozen=True, slots=True)
class Median:
    """The middle of some numbers; `interval` is None where they are too few to say."""

    value: float
    count: int
    interval: Interval | None

    @classmethod
    def of(cls, values: Iterable[float]) -> "Median | None":
        """Return the median of the values, None without any.

        The interval runs between two of the values themselves, whatever their distribution: the
        narrowest pair with equal ranks from both ends that holds the median in 95 of 100 cases.
        """
        ranked = sorted(values)
        n = len(ranked)
        if not n:
            return None
        value = (ranked[(n - 1) // 2] + ranked[n // 2]) / 2
        rank = _outer_rank(n)
        interval = Interval(ranked[rank - 1], ranked[n - rank]) if rank else None
        return cls(value, n, interval)


def difference(one: Share, other: Share) -> Interval | None:
    """Return the interval of `one` minus `other` (Newcombe's, from both Wilson intervals)."""
    first, second = one.interval, other.interval
    if first is None or second is None:
        return None
    p, q = one.times / one.total, other.times / other.total
    down = sqrt((p - first.low) ** 2 + (second.high - q) ** 2)
    up = sqrt((first.high - p) ** 2 + (q - second.low) ** 2)
    return Interval(max(-1.0, p - q - down), min(1.0, p - q + up))


def _outer_rank(n: int) -> int:
    """Return the largest rank whose value and its mirror still hold the median; 0 for none.

    The number of values below the median is binomial; what is left outside at each end is the
    chance of fewer than `rank` values there.
    """
    outside = (1 - _CONFIDENCE) / 2
    # Further out than eight standard deviations nothing is left to add.
    k = max(0, n // 2 - 4 * isqrt(n) - 1)
    below = 0.0
    while True:
        below += exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) - n * log(2))
        if below > outside:
            return k
        k += 1
