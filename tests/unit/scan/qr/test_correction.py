"""Correction: everything within the budget, nothing that noise could look like."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.qr.blocks import LEVELS, blocks_of
from cashier.scan.qr.correction import TRUST_BITS, _Block, corrected, errors_believed, trust
from cashier.scan.qr.galois import EXP
from tests.helpers.symbols import with_check

KINDS = st.tuples(st.integers(1, 40), st.sampled_from(LEVELS))


def test_what_the_standard_corrects_is_beyond_chance() -> None:
    for version in range(1, 41):
        for level in LEVELS:
            blocks = blocks_of(version, level)
            most = (blocks.check - blocks.protection) // 2
            for length in blocks.lengths:
                assert trust(length, blocks.check, 0, most) >= TRUST_BITS


@given(KINDS, st.integers(0, 30))
def test_erasures_never_spend_what_guards_against_chance(
    kind: tuple[int, str], erased: int
) -> None:
    blocks = blocks_of(*kind)
    length = blocks.lengths[-1]
    errors = errors_believed(length, blocks.check, blocks.protection, erased)
    if errors >= 0:
        assert 2 * errors + erased <= blocks.check - blocks.protection - 2
        assert trust(length, blocks.check, erased, errors) >= TRUST_BITS


@given(KINDS, st.integers(0, 2**32 - 1), st.data())
def test_errors_beside_erasures(kind: tuple[int, str], seed: int, draw: st.DataObject) -> None:
    blocks = blocks_of(*kind)
    random = np.random.default_rng(seed)
    index = int(random.integers(len(blocks.lengths)))
    start, length = int(blocks.starts[index]), blocks.lengths[index]
    most = blocks.check - blocks.protection - 2
    erased = 2 * draw.draw(st.integers(0, most // 2), label="pairs of erasures")
    errors = errors_believed(length, blocks.check, blocks.protection, erased)
    if errors < 0:
        return
    data = random.integers(0, 256, sum(blocks.lengths) - blocks.check * len(blocks.lengths))
    right = with_check(data.astype(np.uint8).tobytes(), blocks)
    wrong = start + random.permutation(length)
    spoilt = right.copy()
    spoilt[wrong[: erased + errors]] ^= random.integers(1, 256, erased + errors).astype(np.uint8)
    found = corrected(spoilt, blocks, lambda: wrong, spare=blocks.protection)
    assert found is not None
    assert np.array_equal(found.codewords, right)
    # The doubtful come first, so whatever was erased was truly wrong.
    repaired = erased + errors
    assert found.unused == pytest.approx(
        1 - (found.erasures + 2 * (repaired - found.erasures)) / blocks.check
    )


@given(KINDS, st.integers(0, 2**32 - 1))
def test_noise_is_not_corrected(kind: tuple[int, str], seed: int) -> None:
    blocks = blocks_of(*kind)
    random = np.random.default_rng(seed)
    noise = random.integers(0, 256, blocks.order.size).astype(np.uint8)
    doubts = random.permutation(blocks.order.size)
    assert corrected(noise, blocks, lambda: doubts, spare=blocks.protection) is None


def test_an_erased_codeword_cannot_be_wrong_once_more() -> None:
    # What only a double fault at power 5 would cause; no codewords do.
    syndromes = bytes(EXP[5 * index % 255] * (index % 2 == 0) for index in range(16))
    block = _Block(syndromes, 44, spare=0)
    assert block.without_erasures() is None
    assert block.with_erasures(np.array([5, 9])) is None


def test_without_doubts_nothing_is_erased() -> None:
    blocks = blocks_of(2, "M")
    right = with_check(bytes(28), blocks)
    spoilt = right.copy()
    spoilt[:9] ^= 1
    assert corrected(spoilt, blocks) is None
    with_doubts = corrected(spoilt, blocks, lambda: np.arange(44))
    assert with_doubts is not None
    assert with_doubts.erasures == 4
    assert not with_doubts.codewords.any()
