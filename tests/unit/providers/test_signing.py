"""The client's signatures, checked by the sandbox's own implementation and the other way round."""

from dataclasses import replace
from functools import cache
from urllib.parse import quote, urlencode

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.providers.errors import CredentialsInvalid, GatewayAnswerUnverified
from cashier.providers.signing import AnswerVerifier, RequestSigner, fresh_nonce
from cashier.sandbox import signing as theirs
from cashier.sandbox.keys import stranger_key
from tests.helpers import sandbox as helper

CLOCK = ManualClock()
TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
KEY_ID = helper.keys().till.public_key_id


@cache
def signer() -> RequestSigner:
    """Return the run's signer; looking at its key takes longer than to sign."""
    return RequestSigner(helper.credentials(), CLOCK)


def sent(method: str, url: str, body: bytes) -> httpx.Request:
    return next(signer().auth_flow(httpx.Request(method, url, content=body)))


def flaw(request: httpx.Request) -> theirs.AuthFlaw | None:
    till, keys = helper.keys().till, helper.keys()
    received = theirs.Received(
        request.method,
        request.url.raw_path.decode(),
        request.content,
        request.headers["authorization"],
    )
    merchant = theirs.Merchant(till.mchid, till.serial_no, keys.merchant_public_key)
    return theirs.flaw_of(received, merchant, CLOCK.now())


@given(
    path=TEXT,
    query=st.dictionaries(TEXT, TEXT, max_size=3),
    body=st.binary(max_size=64),
)
def test_the_sandbox_accepts_what_is_signed(path: str, query: dict[str, str], body: bytes) -> None:
    url = f"http://127.0.0.1/{quote(path)}?{urlencode(query)}"
    assert flaw(sent("POST", url, body)) is None


def test_nonces_differ() -> None:
    assert len({fresh_nonce() for _ in range(50)}) == 50
    assert all(len(fresh_nonce()) == 32 for _ in range(5))


def verifier(clock: ManualClock = CLOCK) -> AnswerVerifier:
    other = {"0" * 40: helper.keys().merchant_public_key}
    return AnswerVerifier({**other, **helper.credentials().platform_keys}, clock)


def answered(
    body: bytes, key: Secret | None = None, changes: dict[str, str] | None = None
) -> httpx.Headers:
    headers = theirs.answer_headers(
        body,
        private_key=key or helper.keys().platform_private_key,
        key_id=KEY_ID,
        now=CLOCK.now(),
        nonce=lambda: "once",
    )
    return httpx.Headers(headers | (changes or {}))


@given(body=st.binary(max_size=64))
def test_what_the_sandbox_signs_is_believed(body: bytes) -> None:
    verifier().check(answered(body), body)


def test_several_keys_are_held_and_the_public_key_is_asked_for() -> None:
    assert verifier().preferred_key == KEY_ID
    assert AnswerVerifier({}, CLOCK).preferred_key is None


def test_an_answer_by_certificate_is_believed_beside_the_public_key() -> None:
    till = helper.keys().till
    headers = theirs.answer_headers(
        b"{}",
        private_key=till.private_key,
        key_id="0" * 40,
        now=CLOCK.now(),
        nonce=lambda: "once",
    )
    verifier().check(httpx.Headers(headers), b"{}")


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"Wechatpay-Serial": ""}, "unsigned"),
        ({"Wechatpay-Signature": ""}, "unsigned"),
        ({"Wechatpay-Nonce": ""}, "unsigned"),
        ({"Wechatpay-Timestamp": ""}, "unsigned"),
        ({"Wechatpay-Serial": "PUB_KEY_ID_other"}, "unknown_key"),
        ({"Wechatpay-Serial": "0" * 40}, "signature"),
        ({"Wechatpay-Nonce": "twice"}, "signature"),
        ({"Wechatpay-Timestamp": "1"}, "signature"),
        ({"Wechatpay-Signature": "WECHATPAY/SIGNTEST/abc"}, "signature"),
        ({"Wechatpay-Signature": "!!!"}, "signature"),
        ({"Wechatpay-Signature": "AAAA"}, "signature"),
        ({"Wechatpay-Signature-Type": "NONE"}, "signature"),
    ],
)
def test_anything_else_is_not(changes: dict[str, str], kind: str) -> None:
    with pytest.raises(GatewayAnswerUnverified) as refused:
        verifier().check(answered(b"{}", changes=changes), b"{}")
    assert refused.value.kind == kind


def test_a_strangers_signature_and_a_changed_body_are_refused() -> None:
    for headers, body in ((answered(b"{}", stranger_key()), b"{}"), (answered(b"{}"), b"{ }")):
        with pytest.raises(GatewayAnswerUnverified) as refused:
            verifier().check(headers, body)
        assert refused.value.kind == "signature"


@pytest.mark.parametrize(
    ("skew", "believed"), [(-301, False), (-300, True), (300, True), (301, False)]
)
def test_an_old_answer_is_refused(skew: int, believed: bool) -> None:
    clock = ManualClock()
    clock.jump(skew)
    if believed:
        verifier(clock).check(answered(b"{}"), b"{}")
        return
    with pytest.raises(GatewayAnswerUnverified) as refused:
        verifier(clock).check(answered(b"{}"), b"{}")
    assert refused.value.kind == "clock"


@pytest.mark.parametrize("timestamp", ["x", "-1", "9" * 40, "1e3"])
def test_a_timestamp_that_is_none_is_refused_even_when_signed(
    timestamp: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cashier.providers.signing._verify", lambda *_: None)
    with pytest.raises(GatewayAnswerUnverified) as refused:
        verifier().check(answered(b"{}", changes={"Wechatpay-Timestamp": timestamp}), b"{}")
    assert refused.value.kind == "clock"


def elliptic() -> tuple[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


@pytest.mark.parametrize("pem", ["", "x", elliptic()[0], helper.keys().merchant_public_key])
def test_a_private_key_that_is_none_is_refused_without_showing_it(pem: str) -> None:
    with pytest.raises(CredentialsInvalid) as refused:
        RequestSigner(replace(helper.credentials(), private_key=Secret(pem)), CLOCK)
    assert refused.value.fields["field"] == "private_key"
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("pem", ["", "x", elliptic()[1]])
def test_a_platform_key_that_is_none_is_refused_by_name(pem: str) -> None:
    with pytest.raises(CredentialsInvalid) as refused:
        AnswerVerifier({"PUB_KEY_ID_1": pem}, CLOCK)
    assert refused.value.fields["field"] == "PUB_KEY_ID_1"


def test_credentials_do_not_show_the_key() -> None:
    assert "PRIVATE" not in repr(helper.credentials())
