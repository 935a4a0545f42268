"""Opens Alipay's answers: which bytes of the text were signed, and with which signature. Pure.

An answer is one JSON object. Alipay signs the text of one of its members exactly as it was sent, so
that text is cut out of the bytes rather than written anew.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from cashier.providers.errors import GatewayAnswerUnverified, UnverifiedKind

_ERROR = "error_response"
_SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One answer, opened but not believed yet.

    Attributes:
        content: what it says.
        signed: the bytes that the signature is about.
        signature: base64; empty where Alipay sent none.
    """

    content: dict[str, Any]
    signed: bytes
    signature: str


def opened(body: bytes, method: str) -> Envelope:
    """Open the answer to a call of `method`, e.g. `alipay.trade.query`.

    Raises:
        GatewayAnswerUnverified: not such an answer at all.
    """
    try:
        text, charset = _text(body)
        members = _members(text)
    except (ValueError, RecursionError) as error:
        raise GatewayAnswerUnverified(UnverifiedKind.unreadable) from error
    found = members.get(f"{method.replace('.', '_')}_response") or members.get(_ERROR)
    if found is None or not isinstance(found.value, dict):
        raise GatewayAnswerUnverified(UnverifiedKind.unreadable)
    sign = members.get(_SIGN)
    signature = sign.value if sign is not None and isinstance(sign.value, str) else ""
    return Envelope(found.value, text[found.start : found.end].encode(charset), signature)


@dataclass(frozen=True, slots=True)
class _Member:
    value: Any
    start: int
    end: int


_GAP = re.compile(r"[ \t\n\r]*")


def _text(body: bytes) -> tuple[str, str]:
    # Asked in UTF-8, the gateway still says some of its refusals in GBK.
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return body.decode("gb18030"), "gb18030"


def _members(text: str) -> dict[str, _Member]:
    """Read the outermost members with their places; a name that comes twice is refused."""
    members: dict[str, _Member] = {}
    at = _expect(text, _skip(text, 0), "{")
    while True:
        name, at = _decode(text, _skip(text, at))
        start = _skip(text, _expect(text, _skip(text, at), ":"))
        value, end = _decode(text, start)
        if not isinstance(name, str) or name in members:
            _refuse("member")
        members[name] = _Member(value, start, end)
        at = _skip(text, end)
        if text[at : at + 1] == "}":
            break
        at = _expect(text, at, ",")
    if _skip(text, at + 1) != len(text):
        _refuse("tail")
    return members


def _skip(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return at if gap is None else gap.end()


def _expect(text: str, at: int, sign: str) -> int:
    if text[at : at + 1] != sign:
        _refuse("sign")
    return at + 1


def _refuse(what: str) -> NoReturn:
    raise ValueError(what)


# Python would read NaN and Infinity, which no provider sends.
_decode = json.JSONDecoder(parse_constant=_refuse).raw_decode
