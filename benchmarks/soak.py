"""What the window holds after very many frames and cases, and whether it holds ever more.

The run is a process of its own (`benchmarks.child.soak`). `CASHIER_BENCH_SECONDS` sets how long it
lasts: 600 for the figure on the page, two minutes otherwise.
"""

import json
import os
import tempfile
from pathlib import Path

from benchmarks.child.begin import begin, compile_first
from benchmarks.figures import Figure
from benchmarks.render.clip import clip

_SECONDS = 120


def measure() -> list[Figure]:
    """Run it once."""
    seconds = int(os.environ.get("CASHIER_BENCH_SECONDS", _SECONDS))
    compile_first()
    with tempfile.TemporaryDirectory(prefix="cashier-bench-") as folder:
        film = clip(Path(folder) / "film.avi", (640, 360))
        printed = begin("soak", str(seconds), str(film), home=folder, within_s=seconds + 120)
    told = json.loads(printed.splitlines()[-1])
    return [
        Figure("frames read", told["frames"], "", limit=100_000, better="higher"),
        Figure("cases worked on", told["cases"], "", limit=500, better="higher"),
        Figure("memory (RSS) at the end", told["rss_mb"], "MB", limit=250),
        Figure("memory (RSS), peak", told["peak_mb"], "MB"),
        Figure("growth over the second half", told["growth_mb"], "MB", limit=5),
        Figure("threads left over", told["threads"], "", limit=0),
        Figure("files and connections left over", told["files"], "", limit=0),
        Figure("timers left over", told["timers"], "", limit=0),
        Figure("parts of windows at a time, growth between the halves", told["parts"], ""),
    ]
