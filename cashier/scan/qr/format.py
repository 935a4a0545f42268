"""What a symbol says about itself: level and mask, version, and how well its fixed parts fit. Pure.

Readings are soft: + dark, - light, near 0 unknown, so that a doubtful module weighs little.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cashier.scan.qr.layout import MASKS, finder_modules, frozen, function_modules, size_of

Soft = NDArray[np.float32]
"""(n, n) readings of modules: + dark, - light, clipped to a little over 1."""

_LEVEL_BITS = {1: "L", 0: "M", 3: "Q", 2: "H"}
_FORMAT_POLYNOMIAL, _FORMAT_BITS, _FORMAT_MASK = 0x537, 15, 0x5412
_VERSION_POLYNOMIAL, _VERSION_BITS = 0x1F25, 18
FIRST_WITH_VERSION = 7
"""Smaller versions carry no version information."""


@dataclass(frozen=True, slots=True)
class Format:
    """A level and mask, and how well the symbol's two copies agree with it (-1 to 1)."""

    level: str
    mask: int
    agreement: float


def fixed_agreement(soft: Soft, version: int) -> float:
    """Return the mean of reading × expected sign over the fixed modules: 1 perfect, -1 inverted."""
    places, signs = _fixed(version)
    return float(np.clip(soft.ravel()[places], -1, 1) @ signs) / places.size


def agreement_between(soft: Soft, version: int) -> float:
    """Return the same over the fixed modules outside of the finders: timing, alignment, version.

    A grid that starts at three finders agrees with them, whether or not they are of one symbol.
    """
    places, signs = _between(version)
    return float(np.clip(soft.ravel()[places], -1, 1) @ signs) / places.size


def best_formats(soft: Soft, count: int = 2) -> list[Format]:
    """Return the likeliest levels and masks, best first."""
    version = (soft.shape[0] - 17) // 4
    bits = np.clip(soft.ravel()[format_places(version)], -1, 1).sum(axis=0)
    scores = _format_signs() @ bits / (2 * _FORMAT_BITS)
    best = np.argsort(scores)[: -count - 1 : -1]
    return [
        Format(_LEVEL_BITS[index // MASKS], index % MASKS, float(scores[index]))
        for index in map(int, best)
    ]


def version_doubt(soft: Soft) -> float:
    """Return by how much another version fits the version information better than the symbol's own.

    In units of agreement (0 to 2); 0 where the own one fits best or the symbol carries none.
    """
    version = (soft.shape[0] - 17) // 4
    if version < FIRST_WITH_VERSION:
        return 0.0
    bits = np.clip(soft.ravel()[version_places(version)], -1, 1).sum(axis=0)
    scores = _version_signs() @ bits / (2 * _VERSION_BITS)
    return float(scores.max() - scores[version - FIRST_WITH_VERSION])


def format_word(level: str, mask: int) -> NDArray[np.bool_]:
    """Return the 15 modules of format information as `format_places` orders them."""
    levels = {letter: bits for bits, letter in _LEVEL_BITS.items()}
    return np.asarray(_format_signs()[levels[level] * MASKS + mask] > 0, np.bool_)


def version_word(version: int) -> NDArray[np.bool_]:
    """Return the 18 modules of version information (7 to 40) as `version_places` orders them."""
    return np.asarray(_version_signs()[version - FIRST_WITH_VERSION] > 0, np.bool_)


@cache
def format_places(version: int) -> NDArray[np.intp]:
    """Return flat indices (2 copies, 15), least bit first."""
    size = size_of(version)
    down = [(row, 8) for row in (0, 1, 2, 3, 4, 5, 7, 8)]
    left = [(8, column) for column in (7, 5, 4, 3, 2, 1, 0)]
    right = [(8, size - 1 - index) for index in range(8)]
    below = [(size - 7 + index, 8) for index in range(7)]
    return _flat([down + left, right + below], size)


@cache
def version_places(version: int) -> NDArray[np.intp]:
    """Return flat indices (2 copies, 18), least bit first."""
    size = size_of(version)
    across = [(bit // 3, size - 11 + bit % 3) for bit in range(_VERSION_BITS)]
    return _flat([across, [(column, row) for row, column in across]], size)


def _flat(copies: list[list[tuple[int, int]]], size: int) -> NDArray[np.intp]:
    return frozen(
        np.array([[row * size + column for row, column in copy] for copy in copies], np.intp)
    )


@cache
def _fixed(version: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    function = function_modules(version)
    places = np.flatnonzero(function.known)
    signs = np.where(function.dark.ravel()[places], 1, -1).astype(np.float32)
    return frozen(places), frozen(signs)


@cache
def _between(version: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    places, signs = _fixed(version)
    other = ~finder_modules(version).ravel()[places]
    return frozen(places[other]), frozen(signs[other])


@cache
def _format_signs() -> NDArray[np.float32]:
    words = [_with_check(data, _FORMAT_POLYNOMIAL, 10) ^ _FORMAT_MASK for data in range(32)]
    return _signs(words, _FORMAT_BITS)


@cache
def _version_signs() -> NDArray[np.float32]:
    words = [_with_check(version, _VERSION_POLYNOMIAL, 12) for version in range(7, 41)]
    return _signs(words, _VERSION_BITS)


def _signs(words: list[int], bits: int) -> NDArray[np.float32]:
    table = np.array([[word >> bit & 1 for bit in range(bits)] for word in words], np.float32)
    return frozen(2 * table - 1)


def _with_check(data: int, polynomial: int, check: int) -> int:
    """Return the data followed by its BCH check bits."""
    rest = data << check
    for bit in reversed(range(check, rest.bit_length())):
        if rest >> bit & 1:
            rest ^= polynomial << (bit - check)
    return data << check | rest
