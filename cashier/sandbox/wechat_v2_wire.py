"""The older protocol as the gateway reads and writes it: flat XML, signed with a shared key.

Written apart from the client's in the providers room; the two check each other.
"""

import hashlib
import hmac
import re
from xml.sax.saxutils import escape, unescape

from cashier.core.privacy import Secret
from cashier.sandbox.wire import Refusal

_FIELD = re.compile(r"<(\w+)>(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))</\1>", re.DOTALL)
_WHOLE = re.compile(r"\s*<xml>(.*)</xml>\s*", re.DOTALL)
_MOST = 64 * 1024
HMAC = "HMAC-SHA256"
MD5 = "MD5"

# Codes that the older protocol spells without the underscore, or differently.
_SPELT = {
    "ORDER_NOT_EXIST": "ORDERNOTEXIST",
    "ORDER_PAID": "ORDERPAID",
    "ORDER_CLOSED": "ORDERCLOSED",
    "ORDER_REVERSED": "ORDERREVERSED",
    "AUTH_CODE_EXPIRE": "AUTHCODEEXPIRE",
    "NOT_ENOUGH": "NOTENOUGH",
    "NO_AUTH": "NOAUTH",
    "RULE_LIMIT": "RULELIMIT",
    "SYSTEM_ERROR": "SYSTEMERROR",
    "BANK_ERROR": "BANKERROR",
}


def read(body: bytes) -> dict[str, str] | None:
    """Return the fields of a request; None where it is not the flat XML it should be."""
    try:
        whole = _WHOLE.fullmatch(body[:_MOST].decode())
    except UnicodeDecodeError:
        return None
    if whole is None:
        return None
    found = {
        name: cdata or unescape(plain, {"&quot;": '"', "&apos;": "'"})
        for name, cdata, plain in _FIELD.findall(whole[1])
    }
    left = _FIELD.sub("", whole[1]).strip()
    return found if found and not left else None


def written(fields: dict[str, str]) -> bytes:
    """Return fields as XML; texts in CDATA, as the real gateway does."""
    rows = [f"<{name}>{_escaped(value)}</{name}>" for name, value in fields.items() if value]
    return f"<xml>{''.join(rows)}</xml>".encode()


def sign(fields: dict[str, str], key: Secret, kind: str) -> str:
    """Return the sign of all fields but `sign` itself and empty ones."""
    named = sorted(name for name, value in fields.items() if value and name != "sign")
    rows = [f"{name}={fields[name]}" for name in named]
    text = f"{'&'.join(rows)}&key={key.reveal()}".encode()
    if kind == HMAC:
        return hmac.new(key.reveal().encode(), text, hashlib.sha256).hexdigest().upper()
    return hashlib.md5(text, usedforsecurity=False).hexdigest().upper()


def signed_well(fields: dict[str, str], key: Secret) -> bool:
    """Whether a request carries the right sign of the kind it names; MD5 where it names none."""
    kind = fields.get("sign_type", MD5)
    return kind in {HMAC, MD5} and hmac.compare_digest(
        sign(fields, key, kind).encode(), fields.get("sign", "").encode()
    )


def spelt(refusal: Refusal) -> str:
    """Return a refusal's code as the older protocol spells it."""
    return _SPELT.get(refusal.code, refusal.code)


def _escaped(value: str) -> str:
    return escape(value) if "]]>" in value else f"<![CDATA[{value}]]>"
