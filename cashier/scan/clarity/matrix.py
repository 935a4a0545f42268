"""Grades of a QR symbol that was read, from how its modules look and where they lie. Pure.

Where the standard counts damage at several levels of modulation and keeps the best outcome, so do
these: modules below a level are given up, the rest is as good as its worst, and correction has to
carry what was given up.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from cashier.scan.clarity import bands
from cashier.scan.clarity.bands import Bands, grade, graded
from cashier.scan.clarity.light import Look
from cashier.scan.grid import Floats
from cashier.scan.qr.blocks import Blocks, blocks_of
from cashier.scan.qr.format import FIRST_WITH_VERSION, format_places, version_places
from cashier.scan.qr.layout import alignment_centres, codeword_path, frozen, size_of
from cashier.scan.qr.symbol import Decoded

_CLEAN = 0.25
"""Share of dark modules at which a row of quiet zone is none."""

Places = NDArray[np.intp]


def unused_share(unused_ec: float, version: int, level: str) -> float:
    """Return the unused correction as ISO/IEC 15415 counts it: without the bytes kept to detect.

    unused_ec: share of all check bytes that is left in the worst block, 0 to 1.
    """
    blocks = blocks_of(version, level)
    return max(0.0, 1 - (1 - unused_ec) * blocks.check / (blocks.check - blocks.protection))


def codeword_grades(look: Look, symbol: Decoded) -> dict[str, float]:
    """Return modulation, and reflectance margin: the same, but what was corrected counts 0."""
    errors = symbol.errors.T if symbol.mirrored else symbol.errors
    if look.is_sound and not errors.any():
        return {"modulation": 4.0, "reflectance_margin": 4.0}
    margin = np.where(look.wrong | errors, 0.0, look.modulation)
    blocks = blocks_of(symbol.version, symbol.level)
    path = codeword_path(symbol.version)
    return {
        name: _by_blocks(values.ravel()[path].reshape(-1, 8).min(axis=1)[blocks.order], blocks)
        for name, values in (("modulation", look.modulation), ("reflectance_margin", margin))
    }


def _by_blocks(codewords: Floats, blocks: Blocks) -> float:
    """Return the grade of the worst block, codewords lying end to end."""
    room = blocks.check - blocks.protection
    given_up = graded(1 - 2 * np.arange(room // 2 + 1) / room, bands.UNUSED_EC)
    ends = blocks.starts + np.array(blocks.lengths)
    return min(
        _traded(codewords[start:end], given_up)
        for start, end in zip(blocks.starts, ends, strict=True)
    )


def _traded(values: Floats, given_up: Floats) -> float:
    """Return the best outcome of giving up the worst values: `given_up[k]` is the grade of k."""
    worst = np.sort(values)[: given_up.size]
    kept = graded(worst, bands.MODULATION)
    return round(float(np.minimum(kept, given_up[: kept.size]).max()), 1)


def pattern_grades(look: Look, version: int) -> dict[str, float]:
    """Return the grades of fixed patterns, and of format and version information."""
    found = {"fixed_pattern": 4.0, "format_info": 4.0}
    if version >= FIRST_WITH_VERSION:
        found["version_info"] = 4.0
    if look.is_sound:
        return found
    margin = np.where(look.wrong, 0.0, look.modulation).ravel()
    fixed = [_segment(margin[places], bands.FINDER_WRONG) for places in _finders(version)]
    fixed += [_segment(margin[line], bands.TIMING_WRONG, line.size) for line in _timing(version)]
    stones = _alignment(version)
    if stones.size:
        fixed.append(_segment(margin[stones], bands.ALIGNMENT_WRONG, stones.size))
    found |= {"fixed_pattern": min(fixed), "format_info": _copies(margin[format_places(version)])}
    if version >= FIRST_WITH_VERSION:
        found["version_info"] = _copies(margin[version_places(version)])
    return found


def _segment(values: Floats, damage: Bands, of: int = 1) -> float:
    """Return the grade of one segment; damage is counted, or as a share `of` its modules."""
    return _traded(values, graded(np.arange(values.size + 1) / of, damage))


def _copies(copies: Floats) -> float:
    """Return the mean grade of two copies: a reader needs one."""
    return round(sum(_segment(copy, bands.INFORMATION_WRONG) for copy in copies) / 2, 1)


def quiet_grade(look: Look) -> float:
    """Return the grade of the quiet zone: how many modules deep it is clean on the worst side."""
    clean = 1 - np.clip(look.quiet / _CLEAN, 0, 1)
    return grade(float(np.cumprod(clean, axis=1).sum(axis=1).min()), bands.QUIET_ZONE)


@cache
def _finders(version: int) -> tuple[Places, ...]:
    """Return the flat indices of the three finders, each with its separator."""
    size = size_of(version)
    flat = np.arange(size * size).reshape(size, size)
    return tuple(frozen(part.ravel()) for part in (flat[:8, :8], flat[:8, -8:], flat[-8:, :8]))


@cache
def _timing(version: int) -> tuple[Places, ...]:
    """Return the flat indices of the two timing lines between the finders."""
    size = size_of(version)
    flat = np.arange(size * size).reshape(size, size)
    return frozen(flat[6, 8:-8].copy()), frozen(flat[8:-8, 6].copy())


@cache
def _alignment(version: int) -> Places:
    """Return the flat indices of all alignment patterns."""
    size = size_of(version)
    flat = np.arange(size * size).reshape(size, size)
    parts = [flat[r - 2 : r + 3, c - 2 : c + 3].ravel() for r, c in alignment_centres(version)]
    return frozen(np.concatenate(parts) if parts else np.empty(0, np.intp))
