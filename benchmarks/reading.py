"""Reads the shared corpus in this process: the first pass alone, a live frame's effort, a still's.

`python -m benchmarks.reading` prints the still's table by condition as well. The corpus's own judge
scores; the pictures are never shipped.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.figures import Absent, Figure
from cashier.scan.engines import Picture, find
from cashier.scan.picture import load
from cashier.scan.rescue import Effort
from cashier.scan.scanner import Scanner

ROOT = Path(__file__).resolve().parents[1]

Way = Callable[[Picture], list[str]]


def corpus_folder() -> Path:
    """Return where the corpus is; Absent where it is not."""
    named = os.environ.get("CASHIER_SHARED")
    corpus = (Path(named) if named else ROOT.parent / "shared") / "corpus"
    if not corpus.is_dir():
        raise Absent("the corpus is not beside this checkout (CASHIER_SHARED names another place)")
    return corpus


def first_pass(picture: Picture) -> list[str]:
    """Read with zxing-cpp alone."""
    return [symbol.text.reveal() for symbol in find(picture) if symbol.text is not None]


def with_effort(effort: Effort) -> Way:
    """Read as the program does, with an effort."""
    scanner = Scanner(effort=effort)
    return lambda picture: [read.payload.reveal() for read in scanner.read(picture).reads]


WAYS: tuple[tuple[str, Way], ...] = (
    ("first pass", first_pass),
    ("live frame", with_effort(Effort.FRAME)),
    ("still", with_effort(Effort.STILL)),
)


def read_all(corpus: Path, way: Way, readings: Path) -> list[float]:
    """Read every picture one way, write the readings and return the milliseconds of each."""
    times = []
    with readings.open("w", encoding="utf-8") as out:
        for entry in json.loads((corpus / "truth.json").read_bytes()):
            picture = load(corpus / entry["image"]).pixels
            started = time.perf_counter()
            payloads = way(picture)
            times.append((time.perf_counter() - started) * 1000)
            reads = [{"payload": payload} for payload in payloads]
            line = {"image": entry["image"], "ms": times[-1], "reads": reads}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return times


def scored(corpus: Path, readings: Path, *options: str) -> str:
    """Return what the corpus's judge says."""
    command = [sys.executable, str(corpus / "score.py"), str(readings), *options]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def measure() -> list[Figure]:
    """Read and score the corpus in each way."""
    corpus = corpus_folder()
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        for name, way in WAYS:
            times = read_all(corpus, way, readings)
            score: dict[str, Any] = json.loads(scored(corpus, readings, "--json"))
            figures += [
                Figure(f"{name}: pictures read", score["images_pct"], "%", 89.3, "higher"),
                Figure(f"{name}: codes read", score["codes_pct"], "%", 88.8, "higher"),
                Figure(f"{name}: wrong readings", score["wrong"], "", 0),
                Figure(f"{name}: readings without a code", score["false_on_negatives"], "", 0),
                Figure(f"{name}: median", statistics.median(times), "ms"),
                Figure(f"{name}: mean", statistics.mean(times), "ms"),
            ]
    return figures


def main() -> None:
    """Print the still's table by condition."""
    corpus = corpus_folder()
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        read_all(corpus, WAYS[-1][1], readings)
        print(scored(corpus, readings))


if __name__ == "__main__":
    main()
