"""Money: whole fen, typed by people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.money import Money, MoneyInvalid


@given(st.integers(min_value=0, max_value=10**11 - 1))
def test_what_is_shown_reads_back(fen: int) -> None:
    assert Money.parse(str(Money(fen))) == Money(fen)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("16", 1600), ("¥16.5", 1650), ("1,600.00", 160000), ("￥１６．００", 1600), ("0.01元", 1)],
)
def test_what_people_type(text: str, fen: int) -> None:
    assert Money.parse(text) == Money(fen)


@pytest.mark.parametrize("text", ["", "-1", "16.001", "1e3", "16,00", "十六", "9" * 40, "1 6", "٣"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(MoneyInvalid):
        Money.parse(text)


@pytest.mark.parametrize("fen", [-1, True, 1.5])
def test_only_whole_fen(fen: object) -> None:
    with pytest.raises(MoneyInvalid):
        Money(fen)  # type: ignore[arg-type]
