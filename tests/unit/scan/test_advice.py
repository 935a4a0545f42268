"""Which fault is mended first, and what is said."""

from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.advice import FAULTS, advice_for, most_useful_first
from cashier.scan.reading import Fault

BOX = (0.0, 0.0, 9.0, 9.0)
SOME = st.lists(
    st.builds(Fault, st.sampled_from(sorted(FAULTS)), st.floats(0, 1), st.just(BOX)), max_size=8
)


def fault(name: str, severity: float) -> Fault:
    return Fault(name, severity, BOX)


def test_each_advice_once_and_traces_left_out() -> None:
    faults = [fault("dark", 0.5), fault("low_contrast", 0.9), fault("tilt", 0.1)]
    assert advice_for(faults) == ("brighten_screen",)


def test_of_two_about_as_bad_the_one_that_mends_more_comes_first() -> None:
    faults = [fault("blur_focus", 0.7), fault("cut_off", 0.65)]
    assert [one.name for one in most_useful_first(faults)] == ["cut_off", "blur_focus"]
    assert advice_for(faults)[0] == "whole_code_in_view"


def test_a_much_worse_fault_comes_first_whatever_it_is() -> None:
    faults = [fault("cut_off", 0.3), fault("low_contrast", 0.9)]
    assert [one.name for one in most_useful_first(faults)] == ["low_contrast", "cut_off"]


def test_what_is_not_worth_saying_comes_after_what_is() -> None:
    faults = [fault("covered", 0.15), fault("damaged", 0.25)]
    assert [one.name for one in most_useful_first(faults)] == ["damaged", "covered"]


def test_little_is_said_about_what_was_read_well() -> None:
    faults = [fault("tilt", 0.4)]
    assert advice_for(faults) == ("hold_flat",)
    assert advice_for(faults, read_well=True) == ()


@given(SOME)
def test_ordering_keeps_every_fault(faults: list[Fault]) -> None:
    ordered = most_useful_first(faults)
    assert sorted(ordered, key=repr) == sorted(faults, key=repr)
    assert not faults or ordered[0].severity >= max(one.severity for one in faults) - 0.15


@given(SOME)
def test_every_fault_worth_saying_has_words(faults: list[Fault]) -> None:
    said = advice_for(faults)
    assert len(set(said)) == len(said)
    assert bool(said) == any(one.severity >= 0.2 for one in faults)
