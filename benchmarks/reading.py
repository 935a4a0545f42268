"""Reading of codes, side by side: zxing-cpp, ZBar, OpenCV's readers and ours.

    python -m benchmarks.reading [--only corpus|stress|idle|films|stages] [--limit N] [--opencv]

prints one table: the corpus of photos by condition, rendered hardships, the cost of frames without
a code, the wait for the first right reading of a phone, and what our stages are worth. With
`--opencv`, OpenCV's readers take part as well, in an environment that is made for them once. Costs
are processor time of one thread; every reader gets the same pixels in the same run. Photos are
never shipped, nor is their judge.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Literal

from benchmarks.contest import opencv
from benchmarks.contest.cells import cell_rows
from benchmarks.contest.photos import photo_rows
from benchmarks.contest.readers import (
    BASE,
    OURS_LIVE,
    OURS_STILL,
    Reader,
    local_readers,
    one_thread,
)
from benchmarks.contest.stages import stage_rows
from benchmarks.contest.tables import Row, as_markdown
from benchmarks.contest.waits import film_rows, idle_rows
from benchmarks.figures import Absent, Figure

SETS: dict[str, Callable[[Sequence[Reader], int | None], list[Row]]] = {
    "corpus": photo_rows,
    "stress": cell_rows,
    "idle": idle_rows,
    "films": film_rows,
    "stages": stage_rows,
}
"""What can be measured, in the table's order."""

_WITHOUT_LIMITS = {"stages"}
_MEASURED = {BASE, OURS_LIVE, OURS_STILL}
_FLOORS: tuple[tuple[str, str, float], ...] = (
    ("corpus: BoofCV codes, mean of conditions", OURS_STILL, 99),
    ("corpus: pictures with a right reading", OURS_STILL, 99.8),
    ("corpus: pictures with a right reading", OURS_LIVE, 98.5),
    ("stress: cylinder-0.6", OURS_STILL, 20),
    ("stress: cylinder-0.9", OURS_STILL, 20),
    ("stress: cylinder-1.15", OURS_STILL, 18),
    ("stress: wrinkle-0.5", OURS_STILL, 20),
    ("stress: wrinkle-0.9", OURS_STILL, 20),
    ("stress: wrinkle-1.3", OURS_STILL, 19),
    ("stress: tilt-72", OURS_STILL, 15),
    ("stress: glare-0.35", OURS_STILL, 10),
    ("stress: strokes-3", OURS_STILL, 8),
    ("stress: defocus-0.6", OURS_STILL, 20),
    ("stress: defocus-0.8", OURS_STILL, 10),
)
_CEILINGS: tuple[tuple[str, str, float], ...] = (
    ("corpus: wrong readings", OURS_STILL, 0),
    ("corpus: readings where there is no code", OURS_STILL, 0),
    ("stress and hard: wrong readings", OURS_STILL, 0),
    ("corpus: median", OURS_STILL, 25),
    ("corpus: 95 of 100 under", OURS_STILL, 400),
    ("idle 720p: mean cost (zxing-cpp = 1)", OURS_LIVE, 1.3),
    ("idle 1080p: mean cost (zxing-cpp = 1)", OURS_LIVE, 1.3),
    ("idle: readings where there is no code", OURS_LIVE, 0),
    ("films: wrong readings", OURS_LIVE, 0),
)


def measure() -> list[Figure]:
    """Measure the sets with limits, our readers and zxing-cpp; return what is held to them."""
    with one_thread():
        readers = [reader for reader in local_readers() if reader.name in _MEASURED]
        sets = (take for name, take in SETS.items() if name not in _WITHOUT_LIMITS)
        rows = {row.name: row for take in sets for row in take(readers, None)}
    return [
        *(_figure(rows[name], reader, limit, "higher") for name, reader, limit in _FLOORS),
        *(_figure(rows[name], reader, limit, "lower") for name, reader, limit in _CEILINGS),
    ]


def _figure(row: Row, reader: str, limit: float, better: Literal["lower", "higher"]) -> Figure:
    return Figure(f"{row.title}; {reader}", row.values[reader], row.unit, limit, better)


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.reading", description=__doc__)
    parser.add_argument("--only", choices=SETS, help="measure one set")
    parser.add_argument("--limit", type=int, help="pictures a condition, frames or films a kind")
    parser.add_argument("--opencv", action="store_true", help="let OpenCV's readers take part")
    chosen = parser.parse_args(arguments)
    with one_thread(), ExitStack() as stack:
        readers = local_readers()
        if chosen.opencv:
            opencv.make()
            readers += stack.enter_context(opencv.opencv_readers())
        else:
            print("OpenCV's readers take no part without --opencv\n")
        rows: list[Row] = []
        for name in [chosen.only] if chosen.only else SETS:
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            try:
                rows += SETS[name](readers, chosen.limit)
            except Absent as absent:
                print(f"{name} not measured: {absent}\n")
        print(as_markdown(rows, [reader.name for reader in readers]))


if __name__ == "__main__":
    main(sys.argv[1:])
