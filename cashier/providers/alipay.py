"""Alipay's gateway with a merchant's own keys: ask about an order, take one back. Cannot charge."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta, timezone
from urllib.parse import urlencode

import httpx

from cashier.core.clock import Clock
from cashier.playbook.evidence import Evidence
from cashier.providers.act_once import act_once
from cashier.providers.alipay_answers import AlipayReader
from cashier.providers.alipay_signing import (
    SIGN_TYPE,
    AlipayCredentials,
    AlipaySigner,
    AlipayVerifier,
    check_pair,
)
from cashier.providers.errors import GatewayError, GatewayUnreachable, OrderNumberInvalid
from cashier.providers.exchange import Exchange, Patience, Received, new_client
from cashier.providers.gateway import OrderAnswer, ReverseAnswer, Version
from cashier.providers.readiness import ALIPAY, evidence_of_answer, evidence_of_error
from cashier.providers.signing import fresh_nonce

GATEWAY = "https://openapi.alipay.com/gateway.do"
_API_VERSION = "1.0"
_ORDER_NUMBER = re.compile(r"[0-9A-Za-z_\-]{1,64}")
_QUERY, _CANCEL, _CLOSE = "alipay.trade.query", "alipay.trade.cancel", "alipay.trade.close"
_QUERY_PATIENCE = Patience(connect_s=3.0, answer_s=5.0)
_REVERSE_PATIENCE = Patience(connect_s=3.0, answer_s=10.0)
_BEIJING = timezone(timedelta(hours=8))
_SIGNED_ALREADY = httpx.Auth()


@dataclass(frozen=True, slots=True)
class AlipayHost:
    """Where the gateway is reached, and how long each call may take."""

    address: str = GATEWAY
    query: Patience = _QUERY_PATIENCE
    reverse: Patience = _REVERSE_PATIENCE


class AlipayGateway:
    """The provider `alipay`.

    Failure policy: see `Gateway`. A query that could not connect is sent once more; nothing else is
    repeated. `reverse` is Alipay's cancel, which also ends a payment that the phone is still asking
    about; `cancel` is its close, which never touches a paid order. An order whose code nobody
    scanned does not exist at Alipay yet: closing it is answered `not_found`, and the code lives on.
    """

    def __init__(
        self,
        credentials: AlipayCredentials,
        clock: Clock,
        host: AlipayHost | None = None,
        nonce: Callable[[], str] = fresh_nonce,
    ) -> None:
        self._host = host or AlipayHost()
        self._credentials = credentials
        self._clock = clock
        self._nonce = nonce
        self._signer = AlipaySigner(credentials.private_key)
        verifier = AlipayVerifier(credentials.alipay_public_key)
        check_pair(self._signer, verifier)
        self._reader = AlipayReader(verifier)
        self._client = new_client(self._host.address)
        self._exchange = Exchange(self._client, clock)

    @property
    def name(self) -> str:
        """The provider as in register codes."""
        return "alipay"

    @property
    def versions(self) -> tuple[Version, ...]:
        """The protocol and API version that are spoken, and the kind of key in use."""
        keys = "certificate" if self._credentials.certificates else "public_key"
        return (
            Version("alipay.protocol", "gateway.do"),
            Version("alipay.api", _API_VERSION),
            Version("alipay.sign_type", SIGN_TYPE),
            Version("alipay.keys", keys),
        )

    async def query(self, out_trade_no: str) -> OrderAnswer:
        """Ask what became of an order.

        Raises:
            GatewayError: it could not be asked.
            OrderNumberInvalid: no such number can exist.
        """
        _check_number(out_trade_no)
        try:
            answer = await self._send(_QUERY, out_trade_no, self._host.query)
        except GatewayUnreachable as error:
            if error.kind.sent:
                raise
            answer = await self._send(_QUERY, out_trade_no, self._host.query)
        return self._reader.order(answer, _QUERY, out_trade_no)

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        """Take an order back: an unpaid one is closed, the money of a paid one is given back.

        Raises:
            GatewayError: it was surely not done.
            OrderNumberInvalid: no such number can exist.
        """
        return await self._take_back(_CANCEL, out_trade_no, self._reader.reverse)

    async def cancel(self, out_trade_no: str) -> ReverseAnswer:
        """Close an order that the customer pays by scanning the shop's code, unless it is paid.

        Raises:
            GatewayError: it was surely not done.
            OrderNumberInvalid: no such number can exist.
        """
        return await self._take_back(_CLOSE, out_trade_no, self._reader.close)

    async def readiness(self) -> tuple[Evidence, ...]:
        """Ask about an order that cannot exist: the way the provider says no tells what works."""
        try:
            answer = await self.query(f"READY{self._nonce()[:20]}")
        except GatewayError as error:
            return evidence_of_error(error, ALIPAY)
        return evidence_of_answer(answer, ALIPAY)

    async def close_client(self) -> None:
        """Close the connections; on the loop that used them."""
        await self._client.aclose()

    async def _take_back(
        self,
        method: str,
        out_trade_no: str,
        read: Callable[[Received, str, str], ReverseAnswer],
    ) -> ReverseAnswer:
        _check_number(out_trade_no)

        async def work() -> ReverseAnswer:
            answer = await self._send(method, out_trade_no, self._host.reverse)
            return read(answer, method, out_trade_no)

        return await act_once(self._clock, work)

    async def _send(self, method: str, out_trade_no: str, patience: Patience) -> Received:
        content = json.dumps({"out_trade_no": out_trade_no}, separators=(",", ":"))
        fields = self._fields(method)
        fields["sign"] = self._signer.sign(fields | {"biz_content": content})
        # Only the order's number goes into the body: addresses end up in the logs of proxies.
        request = httpx.Request(
            "POST",
            f"{self._host.address}?{urlencode(fields)}",
            content=urlencode({"biz_content": content}).encode(),
            headers={
                "Accept": "application/json",
                "Content-Type": "application/x-www-form-urlencoded;charset=utf-8",
                "User-Agent": "cashier-assistant",
            },
        )
        return await self._exchange.send(request, _SIGNED_ALREADY, patience)

    def _fields(self, method: str) -> dict[str, str]:
        fields = {
            "app_id": self._credentials.app_id,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": SIGN_TYPE,
            "timestamp": self._clock.now().astimezone(_BEIJING).strftime("%Y-%m-%d %H:%M:%S"),
            "version": _API_VERSION,
        }
        certificates = self._credentials.certificates
        if certificates is not None:
            fields["app_cert_sn"] = certificates.app
            fields["alipay_root_cert_sn"] = certificates.root
        if self._credentials.app_auth_token is not None:
            fields["app_auth_token"] = self._credentials.app_auth_token.reveal()
        return fields


def _check_number(out_trade_no: str) -> None:
    if not _ORDER_NUMBER.fullmatch(out_trade_no):
        raise OrderNumberInvalid(length=str(len(out_trade_no)))
