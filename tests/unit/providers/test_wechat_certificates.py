"""The certificates are fetched, opened, checked and kept fresh, and nothing else gets in."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.providers.errors import (
    CredentialFlaw,
    CredentialsInvalid,
    GatewayAnswerUnverified,
    GatewayError,
    GatewayUnreachable,
    UnreachableKind,
)
from cashier.providers.exchange import Received
from cashier.providers.signing import AnswerVerifier
from cashier.providers.wechat_certificates import (
    REFRESH_S,
    RETRY_S,
    PlatformCertificates,
    checked_key,
    opened,
)
from cashier.sandbox import signing as theirs
from cashier.sandbox.keys import certificate_key, stranger_key
from cashier.sandbox.papers import Paper, platform_certificate
from cashier.sandbox.sealing import seal
from tests.helpers import sandbox as helper

KEY = helper.keys().api_v3_key
PAPER = platform_certificate(ManualClock().now())


def listed(paper: Paper = PAPER, key: Secret = KEY, **changes: Any) -> dict[str, Any]:
    sealed = seal(paper.pem.encode(), key, "certificate")
    return {"serial_no": paper.serial_no, "encrypt_certificate": sealed} | changes


class Platform:
    """Hands out whatever it holds, signed by its certificate; counts how often it was asked."""

    def __init__(self, *entries: dict[str, Any], status: int = 200) -> None:
        self.clock = ManualClock()
        self.entries = list(entries) or [listed()]
        self.status = status
        self.signer = certificate_key()
        self.failure: GatewayError | None = None
        self.asked = 0
        self.verifier = AnswerVerifier({}, self.clock)
        self.certificates = PlatformCertificates(self.verifier, KEY, self.clock, self.fetch)

    async def fetch(self) -> Received:
        self.asked += 1
        if self.failure is not None:
            raise self.failure
        body = json.dumps({"data": self.entries}).encode()
        headers = theirs.answer_headers(
            body,
            private_key=self.signer,
            key_id=PAPER.serial_no,
            now=self.clock.now(),
            nonce=lambda: "n",
        )
        return Received(self.status, httpx.Headers(headers), body, self.clock.now(), 1.0, None)

    def keep_fresh(self) -> None:
        asyncio.run(self.certificates.keep_fresh(_refused))

    def found_new(self) -> bool:
        return asyncio.run(self.certificates.found_new(_refused))


def _refused(answer: Received) -> GatewayError:
    return GatewayError(status=answer.status)


def kind_of(act: Callable[[], object]) -> str:
    with pytest.raises(GatewayAnswerUnverified) as refused:
        act()
    return str(refused.value.kind)


def test_they_are_fetched_when_nothing_is_known_and_then_every_twelve_hours() -> None:
    platform = Platform()
    platform.keep_fresh()
    platform.keep_fresh()
    assert (platform.asked, list(platform.verifier.keys)) == (1, [PAPER.serial_no])
    platform.clock.advance(REFRESH_S - 1)
    platform.keep_fresh()
    assert platform.asked == 1
    platform.clock.advance(1)
    platform.keep_fresh()
    assert platform.asked == 2


def test_an_unknown_serial_fetches_but_not_more_than_once_a_minute() -> None:
    platform = Platform()
    assert platform.found_new()
    # Whoever comes just after is served by what was fetched.
    assert platform.found_new()
    assert platform.asked == 1
    platform.clock.advance(RETRY_S)
    assert platform.found_new()
    assert platform.asked == 2


def test_a_fetch_that_fails_leaves_what_was_known() -> None:
    platform = Platform()
    platform.keep_fresh()
    platform.failure = GatewayUnreachable(UnreachableKind.timeout, "x")
    platform.clock.advance(REFRESH_S)
    platform.keep_fresh()
    assert list(platform.verifier.keys) == [PAPER.serial_no]
    assert not platform.found_new()
    assert platform.asked == 2


def test_without_any_key_the_failure_is_told() -> None:
    platform = Platform(status=404)
    with pytest.raises(GatewayError):
        platform.keep_fresh()


def test_a_merchant_with_the_public_key_only_never_asks_by_itself() -> None:
    clock = ManualClock()
    till = helper.keys().till
    verifier = AnswerVerifier({till.public_key_id: till.platform_public_key}, clock)
    platform = Platform()
    certificates = PlatformCertificates(verifier, None, clock, platform.fetch)
    asyncio.run(certificates.keep_fresh(_refused))
    assert not asyncio.run(certificates.found_new(_refused))
    assert platform.asked == 0


def test_an_answer_that_its_own_certificates_did_not_sign_is_not_believed() -> None:
    platform = Platform()
    platform.signer = stranger_key()
    assert kind_of(platform.keep_fresh) == "signature"
    assert not platform.verifier.keys


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (listed(key=Secret("0" * 32)), "sealed"),
        (listed(platform_certificate(ManualClock().now(), years=-1)), "expired_key"),
        (listed(serial_no="F" * 40), "unreadable"),
        (listed(encrypt_certificate=None), "unreadable"),
        (listed(encrypt_certificate={}), "unreadable"),
        (listed(encrypt_certificate=seal(b"x", KEY, "certificate")), "unreadable"),
        (listed(encrypt_certificate=seal(b"\xff", KEY, "certificate")), "unreadable"),
        ({}, "unreadable"),
    ],
)
def test_what_is_expired_or_not_for_us_does_not_get_in(entry: dict[str, Any], kind: str) -> None:
    platform = Platform(entry)
    assert kind_of(platform.keep_fresh) == kind
    assert not platform.verifier.keys


@pytest.mark.parametrize("change", ["algorithm", "nonce", "associated_data", "ciphertext"])
def test_any_changed_field_of_the_seal_is_noticed(change: str) -> None:
    entry = listed()
    entry["encrypt_certificate"][change] = "AAAAAAAAAAAA"
    platform = Platform(entry)
    assert kind_of(platform.keep_fresh) in {"sealed", "unreadable"}


def test_one_that_ends_while_it_is_held_is_not_believed_any_more() -> None:
    platform = Platform()
    platform.keep_fresh()
    late = PAPER.until.timestamp() - platform.clock.now().timestamp() + 1
    platform.clock.advance(late)
    headers = theirs.answer_headers(
        b"{}",
        private_key=certificate_key(),
        key_id=PAPER.serial_no,
        now=platform.clock.now(),
        nonce=lambda: "n",
    )
    assert kind_of(lambda: platform.verifier.check(httpx.Headers(headers), b"{}")) == "expired_key"


@given(st.binary(max_size=80) | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_no_body_does_more_than_be_refused(body: bytes | str) -> None:
    raw = body if isinstance(body, bytes) else body.encode()
    for text in (raw, b'{"data": ' + raw + b"}"):
        with pytest.raises(GatewayAnswerUnverified) as refused:
            opened(text, checked_key(KEY), PAPER.since)
        assert refused.value.kind in {"unreadable", "expired_key"}


@pytest.mark.parametrize("key", ["", "x", "1" * 31, "1" * 33, "密" * 32])
def test_an_api_key_has_32_characters(key: str) -> None:
    with pytest.raises(CredentialsInvalid) as refused:
        checked_key(Secret(key))
    assert refused.value.reason is CredentialFlaw.length
