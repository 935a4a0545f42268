"""Loss and jitter of a line over a while, and when the shop's line as a whole loses too much."""

import pytest

from cashier.health.line import WINDOW_S, Line, lossy
from cashier.health.reached import Reached, Target

_TARGET = Target("https://pay.example.com")


def _good(ms: float, connecting_ms: float = 20.0) -> Reached:
    stages = (("tcp", connecting_ms), ("first_byte", ms - connecting_ms))
    return Reached(_TARGET, "done", "", ms, stages)  # type: ignore[arg-type]


_LOST = Reached(_TARGET, "tcp", "timeout", 500.0, (("dns", 9.0),))


def _line(spelt: str) -> Line:
    line = Line()
    for number, letter in enumerate(spelt):
        one = {"o": _good(80.0), "r": _good(1080.0, 1020.0), "l": _LOST}[letter]
        line = line.with_try(one, float(number))
    return line


def test_loss_counts_what_was_lost_and_what_was_sent_again() -> None:
    quality = _line("oolroooooo").quality
    assert (quality.loss, quality.tries) == (0.2, 10)
    assert quality.usual_ms == 80.0
    assert Line().quality.loss == 0.0


def test_jitter_is_the_mean_step() -> None:
    line = Line()
    for ms in (100.0, 140.0, 120.0):
        line = line.with_try(_good(ms), 0.0)
    assert line.quality.jitter_ms == pytest.approx(30.0)
    assert _line("o").quality.jitter_ms is None


def test_a_slow_answer_is_no_loss() -> None:
    assert Line().with_try(_good(2500.0), 0.0).quality.loss == 0.0
    late = Reached(_TARGET, "first_byte", "late", 900.0, (("tcp", 9.0),))
    assert Line().with_try(late, 0.0).quality.loss == 0.0


def test_what_is_older_than_the_window_is_forgotten() -> None:
    line = _line("lll").with_try(_good(80.0), WINDOW_S + 2.5)
    assert line.quality.tries == 1


def test_tries_that_hung_are_lost() -> None:
    assert _line("o").with_lost(2, 1.0).quality.loss == pytest.approx(2 / 3)


def test_most_lines_must_lose_and_most_must_mend() -> None:
    bad, good = _line("ol" * 10), _line("o" * 20)
    assert lossy([bad, bad, good], already=False)
    assert not lossy([bad, good, good], already=False)
    assert not lossy([], already=False)
    assert not lossy([_line("lll")], already=False)
    assert not lossy([_line("lll" + "o" * 17 + "l")], already=False)
    assert lossy([_line(("l" + "o" * 9) * 6)], already=False)
    mending = _line("l" * 10 + "o" * 14)
    assert lossy([mending], already=True)
    assert not lossy([mending.with_try(_good(80.0), 99.0)], already=True)
