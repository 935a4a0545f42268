"""Soft readings: shade is no ink, and what is burnt out is unknown."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cashier.scan.sample import Soft, envelope, soften, soften_by_ratio, soften_closely
from tests.helpers.symbols import written

MODULES = written("https://example.org/pay", 4)
SIZE = len(MODULES)
PAPER = np.where(MODULES, 0.16, 1.0).astype(np.float32)
Y, X = (np.mgrid[:SIZE, :SIZE] / (SIZE - 1)).astype(np.float32)


@given(st.floats(0.25, 1), st.floats(0, 6.28), st.floats(40, 255))
def test_shade_does_not_count_as_ink(darkest: float, angle: float, light: float) -> None:
    along = np.clip((X - 0.5) * np.cos(angle) + (Y - 0.5) * np.sin(angle) + 0.5, 0, 1)
    soft = soften((PAPER * light * (darkest + (1 - darkest) * along)).astype(np.float32))
    assert np.array_equal(soft > 0, MODULES)
    assert np.abs(soft).min() > 0.1


@pytest.mark.parametrize("light", [255, 20])
def test_within_a_wide_glare_or_cover_nothing_is_sure(light: int) -> None:
    modules = written("https://example.org/pay", 12)
    far = np.hypot(*(np.mgrid[:65, :65] - 32))
    soft = soften(np.where(far < 22, light, np.where(modules, 40, 190)).astype(np.float32))
    assert np.array_equal((soft > 0)[far > 32], modules[far > 32])
    assert np.abs(soft[far < 4]).max() < 0.2


@pytest.mark.parametrize("size", [21, 33, 177])
def test_blank_paper_says_nothing_surely(size: int) -> None:
    assert np.abs(soften(np.full((size, size), 190, np.float32))).max() < 0.01


@pytest.mark.parametrize("angle", [0.0, 0.8, 1.6, 2.9])
def test_in_a_narrow_stripe_of_glare_the_closer_look_tells_ink(angle: float) -> None:
    middle = SIZE / 2 - 1
    rows, columns = np.mgrid[:SIZE, :SIZE] - middle
    along = columns * np.cos(angle) + rows * np.sin(angle)
    light = PAPER * 100 + 150 * np.exp(-((along / 2) ** 2))
    wrong = [
        ((way(light.astype(np.float32)) > 0) != MODULES).sum() for way in (soften, soften_closely)
    ]
    assert wrong[1] < 0.7 * wrong[0]


@pytest.mark.parametrize("angle", [0.3, 1.1, 2.0, 2.8])
def test_across_the_edges_of_shade_the_ratio_tells_ink(angle: float) -> None:
    rows, columns = np.mgrid[:SIZE, :SIZE]
    along = columns * np.cos(angle) + rows * np.sin(angle)
    light = PAPER * np.where(np.sin(along / 1.3) > 0, 240, 30)
    wrong = [
        ((way(light.astype(np.float32)) > 0) != MODULES).sum()
        for way in (soften, soften_closely, soften_by_ratio)
    ]
    assert wrong[2] < 0.9 * wrong[1] < wrong[0]


VALUES = arrays(np.float32, (25, 25), elements=st.floats(0, 255, width=32))


@given(VALUES)
def test_readings_stay_within_their_limits(values: np.ndarray) -> None:
    soft = soften(values)
    assert np.isfinite(soft).all()
    assert np.abs(soft).max() <= np.float32(1.3)
    low, high = envelope(values, values)
    assert (high - low).min() >= 0.99


@given(VALUES)
def test_closer_looks_are_finite_and_cut(values: np.ndarray) -> None:
    for soft in (soften_closely(values), soften_by_ratio(values)):
        assert np.isfinite(soft).all()
        assert np.abs(soft).max() <= 1.3 + 1e-6


@pytest.mark.parametrize("way", [soften_closely, soften_by_ratio])
def test_a_closer_look_at_blank_paper_says_nothing(way: Callable[[Soft], Soft]) -> None:
    assert np.abs(way(np.full((25, 25), 190, np.float32))).max() < 0.01
