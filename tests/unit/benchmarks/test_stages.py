"""What stages are worth: counted under the stage that read, weighed against the whole."""

import numpy as np
import pytest

from benchmarks.contest import stages
from benchmarks.render import stress
from benchmarks.render.shot import Rendered, Seen
from cashier.scan.kernel import load
from cashier.scan.search import Effort, Search
from cashier.scan.symbol import Stage


def test_codes_count_under_the_stage_that_read_them() -> None:
    shots = list(stress.pictures("plain", 1))
    search = Search(load(), Effort.FRAME)
    right, wrong = stages.right_by(search, shots)
    assert (dict(right), wrong) == ({Stage.ENGINE: 1}, 0)
    assert stages.read_by(search, [shots[0].picture]) == {Stage.ENGINE: 1}


def test_what_was_not_drawn_counts_as_wrong() -> None:
    (shot,) = stress.pictures("plain", 1)
    other = Rendered(shot.picture, (Seen("something else", shot.corners),))
    right, wrong = stages.right_by(Search(load(), Effort.FRAME), [other])
    assert (dict(right), wrong) == ({}, 1)


def test_every_search_reads_every_picture() -> None:
    searches = {None: Search(load(), Effort.FRAME), Stage.FLAT: Search(load(), Effort.FRAME)}
    spent = stages.costs(searches, [np.zeros((40, 40), np.uint8)] * 3)
    assert list(spent) == [None, Stage.FLAT]
    assert min(spent.values()) >= 0


def test_the_engine_is_never_left_out() -> None:
    assert set(stages.ways()) == {None, *Stage} - {Stage.ENGINE}


def test_shares_are_of_the_whole_cost() -> None:
    assert stages.shares_gone({None: 4.0, Stage.FLAT: 5.0, Stage.TURNED: 3.0}) == pytest.approx(
        {Stage.FLAT: -25.0, Stage.TURNED: 25.0}
    )
