"""The frozen app that `python3 dev.py build` has made: start to first paint, self-test, size."""

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Absent, Figure
from tools.frozen.build import MOST_BYTES, MOST_SECONDS
from tools.frozen.deb import MOST_BYTES as MOST_PACKED
from tools.frozen.place import Place
from tools.frozen.sizes import by_component

_STARTS = 7
_ROOT = Path(__file__).resolve().parent.parent


def measure() -> list[Figure]:
    """Start the frozen app several times and weigh it."""
    place = Place(_ROOT)
    if not place.program.is_file():
        raise Absent("there is no frozen app: python3 dev.py build")
    first_paint(place.program)
    starts = [first_paint(place.program) for _ in range(_STARTS)]
    begun = time.perf_counter()
    _run(place.program, "--self-test")
    tested = time.perf_counter() - begun
    sizes = by_component(place.app)
    packed = sorted(place.folder.glob("*.deb"), key=lambda path: path.stat().st_mtime)
    figures = [
        Figure("frozen, warm start to first paint, median", statistics.median(starts), "s", 0.8),
        Figure("frozen, warm start to first paint, worst", max(starts), "s"),
        Figure("self-test, from start to end", tested, "s", MOST_SECONDS),
        Figure("app, unpacked", sum(sizes.values()) / 1e6, "MB", MOST_BYTES / 1e6),
    ]
    figures += [Figure(f"of it {name}", size / 1e6, "MB") for name, size in sizes.items()]
    if packed:
        size = packed[0].stat().st_size / 1e6
        figures.append(Figure("Debian package", size, "MB", MOST_PACKED / 1e6))
    return figures


def first_paint(program: Path) -> float:
    """Return seconds from the start of the process to the first paint."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [program, "-m", "cashier.cli.first_paint"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        took = time.perf_counter() - begun
        process.wait(60)
    if line.strip() != "painted":
        raise RuntimeError("the window was not painted")
    return took


def _run(program: Path, *arguments: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [program, *arguments],
            env={**os.environ, "CASHIER_HOME": folder, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.DEVNULL,
            check=True,
        )
