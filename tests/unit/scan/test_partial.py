"""A symbol of which one or two patterns are seen is known for one, and a lone ring is not."""

import cv2
import numpy as np
import pytest

from cashier.scan.binarise import Binarising
from cashier.scan.engines import Picture, find
from cashier.scan.kernel import load
from cashier.scan.locate import Sweep, shapes_in
from cashier.scan.partial import partly_seen
from cashier.scan.reading import centre, inside
from cashier.scan.scanner import Scanner
from cashier.scan.search import Effort
from cashier.scan.symbol import Symbol
from tests.helpers.codes import drawn

CLEAN = drawn("https://example.org/" + "abcdefgh" * 4, scale=7)
(CODE,) = find(CLEAN)
SIDE = round(CODE.corners[1][0] - CODE.corners[0][0])
LEFT, TOP = (round(value) for value in CODE.corners[0])


def seen(picture: Picture) -> Symbol | None:
    picture = np.ascontiguousarray(picture)
    grey = picture.astype(np.float32)
    return partly_seen(picture, grey, shapes_in(picture, grey, Sweep((Binarising(1, 31),)), load()))


def turned(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(picture, turn, (width, height), borderValue=240), np.uint8)


@pytest.mark.parametrize("share", [0.15, 0.3, 0.45])
@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
def test_a_code_that_leaves_the_picture_is_seen_and_told(share: float, quarter: int) -> None:
    cut = np.ascontiguousarray(np.rot90(CLEAN, quarter)[: -TOP - round(share * SIDE)])
    symbol = seen(cut)
    assert symbol is not None
    assert symbol.version == CODE.version
    assert max(y for _, y in symbol.corners) > cut.shape[0]
    reading = Scanner(effort=Effort.STILL).read(cut)
    if reading.reads:
        # A little that is gone the correction makes up for.
        assert share == 0.15
        assert [read.payload for read in reading.reads] == [CODE.text]
        return
    (unread,) = reading.unread
    assert unread.faults[0].name == "cut_off"
    assert unread.advice[0] == "whole_code_in_view"


@pytest.mark.parametrize("degrees", [0, 20, -35])
@pytest.mark.parametrize("corner", [(0, 0), (1, 0), (0, 1)])
def test_a_pattern_under_a_thumb_is_no_hindrance(degrees: float, corner: tuple[int, int]) -> None:
    picture = CLEAN.copy()
    reach = 11 * 7
    x, y = (first + at * (SIDE - reach) for first, at in zip((LEFT, TOP), corner, strict=True))
    picture[max(0, y - 9) : y + reach, max(0, x - 9) : x + reach] = 120
    symbol = seen(turned(picture, degrees))
    assert symbol is not None
    assert symbol.version == CODE.version
    assert inside(centre(symbol.corners), CODE.corners)


def test_a_ring_alone_is_no_symbol() -> None:
    paper = np.full((300, 300), 235, np.uint8)
    for half, grey in ((35, 20), (25, 235), (15, 20)):
        paper[150 - half : 150 + half, 150 - half : 150 + half] = grey
    assert seen(paper) is None
    assert seen(paper[:180]) is None
    assert seen(np.full((200, 200), 128, np.uint8)) is None


def test_two_rings_with_nothing_between_are_no_symbol() -> None:
    paper = np.full((300, 420), 235, np.uint8)
    for x in (100, 100 + 7 * 22):
        for half, grey in ((24, 20), (17, 235), (10, 20)):
            paper[150 - half : 150 + half, x - half : x + half] = grey
    assert seen(paper) is None
