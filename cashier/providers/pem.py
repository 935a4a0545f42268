"""Reads merchants' keys and certificates. What it cannot use it names, and never repeats."""

from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from cashier.core.privacy import Secret
from cashier.providers.errors import CredentialFlaw, CredentialsInvalid

_LEAST_BITS = 2048
Key = TypeVar("Key", rsa.RSAPrivateKey, rsa.RSAPublicKey)


def private_key(pem: Secret, field: str = "private_key") -> rsa.RSAPrivateKey:
    """Read an RSA private key.

    Raises:
        CredentialsInvalid: it is none; the error has no cause, whose text might repeat the key.
    """
    try:
        key = serialization.load_pem_private_key(pem.reveal().encode(), password=None)
    except TypeError:
        raise CredentialsInvalid(field, CredentialFlaw.passphrase) from None
    except (ValueError, UnsupportedAlgorithm):
        raise CredentialsInvalid(field) from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise CredentialsInvalid(field, CredentialFlaw.key_type)
    return _strong(key, field)


def public_key(pem: str, field: str) -> rsa.RSAPublicKey:
    """Read an RSA public key.

    Raises:
        CredentialsInvalid: it is none.
    """
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise CredentialsInvalid(field) from None
    if not isinstance(key, rsa.RSAPublicKey):
        raise CredentialsInvalid(field, CredentialFlaw.key_type)
    return _strong(key, field)


def certificate(pem: str, field: str) -> x509.Certificate:
    """Read a certificate over an RSA key, whatever its dates say.

    Raises:
        CredentialsInvalid: it is none.
    """
    try:
        found = x509.load_pem_x509_certificate(pem.encode())
        key = found.public_key()
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise CredentialsInvalid(field) from None
    if not isinstance(key, rsa.RSAPublicKey):
        raise CredentialsInvalid(field, CredentialFlaw.key_type)
    _strong(key, field)
    return found


def _strong(key: Key, field: str) -> Key:
    if key.key_size < _LEAST_BITS:
        raise CredentialsInvalid(field, CredentialFlaw.too_weak)
    return key
