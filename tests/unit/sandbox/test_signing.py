from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from cashier.core.privacy import Secret
from cashier.sandbox import signing
from cashier.sandbox.keys import stranger_key
from cashier.sandbox.signing import AuthFlaw, Merchant, Received
from tests.helpers import sandbox as helper

NOW = datetime(2026, 11, 22, 6, 32, 7, tzinfo=UTC)
TARGET = "/v3/pay/transactions/out-trade-no/T1?mchid=1900000109"


def merchant() -> Merchant:
    keys = helper.keys()
    return Merchant(keys.till.mchid, keys.till.serial_no, keys.merchant_public_key)


def signed(
    body: bytes = b"", at: datetime = NOW, key: Secret | None = None, serial_no: str = ""
) -> Received:
    known = merchant()
    bare = Received("GET", TARGET, body, None)
    claimed = Merchant(known.mchid, serial_no or known.serial_no, "")
    header = signing.request_header(bare, claimed, key or helper.keys().till.private_key, at, "n1")
    return Received("GET", TARGET, body, header)


def test_a_sound_request_has_no_flaw() -> None:
    assert signing.flaw_of(signed(), merchant(), NOW) is None
    assert signing.flaw_of(signed('{"描述":1}'.encode()), merchant(), NOW) is None


@pytest.mark.parametrize("header", [None, "", "Bearer x", "WECHATPAY2-SHA256-RSA2048"])
def test_another_scheme_is_absent_or_malformed(header: str | None) -> None:
    flaw = signing.flaw_of(Received("GET", TARGET, b"", header), merchant(), NOW)
    assert flaw in {AuthFlaw.absent, AuthFlaw.malformed}


@pytest.mark.parametrize("timestamp", ["", "x", "1e9", "-5", "٣", "9" * 13])
def test_a_timestamp_that_is_none_is_malformed(timestamp: str) -> None:
    header = (
        f'{signing.SCHEME} mchid="1",nonce_str="n",signature="s",'
        f'timestamp="{timestamp}",serial_no="s"'
    )
    request = Received("GET", TARGET, b"", header)
    assert signing.flaw_of(request, merchant(), NOW) is AuthFlaw.malformed


@pytest.mark.parametrize(
    ("skew", "refused"), [(-301, True), (-300, False), (300, False), (301, True)]
)
def test_the_clock_is_looked_at_before_the_key(skew: int, refused: bool) -> None:
    wrong_key = signed(at=NOW + timedelta(seconds=skew), key=stranger_key())
    flaw = signing.flaw_of(wrong_key, merchant(), NOW)
    assert flaw is (AuthFlaw.stale if refused else AuthFlaw.signature)


def test_the_stale_text_is_the_real_one() -> None:
    assert AuthFlaw.stale.value == "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟"


def test_another_serial_or_merchant_is_told_apart_from_a_wrong_key() -> None:
    assert signing.flaw_of(signed(serial_no="ABCD"), merchant(), NOW) is AuthFlaw.serial
    other = Merchant("1", merchant().serial_no, merchant().public_key)
    assert signing.flaw_of(signed(), other, NOW) is AuthFlaw.serial


@pytest.mark.parametrize(
    ("part", "value"),
    [("method", "POST"), ("target", TARGET.partition("?")[0]), ("body", b"{}")],
)
def test_whatever_is_changed_after_signing_is_noticed(part: str, value: str | bytes) -> None:
    changed = replace(signed(), **{part: value})  # type: ignore[arg-type]
    assert signing.flaw_of(changed, merchant(), NOW) is AuthFlaw.signature


@pytest.mark.parametrize(
    ("old", "new"), [('nonce_str="n1"', 'nonce_str="n2"'), ('signature="', 'signature="!')]
)
def test_a_changed_claim_is_noticed(old: str, new: str) -> None:
    request = signed()
    changed = replace(request, authorization=(request.authorization or "").replace(old, new))
    assert signing.flaw_of(changed, merchant(), NOW) is AuthFlaw.signature


def answer(body: bytes, key: Secret | None = None) -> dict[str, str]:
    keys = helper.keys()
    headers = signing.answer_headers(
        body,
        private_key=key or keys.platform_private_key,
        key_id=keys.till.public_key_id,
        now=NOW,
        nonce=lambda: "once",
    )
    return {name.lower(): value for name, value in headers.items()}


def genuine(body: bytes, headers: dict[str, str]) -> bool:
    till = helper.keys().till
    return signing.answer_genuine(
        body, headers, key_id=till.public_key_id, public_key=till.platform_public_key
    )


def test_answers_are_believed_only_whole_and_from_the_known_key() -> None:
    headers = answer(b"{}")
    assert genuine(b"{}", headers)
    assert genuine(b"", answer(b""))
    assert not genuine(b"{ }", headers)
    assert not genuine(b"{}", headers | {"wechatpay-serial": "PUB_KEY_ID_other"})
    assert not genuine(b"{}", headers | {"wechatpay-timestamp": "1"})
    assert not genuine(b"{}", answer(b"{}", stranger_key()))
    assert not genuine(b"{}", {})


def test_a_key_that_is_not_rsa_is_our_own_mistake() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    with pytest.raises(signing.KeyNotRsa):
        answer(b"{}", Secret(private.decode()))
    with pytest.raises(signing.KeyNotRsa):
        signing.answer_genuine(
            b"{}",
            answer(b"{}"),
            key_id=helper.keys().till.public_key_id,
            public_key=public.decode(),
        )
