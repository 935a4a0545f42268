"""Unused error correction of a QR code, as zxing-cpp reports it, put right. Pure.

zxing-cpp 3.1 writes two digits without the leading zero: 1/11 = .09 arrives as 0.9. Which of the
two is meant follows from the number of check bytes a block has: one error costs 2/n.
"""

from cashier.scan.qr.blocks import check_bytes


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
