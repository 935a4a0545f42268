"""How long the window's thread is ever held up, through an hour squeezed into some minutes.

The run is a process of its own, drawn offscreen (`benchmarks.child.busy`). `CASHIER_BENCH_SECONDS`
sets how long it lasts: 600 for the figure on the page, two minutes otherwise.
"""

import json
import os
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.child.begin import begin, compile_first
from benchmarks.figures import Figure
from benchmarks.render.clip import clip
from cashier.core.threads import start_thread

_SECONDS = 120
_BEAT_S = 0.01


def measure() -> list[Figure]:
    """Run the hour once."""
    seconds = int(os.environ.get("CASHIER_BENCH_SECONDS", _SECONDS))
    compile_first()
    with tempfile.TemporaryDirectory(prefix="cashier-bench-") as folder:
        film = clip(Path(folder) / "film.avi", (1280, 720))
        over = threading.Event()
        waits: list[float] = []
        control = start_thread("control", lambda: _control(over, waits))
        try:
            printed = begin("busy", str(seconds), str(film), home=folder, within_s=seconds + 120)
        finally:
            over.set()
            control.join()
    told = json.loads(printed.splitlines()[-1])
    late, busy = told["late"], told["busy"]
    return [
        Figure("the run", seconds, "s"),
        Figure("cases worked on", told["cases"], ""),
        Figure("window's thread held up, 99.9th of 100", late["p99.9"], "ms", limit=50),
        Figure("window's thread held up, worst", late["worst"], "ms", limit=100),
        Figure("of that its own work, 99.9th of 100", busy["p99.9"], "ms"),
        Figure("of that its own work, worst", busy["worst"], "ms"),
        Figure("an idle process beside it held up, 99.9th of 100", _at(waits, 0.999), "ms"),
        Figure("an idle process beside it held up, worst", max(waits), "ms"),
    ]


def _control(over: threading.Event, waits: list[float]) -> None:
    """Do nothing but wait, on the same machine: what is late here is late through others."""
    last = time.perf_counter()
    while not over.wait(_BEAT_S):
        now = time.perf_counter()
        waits.append(max(0.0, now - last - _BEAT_S) * 1000)
        last = now


def _at(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
