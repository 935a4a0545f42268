"""EMV codes that a merchant shows (MPM): two-digit tags and lengths, templates, a checksum. Pure.

Source: EMVCo QR Code Specification for Payment Systems, merchant-presented mode. A hostile code
can only be shown to us: every length is checked against what is left, and templates are opened
two deep and never deeper.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from cashier.scan.grammar.oddities import Oddity

HEAD = "000201"
LONGEST = 1024
"""Characters that are looked at; the standard's codes end at 512."""

_CRC_HEAD = "6304"
_DEEPEST = 2
_SINGAPORE = timezone(timedelta(hours=8))
_WHEN = re.compile(r"([0-9]{8})([0-9]{6})?")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its two-digit tag, its value, and the fields inside where it is a template."""

    tag: str
    value: str
    inner: tuple["Field", ...] = ()


@dataclass(frozen=True, slots=True)
class MerchantCode:
    """A merchant's code whose checksum is right.

    Attributes:
        torn: a template inside does not add up; the code as a whole does.
    """

    fields: tuple[Field, ...]
    torn: bool = False

    def value(self, *tags: str) -> str | None:
        """Return the first value under a tag, or under a tag inside that template, and so on."""
        level = self.fields
        found: Field | None = None
        for tag in tags:
            found = next((field for field in level if field.tag == tag), None)
            if found is None:
                return None
            level = found.inner
        return found.value if found else None

    @property
    def dynamic(self) -> bool:
        """Whether the code was made for one order (point of initiation 12)."""
        return self.value("01") == "12"

    @property
    def unionpay_only(self) -> bool:
        """Whether UnionPay (15, 16) is the only network that the code names."""
        networks = {field.tag for field in self.fields if "02" <= field.tag <= "51"}
        return bool(networks) and networks <= {"15", "16"}

    @property
    def expires_at(self) -> datetime | None:
        """When the code dies, where it says so: PayNow's 04, a day or a second of Singapore.

        UnionPay's own codes say nothing of it, and no other network's field is known well enough.
        """
        for field in self.fields:
            if "26" <= field.tag <= "51" and _inside(field, "00").upper() == "SG.PAYNOW":
                return _singapore_time(_inside(field, "04"))
        return None


def crc16(text: str) -> str:
    """Return CRC-16/CCITT-FALSE of the text's bytes as four upper-case hex digits."""
    crc = 0xFFFF
    for byte in text.encode("utf-8", "surrogatepass"):
        crc = (crc << 8 & 0xFFFF) ^ _CRC_TABLE[crc >> 8 ^ byte]
    return f"{crc:04X}"


def merchant_code(text: str) -> MerchantCode | Oddity | None:
    """Return what a merchant's code says, what is wrong with it, or None where it is no such code.

    Lengths count characters, the checksum covers UTF-8, as the standard has it.
    """
    if not text.startswith(HEAD):
        return None
    fields = _split(text) if len(text) <= LONGEST else None
    if fields is None or fields[-1][0] != "63" or text[-8:-4] != _CRC_HEAD:
        return Oddity.BROKEN_TLV
    if crc16(text[:-4]) != text[-4:].upper():
        return Oddity.CRC_WRONG
    opened = [_opened(tag, value, 1) for tag, value in fields]
    return MerchantCode(tuple(field for field, _ in opened), any(torn for _, torn in opened))


def _opened(tag: str, value: str, depth: int) -> tuple[Field, bool]:
    """Return a field with what is inside it, and whether a template in it does not add up."""
    if depth > _DEEPEST or not _is_template(tag, depth):
        return Field(tag, value), False
    pairs = _split(value)
    if pairs is None:
        return Field(tag, value), True
    inner = [_opened(name, content, depth + 1) for name, content in pairs]
    return Field(tag, value, tuple(one for one, _ in inner)), any(torn for _, torn in inner)


def _is_template(tag: str, depth: int) -> bool:
    if depth == 1:
        return "26" <= tag <= "51" or tag in ("62", "64") or tag >= "80"
    return tag >= "50"


def _split(text: str) -> list[tuple[str, str]] | None:
    """Return tags and values; None where there are none or the lengths do not add up."""
    pairs: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + 4]
        if not _digits(tag) or not _digits(length):
            return None
        end = at + 4 + int(length)
        if end > len(text):
            return None
        pairs.append((tag, text[at + 4 : end]))
        at = end
    return pairs or None


def _digits(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isdigit()


def _inside(field: Field, tag: str) -> str:
    return next((one.value for one in field.inner if one.tag == tag), "")


def _singapore_time(text: str) -> datetime | None:
    """Return the moment that `YYYYMMDD` (its end) or `YYYYMMDDHHMMSS` names."""
    found = _WHEN.fullmatch(text)
    if found is None:
        return None
    day, second = found[1], found[2] or "000000"
    try:
        local = datetime.strptime(day + second, "%Y%m%d%H%M%S").replace(tzinfo=_SINGAPORE)
        return (local if found[2] else local + timedelta(days=1)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _table() -> tuple[int, ...]:
    rows = []
    for start in range(256):
        crc = start << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
        rows.append(crc)
    return tuple(rows)


_CRC_TABLE = _table()
