"""Codes that nobody can read are seen all the same, and nothing is seen where there is none."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.scan.engines import Picture, find
from cashier.scan.faults.likeness import SURELY, likeness
from cashier.scan.grid import corners_of
from cashier.scan.reading import centre, inside
from cashier.scan.sighting import sighted
from cashier.scan.stones import seems_blurred
from cashier.scan.symbol import Symbol
from tests.helpers.codes import blurred, contrast, drawn

CLEAN = drawn("https://example.org/" + "abcdefgh" * 4, scale=7)
(CODE,) = find(CLEAN)


def noisy(picture: Picture, sigma: float) -> Picture:
    noise = np.random.default_rng(3).normal(0, sigma, picture.shape)
    return np.asarray(np.clip(picture + noise, 0, 255), np.uint8)


@pytest.mark.parametrize(
    "picture",
    [blurred(CLEAN, 5.5), noisy(contrast(CLEAN, 4, 16), 5.0)],
    ids=["blurred", "dark"],
)
def test_a_code_is_seen_that_the_engine_does_not_read(picture: Picture) -> None:
    assert not any(symbol.text for symbol in find(picture))
    symbol = sighted(picture)
    assert symbol is not None
    assert symbol.text is None
    assert inside(centre(symbol.corners), CODE.corners)


def test_a_blurred_code_is_suspected_at_a_glance_and_none_in_noise() -> None:
    assert seems_blurred(blurred(CLEAN, 5.5))
    assert not seems_blurred(noisy(np.full((300, 400), 128, np.uint8), 8.0))
    assert not seems_blurred(np.full((9, 9), 128, np.uint8))


def test_a_finder_hidden_is_no_hindrance() -> None:
    picture = CLEAN.copy()
    left, top = (round(value) for value in CODE.corners[0])
    picture[top - 10 : top + 60, left - 10 : left + 60] = 130
    symbol = sighted(picture)
    assert symbol is not None
    assert inside(centre(symbol.corners), CODE.corners)


def test_two_patterns_across_from_each_other_are_enough() -> None:
    picture = CLEAN.copy()
    left, top = (round(value) for value in CODE.corners[0])
    picture[top - 10 : top + 60, left - 10 : left + 60] = 130
    symbol = sighted(blurred(picture, 5.5))
    assert symbol is not None
    assert np.abs(np.array(symbol.corners) - np.array(CODE.corners)).max() < 7


def test_a_code_is_more_like_one_than_what_lies_beside_it() -> None:
    (a, b, c, d) = ((x + 60, y + 40) for x, y in CODE.corners)
    beside = type(CODE)("QRCode", None, (a, b, c, d), CODE.version)
    assert likeness(CLEAN, CODE) > 1.8
    assert likeness(CLEAN, beside) < 1.4
    assert likeness(CLEAN, type(CODE)("QRCode", None, CODE.corners)) == 0


def test_a_code_that_the_picture_ends_in_is_like_one_by_a_single_pattern() -> None:
    ring = np.array(CODE.corners)
    half = round(float(ring[:, 1].mean()))
    cut, aside = (
        Symbol("QRCode", None, corners_of(ring - (left, half)), CODE.version) for left in (0, 60)
    )
    assert likeness(CLEAN[half:], aside) < SURELY < likeness(CLEAN[half:], cut)


def test_squares_that_look_like_patterns_in_all_four_corners_are_a_chess_board() -> None:
    board = np.kron(np.indices((8, 8)).sum(axis=0) % 2, np.ones((20, 20))) * 140 + 40
    page = np.pad(np.asarray(board, np.uint8), 60, constant_values=180)
    assert sighted(blurred(page, 3.0)) is None


def test_corners_unlike_themselves_turned_are_an_emblem_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cashier.scan.sighting.turned_likeness", lambda _view: 0.42)
    assert sighted(blurred(CLEAN, 5.5)) is None


@pytest.mark.parametrize("across", [False, True])
def test_two_fingers_beside_a_code_do_not_hide_it(across: bool) -> None:
    picture = CLEAN.copy()
    (left, top), _, (right, bottom), _ = np.array(CODE.corners).round().astype(int)
    for edge in (left, right):
        cv2.ellipse(picture, (edge, (top + bottom) // 2), (21, 35), 0, 0, 360, 60, -1)
    seen = np.ascontiguousarray(picture.T) if across else picture
    assert_seen_in_place(sighted(blurred(seen, 4.5)))


@pytest.mark.parametrize("sigma", [2.5, 4.5])
def test_a_margin_of_one_module_on_dark_ground_is_enough(sigma: float) -> None:
    assert_seen_in_place(sighted(blurred(on_ground(7, 7, 0), sigma)))


def test_the_best_guess_that_may_be_one_counts() -> None:
    picture = blurred(on_ground(7, 7, 0), 2.5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cashier.scan.sighting._Guess.from_middles", lambda _self: iter(()))
        assert_seen_in_place(sighted(picture))


@pytest.mark.parametrize("sigma", [2.5, 4.0])
def test_one_side_may_be_bare_though_the_middles_of_patterns_look_like_patterns(
    sigma: float,
) -> None:
    assert_seen_in_place(sighted(blurred(on_ground(28, 0, 60), sigma)))


def on_ground(around: int, left_of_it: int, ground: int) -> Picture:
    """Return the code with so many pixels of paper around, on the left other ones, on a ground."""
    (left, top), _, (right, bottom), _ = np.array(CODE.corners).round().astype(int)
    here = np.s_[top - around : bottom + around, left - left_of_it : right + around]
    picture = np.full_like(CLEAN, ground)
    picture[here] = CLEAN[here]
    return picture


def assert_seen_in_place(symbol: Symbol | None) -> None:
    assert symbol is not None
    assert inside(centre(symbol.corners), CODE.corners)
    assert abs((symbol.version or 0) - (CODE.version or 0)) <= 1


@pytest.mark.parametrize("seed", range(4))
def test_patterns_in_cloth_that_goes_on_around_them_are_no_code(seed: int) -> None:
    rng = np.random.default_rng(seed)
    threads = rng.integers(0, 2, (60, 60))
    for row, column in ((15, 15), (15, 37), (37, 15)):
        ring = np.maximum(*np.abs(np.mgrid[-3:4, -3:4]))
        threads[row : row + 7, column : column + 7] = ring == 2
    cloth = np.kron(threads * 255, np.ones((7, 7))).astype(np.uint8)
    assert sighted(blurred(cloth, 5.5)) is None


@pytest.mark.parametrize("grey", [0, 90, 255])
def test_nothing_is_seen_where_nothing_is(grey: int) -> None:
    assert sighted(np.full((300, 400), grey, np.uint8)) is None
    assert sighted(noisy(np.full((300, 400), grey, np.uint8), 6.0)) is None


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 2**32))
def test_any_noise_is_survived(width: int, height: int, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 255, (height, width), np.uint8)
    symbol = sighted(noise)
    assert symbol is None or symbol.text is None
