"""Unused error correction of a QR code, as zxing-cpp reports it, put right. Pure.

zxing-cpp 3.1 writes two digits without the leading zero: 1/11 = .09 arrives as 0.9. Which of the
two is meant follows from the number of check bytes a block has: one error costs 2/n.
"""

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


def check_bytes(version: int, level: str) -> int | None:
    """Return how many check bytes a block of this version and level carries."""
    table = _CHECK_BYTES.get(level)
    return table[version - 1] if table is not None and 1 <= version <= len(table) else None


def unused_ec(reported: float, version: int | None, level: str) -> float:
    """Return the true share of unused correction, 0 to 1."""
    count = check_bytes(version, level) if version is not None else None
    tenths = round(reported * 10)
    if count is None or not 0 < tenths < 10 or abs(reported * 10 - tenths) > 1e-6:
        return min(1.0, max(0.0, reported))
    possible = [1 - 2 * errors / count for errors in range(count // 2 + 1)]
    if any(round(value, 2) == round(reported, 2) for value in possible):
        return reported
    hidden = [value for value in possible if round(value * 100) == tenths]
    return hidden[0] if hidden else reported
