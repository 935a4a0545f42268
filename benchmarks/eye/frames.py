"""What a 720p frame costs, without a code and with a clean one, beside zxing-cpp on the same frame.

Both take turns on every frame and a different one begins each time. Costs are processor time of
one thread; the ratio is the median of the frames' ratios.
"""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from benchmarks.contest.readers import Picture
from benchmarks.eye.eyes import EngineEye, Glimpse, OurEye
from benchmarks.render import idle
from benchmarks.render.phones import film

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of ours and of zxing-cpp, medians; the median of the frames' ratios."""

    ours: float
    engine: float
    ratio: float


def without_code(count: int) -> Iterator[Picture]:
    """Render so many frames of every film of a counter."""
    for name in idle.FILMS:
        yield from idle.frames(name, idle.SIZES[0], count)


def with_clean_code(count: int) -> Iterator[Picture]:
    """Render the ends of so many films: a phone with both codes is held still, and clear."""
    for seed in range(1, count + 1):
        shown = film("approach", seed)
        colours = shown.frame(shown.count - 1).picture
        yield np.asarray(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), np.uint8)


def cost(frames: Iterator[Picture]) -> Cost:
    """Measure what the frames cost."""
    eyes = (OurEye(), EngineEye())
    ours: list[float] = []
    engine: list[float] = []
    for number, frame in enumerate(frames):
        for turn in range(_ROUNDS):
            first = (number + turn) % 2
            glimpses: dict[str, Glimpse] = {}
            for eye in (eyes[first], eyes[1 - first]):
                glimpses[eye.name] = eye.look(frame, float(number))
            ours.append(1000 * glimpses[OurEye.name].seconds)
            engine.append(1000 * glimpses[EngineEye.name].seconds)
    ratios = [a / b for a, b in zip(ours, engine, strict=True)]
    return Cost(statistics.median(ours), statistics.median(engine), statistics.median(ratios))
