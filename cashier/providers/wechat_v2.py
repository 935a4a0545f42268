"""WeChat Pay's older protocol, which shops still run: ask about an order, take one back.

It cannot charge. Taking back needs the merchant's certificate (mutual TLS); asking does not.
"""

from collections.abc import Callable
from dataclasses import dataclass

import httpx

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.playbook.evidence import Evidence
from cashier.providers import wechat_xml
from cashier.providers.act_once import act_once
from cashier.providers.client_certificate import ClientCertificate
from cashier.providers.error_run import ErrorRun
from cashier.providers.errors import GatewayError, GatewayRefused, RefusedKind
from cashier.providers.exchange import Exchange, Patience, Received, new_client
from cashier.providers.gateway import OrderAnswer, ReverseAnswer, Version
from cashier.providers.readiness import evidence_of_answer, evidence_of_error
from cashier.providers.signing import fresh_nonce
from cashier.providers.two_hosts import Send, TwoHosts
from cashier.providers.wechat_account import Account, checked_number
from cashier.providers.wechat_hosts import WeChatHosts
from cashier.providers.wechat_v2_answers import V2Reader
from cashier.providers.wechat_xml import SignType

_QUERY = "/pay/orderquery"
_CLOSE = "/pay/closeorder"
_REVERSE = "/secapi/pay/reverse"


@dataclass(frozen=True, slots=True)
class V2Credentials:
    """What the older protocol needs.

    Attributes:
        account: merchant number, app, and the shop where a service provider asks.
        api_key: the shared APIv2 key.
        certificate: the merchant's certificate and key; without it nothing can be taken back.
        sign_type: how messages are signed, both ways.
    """

    account: Account
    api_key: Secret
    certificate: ClientCertificate | None = None
    sign_type: SignType = SignType.hmac_sha256


class WeChatV2Gateway:
    """The provider `wechat`, by the older protocol.

    Failure policy: see `Gateway`; hosts are chosen as `WeChatGateway` does.
    """

    def __init__(
        self,
        credentials: V2Credentials,
        clock: Clock,
        hosts: WeChatHosts | None = None,
        nonce: Callable[[], str] = fresh_nonce,
    ) -> None:
        self._hosts = hosts or WeChatHosts()
        self._credentials = credentials
        self._account = credentials.account
        self._clock = clock
        self._nonce = nonce
        key, kind = credentials.api_key, credentials.sign_type
        self._reader = V2Reader(self._account, key, kind, clock)
        bases = (self._hosts.main, self._hosts.backup or self._hosts.main)
        self._client = new_client(*bases)
        self._exchange = Exchange(self._client, clock)
        self._two = TwoHosts(self._hosts.main, self._hosts.backup, clock)
        # Another client: nothing but taking back shows the certificate.
        secure = self._hosts.secure
        self._known = new_client(
            *((secure,) if secure else bases),
            certificate=credentials.certificate,
            authority=self._hosts.authority,
        )
        self._known_exchange = Exchange(self._known, clock)
        self._known_two = self._two if secure is None else TwoHosts(secure, None, clock)
        self._errors = ErrorRun()

    @property
    def name(self) -> str:
        """The provider as in register codes."""
        return "wechat"

    @property
    def versions(self) -> tuple[Version, ...]:
        """The protocol spoken, for whom, how it is signed, and until when it can take back."""
        shown = self._credentials.certificate
        held = "none" if shown is None else f"{shown.until:%Y-%m-%d}"
        return (
            Version("wechat.protocol", "V2"),
            Version("wechat.signature", str(self._credentials.sign_type)),
            Version("wechat.account", "partner" if self._account.sub_mchid else "merchant"),
            Version("wechat.merchant_certificate", held),
        )

    async def query(self, out_trade_no: str) -> OrderAnswer:
        """Ask what became of an order.

        Raises:
            GatewayError: it could not be asked.
            OrderNumberInvalid: no such number can exist.
        """
        body = self._signed(out_trade_no)
        send = _sender(self._exchange, _QUERY, body)
        reply = await self._two.ask(send, self._hosts.query, repeat=True)
        answer = self._reader.order(reply.answer, out_trade_no, by_backup=reply.by_backup)
        now = self._clock.monotonic()
        self._errors = self._errors.after(answer.provider_code, out_trade_no, now)
        return answer

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        """Take an order back.

        Raises:
            GatewayError: it was surely not done.
            OrderNumberInvalid: no such number can exist.
        """
        body = self._signed(out_trade_no)
        if self._credentials.certificate is None:
            raise GatewayRefused(RefusedKind.no_certificate, "CERTIFICATE", "")

        async def work() -> ReverseAnswer:
            sender = _sender(self._known_exchange, _REVERSE, body)
            reply = await self._known_two.ask(sender, self._hosts.reverse, repeat=False)
            return self._reader.reverse(reply.answer, out_trade_no)

        return await act_once(self._clock, work)

    async def cancel(self, out_trade_no: str) -> ReverseAnswer:
        """Close an order that the customer pays by scanning the shop's code.

        Raises:
            GatewayError: it was surely not done.
            OrderNumberInvalid: no such number can exist.
        """
        body = self._signed(out_trade_no)

        async def work() -> ReverseAnswer:
            sender = _sender(self._exchange, _CLOSE, body)
            reply = await self._two.ask(sender, self._hosts.reverse, repeat=False)
            return self._reader.close(reply.answer, out_trade_no)

        return await act_once(self._clock, work)

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
        await self._known.aclose()

    def _signed(self, out_trade_no: str) -> bytes:
        account, kind = self._account, self._credentials.sign_type
        fields = {
            "appid": account.appid,
            "mch_id": account.mchid,
            "nonce_str": self._nonce(),
            "out_trade_no": checked_number(out_trade_no),
            "sign_type": str(kind),
        }
        if account.sub_mchid:
            fields["sub_mch_id"] = account.sub_mchid
        fields["sign"] = wechat_xml.sign(fields, self._credentials.api_key, kind)
        return wechat_xml.written(fields)


def _sender(exchange: Exchange, path: str, body: bytes) -> Send:
    async def send(base: str, patience: Patience) -> Received:
        headers = {"Content-Type": "text/xml; charset=utf-8", "User-Agent": "cashier-assistant"}
        request = httpx.Request("POST", base + path, content=body, headers=headers)
        # The sign is in the body; there is nothing to add.
        return await exchange.send(request, httpx.Auth(), patience)

    return send
