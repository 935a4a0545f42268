"""The bar code and the QR code of one payment screen are one code."""

import pytest

from cashier.core.privacy import Secret
from cashier.scan.agreement import agreeing, pairs
from cashier.scan.reading import Clarity, Corners, Read

CODE, OTHER = "131234567890123456", "139999999999999999"


def square(left: float) -> Corners:
    return ((left, 0.0), (left + 50, 0.0), (left + 50, 50.0), (left, 50.0))


def read(payload: str, symbology: str = "QRCode", left: float = 0.0) -> Read:
    clarity = Clarity("A", 4.0)
    return Read(symbology, "wechat_payment", Secret(payload), "•", square(left), clarity)


QR = read(CODE)


@pytest.mark.parametrize(
    ("reads", "agree"),
    [
        ([], False),
        ([QR], False),
        ([QR, read(CODE, "Code128", 80)], True),
        ([QR, read(f"{CODE}\r\n", "Code128", 80)], True),
        ([QR, read(CODE, "Code128")], True),
        ([QR, read(CODE, left=80)], True),
        ([QR, read(CODE, left=10)], False),
        ([QR, read(OTHER, "Code128", 80)], False),
        ([QR, read(OTHER, left=80), read(OTHER, "Code128", 160)], False),
        ([QR, read(OTHER, left=80), read(CODE, "Code128", 160)], True),
    ],
)
def test_another_symbology_or_place_agrees(reads: list[Read], agree: bool) -> None:
    assert agreeing(reads) is agree


def test_reads_are_grouped_by_what_they_say() -> None:
    bars, other = read(CODE, "Code128", 80), read(OTHER, left=160)
    assert pairs([QR, other, bars]) == ((QR, bars), (other,))
