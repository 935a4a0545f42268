"""At an idle till: is the right trouble named within 45 seconds? And what only limps, named at all?

In virtual time, with the real monitor over a simulated network; `BENCH_SEEDS` seeds of each kind.
What is slow or loses packets is given three minutes idle, and thirty seconds with a case open.
"""

import os

from benchmarks.figures import Figure
from benchmarks.lines.kinds import KINDS
from benchmarks.lines.outcomes import figures
from benchmarks.lines.watching import simulate

SEEDS = int(os.environ.get("BENCH_SEEDS", "20"))
ALLOWED_S, LIMPING_S = 45.0, 30.0


def measure() -> list[Figure]:
    """Let every kind of trouble come and go at an idle till."""
    cuts = [
        simulate(kind, seed, case_open=False, allowed_s=ALLOWED_S)
        for kind in KINDS
        if kind.soon
        for seed in range(SEEDS)
    ]
    limping = [
        simulate(kind, seed, case_open=True, allowed_s=LIMPING_S)
        for kind in KINDS
        if not kind.soon
        for seed in range(SEEDS)
    ]
    return [
        *figures("idle", cuts, ALLOWED_S),
        *figures("slow or lossy, case open", limping, LIMPING_S),
    ]
