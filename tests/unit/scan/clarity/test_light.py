"""How each module looks against those around it."""

import numpy as np
import pytest

from cashier.scan.clarity.light import look_at
from cashier.scan.grid import Grid
from tests.helpers.symbols import written

PX, PAPER, INK = 6, 240, 20


@pytest.mark.parametrize("depth", [0.15, 0.3, 0.45])
def test_a_grey_module_has_the_depth_that_it_was_drawn_with(depth: float) -> None:
    ideal = written("PAY 8", 3)
    greys = np.where(ideal, float(INK), float(PAPER))
    rng = np.random.default_rng(5)
    grey = np.zeros(ideal.shape, bool)
    grey.flat[rng.choice(ideal.size, 20, replace=False)] = True
    middle, half = (PAPER + INK) / 2, (PAPER - INK) / 2
    greys[grey] = (middle + np.where(ideal, -1, 1) * half * depth)[grey]
    picture = np.kron(np.round(greys), np.ones((PX, PX))).astype(np.uint8)
    line = (np.arange(len(ideal)) + 0.5) * PX - 0.5
    look = look_at(picture, Grid(np.stack(np.meshgrid(line, line), axis=2)), ideal)
    assert not look.wrong.any()
    assert np.median(look.modulation[grey]) == pytest.approx(depth, abs=0.02)
    assert look.modulation[~grey].min() > 0.8
