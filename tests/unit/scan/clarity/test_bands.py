"""Values → grades and letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.clarity import bands
from cashier.scan.clarity.bands import grade, letter_of, overall

RISING = (bands.CONTRAST, bands.MODULATION, bands.UNUSED_EC, bands.QUIET_ZONE, bands.MODULE_PX)
FALLING = (bands.AXIAL, bands.GRID, bands.FINDER_WRONG, bands.TIMING_WRONG)
ANY = st.floats(-10, 10)


@pytest.mark.parametrize(
    ("score", "letter"),
    [(4.0, "A"), (3.5, "A"), (3.4, "B"), (2.5, "B"), (1.5, "C"), (0.5, "D"), (0.4, "F"), (0, "F")],
)
def test_letters(score: float, letter: str) -> None:
    assert letter_of(score) == letter


@given(st.sampled_from(RISING + FALLING), ANY, ANY)
def test_grades_are_bounded_and_go_one_way(band: bands.Bands, one: float, other: float) -> None:
    low, high = (grade(value, band) for value in sorted((one, other)))
    assert 0 <= low <= 4
    assert 0 <= high <= 4
    assert low <= high if band in RISING else low >= high


def test_the_lowest_parameter_counts() -> None:
    clarity = overall({"contrast": 3.0, "unused_ec": 1.0})
    assert (clarity.letter, clarity.score) == ("D", 1.0)


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("unused_ec", "F"),
        ("decodability", "F"),
        ("contrast", "D"),
        ("reflectance_margin", "D"),
        ("fixed_pattern", "C"),
        ("quiet_zone", "C"),
        ("axial", "B"),
        ("grid", "B"),
    ],
)
def test_only_what_shows_a_doubtful_read_may_fail_it_alone(name: str, letter: str) -> None:
    clarity = overall({name: 0.0, "module_size": 4.0})
    assert clarity.letter == letter
    assert clarity.parameters[name] == 0.0
