"""WeChat Pay APIv3 with a merchant's own keys: ask about an order, take one back. Cannot charge."""

from collections.abc import Callable
from typing import TypeVar

import httpx

from cashier.core.clock import Clock
from cashier.playbook.evidence import Evidence
from cashier.providers.act_once import act_once
from cashier.providers.error_run import ErrorRun
from cashier.providers.errors import (
    GatewayAnswerUnverified,
    GatewayError,
    GatewayRefused,
    RefusedKind,
    UnverifiedKind,
)
from cashier.providers.exchange import Exchange, Patience, Received, new_client
from cashier.providers.gateway import OrderAnswer, ReverseAnswer, Version
from cashier.providers.readiness import evidence_of_answer, evidence_of_error
from cashier.providers.signing import (
    SCHEME,
    AnswerVerifier,
    RequestSigner,
    WeChatCredentials,
    fresh_nonce,
)
from cashier.providers.two_hosts import Reply, TwoHosts
from cashier.providers.wechat_account import Account
from cashier.providers.wechat_answers import AnswerReader
from cashier.providers.wechat_certificates import TARGET, PlatformCertificates
from cashier.providers.wechat_hosts import WeChatHosts as WeChatHosts

Read = TypeVar("Read")


class WeChatGateway:
    """The provider `wechat`, by APIv3.

    Failure policy: see `Gateway`. Only a query is ever sent twice: to the other host, when the
    first was not reached or answered 5xx. A host that keeps failing is left, tried now and then,
    and taken up again when it is sound.
    """

    def __init__(
        self,
        credentials: WeChatCredentials,
        clock: Clock,
        hosts: WeChatHosts | None = None,
        nonce: Callable[[], str] = fresh_nonce,
    ) -> None:
        self._hosts = hosts or WeChatHosts()
        self._account = Account(credentials.mchid, credentials.appid, credentials.sub_mchid)
        self._clock = clock
        self._nonce = nonce
        self._signer = RequestSigner(credentials, clock, nonce)
        self._verifier = AnswerVerifier(credentials.platform_keys, clock)
        self._reader = AnswerReader(self._verifier, self._account)
        self._client = new_client(self._hosts.main, self._hosts.backup or self._hosts.main)
        self._exchange = Exchange(self._client, clock)
        self._two = TwoHosts(self._hosts.main, self._hosts.backup, clock)
        self._certificates = PlatformCertificates(
            self._verifier, credentials.api_v3_key, clock, self._fetch_certificates
        )
        self._errors = ErrorRun()

    @property
    def name(self) -> str:
        """The provider as in register codes."""
        return "wechat"

    @property
    def versions(self) -> tuple[Version, ...]:
        """The protocol spoken, for whom, and what the provider's answers are checked with."""
        public = self._verifier.preferred_key is not None
        certificates = any(key.until is not None for key in self._verifier.keys.values())
        held = "both" if public and certificates else "public_key" if public else "certificates"
        return (
            Version("wechat.protocol", "APIv3"),
            Version("wechat.signature", SCHEME),
            Version("wechat.account", "partner" if self._account.sub_mchid else "merchant"),
            Version("wechat.platform_key", held),
        )

    async def query(self, out_trade_no: str) -> OrderAnswer:
        """Ask what became of an order.

        Raises:
            GatewayError: it could not be asked.
            OrderNumberInvalid: no such number can exist.
        """
        target = self._account.query_target(out_trade_no)
        await self._certificates.keep_fresh(self._reader.refusal)
        reply = await self._send_to_one("GET", target, b"", self._hosts.query)
        answer = await self._read(
            reply,
            lambda heard: self._reader.order(heard, out_trade_no, by_backup=reply.by_backup),
        )
        now = self._clock.monotonic()
        self._errors = self._errors.after(answer.provider_code, out_trade_no, now)
        return answer

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        """Take an order back.

        Raises:
            GatewayError: it was surely not done.
            OrderNumberInvalid: no such number can exist.
        """
        target, body = self._account.reverse_target(out_trade_no), self._account.reverse_body()
        # The provider would answer SYSTEM_ERROR for ever, and nobody would know why.
        if not self._account.appid:
            raise GatewayRefused(RefusedKind.no_appid, "APPID", "")
        return await self._act(
            target, body, lambda heard: self._reader.reverse(heard, out_trade_no)
        )

    async def cancel(self, out_trade_no: str) -> ReverseAnswer:
        """Close an order that the customer pays by scanning the shop's code.

        Raises:
            GatewayError: it was surely not done.
            OrderNumberInvalid: no such number can exist.
        """
        target, body = self._account.close_target(out_trade_no), self._account.close_body()
        return await self._act(target, body, self._reader.close)

    async def readiness(self) -> tuple[Evidence, ...]:
        """Ask about an order that cannot exist: the way the provider says no tells what works."""
        try:
            answer = await self.query(f"READY{self._nonce()[:20]}")
        except GatewayError as error:
            return evidence_of_error(error)
        return evidence_of_answer(answer, always_fails=self._errors.is_configuration)

    async def close_client(self) -> None:
        """Close the connections; on the loop that used them."""
        await self._client.aclose()

    async def _act(
        self, target: str, body: bytes, read: Callable[[Received], ReverseAnswer]
    ) -> ReverseAnswer:
        await self._certificates.keep_fresh(self._reader.refusal)

        async def work() -> ReverseAnswer:
            reply = await self._send_to_one("POST", target, body, self._hosts.reverse)
            return await self._read(reply, read)

        return await act_once(self._clock, work)

    async def _send_to_one(
        self, method: str, target: str, body: bytes, patience: Patience
    ) -> Reply:
        async def send(base: str, patience: Patience) -> Received:
            return await self._send(method, base + target, body, patience)

        return await self._two.ask(send, patience, repeat=method == "GET")

    async def _read(self, reply: Reply, read: Callable[[Received], Read]) -> Read:
        try:
            return read(reply.answer)
        except GatewayAnswerUnverified as error:
            unknown = error.kind is UnverifiedKind.unknown_key
            if not unknown or not await self._certificates.found_new(self._reader.refusal):
                raise
        return read(reply.answer)

    async def _fetch_certificates(self) -> Received:
        return (await self._send_to_one("GET", TARGET, b"", self._hosts.query)).answer

    async def _send(self, method: str, url: str, body: bytes, patience: Patience) -> Received:
        headers = {"Accept": "application/json", "User-Agent": "cashier-assistant"}
        if body:
            headers["Content-Type"] = "application/json"
        # Without it the provider signs with the certificate that newer merchants do not have.
        if self._verifier.preferred_key:
            headers["Wechatpay-Serial"] = self._verifier.preferred_key
        request = httpx.Request(method, url, content=body, headers=headers)
        return await self._exchange.send(request, self._signer, patience)
