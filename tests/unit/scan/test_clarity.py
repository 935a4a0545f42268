"""Measures → faults."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.advice import FAULTS, advice_for
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


def test_a_good_code_has_no_faults() -> None:
    assert names(GOOD) == []


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


@given(MEASURES)
def test_faults_are_known_and_worst_first(measures: Measures) -> None:
    faults = faults_of(measures, BOX)
    severities = [fault.severity for fault in faults]
    assert all(fault.name in FAULTS for fault in faults)
    assert all(0 < severity <= 1 for severity in severities)
    assert severities == sorted(severities, reverse=True)


def test_each_advice_once_and_traces_left_out() -> None:
    faults = [Fault("dark", 0.5, BOX), Fault("low_contrast", 0.9, BOX), Fault("tilt", 0.1, BOX)]
    assert advice_for(faults) == ("brighten_screen",)
