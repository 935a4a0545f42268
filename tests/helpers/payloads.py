"""Builds what codes say: EMV codes of merchants and customers, field by field."""

import base64

from cashier.scan.grammar.merchant import crc16


def field(tag: str, value: str) -> str:
    """Return one field of a merchant's code."""
    return f"{tag}{len(value):02d}{value}"


def sealed(body: str) -> str:
    """Return the body of a merchant's code with its checksum."""
    return body + "6304" + crc16(body + "6304")


def merchant(*fields: tuple[str, str]) -> str:
    """Return a merchant's code of these fields."""
    return sealed("000201" + "".join(field(tag, value) for tag, value in fields))


def ber(tag: str, value: bytes) -> bytes:
    """Return one data object of a customer's code; the tag in hex."""
    size = len(value)
    if size < 0x80:
        length = bytes([size])
    elif size < 0x100:
        length = bytes([0x81, size])
    else:
        length = b"\x82" + size.to_bytes(2, "big")
    return bytes.fromhex(tag) + length + value


def customer(*inner: bytes) -> str:
    """Return a customer's code with an application template that holds these data objects."""
    return base64.b64encode(b"\x85\x05CPV01" + ber("61", b"".join(inner))).decode("ascii")


AID = ber("4F", bytes.fromhex("A000000333010101"))
"""UnionPay's application."""
