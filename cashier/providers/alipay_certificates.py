"""Certificate mode of Alipay: the marks of certificates that requests carry, and the key in one.

A mark is the MD5 of issuer and serial number, as Alipay's documents ask for; it names a certificate
and protects nothing.
"""

import hashlib
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import NameOID

from cashier.providers.errors import CredentialsInvalid
from cashier.providers.pem import certificate

_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
_MOST = 100_000
_NAMES = (
    ("CN", NameOID.COMMON_NAME),
    ("OU", NameOID.ORGANIZATIONAL_UNIT_NAME),
    ("O", NameOID.ORGANIZATION_NAME),
    ("C", NameOID.COUNTRY_NAME),
)
# PKCS#1: signatures by RSA keys. The root file also holds certificates by other kinds of keys,
# which Alipay leaves out.
_RSA_SIGNATURES = "1.2.840.113549.1.1."


def app_number(pem: str) -> str:
    """Return the mark of the app's certificate (`app_cert_sn`).

    Raises:
        CredentialsInvalid: not a certificate.
    """
    return _mark(certificate(pem, "alipay_app_certificate"))


def root_number(pem: str) -> str:
    """Return the joined marks of Alipay's root certificates (`alipay_root_cert_sn`).

    Raises:
        CredentialsInvalid: no certificate with an RSA signature in the file.
    """
    marks = []
    for piece in pem[:_MOST].split(_BEGIN)[1:]:
        body = piece.split(_END)[0]
        found = _readable(f"{_BEGIN}{body}{_END}\n")
        if found is not None and _signed_by_rsa(found):
            marks.append(_mark(found))
    if not marks:
        raise CredentialsInvalid(field="alipay_root_certificate")
    return "_".join(marks)


def key_in_certificate(pem: str) -> str:
    """Return the public key in Alipay's certificate, PEM.

    Raises:
        CredentialsInvalid: not a certificate of an RSA key.
    """
    return (
        certificate(pem, "alipay_certificate")
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode("ascii")
    )


def good_until(pem: str) -> datetime | None:
    """Return until when a certificate is good; None for what is none."""
    found = _readable(pem)
    return None if found is None else found.not_valid_after_utc


def _readable(pem: str) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(pem[:_MOST].encode())
    except ValueError:
        return None


def _signed_by_rsa(found: x509.Certificate) -> bool:
    return found.signature_algorithm_oid.dotted_string.startswith(_RSA_SIGNATURES)


def _mark(found: x509.Certificate) -> str:
    issuer = found.issuer
    names = ",".join(f"{short}={_value(issuer, oid)}" for short, oid in _NAMES)
    text = f"{names}{found.serial_number}"
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _value(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else "None"
