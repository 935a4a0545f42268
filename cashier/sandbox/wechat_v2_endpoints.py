"""The gateway's HTTP face in the older protocol: XML, and HTTP 200 whatever happens.

Only a machine in front of the gateway that is itself in trouble answers with another status.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cashier.core.privacy import Secret
from cashier.sandbox import wechat_v2_wire as wire
from cashier.sandbox.fault_model import Tongue
from cashier.sandbox.faults import NEGATIVE_TEST, Call, Fault
from cashier.sandbox.orders import Plan
from cashier.sandbox.surroundings import Surroundings
from cashier.sandbox.transit import Transit
from cashier.sandbox.wechat_callbacks import Callbacks
from cashier.sandbox.wechat_v2_calls import Fields, V2Calls
from cashier.sandbox.wechat_v2_notices import Letter
from cashier.sandbox.wire import Refusal

_BROKEN = 500
# Errors that the older protocol tells inside a 200, and asks to be repeated.
_TOLD_INSIDE = frozenset({"SYSTEM_ERROR", "BANK_ERROR"})

Act = Callable[[Fields, Fault], Fields | Refusal]


def routes(
    around: Surroundings, callbacks: Callbacks, *, known_caller: bool = False
) -> list[Route]:
    """Return the addresses of the older protocol.

    Args:
        around: what the answers depend on.
        callbacks: tell the shop's own server of what customers paid by scanning.
        known_caller: whether the listener has seen the merchant's certificate; only then may an
            order be taken back.
    """
    face = _Face(around, callbacks)
    paths: dict[str, tuple[Call, Act]] = {
        "/pay/micropay": (Call.charge, face.charge),
        "/pay/unifiedorder": (Call.charge, face.offer),
        "/pay/orderquery": (Call.query, face.query),
        "/pay/closeorder": (Call.reverse, face.close),
    }
    if known_caller:
        paths["/secapi/pay/reverse"] = (Call.reverse, face.reverse)
    found = [Route(path, face.endpoint(*to), methods=["POST"]) for path, to in paths.items()]
    if not known_caller:
        found.append(Route("/secapi/pay/reverse", face.stranger, methods=["POST"]))
    return found


class _Face:
    """Reads, checks and answers; one instance serves one listener."""

    def __init__(self, around: Surroundings, callbacks: Callbacks) -> None:
        keys = around.keys
        self._around = around
        self._callbacks = callbacks
        self._transit = Transit(around.connections, around.closing, around.pace)
        self._calls = V2Calls(keys.till.mchid, keys.till.appid, around.orders, keys.sub_mchid)

    def charge(self, asked: Fields, terms: Fault) -> Fields | Refusal:
        return self._calls.charge(asked, terms.plan or Plan())

    def offer(self, asked: Fields, terms: Fault) -> Fields | Refusal:
        order, answer = self._calls.offer(asked, terms.plan or Plan())
        if order is not None:
            letter = Letter(self._around, self._calls, asked)
            self._callbacks.follow(order, letter)
        return answer

    def query(self, asked: Fields, _terms: Fault) -> Fields | Refusal:
        return self._calls.query(asked)

    def reverse(self, asked: Fields, _terms: Fault) -> Fields | Refusal:
        return self._calls.reverse(asked)

    def close(self, asked: Fields, _terms: Fault) -> Fields | Refusal:
        return self._calls.close(asked)

    async def stranger(self, request: Request) -> Response:
        """Drop who asks for a reverse without a certificate, as the real one does."""
        return await self._transit.cut(request)

    def endpoint(self, call: Call, act: Act) -> Callable[[Request], object]:
        async def serve(request: Request) -> Response:
            asked = request.headers.get(NEGATIVE_TEST, "")
            terms = self._around.faults.terms(call, Tongue.wechat_v2, asked=asked)
            body = await request.body()

            async def answer() -> Response:
                return self._answer(body, terms, act, takes_back=call is Call.reverse)

            return await self._transit.carry(request, terms, answer)

        return serve

    def _answer(self, body: bytes, terms: Fault, act: Act, *, takes_back: bool) -> Response:
        asked = wire.read(body)
        if asked is None:
            return self._failed("XML格式错误", terms)
        if asked.get("mch_id") != self._calls.mchid or not wire.signed_well(asked, self._key):
            return self._failed("签名错误", terms)
        if terms.before is not None and terms.before.status == 401:
            return self._failed(terms.before.message, terms)
        found = terms.before or act(asked, terms)
        if not isinstance(found, Refusal) and terms.after is not None:
            found = terms.after
        if isinstance(found, Refusal):
            if found.status >= _BROKEN and found.code not in _TOLD_INSIDE:
                return Response(b"<html>Bad Gateway</html>", found.status, self._headers(terms))
            return self._signed(asked, _refusal(found, takes_back=takes_back), terms)
        return self._signed(asked, {"result_code": "SUCCESS"} | found, terms)

    def _signed(self, asked: Fields, found: Fields, terms: Fault) -> Response:
        fields = {
            "return_code": "SUCCESS",
            "return_msg": "OK",
            **self._calls.identity(asked),
            "nonce_str": self._around.nonce(),
            **found,
        }
        key = Secret("0" * 32) if terms.forged else self._key
        fields["sign"] = wire.sign(fields, key, asked.get("sign_type", wire.MD5))
        return self._xml(fields, terms)

    def _failed(self, message: str, terms: Fault) -> Response:
        return self._xml({"return_code": "FAIL", "return_msg": message}, terms)

    def _xml(self, fields: Fields, terms: Fault) -> Response:
        return Response(
            wire.written(fields), 200, self._headers(terms), media_type="text/plain; charset=utf-8"
        )

    def _headers(self, terms: Fault) -> dict[str, str]:
        now = self._now(terms).astimezone(UTC)
        return {"Date": format_datetime(now, usegmt=True), "Server": "nginx"}

    def _now(self, terms: Fault) -> datetime:
        return self._around.clock.now() + timedelta(seconds=terms.skew_s)

    @property
    def _key(self) -> Secret:
        return self._around.keys.api_v2_key


def _refusal(refusal: Refusal, *, takes_back: bool) -> Fields:
    again = {"USERPAYING", "SYSTEM_ERROR", "BANK_ERROR"}
    recall = {"recall": "Y" if refusal.code in again else "N"} if takes_back else {}
    return {
        "result_code": "FAIL",
        "err_code": wire.spelt(refusal),
        "err_code_des": refusal.message,
    } | recall
