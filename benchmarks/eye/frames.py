"""What a 720p frame costs, without a code and with a clean one, beside zxing-cpp on the same frame.

Frames come one after the other, as from a camera: a code that is held is judged by its pixels in
some of them only, so that the ratio is that of the sums. Costs are processor time of one thread,
the least of three rounds; a different eye begins each time.
"""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import cv2
import numpy as np

from benchmarks.contest.readers import Picture
from benchmarks.eye.eyes import EngineEye, Eye, OurEye
from benchmarks.render import idle
from benchmarks.render.phones import RATE, film

_ROUNDS = 3
_HELD = 20
"""Frames at the end of a film in which the phone is held before the camera, and clear."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of ours and of zxing-cpp, medians; the ratio of all frames together."""

    ours: float
    engine: float
    ratio: float


def without_code(count: int) -> Iterator[Picture]:
    """Render so many frames of every film of a counter."""
    for name in idle.FILMS:
        yield from idle.frames(name, idle.SIZES[0], count)


def with_clean_code(count: int) -> Iterator[Picture]:
    """Render the ends of films, so many frames: a phone with both codes is held, and clear."""
    for seed in range(1, ceil(count / _HELD) + 1):
        shown = film("approach", seed)
        studio = shown.studio()
        for number in range(shown.count - min(_HELD, count), shown.count):
            colours = shown.frame(number, studio).picture
            yield np.asarray(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), np.uint8)


def cost(frames: Iterator[Picture]) -> Cost:
    """Measure what the frames cost."""
    films = list(frames)
    rounds = [_round(films, turn) for turn in range(_ROUNDS)]
    ours, engine = (np.min([one[eye] for one in rounds], axis=0) for eye in (0, 1))
    return Cost(
        statistics.median(ours), statistics.median(engine), float(ours.sum() / engine.sum())
    )


def _round(frames: Sequence[Picture], turn: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each frame, ours and the engine's."""
    ours, engine = OurEye(), EngineEye()
    taken: tuple[list[float], list[float]] = ([], [])
    eyes: list[tuple[int, Eye]] = [(0, ours), (1, engine)]
    for number, frame in enumerate(frames):
        for place, eye in eyes if (number + turn) % 2 else eyes[::-1]:
            taken[place].append(1000 * eye.look(frame, number / RATE).seconds)
    return taken
