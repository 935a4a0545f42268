"""WeChat Pay's signatures: ours, the sandbox's and those of the SDK `wechatpayv3` agree.

Each of 10,000 random messages is signed by all three and read by the other two, in both
directions, and once with one character changed. A figure counts messages on which two differ.
"""

import base64
import json
import random
import string
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

import httpx
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks.figures import Absent, Figure
from cashier.core.clock import SystemClock
from cashier.core.privacy import Secret
from cashier.providers import wechat_xml
from cashier.providers.errors import GatewayAnswerUnverified
from cashier.providers.pem import private_key, public_key
from cashier.providers.signing import (
    PlatformKey,
    RequestSigner,
    WeChatCredentials,
    check_signed,
    fresh_nonce,
)
from cashier.providers.wechat_certificates import checked_key, unsealed
from cashier.sandbox import sealing, signing, wechat_v2_wire
from cashier.sandbox.keys import make_keys

MESSAGES = 10_000
SEED = 20261125
_ALPHABET = string.ascii_letters + string.digits + ' _-*|{}[]":,%/&=?\n\t中文分付￥😀\\\u2028'


class Both:
    """Three implementations over one set of throw-away keys, and what they differed on."""

    def __init__(self, seed: int) -> None:
        try:
            from wechatpayv3 import utils
        except ImportError as error:
            raise Absent("wechatpayv3 is not installed") from error
        self.sdk = utils
        self.random = random.Random(seed)
        self.clock = SystemClock()
        self.keys = make_keys()
        till = self.keys.till
        self.merchant = signing.Merchant(till.mchid, till.serial_no, self.keys.merchant_public_key)
        credentials = WeChatCredentials(till.mchid, till.appid, till.serial_no, till.private_key)
        self.signer = RequestSigner(credentials, self.clock)
        self.merchant_private = private_key(till.private_key)
        self.merchant_public = public_key(self.keys.merchant_public_key, "merchant")
        self.platform_private = private_key(self.keys.platform_private_key)
        self.platform_public = public_key(till.platform_public_key, "platform")
        self.known = {till.public_key_id: PlatformKey(self.platform_public)}
        self.differences: Counter[str] = Counter()

    def text(self, longest: int = 120) -> str:
        return "".join(self.random.choices(_ALPHABET, k=self.random.randrange(longest)))

    def count(self, name: str, *agreed: bool) -> None:
        self.differences[name] += not all(agreed)

    def request(self) -> None:
        """What goes out: signed by us and by the SDK, read by the sandbox and the SDK."""
        method = self.random.choice(("GET", "POST"))
        target = f"/v3/{quote(self.text(20))}?mchid={quote(self.text(9), safe='')}"
        body = "" if method == "GET" else json.dumps({self.text(9): self.text()})
        asked = httpx.Request(method, "http://127.0.0.1" + target, content=body.encode())
        ours = next(self.signer.auth_flow(asked)).headers["authorization"]
        target = asked.url.raw_path.decode()
        theirs = self.sdk.build_authorization(
            target,
            method,
            self.merchant.mchid,
            self.merchant.serial_no,
            self.merchant_private,
            data=body,
        )
        self.count("our requests, by the sandbox", self._taken(method, target, body, ours))
        self.count("the SDK's requests, by the sandbox", self._taken(method, target, body, theirs))
        refused = not self._taken(method, target, body + " ", ours)
        self.count("changed requests refused, by the sandbox", refused)
        parts = dict(pair.split("=", 1) for pair in ours.split(" ", 1)[1].split(","))
        stated = {name: value.strip('"') for name, value in parts.items()}
        head = f"{method}\n{target}\n{stated['timestamp']}"
        line = (head, stated["nonce_str"], body, stated["signature"], self.merchant_public)
        self.count("our requests, by the SDK", self.sdk.rsa_verify(*line))

    def _taken(self, method: str, target: str, body: str, authorization: str) -> bool:
        received = signing.Received(method, target, body.encode(), authorization)
        return signing.flaw_of(received, self.merchant, self.clock.now()) is None

    def answer(self) -> None:
        """What comes in: signed by the sandbox and by the SDK, read by us and by the SDK."""
        body, now = self.text(300), self.clock.now()
        name = self.keys.till.public_key_id
        sandbox = signing.answer_headers(
            body.encode(),
            private_key=self.keys.platform_private_key,
            key_id=name,
            now=now,
            nonce=fresh_nonce,
        )
        stamp, nonce = str(int(now.timestamp())), fresh_nonce()
        signed = self.sdk.rsa_sign(self.platform_private, f"{stamp}\n{nonce}\n{body}\n")
        sdk = {
            "Wechatpay-Timestamp": stamp,
            "Wechatpay-Nonce": nonce,
            "Wechatpay-Serial": name,
            "Wechatpay-Signature": signed,
        }
        self.count("the sandbox's answers, by us", self._believed(sandbox, body, now))
        self.count("the SDK's answers, by us", self._believed(sdk, body, now))
        self.count("changed answers refused, by us", not self._believed(sdk, body + " ", now))
        stated = [sandbox[f"Wechatpay-{part}"] for part in ("Timestamp", "Nonce")]
        line = (*stated, body, sandbox["Wechatpay-Signature"], self.platform_public)
        self.count("the sandbox's answers, by the SDK", self.sdk.rsa_verify(*line))

    def _believed(self, headers: Mapping[str, str], body: str, now: datetime) -> bool:
        try:
            check_signed(httpx.Headers(dict(headers)), body.encode(), self.known, now)
        except GatewayAnswerUnverified:
            return False
        return True

    def sealed(self) -> None:
        """What is encrypted for the merchant: sealed twice, opened by us and by the SDK."""
        key, plain, bound = self.keys.api_v3_key, self.text(400), self.text(20)
        ours = checked_key(key)
        nonce = fresh_nonce()[:12]
        raw = AESGCM(key.reveal().encode()).encrypt(nonce.encode(), plain.encode(), bound.encode())
        plainly = {
            "algorithm": "AEAD_AES_256_GCM",
            "nonce": nonce,
            "associated_data": bound,
            "ciphertext": base64.b64encode(raw).decode(),
        }
        for box in (sealing.seal(plain.encode(), key, bound), plainly):
            names = ("nonce", "ciphertext", "associated_data")
            sdk = self.sdk.aes_decrypt(*(box[name] for name in names), key.reveal())
            opened = unsealed(box, ours).decode()
            self.count("sealed content, by us and the SDK", opened == sdk == plain)
        changed = {**plainly, "associated_data": bound + "x"}
        try:
            unsealed(changed, ours)
            refused = False
        except InvalidTag:
            refused = True
        self.count("changed seals refused, by us", refused)

    def older(self) -> None:
        """The older protocol, which the SDK does not speak: ours and the sandbox's, both kinds."""
        key: Secret = self.keys.api_v2_key
        names = ("appid", "mch_id", "nonce_str", "out_trade_no", "body", "coupon_1", "coupon_10")
        fields = {name: self.text(30).replace("\n", "") for name in names}
        for kind in wechat_xml.SignType:
            asked = {**fields, "sign_type": str(kind)}
            mine = wechat_xml.sign(asked, key, kind)
            self.count("older signs, both ways", mine == wechat_v2_wire.sign(asked, key, str(kind)))
            asked["sign"] = mine
            read = wechat_v2_wire.read(wechat_xml.written(asked)) or {}
            well = wechat_v2_wire.signed_well(read, key)
            back = wechat_xml.read(wechat_v2_wire.written(asked))
            self.count("older messages, both ways", well and wechat_xml.is_signed(back, key, kind))


def measure(messages: int = MESSAGES) -> list[Figure]:
    """Compare the three on random messages."""
    both = Both(SEED)
    for _ in range(messages):
        both.request()
        both.answer()
        both.sealed()
        both.older()
    found = [Figure(name, count, "differ", 0) for name, count in sorted(both.differences.items())]
    return [Figure("messages of each kind", messages, ""), *found]
