"""Measures → grades."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.clarity import clarity_of, letter_of
from cashier.scan.measures import Measures

GOOD = Measures(module_px=8, contrast=0.9, lightest=0.98, edge_along=0.4, edge_across=0.4)
SHARE = st.floats(0, 1)

MEASURES = st.builds(
    Measures,
    module_px=st.floats(0, 50),
    contrast=SHARE,
    lightest=SHARE,
    edge_along=st.floats(0, allow_nan=False),
    edge_across=st.floats(0, allow_nan=False),
    linear=st.booleans(),
)


def test_a_good_code_is_an_a() -> None:
    assert clarity_of(GOOD, 1.0).letter == "A"
    assert clarity_of(GOOD, 1.0).score == 4.0


def test_the_lowest_parameter_counts() -> None:
    clarity = clarity_of(GOOD, 0.25)
    assert clarity.parameters["unused_ec"] == 1.0
    assert (clarity.letter, clarity.score) == ("D", 1.0)
    assert "unused_ec" not in clarity_of(GOOD, None).parameters


@pytest.mark.parametrize(
    ("score", "letter"),
    [(4.0, "A"), (3.5, "A"), (3.4, "B"), (2.5, "B"), (1.5, "C"), (0.5, "D"), (0.4, "F"), (0, "F")],
)
def test_letters(score: float, letter: str) -> None:
    assert letter_of(score) == letter


@given(MEASURES, st.none() | SHARE)
def test_every_measure_has_a_grade(measures: Measures, unused: float | None) -> None:
    clarity = clarity_of(measures, unused)
    assert all(0 <= score <= 4 for score in clarity.parameters.values())
    assert clarity.score == min(clarity.parameters.values())


@given(SHARE, SHARE)
def test_more_contrast_is_never_a_worse_grade(one: float, other: float) -> None:
    low, high = sorted((one, other))
    worse, better = (clarity_of(replace(GOOD, contrast=value), None) for value in (low, high))
    assert worse.score <= better.score
