"""The gateway's own reading of the WeChat Pay APIv3 signature rules.

Written apart from the client's signing in the providers room, so that the two check each other.
It must never share code with it.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    load_pem_private_key,
    load_pem_public_key,
)

from cashier.core.errors import Bug
from cashier.core.privacy import Secret

SCHEME = "WECHATPAY2-SHA256-RSA2048"
MAX_SKEW_S = 300
_PAIR = re.compile(r'(\w+)="([^"]*)"')
_NEEDED = frozenset({"mchid", "nonce_str", "signature", "timestamp", "serial_no"})


class KeyNotRsa(Bug):
    """A throw-away key is not the RSA key it should be."""

    code = "sandbox-key-not-rsa"


class AuthFlaw(StrEnum):
    """Why a request is refused with 401; each value is the text the real gateway sends."""

    absent = "签名信息错误，验签失败"
    malformed = "Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》"
    stale = "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟"
    serial = "商户证书序列号有误。(请使用签名私钥匹配的证书序列号)"
    expired = "商户证书已过期"
    signature = "签名错误"


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came over the wire."""

    method: str
    target: str
    body: bytes
    authorization: str | None


@dataclass(frozen=True, slots=True)
class Merchant:
    """The one merchant this gateway knows."""

    mchid: str
    serial_no: str
    public_key: str


def flaw_of(request: Received, merchant: Merchant, now: datetime) -> AuthFlaw | None:
    """Return what is wrong with the request's Authorization, or None.

    The clock is looked at before the key, as the real gateway does: a wrong clock can so be told
    from a wrong key.
    """
    scheme, _, rest = (request.authorization or "").partition(" ")
    if scheme != SCHEME:
        return AuthFlaw.absent
    claims = dict(_PAIR.findall(rest))
    if not claims.keys() >= _NEEDED or not claims["timestamp"].isascii():
        return AuthFlaw.malformed
    if not re.fullmatch(r"\d{1,12}", claims["timestamp"]):
        return AuthFlaw.malformed
    if abs(now.timestamp() - int(claims["timestamp"])) > MAX_SKEW_S:
        return AuthFlaw.stale
    if claims["mchid"] != merchant.mchid or claims["serial_no"].upper() != merchant.serial_no:
        return AuthFlaw.serial
    lines = (request.method, request.target, claims["timestamp"], claims["nonce_str"])
    if not _verified(merchant.public_key, lines, request.body, claims["signature"]):
        return AuthFlaw.signature
    return None


def answer_headers(
    body: bytes, *, private_key: Secret, key_id: str, now: datetime, nonce: Callable[[], str]
) -> dict[str, str]:
    """Return the five `Wechatpay-*` headers of a signed answer."""
    timestamp, once = str(int(now.timestamp())), nonce()
    return {
        "Wechatpay-Timestamp": timestamp,
        "Wechatpay-Nonce": once,
        "Wechatpay-Serial": key_id,
        "Wechatpay-Signature-Type": SCHEME,
        "Wechatpay-Signature": _signed(private_key, (timestamp, once), body),
    }


def request_header(
    request: Received, merchant: Merchant, private_key: Secret, now: datetime, nonce: str
) -> str:
    """Return the Authorization value a till sends with `request`."""
    timestamp = str(int(now.timestamp()))
    lines = (request.method, request.target, timestamp, nonce)
    claims = {
        "mchid": merchant.mchid,
        "nonce_str": nonce,
        "timestamp": timestamp,
        "serial_no": merchant.serial_no,
        "signature": _signed(private_key, lines, request.body),
    }
    return f"{SCHEME} " + ",".join(f'{name}="{value}"' for name, value in claims.items())


def answer_genuine(
    body: bytes, headers: Mapping[str, str], *, key_id: str, public_key: str
) -> bool:
    """Whether an answer was signed by the platform key the till knows."""
    if headers.get("wechatpay-serial") != key_id:
        return False
    lines = (headers.get("wechatpay-timestamp", ""), headers.get("wechatpay-nonce", ""))
    return _verified(public_key, lines, body, headers.get("wechatpay-signature", ""))


def _message(lines: tuple[str, ...], body: bytes) -> bytes:
    return b"".join(line.encode() + b"\n" for line in lines) + body + b"\n"


def _signed(private_key: Secret, lines: tuple[str, ...], body: bytes) -> str:
    raw = rsa_key(private_key).sign(_message(lines, body), PKCS1v15(), SHA256())
    return base64.b64encode(raw).decode("ascii")


@cache
def rsa_key(private_key: Secret) -> RSAPrivateKey:
    """Return a private key, read once: reading checks it, which takes longer than signing."""
    key = load_pem_private_key(private_key.reveal().encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise KeyNotRsa
    return key


def _verified(public_key: str, lines: tuple[str, ...], body: bytes, signature: str) -> bool:
    key = load_pem_public_key(public_key.encode())
    if not isinstance(key, RSAPublicKey):
        raise KeyNotRsa
    try:
        raw = base64.b64decode(signature, validate=True)
        key.verify(raw, _message(lines, body), PKCS1v15(), SHA256())
    except (binascii.Error, ValueError, InvalidSignature):
        return False
    return True
