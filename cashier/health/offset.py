"""How far this machine's clock is off, from several clocks that do not quite agree. Pure.

Each source says "the truth lies in this interval". The interval that most of them share is the
answer (Marzullo's algorithm, as NTP uses it): one host with a wrong clock is outvoted, and the
half-second of uncertainty of an HTTP Date shrinks with every further host.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Offset:
    """A clock elsewhere minus ours, ± `error_s`, both in seconds."""

    seconds: float
    error_s: float


def agreed(sources: Iterable[Offset]) -> Offset | None:
    """Return what most sources agree on; None when there is none.

    Of several equally good agreements the narrowest counts, since its sources know best.
    """
    edges = [
        edge
        for one in sources
        for edge in ((one.seconds - one.error_s, 0), (one.seconds + one.error_s, 1))
    ]
    best, depth, most = None, 0, 0
    edges.sort()
    for (at, ends), (until, _) in pairwise(edges):
        depth += -1 if ends else 1
        width = until - at
        if depth > most or (depth == most and best is not None and width < 2 * best.error_s):
            best, most = Offset((at + until) / 2, width / 2), depth
    return best
