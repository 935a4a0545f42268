"""Hard looks in vain have pauses between them; whatever is read ends those."""

import pytest

from cashier.scan.pauses import Outcome, Pauses
from cashier.scan.reading import Unread
from tests.helpers.readings import at

SEEN, ELSEWHERE = (Unread(at(50)),), (Unread(at(90)),)


def vain(begun: float, took: float = 0.125) -> Outcome:
    return Outcome(hard=True, read=False, begun=begun, ended=begun + took)


def test_two_hard_looks_follow_one_another_and_then_there_are_pauses_up_to_twice_as_long() -> None:
    pauses = Pauses()
    assert pauses.are_over(0.0)
    pauses.after(vain(0.0), SEEN)
    assert pauses.are_over(0.125)
    for begun, until in ((0.125, 0.375), (0.375, 0.75), (0.75, 1.125)):
        pauses.after(vain(begun), SEEN)
        assert not pauses.are_over(until - 0.01)
        assert pauses.are_over(until)


def test_no_pause_is_long() -> None:
    pauses = Pauses()
    for begun in (0.0, 2.0, 4.0, 6.0):
        pauses.after(vain(begun, took=1.5), SEEN)
    assert not pauses.are_over(7.8)
    assert pauses.are_over(7.91)


def test_a_glance_that_reads_nothing_says_what_hard_looks_saw() -> None:
    pauses = Pauses()
    glance = Outcome(hard=False, read=False, begun=0.2, ended=0.201)
    assert pauses.after(vain(0.0), SEEN) == SEEN
    assert pauses.after(vain(0.125), ELSEWHERE) == ELSEWHERE
    assert pauses.after(glance, ()) == ELSEWHERE
    assert pauses.after(glance, ()) == ELSEWHERE


def test_what_one_hard_look_saw_is_not_said_again_by_a_glance() -> None:
    pauses = Pauses()
    glance = Outcome(hard=False, read=False, begun=0.2, ended=0.201)
    pauses.after(vain(0.0), ())
    assert pauses.after(vain(0.125), SEEN) == SEEN
    assert pauses.after(glance, ()) == ()


@pytest.mark.parametrize(
    "other",
    [
        Outcome(hard=False, read=True, begun=0.2, ended=0.201),
        Outcome(hard=True, read=True, begun=0.3, ended=0.4),
        Outcome(hard=True, read=False, begun=0.375, ended=0.38),
    ],
    ids=["read at a glance", "read", "next to no work"],
)
def test_what_is_read_or_costs_little_ends_the_pauses(other: Outcome) -> None:
    pauses = Pauses()
    for begun in (0.0, 0.125):
        pauses.after(vain(begun), SEEN)
    assert pauses.after(other, ()) == ()
    pauses.after(vain(0.5), SEEN)
    assert pauses.are_over(0.625)


def test_bars_on_their_side_get_every_second_frame_until_something_is_read() -> None:
    pauses = Pauses()
    aside = []
    for read in (False, False, False, True, False, False):
        aside.append(pauses.aside)
        pauses.after(Outcome(hard=True, read=read, begun=0.0, ended=0.001), ())
    assert aside == [True, False, True, False, True, False]
