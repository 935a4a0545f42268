"""The sandbox's Alipay over HTTP: one address, `gateway.do`, that answers everything with 200."""

import asyncio
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cashier.core.json_text import json_object
from cashier.sandbox import alipay_signing as signing
from cashier.sandbox.alipay_calls import AlipayCalls, Circumstances, Told
from cashier.sandbox.alipay_codes import DynamicCodes
from cashier.sandbox.alipay_notices import tell
from cashier.sandbox.alipay_wire import (
    APP_ID,
    FAILED,
    PATH,
    AlipayNo,
    refusal_words,
)
from cashier.sandbox.fault_model import Tongue
from cashier.sandbox.faults import Call, Fault
from cashier.sandbox.keys import stranger_key
from cashier.sandbox.surroundings import Surroundings
from cashier.sandbox.transit import Transit
from cashier.sandbox.wire import BEIJING, Refusal

SCAN_PATH = "/sandbox/alipay/scan"
MAX_SKEW_S = 300
_HTML = "text/html;charset=utf-8"
_CALLS = {
    "alipay.trade.pay": Call.charge,
    "alipay.trade.query": Call.query,
    "alipay.trade.cancel": Call.reverse,
    "alipay.trade.close": Call.reverse,
}
_NO_METHOD = AlipayNo("40002", "isv.invalid-method", "不存在的方法名")
_NO_APP = AlipayNo("40002", "isv.invalid-app-id", "无效的AppID参数")
_NO_HOUR = AlipayNo("40002", "isv.invalid-timestamp", "非法的时间戳参数")
_NO_SIGN = AlipayNo("40001", "isv.missing-signature", "缺少签名参数")
_BAD_TYPE = AlipayNo("40002", "isv.invalid-signature-type", "无效的签名类型")
_BAD_SIGN = AlipayNo("40002", "isv.invalid-signature", "无效签名")


def routes(around: Surroundings) -> list[Route]:
    """Return Alipay's address, and the private one where a customer scans a dynamic code."""
    desk = AlipayDesk(around)
    return [
        Route(PATH, desk.serve, methods=["GET", "POST"]),
        Route(SCAN_PATH, desk.scan, methods=["POST"]),
    ]


class AlipayDesk:
    """Serves the one app of the sandbox."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._codes = DynamicCodes(around.orders, around.clock)
        self._calls = AlipayCalls(around.orders, self._codes)
        self._transit = Transit(around.connections, around.closing, around.pace)
        self._telling: set[asyncio.Task[bool]] = set()

    async def serve(self, request: Request) -> Response:
        """Answer one call of the app."""
        body = await request.body()
        fields = dict(request.query_params) | dict(parse_qsl(body.decode("utf-8", "replace")))
        # What no fault names is touched by the faults of every call only.
        call = _CALLS.get(fields.get("method", ""), Call.probe)
        terms = self._around.faults.terms(call, Tongue.alipay)

        async def answer() -> Response:
            told = self._flaw(fields, terms) or self._act(fields, terms)
            happened = told is FAILED or not isinstance(told, (AlipayNo, Refusal))
            if happened and terms.after is not None:
                told = terms.after
            return self._response(fields.get("method", ""), told, terms)

        return await self._transit.carry(request, terms, answer)

    async def scan(self, request: Request) -> Response:
        """Let the customer scan `qr_code` and, unless `pays` is false, pay."""
        token = self._around.keys.control_token.reveal().encode()
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), token):
            return JSONResponse({}, 403)
        asked = json_object(await request.body()) or {}
        found = self._codes.scan(str(asked.get("qr_code")), pays=asked.get("pays") is not False)
        if found is None:
            return JSONResponse({}, 409)
        order, code = found
        if order.taken and code.notify_url:
            task = asyncio.ensure_future(tell(self._around, APP_ID, order, code))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)
        return JSONResponse({"out_trade_no": order.out_trade_no, "state": str(order.state)})

    def _flaw(self, fields: Mapping[str, str], terms: Fault) -> AlipayNo | Refusal | None:
        # The app comes first, then the hour, then the key: so each can be told from the others.
        if not fields.get("method", "").startswith("alipay.trade."):
            return _NO_METHOD
        if fields.get("app_id") != APP_ID:
            return _NO_APP
        if not self._hour_is_right(fields.get("timestamp", ""), terms):
            return _NO_HOUR
        if not fields.get("sign"):
            return _NO_SIGN
        if fields.get("sign_type") != "RSA2":
            return _BAD_TYPE
        if not signing.request_genuine(fields, self._around.keys.merchant_public_key):
            return _BAD_SIGN
        return terms.before

    def _act(self, fields: Mapping[str, str], terms: Fault) -> Told:
        met = Circumstances(terms.plan, fields.get("notify_url", ""))
        return self._calls.answer(fields["method"], fields.get("biz_content", ""), met)

    def _hour_is_right(self, text: str, terms: Fault) -> bool:
        try:
            theirs = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=BEIJING)
        except ValueError:
            return False
        return abs((self._now(terms) - theirs).total_seconds()) <= MAX_SKEW_S

    def _response(self, method: str, told: Told | Refusal, terms: Fault) -> Response:
        headers = {"Date": format_datetime(self._now(terms).astimezone(UTC), usegmt=True)}
        if isinstance(told, Refusal):
            if not told.code:
                return Response(b"", told.status, headers, media_type=_HTML)
            told = refusal_words(told)
        node = f"{method.replace('.', '_')}_response" if method else "error_response"
        if isinstance(told, AlipayNo) and not told.signed:
            body = signing.unsigned_answer(node, told.content())
        else:
            keys = self._around.keys
            private = stranger_key() if terms.forged else keys.platform_private_key
            content = told.content() if isinstance(told, AlipayNo) else told
            body = signing.signed_answer(node, content, private)
        return Response(body, 200, headers, media_type=_HTML)

    def _now(self, terms: Fault) -> datetime:
        return self._around.clock.now() + timedelta(seconds=terms.skew_s)
