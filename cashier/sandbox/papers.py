"""Certificates of the sandbox: its platform certificate, and a small authority for mutual TLS.

Worth nothing outside: every key is thrown away with the process.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from cashier.core.privacy import Secret
from cashier.sandbox.keys import SandboxKeys, certificate_key

_YEAR = timedelta(days=365)
_SERIAL_BITS = 158
_AUTHORITY = "sandbox authority"
_HERE = "127.0.0.1"

_PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
_PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate as PEM, its serial as 40 hex digits, and until when it holds."""

    pem: str
    serial_no: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TlsPapers:
    """What a listener needs that asks its callers for a certificate, and what callers need."""

    authority: str
    server_certificate: str
    server_key: Secret
    merchant_certificate: str


@dataclass(frozen=True, slots=True)
class _Subject:
    name: str
    key: _PublicKey
    serial: int
    life: tuple[datetime, datetime]


def platform_certificate(now: datetime, *, years: int = 5) -> Paper:
    """Return the platform certificate, in force around `now`; negative `years`: out of date."""
    since = now - _YEAR if years > 0 else now + (years - 1) * _YEAR
    until = now + years * _YEAR
    key = _loaded(certificate_key())
    serial = _steady_serial(key)
    subject = _Subject("Tenpay.com sign", key.public_key(), serial, (since, until))
    signed = _signed(subject, key)
    return Paper(_pem(signed), f"{serial:040X}", since, until)


def tls_papers(keys: SandboxKeys, now: datetime) -> TlsPapers:
    """Make an authority, a certificate for 127.0.0.1 and the merchant's own, for a year."""
    life = (now - _YEAR, now + _YEAR)
    root, server = _curve(), _curve()
    merchant = _loaded(keys.till.private_key).public_key()
    number = int(keys.till.serial_no, 16)
    issued = _signed(_Subject(_AUTHORITY, root.public_key(), 1, life), root)
    served = _signed(_Subject(_HERE, server.public_key(), 2, life), root)
    key = server.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return TlsPapers(
        authority=_pem(issued),
        server_certificate=_pem(served),
        server_key=Secret(key.decode("ascii")),
        merchant_certificate=_pem(_signed(_Subject(keys.till.mchid, merchant, number, life), root)),
    )


def _signed(subject: _Subject, issuer: _PrivateKey) -> x509.Certificate:
    # The platform signs its own certificate here; everything else is the authority's.
    own = isinstance(issuer, rsa.RSAPrivateKey)
    authority = x509.BasicConstraints(ca=subject.name == _AUTHORITY, path_length=None)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(subject.name))
        .issuer_name(_named(subject.name if own else _AUTHORITY))
        .public_key(subject.key)
        .serial_number(subject.serial)
        .not_valid_before(subject.life[0])
        .not_valid_after(subject.life[1])
        .add_extension(authority, critical=True)
    )
    if subject.name == _HERE:
        here = x509.SubjectAlternativeName([x509.IPAddress(ip_address(_HERE))])
        builder = builder.add_extension(here, critical=False)
    return builder.sign(issuer, SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _steady_serial(key: rsa.RSAPrivateKey) -> int:
    number = key.public_key().public_numbers().n % (1 << _SERIAL_BITS)
    return number | 1 << _SERIAL_BITS


@cache
def _loaded(private_key: Secret) -> rsa.RSAPrivateKey:
    key = load_pem_private_key(private_key.reveal().encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("not RSA")
    return key


def _curve() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode("ascii")
