"""Readings as the camera gives them, without a picture behind them."""

from datetime import UTC, datetime
from types import MappingProxyType

from cashier.core.privacy import Secret
from cashier.scan.reading import Clarity, Fault, Read, Reading, Verdict

CORNERS = ((0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0))
PAYMENT_CODE = "131234567890123456"
SEEN_AT = datetime(2026, 11, 22, 6, 32, tzinfo=UTC)


def reading(score: float, letter: str = "B", kind: str = "wechat_payment") -> Reading:
    """A reading of one code with a little glare on it."""
    read = Read(
        "QRCode",
        kind,
        Secret(PAYMENT_CODE),
        "13••••••••••••••56",
        CORNERS,
        Clarity(letter, score, MappingProxyType({})),
        (Fault("glare", 0.4, (0.0, 0.0, 4.0, 4.0)),),
        ("tilt_away_from_lamp",),
    )
    return Reading(Verdict.READY, (read,), (), 1.0, SEEN_AT)
