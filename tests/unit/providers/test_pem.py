import pytest
from cryptography.hazmat.primitives import serialization as ser
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.providers import pem
from cashier.providers.client_certificate import ClientCertificate
from cashier.providers.errors import CredentialFlaw, CredentialsInvalid
from cashier.sandbox.keys import stranger_key
from cashier.sandbox.papers import platform_certificate, tls_papers
from tests.helpers import sandbox as helper

KEY = helper.keys().till.private_key
PUBLIC = helper.keys().merchant_public_key
NOW = ManualClock().now()
PLAIN = ser.NoEncryption()


def private(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, password: bytes = b"") -> str:
    seal = ser.BestAvailableEncryption(password) if password else PLAIN
    return key.private_bytes(ser.Encoding.PEM, ser.PrivateFormat.PKCS8, seal).decode()


def public(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
    found = key.public_key()
    raw = found.public_bytes(ser.Encoding.PEM, ser.PublicFormat.SubjectPublicKeyInfo)
    return raw.decode()


CURVE = ec.generate_private_key(ec.SECP256R1())
WEAK = rsa.generate_private_key(public_exponent=65537, key_size=1024)
OURS = ser.load_pem_private_key(KEY.reveal().encode(), None)
assert isinstance(OURS, rsa.RSAPrivateKey)
OURS_IN_NUMBERS = OURS.private_numbers()
UNLIKE_ITSELF = rsa.RSAPrivateNumbers(
    p=OURS_IN_NUMBERS.p,
    q=OURS_IN_NUMBERS.q,
    d=OURS_IN_NUMBERS.d + 2,
    dmp1=OURS_IN_NUMBERS.dmp1,
    dmq1=OURS_IN_NUMBERS.dmq1,
    iqmp=OURS_IN_NUMBERS.iqmp,
    public_numbers=OURS_IN_NUMBERS.public_numbers,
).private_key(unsafe_skip_rsa_key_validation=True)
HEADERS = KEY.reveal().replace("PRIVATE KEY", "CERTIFICATE")

BAD_PRIVATE = [
    pytest.param("", CredentialFlaw.unreadable, id="empty"),
    pytest.param("x", CredentialFlaw.unreadable, id="a letter"),
    pytest.param(PUBLIC, CredentialFlaw.unreadable, id="public key"),
    pytest.param(HEADERS, CredentialFlaw.unreadable, id="wrong header"),
    pytest.param(KEY.reveal()[:400], CredentialFlaw.unreadable, id="cut off"),
    pytest.param(KEY.reveal().splitlines()[1], CredentialFlaw.unreadable, id="one line"),
    pytest.param(private(UNLIKE_ITSELF), CredentialFlaw.unreadable, id="unlike itself"),
    pytest.param(private(OURS, b"secret"), CredentialFlaw.passphrase, id="passphrase"),
    pytest.param(private(CURVE), CredentialFlaw.key_type, id="curve"),
    pytest.param(private(WEAK), CredentialFlaw.too_weak, id="weak"),
]
BAD_PUBLIC = [
    pytest.param("", CredentialFlaw.unreadable, id="empty"),
    pytest.param(KEY.reveal(), CredentialFlaw.unreadable, id="private key"),
    pytest.param(platform_certificate(NOW).pem, CredentialFlaw.unreadable, id="certificate"),
    pytest.param(public(CURVE), CredentialFlaw.key_type, id="curve"),
    pytest.param(public(WEAK), CredentialFlaw.too_weak, id="weak"),
]


@pytest.mark.parametrize(("text", "flaw"), BAD_PRIVATE)
def test_a_private_key_that_cannot_be_used_says_why_and_shows_nothing(
    text: str, flaw: CredentialFlaw
) -> None:
    with pytest.raises(CredentialsInvalid) as refused:
        pem.private_key(Secret(text))
    assert refused.value.reason is flaw
    assert refused.value.fields == {"field": "private_key", "reason": flaw}
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


@pytest.mark.parametrize(("text", "flaw"), BAD_PUBLIC)
def test_a_public_key_that_cannot_be_used_says_why(text: str, flaw: CredentialFlaw) -> None:
    with pytest.raises(CredentialsInvalid) as refused:
        pem.public_key(text, "platform")
    assert refused.value.fields == {"field": "platform", "reason": flaw}


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    framed = f"-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n"
    for given_text in (text, framed, framed.replace("PRIVATE KEY", "CERTIFICATE")):
        with pytest.raises(CredentialsInvalid):
            pem.private_key(Secret(given_text))
        with pytest.raises(CredentialsInvalid):
            pem.public_key(given_text, "x")
        with pytest.raises(CredentialsInvalid):
            pem.certificate(given_text, "x")


def test_what_is_right_is_read() -> None:
    assert pem.private_key(KEY).key_size == 2048
    assert pem.public_key(PUBLIC, "x").key_size == 2048
    paper = platform_certificate(NOW)
    assert f"{pem.certificate(paper.pem, 'x').serial_number:X}" == paper.serial_no


def test_a_certificate_and_a_key_must_belong_together() -> None:
    papers = tls_papers(helper.keys(), NOW)
    held = ClientCertificate(papers.merchant_certificate, KEY)
    assert held.serial_no == helper.keys().till.serial_no
    with pytest.raises(CredentialsInvalid) as refused:
        ClientCertificate(papers.merchant_certificate, stranger_key())
    assert refused.value.reason is CredentialFlaw.other_half
    with pytest.raises(CredentialsInvalid) as refused:
        ClientCertificate(papers.authority, KEY)
    assert refused.value.reason is CredentialFlaw.key_type
