"""Bars → clarity, from drawings."""

import numpy as np
import pytest

from cashier.scan.clarity import clarity_of
from cashier.scan.clarity.bars import _extremes, _Line
from cashier.scan.engines import find
from cashier.scan.reading import Clarity
from tests.helpers.codes import PAYMENT, Picture, blurred, contrast, drawn


def clarity(picture: Picture) -> Clarity:
    symbol = next(one for one in find(picture) if one.text is not None)
    return clarity_of(picture, symbol)


def test_clean_bars_are_an_a_in_everything() -> None:
    found = clarity(drawn(PAYMENT, kind="Code128", scale=3))
    assert found.letter == "A"
    assert set(found.parameters) == {
        *("contrast", "edge_contrast", "modulation", "quiet_zone", "decodability", "module_size")
    }


def test_goods_have_no_decodability() -> None:
    found = clarity(drawn("6901234567892", kind="EAN-13", scale=3))
    assert found.letter == "A"
    assert "decodability" not in found.parameters


def test_blur_lowers_modulation_step_by_step() -> None:
    code = drawn(PAYMENT, kind="Code128", scale=4)
    grades = [
        clarity(blurred(code, sigma)).parameters["modulation"] for sigma in (0.5, 1.3, 1.6, 1.9)
    ]
    assert grades == sorted(grades, reverse=True)
    assert grades[0] > grades[-1]


def test_pale_bars_lose_contrast() -> None:
    code = contrast(drawn(PAYMENT, kind="Code128", scale=3), 150, 255)
    assert clarity(code).parameters["contrast"] == pytest.approx(2.1, abs=0.2)


def test_something_dark_beside_the_bars() -> None:
    code = drawn(PAYMENT, kind="Code128", scale=3)
    first = int(np.flatnonzero((code < 128).any(axis=0))[0])
    code[:, : first - 15] = 0
    assert clarity(code).parameters["quiet_zone"] == pytest.approx(2.0, abs=0.3)


def test_bars_of_uneven_width_are_harder_to_decode() -> None:
    code = drawn(PAYMENT, kind="Code128", scale=6)
    clean = clarity(code).parameters["decodability"]
    edges = np.flatnonzero(np.diff(code[len(code) // 2].astype(int)))
    shifted = code.copy()
    place = int(edges[20])
    shifted[:, place - 1 : place + 1] = code[:, place + 1 : place + 2]
    assert clarity(shifted).parameters["decodability"] < clean


def test_bars_that_end_within_one_sample_are_graded_all_the_same() -> None:
    light = np.tile(np.repeat([20.0, 240.0], 6), 30).astype(np.float32)
    bounds = np.append(np.arange(6.0, 342.0, 6.0), [342.2, 342.4])
    steps = _extremes(_Line(light, bounds, 240.0, 20.0))
    assert len(steps) == len(bounds) - 1
    assert np.isfinite(steps).all()
