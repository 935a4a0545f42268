"""A code is seen by its texture where no finder shows, and print, wood and noise are not one."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.scan.engines import Picture, find
from cashier.scan.faults import faults_of
from cashier.scan.grid import corners_of
from cashier.scan.kernel import load
from cashier.scan.reading import centre, inside
from cashier.scan.symbol import Symbol
from cashier.scan.texture import textured
from tests.helpers.codes import blurred, contrast, drawn

CLEAN = contrast(drawn("https://example.org/" + "abcdefgh" * 4, scale=7), 25, 215)
(CODE,) = find(CLEAN)
MODULES = 7
GREY = 120


def on_a_table(picture: Picture) -> Picture:
    """Lay a picture into a larger grey one."""
    wide = cv2.copyMakeBorder(picture, 80, 80, 90, 90, cv2.BORDER_CONSTANT, value=(GREY,))
    return np.asarray(wide, np.uint8)


def without_corners(picture: Picture) -> Picture:
    """Draw modules where three corner patterns were."""
    rubbed = picture.copy()
    left, top = (round(value) for value in CODE.corners[0])
    right, bottom = (round(value) for value in CODE.corners[2])
    side = 8 * MODULES
    for x, y in ((left, top), (right - side, top), (left, bottom - side)):
        modules = np.random.default_rng(x).integers(0, 2, (8, 8)) * 190 + 25
        rubbed[y : y + side, x : x + side] = np.kron(modules, np.ones((MODULES, MODULES)))
    return rubbed


def test_a_code_without_its_corners_is_seen_and_called_damaged() -> None:
    picture = on_a_table(without_corners(CLEAN))
    assert not any(symbol.text for symbol in find(picture))
    symbol = textured(picture)
    assert symbol is not None
    assert symbol.rough
    x, y = centre(symbol.corners)
    assert inside((x - 90, y - 80), CODE.corners)
    assert faults_of(picture, symbol, load(), closely=True)[0].name == "damaged"


def test_a_patch_too_blurred_to_count_its_modules_is_a_code_by_its_corners() -> None:
    symbol = textured(on_a_table(blurred(CLEAN, 5.5)))
    assert symbol is not None
    assert not symbol.rough
    assert symbol.version == CODE.version
    off = np.array(symbol.corners) - (90, 80) - np.array(CODE.corners)
    assert np.abs(off).max() < MODULES


def test_patterns_in_a_small_part_of_a_patch_are_not_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = on_a_table(blurred(CLEAN, 5.5))

    def met_in_a_part(cut: Picture) -> Symbol:
        middle = np.array(cut.shape[::-1]) / 2
        ring = np.array([(-9, -9), (9, -9), (9, 9), (-9, 9)])
        return Symbol("QRCode", None, corners_of(middle + ring), 1)

    monkeypatch.setattr("cashier.scan.texture.sighted", met_in_a_part)
    symbol = textured(picture)
    assert symbol is None or symbol.rough


def test_a_tiny_code_is_seen_and_called_small() -> None:
    tiny = cv2.resize(CLEAN, None, fx=1.2 / 7, fy=1.2 / 7, interpolation=cv2.INTER_AREA)
    picture = on_a_table(np.asarray(tiny, np.uint8))
    symbol = textured(picture)
    assert symbol is not None
    assert faults_of(picture, symbol, load(), closely=True)[0].name == "small"


def test_a_code_that_lamps_cut_in_stripes_is_one_code() -> None:
    picture = on_a_table(without_corners(CLEAN))
    height, width = picture.shape
    for x in (width // 3, width // 2, 2 * width // 3):
        cv2.line(picture, (x - 30, 0), (x + 30, height), 255, 2 * MODULES)
    symbol = textured(picture)
    assert symbol is not None
    x, y = centre(symbol.corners)
    assert inside((x - 90, y - 80), CODE.corners)
    assert faults_of(picture, symbol, load(), closely=True)[0].name == "glare"


def test_a_code_streaked_by_motion_is_seen_and_called_so() -> None:
    path = np.zeros((4 * MODULES, 4 * MODULES), np.float32)
    path[2 * MODULES] = 1 / len(path)
    picture = on_a_table(np.asarray(cv2.filter2D(CLEAN, -1, path), np.uint8))
    symbol = textured(picture)
    assert symbol is not None
    assert faults_of(picture, symbol, load(), closely=True)[0].name == "blur_motion"


def lines_of_print() -> Picture:
    page = np.full((400, 500), 235, np.uint8)
    for row in range(8):
        text = "".join(chr(65 + (7 * row + 3 * place) % 26) for place in range(22))
        cv2.putText(page, text, (20, 50 + 42 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 30, 2)
    return page


def boards() -> Picture:
    waves = np.sin(np.arange(400)[:, None] / 3.0 + np.sin(np.arange(500) / 60.0))
    return np.asarray(120 + 60 * waves, np.uint8)


def keys() -> Picture:
    page = np.full((400, 500), 200, np.uint8)
    for y in range(40, 360, 40):
        for x in range(40, 460, 40):
            cv2.rectangle(page, (x, y), (x + 28, y + 28), 40, -1)
    return page


def chess() -> Picture:
    board = np.kron(np.indices((22, 22)).sum(axis=0) % 2, np.ones((8, 8))) * 180 + 30
    return on_a_table(np.pad(np.asarray(board, np.uint8), 40, constant_values=210))


@pytest.mark.parametrize(
    "picture",
    [lines_of_print(), boards(), keys(), chess()],
    ids=["print", "wood", "keys", "chess"],
)
def test_what_is_no_code_is_not_taken_for_one(picture: Picture) -> None:
    assert textured(picture) is None


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 120), st.integers(1, 120), st.integers(0, 2**32))
def test_any_noise_is_survived(width: int, height: int, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 255, (height, width), np.uint8)
    symbol = textured(noise)
    assert symbol is None or (symbol.text is None and symbol.has_place)


def test_places_far_outside_or_flat_are_judged_without_harm() -> None:
    flat = Symbol(
        "QRCode", None, ((-9.0, 5.0), (900.0, 5.0), (900.0, 6.0), (-9.0, 6.0)), 2, rough=True
    )
    assert faults_of(CLEAN, flat, load(), closely=True)
