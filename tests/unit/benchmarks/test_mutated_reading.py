"""Spoilt pictures through the whole reader, a few; the benchmark takes very many."""

import numpy as np
import pytest

from benchmarks import mutated_reading
from cashier.scan.kernel import load
from cashier.scan.search import Effort, Search
from tests.helpers.kernels import compiled


@pytest.mark.skipif(compiled() is None, reason="the kernel is not compiled here")
@pytest.mark.parametrize(("effort", "count"), [(Effort.FRAME, 400), (Effort.STILL, 60)])
def test_nothing_raises_and_nothing_is_made_up(effort: Effort, count: int) -> None:
    tally = mutated_reading.run(Search(load(), effort), count)
    assert (tally.pictures, tally.wrong) == (count, ())
    # Else it would only show that nothing comes of nothing.
    assert tally.read > count // 20
    assert tally.ours > 0


def test_a_reading_of_what_was_not_drawn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = [("another text", made) for _, made in mutated_reading.symbols()]
    monkeypatch.setattr(mutated_reading, "symbols", lambda: drawn)
    tally = mutated_reading.run(Search(load(), Effort.FRAME), 60)
    assert tally.read == 0
    assert tally.wrong
    assert "of seed 8: QRCode" in tally.wrong[0]


def test_any_levels_become_bytes() -> None:
    odd = np.array([[np.nan, np.inf, -np.inf, -1.0, 300.0, 7.4]], np.float32)
    assert mutated_reading.as_bytes(odd).tolist() == [[0, 255, 0, 0, 255, 7]]
    assert mutated_reading.as_bytes(np.empty((0, 3), np.float32)).shape == (1, 1)
