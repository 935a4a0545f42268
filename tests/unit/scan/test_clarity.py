"""Measures → grades and faults."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.advice import FAULTS, advice_for
from cashier.scan.clarity import clarity_of, letter_of
from cashier.scan.faults import faults_of
from cashier.scan.measures import Area, Measures
from cashier.scan.reading import Fault

GOOD = Measures(module_px=8, contrast=0.9, lightest=0.98, edge_along=0.4, edge_across=0.4)
BOX = (0.0, 0.0, 100.0, 100.0)
SHARE = st.floats(0, 1)

MEASURES = st.builds(
    Measures,
    module_px=st.floats(0, 50),
    contrast=SHARE,
    lightest=SHARE,
    edge_along=st.floats(0, allow_nan=False),
    edge_across=st.floats(0, allow_nan=False),
    side_ratio=st.floats(1, 1e6),
    burnt_out=st.builds(Area, SHARE, st.just(BOX)),
    featureless=st.builds(Area, SHARE, st.just(BOX)),
    at_border=st.booleans(),
    linear=st.booleans(),
)


def names(measures: Measures) -> list[str]:
    return [fault.name for fault in faults_of(measures, BOX)]


def test_a_good_code_is_an_a_without_faults() -> None:
    assert clarity_of(GOOD, 1.0).letter == "A"
    assert clarity_of(GOOD, 1.0).score == 4.0
    assert names(GOOD) == []


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


@pytest.mark.parametrize(
    ("measures", "fault"),
    [
        (replace(GOOD, module_px=1.5), "small"),
        (replace(GOOD, contrast=0.2, lightest=0.3), "dark"),
        (replace(GOOD, contrast=0.2, lightest=0.9), "low_contrast"),
        (replace(GOOD, edge_along=1.5, edge_across=1.4), "blur_focus"),
        (replace(GOOD, edge_along=1.5, edge_across=0.4), "blur_motion"),
        (replace(GOOD, side_ratio=2.2), "tilt"),
        (replace(GOOD, burnt_out=Area(0.1, BOX)), "glare"),
        (replace(GOOD, featureless=Area(0.1, BOX)), "covered"),
        (replace(GOOD, at_border=True), "cut_off"),
    ],
)
def test_each_fault_alone(measures: Measures, fault: str) -> None:
    assert names(measures) == [fault]
    assert advice_for(faults_of(measures, BOX))


def test_bars_are_read_from_half_the_pixels() -> None:
    assert names(replace(GOOD, module_px=2.0)) == ["small"]
    assert names(replace(GOOD, module_px=2.0, linear=True)) == []


@given(MEASURES, st.none() | SHARE)
def test_every_measure_has_a_grade(measures: Measures, unused: float | None) -> None:
    clarity = clarity_of(measures, unused)
    assert all(0 <= score <= 4 for score in clarity.parameters.values())
    assert clarity.score == min(clarity.parameters.values())


@given(MEASURES)
def test_faults_are_known_and_worst_first(measures: Measures) -> None:
    faults = faults_of(measures, BOX)
    severities = [fault.severity for fault in faults]
    assert all(fault.name in FAULTS for fault in faults)
    assert all(0 < severity <= 1 for severity in severities)
    assert severities == sorted(severities, reverse=True)


@given(SHARE, SHARE)
def test_more_contrast_is_never_a_worse_grade(one: float, other: float) -> None:
    low, high = sorted((one, other))
    worse, better = (clarity_of(replace(GOOD, contrast=value), None) for value in (low, high))
    assert worse.score <= better.score


def test_each_advice_once_and_traces_left_out() -> None:
    faults = [Fault("dark", 0.5, BOX), Fault("low_contrast", 0.9, BOX), Fault("tilt", 0.1, BOX)]
    assert advice_for(faults) == ("brighten_screen",)
