"""Certificates for tests, self-signed."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from cashier.core.privacy import Secret

START = datetime(2026, 1, 1, tzinfo=UTC)
_PARTS = (
    (NameOID.COUNTRY_NAME, "CN"),
    (NameOID.ORGANIZATION_NAME, "Ant Financial Test"),
    (NameOID.ORGANIZATIONAL_UNIT_NAME, "Certification Authority"),
    (NameOID.COMMON_NAME, "Test Class 2 R1"),
)


def certificate(
    private_key: Secret | None = None, *, days: int = 365, serial: int = 12345678901234567890
) -> str:
    """Return a certificate for a key, PEM; without a key one by an elliptic curve."""
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    if private_key is None:
        key = ec.generate_private_key(ec.SECP256R1())
    else:
        loaded = serialization.load_pem_private_key(private_key.reveal().encode(), None)
        assert isinstance(loaded, rsa.RSAPrivateKey)
        key = loaded
    name = x509.Name([x509.NameAttribute(oid, text) for oid, text in _PARTS])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(START)
        .not_valid_after(START + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()
