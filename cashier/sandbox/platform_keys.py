"""Which of the platform's keys signs an answer, and the certificates that it hands out."""

import json
from dataclasses import dataclass
from functools import cached_property

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.sandbox.keys import PlatformMode, SandboxKeys, certificate_key, stranger_key
from cashier.sandbox.merchant_calls import Answer
from cashier.sandbox.papers import Paper, platform_certificate
from cashier.sandbox.sealing import seal
from cashier.sandbox.wire import Refusal, Refused, stamp


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key and the name that an answer gives it."""

    name: str
    private_key: Secret


class PlatformKeys:
    """The public key and the certificate of the platform, for the merchant's mode."""

    def __init__(self, keys: SandboxKeys, clock: Clock) -> None:
        self.keys = keys
        self.clock = clock

    @cached_property
    def _paper(self) -> Paper:
        # Most runs never need it, and its key takes a while to make.
        return platform_certificate(self.clock.now())

    def chosen(self, wanted: str = "") -> SigningKey:
        """Return the key for an answer to a request that asked for the key named `wanted`."""
        public_id = self.keys.till.public_key_id
        mode = self.keys.mode
        if mode is PlatformMode.certificate or (mode is PlatformMode.both and wanted != public_id):
            return SigningKey(self._paper.serial_no, certificate_key())
        return SigningKey(public_id, self.keys.platform_private_key)

    def stranger(self) -> SigningKey:
        """Return a key that belongs to nobody, under the name of the right one."""
        return SigningKey(self.chosen(self.keys.till.public_key_id).name, stranger_key())

    def certificates(self) -> Answer | Refusal:
        """Answer `GET /v3/certificates`; merchants that only have the public key get none."""
        if self.keys.mode is PlatformMode.public_key:
            return Refused.no_certificates
        paper = self._paper
        entry = {
            "serial_no": paper.serial_no,
            "effective_time": stamp(paper.since),
            "expire_time": stamp(paper.until),
            "encrypt_certificate": seal(paper.pem.encode(), self.keys.api_v3_key, "certificate"),
        }
        return Answer(200, {"data": [entry]})

    def sealed_notice(self, content: dict[str, object]) -> dict[str, str]:
        """Return the `resource` of a callback."""
        body = json.dumps(content, ensure_ascii=False).encode()
        return seal(body, self.keys.api_v3_key, "transaction")
