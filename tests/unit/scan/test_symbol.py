"""Symbols put together: what was read stays, and nothing is counted twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.privacy import Secret
from cashier.scan.reading import Corners
from cashier.scan.symbol import Symbol, merged


def square(left: float, side: float = 10.0) -> Corners:
    return ((left, 0.0), (left + side, 0.0), (left + side, side), (left, side))


def symbol(text: str | None, left: float, side: float = 10.0) -> Symbol:
    return Symbol("QRCode", None if text is None else Secret(text), square(left, side))


def test_a_read_takes_the_place_of_what_was_only_seen() -> None:
    seen, elsewhere, read = symbol(None, 0), symbol(None, 50), symbol("a", 1)
    assert merged((seen, elsewhere), (read,)) == (elsewhere, read)


def test_a_read_is_not_replaced() -> None:
    first = symbol("a", 0)
    assert merged((first,), (symbol("b", 1), symbol(None, 2))) == (first,)


def test_corners_that_span_nothing_are_no_place() -> None:
    assert symbol(None, 0).has_place
    assert not symbol(None, 0, 0.0).has_place
    crossed: Corners = ((0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0))
    assert not Symbol("QRCode", None, crossed).has_place


@pytest.mark.parametrize(
    "corners",
    [
        ((0.0, 0.0), (200.0, 0.0), (120.0, 110.0), (95.0, 110.0)),
        ((0.0, 0.0), (500.0, 200.0), (590.0, 250.0), (90.0, 50.0)),
    ],
    ids=["one side an eighth of the other", "a sliver"],
)
def test_corners_that_no_slant_explains_are_no_place(corners: Corners) -> None:
    assert not Symbol("QRCode", None, corners).has_place


def test_a_symbol_held_aslant_has_a_place() -> None:
    steep: Corners = ((0.0, 0.0), (200.0, 0.0), (175.0, 50.0), (25.0, 50.0))
    assert Symbol("QRCode", None, steep).has_place


def test_what_is_seen_again_is_not_added() -> None:
    first = symbol(None, 0)
    assert merged((first,), (symbol(None, 1),)) == (first,)
    assert len(merged((first,), (symbol(None, 40),))) == 2


def test_one_inside_the_other_shares_its_place() -> None:
    large, small = symbol("a", 0, 100), symbol("b", 5)
    assert large.shares_place_with(small)
    assert small.shares_place_with(large)
    assert not small.shares_place_with(symbol("c", 60))


def reads(symbols: tuple[Symbol, ...]) -> list[Symbol]:
    return [one for one in symbols if one.text is not None]


SYMBOLS = st.lists(
    st.builds(symbol, st.none() | st.just("a"), st.floats(0, 60), st.floats(2, 30)), max_size=6
).map(tuple)


@given(SYMBOLS, SYMBOLS)
def test_no_read_is_lost_and_none_shares_a_place_with_a_new_one(
    known: tuple[Symbol, ...], found: tuple[Symbol, ...]
) -> None:
    together = merged(known, found)
    assert all(one in together for one in known if one.text is not None)
    assert all(one in (*known, *found) for one in together)
    # Only reads stay as they are: what was seen beside one that gave way may come up again.
    assert reads(merged(together, found)) == reads(together)
