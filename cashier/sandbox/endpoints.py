"""The gateway's HTTP face in APIv3: routes, signatures, and what the faults do to an answer."""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cashier.sandbox import signing, wechat_v2_endpoints
from cashier.sandbox.faults import NEGATIVE_TEST, Call, Fault
from cashier.sandbox.merchant_calls import Answer, MerchantCalls
from cashier.sandbox.orders import Plan
from cashier.sandbox.platform_keys import PlatformKeys
from cashier.sandbox.surroundings import Surroundings as Surroundings
from cashier.sandbox.transit import Transit
from cashier.sandbox.wechat_callbacks import Callbacks, Sealed
from cashier.sandbox.wire import Refusal, Refused, TradeType

_JSON = "application/json; charset=utf-8"
_NO_CONTENT_TYPE = "text/html; charset=utf-8"
_NO_CONTENT = 204


class Gateway:
    """The merchant's addresses. One instance serves one server."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._transit = Transit(around.connections, around.closing, around.pace)
        keys, till = around.keys, around.keys.till
        direct = MerchantCalls(till.mchid, till.appid, around.orders)
        partner = MerchantCalls(till.mchid, till.appid, around.orders, keys.sub_mchid)
        self._sides = {"": direct, "/partner": partner}
        self._platform = PlatformKeys(keys, around.clock)
        self._merchant = signing.Merchant(till.mchid, till.serial_no, keys.merchant_public_key)
        self.callbacks = Callbacks(around)

    def routes(self) -> list[Route]:
        """Return the addresses of the real gateway that the sandbox answers."""
        found = [
            Route("/v3/certificates", self.certificates, methods=["GET"]),
            Route("/", self.probe, methods=["GET", "HEAD"]),
            *wechat_v2_endpoints.routes(self._around, self.callbacks),
        ]
        for side, calls in self._sides.items():
            base = f"/v3/pay{side}/transactions"
            order = f"{base}/out-trade-no/{{number}}"
            to = partial(_bound, calls)
            found += [
                Route(f"{base}/codepay", to(self.charge), methods=["POST"]),
                Route(f"{base}/native", to(self.native), methods=["POST"]),
                Route(f"{base}/jsapi", to(self.jsapi), methods=["POST"]),
                Route(f"{base}/id/{{transaction}}", to(self.query), methods=["GET"]),
                Route(order, to(self.query), methods=["GET"]),
                Route(f"{order}/reverse", to(self.reverse), methods=["POST"]),
                Route(f"{order}/close", to(self.close), methods=["POST"]),
            ]
        return found

    async def charge(self, calls: MerchantCalls, request: Request) -> Response:
        """Charge a payment code."""
        body = await request.body()
        return await self._serve(
            request,
            Call.charge,
            lambda terms: calls.charge(body, terms.plan or Plan()),
        )

    async def native(self, calls: MerchantCalls, request: Request) -> Response:
        """Make a code that the customer scans."""
        return await self._offer(calls, request, TradeType.NATIVE)

    async def jsapi(self, calls: MerchantCalls, request: Request) -> Response:
        """Make an order that opens inside the wallet."""
        return await self._offer(calls, request, TradeType.JSAPI)

    async def query(self, calls: MerchantCalls, request: Request) -> Response:
        """Tell the state of an order, by the merchant's number or the gateway's own."""
        asked, stated = request.path_params, dict(request.query_params)
        return await self._serve(
            request,
            Call.query,
            lambda _terms: calls.look(
                stated,
                out_trade_no=asked.get("number", ""),
                transaction=asked.get("transaction", ""),
            ),
        )

    async def reverse(self, calls: MerchantCalls, request: Request) -> Response:
        """Take an order back."""
        body, number = await request.body(), request.path_params["number"]
        return await self._serve(request, Call.reverse, lambda _terms: calls.reverse(number, body))

    async def close(self, calls: MerchantCalls, request: Request) -> Response:
        """Close an order that nobody has scanned; faults see it as taking an order back."""
        body, number = await request.body(), request.path_params["number"]
        return await self._serve(request, Call.reverse, lambda _terms: calls.close(number, body))

    async def certificates(self, request: Request) -> Response:
        """Hand the platform certificates out, sealed; refuse where there are none."""
        return await self._serve(
            request, Call.certificates, lambda _terms: self._platform.certificates()
        )

    async def probe(self, _request: Request) -> Response:
        """Answer anybody with a date: probes measure time and the clock by it."""
        terms = self._around.faults.terms(Call.probe)
        await self._transit.delay(terms)
        if terms.before is not None:
            return self._refuse(terms.before, terms, Call.probe)
        return Response(status_code=200, headers=self._common_headers(terms))

    async def _offer(
        self, calls: MerchantCalls, request: Request, trade_type: TradeType
    ) -> Response:
        body = await request.body()

        def act(terms: Fault) -> Answer | Refusal:
            order, answer = calls.offer(body, trade_type, terms.plan or Plan())
            if order is not None:
                self.callbacks.follow(order, Sealed(self._platform, calls))
            return answer

        return await self._serve(request, Call.charge, act)

    async def _serve(
        self, request: Request, call: Call, act: Callable[[Fault], Answer | Refusal]
    ) -> Response:
        asked = request.headers.get(NEGATIVE_TEST, "")
        terms = self._around.faults.terms(call, asked=asked)

        async def answer() -> Response:
            found = await self._gate(request, terms) or act(terms)
            if isinstance(found, Answer) and terms.after is not None:
                found = terms.after
            if isinstance(found, Refusal):
                return self._refuse(found, terms, call)
            return self._signed(found, terms, request.headers.get("wechatpay-serial", ""))

        return await self._transit.carry(request, terms, answer)

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

    def _signed(self, answer: Answer, terms: Fault, wanted: str) -> Response:
        empty = answer.status == _NO_CONTENT
        body = b"" if empty else json.dumps(answer.content, ensure_ascii=False).encode()
        key = self._platform.stranger() if terms.forged else self._platform.chosen(wanted)
        headers = signing.answer_headers(
            body,
            private_key=key.private_key,
            key_id=key.name,
            now=self._now(terms),
            nonce=self._around.nonce,
        )
        headers |= self._common_headers(terms) | {"Request-ID": self._request_id(0)}
        return Response(body, answer.status, headers, media_type=None if empty else _JSON)

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


Act = Callable[[MerchantCalls, Request], Awaitable[Response]]


def _bound(calls: MerchantCalls, act: Act) -> Callable[[Request], Awaitable[Response]]:
    # A plain coroutine function: the router takes a partial for something else.
    async def serve(request: Request) -> Response:
        return await act(calls, request)

    return serve


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
