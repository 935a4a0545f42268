import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.playbook.likeness import Pattern

short = st.text("abc文", max_size=9)


def slow_slips(one: str, other: str, *, inside: bool) -> int:
    """The textbook table: optimal string alignment, row by row."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for row in range(len(one) + 1):
        table[row][0] = row
    for column in range(len(other) + 1):
        table[0][column] = 0 if inside else column
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            changed = one[row - 1] != other[column - 1]
            best = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + changed,
            )
            swapped = (
                row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]
            )
            table[row][column] = min(best, table[row - 2][column - 2] + 1) if swapped else best
    return min(table[-1]) if inside else table[-1][-1]


@given(short, short)
def test_slips_are_those_of_the_textbook(one: str, other: str) -> None:
    pattern = Pattern.of(one)
    assert pattern.slips(other) == slow_slips(one, other, inside=False)
    assert pattern.inside(other)[0] == slow_slips(one, other, inside=True)


@given(st.text(max_size=300), st.text(max_size=300))
def test_slips_are_bounded_whatever_the_text(one: str, other: str) -> None:
    slips = Pattern.of(one).slips(other)
    assert abs(len(one) - len(other)) <= slips <= max(len(one), len(other))
    assert (slips == 0) == (one == other)
    assert slips == Pattern.of(other).slips(one)


@pytest.mark.parametrize(
    ("shown", "slips"),
    [
        ("余额不足", 0),
        ("余额足", 1),
        ("余额不不足", 1),
        ("额余不足", 1),
        ("余鹅不足", 1),
        ("不足", 2),
    ],
)
def test_each_slip_counts_once(shown: str, slips: int) -> None:
    assert Pattern.of("余额不足").slips(shown) == slips


def test_a_text_inside_another_ends_where_it_is_found() -> None:
    assert Pattern.of("余额不足").inside("支付失败余额不足请重试") == (0, 8)
    assert Pattern.of("余额不足").inside("") == (4, 0)
    assert Pattern.of("").inside("余额") == (0, 0)
