"""The client side of WeChat Pay APIv3 signatures: sign what is sent, believe only what is signed.

The sandbox has an implementation of its own; they must never share code: each checks the other.
"""

import base64
import binascii
import secrets
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import httpx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.providers import pem
from cashier.providers.errors import GatewayAnswerUnverified, UnverifiedKind
from cashier.providers.seen_nonces import SeenNonces

SCHEME = "WECHATPAY2-SHA256-RSA2048"
MAX_SKEW_S = 300
PUBLIC_KEY = "PUB_KEY_ID_"
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
        api_v3_key: opens the platform certificates that the provider hands out; without it only
            `platform_keys` are believed.
        sub_mchid: the shop's number where a service provider asks with its own.
    """

    mchid: str
    appid: str
    serial_no: str
    private_key: Secret
    platform_keys: Mapping[str, str] = field(default_factory=dict)
    api_v3_key: Secret | None = None
    sub_mchid: str = ""


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
        self._key = pem.private_key(credentials.private_key)
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


@dataclass(frozen=True, slots=True)
class PlatformKey:
    """A key the provider signs with; one from a certificate is good between two dates only."""

    key: rsa.RSAPublicKey
    since: datetime | None = None
    until: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        """Whether answers signed with it may be believed now."""
        begun = self.since is None or self.since <= now
        return begun and (self.until is None or now <= self.until)


class AnswerVerifier:
    """Decides whether a 2xx answer comes from the provider, from now, and for the first time."""

    def __init__(self, platform_keys: Mapping[str, str], clock: Clock) -> None:
        self._given = {
            name: PlatformKey(pem.public_key(text, name)) for name, text in platform_keys.items()
        }
        self._fetched: Mapping[str, PlatformKey] = {}
        self._clock = clock
        self._seen = SeenNonces(2 * MAX_SKEW_S)

    @property
    def keys(self) -> Mapping[str, PlatformKey]:
        """Every key known: those that were entered, and the certificates fetched last."""
        return {**self._fetched, **self._given}

    @property
    def preferred_key(self) -> str | None:
        """The public key that the provider should sign with; None leaves it to certificates."""
        return next((name for name in self._given if name.startswith(PUBLIC_KEY)), None)

    def learn(self, certificates: Mapping[str, PlatformKey]) -> None:
        """Hold these certificates, and none that were fetched before."""
        self._fetched = dict(certificates)

    def check(self, headers: Mapping[str, str], body: bytes) -> None:
        """Return when the answer is genuine, fresh and new.

        Raises:
            GatewayAnswerUnverified: it is not; its kind says why.
        """
        now = self._clock.now()
        check_signed(headers, body, self.keys, now)
        once = f"{headers['wechatpay-serial']} {headers['wechatpay-nonce']}"
        if not self._seen.first_time(once, now.timestamp()):
            raise GatewayAnswerUnverified(UnverifiedKind.replayed)


def check_signed(
    headers: Mapping[str, str], body: bytes, keys: Mapping[str, PlatformKey], now: datetime
) -> None:
    """Return when one of `keys` signed this within five minutes of `now`.

    Raises:
        GatewayAnswerUnverified: it did not; the kind says why.
    """
    stated = [headers.get(f"wechatpay-{part}", "") for part in ("timestamp", "nonce")]
    serial = headers.get("wechatpay-serial", "")
    signature = headers.get("wechatpay-signature", "")
    if not serial or not signature or not all(stated):
        raise GatewayAnswerUnverified(UnverifiedKind.unsigned)
    if serial not in keys:
        raise GatewayAnswerUnverified(UnverifiedKind.unknown_key)
    if headers.get("wechatpay-signature-type", SCHEME) != SCHEME:
        raise GatewayAnswerUnverified(UnverifiedKind.signature)
    message = f"{stated[0]}\n{stated[1]}\n".encode() + body + b"\n"
    _verify(keys[serial].key, signature, message)
    # After the signature: only the provider's own word on the hour may speak of clocks.
    if abs(now.timestamp() - _seconds(stated[0])) > MAX_SKEW_S:
        raise GatewayAnswerUnverified(UnverifiedKind.clock)
    if not keys[serial].in_force(now):
        raise GatewayAnswerUnverified(UnverifiedKind.expired_key)


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
