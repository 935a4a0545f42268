"""The gateway's HTTP face: routes, signatures, and what the faults do to an answer on its way."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cashier.core.clock import Clock
from cashier.sandbox import signing
from cashier.sandbox.connection import Connections
from cashier.sandbox.faults import NEGATIVE_TEST, Call, Delivery, Fault, FaultBoard
from cashier.sandbox.keys import SandboxKeys, stranger_key
from cashier.sandbox.merchant_calls import Answer, MerchantCalls
from cashier.sandbox.orders import OrderBook, Plan
from cashier.sandbox.wire import Refusal, Refused

_JSON = "application/json; charset=utf-8"
_NO_CONTENT_TYPE = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything the gateway's answers depend on."""

    keys: SandboxKeys
    orders: OrderBook
    faults: FaultBoard
    clock: Clock
    pace: float = 1.0
    nonce: Callable[[], str] = lambda: secrets.token_hex(16)
    connections: Connections = field(default_factory=Connections)
    closing: asyncio.Event = field(default_factory=asyncio.Event)


class Gateway:
    """The merchant's addresses. One instance serves one server."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        till = around.keys.till
        self._calls = MerchantCalls(till.mchid, till.appid, around.orders)
        self._merchant = signing.Merchant(
            till.mchid, till.serial_no, around.keys.merchant_public_key
        )

    def routes(self) -> list[Route]:
        """Return the addresses of the real gateway that the sandbox answers."""
        order = "/v3/pay/transactions/out-trade-no/{number}"
        return [
            Route("/v3/pay/transactions/codepay", self.charge, methods=["POST"]),
            Route(order, self.query, methods=["GET"]),
            Route(f"{order}/reverse", self.reverse, methods=["POST"]),
            Route("/v3/certificates", self.certificates, methods=["GET"]),
            Route("/", self.probe, methods=["GET", "HEAD"]),
        ]

    async def charge(self, request: Request) -> Response:
        """Charge a payment code."""
        body = await request.body()
        return await self._serve(
            request,
            Call.charge,
            lambda terms: self._calls.charge(body, terms.plan or Plan(), self._now(terms)),
        )

    async def query(self, request: Request) -> Response:
        """Tell the state of an order."""
        number, mchid = request.path_params["number"], request.query_params.get("mchid", "")
        return await self._serve(
            request,
            Call.query,
            lambda terms: self._calls.query(number, mchid, self._now(terms)),
        )

    async def reverse(self, request: Request) -> Response:
        """Take an order back."""
        body, number = await request.body(), request.path_params["number"]
        return await self._serve(
            request, Call.reverse, lambda _terms: self._calls.reverse(number, body)
        )

    async def certificates(self, request: Request) -> Response:
        """Refuse, as the gateway does for merchants that only have the public key."""
        return await self._serve(request, Call.certificates, lambda _terms: Refused.no_certificates)

    async def probe(self, _request: Request) -> Response:
        """Answer anybody with a date: probes measure time and the clock by it."""
        terms = self._around.faults.terms(Call.probe)
        await self._delay(terms)
        if terms.before is not None:
            return self._refuse(terms.before, terms, Call.probe)
        return Response(status_code=200, headers=self._common_headers(terms))

    async def _serve(
        self, request: Request, call: Call, act: Callable[[Fault], Answer | Refusal]
    ) -> Response:
        asked = request.headers.get(NEGATIVE_TEST, "")
        terms = self._around.faults.terms(call, asked=asked)
        await self._delay(terms)
        if terms.lost_request:
            return await self._never(request)
        answer = await self._gate(request, terms) or act(terms)
        if terms.delivery is Delivery.cut:
            return await self._cut(request)
        if terms.delivery is Delivery.silent:
            return await self._never(request)
        if isinstance(answer, Answer) and terms.after is not None:
            answer = terms.after
        if isinstance(answer, Refusal):
            return self._refuse(answer, terms, call)
        return self._signed(answer, terms)

    async def _gate(self, request: Request, terms: Fault) -> Refusal | None:
        if not request.headers.get("accept") or not request.headers.get("user-agent"):
            return Refused.no_headers
        flaw = signing.flaw_of(await _received(request), self._merchant, self._now(terms))
        if flaw is not None:
            return Refusal(401, "SIGN_ERROR", flaw)
        return terms.before

    def _now(self, terms: Fault) -> datetime:
        return self._around.clock.now() + timedelta(seconds=terms.skew_s)

    def _common_headers(self, terms: Fault) -> dict[str, str]:
        return {
            "Date": format_datetime(self._now(terms).astimezone(UTC), usegmt=True),
            "Server": "nginx",
        }

    def _signed(self, answer: Answer, terms: Fault) -> Response:
        body = json.dumps(answer.content, ensure_ascii=False).encode()
        keys = self._around.keys
        private = stranger_key() if terms.forged else keys.platform_private_key
        headers = signing.answer_headers(
            body,
            private_key=private,
            key_id=keys.till.public_key_id,
            now=self._now(terms),
            nonce=self._around.nonce,
        )
        headers |= self._common_headers(terms) | {"Request-ID": self._request_id(0)}
        return Response(body, answer.status, headers, media_type=_JSON)

    def _refuse(self, refusal: Refusal, terms: Fault, call: Call) -> Response:
        headers = self._common_headers(terms)
        # The real gateway leaves the id out of 401s on transaction addresses.
        if refusal.status != 401 or call is Call.certificates:
            headers["Request-ID"] = self._request_id(refusal.support)
        if not refusal.code:
            return Response(b"", refusal.status, headers, media_type=_NO_CONTENT_TYPE)
        told = {"code": refusal.code, "message": refusal.message}
        body = json.dumps(told, ensure_ascii=False).encode()
        return Response(body, refusal.status, headers, media_type=_JSON)

    def _request_id(self, support: int) -> str:
        return f"08{self._around.nonce()[:30].upper()}-{support}"

    async def _delay(self, terms: Fault) -> None:
        if terms.delay_s:
            # Not a plain sleep: closing the sandbox must not wait for it.
            with contextlib.suppress(TimeoutError):
                seconds = terms.delay_s * self._around.pace
                await asyncio.wait_for(self._around.closing.wait(), seconds)

    async def _cut(self, request: Request) -> Response:
        if request.client is not None:
            self._around.connections.cut((request.client.host, request.client.port))
        return await self._gone(request)

    async def _never(self, request: Request) -> Response:
        leaving = asyncio.ensure_future(self._gone(request))
        stopping = asyncio.ensure_future(self._around.closing.wait())
        await asyncio.wait({leaving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not leaving.done() and request.client is not None:
            self._around.connections.cut((request.client.host, request.client.port))
        return await leaving

    async def _gone(self, request: Request) -> Response:
        while (await request.receive())["type"] != "http.disconnect":
            continue
        return Response(status_code=204)


def application(gateway: Gateway, private: list[Route]) -> Starlette:
    """Put the merchant's addresses and the private ones into one application."""
    return Starlette(
        routes=[*gateway.routes(), *private],
        exception_handlers={HTTPException: _bare},
    )


async def _bare(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return Response(b"", status)


async def _received(request: Request) -> signing.Received:
    raw = request.scope["raw_path"] + (
        b"?" + request.scope["query_string"] if request.scope["query_string"] else b""
    )
    return signing.Received(
        method=request.method,
        target=raw.decode("latin-1"),
        body=await request.body(),
        authorization=request.headers.get("authorization"),
    )
