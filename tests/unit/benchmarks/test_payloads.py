"""The benches of payloads: what they make is what they say, and their figures are kept in small."""

from random import Random

import pytest

from benchmarks import fuzz_payloads, payload_makers, payloads
from cashier.scan.grammar.kinds import KINDS


def test_every_kind_is_made() -> None:
    assert set(payload_makers.MAKERS) == KINDS


def test_the_figures_hold_in_small() -> None:
    kept = {figure.name: figure.value for figure in payloads.measure(each=40, pairs=240)}
    assert kept["payloads of 15 kinds"] == 600
    for name in ("taken for a wrong kind", "swapped codes missed", "false alarms"):
        assert kept[name] == 0


@pytest.mark.parametrize("maker", payload_makers.STATIC)
def test_another_spelling_is_another_text_and_a_neighbour_another_code(
    maker: payload_makers.Maker,
) -> None:
    random = Random(7)
    for _ in range(50):
        payload = maker(random)
        assert payload_makers.neighbour(random, payload) != payload
        if payload.startswith("https"):
            assert payload_makers.look_alike(random, payload) != payload


def test_spoilt_texts_are_survived_and_can_be_made_again() -> None:
    tally = fuzz_payloads.run(300, seed=1)
    again = fuzz_payloads.run(300, seed=1)
    assert (tally.inputs, tally.payment, tally.odd) == (300, again.payment, again.odd)
    assert 0 < tally.odd < 300
