"""Reed-Solomon correction of a symbol's blocks, with a measure of how far to trust it. Pure.

Errors first; where they are too many, the least reliable codewords are erased, two more at a time.
A correction is believed only while noise would hardly ever look like it: see `TRUST_BITS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import comb, log2

import numpy as np
from numpy.typing import NDArray

from cashier.scan.qr.blocks import Blocks
from cashier.scan.qr.galois import EXP, TIMES, divided, quotients, syndrome_parts, values_at

Codewords = NDArray[np.uint8]
Doubts = Callable[[], NDArray[np.intp]]
"""Gives the places of all codewords, end to end, the least reliable first."""

TRUST_BITS = 28
"""Noise passes for a corrected block once in 2 ** 28 tries, or less often."""
_ERASED_AT_ONCE = 2
_MARGIN = 2


@dataclass(frozen=True, slots=True, eq=False)
class Corrected:
    """Blocks put right, end to end as `Blocks` lays them, and what it took."""

    codewords: Codewords
    erasures: int
    unused: float
    """What is left in the worst block, 0 to 1: 1 - (erasures + 2 errors) / check bytes."""


@dataclass(frozen=True, slots=True)
class _Repair:
    """What is wrong in one block: places by their power of x, the amounts, and how many erased."""

    powers: NDArray[np.intp]
    amounts: NDArray[np.uint8]
    erased: int

    def share_used(self, check: int) -> float:
        errors = self.powers.size - self.erased
        return (self.erased + 2 * errors) / check


def corrected(
    codewords: Codewords, blocks: Blocks, doubts: Doubts | None = None, *, spare: int = 0
) -> Corrected | None:
    """Correct codewords that lie end to end; None where a block is beyond trust.

    Args:
        codewords: all of the symbol's.
        blocks: how they are split.
        doubts: asked when errors are too many; without it no erasures are tried.
        spare: how many check bytes must stay unused; the smallest symbols prescribe some.
    """
    syndromes = _syndromes(codewords, blocks)
    fixed = codewords.copy()
    erasures, used = 0, 0.0
    for index in np.flatnonzero(syndromes.any(axis=1)):
        block = _Block(syndromes[index].tobytes(), blocks.lengths[index], spare)
        last = int(blocks.starts[index]) + blocks.lengths[index] - 1
        repair = block.without_erasures()
        if repair is None and doubts is not None:
            powers = last - doubts()
            repair = block.with_erasures(powers[(powers >= 0) & (powers < blocks.lengths[index])])
        if repair is None:
            return None
        fixed[last - repair.powers] ^= repair.amounts
        erasures += repair.erased
        used = max(used, repair.share_used(blocks.check))
    return Corrected(fixed, erasures, 1 - used)


def _syndromes(codewords: Codewords, blocks: Blocks) -> NDArray[np.uint8]:
    """Return the syndromes of all blocks, (blocks, check bytes)."""
    rows = syndrome_parts().take(blocks.powers * 256 + codewords, axis=0)
    sums = np.bitwise_xor.reduceat(rows, blocks.starts, axis=0)
    return sums.view(np.uint8)[:, : blocks.check]


class _Block:
    """One block with something wrong in it."""

    def __init__(self, syndromes: bytes, length: int, spare: int) -> None:
        self._syndromes = syndromes
        self._length = length
        self._check = len(syndromes)
        self._spare = spare

    def without_erasures(self) -> _Repair | None:
        """Correct errors only, up to what the standard allows."""
        most = (self._check - self._spare) // 2
        return self._repair(self._syndromes, b"\x01", most)

    def with_erasures(self, doubts: NDArray[np.intp]) -> _Repair | None:
        """Erase ever more of the doubtful powers; stop where a repair would not be believed."""
        eraser, seen = 1, int.from_bytes(self._syndromes, "little")
        cut = (1 << 8 * self._check) - 1
        for erased in range(1, min(doubts.size, self._check - self._spare - _MARGIN) + 1):
            factor = TIMES[EXP[int(doubts[erased - 1])]]
            eraser ^= _times(eraser, factor) << 8
            seen = (seen ^ _times(seen, factor) << 8) & cut
            if erased % _ERASED_AT_ONCE:
                continue
            most = errors_believed(self._length, self._check, self._spare, erased)
            if most < 0:
                return None
            left = seen.to_bytes(self._check, "little")[erased:]
            repair = self._repair(left, eraser.to_bytes(erased + 1, "little"), most)
            if repair is not None:
                return repair
        return None

    def _repair(self, syndromes: bytes, eraser: bytes, most: int) -> _Repair | None:
        """Find up to `most` errors from what the syndromes say once the erased are taken out."""
        locator = _error_locator(syndromes, most)
        if locator is None:
            return None
        every = np.arange(self._length)
        wrong = np.flatnonzero(values_at(locator, every) == 0)
        if wrong.size != len(locator) - 1:
            return None
        erased = np.flatnonzero(values_at(eraser, every) == 0) if len(eraser) > 1 else wrong[:0]
        if np.isin(wrong, erased).any():
            return None
        whole = _product(locator, eraser)
        powers = np.concatenate((wrong, erased))
        amounts = self._amounts(whole, powers)
        return _Repair(powers, amounts, erased.size)

    def _amounts(self, locator: bytes, powers: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Return what to add at each wrong place (Forney)."""
        evaluator = _product(self._syndromes, locator)[: self._check]
        # In characteristic 2 the derivative keeps the odd coefficients, one place lower.
        slope = bytes(0 if index % 2 else value for index, value in enumerate(locator[1:]))
        return quotients(values_at(evaluator, powers), values_at(slope, powers), powers)


@cache
def errors_believed(length: int, check: int, spare: int, erased: int) -> int:
    """Return how many errors may be corrected beside erasures; -1: not even none."""
    for errors in range((check - spare - _MARGIN - erased) // 2, -1, -1):
        if trust(length, check, erased, errors) >= TRUST_BITS:
            return errors
    return -1


def trust(length: int, check: int, erased: int, errors: int) -> float:
    """Return how many bits of evidence a repair rests on: noise passes once in 2 ** bits tries."""
    ways = comb(length - erased, errors)
    return 8 * (check - erased - errors) - log2(ways)


def _error_locator(syndromes: bytes, most: int) -> bytes | None:
    """Return the polynomial whose roots are the wrong places, or None when they are too many.

    Berlekamp-Massey with the discrepancies carried along (as in Sarwate and Shanbhag's RiBM): the
    low bytes hold what is still unexplained, the bytes from `offset` on the locator itself, so
    that one shift and one product update both.
    """
    count = len(syndromes)
    offset = count + most + 1
    size = offset + most + 2
    state = int.from_bytes(syndromes, "little") | 1 << 8 * offset
    other = state.to_bytes(size, "little")
    last, length = 1, 0
    for step in range(count):
        discrepancy = state & 0xFF
        state >>= 8
        if not discrepancy:
            continue
        change = other.translate(TIMES[divided(discrepancy, last)])
        if 2 * length <= step:
            length = step + 1 - length
            if length > most:
                return None
            other, last = state.to_bytes(size, "little"), discrepancy
        state ^= int.from_bytes(change, "little")
    locator = state >> 8 * (offset - count)
    found = locator.to_bytes(size, "little").rstrip(b"\0")
    return found if len(found) == length + 1 else None


def _times(polynomial: int, factor: bytes) -> int:
    size = (polynomial.bit_length() + 7) // 8
    return int.from_bytes(polynomial.to_bytes(size, "little").translate(factor), "little")


def _product(first: bytes, second: bytes) -> bytes:
    """Multiply two polynomials, lowest coefficients first."""
    total = 0
    for place, factor in enumerate(second):
        total ^= int.from_bytes(first.translate(TIMES[factor]), "little") << 8 * place
    return total.to_bytes(len(first) + len(second), "little")
