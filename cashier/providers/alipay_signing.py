"""The client side of Alipay's RSA2 signatures: sign what is sent, believe only what is signed.

The sandbox has an implementation of its own; they must never share code: each checks the other.
Alipay's answers carry neither hour nor nonce under their signature, so nothing here can tell an old
answer from a new one; that an answer is about the order asked for is checked by its reader.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from cashier.core.privacy import Secret
from cashier.providers.errors import (
    CredentialFlaw,
    CredentialsInvalid,
    GatewayAnswerUnverified,
    UnverifiedKind,
)

SIGN_TYPE = "RSA2"
PRIVATE_KEY = "alipay_private_key"
PUBLIC_KEY = "alipay_public_key"
_LEAST_BITS = 2048
_MOST_KEY = 20_000
_ARMOUR = re.compile(r"-----(BEGIN|END) [A-Z0-9 ]+-----")


@dataclass(frozen=True, slots=True)
class CertificateNumbers:
    """What certificate mode adds to each request: marks of the app's and the root certificates."""

    app: str
    root: str


@dataclass(frozen=True, slots=True)
class AlipayCredentials:
    """What the open platform knows of a merchant's app.

    Attributes:
        app_id: number of the app.
        private_key: the app's key: PEM of either kind, or bare base64 as Alipay's tool writes it.
        alipay_public_key: Alipay's own public key (not the app's), in the same spellings.
        certificates: set where the app uses certificates instead of plain keys.
        app_auth_token: a merchant's leave for the service provider whose app this is.
    """

    app_id: str
    private_key: Secret
    alipay_public_key: str
    certificates: CertificateNumbers | None = None
    app_auth_token: Secret | None = None


class AlipaySigner:
    """Signs the fields of a request with the app's key."""

    def __init__(self, private_key: Secret) -> None:
        self._key = read_private_key(private_key)

    @property
    def public_numbers(self) -> rsa.RSAPublicNumbers:
        """The public half, to notice an app's own key where Alipay's belongs."""
        return self._key.public_key().public_numbers()

    def sign(self, fields: Mapping[str, str]) -> str:
        """Return the signature over all fields that are not empty, in the order of their names."""
        message = "&".join(f"{name}={fields[name]}" for name in sorted(fields) if fields[name])
        raw = self._key.sign(message.encode(), padding.PKCS1v15(), hashes.SHA256())
        return base64.b64encode(raw).decode("ascii")


class AlipayVerifier:
    """Decides whether the bytes of an answer were signed by Alipay."""

    def __init__(self, public_key: str) -> None:
        self._key = read_public_key(public_key)

    @property
    def public_numbers(self) -> rsa.RSAPublicNumbers:
        """The key that answers are checked with."""
        return self._key.public_numbers()

    def check(self, signed: bytes, signature: str) -> None:
        """Return when `signed` is exactly what Alipay signed.

        Raises:
            GatewayAnswerUnverified: it is not.
        """
        try:
            raw = base64.b64decode(signature, validate=True)
            self._key.verify(raw, signed, padding.PKCS1v15(), hashes.SHA256())
        except (binascii.Error, ValueError, InvalidSignature) as error:
            raise GatewayAnswerUnverified(UnverifiedKind.signature) from error


def check_pair(signer: AlipaySigner, verifier: AlipayVerifier) -> None:
    """Refuse the app's own public key where Alipay's belongs: the commonest slip of all.

    Raises:
        CredentialsInvalid: both keys are one pair.
    """
    if signer.public_numbers == verifier.public_numbers:
        raise CredentialsInvalid(PUBLIC_KEY, CredentialFlaw.own_key)


def read_private_key(text: Secret) -> rsa.RSAPrivateKey:
    """Read PKCS#1 or PKCS#8, with or without its first and last line, whatever these say.

    Raises:
        CredentialsInvalid: it is none; the error has no cause, whose text might repeat the key.
    """
    if "ENCRYPTED" in text.reveal():
        raise CredentialsInvalid(PRIVATE_KEY, CredentialFlaw.passphrase)
    try:
        key = serialization.load_der_private_key(_der(text.reveal()), password=None)
    except TypeError:
        raise CredentialsInvalid(PRIVATE_KEY, CredentialFlaw.passphrase) from None
    except (ValueError, UnsupportedAlgorithm):
        raise CredentialsInvalid(PRIVATE_KEY) from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise CredentialsInvalid(PRIVATE_KEY, CredentialFlaw.key_type)
    _check_strength(key.key_size, PRIVATE_KEY)
    return key


def read_public_key(text: str) -> rsa.RSAPublicKey:
    """Read a public key, with or without its first and last line.

    Raises:
        CredentialsInvalid: it is none.
    """
    try:
        key = serialization.load_der_public_key(_der(text))
    except (ValueError, UnsupportedAlgorithm):
        raise CredentialsInvalid(PUBLIC_KEY) from None
    if not isinstance(key, rsa.RSAPublicKey):
        raise CredentialsInvalid(PUBLIC_KEY, CredentialFlaw.key_type)
    _check_strength(key.key_size, PUBLIC_KEY)
    return key


def _check_strength(bits: int, field: str) -> None:
    if bits < _LEAST_BITS:
        raise CredentialsInvalid(field, CredentialFlaw.too_weak)


def _der(text: str) -> bytes:
    bare = "".join(_ARMOUR.sub("", text[:_MOST_KEY]).split())
    return base64.b64decode(bare, validate=True)
