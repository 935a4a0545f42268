"""Arithmetic of GF(256) with QR's polynomial, in tables. Pure.

Polynomials are integers, one byte a coefficient, the lowest in the lowest byte: adding is `^`,
times x is `<< 8`, and times a number is one `bytes.translate`. It is what makes plain Python fast
enough here.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from cashier.scan.qr.layout import frozen

ORDER = 255
"""Powers of the generator repeat after so many."""
LONGEST_BLOCK = 153
"""No block of any version and level has more codewords."""
MOST_CHECK = 30
"""No block of any version and level has more check bytes."""

_POLYNOMIAL = 0x11D
_NO_POWER = 2 * ORDER
_WORD = 8


def _powers() -> list[int]:
    powers, value = [], 1
    for _ in range(ORDER):
        powers.append(value)
        value <<= 1
        if value & 0x100:
            value ^= _POLYNOMIAL
    return powers


EXP = (*_powers(), *_powers())
"""Power → number, twice round so that two logarithms can be added."""
LOG = (0, *(EXP.index(value) for value in range(1, 256)))
"""Number → power; zero has none, and its entry must not be used."""

# The same with a sure zero: the logarithm of 0 points past all powers, into a field of zeros.
_EXPS = frozen(np.array(EXP + (0,) * (_NO_POWER + 1), np.uint8))
_LOGS = frozen(np.array([_NO_POWER, *LOG[1:]], np.intp))

TIMES = tuple(row.tobytes() for row in _EXPS[_LOGS[:, None] + _LOGS])
"""Number → the table that multiplies bytes by it (for `bytes.translate`)."""

_TURNS = frozen(np.outer(np.arange(LONGEST_BLOCK), np.arange(LONGEST_BLOCK)) * -1 % ORDER)


def divided(dividend: int, divisor: int) -> int:
    """Return the quotient of two numbers that are not 0."""
    return EXP[LOG[dividend] - LOG[divisor] + ORDER]


def values_at(coefficients: bytes, powers: NDArray[np.intp]) -> NDArray[np.uint8]:
    """Return the polynomial (lowest coefficient first) at generator ** -power, for each power."""
    logs = _LOGS[np.frombuffer(coefficients, np.uint8)]
    terms = _EXPS[logs[:, None] + _TURNS[: len(coefficients)].take(powers, axis=1)]
    values: NDArray[np.uint8] = np.bitwise_xor.reduce(terms, axis=0)
    return values


def quotients(
    dividends: NDArray[np.uint8], divisors: NDArray[np.uint8], powers: NDArray[np.intp]
) -> NDArray[np.uint8]:
    """Return dividend ÷ divisor × generator ** power, one by one; no divisor may be 0."""
    logs = _LOGS[dividends] + (powers - _LOGS[divisors]) % ORDER
    return _EXPS[logs]


@cache
def syndrome_parts() -> NDArray[np.uint64]:
    """Return what a codeword adds to its block's syndromes: row `power * 256 + value`.

    A row is the value × generator ** (power × j) for j = 0 to 31 as bytes, in four words: the
    syndromes of a block are the `^` of its codewords' rows.
    """
    steps = np.arange(4 * _WORD)
    powers = np.arange(LONGEST_BLOCK)
    turned = (powers[:, None, None] * steps) % ORDER
    rows = _EXPS[_LOGS[np.arange(256)][None, :, None] + turned]
    return frozen(rows.reshape(LONGEST_BLOCK * 256, 4 * _WORD).view(np.uint64))
