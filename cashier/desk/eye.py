"""The desk's memory of codes: what the camera's thread asks of every reading, what a case took.

Codes are known by marks only, keyed anew for each shift and kept in memory. A code is called used
by whoever knows of a charge: a case that was left with it, or a register that reports one.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.desk.live import REPORT_LIVES_S
from cashier.desk.senses import FRESHNESS, from_seen
from cashier.playbook.evidence import Evidence
from cashier.scan.reading import Reading
from cashier.scan.seen import Life, Seen
from cashier.scan.watch import Watch

LOOK_LASTS_S = 20.0
JUST_NOW_S = 3.0
"""A charge that the register reports went out on the code that was in front no longer ago."""

_KEY_BYTES = 32


class Eye:
    """One watch for two threads: the camera's, which looks, and the desk's, which tells."""

    def __init__(self, lives: Mapping[str, float], clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._watch = Watch(lives, secrets.token_bytes(_KEY_BYTES))

    def see(self, reading: Reading, *, repeated: bool = False) -> Seen:
        """Judge the newest reading; `repeated` where its frame is the one before."""
        with self._lock:
            return self._watch.see(reading, self._clock.monotonic(), repeated=repeated)

    def charged(self, mark: Secret) -> None:
        """A charge went out on this code."""
        with self._lock:
            self._watch.used(mark)

    def new_shift(self) -> None:
        """Forget every code."""
        with self._lock:
            self._watch.new_shift(secrets.token_bytes(_KEY_BYTES))

    def rest(self) -> None:
        """The camera is off."""
        with self._lock:
            self._watch.rest()


@dataclass(frozen=True, slots=True)
class _Look:
    """What one reading says as evidence, how clear it was, and when; never the code itself."""

    said: tuple[Evidence, ...]
    score: float
    mark: Secret | None
    at: float


class Looks:
    """The best look at the code in front, for the cases. On the desk's thread only."""

    def __init__(self, eye: Eye, clock: Clock) -> None:
        self._eye = eye
        self._clock = clock
        self._best: _Look | None = None
        self._unreadable = False
        self._latest: tuple[Secret, Life, float] | None = None
        self._before: tuple[Secret, Life, float] | None = None

    def take(self, seen: Seen) -> tuple[Evidence, ...]:
        """Return the evidence of a look that is better than those before, else nothing.

        One frame that cannot be read says nothing, and a code that does not count nothing at all.
        """
        unreadable = seen.front is None and bool(seen.reading.unread)
        first, self._unreadable = unreadable and not self._unreadable, unreadable
        if first or (seen.front is not None and not seen.counts):
            return ()
        now = self._clock.monotonic()
        if seen.mark is not None and seen.life is not None:
            self._latest = (seen.mark, seen.life, now)
        score = seen.front.clarity.score if seen.front is not None else -1.0
        best = self._newest_best()
        said = from_seen(self._as_it_was(seen))
        other = seen.mark is not None and best is not None and seen.mark != best.mark
        if best is not None and not other and score <= best.score:
            if seen.mark is not None:
                self._best = replace(best, said=_aged(best.said, said), at=now)
            return ()
        self._best = _Look(said, score, seen.mark, now)
        return said

    @property
    def said(self) -> tuple[Evidence, ...]:
        """What the best look of late says."""
        best = self._newest_best()
        return best.said if best is not None else ()

    @property
    def mark(self) -> Secret | None:
        """The code of the best look of late."""
        best = self._newest_best()
        return best.mark if best is not None else None

    def charge_reported(self) -> None:
        """The register sent a charge: the code in front is used up, by this very payment."""
        if self._latest is None or self._clock.monotonic() - self._latest[2] > JUST_NOW_S:
            return
        mark, life, _ = self._latest
        self._before = (mark, life, self._clock.monotonic())
        self._eye.charged(mark)

    def left(self, mark: Secret) -> None:
        """A case with this code was left: whoever shows the code again shows a used one."""
        self._eye.charged(mark)
        self._best, self._before = None, None

    def new_shift(self) -> None:
        """Forget every code."""
        self._eye.new_shift()
        self._best, self._latest, self._before = None, None, None

    def _newest_best(self) -> _Look | None:
        best = self._best
        fresh = best is not None and self._clock.monotonic() - best.at <= LOOK_LASTS_S
        return best if fresh else None

    def _as_it_was(self, seen: Seen) -> Seen:
        """A code that the payment in hand has used up is as fresh as it was before that payment."""
        if self._before is None or seen.mark != self._before[0]:
            return seen
        _, life, charged = self._before
        in_hand = self._clock.monotonic() - charged <= REPORT_LIVES_S
        return replace(seen, life=life) if in_hand else seen


def _aged(best: tuple[Evidence, ...], now: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the best look at a code that is still in sight: as clear as then, as old as now."""
    clear = (one for one in best if one.name != FRESHNESS)
    return (*clear, *(one for one in now if one.name == FRESHNESS))
