"""How the codewords of a version and level are split into blocks and interleaved. Pure.

Tables: ISO/IEC 18004, error correction characteristics.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cashier.scan.qr.layout import LARGEST_VERSION, codeword_path, frozen

LEVELS = "LMQH"

_CHECK_BYTES = {
    "L": (
        *(7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28),
        *(28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30),
    ),
    "M": (
        *(10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26),
        *(26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28),
    ),
    "Q": (
        *(13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30),
        *(28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30),
    ),
    "H": (
        *(17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28),
        *(30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30),
    ),
}
_BLOCKS = {
    "L": (
        *(1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8),
        *(8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25),
    ),
    "M": (
        *(1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16),
        *(17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49),
    ),
    "Q": (
        *(1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20),
        *(23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68),
    ),
    "H": (
        *(1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25),
        *(25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81),
    ),
}
# Check bytes kept for detection, not for correction, in the smallest symbols.
_PROTECTION = {(1, "L"): 3, (1, "M"): 2, (1, "Q"): 1, (1, "H"): 1, (2, "L"): 2, (3, "L"): 1}


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """The blocks of one version and level, laid end to end: data, then check bytes, block by block.

    `order`: for every place end to end, which codeword of the symbol stands there.
    `powers`: for every place, its power of x in its block's polynomial.
    `starts`, `lengths`: where each block begins and how many codewords it has.
    `check`: check bytes a block; `protection`: how many of them only detect.
    """

    order: NDArray[np.intp]
    powers: NDArray[np.intp]
    starts: NDArray[np.intp]
    lengths: tuple[int, ...]
    check: int
    protection: int


def check_bytes(version: int, level: str) -> int | None:
    """Return how many check bytes a block of this version and level carries; None: no such."""
    table = _CHECK_BYTES.get(level)
    return table[version - 1] if table is not None and 1 <= version <= LARGEST_VERSION else None


@cache
def blocks_of(version: int, level: str) -> Blocks:
    """Return how a version (1 to 40) and level (one of `LEVELS`) is split."""
    check, count = _CHECK_BYTES[level][version - 1], _BLOCKS[level][version - 1]
    total = codeword_path(version).size // 8
    short, longer = divmod(total, count)
    lengths = tuple(short + (index >= count - longer) for index in range(count))
    data = [length - check for length in lengths]
    taken = iter(range(total))
    places: list[list[int]] = [[] for _ in lengths]
    for column in range(max(data)):
        for block, room in zip(places, data, strict=True):
            if column < room:
                block.append(next(taken))
    for _ in range(check):
        for block in places:
            block.append(next(taken))
    powers = [np.arange(length)[::-1] for length in lengths]
    return Blocks(
        order=frozen(np.array([place for block in places for place in block], np.intp)),
        powers=frozen(np.concatenate(powers).astype(np.intp)),
        starts=frozen(np.cumsum([0, *lengths[:-1]]).astype(np.intp)),
        lengths=lengths,
        check=check,
        protection=_PROTECTION.get((version, level), 0),
    )
