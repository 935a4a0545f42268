"""At an idle till: is the right trouble named within 45 seconds? And what only limps, named at all?

In virtual time, with the real monitor over a simulated network; `BENCH_SEEDS` seeds of each kind.
What is slow or loses packets is given three minutes idle, and thirty seconds with a case open.
"""

import os

from benchmarks.figures import Figure
from benchmarks.lines.kinds import KINDS, Kind
from benchmarks.lines.outcomes import figures
from benchmarks.lines.watching import Outcome, simulate

SEEDS = int(os.environ.get("BENCH_SEEDS", "20"))
ALLOWED_S, LIMPING_IDLE_S, LIMPING_S = 45.0, 180.0, 30.0


def measure() -> list[Figure]:
    """Let every kind of trouble come and go at an idle till."""
    soon, limping = [one for one in KINDS if one.soon], [one for one in KINDS if not one.soon]
    return [
        *figures("idle", _watched(soon, ALLOWED_S), ALLOWED_S),
        *figures("slow or lossy, idle", _watched(limping, LIMPING_IDLE_S), LIMPING_IDLE_S),
        *figures(
            "slow or lossy, case open", _watched(limping, LIMPING_S, case_open=True), LIMPING_S
        ),
    ]


def _watched(kinds: list[Kind], allowed_s: float, *, case_open: bool = False) -> list[Outcome]:
    return [
        simulate(kind, seed, case_open=case_open, allowed_s=allowed_s)
        for kind in kinds
        for seed in range(SEEDS)
    ]
