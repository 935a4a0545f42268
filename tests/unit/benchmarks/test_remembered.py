"""What a bench remembers is the program's own answer, and is looked at again now and then."""

import itertools

import pytest

from benchmarks.lockworld.remembered import Remembered


def test_a_question_is_judged_once_and_answered_alike() -> None:
    counted = itertools.count()
    judged: Remembered[int] = Remembered()
    assert {judged.get("charged", lambda: next(counted)) for _ in range(10)} == {0}
    assert next(counted) == 1
    assert judged.get("paid", lambda: 7) == 7


def test_a_judgement_that_changes_its_mind_is_found_out() -> None:
    counted = itertools.count()
    judged: Remembered[int] = Remembered()

    def ask_often() -> None:
        for _ in range(200):
            judged.get("charged", lambda: next(counted))

    with pytest.raises(RuntimeError, match="otherwise"):
        ask_often()
