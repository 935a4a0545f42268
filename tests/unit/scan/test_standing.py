"""A code that stands is seen again at half the size; whatever else there is, is looked at whole."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.scan.engines import Picture
from cashier.scan.packed import Frame, half_of
from cashier.scan.reading import Reading, Unread
from cashier.scan.recall import Recall
from cashier.scan.scanner import Scanner
from cashier.scan.search import Search
from cashier.scan.standing import TRIED_AGAIN_S, WHOLE_S, Standing, alone_in
from cashier.scan.symbol import Symbol
from cashier.scan.watch import Watch
from tests.helpers.codes import PAYMENT, drawn
from tests.helpers.readings import PAYMENT_CODE, at, read

OTHER = "286512345678901234"
FRAME_S = 1 / 15
CODE = read(PAYMENT_CODE, unused_ec=0.6, corners=at(50))
BARS = replace(CODE, symbology="Code128", corners=at(200))


def stood(*reads: object, unread: tuple[Unread, ...] = ()) -> Standing:
    standing = Standing()
    standing.looked(reads, unread, 1.0)  # type: ignore[arg-type]
    return standing


def test_only_a_code_that_is_alone_stands_and_only_for_a_moment() -> None:
    assert stood(CODE).may_do(1.0)
    assert stood(CODE, BARS).may_do(1.1)
    assert not stood(CODE).may_do(1.01 + WHOLE_S)
    assert not stood(CODE).may_do(0.9)
    assert not stood().may_do(1.1)
    assert not stood(CODE, unread=(Unread(at(0)),)).may_do(1.1)
    assert not stood(BARS, CODE).may_do(1.1)
    assert not stood(CODE, replace(CODE, payload=Secret(OTHER))).may_do(1.1)
    assert not Standing().may_do(1.1)


def test_where_half_was_not_enough_it_is_not_tried_for_a_while() -> None:
    standing = stood(CODE)
    standing.missed(1.1)
    standing.looked([CODE], (), 1.2)
    assert not standing.may_do(1.25)
    standing.looked([CODE], (), 1.1 + TRIED_AGAIN_S)
    assert standing.may_do(1.1 + TRIED_AGAIN_S)


def test_bars_that_say_the_same_move_along_and_no_payload_is_kept() -> None:
    standing = stood(CODE, BARS)
    assert PAYMENT_CODE not in repr(standing._stood)
    moved = standing.with_beside(replace(CODE, corners=at(57, 3)))
    assert moved == (replace(CODE, corners=at(57, 3)), replace(BARS, corners=at(207, 3)))


def symbol(text: str | None, unused_ec: float = 0.6) -> Symbol:
    return Symbol("QRCode", Secret(text) if text else None, at(9), unused_ec=unused_ec)


@pytest.mark.parametrize(
    "found",
    [
        [],
        [symbol(None)],
        [symbol(PAYMENT, 0.2)],
        [symbol("1234")],
        [symbol(PAYMENT), symbol(OTHER)],
        [symbol(PAYMENT), symbol(None)],
        [symbol(PAYMENT), symbol(PAYMENT)],
    ],
)
def test_what_is_in_doubt_at_half_the_size_is_looked_at_whole(found: list[Symbol]) -> None:
    assert alone_in(found) is None


def test_one_sure_code_is_enough() -> None:
    one = symbol(PAYMENT)
    assert alone_in([one]) is one


class Till:
    """A camera's scanner at fifteen frames a second; counts the frames that are looked at whole."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = ManualClock()
        self.whole = 0
        self.halves = 0
        self._scanner = Scanner(self.clock, recall=Recall())
        self._watch = Watch({}, b"key")
        symbols = Search.symbols

        def counted(*given: object, **settings: object) -> tuple[Symbol, ...]:
            self.whole += 1
            return symbols(*given, **settings)  # type: ignore[arg-type]

        def halved(frame: Frame) -> Picture:
            self.halves += 1
            return half_of(frame)

        monkeypatch.setattr(Search, "symbols", counted)
        monkeypatch.setattr("cashier.scan.scanner.half_of", halved)

    def sees(self, picture: Picture) -> Reading:
        self.clock.advance(FRAME_S)
        return self._scanner.read(picture)

    def counts(self, picture: Picture) -> str:
        """Return the payload in front, if it counts."""
        seen = self._watch.see(self.sees(picture), self.clock.monotonic())
        return seen.front.payload.reveal() if seen.counts and seen.front is not None else ""


@pytest.fixture
def till(monkeypatch: pytest.MonkeyPatch) -> Till:
    return Till(monkeypatch)


def counter(*codes: tuple[Picture, int, int]) -> Picture:
    """Return a frame with codes at places."""
    frame = np.full((720, 1280), 130, np.uint8)
    for code, left, top in codes:
        frame[top : top + code.shape[0], left : left + code.shape[1]] = code
    return frame


def shown(text: str, left: int = 100) -> Picture:
    return counter((drawn(text, scale=8), left, 100))


def test_two_of_three_frames_of_a_code_that_is_held_are_looked_at_by_half(till: Till) -> None:
    for number in range(15):
        reading = till.sees(shown(PAYMENT, 100 + 2 * number))
        (code,) = reading.reads
        assert code.payload.reveal() == PAYMENT
        alone = Scanner().read(shown(PAYMENT, 100 + 2 * number)).reads[0]
        assert np.abs(np.subtract(code.corners, alone.corners)).max() <= 3
        assert code.clarity.letter == alone.clarity.letter
    # Fifteen looks of those that judge alone.
    assert till.whole - 15 <= 7


def test_a_page_keeps_its_bars_while_its_code_is_seen_by_half(till: Till) -> None:
    code, bars = drawn(PAYMENT, scale=8), drawn(PAYMENT, scale=2, kind="Code128")
    for number in range(12):
        page = counter((code, 100 + 3 * number, 300), (bars, 100 + 3 * number, 10))
        reading = till.sees(page)
        assert [read.symbology for read in reading.reads] == ["QRCode", "Code128"]
        assert len({read.payload for read in reading.reads}) == 1
        places = [read.corners for read in Scanner().read(page).reads]
        assert np.abs(np.subtract([read.corners for read in reading.reads], places)).max() <= 4
    assert till.halves >= 6


def test_a_code_that_takes_its_place_counts_with_its_first_frame(till: Till) -> None:
    for number in range(1, 9):
        old, new = (str(int(PAYMENT) + number + more) for more in (0, 1))
        for _ in range(1 + number % 4):
            till.counts(shown(old))
        assert till.counts(shown(new)) == new, "as without any look at half the size"


def test_a_code_that_is_taken_away_is_gone_in_that_frame(till: Till) -> None:
    for _ in range(2):
        assert till.sees(shown(PAYMENT)).reads
    assert till.halves
    assert till.sees(counter()).blank


def test_a_code_beside_it_is_seen_at_once_or_where_it_is_small_soon(till: Till) -> None:
    for small, most in ((7, 1), (3, 3)):
        for _ in range(4):
            till.sees(shown(PAYMENT))
        both = counter((drawn(PAYMENT, scale=8), 100, 100), (drawn(OTHER, scale=small), 700, 100))
        waits = next(n for n in range(1, 9) if len(till.sees(both).reads) == 2)
        assert waits <= most
        before = till.halves
        assert len(till.sees(both).reads) == 2
        assert till.halves == before, "two codes are looked at whole each time"


def test_a_code_too_fine_for_half_the_size_is_read_in_every_frame_all_the_same(till: Till) -> None:
    code = cv2.resize(drawn(PAYMENT), None, fx=0.35, fy=0.35, interpolation=cv2.INTER_AREA)
    fine = counter((np.asarray(code, np.uint8), 100, 100))
    assert all(till.sees(fine).reads for _ in range(12))
    assert till.whole == 12
    assert till.halves <= 4
