"""WeChat Pay APIv3 with a merchant's own keys: ask about an order, take one back. Cannot charge."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

import httpx

from cashier.core.clock import Clock
from cashier.playbook.evidence import Evidence
from cashier.providers.exchange import Exchange, Patience, Received, new_client
from cashier.providers.gateway import (
    GatewayAnswerUnverified,
    GatewayError,
    GatewayUnreachable,
    OrderAnswer,
    OrderNumberInvalid,
    ReverseAnswer,
    ReverseOutcome,
    Version,
)
from cashier.providers.readiness import evidence_of_answer, evidence_of_error
from cashier.providers.signing import (
    AnswerVerifier,
    RequestSigner,
    WeChatCredentials,
    fresh_nonce,
)
from cashier.providers.wechat_answers import AnswerReader

_ORDER_NUMBER = re.compile(r"[0-9A-Za-z_\-*|]{1,32}")
_ORDERS = "/v3/pay/transactions/out-trade-no"
_QUERY = Patience(connect_s=3.0, answer_s=5.0)
_REVERSE = Patience(connect_s=3.0, answer_s=10.0)


@dataclass(frozen=True, slots=True)
class WeChatHosts:
    """Where the provider is reached and how long each call may take.

    The backup stands in another city.
    """

    main: str = "https://api.mch.weixin.qq.com"
    backup: str | None = "https://api2.mch.weixin.qq.com"
    query: Patience = _QUERY
    reverse: Patience = _REVERSE


class WeChatGateway:
    """The provider `wechat`.

    Failure policy: see `Gateway`. A query that could not connect to the main host is sent once to
    the backup (or once more to the main host where there is none); nothing else is repeated.
    """

    def __init__(
        self,
        credentials: WeChatCredentials,
        clock: Clock,
        hosts: WeChatHosts | None = None,
        nonce: Callable[[], str] = fresh_nonce,
    ) -> None:
        self._hosts = hosts or WeChatHosts()
        self._credentials = credentials
        self._clock = clock
        self._nonce = nonce
        self._signer = RequestSigner(credentials, clock, nonce)
        self._verifier = AnswerVerifier(credentials.platform_keys, clock)
        self._reader = AnswerReader(self._verifier, credentials.mchid)
        self._client = new_client(self._hosts.main, self._backup)
        self._exchange = Exchange(self._client, clock)

    @property
    def name(self) -> str:
        """The provider as in register codes."""
        return "wechat"

    @property
    def versions(self) -> tuple[Version, ...]:
        """The protocol and API version that are spoken, and the kind of key in use."""
        return (Version("wechat.api", "v3"),)

    async def query(self, out_trade_no: str) -> OrderAnswer:
        """Ask what became of an order.

        Raises:
            GatewayError: it could not be asked.
            OrderNumberInvalid: no such number can exist.
        """
        target = f"{_order_path(out_trade_no)}?mchid={quote(self._credentials.mchid, safe='')}"
        patience = self._hosts.query
        try:
            answer = await self._send("GET", self._hosts.main + target, b"", patience)
            return self._reader.order(answer, out_trade_no, by_backup=False)
        except GatewayUnreachable as error:
            if error.kind.sent:
                raise
        answer = await self._send("GET", self._backup + target, b"", patience)
        other = self._backup != self._hosts.main
        return self._reader.order(answer, out_trade_no, by_backup=other)

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        """Take an order back.

        Raises:
            GatewayError: it was surely not done.
            OrderNumberInvalid: no such number can exist.
        """
        return await self._end("reverse", out_trade_no)

    async def cancel(self, out_trade_no: str) -> ReverseAnswer:
        """Close an order that the customer pays by scanning the shop's code.

        Raises:
            GatewayError: it was surely not done.
            OrderNumberInvalid: no such number can exist.
        """
        return await self._end("close", out_trade_no)

    async def _end(self, how: str, out_trade_no: str) -> ReverseAnswer:
        url = f"{self._hosts.main}{_order_path(out_trade_no)}/{how}"
        identity = {"appid": self._credentials.appid, "mchid": self._credentials.mchid}
        asked_at, start = self._clock.now(), self._clock.monotonic()
        try:
            body = json.dumps(identity).encode()
            answer = await self._send("POST", url, body, self._hosts.reverse)
            return self._reader.reverse(answer, out_trade_no)
        except GatewayUnreachable as error:
            if not error.kind.sent:
                raise
            heard = str(error.kind)
        except GatewayAnswerUnverified as error:
            heard = str(error.kind)
        ms = (self._clock.monotonic() - start) * 1000
        return ReverseAnswer(ReverseOutcome.unknown, heard, "", asked_at, ms)

    async def readiness(self) -> tuple[Evidence, ...]:
        """Ask about an order that cannot exist: the way the provider says no tells what works."""
        try:
            answer = await self.query(f"READY{self._nonce()[:20]}")
        except GatewayError as error:
            return evidence_of_error(error)
        return evidence_of_answer(answer)

    async def close_client(self) -> None:
        """Close the connections; on the loop that used them."""
        await self._client.aclose()

    @property
    def _backup(self) -> str:
        return self._hosts.backup or self._hosts.main

    async def _send(self, method: str, url: str, body: bytes, patience: Patience) -> Received:
        headers = {"Accept": "application/json", "User-Agent": "cashier-assistant"}
        if body:
            headers["Content-Type"] = "application/json"
        # Without it the provider signs with the certificate that newer merchants do not have.
        if self._verifier.preferred_key:
            headers["Wechatpay-Serial"] = self._verifier.preferred_key
        request = httpx.Request(method, url, content=body, headers=headers)
        return await self._exchange.send(request, self._signer, patience)


def _order_path(out_trade_no: str) -> str:
    if not _ORDER_NUMBER.fullmatch(out_trade_no):
        raise OrderNumberInvalid(length=str(len(out_trade_no)))
    return f"{_ORDERS}/{quote(out_trade_no, safe='')}"
