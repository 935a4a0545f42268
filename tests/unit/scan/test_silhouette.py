"""Where noise hides every module a code is still a darker square on light; elsewhere none is."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.scan.engines import Picture, find
from cashier.scan.reading import centre, inside
from cashier.scan.silhouette import silhouette
from tests.helpers.codes import contrast, drawn

CLEAN = drawn("https://example.org/" + "abcdefgh" * 4, scale=5)
(CODE,) = find(CLEAN)
AROUND = 120
NOISE = 12.0


def in_the_dark(picture: Picture, seed: int = 3) -> Picture:
    """Return the picture on a dark table, squeezed to hardly any light, under strong noise."""
    wide = np.pad(contrast(picture, 8, 20), AROUND, constant_values=12)
    noise = np.random.default_rng(seed).normal(0, NOISE, wide.shape)
    return np.asarray(np.clip(wide + noise, 0, 255), np.uint8)


def turned(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    seen = cv2.warpAffine(picture, turn, (width, height), borderValue=(255,))
    return np.asarray(seen, np.uint8)


@pytest.mark.parametrize("degrees", [0.0, 20.0, 45.0])
def test_a_code_in_the_dark_is_seen(degrees: float) -> None:
    picture = in_the_dark(turned(CLEAN, degrees))
    assert not any(symbol.text for symbol in find(picture))
    symbol = silhouette(picture)
    assert symbol is not None
    assert symbol.rough
    x, y = centre(symbol.corners)
    assert inside((x - AROUND, y - AROUND), CODE.corners)


@pytest.mark.parametrize("side", [0, 2, 3])
def test_one_side_of_a_code_in_the_dark_may_have_little_paper(side: int) -> None:
    (left, *_), *_ = np.array(CODE.corners).round().astype(int)
    thin = np.rot90(CLEAN[:, left - 7 :], side)
    assert silhouette(in_the_dark(thin, seed=0)) is not None


@pytest.mark.parametrize("grey", [0, 15, 255])
def test_nothing_is_seen_in_even_light(grey: int) -> None:
    assert silhouette(np.full((300, 400), grey, np.uint8)) is None


def test_nothing_is_seen_on_empty_paper_in_the_dark() -> None:
    assert silhouette(in_the_dark(np.full((220, 180), 255, np.uint8))) is None


@pytest.mark.parametrize("degrees", [0.0, 30.0])
def test_a_box_and_half_a_box_in_the_dark_are_no_code(degrees: float) -> None:
    box = np.full((260, 260), 255, np.uint8)
    box[50:210, 50:210] = 0
    assert silhouette(in_the_dark(turned(box, degrees))) is None
    box[50:210, 50:210] = 110
    box[110:170, 50:130] = 255
    assert silhouette(in_the_dark(turned(box, degrees))) is None


def test_the_square_that_fits_best_at_first_need_not_be_the_code() -> None:
    symbol = silhouette(in_the_dark(turned(CLEAN, 38.0), seed=7))
    assert symbol is not None
    x, y = centre(symbol.corners)
    assert inside((x - AROUND, y - AROUND), CODE.corners)


@pytest.mark.parametrize("seed", [1, 3, 7])
def test_a_dark_mat_on_a_table_that_is_no_paper_is_no_code(seed: int) -> None:
    table = np.full((420, 640), 96, np.uint8)
    table[120:300, 80:260] = 0
    table[100:320, 400:600] = 255
    assert silhouette(in_the_dark(turned(table, seed * 7), seed)) is None


@pytest.mark.parametrize(("key", "seed"), [(5, 0), (5, 1), (8, 2), (8, 3)])
def test_a_square_of_a_keyboard_in_the_dark_is_no_code(key: int, seed: int) -> None:
    keys = np.random.default_rng(seed).integers(0, 2, (150 // key, 375 // key)) * 255
    board = np.kron(keys, np.ones((key, key))).astype(np.uint8)
    assert silhouette(in_the_dark(np.pad(board, 60, constant_values=255))) is None


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 200), st.integers(1, 200), st.integers(0, 2**32))
def test_any_noise_is_survived(width: int, height: int, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 60, (height, width), np.uint8)
    symbol = silhouette(noise)
    assert symbol is None or (symbol.text is None and symbol.has_place)
