"""Keys in every spelling that shops paste, signatures checked by the sandbox's own reading."""

import base64
from functools import cache

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.privacy import Secret
from cashier.providers.alipay_signing import (
    AlipaySigner,
    AlipayVerifier,
    check_pair,
    read_private_key,
    read_public_key,
)
from cashier.providers.errors import CredentialsInvalid, GatewayAnswerUnverified
from cashier.sandbox import alipay_signing as theirs
from tests.helpers import sandbox as helper

PRIVATE = helper.keys().till.private_key
PUBLIC = helper.keys().merchant_public_key
PLATFORM = helper.keys().till.platform_public_key
PEM, DER = serialization.Encoding.PEM, serialization.Encoding.DER
PKCS1 = serialization.PrivateFormat.TraditionalOpenSSL
PKCS8 = serialization.PrivateFormat.PKCS8
PLAIN = serialization.NoEncryption()
LOCKED = serialization.BestAvailableEncryption(b"canary")
KEY = read_private_key(PRIVATE)
SIGNER = AlipaySigner(PRIVATE)
FIELDS = st.dictionaries(
    st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=8), st.text(max_size=12), max_size=6
)


def bare(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def spellings() -> dict[str, str]:
    pkcs1 = KEY.private_bytes(PEM, PKCS1, PLAIN).decode()
    pkcs8 = KEY.private_bytes(PEM, PKCS8, PLAIN).decode()
    return {
        "pkcs1": pkcs1,
        "pkcs8": pkcs8,
        "bare pkcs1": bare(KEY.private_bytes(DER, PKCS1, PLAIN)),
        "bare pkcs8": bare(KEY.private_bytes(DER, PKCS8, PLAIN)),
        "wrong first line": pkcs1.replace("RSA PRIVATE", "PRIVATE"),
        "one line": pkcs8.replace("\n", " "),
        "windows": pkcs8.replace("\n", "\r\n") + "\r\n",
    }


@pytest.mark.parametrize("spelling", spellings())
def test_a_private_key_is_read_in_every_spelling(spelling: str) -> None:
    read = read_private_key(Secret(spellings()[spelling]))
    assert read.private_numbers() == KEY.private_numbers()


def test_a_public_key_is_read_without_its_lines() -> None:
    raw = KEY.public_key().public_bytes(DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    assert read_public_key(bare(raw)).public_numbers() == SIGNER.public_numbers
    assert read_public_key(PUBLIC).public_numbers() == SIGNER.public_numbers


@cache
def other_keys() -> dict[str, str]:
    curve = ec.generate_private_key(ec.SECP256R1()).private_bytes(PEM, PKCS8, PLAIN).decode()
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    whole = PRIVATE.reveal()
    return {
        "empty": "",
        "words": "canary",
        "chinese": "私钥",
        "curve": curve,
        "short": short.private_bytes(PEM, PKCS8, PLAIN).decode(),
        "locked": KEY.private_bytes(PEM, PKCS8, LOCKED).decode(),
        "locked pkcs1": KEY.private_bytes(PEM, PKCS1, LOCKED).decode(),
        "public": PUBLIC,
        "cut": whole[: len(whole) // 2],
        "huge": whole * 500,
    }


FLAWS = {
    "curve": "key_type",
    "short": "too_weak",
    "locked": "passphrase",
    "locked pkcs1": "passphrase",
}


@pytest.mark.parametrize("kind", other_keys())
def test_what_is_no_usable_key_is_named_without_showing_it(kind: str) -> None:
    text = other_keys()[kind]
    with pytest.raises(CredentialsInvalid) as private:
        read_private_key(Secret(text))
    assert private.value.fields["field"] == "alipay_private_key"
    assert private.value.reason == FLAWS.get(kind, "unreadable")
    assert private.value.__cause__ is None
    if text:
        assert text[:20] not in repr(private.value)


@pytest.mark.parametrize("text", ["", "canary", "公钥", PRIVATE.reveal(), PUBLIC[:200]])
def test_what_is_no_public_key_is_named(text: str) -> None:
    with pytest.raises(CredentialsInvalid) as public:
        read_public_key(text)
    assert public.value.fields["field"] == "alipay_public_key"


def test_the_apps_own_public_key_is_not_alipays() -> None:
    check_pair(SIGNER, AlipayVerifier(PLATFORM))
    with pytest.raises(CredentialsInvalid) as refused:
        check_pair(SIGNER, AlipayVerifier(PUBLIC))
    assert refused.value.reason == "own_key"


@given(FIELDS)
def test_the_sandbox_reads_the_signature_the_same_way(fields: dict[str, str]) -> None:
    fields.pop("sign", None)
    signed = fields | {"sign": SIGNER.sign(fields)}
    assert theirs.request_genuine(signed, PUBLIC)
    assert theirs.signed_fields(fields, PRIVATE) == signed


@given(FIELDS, st.text("abc", min_size=1))
def test_one_letter_more_breaks_it(fields: dict[str, str], more: str) -> None:
    fields.pop("sign", None)
    signed = fields | {"sign": SIGNER.sign(fields), "zzz": more}
    assert not theirs.request_genuine(signed, PUBLIC)


@given(st.text())
def test_what_is_no_signature_is_refused(signature: str) -> None:
    with pytest.raises(GatewayAnswerUnverified) as refused:
        AlipayVerifier(PLATFORM).check(b"{}", signature)
    assert refused.value.kind == "signature"
