"""EMVCo QR: the merchant's code (MPM, digits and tags) and the customer's (CPM, base64 of BER-TLV).

Pure. A hostile code can only be shown to us, so both parsers check every length against what is
left, go two levels deep at most and never recurse on what they read.
"""

import base64
import binascii
from dataclasses import dataclass

_CPM_HEAD = b"\x85\x05CPV01"
_MPM_HEAD = "000201"
_CRC_HEAD = "6304"


@dataclass(frozen=True, slots=True)
class MerchantCode:
    """The top level of a merchant-presented code whose checksum is right."""

    fields: tuple[tuple[str, str], ...]

    def value(self, tag: str) -> str | None:
        """Return the first value under a two-digit tag."""
        return next((value for name, value in self.fields if name == tag), None)

    @property
    def dynamic(self) -> bool:
        """Whether the code was made for one order (point of initiation 12)."""
        return self.value("01") == "12"

    @property
    def unionpay_only(self) -> bool:
        """Whether UnionPay (15, 16) is the only scheme that the code names."""
        schemes = {tag for tag, _ in self.fields if "02" <= tag <= "51"}
        return bool(schemes) and schemes <= {"15", "16"}


def crc16(text: str) -> str:
    """Return CRC-16/CCITT-FALSE of the text's bytes as four upper-case hex digits."""
    crc = 0xFFFF
    for byte in text.encode("utf-8"):
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{crc:04X}"


def merchant_code(text: str) -> MerchantCode | None:
    """Return the fields of a merchant-presented code; None where it is not a whole, sound one."""
    if not text.startswith(_MPM_HEAD) or text[-8:-4] != _CRC_HEAD:
        return None
    if crc16(text[:-4]) != text[-4:].upper():
        return None
    fields: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + 4]
        if not _digits(tag) or not _digits(length):
            return None
        end = at + 4 + int(length)
        if end > len(text):
            return None
        fields.append((tag, text[at + 4 : end]))
        at = end
    return MerchantCode(tuple(fields))


def is_customer_code(text: str) -> bool:
    """Whether the text is a customer-presented code: base64, CPV01, then a template that fits."""
    if not text.startswith("hQVDUFYwMW"):
        return False
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False
    if not raw.startswith(_CPM_HEAD + b"\x61"):
        return False
    body = _ber_value(raw, len(_CPM_HEAD) + 1)
    return bool(body)


def _ber_value(raw: bytes, at: int) -> bytes | None:
    """Return the value whose BER length starts at `at`; None where it reaches past the end."""
    if at >= len(raw):
        return None
    length, at = raw[at], at + 1
    if length > 0x82:
        return None
    if length > 0x80:
        wide = length - 0x80
        length = int.from_bytes(raw[at : at + wide], "big")
        at += wide
    elif length == 0x80:
        return None
    return raw[at : at + length] if at + length <= len(raw) else None


def _digits(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isdigit()
