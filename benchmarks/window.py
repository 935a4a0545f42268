"""The window as a store PC feels it: start, lights, F9 to the first sentence, camera, idle cost.

Every run is a process of its own, with a home folder of its own, drawn offscreen. The camera is
off, the probes run, as at a quiet till.
"""

import statistics
import tempfile
from pathlib import Path

from benchmarks.child.begin import begin, compile_first
from benchmarks.figures import Figure
from benchmarks.render.clip import clip

_STARTS = 7


def measure() -> list[Figure]:
    """Start the window several times, then let one stand idle."""
    compile_first()
    with tempfile.TemporaryDirectory(prefix="cashier-bench-") as folder:
        _run("start", folder)  # the first start warms the disk cache and makes the home
        starts = [float(_run("start", folder)[0]) for _ in range(_STARTS)]
        lights = [float(_run("lights", folder)[0]) for _ in range(3)]
        film = clip(Path(folder) / "film.avi", (1280, 720))
        share, *pictures = (float(value) for value in _run(str(film), folder, child="camera"))
        first = [float(value) for value in _run("press", folder)]
        cpu, memory = (float(value) for value in _run("idle", folder))
    return [
        Figure("warm start to first paint, median", statistics.median(starts), "s", limit=0.8),
        Figure("warm start to first paint, worst", max(starts), "s"),
        Figure("F9 to the first sentence, median", statistics.median(first), "ms", limit=150),
        Figure("F9 to the first sentence, worst", max(first), "ms", limit=300),
        Figure("warm start to live lights (demo), median", statistics.median(lights), "s", 1.5),
        Figure("picture of 720p to its outline, median", statistics.median(pictures), "ms", 50),
        Figure("picture of 720p to its outline, 95th of 100", _at(pictures, 0.95), "ms"),
        Figure("scanning 720p, of one core", share, "%", limit=35),
        Figure("idle window, camera off, of one core", cpu, "%", limit=1),
        Figure("idle window, memory (RSS)", memory, "MB", limit=220),
    ]


def _at(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def _run(what: str, home: str, child: str = "window") -> list[str]:
    return begin(child, what, home=home).split()
