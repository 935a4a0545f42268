"""How much a place looks like a symbol: no more work than it takes to know that it does not."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.scan.engines import Picture, find
from cashier.scan.faults.corners import turned_likeness
from cashier.scan.faults.likeness import (
    BARELY,
    likeness,
    looks_like_a_symbol,
    paper_beside,
)
from cashier.scan.faults.view import View
from cashier.scan.grid import corners_of
from cashier.scan.qr.layout import size_of
from tests.helpers.codes import blurred, drawn

CLEAN = drawn("https://example.org/" + "abcdefgh" * 4, scale=7)
(CODE,) = find(CLEAN)


def view(right: float = 0.0, picture: Picture = CLEAN) -> View:
    """Return the code, or what lies so many pixels beside it."""
    ring = np.array(CODE.corners) + np.array([right, 0.0])
    return View(picture, corners_of(ring), size_of(CODE.version or 1))


@settings(max_examples=30, deadline=None)
@given(st.floats(-90, 90), st.floats(0, 2))
def test_a_least_changes_nothing_above_it_and_lifts_nothing_over_it(
    right: float, least: float
) -> None:
    whole, turn = looks_like_a_symbol(view(right))
    like, same_turn = looks_like_a_symbol(view(right), least)
    assert same_turn == turn
    assert like == whole if whole > least else like <= least


def test_what_cannot_be_enough_is_not_looked_at_any_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []

    def ground(_view: View) -> float:
        looked.append("at modules")
        return 1.0

    monkeypatch.setattr("cashier.scan.faults.likeness.filled", ground)
    looks_like_a_symbol(view(80.0), 1.9)
    assert not looked
    looks_like_a_symbol(view(80.0))
    assert looked


@pytest.mark.parametrize("sigma", [0.5, 3.0, 5.5])
def test_a_pattern_is_alike_itself_turned_and_the_corner_of_an_emblem_is_not(sigma: float) -> None:
    (left, top), _, (right, bottom), _ = np.array(CODE.corners).round().astype(int)
    emblem = np.full_like(CLEAN, 190)
    emblem[top:bottom, left:right] = 25
    middle, side = ((left + right) // 2, (top + bottom) // 2), right - left
    for radius, light in ((0.38, 190), (0.27, 25), (0.18, 190)):
        cv2.circle(emblem, middle, round(radius * side), light, -1)
    assert turned_likeness(view(picture=blurred(CLEAN, sigma))) > 0.7
    assert turned_likeness(view(picture=blurred(emblem, sigma))) < 0.5


def test_what_lies_right_beside_a_symbol_is_looked_at_side_by_side() -> None:
    (left, top), *_ = np.array(CODE.corners).round().astype(int) - 1
    bare, dark = CLEAN.copy(), np.full_like(CLEAN, 60)
    bare[:, :left] = 60
    here = np.s_[top - 7 : len(CLEAN) - top + 8, left - 7 : len(CLEAN) - left + 8]
    dark[here] = CLEAN[here]
    assert paper_beside(view()) == (1.0,) * 4
    assert paper_beside(view(picture=bare)) == (0.0, 1.0, 1.0, 1.0)
    assert min(paper_beside(view(picture=dark))) > 0.95


@pytest.mark.parametrize(("best", "is_one"), [(0.36, False), (0.45, True)])
def test_what_has_not_one_corner_like_a_pattern_is_no_more_than_its_ground(
    monkeypatch: pytest.MonkeyPatch,
    best: float,
    is_one: bool,
) -> None:
    corners = tuple((like, True) for like in (0.06, best, 0.21, 0.23))
    monkeypatch.setattr("cashier.scan.faults.likeness.finders_of", lambda _view: corners)
    assert (likeness(CLEAN, CODE) > BARELY) is is_one
