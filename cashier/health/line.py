"""How good the way to one host is over a sliding window: loss, jitter, usual latency. Pure.

A try counts as lost when its time ran out on the way, and when connecting took a second or more:
TCP repeats a lost packet after one second first (RFC 6298), and a connection that takes longer is
slow by WeChat Pay's network guide (connect > 1 s is slow, a request > 3 s to be looked into). Only
tries of a host that answered in the same round count: a dead host is no lossy line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, median

from cashier.health.lights import Quality
from cashier.health.reached import Reached

WINDOW_S = 600.0
MOST = 60
_REPEATED_MS = 1000.0


@dataclass(frozen=True, slots=True)
class Line:
    """The tries of late: when (monotonic seconds), and milliseconds, None for a lost one."""

    tries: tuple[tuple[float, float | None], ...] = ()
    repeats: tuple[bool, ...] = ()

    def with_try(self, reached: Reached, now_s: float) -> "Line":
        """Return the line after one more try; what is older than the window falls out."""
        ms = reached.ms if reached.passed("first_byte") else None
        lost = not reached.ok and reached.reason == "timeout"
        lost = lost or reached.connecting_ms >= _REPEATED_MS
        return self._with(now_s, ms, lost=lost)

    def with_lost(self, times: int, now_s: float) -> "Line":
        """Return the line after so many tries that were overtaken and came to nothing."""
        line = self
        for _ in range(times):
            line = line._with(now_s, None, lost=True)
        return line

    def _with(self, now_s: float, ms: float | None, *, lost: bool) -> "Line":
        kept = [
            (one, gone)
            for one, gone in zip(self.tries, self.repeats, strict=True)
            if now_s - one[0] <= WINDOW_S
        ]
        kept = [*kept, ((now_s, ms), lost)][-MOST:]
        return replace(
            self, tries=tuple(one for one, _ in kept), repeats=tuple(gone for _, gone in kept)
        )

    def renewed(self) -> "Line":
        """Return the line as it was since it lost nothing any more: old loss counts only once."""
        return replace(self, tries=self.tries[-_CALM_TRIES:], repeats=self.repeats[-_CALM_TRIES:])

    @property
    def quality(self) -> Quality:
        """Return what the window says."""
        spent = [ms for _, ms in self.tries if ms is not None]
        steps = [abs(later - former) for former, later in pairwise(spent)]
        return Quality(
            loss=sum(self.repeats) / len(self.repeats) if self.repeats else 0.0,
            jitter_ms=fmean(steps) if steps else None,
            usual_ms=median(spent) if spent else None,
            tries=len(self.tries),
        )


LOSSY_FROM = 0.10
_ENOUGH_TRIES, _ENOUGH_LOST, _CALM_TRIES = 20, 4, 15


def lossy(lines: Sequence[Line], *, already: bool) -> bool:
    """Whether the shop's line loses too much: most hosts of it do.

    That is four of the last twenty tries, or 10 % of sixty (SmokePing's example); it ends after
    fifteen good ones in a row. One bad host among several is no loss of the line.
    """
    if not lines:
        return False
    bad = sum(_still_loses(line) if already else _loses(line) for line in lines)
    return 2 * bad > len(lines)


def _loses(line: Line) -> bool:
    if sum(line.repeats[-_ENOUGH_TRIES:]) >= _ENOUGH_LOST:
        return True
    return len(line.repeats) == MOST and sum(line.repeats) >= LOSSY_FROM * MOST


def _still_loses(line: Line) -> bool:
    return any(line.repeats[-_CALM_TRIES:])
