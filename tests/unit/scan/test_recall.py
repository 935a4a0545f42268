"""A code that is held still is judged now and then; what changed is judged at once."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import cv2
import numpy as np
import pytest

from cashier.core.clock import ManualClock
from cashier.scan.engines import Picture
from cashier.scan.motion import Attention, Pace, glance
from cashier.scan.reading import Clarity, Fault, Read
from cashier.scan.recall import FINE_HOLDS_S, HOLDS_S, Recall
from cashier.scan.scanner import Scanner
from cashier.scan.search import Search
from cashier.scan.symbol import Symbol
from tests.helpers.codes import PAYMENT, drawn
from tests.helpers.readings import PAYMENT_CODE, at, read

GRADES = MappingProxyType({"contrast": 2.0, "unused_ec": 3.0})
JUDGED = replace(
    read(
        PAYMENT_CODE, unused_ec=0.6, corners=at(50), faults=(Fault("glare", 0.6, (60, 5, 90, 30)),)
    ),
    clarity=Clarity("C", 2.0, GRADES),
    advice=("tilt_away_from_lamp",),
)
QUICK = replace(
    JUDGED, clarity=Clarity("A", 4.0, MappingProxyType({"unused_ec": 4.0})), faults=(), advice=()
)


@pytest.fixture
def recall() -> Recall:
    remembered = Recall()
    remembered.keep(JUDGED, 10.0)
    return remembered


def moved(by: float, unused_ec: float = 0.6) -> Read:
    return replace(QUICK, corners=at(50 + by), unused_ec=unused_ec)


def test_faults_move_along_and_the_correction_is_this_frames_own(recall: Recall) -> None:
    again = recall.again(moved(7.0), 10.1)
    assert again is not None
    assert again.faults == (Fault("glare", 0.6, (67, 5, 97, 30)),)
    assert again.advice == JUDGED.advice
    assert again.corners == at(57)
    assert again.clarity == Clarity("C", 2.0, {"contrast": 2.0, "unused_ec": 4.0})


@pytest.mark.parametrize(
    ("now", "when"),
    [
        (moved(0.0), 10.0 + HOLDS_S),
        (moved(0.0), 9.9),
        (moved(40.0), 10.1),
        (moved(0.0, unused_ec=0.3), 10.1),
        (replace(moved(0.0), payload=read("139999999999999999").payload), 10.1),
        (replace(moved(0.0), symbology="Code128"), 10.1),
    ],
    ids=["late", "early", "elsewhere", "worse", "another", "bars"],
)
def test_what_is_not_as_it_was_is_judged(recall: Recall, now: Read, when: float) -> None:
    assert recall.again(now, when) is None


def test_hardly_anything_left_is_said_in_the_same_frame(recall: Recall) -> None:
    spent = replace(
        moved(0.0, 0.5), clarity=Clarity("F", 0.0, MappingProxyType({"unused_ec": 0.0}))
    )
    again = recall.again(spent, 10.1)
    assert again is not None
    assert again.clarity.letter == "F"


@pytest.mark.parametrize(
    ("score", "advice", "until"),
    [
        (3.0, (), FINE_HOLDS_S),
        (2.0, (), HOLDS_S),
        (3.0, ("tilt_away_from_lamp",), HOLDS_S),
    ],
)
def test_only_what_nothing_mends_is_judged_more_seldom(
    score: float, advice: tuple[str, ...], until: float
) -> None:
    fine = Recall()
    fine.keep(replace(JUDGED, clarity=Clarity("B", score, GRADES), advice=advice), 10.0)
    assert fine.again(moved(0.0), 10.0 + until - 0.01) is not None
    assert fine.again(moved(0.0), 10.0 + until + 0.01) is None
    assert fine.again(moved(0.0, unused_ec=0.3), 10.1) is None


def test_nothing_was_judged_yet() -> None:
    assert Recall().again(QUICK, 10.0) is None


def test_no_payload_is_kept(recall: Recall) -> None:
    assert PAYMENT_CODE not in repr(vars(recall))


def shifted(picture: Picture, by: int) -> Picture:
    return np.asarray(np.roll(picture, by, axis=1), np.uint8)


def test_a_scanner_says_the_same_of_a_code_that_is_held() -> None:
    clock = ManualClock()
    scanner = Scanner(clock, recall=Recall())
    picture = np.asarray(cv2.GaussianBlur(drawn(PAYMENT, border=60), (0, 0), 2.0), np.uint8)
    first = scanner.read(picture).reads[0]
    clock.advance(HOLDS_S / 2)
    held = scanner.read(shifted(picture, 3)).reads[0]
    alone = Scanner(clock).read(shifted(picture, 3)).reads[0]
    assert held.clarity.letter == first.clarity.letter
    assert [fault.name for fault in held.faults] == [fault.name for fault in first.faults]
    assert held.corners == alone.corners
    clock.advance(HOLDS_S)
    assert scanner.read(shifted(picture, 3)).reads[0] == alone


class Toilsome(ManualClock):
    """Goes on by a fifth of a second each time that somebody asks."""

    def monotonic(self) -> float:
        self.advance(0.2)
        return super().monotonic()


def test_a_code_that_nobody_reads_is_looked_at_hard_in_some_frames_and_told_in_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hard: list[bool] = []
    symbols = Search.symbols

    def counted(*args: Any, **settings: Any) -> tuple[Symbol, ...]:
        hard.append(settings["hard"])
        return symbols(*args, **settings)

    monkeypatch.setattr(Search, "symbols", counted)
    spoilt = drawn(PAYMENT * 3)
    height, width = spoilt.shape
    spoilt[height // 2 : height * 3 // 4, width // 2 : width * 3 // 4] = 255
    with_pauses = Scanner(Toilsome(), recall=Recall())
    readings = [with_pauses.read(spoilt) for _ in range(8)]
    assert not any(reading.reads for reading in readings)
    assert {reading.unread for reading in readings} == {readings[0].unread}
    assert readings[0].unread
    assert hard[:2] == [True, True]
    assert not all(hard)
    assert not any(one.thorough for one, was in zip(readings, hard, strict=True) if not was)
    clear = with_pauses.read(drawn(PAYMENT))
    assert [read.payload.reveal() for read in clear.reads] == [PAYMENT]


def test_bars_on_their_side_are_read_in_every_second_frame_at_least() -> None:
    bars = np.ascontiguousarray(np.rot90(np.repeat(drawn("6901234567892", kind="EAN13"), 2, 0)))
    scanner = Scanner(ManualClock(), recall=Recall())
    scanner.read(np.full_like(bars, 255))
    assert [len(scanner.read(bars).reads) for _ in range(4)] == [0, 1, 1, 1]


def test_bars_on_their_side_are_read_although_every_frame_is_the_same() -> None:
    bars = np.ascontiguousarray(np.rot90(np.repeat(drawn("6901234567892", kind="EAN13"), 2, 0)))
    scanner, attention = Scanner(ManualClock(), recall=Recall()), Attention(Pace(), at=0.0)
    reads = []
    for at_s, picture in enumerate((np.full_like(bars, 255), bars, bars, bars)):
        seen = glance(picture)
        reading = attention.known(seen, float(at_s))
        if reading is None:
            reading = scanner.read(picture)
            attention.learn(seen, float(at_s), reading)
        reads.append(len(reading.reads))
    assert reads == [0, 0, 1, 1]
