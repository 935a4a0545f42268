"""How good the way to one host is over a sliding window: loss, jitter, usual latency. Pure.

A try counts as lost when it got nowhere, and when a stage took a second or more: TCP repeats a lost
packet after one second first (RFC 6298), and a connection that takes longer is slow by WeChat's
network guide (facts/peers.md (d): connect > 1 s slow, request > 3 s to be looked into).
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, median

from cashier.health.lights import Quality
from cashier.health.reach import Reached

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
        lost = ms is None or reached.longest_ms >= _REPEATED_MS
        kept = [
            (one, gone)
            for one, gone in zip(self.tries, self.repeats, strict=True)
            if now_s - one[0] <= WINDOW_S
        ]
        kept = [*kept, ((now_s, ms), lost)][-MOST:]
        return replace(
            self, tries=tuple(one for one, _ in kept), repeats=tuple(gone for _, gone in kept)
        )

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


LOSSY_FROM, CALM_BELOW = 0.10, 0.03
_ENOUGH = 10


def lossy(qualities: list[Quality], *, already: bool) -> bool:
    """Whether the shop's line loses too much: the median host does, from 10 % on until below 3 %.

    SmokePing's example in facts/peers.md (d). One dead host among several is no loss of the line.
    """
    known = [one.loss for one in qualities if one.tries >= _ENOUGH]
    if len(known) < len(qualities) or not known:
        return already
    return median(known) >= (CALM_BELOW if already else LOSSY_FROM)
