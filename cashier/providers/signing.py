"""The client side of WeChat Pay APIv3 signatures: sign what is sent, believe only what is signed.

The sandbox has an implementation of its own; they must never share code: each checks the other.
"""

import base64
import binascii
import secrets
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field

import httpx
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.providers.gateway import (
    CredentialsInvalid,
    GatewayAnswerUnverified,
    UnverifiedKind,
)

SCHEME = "WECHATPAY2-SHA256-RSA2048"
MAX_SKEW_S = 300
_SIGNTEST = "WECHATPAY/SIGNTEST/"


@dataclass(frozen=True, slots=True)
class WeChatCredentials:
    """What a merchant's back office hands out for API calls.

    Attributes:
        mchid: merchant number.
        appid: app bound to it.
        serial_no: serial of the merchant API certificate.
        private_key: its key, PEM.
        platform_keys: the provider's public keys by `PUB_KEY_ID_…` or certificate serial, PEM;
            several, because both kinds are in use while a merchant migrates.
    """

    mchid: str
    appid: str
    serial_no: str
    private_key: Secret
    platform_keys: Mapping[str, str] = field(default_factory=dict)


def fresh_nonce() -> str:
    """Return 32 random characters."""
    return secrets.token_hex(16)


class RequestSigner(httpx.Auth):
    """Adds the Authorization header over exactly the bytes that go out."""

    requires_request_body = True

    def __init__(
        self,
        credentials: WeChatCredentials,
        clock: Clock,
        nonce: Callable[[], str] = fresh_nonce,
    ) -> None:
        self._mchid = credentials.mchid
        self._serial_no = credentials.serial_no
        self._key = _private_key(credentials.private_key)
        self._clock = clock
        self._nonce = nonce

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign the request; nothing is sent twice."""
        request.headers["Authorization"] = self._header(request)
        yield request

    def _header(self, request: httpx.Request) -> str:
        timestamp, nonce = str(int(self._clock.now().timestamp())), self._nonce()
        target = request.url.raw_path.decode("ascii")
        head = f"{request.method}\n{target}\n{timestamp}\n{nonce}\n".encode()
        message = head + request.content + b"\n"
        raw = self._key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        signature = base64.b64encode(raw).decode("ascii")
        return (
            f'{SCHEME} mchid="{self._mchid}",nonce_str="{nonce}",signature="{signature}",'
            f'timestamp="{timestamp}",serial_no="{self._serial_no}"'
        )


class AnswerVerifier:
    """Decides whether a 2xx answer comes from the provider and from now."""

    def __init__(self, platform_keys: Mapping[str, str], clock: Clock) -> None:
        self._keys = {name: _public_key(name, pem) for name, pem in platform_keys.items()}
        self._clock = clock

    @property
    def preferred_key(self) -> str | None:
        """The key the provider should sign with: a public key rather than a certificate."""
        names = sorted(self._keys, key=lambda name: not name.startswith("PUB_KEY_ID_"))
        return names[0] if names else None

    def check(self, headers: Mapping[str, str], body: bytes) -> None:
        """Return when the answer is genuine and fresh.

        Raises:
            GatewayAnswerUnverified: it is not; its kind says why.
        """
        stated = [headers.get(f"wechatpay-{part}", "") for part in ("timestamp", "nonce")]
        serial = headers.get("wechatpay-serial", "")
        signature = headers.get("wechatpay-signature", "")
        if not serial or not signature or not all(stated):
            raise GatewayAnswerUnverified(UnverifiedKind.unsigned)
        if serial not in self._keys:
            raise GatewayAnswerUnverified(UnverifiedKind.unknown_key)
        if headers.get("wechatpay-signature-type", SCHEME) != SCHEME:
            raise GatewayAnswerUnverified(UnverifiedKind.signature)
        message = f"{stated[0]}\n{stated[1]}\n".encode() + body + b"\n"
        _verify(self._keys[serial], signature, message)
        # After the signature: only the provider's own word on the hour may speak of clocks.
        if abs(self._clock.now().timestamp() - _seconds(stated[0])) > MAX_SKEW_S:
            raise GatewayAnswerUnverified(UnverifiedKind.clock)


def _verify(key: rsa.RSAPublicKey, signature: str, message: bytes) -> None:
    if signature.startswith(_SIGNTEST):
        raise GatewayAnswerUnverified(UnverifiedKind.signature)
    try:
        raw = base64.b64decode(signature, validate=True)
        key.verify(raw, message, padding.PKCS1v15(), hashes.SHA256())
    except (binascii.Error, ValueError, InvalidSignature) as error:
        raise GatewayAnswerUnverified(UnverifiedKind.signature) from error


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len("9999999999")):
        raise GatewayAnswerUnverified(UnverifiedKind.clock)
    return int(text)


def _private_key(pem: Secret) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(pem.reveal().encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # Without the cause: a parser's message may repeat a part of the key.
        raise CredentialsInvalid(field="private_key") from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise CredentialsInvalid(field="private_key")
    return key


def _public_key(name: str, pem: str) -> rsa.RSAPublicKey:
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise CredentialsInvalid(field=name) from None
    if not isinstance(key, rsa.RSAPublicKey):
        raise CredentialsInvalid(field=name)
    return key
