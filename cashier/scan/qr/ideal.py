"""The symbol as its maker meant it, for a matrix that an engine has read already. Pure.

From the sampled modules themselves, not from the text: generators differ in segments, charset and
padding, so that writing the text anew gives another symbol more often than not.
"""

import numpy as np
from numpy.typing import NDArray

from cashier.scan.qr.blocks import LEVELS, blocks_of
from cashier.scan.qr.correction import corrected
from cashier.scan.qr.layout import MASKS, size_of
from cashier.scan.qr.symbol import Decoded, Make, mirror


def compare(sampled: NDArray[np.bool_], *, version: int, level: str, mask: int) -> Decoded | None:
    """Return the symbol with its exact error map and unused correction.

    Args:
        sampled: (n, n) modules as the engine sampled them, True = dark.
        version: 1 to 40, as the engine read it.
        level: L, M, Q or H.
        mask: 0 to 7.

    Returns:
        The symbol; None where the matrix does not decode.

    Raises:
        ValueError: there is no such version, level or mask, or the matrix has another size.
    """
    if level not in LEVELS or len(level) != 1 or not 0 <= mask < MASKS:
        raise ValueError("a QR code has a level of L, M, Q, H and a mask from 0 to 7")
    size = size_of(version)
    if sampled.shape != (size, size) or sampled.dtype != np.bool_:
        raise ValueError("the modules are a square of truth values of the version's size")
    make = Make(version, level, mask)
    straight = _read(np.ascontiguousarray(sampled), make)
    if straight is not None:
        return straight
    turned = _read(np.ascontiguousarray(sampled.T), make)
    return mirror(turned) if turned is not None else None


def _read(sampled: NDArray[np.bool_], make: Make) -> Decoded | None:
    # Engines use all check bytes for correction, also those the standard keeps for detection.
    right = corrected(make.codewords_of(sampled), blocks_of(make.version, make.level))
    content = make.content_of(right.codewords) if right is not None else None
    return make.decoded(sampled, right, content) if right and content else None
