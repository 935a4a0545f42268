"""The provider's platform certificates: fetched, opened with the APIv3 key, kept fresh.

Merchants that have only the 微信支付公钥 have none; the provider then says so, and that is kept.
"""

import asyncio
import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.providers import pem
from cashier.providers.errors import (
    CredentialFlaw,
    CredentialsInvalid,
    GatewayAnswerUnverified,
    GatewayError,
    UnverifiedKind,
)
from cashier.providers.exchange import Received
from cashier.providers.signing import AnswerVerifier, PlatformKey, check_signed

TARGET = "/v3/certificates"
REFRESH_S = 12 * 3600.0
RETRY_S = 60.0
_MOST = 16
_KEY_BYTES = 32
_ALGORITHM = "AEAD_AES_256_GCM"

Fetch = Callable[[], Awaitable[Received]]
Refuse = Callable[[Received], GatewayError]


class PlatformCertificates:
    """Feeds a verifier with the certificates that the provider hands out.

    Failure policy: a fetch that fails leaves the certificates known before; it is tried again
    after a minute at the earliest. Only while no key at all is known is its error raised.
    """

    def __init__(
        self, verifier: AnswerVerifier, key: Secret | None, clock: Clock, fetch: Fetch
    ) -> None:
        self._verifier = verifier
        self._key = None if key is None else checked_key(key)
        self._clock = clock
        self._fetch = fetch
        self._tried: float | None = None
        self._fetched: float | None = None
        self._one_at_a_time = asyncio.Lock()

    async def keep_fresh(self, refuse: Refuse) -> None:
        """Fetch when nothing is known, or when what was fetched has become old.

        Args:
            refuse: reads an answer that is not 200.

        Raises:
            GatewayError: no key is known, and none could be fetched.
        """
        old = self._fetched is not None and self._age(self._fetched) >= REFRESH_S
        if not old and self._verifier.keys:
            return
        try:
            await self._refresh(refuse)
        except GatewayError:
            if not self._verifier.keys:
                raise

    async def found_new(self, refuse: Refuse) -> bool:
        """Fetch because an answer named a key that is not known; whether anything came of it."""
        try:
            return await self._refresh(refuse)
        except GatewayError:
            return False

    async def _refresh(self, refuse: Refuse) -> bool:
        if self._key is None:
            return False
        async with self._one_at_a_time:
            if self._tried is not None and self._age(self._tried) < RETRY_S:
                # Somebody else has just fetched: what came of it is known to the verifier.
                return self._fetched is not None and self._age(self._fetched) < RETRY_S
            self._tried = self._clock.monotonic()
            answer = await self._fetch()
            if answer.status != 200:
                raise refuse(answer)
            now = self._clock.now()
            found = opened(answer.body, self._key, now)
            check_signed(answer.headers, answer.body, {**self._verifier.keys, **found}, now)
            self._verifier.learn(found)
            self._fetched = self._clock.monotonic()
            return True

    def _age(self, since: float) -> float:
        return self._clock.monotonic() - since


def checked_key(key: Secret) -> AESGCM:
    """Return the cipher of an APIv3 key.

    Raises:
        CredentialsInvalid: it does not have 32 characters.
    """
    raw = key.reveal().encode()
    if len(raw) != _KEY_BYTES:
        raise CredentialsInvalid("api_v3_key", CredentialFlaw.length)
    return AESGCM(raw)


def opened(body: bytes, cipher: AESGCM, now: datetime) -> dict[str, PlatformKey]:
    """Return the certificates in force that the body of an answer holds, by serial.

    Raises:
        GatewayAnswerUnverified: unreadable, not sealed for this merchant, or nothing in force.
    """
    try:
        entries = json.loads(body)["data"]
        found = dict(_certificate(entry, cipher) for entry in entries[:_MOST])
    except InvalidTag:
        raise GatewayAnswerUnverified(UnverifiedKind.sealed) from None
    except (ValueError, TypeError, KeyError, RecursionError, CredentialsInvalid):
        raise GatewayAnswerUnverified(UnverifiedKind.unreadable) from None
    in_force = {serial: key for serial, key in found.items() if key.in_force(now)}
    if not in_force:
        raise GatewayAnswerUnverified(UnverifiedKind.expired_key)
    return in_force


def unsealed(sealed: Mapping[str, str], cipher: AESGCM) -> bytes:
    """Return what the provider encrypted with the merchant's APIv3 key.

    Raises:
        InvalidTag: another key sealed it, or it was changed.
        ValueError: it is not sealed in the one way the provider knows.
    """
    if sealed["algorithm"] != _ALGORITHM:
        raise ValueError("unknown algorithm")
    try:
        raw = base64.b64decode(sealed["ciphertext"], validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    associated = sealed.get("associated_data") or ""
    return cipher.decrypt(sealed["nonce"].encode(), raw, associated.encode())


def _certificate(entry: Mapping[str, object], cipher: AESGCM) -> tuple[str, PlatformKey]:
    sealed = entry["encrypt_certificate"]
    if not isinstance(sealed, dict):
        raise TypeError
    found = pem.certificate(unsealed(sealed, cipher).decode(), "platform_certificate")
    serial = f"{found.serial_number:X}"
    key = found.public_key()
    # A certificate under another's serial would let its owner sign in that name.
    if serial != str(entry["serial_no"]).upper().lstrip("0") or not isinstance(
        key, rsa.RSAPublicKey
    ):
        raise ValueError("another serial")
    stated = str(entry["serial_no"])
    return stated, PlatformKey(key, found.not_valid_before_utc, found.not_valid_after_utc)
