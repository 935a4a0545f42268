"""Every kind of trouble is named rightly in time, and clears; over a simulated network."""

import pytest

from benchmarks.lines.kinds import KINDS, Kind
from benchmarks.lines.watching import simulate


@pytest.mark.unseen
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_with_a_case_open_the_right_light_shows_the_right_cause(kind: Kind) -> None:
    outcome = simulate(kind, 1, case_open=True, allowed_s=3.0 if kind.soon else 30.0)
    assert outcome.right, outcome.said
    assert outcome.cleared_s is not None
    assert outcome.cleared_s <= 10


@pytest.mark.unseen
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.soon], ids=lambda kind: kind.name)
def test_an_idle_till_knows_within_three_quarters_of_a_minute(kind: Kind) -> None:
    outcome = simulate(kind, 2, case_open=False, allowed_s=45.0)
    assert outcome.right, outcome.said
    assert outcome.red_s is not None
    assert outcome.red_s <= 45
