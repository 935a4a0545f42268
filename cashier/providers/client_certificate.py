"""The merchant's certificate for mutual TLS: read, checked, and handed to the TLS library.

The library only takes files. The key is written encrypted under a password that lives for the one
moment of loading, in a folder that is gone afterwards: it never lies on a disk readable.
"""

import secrets
import ssl
import tempfile
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)

from cashier.core.privacy import Secret
from cashier.providers import pem
from cashier.providers.errors import CredentialFlaw, CredentialsInvalid


class ClientCertificate:
    """A merchant certificate with its private key; `repr` shows neither."""

    def __init__(self, certificate: str, private_key: Secret) -> None:
        """Read both halves.

        Raises:
            CredentialsInvalid: one is unusable, or they do not belong together.
        """
        self._certificate: x509.Certificate = pem.certificate(certificate, "merchant_certificate")
        self._key: rsa.RSAPrivateKey = pem.private_key(private_key)
        if self._certificate.public_key() != self._key.public_key():
            raise CredentialsInvalid("merchant_certificate", CredentialFlaw.other_half)

    @property
    def serial_no(self) -> str:
        """Its serial as 40 hex digits, as requests name it."""
        return f"{self._certificate.serial_number:040X}"

    @property
    def until(self) -> datetime:
        """Until when it holds."""
        return self._certificate.not_valid_after_utc

    def load_into(self, context: ssl.SSLContext) -> None:
        """Let connections of `context` show the certificate."""
        password = secrets.token_hex(32)
        sealed = self._key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password.encode())
        )
        with tempfile.TemporaryDirectory(prefix="cashier-") as name:
            file = Path(name) / "certificate.pem"
            file.write_bytes(self._certificate.public_bytes(Encoding.PEM) + sealed)
            context.load_cert_chain(file, password=password)
