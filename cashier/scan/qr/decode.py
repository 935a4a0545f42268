"""Soft readings of a QR symbol's modules → what it says, or nothing. Pure.

It refuses rather than guesses: a wrong text beside a till is worse than none.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from cashier.scan.qr.blocks import blocks_of
from cashier.scan.qr.correction import corrected
from cashier.scan.qr.format import (
    Format,
    Soft,
    best_formats,
    fixed_agreement,
    version_doubt,
)
from cashier.scan.qr.layout import codeword_path, version_of
from cashier.scan.qr.symbol import Decoded as Decoded
from cashier.scan.qr.symbol import Make, mirror

# Blurred symbols agree weakly with themselves; what agrees less is none.
_LEAST_AGREEMENT = 0.12
# Another version may fit its 36 modules better by this much, for they may be damaged.
_MOST_VERSION_DOUBT = 0.5
# The second best format is worth a try if it agrees at least this much as well as the best.
_SECOND_FORMAT = 0.5
# With less of the correction left, and beside erasures, the pads must bear witness as well.
_SURE_UNUSED = 0.1
_STRONGEST = 1.3
_SECOND_BIT_WEIGHT = 0.3


def decode(soft: NDArray[np.floating]) -> Decoded | None:
    """Read a symbol from one reading a module.

    Args:
        soft: (n, n), n = 21, 25, ... 177; + dark, - light, near 0 unknown; cut to ±1.3.

    Returns:
        The symbol, or None where it cannot be read beyond doubt.

    Raises:
        ValueError: not a square of readings of such a size, or some are not finite.
    """
    readings = _checked(soft)
    version = version_of(readings.shape[0])
    straight = _formats(readings, version)
    found = _first_read(readings, version, straight)
    if found is not None:
        return found
    turned = np.ascontiguousarray(readings.T)
    formats = _formats(turned, version)
    # A mirrored symbol fits its format when turned; a straight one that is damaged does not.
    if not formats or (straight and formats[0].agreement < straight[0].agreement):
        return None
    found = _first_read(turned, version, formats)
    return mirror(found) if found is not None else None


def _checked(soft: NDArray[np.floating]) -> Soft:
    if soft.ndim != 2 or soft.shape[0] != soft.shape[1] or soft.dtype.kind != "f":
        raise ValueError("readings are a square of numbers")
    version_of(soft.shape[0])
    if not np.isfinite(soft).all():
        raise ValueError("readings are finite")
    return np.array(np.clip(soft, -_STRONGEST, _STRONGEST), np.float32, order="C")


def _formats(soft: Soft, version: int) -> list[Format]:
    """Return the formats worth a try; none where this is no symbol of its version."""
    if fixed_agreement(soft, version) < _LEAST_AGREEMENT:
        return []
    if version_doubt(soft) > _MOST_VERSION_DOUBT:
        return []
    best, second = best_formats(soft)
    if best.agreement < _LEAST_AGREEMENT:
        return []
    return [best, second] if second.agreement > _SECOND_FORMAT * best.agreement else [best]


def _first_read(soft: Soft, version: int, formats: list[Format]) -> Decoded | None:
    attempts = (_read(soft, Make(version, tried.level, tried.mask)) for tried in formats)
    return next((read for read in attempts if read is not None), None)


def _read(soft: Soft, make: Make) -> Decoded | None:
    blocks = blocks_of(make.version, make.level)
    sampled = soft > 0
    codewords = make.codewords_of(sampled)
    doubts = cache(lambda: _doubts(soft, make))
    right = corrected(codewords, blocks, doubts, spare=blocks.protection)
    content = make.content_of(right.codewords) if right is not None else None
    if right is None or content is None:
        return None
    doubtful = right.erasures > 0 or right.unused < _SURE_UNUSED
    if doubtful and not content.padded:
        return None
    return make.decoded(sampled, right, content)


def _doubts(soft: Soft, make: Make) -> NDArray[np.intp]:
    """Return the places of all codewords end to end, least reliable first.

    A codeword is as good as its worst module, and a little worse if another one is bad as well.
    """
    strength = np.abs(soft.ravel()[codeword_path(make.version)]).reshape(-1, 8)
    worst = np.partition(strength, 1, axis=1)
    reliability = worst[:, 0] + _SECOND_BIT_WEIGHT * worst[:, 1]
    return np.argsort(reliability[blocks_of(make.version, make.level).order], kind="stable")
