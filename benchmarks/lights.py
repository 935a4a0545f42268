"""With a case open: do the lights name the right trouble at the right place within three seconds?

Eighteen kinds of trouble on loopback, with real sockets, TLS and names, each with several seeds
(`BENCH_SEEDS`, 20 by default). The table of what was named instead is printed when there is one.
"""

import os

from benchmarks.figures import Figure
from benchmarks.lines.kinds import KINDS
from benchmarks.lines.loopback import watch_all
from benchmarks.lines.outcomes import figures

SEEDS = int(os.environ.get("BENCH_SEEDS", "20"))
ALLOWED_S = 3.0


def measure() -> list[Figure]:
    """Let every kind of trouble come and go."""
    kinds = [kind for kind in KINDS if kind.soon]
    return figures("case open", watch_all(kinds, range(SEEDS), ALLOWED_S), ALLOWED_S)
