"""Certificates that are right and wrong in one way each, by a throw-away authority in memory."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cashier.sandbox.net_faults import NetFault

_DAY = timedelta(days=1)
_ADDRESS = "127.0.0.1"
_ELSEWHERE = ("other.test",)


@dataclass(frozen=True, slots=True)
class Papers:
    """What each fault presents, and whom to trust.

    Attributes:
        authority: the throw-away authority's certificate (PEM).
        presented: the server's TLS by fault; `sound` is the right one.
    """

    authority: str
    presented: Mapping[NetFault, ssl.SSLContext]

    def present(self, fault: NetFault) -> ssl.SSLContext:
        """Return the server's TLS under `fault`."""
        return self.presented.get(fault, self.presented[NetFault.sound])

    def trusting(self) -> ssl.SSLContext:
        """Return a client's TLS that trusts this authority and nobody else."""
        return ssl.create_default_context(cadata=self.authority)


@dataclass(frozen=True, slots=True)
class _Signer:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def make_papers(
    now: datetime, names: tuple[str, ...] = ("localhost", "gateway.sandbox.test")
) -> Papers:
    """Make an authority, a certificate for 127.0.0.1 and `names`, and three that are wrong.

    Args:
        now: the system's time, since TLS judges by that.
        names: further names of the host.
    """
    ours, stranger = _authority("Sandbox authority", now), _authority("Stranger", now)
    presented = {
        NetFault.sound: _served(ours, now + 30 * _DAY, names),
        NetFault.tls_expired: _served(ours, now - _DAY, names),
        NetFault.tls_wrong_host: _served(ours, now + 30 * _DAY, _ELSEWHERE),
        NetFault.tls_unknown_ca: _served(stranger, now + 30 * _DAY, names),
    }
    # Who catches every connection cannot show the gateway's certificate.
    for caught in (NetFault.portal, NetFault.redirect):
        presented[caught] = presented[NetFault.tls_unknown_ca]
    return Papers(_pem(ours.certificate).decode("ascii"), presented)


def _authority(name: str, now: datetime) -> _Signer:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        _period(x509.CertificateBuilder(), now + 365 * _DAY)
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_others=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return _Signer(made, key)


def _served(signer: _Signer, until: datetime, names: tuple[str, ...]) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    known: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
    if names != _ELSEWHERE:
        known.append(x509.IPAddress(ip_address(_ADDRESS)))
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    issuer = signer.key.public_key()
    made = (
        _period(x509.CertificateBuilder(), until)
        .subject_name(subject)
        .issuer_name(signer.certificate.subject)
        .public_key(key.public_key())
        .add_extension(x509.SubjectAlternativeName(known), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_others=False), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer), critical=False)
        .sign(signer.key, hashes.SHA256())
    )
    return _context(made, key)


def _period(builder: x509.CertificateBuilder, until: datetime) -> x509.CertificateBuilder:
    return (
        builder.serial_number(x509.random_serial_number())
        .not_valid_before(until - 400 * _DAY)
        .not_valid_after(until)
    )


def _usage(*, signs_others: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_others,
        crl_sign=signs_others,
        encipher_only=False,
        decipher_only=False,
    )


def _context(made: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    # The ssl module reads keys from files only; this one is gone before anybody is served.
    with TemporaryDirectory(prefix="cashier-net-") as folder:
        file = Path(folder, "host.pem")
        file.write_bytes(private + _pem(made))
        context.load_cert_chain(file)
    return context


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
