"""Measuring symbols, also where an engine's corners make no area."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.privacy import Secret
from cashier.scan.engines import find
from cashier.scan.patch import measure, modules_across
from cashier.scan.reading import Corners
from cashier.scan.symbol import Symbol
from tests.helpers.codes import PAYMENT, blurred, drawn

POINT = st.tuples(st.floats(-50, 150), st.floats(-50, 150))


def linear(text: str, symbology: str = "Code128") -> Symbol:
    return Symbol(symbology, Secret(text), ((0, 0), (9, 0), (9, 9), (0, 9)))


def test_measures_of_a_drawn_code() -> None:
    (symbol,) = find(drawn(PAYMENT, scale=6))
    measures = measure(drawn(PAYMENT, scale=6), symbol)
    assert measures.module_px == pytest.approx(6, abs=0.4)
    assert measures.contrast > 0.95
    assert measures.edge < 0.5


def test_blur_widens_edges() -> None:
    widths = []
    for sigma in (0.5, 1.5, 2.5):
        picture = blurred(drawn(PAYMENT, scale=6), sigma)
        (symbol,) = find(picture)
        widths.append(measure(picture, symbol).edge)
    assert widths == sorted(widths)


@pytest.mark.parametrize(
    ("symbol", "modules"),
    [
        (linear(PAYMENT), 134),
        (linear("12345"), 11 * 6 + 13),
        (linear("PALLET"), 11 * 8 + 13),
        (linear("6901234567892", "EAN13"), 95),
        (linear("A" * 500), 400),
        (Symbol("QRCode", None, ((0, 0), (9, 0), (9, 9), (0, 9))), 25),
    ],
)
def test_modules_across(symbol: Symbol, modules: int) -> None:
    assert modules_across(symbol) == modules


@given(st.tuples(POINT, POINT, POINT, POINT), st.booleans())
def test_any_corners_are_survived(corners: Corners, square: bool) -> None:
    picture = np.full((100, 100), 128, np.uint8)
    picture[::7] = 20
    symbol = Symbol("QRCode" if square else "Code128", Secret("1234"), corners)
    measures = measure(picture, symbol)
    assert 0 <= measures.contrast <= 1


@pytest.mark.parametrize("end", [(50.0, 0.0), (0.0, 50.0), (0.0, 0.0)])
def test_corners_on_one_line_are_survived(end: tuple[float, float]) -> None:
    picture = drawn(PAYMENT)
    corners: Corners = ((0.0, 0.0), end, end, (0.0, 0.0))
    for symbology in ("QRCode", "Code128"):
        measures = measure(picture, Symbol(symbology, Secret("1234"), corners))
        assert measures.module_px >= 0
