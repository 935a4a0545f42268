"""Films: what a frame without a code costs, and when a phone's code is first read.

Readers take turns on every frame and a different one begins each time, so that none gets the
caches that another one warmed. Costs are ratios to zxing-cpp on the same frames.
"""

import statistics
from collections import defaultdict
from collections.abc import Sequence

import cv2
import numpy as np

from benchmarks.contest.readers import BASE, Picture, Reader
from benchmarks.contest.tables import Row
from benchmarks.render import idle, phones

_IDLE_FRAMES = 40
_FILMS = 3
Costs = dict[str, list[float]]


def idle_rows(readers: Sequence[Reader], limit: int | None = None) -> list[Row]:
    """Measure what frames without a code cost, over so many frames of every film."""
    live = [reader for reader in readers if reader.live]
    count = limit if limit is not None else _IDLE_FRAMES
    rows, said = [], {reader.name: 0 for reader in live}
    for size in idle.SIZES:
        whole: Costs = defaultdict(list)
        for name in idle.FILMS:
            costs: Costs = defaultdict(list)
            for number, frame in enumerate(idle.frames(name, size, count)):
                take_turns(live, number, frame, costs, said)
            rows.append(Row(f"idle {size[1]}p, {name}: mean cost", ratio_of_means(costs)))
            for reader, seconds in costs.items():
                whole[reader] += seconds
        rows += [
            Row(f"idle {size[1]}p: mean cost ({BASE} = 1)", ratio_of_means(whole)),
            Row(f"idle {size[1]}p: median of the frames' ratios", median_ratio(whole)),
            Row(
                f"idle {size[1]}p: mean",
                {n: 1000 * statistics.mean(s) for n, s in whole.items()},
                "ms",
            ),
        ]
    return [*rows, Row("idle: readings where there is no code", said)]


def take_turns(
    readers: Sequence[Reader], number: int, frame: Picture, costs: Costs, said: dict[str, int]
) -> None:
    first = number % len(readers)
    for reader in (*readers[first:], *readers[:first]):
        answer = reader.read(frame)
        costs[reader.name].append(answer.seconds)
        said[reader.name] += len(answer.texts)


def ratio_of_means(costs: Costs) -> dict[str, float]:
    base = statistics.mean(costs[BASE])
    return {reader: statistics.mean(seconds) / base for reader, seconds in costs.items()}


def median_ratio(costs: Costs) -> dict[str, float]:
    return {
        reader: statistics.median(a / b for a, b in zip(seconds, costs[BASE], strict=True))
        for reader, seconds in costs.items()
    }


def film_rows(readers: Sequence[Reader], limit: int | None = None) -> list[Row]:
    """Measure the frames until a phone's code is first read rightly, over films of every kind.

    A film that a reader never reads counts with all its frames.
    """
    live = [reader for reader in readers if reader.live]
    seeds = range(1, (limit if limit is not None else _FILMS) + 1)
    wrong = {reader.name: 0 for reader in live}
    never = {reader.name: 0 for reader in live}
    rows: list[Row] = []
    whole: dict[str, list[int]] = defaultdict(list)
    for kind in phones.KINDS:
        mine: dict[str, list[int]] = defaultdict(list)
        for film in (phones.film(kind, seed) for seed in seeds):
            for reader, needed in first_right(film, live, wrong).items():
                mine[reader].append(film.count if needed is None else needed)
                never[reader] += needed is None
        rows.append(_median_wait(f"films, {kind}: frames to the first right reading", mine))
        for reader, frames in mine.items():
            whole[reader] += frames
    return [
        *rows,
        _median_wait("films: frames to the first right reading, median", whole),
        Row("films: the same, mean", {name: statistics.mean(n) for name, n in whole.items()}),
        Row("films: never read", never, total=len(phones.KINDS) * len(seeds)),
        Row("films: wrong readings", wrong),
    ]


def first_right(
    film: phones.Film, readers: Sequence[Reader], wrong: dict[str, int]
) -> dict[str, int | None]:
    """Return how many frames each reader needed (1 is the first), or None where it never read."""
    needed: dict[str, int | None] = {reader.name: None for reader in readers}
    for number, frame in enumerate(film.frames(), start=1):
        grey = np.asarray(cv2.cvtColor(frame.picture, cv2.COLOR_BGR2GRAY), np.uint8)
        for reader in readers:
            if needed[reader.name] is not None:
                continue
            texts = set(reader.read(grey).texts)
            said = film.said(number - 1)
            wrong[reader.name] += len(texts - said)
            if texts & said:
                needed[reader.name] = number
        if None not in needed.values():
            break
    return needed


def _median_wait(name: str, frames: dict[str, list[int]]) -> Row:
    return Row(name, {reader: statistics.median(numbers) for reader, numbers in frames.items()})
