"""The eye's bench: when a reading counts, which frames a busy eye misses, what work costs."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from benchmarks.contest.readers import Picture
from benchmarks.eye import codes, filmtime
from benchmarks.eye.eyes import EngineEye, Glimpse, OurEye
from benchmarks.eye.filmtime import Told, Watched, Watcher, frames_later
from benchmarks.eye.work import ENGINE_MS, CountingKernel, Work
from benchmarks.render import phones
from benchmarks.render.phones import RATE, Film
from benchmarks.scan import FULL, QUICK
from cashier.core.clock import ManualClock
from cashier.scan.scanner import Scanner

CODE = "131234567890123456"
CORNERS = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
BLANK = np.full((720, 1280), 200, np.uint8)


def test_zxing_needs_two_frames_and_our_eye_one_that_is_clear() -> None:
    shown, frame = next(codes.pictures(1, seed=3))
    engine, ours = EngineEye(), OurEye()
    assert engine.look(frame, 0.0).payload is None
    assert engine.look(frame, 0.1).payload == shown.payload
    glimpse = ours.look(frame, 0.0)
    assert glimpse.payload in {None, shown.payload}
    assert ours.look(frame, 0.1).payload == shown.payload
    assert glimpse.table_ms > ENGINE_MS


class Slow:
    """An eye that needs so many milliseconds for each look, and says what it is told to."""

    name = "slow"

    def __init__(self, ms: float, payload: str | None = None) -> None:
        self.ms = ms
        self.payload = payload
        self.rooms: list[float] = []

    def look(self, picture: Picture, at: float, room_ms: float = inf, /) -> Glimpse:
        self.rooms.append(room_ms)
        return Glimpse(self.payload, self.ms, 0.0)


@pytest.fixture(scope="module")
def film() -> Film:
    return phones.film("approach", 1)


@pytest.mark.parametrize(("ms", "numbers"), [(5, [0, 1, 2, 3, 4, 5]), (150, [0, 2, 4])])
def test_a_busy_eye_misses_frames_and_takes_the_newest(
    film: Film, ms: float, numbers: list[int]
) -> None:
    watcher, seen = Watcher(Slow(ms)), []
    for number in range(6):
        if watcher.wants(film, number):
            seen.append(number)
            watcher.look(film, number, BLANK)
    assert seen == numbers


def test_an_eye_is_told_how_long_it_is_until_the_next_frame(film: Film) -> None:
    eye = Slow(80)
    watcher = Watcher(eye)
    for number in (0, 1, film.count - 1):
        watcher.look(film, number, BLANK)
    assert eye.rooms == [pytest.approx(1000 / RATE), pytest.approx(2000 / RATE - 80), inf]


def test_a_verdict_is_there_when_the_look_is_over_and_right_when_the_frame_said_so(
    film: Film,
) -> None:
    watcher = Watcher(Slow(40, film.payload))
    watcher.look(film, 3, BLANK)
    (told,) = watcher.watched.told
    assert replace(told, at=0.0) == Told(0.0, 3, film.payload, right=True)
    assert told.at == pytest.approx(3 / RATE + 0.04)
    stranger = Watcher(Slow(40, "stranger"))
    stranger.look(film, 3, BLANK)
    assert stranger.watched.wrong == 1
    assert not stranger.watched.knows("stranger")


def test_later_is_counted_in_whole_frames(film: Film) -> None:
    def told(at: float) -> Watched:
        return Watched([Told(at, 1, film.payload, right=True)])

    base = filmtime.Result(film, told(1.0), told(1.0))
    assert frames_later(base) == 0
    assert frames_later(replace(base, ours=told(1.01))) == 0
    assert frames_later(replace(base, ours=told(1.0 + 2 / RATE))) == 2
    assert frames_later(replace(base, ours=told(0.5))) == 0
    assert frames_later(replace(base, ours=Watched())) > 0


def test_the_kernel_counts_what_a_scanner_makes_it_do() -> None:
    kernel = CountingKernel()
    scanner = Scanner(ManualClock(), kernel=kernel)
    reading = scanner.read(BLANK)
    gate = kernel.taken(len(reading.reads))
    assert gate.megapixels == pytest.approx(640 * 360 / 1e6)
    assert gate.grown == 0
    assert kernel.taken(0) == Work()
    assert Work().ms == ENGINE_MS
    assert Work(1.0, 2, 1).ms > Work(1.0, 1, 1).ms > Work(0.5, 1, 1).ms


def test_kinds_of_a_few_codes_are_right_and_most_are_read() -> None:
    tally = codes.tally(60)
    assert (tally.wrong_kind, tally.misread) == (0, 0)
    assert tally.read >= 45


def test_the_full_size_is_what_is_promised() -> None:
    assert FULL.films * len(phones.KINDS) == 80
    assert FULL.codes == 50
    assert QUICK.films < FULL.films
