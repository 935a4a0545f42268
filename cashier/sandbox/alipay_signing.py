"""The gateway's own reading of Alipay's RSA2 rules: form fields in, a signed text out.

Written apart from the client's signing in the providers room, so that the two check each other.
It must never share code with it.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from cashier.core.privacy import Secret
from cashier.sandbox.signing import KeyNotRsa, rsa_key


def request_genuine(fields: Mapping[str, str], public_key: str) -> bool:
    """Whether the app with this key signed all fields but `sign` itself, empty ones left out."""
    return _verified(_joined(fields, frozenset({"sign"})), fields.get("sign", ""), public_key)


def notice_genuine(fields: Mapping[str, str], public_key: str) -> bool:
    """Whether the gateway with this key signed a notice."""
    without = frozenset({"sign", "sign_type"})
    return _verified(_joined(fields, without), fields.get("sign", ""), public_key)


def answer_genuine(body: bytes, node: str, public_key: str) -> bool:
    """Whether the gateway with this key signed the text of an answer's member, as it stands."""
    head, tail = f'{{"{node}":'.encode(), b',"sign":"'
    start, end = body.find(head) + len(head), body.rfind(tail)
    if not body.startswith(head) or end < start:
        return False
    signature = body[end + len(tail) :].split(b'"', 1)[0].decode("latin-1")
    return _verified(body[start:end], signature, public_key)


def signed_fields(fields: Mapping[str, str], private_key: Secret) -> dict[str, str]:
    """Return the fields with `sign`, as an app sends them."""
    return {**fields, "sign": _signature(_joined(fields, frozenset()), private_key)}


def signed_notice(fields: Mapping[str, str], private_key: Secret) -> dict[str, str]:
    """Return the fields of a notice; there `sign_type` is not signed, unlike in requests."""
    message = _joined(fields, frozenset({"sign_type"}))
    return {**fields, "sign_type": "RSA2", "sign": _signature(message, private_key)}


def signed_answer(node: str, content: Mapping[str, Any], private_key: Secret) -> bytes:
    """Return the text of an answer: what is signed is the member's text as it stands there."""
    text = _text(content)
    signature = _signature(text.encode(), private_key)
    return f'{{"{node}":{text},"sign":"{signature}"}}'.encode()


def unsigned_answer(node: str, content: Mapping[str, Any]) -> bytes:
    """Return the text of a refusal that came before any key was looked at."""
    return f'{{"{node}":{_text(content)}}}'.encode()


def _joined(fields: Mapping[str, str], without: frozenset[str]) -> bytes:
    pairs = [f"{name}={value}" for name, value in fields.items() if value and name not in without]
    return "&".join(sorted(pairs, key=lambda pair: pair.split("=", 1)[0])).encode()


def _verified(message: bytes, signature: str, public_key: str) -> bool:
    key = load_pem_public_key(public_key.encode())
    if not isinstance(key, RSAPublicKey):
        raise KeyNotRsa
    try:
        raw = base64.b64decode(signature, validate=True)
        key.verify(raw, message, PKCS1v15(), SHA256())
    except (binascii.Error, ValueError, InvalidSignature):
        return False
    return True


def _signature(message: bytes, private_key: Secret) -> str:
    return base64.b64encode(rsa_key(private_key).sign(message, PKCS1v15(), SHA256())).decode()


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
