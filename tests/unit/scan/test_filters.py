"""Pictures in other lights and turns keep their shape, and lead back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.privacy import Secret
from cashier.scan.engines import find
from cashier.scan.filters import (
    calmed,
    darkened,
    evened,
    flattened,
    is_grainy,
    sharpened,
    turned,
)
from cashier.scan.symbol import Symbol
from tests.helpers.codes import PAYMENT, blurred, contrast, drawn
from tests.helpers.scenes import noisy, shaded


def flat(picture: np.ndarray) -> np.ndarray:
    return flattened(picture, 9)


@pytest.mark.parametrize("change", [calmed, darkened, evened, flat, sharpened])
@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (1, 400), (90, 120)])
def test_any_picture_keeps_its_shape(change: object, shape: tuple[int, int]) -> None:
    assert callable(change)
    seen = change(np.full(shape, 130, np.uint8))
    assert (seen.shape, seen.dtype) == (shape, np.uint8)


def test_what_a_lamp_washed_out_is_spread() -> None:
    washed = contrast(drawn(PAYMENT), 200, 240)
    assert np.ptp(darkened(washed)) > 1.5 * np.ptp(washed)


def test_contrast_is_raised_where_it_is_weak() -> None:
    weak = shaded(contrast(drawn(PAYMENT), 100, 120), 0.5, 0)
    assert np.abs(np.diff(evened(weak).astype(int))).mean() > 1.5 * (
        np.abs(np.diff(weak.astype(int))).mean()
    )


def test_ink_in_the_sun_becomes_as_dark_as_ink_in_the_shade() -> None:
    sheet = drawn(PAYMENT, scale=4)
    sun = np.where(np.arange(sheet.shape[1]) < sheet.shape[1] // 2, 1.0, 0.12)
    lit = (30 + 200 * (sheet / 255.0)) * sun
    seen = flattened(lit.astype(np.uint8), 9).astype(float)
    ink, paper = sheet < 128, sheet >= 128
    assert lit[ink & (sun == 1)].mean() > lit[paper & (sun < 1)].mean()
    assert seen[ink & (sun == 1)].mean() < seen[paper & (sun < 1)].mean() - 40


def test_blank_light_stays_blank() -> None:
    assert np.ptp(flattened(noisy(np.full((80, 80), 200, np.uint8), 1, 1), 9)) < 60


def test_edges_become_steeper() -> None:
    soft = blurred(drawn(PAYMENT), 3.0)
    steepest = [np.abs(np.diff(one.astype(int), axis=1)).max() for one in (soft, sharpened(soft))]
    assert steepest[1] > 1.5 * steepest[0]


def test_grain_is_told_from_modules_and_smoothed_away() -> None:
    clean = drawn(PAYMENT, scale=6, border=8)
    grainy = noisy(contrast(clean, 25, 45), 7, 1)
    assert not is_grainy(clean)
    assert is_grainy(grainy)
    assert not is_grainy(calmed(grainy))


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 2)])
def test_a_picture_of_any_size_may_be_grainy_or_not(shape: tuple[int, int]) -> None:
    assert not is_grainy(np.full(shape, 130, np.uint8))


@given(st.floats(-180, 180), st.integers(1, 60), st.integers(1, 60))
def test_a_turned_picture_is_whole_and_leads_back(degrees: float, width: int, height: int) -> None:
    picture = np.zeros((height, width), np.uint8)
    seen, back = turned(picture, degrees)
    assert max(seen.shape) >= max(min(picture.shape), 1)
    ring = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    corners = np.array(back(Symbol("QRCode", None, ring)).corners)
    assert np.linalg.norm(corners[1] - corners[0]) == pytest.approx(9)
    assert np.linalg.norm(corners[2] - corners[0]) == pytest.approx(9 * 2**0.5)


def test_a_symbol_found_in_a_turned_picture_lies_where_it_was() -> None:
    picture = drawn(PAYMENT, border=90)
    seen, back = turned(picture, 30)
    (there,), (here,) = find(seen), find(picture)
    assert there.text == here.text == Secret(PAYMENT)
    assert np.array(back(there).corners) == pytest.approx(np.array(here.corners), abs=3)
