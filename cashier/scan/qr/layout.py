"""Where a QR symbol keeps what: fixed patterns, codeword modules and masks of every version. Pure.

Coordinates are (row, column) from the top left. All arrays are read-only and made once a version.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

LARGEST_VERSION = 40
"""Version 40 is 177 modules wide."""
MASKS = 8

Flags = NDArray[np.bool_]
_Array = TypeVar("_Array", bound=NDArray[Any])


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """The parts of a version that no text changes; three (n, n) arrays.

    `known` modules are fixed (finders with separators, timing, alignment, the dark module) and
    have the value `dark`; `data` modules carry codewords. Format and version information and
    the few modules left over are in neither.
    """

    known: Flags
    dark: Flags
    data: Flags


def size_of(version: int) -> int:
    """Return how many modules a version (1 to 40) is wide.

    Raises:
        ValueError: there is no such version.
    """
    if not 1 <= version <= LARGEST_VERSION:
        raise ValueError("a QR code has a version from 1 to 40")
    return 17 + 4 * version


def version_of(size: int) -> int:
    """Return the version that is `size` modules wide.

    Raises:
        ValueError: no version has this size.
    """
    version, rest = divmod(size - 17, 4)
    if rest or not 1 <= version <= LARGEST_VERSION:
        raise ValueError("a QR code is 21, 25, ... 177 modules wide")
    return version


@cache
def function_modules(version: int) -> Function:
    """Return the fixed modules and the codeword modules of a version."""
    size = size_of(version)
    known = np.zeros((size, size), np.bool_)
    dark = np.zeros((size, size), np.bool_)
    _draw_timing(known, dark)
    _draw_finders(known, dark)
    for row, column in alignment_centres(version):
        rings = _rings(5)
        known[row - 2 : row + 3, column - 2 : column + 3] = True
        dark[row - 2 : row + 3, column - 2 : column + 3] = rings != 1
    known[size - 8, 8] = dark[size - 8, 8] = True
    data = ~(known | reserved_modules(version))
    path = _zigzag(size)
    path = path[data.ravel()[path]]
    data.ravel()[path[path.size // 8 * 8 :]] = False
    return Function(frozen(known), frozen(dark), frozen(data))


@cache
def reserved_modules(version: int) -> Flags:
    """Return the (n, n) modules of format and, from version 7, version information."""
    size = size_of(version)
    reserved = np.zeros((size, size), np.bool_)
    reserved[8, :9] = reserved[:9, 8] = True
    reserved[8, size - 8 :] = reserved[size - 7 :, 8] = True
    reserved[6, 8] = reserved[8, 6] = False
    if version >= 7:
        reserved[:6, size - 11 : size - 8] = reserved[size - 11 : size - 8, :6] = True
    return frozen(reserved)


@cache
def codeword_path(version: int) -> NDArray[np.intp]:
    """Return flat indices of the codeword modules in reading order, 8 to a codeword."""
    path = _zigzag(size_of(version))
    return frozen(path[function_modules(version).data.ravel()[path]])


@cache
def leftover_modules(version: int) -> NDArray[np.intp]:
    """Return flat indices of the modules after the last codeword (0 to 7 of them)."""
    function = function_modules(version)
    used = function.known | function.data | reserved_modules(version)
    return frozen(np.flatnonzero(~used))


@cache
def mask_modules(version: int, mask: int) -> Flags:
    """Return where mask 0 to 7 inverts, for the whole (n, n) square."""
    size = size_of(version)
    row, column = np.mgrid[:size, :size]
    both, product = row + column, row * column
    rule = (
        both % 2,
        row % 2,
        column % 3,
        both % 3,
        (row // 2 + column // 3) % 2,
        product % 2 + product % 3,
        (product % 2 + product % 3) % 2,
        (both % 2 + product % 3) % 2,
    )[mask]
    return frozen(rule == 0)


def alignment_centres(version: int) -> list[tuple[int, int]]:
    """Return (row, column) of the centres of the alignment patterns."""
    if version == 1:
        return []
    size, count = size_of(version), version // 7 + 2
    # The standard's table follows this rule but for one entry.
    step = 26 if version == 32 else (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    line = [6, *sorted(size - 7 - step * index for index in range(count - 1))]
    finders = {(6, 6), (6, line[-1]), (line[-1], 6)}
    return [(row, column) for row in line for column in line if (row, column) not in finders]


def frozen(array: _Array) -> _Array:
    """Return the array, made read-only."""
    array.setflags(write=False)
    return array


def _rings(side: int) -> NDArray[np.intp]:
    """Return how far each module of a square is from its centre, counted in rings."""
    line = np.abs(np.arange(side) - side // 2)
    return np.maximum(line[:, None], line[None, :])


def _draw_timing(known: Flags, dark: Flags) -> None:
    even = np.arange(known.shape[0]) % 2 == 0
    known[6, :] = known[:, 6] = True
    dark[6, :] = dark[:, 6] = even


def _draw_finders(known: Flags, dark: Flags) -> None:
    rings = _rings(9)
    stone = (rings == 3) | (rings <= 1)
    known[:8, :8] = known[:8, -8:] = known[-8:, :8] = True
    dark[:8, :8], dark[:8, -8:], dark[-8:, :8] = stone[1:, 1:], stone[1:, :8], stone[:8, 1:]


@cache
def finder_modules(version: int) -> Flags:
    """Return which modules (n, n) are of finders or of the light beside them."""
    finders = np.zeros((size_of(version),) * 2, np.bool_)
    finders[:8, :8] = finders[:8, -8:] = finders[-8:, :8] = True
    return frozen(finders)


@cache
def _zigzag(size: int) -> NDArray[np.intp]:
    """Return flat indices of all modules in the order of placement: pairs of columns, up, down."""
    order = []
    rows = np.arange(size)
    for turn, right in enumerate([*range(size - 1, 6, -2), 5, 3, 1]):
        column = rows[::-1] if turn % 2 == 0 else rows
        pair = np.stack((column * size + right, column * size + right - 1), axis=1)
        order.append(pair.ravel())
    return frozen(np.concatenate(order).astype(np.intp))
