"""The flat XML of WeChat Pay's older protocol: read without trust, written, signed.

Declarations are refused before any parser sees them, so that there are no entities to expand and
nothing to fetch.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from enum import StrEnum
from xml.etree import ElementTree as ET

from cashier.core.privacy import Secret
from cashier.providers.errors import GatewayAnswerUnverified, UnverifiedKind

_MOST = 64 * 1024
_MOST_FIELDS = 200
# Doctype, entities, comments, instructions: an answer has none of them, only CDATA.
_FORBIDDEN = re.compile(r"<!|<\?(?!xml )")
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)


class SignType(StrEnum):
    """How a message is signed; values are those of the protocol."""

    hmac_sha256 = "HMAC-SHA256"
    md5 = "MD5"


def read(body: bytes) -> dict[str, str]:
    """Return the fields of an answer.

    Raises:
        GatewayAnswerUnverified: it is not one flat element `xml` of a bearable size.
    """
    try:
        if len(body) > _MOST:
            raise ValueError("too long")
        text = body.decode("utf-8")
        # What stands in a value declares nothing.
        if _FORBIDDEN.search(_CDATA.sub(" ", text)):
            raise ValueError("declarations")
        root = ET.fromstring(text)  # noqa: S314 - see above
        fields = {child.tag: child.text or "" for child in root}
        flat = root.tag == "xml" and not any(len(child) for child in root)
        # A name that stands twice could be signed as one value and read as the other.
        if not flat or len(fields) != len(root) or len(fields) > _MOST_FIELDS:
            raise ValueError("not flat")
    except (ValueError, ET.ParseError, RecursionError):
        raise GatewayAnswerUnverified(UnverifiedKind.unreadable) from None
    return fields


def written(fields: Mapping[str, str]) -> bytes:
    """Return a request without its empty fields; names must be such as the protocol knows."""
    root = ET.Element("xml")
    for name, value in fields.items():
        if value:
            ET.SubElement(root, name).text = value
    return ET.tostring(root, encoding="unicode").encode()


def sign(fields: Mapping[str, str], key: Secret, kind: SignType) -> str:
    """Return the sign over all fields that are not empty, in the order of their names."""
    pairs = [f"{name}={fields[name]}" for name in sorted(fields) if name != "sign" and fields[name]]
    text = "&".join([*pairs, f"key={key.reveal()}"]).encode()
    if kind is SignType.md5:
        # The protocol's, not ours: shops whose software never moved on still sign so.
        return hashlib.md5(text, usedforsecurity=False).hexdigest().upper()
    return hmac.new(key.reveal().encode(), text, hashlib.sha256).hexdigest().upper()


def is_signed(fields: Mapping[str, str], key: Secret, kind: SignType) -> bool:
    """Whether `sign` is right and of the kind that was asked for; an easier one is not taken."""
    due = sign(fields, key, kind)
    return hmac.compare_digest(due.encode(), fields.get("sign", "").encode())
