"""Films in film time: a frame is looked at only when the eye is free, and the newest one wins.

Time passes by the table of counted work, not by the clock: the same films give the same answer on
every machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

import cv2
import numpy as np

from benchmarks.contest.readers import Picture
from benchmarks.eye.eyes import EngineEye, Eye, OurEye
from benchmarks.render.phones import KINDS, RATE, Film, film

_EYES = (OurEye, EngineEye)
_AFTERWARDS = RATE


@dataclass(frozen=True, slots=True)
class Told:
    """One verdict to act: when it is there (seconds of the film), of which frame, and if right."""

    at: float
    number: int
    payload: str
    right: bool


@dataclass(slots=True)
class Watched:
    """What one eye made of one film."""

    told: list[Told] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    table_ms: float = 0.0

    def first_right(self, payload: str) -> Told | None:
        """Return the first right verdict on this payload."""
        return next((told for told in self.told if told.right and told.payload == payload), None)

    def knows(self, payload: str) -> bool:
        """Whether this payload was told rightly."""
        return self.first_right(payload) is not None

    @property
    def wrong(self) -> int:
        """How many verdicts were not what the frame said."""
        return sum(not told.right for told in self.told)


@dataclass(frozen=True, slots=True)
class Result:
    """One film and both eyes' watching, ours first."""

    film: Film
    ours: Watched
    engine: Watched


class Watcher:
    """One eye before one film; frames are offered in order.

    Args:
        eye: what looks.
    """

    def __init__(self, eye: Eye) -> None:
        self._eye = eye
        self._free_at = 0.0
        self.watched = Watched()

    def wants(self, film: Film, number: int) -> bool:
        """Whether the eye is free before the next frame comes: then this one is its newest."""
        last = number + 1 == film.count
        return last or self._free_at < film.seconds(number + 1)

    def look(self, film: Film, number: int, picture: Picture) -> None:
        """Look at a frame as soon as the eye is free."""
        taken = film.seconds(number)
        started = max(self._free_at, taken)
        room_ms = 1000 * (film.seconds(number + 1) - started) if number + 1 < film.count else inf
        glimpse = self._eye.look(picture, taken, room_ms)
        self._free_at = started + glimpse.table_ms / 1000
        self.watched.seconds.append(glimpse.seconds)
        self.watched.table_ms += glimpse.table_ms
        if glimpse.payload is not None:
            right = glimpse.payload in film.said(number)
            told = Told(self._free_at, number, glimpse.payload, right)
            self.watched.told.append(told)


def watch(shown: Film) -> Result:
    """Let both eyes watch a film until a second after both know what its last showing says."""
    watchers = [Watcher(eye()) for eye in _EYES]
    studio = shown.studio()
    left = _AFTERWARDS
    for number in range(shown.count):
        wanting = [watcher for watcher in watchers if watcher.wants(shown, number)]
        if wanting:
            colours = shown.frame(number, studio).picture
            grey = np.asarray(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), np.uint8)
            # A different one begins each time: none gets the caches that another one warmed.
            for watcher in wanting if number % 2 else wanting[::-1]:
                watcher.look(shown, number, grey)
        left -= all(_knows_all(watcher.watched, shown) for watcher in watchers)
        if not left:
            break
    ours, engine = (watcher.watched for watcher in watchers)
    return Result(shown, ours, engine)


def _knows_all(watched: Watched, shown: Film) -> bool:
    """Whether the last page, in the last showing, has been told rightly."""
    last = shown.pages[-1].payload
    begins = 0 if len(shown.motions) == 1 else shown.count // 2
    return any(
        told.right and told.payload == last and told.number >= begins for told in watched.told
    )


def results(seeds: int) -> Iterator[Result]:
    """Watch so many films of every kind."""
    for seed in range(1, seeds + 1):
        for kind in KINDS:
            yield watch(film(kind, seed))


def wait_of(watched: Watched, shown: Film) -> float:
    """Return the seconds until the first right verdict; the whole film where there is none."""
    told = watched.first_right(shown.payload)
    return shown.seconds(shown.count - 1) if told is None else told.at


def wait_after_refresh(watched: Watched, shown: Film) -> float:
    """Return the seconds from a page's change until its new number is told rightly."""
    told = watched.first_right(shown.pages[-1].payload)
    last = shown.seconds(shown.count - 1) if told is None else told.at
    return last - shown.refreshed_at


def frames_later(result: Result) -> int:
    """Return by how many frames our first right verdict comes after the engine's; 0: not later."""
    shown = result.film
    behind = wait_of(result.ours, shown) - wait_of(result.engine, shown)
    return max(0, round(behind * RATE))
