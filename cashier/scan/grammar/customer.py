"""EMV codes that a customer shows (CPM): base64 of BER-TLV. Pure; what they hold is a bearer token.

Source: EMVCo QR Code Specification for Payment Systems, consumer-presented mode; ISO/IEC 8825 for
lengths. Templates are walked with a stack of their ends, never by recursion, and a code nested
deeper than the standard's is refused.
"""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

HEAD = "hQVDUFYwMW"
"""The format indicator `85 05 "CPV01"`, whole, in base64."""

_APPLICATION = 0x61
_TRACK_2 = 0x57
_CARD_ENDS = 0x5F24
_DEEPEST = 4
_MOST_OBJECTS = 500
_CONSTRUCTED = 0x20
# Wherever the card was issued, its last day has ended by then.
_LAST_TIME_ZONE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class CustomerCode:
    """A customer's code that adds up.

    Attributes:
        expires_at: when the card or token in it ends, which bounds the code's life from above: the
            code itself dies within minutes, and nothing in it says when.
    """

    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Object:
    """A data object: its tag, and where its value lies."""

    tag: int
    start: int
    end: int
    constructed: bool


class _Broken(Exception):
    """The bytes are no BER-TLV, or more of it than any code has."""


def customer_code(text: str) -> CustomerCode | None:
    """Return what a customer's code says; None where the text is none that adds up."""
    if not text.startswith(HEAD):
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        objects = list(_objects(raw))
    except (binascii.Error, ValueError, _Broken):
        return None
    if not any(one.tag == _APPLICATION and one.end > one.start for one in objects):
        return None
    ends = [_end_of(one.tag, raw[one.start : one.end]) for one in objects]
    return CustomerCode(min((end for end in ends if end is not None), default=None))


def _objects(raw: bytes) -> Iterator[_Object]:
    """Yield every data object, templates before what they hold.

    Raises:
        _Broken: a length reaches too far, or there are too many or too deep ones.
    """
    ends = [len(raw)]
    at = count = 0
    while ends:
        if at == ends[-1]:
            ends.pop()
        elif raw[at] == 0:  # Between objects, zeros mean nothing.
            at += 1
        else:
            found = _object(raw, at, ends[-1])
            count += 1
            if count > _MOST_OBJECTS or len(ends) > _DEEPEST:
                raise _Broken
            yield found
            at = found.end
            if found.constructed:
                ends.append(found.end)
                at = found.start


def _object(raw: bytes, at: int, end: int) -> _Object:
    first = tag = raw[at]
    at += 1
    if first & 0x1F == 0x1F:
        more = 0x80
        while more and at < end:
            tag, more = tag << 8 | raw[at], raw[at] & 0x80
            at += 1
        if more or tag > 0xFFFFFF:
            raise _Broken
    if at >= end:
        raise _Broken
    length, at = raw[at], at + 1
    if length in (0x81, 0x82):
        wide = length - 0x80
        length = int.from_bytes(raw[at : at + wide], "big")
        at += wide
    elif length >= 0x80:
        raise _Broken
    if at + length > end:
        raise _Broken
    return _Object(tag, at, at + length, bool(first & _CONSTRUCTED))


def _end_of(tag: int, value: bytes) -> datetime | None:
    """Return when a card ends: `5F24` has YYMMDD, track 2 has YYMM behind its separator D."""
    digits = value.hex()
    if tag == _CARD_ENDS and len(digits) == 6 and digits.isdigit():
        return _after(digits[:2], digits[2:4], digits[4:])
    if tag == _TRACK_2:
        month = digits.partition("d")[2][:4]
        if len(month) == 4 and month.isdigit():
            return _after(month[:2], month[2:], "")
    return None


def _after(year: str, month: str, day: str) -> datetime | None:
    """Return when a day is over everywhere, or the whole month where no day is named."""
    try:
        start = datetime(2000 + int(year), int(month), int(day) if day else 28, tzinfo=UTC)
    except ValueError:
        return None
    if day:
        return start + timedelta(days=1) + _LAST_TIME_ZONE
    return (start + timedelta(days=4)).replace(day=1) + _LAST_TIME_ZONE
