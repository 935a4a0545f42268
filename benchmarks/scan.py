"""The eye at the till: frames, films and payment codes.

    python -m benchmarks.scan [--only frames|films|codes] [--long] [--limit N]

*Frames*: what a 720p frame costs beside zxing-cpp. *Films*: phones with payment pages brought
before the camera; when the first right verdict is there, in film time with a fixed table of costs,
against zxing-cpp with the rule that two frames must agree; and the clock's time from frame to
verdict. *Codes*: payment codes of every wallet through a small film pipeline. `--long` takes the
full sizes (80 films, 50,000 codes), some twenty minutes; `--limit` so many frames of each film,
films of each kind, or thousands of codes.
"""

import argparse
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.contest.readers import one_thread
from benchmarks.eye import codes, filmtime, frames
from benchmarks.eye.filmtime import Result
from benchmarks.figures import Figure, as_table
from benchmarks.render.phones import KINDS


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: frames of a film, films of a kind, thousands of codes."""

    frames: int
    films: int
    codes: int


QUICK = Size(frames=8, films=2, codes=3)
FULL = Size(frames=40, films=8, codes=50)


def frame_figures(size: Size) -> list[Figure]:
    """Measure what frames cost."""
    idle = frames.cost(frames.without_code(size.frames))
    clean = frames.cost(frames.with_clean_code(size.frames))
    return [
        Figure("720p frame without a code; zxing-cpp = 1", idle.ratio, "", 1.3),
        Figure("the same, median", idle.ours, "ms"),
        Figure("the same, zxing-cpp", idle.engine, "ms"),
        Figure("720p frame with a clean code; zxing-cpp = 1", clean.ratio, "", 1.3),
        Figure("the same, median", clean.ours, "ms"),
        Figure("the same, zxing-cpp", clean.engine, "ms"),
    ]


def film_figures(size: Size) -> list[Figure]:
    """Let both eyes watch the films."""
    watched: list[Result] = []
    for result in filmtime.results(size.films):
        watched.append(result)
        _say(result)
    waits = [
        (filmtime.wait_of(result.ours, result.film), filmtime.wait_of(result.engine, result.film))
        for result in watched
    ]
    later = [filmtime.frames_later(result) for result in watched]
    clock = sorted(1000 * seconds for result in watched for seconds in result.ours.seconds)
    table = sum(result.ours.table_ms for result in watched)
    engine_table = sum(result.engine.table_ms for result in watched)
    engine_clock = 1000 * sum(sum(result.engine.seconds) for result in watched)
    return [
        Figure("films", len(watched), ""),
        Figure(
            "first right verdict, median of the films' ratios; zxing-cpp = 1",
            statistics.median(ours / engine for ours, engine in waits),
            "",
            0.8,
        ),
        Figure("first right verdict, median", statistics.median(w[0] for w in waits), "s"),
        Figure("the same, zxing-cpp", statistics.median(w[1] for w in waits), "s"),
        Figure("films in which ours comes later", sum(number > 0 for number in later), "", 2),
        Figure("the most frames it comes later by", max(later), "", 2),
        *_told(watched),
        Figure("frame to verdict, 95 of 100 under", clock[int(0.95 * len(clock))], "ms", 60),
        Figure("frame to verdict, median", statistics.median(clock), "ms"),
        Figure(
            "table of costs against the clock, both relative to zxing-cpp",
            (table / engine_table) / (sum(clock) / engine_clock),
            "",
        ),
    ]


def _told(watched: Sequence[Result]) -> list[Figure]:
    """Count wrong verdicts and films that got none; measure the wait for a refreshed number."""
    fresh = [result for result in watched if len(result.film.pages) > 1]
    figures = [
        Figure("wrong verdicts", sum(result.ours.wrong for result in watched), "", 0),
        Figure("the same, zxing-cpp", sum(result.engine.wrong for result in watched), ""),
    ]
    for name, side in (("", "ours"), (", zxing-cpp", "engine")):
        never = [not getattr(result, side).knows(result.film.payload) for result in watched]
        figures.append(Figure(f"films without a right verdict{name}", sum(never), ""))
    for name, side in (("", "ours"), (", zxing-cpp", "engine")):
        waits = [
            filmtime.wait_after_refresh(getattr(result, side), result.film) for result in fresh
        ]
        figures.append(
            Figure(
                f"a page refreshes: wait for its new number{name}", statistics.median(waits), "s"
            )
        )
    return figures


def _say(result: Result) -> None:
    """Say how one film went, on the side."""
    shown = result.film
    ours, engine = (filmtime.wait_of(side, shown) for side in (result.ours, result.engine))
    later = filmtime.frames_later(result)
    notes = [f"{later} frames later"] if later else []
    notes += [f"{result.ours.wrong} wrong"] if result.ours.wrong else []
    note = ", ".join(notes)
    print(f"{shown.name} {shown.seed}: {ours:.2f} s, {engine:.2f} s {note}", file=sys.stderr)


def code_figures(size: Size) -> list[Figure]:
    """Show codes by the thousand."""
    tally = codes.tally(1000 * size.codes)
    right = 1 - tally.wrong_kind / max(1, tally.read + tally.misread)
    return [
        Figure("codes of every wallet shown", tally.shown, ""),
        Figure("kind right of those read", 100 * right, "%", 100, "higher"),
        Figure("wrong kinds", tally.wrong_kind, "", 0),
        Figure("wrong readings", tally.misread, "", 0),
        Figure("codes read in one small frame", 100 * tally.read / tally.shown, "%"),
    ]


SETS: dict[str, Callable[[Size], list[Figure]]] = {
    "frames": frame_figures,
    "films": film_figures,
    "codes": code_figures,
}


def measure() -> list[Figure]:
    """Measure everything in the quick sizes."""
    with one_thread():
        return [figure for take in SETS.values() for figure in take(QUICK)]


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.scan", description=__doc__)
    parser.add_argument("--only", choices=SETS, help="measure one set")
    parser.add_argument("--long", action="store_true", help=f"{len(KINDS) * FULL.films} films")
    parser.add_argument("--limit", type=int, help="another size")
    chosen = parser.parse_args(arguments)
    size = FULL if chosen.long else QUICK
    if chosen.limit is not None:
        size = Size(chosen.limit, chosen.limit, chosen.limit)
    with one_thread():
        for name in [chosen.only] if chosen.only else SETS:
            print(f"\n{name}", flush=True)
            print(as_table(SETS[name](size)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
